import 'server-only'
import { database } from '@/lib/server/db'

/** How long a repeated command is recognised, in days. */
export const COMMAND_DAYS = 3

/** Forgets commands nobody will repeat any more. */
export async function forgetOldCommands(now: Date): Promise<void> {
  await database().command.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - COMMAND_DAYS * 86_400_000) } } })
}

/** What became of a command a client named. Status 0: carried out, answer not kept. */
export function findCommand(id: string) {
  return database().command.findUnique({ where: { id } })
}

export async function keepAnswer(id: string, status: number, response: string): Promise<void> {
  await database().command.update({ where: { id }, data: { status, response } })
}
