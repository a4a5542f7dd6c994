import 'server-only'
import { parseArgs } from 'node:util'
import { ROLES } from '@/lib/core/permissions/policy'
import { closeDatabase } from '@/lib/server/db'
import { prepareDatabase } from '@/lib/server/prepare-database'
import { findPersonByEmail } from '@/lib/server/store/people'
import { backUp, restore } from '@/lib/server/use-cases/desk/back-up'
import { compareHeads, signHeads, verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { createToken } from '@/lib/server/use-cases/people/manage-account'
import { addPerson } from '@/lib/server/use-cases/people/manage-people'

const USAGE = `Usage: npm run desk -- <command>

  user add --email E --name N --role R   add somebody; prints a one-time password
                                         (roles: ${ROLES.join(', ')})
  token --email E                        make a personal token for the HTTP API; prints it
  backup FILE                            copy the whole database, also while people work
  restore FILE                           put a backup in place of the database (stop the server first)
  verify                                 check the file, the record and every row it ties
  verify --head                          print where the chains have come to, signed, to keep elsewhere
  verify --against FILE                  check that the record goes on from heads printed before`

async function main(args: string[]): Promise<number> {
  // Backups and restored files are for this account only.
  process.umask(0o077)
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string' },
      head: { type: 'boolean' },
      against: { type: 'string' },
    },
  })
  const command = positionals.join(' ')
  const [first, second] = positionals
  if (first === 'restore' && second) {
    console.log(restore(second))
    return 0
  }
  if (command === 'user add') {
    const role = ROLES.find((known) => known === values.role)
    if (!values.email || !values.name || !role) return usage('user add needs --email, --name and --role.')
    prepareDatabase()
    const { password } = await addPerson({ email: values.email, name: values.name, role })
    console.log(password)
    return 0
  }
  if (command === 'token') {
    if (!values.email) return usage('token needs --email.')
    prepareDatabase()
    const person = await findPersonByEmail(values.email)
    if (!person) return usage(`Nobody with the address ${values.email} is on this desk.`)
    console.log((await createToken(person, 'made on the command line')).token)
    return 0
  }
  if (first === 'backup' && second) {
    prepareDatabase()
    console.log(backUp(second))
    return 0
  }
  if (command === 'verify') {
    // Progress goes to standard error, so that what is printed can be kept.
    const report = verifyDesk((sentence) => console.error(sentence))
    if (values.head) {
      console.log(JSON.stringify(signHeads(report.heads, new Date())))
      if (!report.isSound) for (const line of report.lines) console.error(line)
      return report.isSound ? 0 : 1
    }
    for (const line of report.lines) console.log(line)
    const rewritten = values.against ? compareHeads(values.against) : []
    for (const line of rewritten) console.log(line)
    if (values.against && rewritten.length === 0) console.log('The record goes on from the heads kept in the file.')
    return report.isSound && rewritten.length === 0 ? 0 : 1
  }
  return usage(command ? `“${command}” is not a command.` : '')
}

function usage(problem: string): number {
  if (problem) console.error(`${problem}\n`)
  console.error(USAGE)
  return 2
}

main(process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    return 1
  })
  .then(async (code) => {
    await closeDatabase()
    process.exitCode = code
  })
