import type { ArticleSnapshot, SnapshotClaim, SnapshotSource } from '@/lib/core/article/article-snapshot'
import { OUTCOME_LABELS, VERDICT_LABELS } from '@/lib/core/claim/claim'
import { LOOK_SIGNS, lookOf } from '@/lib/core/claim/look'
import { describeProgress, progressOf } from '@/lib/core/claim/progress'
import { cite } from '@/lib/core/evidence/source'
import { escapeHtml } from '@/lib/core/text/escape-html'

/** What readers are told of one claim. */
interface EmbedClaim {
  readonly number: number
  readonly words: string
  readonly outcome: string
  readonly verdict: string | null
  /** Sources by number, and those of them that speak against it. */
  readonly sources: readonly number[]
  readonly against: readonly number[]
}

/** How a published article was checked, for its readers. */
interface Embed {
  readonly schema: 'tickmark-embed/1'
  readonly title: string
  readonly published: { readonly address: string | null; readonly place: string | null; readonly at: string } | null
  /** SHA-256 of the text that was checked. */
  readonly textHash: string
  readonly summary: string
  readonly claims: readonly EmbedClaim[]
  readonly sources: readonly { readonly number: number; readonly text: string; readonly url: string | null }[]
  /** Corrections that readers were given. */
  readonly corrections: readonly { readonly notice: string; readonly printedAt: string }[]
}

/** The snapshot is the public's already; nothing is added to it here. */
function embedOf(snapshot: ArticleSnapshot): Embed {
  // What was decided on other words says nothing of those that stand there.
  const decided = snapshot.claims.filter(
    ({ outcome, ranges, freshness }) =>
      outcome !== null && ranges.length > 0 && freshness !== 'stale' && freshness !== 'context-changed' && freshness !== 'orphaned',
  )
  const numbers = new Map<string, number>()
  const cited: SnapshotSource[] = []
  const numberOf = (id: string): number[] => {
    const known = numbers.get(id)
    if (known !== undefined) return [known]
    const source = snapshot.sources.find((one) => one.id === id)
    if (!source) return []
    cited.push(source)
    numbers.set(id, cited.length)
    return [cited.length]
  }
  const claims = decided.map(
    (claim): EmbedClaim => ({
      number: claim.number,
      words: claim.quote,
      outcome: outcomeOf(claim),
      verdict: claim.verdict ? VERDICT_LABELS[claim.verdict] : null,
      sources: [...new Set(claim.evidence.flatMap(({ sourceId }) => numberOf(sourceId)))],
      against: [...new Set(claim.evidence.flatMap(({ sourceId, stance }) => (stance === 'refutes' ? numberOf(sourceId) : [])))],
    }),
  )
  const [published] = snapshot.record.publications
  return {
    schema: 'tickmark-embed/1',
    title: snapshot.article.title,
    published: published ? { address: published.address, place: published.place, at: published.at } : null,
    textHash: snapshot.article.textHash,
    summary: describeProgress(progressOf(decided)),
    claims,
    sources: cited.map((source, index) => ({
      number: index + 1,
      text: cite(source),
      url: source.URL && /^https?:\/\//i.test(source.URL) ? source.URL : null,
    })),
    corrections: snapshot.record.errata.flatMap(({ notice, printedAt }) => (notice && printedAt ? [{ notice, printedAt }] : [])),
  }
}

const outcomeOf = (claim: SnapshotClaim) => (claim.outcome ? OUTCOME_LABELS[claim.outcome] : '')

export function writeEmbedJson(snapshot: ArticleSnapshot): string {
  return `${JSON.stringify(embedOf(snapshot), null, 2)}\n`
}

const STYLE = `.tickmark-embed{font:inherit;line-height:1.45;border-top:1px solid;padding-top:.8em;margin-top:2em}
.tickmark-embed ol{padding-left:1.6em}.tickmark-embed li{margin:.35em 0}.tickmark-embed q{font-style:italic}
.tickmark-embed summary{cursor:pointer;font-weight:600}.tickmark-embed .sign{display:inline-block;min-width:1.4em}
.tickmark-embed small{opacity:.8}`

/** A piece of a page: no script, nothing loaded, its styles its own; it takes fonts and colours from around it. */
export function writeEmbed(snapshot: ArticleSnapshot): string {
  const { summary, claims, sources, corrections, textHash } = embedOf(snapshot)
  const signs = new Map(snapshot.claims.map((claim) => [claim.number, LOOK_SIGNS[lookOf(claim)]]))
  const items = claims.map(
    ({ number, words, outcome, verdict, sources: cited, against }) =>
      `<li value="${number}"><span class="sign" aria-hidden="true">${escapeHtml(signs.get(number) ?? '')}</span><q>${escapeHtml(words)}</q> <strong>${escapeHtml(outcome)}</strong>${verdict ? ` <span>(${escapeHtml(verdict)})</span>` : ''}${cited.map((one) => ` <sup><a href="#tickmark-source-${one}"${against.includes(one) ? ` title="Speaks against it"` : ''}>${one}${against.includes(one) ? '<span aria-hidden="true">✗</span>' : ''}</a></sup>`).join('')}</li>`,
  )
  const list = sources.map(
    ({ number, text, url }) =>
      `<li id="tickmark-source-${number}">${url ? `<a href="${escapeHtml(url)}" rel="nofollow noopener">${escapeHtml(text)}</a>` : escapeHtml(text)}</li>`,
  )
  const notices = corrections.map(
    ({ notice, printedAt }) =>
      `<li>${escapeHtml(notice)} <small><time datetime="${printedAt}">${printedAt.slice(0, 10)}</time></small></li>`,
  )
  return `<section class="tickmark-embed" aria-labelledby="tickmark-embed-title">
<style>${STYLE}</style>
<h2 id="tickmark-embed-title">How we checked this</h2>
<p>${escapeHtml(summary)}.</p>
${notices.length > 0 ? `<h3>Corrections</h3>\n<ul>\n${notices.join('\n')}\n</ul>\n` : ''}<details open>
<summary>What was checked</summary>
<ol>
${items.join('\n')}
</ol>
</details>
${list.length > 0 ? `<details>\n<summary>Sources (${list.length})</summary>\n<ol>\n${list.join('\n')}\n</ol>\n</details>\n` : ''}<p><small>Checked text: SHA-256 ${textHash}</small></p>
</section>
`
}
