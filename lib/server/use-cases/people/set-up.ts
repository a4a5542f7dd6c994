import 'server-only'
import { AppError } from '@/lib/server/app-error'
import { hashPassword } from '@/lib/server/auth'
import { database, write } from '@/lib/server/db'
import { newId, newSecret, sha256 } from '@/lib/server/ids'
import { changeDesk } from '@/lib/server/record/change-desk'
import { countActiveAdmins, countPeople, insertPerson } from '@/lib/server/store/people'
import { readSetting, takeSetting, writeSetting } from '@/lib/server/store/settings'

const SETUP_CODE = 'setup-code-hash'

/** Whether anybody has joined this desk. */
export async function hasPeople(): Promise<boolean> {
  return (await countPeople(database())) > 0
}

/** Whether this desk has an admin; until then the set-up link works. */
export async function isSetUp(): Promise<boolean> {
  return (await countActiveAdmins(database())) > 0
}

/** A fresh one-time code for the set-up page, or null when the desk has been set up. */
export async function makeSetupCode(): Promise<string | null> {
  return write(async (tx) => {
    if ((await countActiveAdmins(tx)) > 0) return null
    const code = newSecret().slice(0, 24)
    await writeSetting(tx, SETUP_CODE, sha256(code))
    return code
  })
}

export async function isSetupCode(code: string): Promise<boolean> {
  return (await readSetting(SETUP_CODE)) === sha256(code)
}

/**
 * Makes the first person, an admin. Closes for ever after the first, also under
 * parallel calls: the code is taken in the same transaction.
 */
export async function setUp(input: { code: string; name: string; email: string; password: string }): Promise<{ id: string }> {
  if (await isSetUp()) throw new AppError('set-up-done')
  if (!(await isSetupCode(input.code)))
    throw new AppError('forbidden', 'This set-up link is not the current one. Use the link printed in the terminal by the last start.')
  const passwordHash = await hashPassword(input.password)
  const id = newId()
  await changeDesk(id, async ({ tx, record }) => {
    if ((await countActiveAdmins(tx)) > 0 || !(await takeSetting(tx, SETUP_CODE, sha256(input.code)))) throw new AppError('set-up-done')
    await insertPerson(tx, { id, name: input.name, email: input.email, role: 'admin', passwordHash, accountId: newId() })
    record({ name: 'person.joined', subject: `person:${id}`, before: null, after: { name: input.name, role: 'admin' } })
  })
  return { id }
}
