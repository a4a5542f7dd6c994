import type { ArticleSnapshot, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes } from '@/lib/core/claim/look'
import { STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { cite } from '@/lib/core/evidence/source'
import { claimFacts } from '@/lib/core/report/claim-facts'
import { threaded } from '@/lib/core/report/report-text'
import type { TextRange } from '@/lib/core/text/range'

/**
 * Claims as a W3C Web Annotation collection (https://www.w3.org/TR/annotation-model/):
 * a quote and a position selector each, positions in code points. Ids are
 * URNs: an article that is not published has no address.
 */
export function writeWebAnnotation(snapshot: ArticleSnapshot): string {
  const source = `urn:tickmark:article:${encodeURIComponent(snapshot.article.id)}`
  const points = codePointsOf(snapshot.article.text)
  const items = snapshot.claims.filter((claim) => claim.ranges.length > 0).map((claim) => annotationOf(claim, snapshot, source, points))
  const collection = {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: `${source}:annotations`,
    type: 'AnnotationCollection',
    label: snapshot.article.title,
    total: items.length,
    first: { id: `${source}:annotations:1`, type: 'AnnotationPage', startIndex: 0, items },
  }
  return `${JSON.stringify(collection, null, 2)}\n`
}

function annotationOf(claim: SnapshotClaim, snapshot: ArticleSnapshot, source: string, points: (offset: number) => number) {
  const said = claimFacts(claim)
  const text = [
    `${claimName(claim.number)}: ${describeAxes(claim)}`,
    said.verdict && `Verdict: ${said.verdict}`,
    said.statement && `What is claimed: ${said.statement}`,
    said.confidenceInWords,
    said.decided && `Decided: ${said.decided}`,
    said.decidedOnOther && `Decided on these words: “${said.decidedOnOther}”`,
    ...said.corrections.map((one) => `Correction: ${one}`),
    ...threaded(claim.notes).map(({ note }) => note.text),
  ]
  const bodies = [
    { type: 'TextualBody', value: text.filter(Boolean).join('\n'), format: 'text/plain', purpose: 'assessing' },
    ...(said.outcome ? [{ type: 'TextualBody', value: said.outcome, format: 'text/plain', purpose: 'classifying' }] : []),
    ...claim.tags.map((tag) => ({ type: 'TextualBody', value: tag, format: 'text/plain', purpose: 'tagging' })),
    ...claim.evidence.flatMap((evidence) => {
      const cited = snapshot.sources.find((one) => one.id === evidence.sourceId)
      if (!cited) return []
      const words = [
        `${STANCE_LABELS[evidence.stance]}: ${cite(cited)}`,
        evidence.locator ?? '',
        evidence.quote ? `“${evidence.quote}”` : '',
      ]
        .filter(Boolean)
        .join(' ')
      return [{ type: 'TextualBody', value: words, format: 'text/plain', purpose: 'linking' }]
    }),
  ]
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: `urn:tickmark:claim:${encodeURIComponent(claim.id)}`,
    type: 'Annotation',
    motivation: 'assessing',
    created: claim.createdAt,
    ...(claim.decision ? { modified: claim.decision.at } : {}),
    ...(claim.createdBy ? { creator: { type: 'Person', name: claim.createdBy } } : {}),
    body: bodies,
    target: claim.ranges.map((range) => ({
      type: 'SpecificResource',
      source,
      // Of exactly this text: its version and the SHA-256 of its UTF-8.
      state: { type: 'TimeState', sourceDate: snapshot.generatedAt },
      selector: [quoteSelector(snapshot.article.text, range), positionSelector(range, points)],
    })),
  }
}

/** Characters on either side of a quote, in UTF-16 units; never half of one. */
const CONTEXT = 32

function quoteSelector(text: string, { start, end }: TextRange) {
  return {
    type: 'TextQuoteSelector',
    exact: text.slice(start, end),
    prefix: wholeCharacters(text, Math.max(0, start - CONTEXT), start),
    suffix: wholeCharacters(text, end, Math.min(text.length, end + CONTEXT)),
  }
}

function positionSelector({ start, end }: TextRange, points: (offset: number) => number) {
  return { type: 'TextPositionSelector', start: points(start), end: points(end) }
}

function wholeCharacters(text: string, start: number, end: number): string {
  const isLow = (at: number) => at > 0 && at < text.length && /[\udc00-\udfff]/.test(text[at] as string)
  return text.slice(isLow(start) ? start + 1 : start, isLow(end) ? end - 1 : end)
}

/** UTF-16 offset → code points before it. Offsets are asked for in any order. */
function codePointsOf(text: string): (offset: number) => number {
  const pairs: number[] = []
  for (let at = 0; at < text.length - 1; at++) if (/[\ud800-\udbff]/.test(text[at] as string)) pairs.push(at)
  return (offset) => {
    let [low, high] = [0, pairs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[middle] as number) < offset) low = middle + 1
      else high = middle
    }
    return offset - low
  }
}
