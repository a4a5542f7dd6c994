import 'server-only'
import { database } from '@/lib/server/db'

/** How long a repeated command is recognised, in days. */
export const COMMAND_DAYS = 3

/** A command that was carried out. */
export interface CommandRecord {
  readonly actorId: string
  readonly route: string
  readonly bodyHash: string
  /** JSON of what the use case gave back. */
  readonly receipt: string
}

/** Forgets commands nobody will repeat any more. */
export async function forgetOldCommands(now: Date): Promise<void> {
  await database().command.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - COMMAND_DAYS * 86_400_000) } } })
}

/** What became of a command a client named. */
export async function findCommand(id: string): Promise<CommandRecord | null> {
  const row = await database().command.findUnique({ where: { id } })
  return row ? { actorId: row.actorId, route: row.route, bodyHash: row.bodyHash, receipt: row.response } : null
}
