import { ROLES, type Role } from '@/lib/core/permissions/policy'
import { closeDatabase } from '@/lib/server/db'
import { newId } from '@/lib/server/ids'
import { prepareDatabase } from '@/lib/server/prepare-database'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { findPersonByEmail, insertPerson } from '@/lib/server/store/people'
import { changeSettings } from '@/lib/server/use-cases/desk/change-settings'

/** A database with a person of each role, and a second author and checker for what takes two. */
export async function makeBaseDatabase(): Promise<void> {
  prepareDatabase()
  for (const role of ROLES) await makePerson(role, role)
  await makePerson('author', 'author2')
  await makePerson('checker', 'checker2')
  // What tests of other things confirm needs no evidence; the rule has its own.
  await changeSettings(await makePerson('admin', 'settings'), { evidenceRule: 'none' })
  await closeDatabase()
}

/** Adds a person who can be found again by `name`. */
export async function makePerson(role: Role, name: string): Promise<Actor> {
  const actor: Actor = { id: newId(), name: `${name[0]?.toUpperCase()}${name.slice(1)} Person`, email: `${name}@desk.test`, role }
  await changeDesk(null, async ({ tx, record }) => {
    await insertPerson(tx, { ...actor, passwordHash: null, accountId: newId() })
    record({ name: 'person.joined', subject: `person:${actor.id}`, before: null, after: { name: actor.name, role } })
  })
  return actor
}

/** The people of the base database, by name. */
export async function people(): Promise<Record<Role | 'author2' | 'checker2', Actor>> {
  const found: Record<string, Actor> = {}
  for (const name of [...ROLES, 'author2', 'checker2']) {
    const person = await findPersonByEmail(`${name}@desk.test`)
    if (!person) throw new Error(`${name} is not in the base database`)
    found[name] = { id: person.id, name: person.name, email: person.email, role: person.role }
  }
  return found as Record<Role | 'author2' | 'checker2', Actor>
}
