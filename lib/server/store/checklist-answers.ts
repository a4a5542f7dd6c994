import 'server-only'
import { database, type Tx } from '@/lib/server/db'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { tieRow } from '@/lib/server/store/ties'

/** What was answered to one question of a claim's checklist. */
export interface ChecklistAnswerRecord {
  readonly id: string
  readonly claimId: string
  /** The question, as it was asked. */
  readonly item: string
  readonly answer: string
  readonly by: { readonly id: string; readonly name: string }
  readonly at: Date
}

const include = { by: { select: { id: true, name: true } } } as const

/** What was answered for an article's claims, or one of them, the oldest first; answers taken back are not among it. */
export async function checklistAnswersOf(articleId: OpenedId, claimId?: string, tx: Tx = database()): Promise<ChecklistAnswerRecord[]> {
  const rows = await tx.checklistAnswer.findMany({
    where: { claim: { articleId }, ...(claimId ? { claimId } : {}), answer: { not: '' } },
    include,
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  return rows
}

/** Writes an answer if what stands there is still `was` (empty: nothing). False when it is not. */
export async function writeChecklistAnswer(
  tx: Tx,
  answer: {
    readonly id: string
    readonly claimId: string
    readonly item: string
    readonly answer: string
    readonly byId: string
    readonly at: Date
  },
  was: string,
): Promise<boolean> {
  const { claimId, item } = answer
  const known = await tx.checklistAnswer.findUnique({ where: { claimId_item: { claimId, item } } })
  if ((known?.answer ?? '') !== was) return false
  if (known) await tx.checklistAnswer.update({ where: { id: known.id }, data: { answer: answer.answer, byId: answer.byId, at: answer.at } })
  else await tx.checklistAnswer.create({ data: answer })
  tieRow(tx, 'ChecklistAnswer', known?.id ?? answer.id)
  return true
}
