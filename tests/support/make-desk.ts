/**
 * Makes a desk for tests in an empty database: the sample article, and a
 * person of each role with a password and a token. Prints them as JSON.
 */
import { ROLES } from '@/lib/core/permissions/policy'
import { hashPassword } from '@/lib/server/auth'
import { closeDatabase } from '@/lib/server/db'
import { newId } from '@/lib/server/ids'
import { prepareDatabase } from '@/lib/server/prepare-database'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { insertPerson } from '@/lib/server/store/people'
import { changeSettings } from '@/lib/server/use-cases/desk/change-settings'
import { createToken } from '@/lib/server/use-cases/people/manage-account'
import { makeSample } from '@/prisma/sample'
import { PASSWORD } from '@/tests/support/desk'

async function main(): Promise<void> {
  prepareDatabase()
  const passwordHash = await hashPassword(PASSWORD)
  const people: Record<string, { id: string; name: string; email: string; token: string }> = {}
  const actors: Record<string, Actor> = {}
  for (const role of ROLES) {
    const person = { id: newId(), name: `${role[0]?.toUpperCase()}${role.slice(1)} Person`, email: `${role}@desk.test`, role }
    await changeDesk(null, async ({ tx, record }) => {
      await insertPerson(tx, { ...person, passwordHash, accountId: newId() })
      record({ name: 'person.joined', subject: `person:${person.id}`, before: null, after: { name: person.name, role } })
    })
    actors[role] = person
    people[role] = { id: person.id, name: person.name, email: person.email, token: (await createToken(person, 'tests')).token }
  }
  const { author, checker, editor, admin, legal } = actors as Record<'author' | 'checker' | 'editor' | 'admin' | 'legal', Actor>
  const sampleId = await makeSample({ author, checker, editor, legal, second: admin })
  // What tests of other things confirm needs no evidence; the rule has its own.
  await changeSettings(admin, { evidenceRule: 'none' })
  console.log(`DESK ${JSON.stringify({ people, sampleId })}`)
  await closeDatabase()
}

void main()
