import 'server-only'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { textMapOf, textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { openArticle } from '@/lib/server/article/open-article'
import type { AuthoredWords } from '@/lib/server/present/authorship'
import type { Actor } from '@/lib/server/session'
import { authorsOfSteps } from '@/lib/server/store/article-log'
import { claimsOfArticle } from '@/lib/server/store/claims'
import { findPerson } from '@/lib/server/store/people'
import { traceWords } from '@/lib/server/use-cases/versions/trace-words'

/** Who wrote the words of a range, wherever they stood since, and whether after they were checked. */
export async function readAuthorship(
  actor: Actor,
  articleId: string,
  query: { readonly start: number; readonly end: number; readonly version?: number | undefined },
): Promise<{ version: number; stretches: AuthoredWords[] }> {
  const open = await openArticle(actor, 'history.read', articleId)
  const { article } = open
  const version = query.version ?? article.version
  if (version > article.version) throw new AppError('not-found', 'The article never had this version.')
  const doc = await open.document(version)
  const map = textMapOf(doc)
  if (query.start >= query.end || query.end > map.length)
    throw new AppError('invalid-input', `There are no words from ${query.start} to ${query.end}.`)
  const found = await traceWords(open, version, query.start, query.end)
  const authors = await authorsOfSteps(
    open.id,
    found.flatMap(({ writtenBy }) => (writtenBy === null ? [] : [writtenBy])),
  )
  const importer = { id: article.createdById, name: (await findPerson(article.createdById))?.name ?? '' }
  const ranges = claimRanges(doc)
  const decided = (await claimsOfArticle(open.id)).filter((claim) => claim.decision && ranges.has(claim.id))
  const text = textOf(doc)
  const stretches = found.flatMap(({ start, end, writtenBy }): AuthoredWords[] => {
    // Only the seam between two paragraphs.
    if (text.slice(start, end).trim() === '') return []
    const author = writtenBy === null ? null : authors.get(writtenBy)
    const since = writtenBy === null ? 0 : writtenBy + 1
    return [
      {
        start,
        end,
        text: text.slice(start, end),
        version: since,
        by: author?.user ?? importer,
        at: (author?.at ?? article.createdAt).toISOString(),
        writtenAfterCheckOf: decided
          .filter(
            (claim) =>
              since > (claim.decision?.version ?? 0) && ranges.get(claim.id)?.some((range) => range.start < end && start < range.end),
          )
          .map((claim) => claim.number),
      },
    ]
  })
  return { version, stretches: joined(stretches) }
}

// Typing is many steps; words of one person from one sitting read as one stretch.
function joined(stretches: readonly AuthoredWords[]): AuthoredWords[] {
  const result: AuthoredWords[] = []
  for (const stretch of stretches) {
    const last = result[result.length - 1]
    const isOne =
      last &&
      last.by.id === stretch.by.id &&
      Math.abs(Date.parse(last.at) - Date.parse(stretch.at)) < 10 * 60_000 &&
      (last.version === 0) === (stretch.version === 0) &&
      last.writtenAfterCheckOf.join() === stretch.writtenAfterCheckOf.join()
    if (isOne)
      result[result.length - 1] = {
        ...last,
        end: stretch.end,
        text: last.text + ' '.repeat(Math.max(0, stretch.start - last.end)) + stretch.text,
        version: Math.max(last.version, stretch.version),
        at: [last.at, stretch.at].sort()[1] ?? last.at,
      }
    else result.push(stretch)
  }
  return result
}
