import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { claimName } from '@/lib/core/claim/claim'
import { FINDING_KINDS, type Finding, findingKey } from '@/lib/core/consistency/findings'
import { languageOf } from '@/lib/core/detection/languages'
import { short } from '@/lib/core/text/short'
import { sentencesInDocument } from '@/lib/editor/queries/sentences-in-block'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { type OpenArticle, openArticle } from '@/lib/server/article/open-article'
import { findInChild, type TextToFind } from '@/lib/server/child/find-in-child'
import { newId, sha256 } from '@/lib/server/ids'
import type { Actor } from '@/lib/server/session'
import { dismissalsOfArticle, insertDismissal } from '@/lib/server/store/dismissals'
import { formerWordsOf } from '@/lib/server/use-cases/claims/repeats'

/** A finding with what names it, and who waved it away. */
export type FindingView = Finding & {
  readonly id: string
  readonly dismissal: { readonly id: string; readonly reason: string; readonly by: { readonly id: string; readonly name: string } } | null
}

/** What in an article is at odds with itself. Rules for English: another language has none, and `caution` says so. */
export async function readFindings(
  actor: Actor,
  articleId: string,
): Promise<{ version: number; caution: string | null; findings: FindingView[] }> {
  return findingsOfArticle(await openArticle(actor, 'article.read', articleId))
}

/** The same for an article that is open. */
export async function findingsOfArticle(
  open: Pick<OpenArticle, 'id' | 'actor' | 'article' | 'document'>,
): Promise<{ version: number; caution: string | null; findings: FindingView[] }> {
  const doc = await open.document()
  const text = textOf(doc)
  const isEnglish = languageOf(text)?.code === 'en'
  const dismissals = await dismissalsOfArticle(open.id)
  const findings = [...(isEnglish ? await findInChild(toFind(open.actor.id, doc)) : []), ...(await changedInOnePlace(open))]
  return {
    version: open.article.version,
    caution: isEnglish ? null : 'Names, figures and dates are compared in English texts only.',
    findings: findings.map((finding) => {
      const key = findingKey(text, finding)
      const waved = dismissals.find((one) => one.kind === `finding:${finding.kind}` && one.key === key)
      return {
        ...finding,
        id: `${finding.kind}:${key}`,
        dismissal: waved ? { id: waved.id, reason: waved.note ?? waved.reason, by: waved.createdBy } : null,
      }
    }),
  }
}

/** Words of a decided claim that were changed, where others still say what it said. */
async function changedInOnePlace(open: Pick<OpenArticle, 'id' | 'document'>): Promise<Finding[]> {
  return (await formerWordsOf(open)).flatMap(({ claim, former }) => {
    const [first, last] = [claim.ranges[0], claim.ranges.at(-1)]
    return former.map((place) => ({
      kind: 'repeat' as const,
      level: 'question' as const,
      ranges: [
        { start: first?.start ?? 0, end: last?.end ?? 0 },
        { start: place.start, end: place.end },
      ],
      message: `${claimName(claim.number)} said “${short(claim.decision?.quote ?? '')}” when it was decided, and says “${short(claim.quote)}” now. Elsewhere it still reads “${short(place.words)}”.`,
    }))
  })
}

function toFind(personId: string, doc: Node): TextToFind {
  const text = textOf(doc)
  return { text, textHash: sha256(text), sentences: sentencesInDocument(doc), personId }
}

/** Says by name, and why, that a finding is none. It holds until its words change. */
export async function dismissFinding(
  actor: Actor,
  articleId: string,
  input: { readonly finding: string; readonly reason: string },
): Promise<{ readonly id: string }> {
  const id = newId()
  // Found before the change begins; kept for it while the text is the same.
  await findingsOfArticle(await openArticle(actor, 'article.read', articleId))
  return changeArticle(actor, 'sentence.dismiss', articleId, async (change) => {
    const text = textOf(change.doc)
    const open = { id: change.id, document: async () => change.doc }
    const found = [...(await findInChild(toFind(actor.id, change.doc))), ...(await changedInOnePlace(open))]
    const finding = found.find((one) => `${one.kind}:${findingKey(text, one)}` === input.finding)
    if (!finding || !FINDING_KINDS.includes(finding.kind)) throw new AppError('not-found', 'This finding is not in the text any more.')
    const kind = `finding:${finding.kind}`
    const key = findingKey(text, finding)
    if ((await dismissalsOfArticle(change.id, change.tx)).some((one) => one.kind === kind && one.key === key))
      throw new AppError('already-done')
    const quote = finding.ranges
      .map(({ start, end }) => text.slice(start, end))
      .join(' … ')
      .slice(0, 2_000)
    await insertDismissal(change.tx, {
      id,
      articleId: change.id,
      kind,
      key,
      quote,
      reason: 'no-finding',
      note: input.reason,
      createdById: actor.id,
      createdAt: change.now,
    })
    change.record({
      name: 'sentence.dismissed',
      subject: 'text',
      before: null,
      after: { dismissalId: id, kind, quote, reason: input.reason },
    })
    return { id }
  })
}
