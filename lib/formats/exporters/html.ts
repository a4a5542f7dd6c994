import type { Mark, Node } from '@tiptap/pm/model'
import {
  type ArticleSnapshot,
  AUDIENCE_LABELS,
  type SnapshotClaim,
  type SnapshotLimits,
  type SnapshotSource,
} from '@/lib/core/article/article-snapshot'
import { claimName, NOTE_KIND_LABELS } from '@/lib/core/claim/claim'
import { describeAxes, LOOK_LABELS, LOOK_SIGNS, LOOKS, lookOf } from '@/lib/core/claim/look'
import { describeProgress, progressOf } from '@/lib/core/claim/progress'
import { CREDIBILITY_LABELS, DIRECTNESS_LABELS, STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { describeProof } from '@/lib/core/evidence/quote-proof'
import { cite, isWebUrl, sourceRemarks } from '@/lib/core/evidence/source'
import { claimFacts } from '@/lib/core/report/claim-facts'
import { type ReportSection, reportSections, restingOn } from '@/lib/core/report/report-sections'
import { correctionFacts, coverageLine, describeLeftOut, reportTime, signOffLines, threaded } from '@/lib/core/report/report-text'
import { diffWords } from '@/lib/core/text/diff-words'
import { escapeHtml } from '@/lib/core/text/escape-html'
import { inThousands } from '@/lib/core/text/in-thousands'
import { BLOCKER_KINDS, BLOCKER_LABELS } from '@/lib/core/workflow/blockers'
import { SIGN_OFF_LABELS } from '@/lib/core/workflow/sign-off'
import { isSafeHref } from '@/lib/editor/extensions/link/link'
import { type Annotated, annotated } from '@/lib/formats/exporters/annotated'
import { REPORT_CSS } from '@/lib/formats/exporters/html-style'

/**
 * The annotated report as one HTML file that opens from disk: no script, no
 * request to anywhere, and a policy in the file that says so.
 */
export function writeHtml(snapshot: ArticleSnapshot): string {
  const { article, claims } = snapshot
  const progress = progressOf(claims)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Tickmark">
<title>${escapeHtml(article.title)}: fact-check report</title>
<style>${REPORT_CSS}</style>
</head>
<body>
<header class="report-head">
<p class="kind">Fact-check report for ${escapeHtml(AUDIENCE_LABELS[snapshot.audience].toLowerCase())}</p>
<p class="facts">${escapeHtml(describeProgress(progress))} · version ${article.version} · ${escapeHtml(reportTime(snapshot.generatedAt))}${snapshot.generatedBy ? ` · ${escapeHtml(snapshot.generatedBy)}` : ''}</p>
${snapshot.leftOut > 0 ? `<p class="facts">${escapeHtml(describeLeftOut(snapshot.leftOut))}</p>\n` : ''}<p class="facts">Text fingerprint (SHA-256): <code>${article.textHash}</code></p>
<p class="facts">${escapeHtml(coverageLine(snapshot.limits))}</p>
${signOffLines(snapshot.limits)
  .map((line) => `<p class="facts">${line.startsWith('VOID') ? `<strong>${escapeHtml(line)}</strong>` : escapeHtml(line)}</p>`)
  .join('\n')}
${writeLegend(claims)}
</header>
${writeBlockers(snapshot.limits)}<main>
<article class="page">
${writeArticle(snapshot)}
</article>
<section class="log" aria-labelledby="log"><h2 id="log">Claim log</h2>
${claims.length === 0 ? '<p>No claims were marked.</p>' : claims.map((claim, index) => writeClaim(claim, index + 1, snapshot)).join('\n')}
</section>
${snapshot.sources.length === 0 ? '' : `<section class="sources" aria-labelledby="sources"><h2 id="sources">Sources</h2>\n<ol>\n${snapshot.sources.map((source) => writeSource(source, claims)).join('\n')}\n</ol></section>`}
${writeFindings(snapshot.limits)}${writeNotLookedAt(snapshot.limits)}${reportSections(snapshot)
  // Stands with what stands open, above.
  .filter(({ id }) => id !== 'passed')
  .map(writeSection)
  .join('')}</main>
<footer><p>Made with Tickmark. The fingerprint is of exactly the text above; if it differs from the text you hold, that text was not the one checked.</p></footer>
</body>
</html>
`
}

// ── What the report does not vouch for ──

/** What stands open of one kind is named up to here: the article should not begin pages later. */
const MOST_NAMED = 12

function writeBlockers({ blockers, signOffs }: SnapshotLimits): string {
  const passed = signOffs.flatMap(({ role, exceptions }) =>
    exceptions.map(
      ({ message, reason }) =>
        `<li>${escapeHtml(message)} <span class="by">${escapeHtml(SIGN_OFF_LABELS[role])}: ${escapeHtml(reason)}</span></li>`,
    ),
  )
  if (blockers.length === 0 && passed.length === 0) return ''
  const kinds = BLOCKER_KINDS.filter((kind) => blockers.some((one) => one.kind === kind))
  const lists = kinds.map((kind) => {
    const items = blockers
      .filter((one) => one.kind === kind)
      .map(
        ({ message, claim }) => `<li>${claim === null ? escapeHtml(message) : `<a href="#claim-${claim}">${escapeHtml(message)}</a>`}</li>`,
      )
    const more = items.length > MOST_NAMED ? `<li>and ${inThousands(items.length - MOST_NAMED)} more: see the claim log</li>` : ''
    return `<h3>${escapeHtml(BLOCKER_LABELS[kind])} (${inThousands(items.length)})</h3><ul>${items.slice(0, MOST_NAMED).join('')}${more}</ul>`
  })
  return `<section class="gate" aria-labelledby="gate"><h2 id="gate">${blockers.length === 0 ? 'Let pass by name' : 'What stands open'}</h2>
${lists.join('\n')}${passed.length > 0 && blockers.length > 0 ? '<h3>Let pass by name</h3>' : ''}${passed.length > 0 ? `<ul>${passed.join('')}</ul>` : ''}
</section>
`
}

function writeFindings({ findings }: SnapshotLimits): string {
  if (findings.length === 0) return ''
  const items = findings.map(
    ({ message, words }) =>
      `<li>${escapeHtml(message)} <span class="by">${words.map((one) => `“${escapeHtml(one)}”`).join(' · ')}</span></li>`,
  )
  return `<section class="limits" aria-labelledby="findings"><h2 id="findings">At odds within the text</h2>
<ul>${items.join('')}</ul>
</section>
`
}

function writeNotLookedAt({ notLookedAt }: SnapshotLimits): string {
  if (notLookedAt.length === 0) return ''
  const items = notLookedAt.map(
    ({ text, reasons }) =>
      `<li>${escapeHtml(text)}${reasons.length > 0 ? ` <span class="by">${escapeHtml(reasons.join(', '))}</span>` : ''}</li>`,
  )
  return `<section class="limits" aria-labelledby="not-looked-at"><h2 id="not-looked-at">Not looked at (${items.length})</h2>
<p>Sentences with something to check that have no claim, and that nobody waved away.</p>
<ul>${items.join('')}</ul>
</section>
`
}

function writeSection({ id, heading, items }: ReportSection): string {
  const lines = items.map(
    ({ text, by }) => `<li><span class="text">${escapeHtml(text)}</span>${by ? ` <span class="by">${escapeHtml(by)}</span>` : ''}</li>`,
  )
  return `<section class="limits" aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(heading)}</h2>
<ul>${lines.join('')}</ul>
</section>
`
}

function writeLegend(claims: readonly SnapshotClaim[]): string {
  const { byLook } = progressOf(claims)
  const items = LOOKS.filter((look) => byLook[look] > 0).map(
    (look) => `<li><span class="u ${look}">${escapeHtml(LOOK_SIGNS[look])}</span> ${escapeHtml(LOOK_LABELS[look])} (${byLook[look]})</li>`,
  )
  return items.length === 0 ? '' : `<ul class="legend" aria-label="What the underlines mean">${items.join('')}</ul>`
}

// ── The article ──

interface Pages extends Annotated {
  readonly snapshot: ArticleSnapshot
}

function writeArticle(snapshot: ArticleSnapshot): string {
  const pages: Pages = { ...annotated(snapshot), snapshot }
  const parts: string[] = []
  pages.doc.forEach((child, position) => {
    parts.push(writeBlock(child, position, pages))
  })
  return parts.join('\n')
}

/** From node to HTML, one line a node: reading the table is reading the format. */
const BLOCKS: Record<string, (inner: string, node: Node, pages: Pages) => string> = {
  headline: (inner) => `<h1 dir="auto">${inner}</h1>`,
  dek: (inner) => `<p class="dek" dir="auto">${inner}</p>`,
  byline: (inner) => `<p class="byline" dir="auto">${inner}</p>`,
  paragraph: (inner) => `<p dir="auto">${inner}</p>`,
  heading: (inner, node) => `<h${Number(node.attrs.level)} dir="auto">${inner}</h${Number(node.attrs.level)}>`,
  pullQuote: (inner) => `<p class="pull-quote" dir="auto">${inner}</p>`,
  blockquote: (inner) => `<blockquote>${inner}</blockquote>`,
  bulletList: (inner) => `<ul>${inner}</ul>`,
  orderedList: (inner, node) =>
    `<ol start="${Number(node.attrs.start) || 1}"${/^[aAiI]$/.test(node.attrs.type ?? '') ? ` type="${node.attrs.type}"` : ''}>${inner}</ol>`,
  listItem: (inner) => `<li>${inner}</li>`,
  codeBlock: (inner, node) => {
    const { language } = node.attrs as { readonly language: string | null }
    return language ? `<pre><code class="language-${escapeHtml(language)}">${inner}</code></pre>` : `<pre>${inner}</pre>`
  },
  horizontalRule: () => '<hr>',
  figure: (inner, node, pages) => `<figure>${writePicture(node, pages.snapshot)}${inner}</figure>`,
  caption: (inner) => `<figcaption dir="auto">${inner}</figcaption>`,
  table: (inner) => `<div class="scroll"><table>${inner}</table></div>`,
  tableRow: (inner) => `<tr>${inner}</tr>`,
  tableCell: (inner, node) => `<td${writeSpans(node)}>${inner}</td>`,
  tableHeader: (inner, node) => `<th${writeSpans(node)}>${inner}</th>`,
}

function writeBlock(node: Node, position: number, pages: Pages): string {
  const write = BLOCKS[node.type.name]
  if (!write) throw new RangeError(`The report does not know the node “${node.type.name}”`)
  if (node.isTextblock) return write(writeInline(node, pages.starts.get(position) ?? 0, pages), node, pages)
  const parts: string[] = []
  node.forEach((child, offset) => {
    parts.push(writeBlock(child, position + 1 + offset, pages))
  })
  return write(parts.join(''), node, pages)
}

function writeInline(block: Node, start: number, pages: Pages): string {
  let html = ''
  block.forEach((node, offset) => {
    const claims = node.marks
      .filter((mark) => mark.type.name === 'claim')
      .map((mark) => pages.byId.get(mark.attrs.id as string))
      .filter((claim): claim is SnapshotClaim => claim !== undefined)
    let inner = node.isText ? escapeHtml(node.text ?? '') : '<br>'
    for (const mark of node.marks) inner = writeMark(mark, inner)
    for (const claim of claims)
      inner = `<mark class="u ${lookOf(claim)}" title="${escapeHtml(`${claimName(claim.number)}: ${describeAxes(claim)}`)}">${inner}</mark>`
    html += inner
    for (const claim of pages.endings.get(start + offset + node.nodeSize) ?? [])
      html += `<sup><a href="#claim-${claim.number}" id="ref-${claim.number}" aria-label="Note ${pages.places.get(claim.id)}, claim ${claim.number}: ${escapeHtml(describeAxes(claim))}"><span aria-hidden="true">${escapeHtml(LOOK_SIGNS[lookOf(claim)])}</span>${pages.places.get(claim.id)}</a></sup>`
  })
  return html
}

const MARKS: Record<string, (inner: string, mark: Mark) => string> = {
  bold: (inner) => `<strong>${inner}</strong>`,
  italic: (inner) => `<em>${inner}</em>`,
  underline: (inner) => `<u>${inner}</u>`,
  strike: (inner) => `<s>${inner}</s>`,
  superscript: (inner) => `<sup class="in-text">${inner}</sup>`,
  subscript: (inner) => `<sub>${inner}</sub>`,
  code: (inner) => `<code>${inner}</code>`,
  link: (inner, mark) =>
    isSafeHref(mark.attrs.href) ? `<a href="${escapeHtml(mark.attrs.href)}" rel="noopener noreferrer nofollow">${inner}</a>` : inner,
  claim: (inner) => inner,
}

function writeMark(mark: Mark, inner: string): string {
  const write = MARKS[mark.type.name]
  if (!write) throw new RangeError(`The report does not know the mark “${mark.type.name}”`)
  return write(inner, mark)
}

function writeSpans(node: Node): string {
  const { colspan, rowspan } = node.attrs as { colspan: number; rowspan: number }
  return `${colspan > 1 ? ` colspan="${Number(colspan)}"` : ''}${rowspan > 1 ? ` rowspan="${Number(rowspan)}"` : ''}`
}

function writePicture(node: Node, snapshot: ArticleSnapshot): string {
  const { src, alt } = node.attrs as { src: string | null; alt: string }
  const picture = src?.startsWith('attachment:') ? snapshot.pictures[src.slice('attachment:'.length)] : undefined
  if (picture)
    return `<img src="data:${escapeHtml(picture.mediaType)};base64,${Buffer.from(picture.bytes).toString('base64')}" alt="${escapeHtml(alt)}">`
  const address = src && isWebUrl(src) ? src : ''
  const kept = `data-alt="${escapeHtml(alt)}"${address ? ` data-src="${escapeHtml(address)}"` : ''}`
  return `<p class="no-picture" ${kept}>Picture not kept${alt ? `: ${escapeHtml(alt)}` : ''}${address ? ` (${escapeHtml(address)})` : ''}</p>`
}

// ── The claim log ──

function writeClaim(claim: SnapshotClaim, place: number, snapshot: ArticleSnapshot): string {
  const look = lookOf(claim)
  const said = claimFacts(claim)
  const facts = (
    [
      ['Type', said.type],
      ['Priority', said.priority],
      ['Outcome', said.outcome],
      ['Verdict', said.verdict],
      ['Confidence', said.confidenceInWords],
      ['Let pass without the evidence the desk asks for', said.letPass],
      ['Decided', said.decided],
      ['Checklist', said.checklist],
      ['Checked again, blind', said.secondCheck],
      ['Assigned to', said.assignee],
      ['Legal', said.legal],
      ['Look again on', said.recheckOn],
      ['Statement', said.statement],
    ] as const
  ).filter(([, value]) => value !== '')
  return `<section class="claim" id="claim-${claim.number}">
<h3><span class="u ${look}" aria-hidden="true">${escapeHtml(LOOK_SIGNS[look])}</span> ${place} · ${claimName(claim.number)} <span class="state">${escapeHtml(describeAxes(claim))}</span></h3>
<blockquote class="words">${escapeHtml(claim.quote)}${claim.ranges.length > 0 ? ` <a class="back" href="#ref-${claim.number}" aria-label="Back to claim ${claim.number} in the article">↑</a>` : ' <em>(no longer in the article)</em>'}</blockquote>
${writeChange(claim)}<dl>${facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>
${writeCorrections(claim)}${writeNotes(claim)}${writeEvidence(claim, snapshot)}
</section>`
}

function writeChange(claim: SnapshotClaim): string {
  if (claim.freshness === 'fresh' || !claim.decision) return ''
  const who = [claim.change?.by, claim.change && reportTime(claim.change.at)].filter(Boolean).join(', ')
  if (claim.freshness === 'orphaned')
    return `<p class="warn">Decided on words that are no longer in the article${who ? ` (${escapeHtml(who)})` : ''}: “${escapeHtml(claim.decision.quote)}”</p>\n`
  if (claim.freshness === 'context-changed')
    return `<p class="warn">The words are the same, but the sentence around them changed after the decision${who ? ` (${escapeHtml(who)})` : ''}.</p>\n`
  const changed = claim.decision.quote === '' ? '.' : `: ${writeDiff(claim.decision.quote, claim.quote)}`
  return `<p class="warn">Changed after the decision${who ? ` (${escapeHtml(who)})` : ''}${changed}</p>\n`
}

function writeDiff(before: string, after: string): string {
  return diffWords(before, after)
    .map(({ kind, text }) =>
      kind === 'removed' ? `<del>${escapeHtml(text)}</del>` : kind === 'added' ? `<ins>${escapeHtml(text)}</ins>` : escapeHtml(text),
    )
    .join('')
}

function writeCorrections(claim: SnapshotClaim): string {
  if (claim.corrections.length === 0) return ''
  const items = claim.corrections.map(
    (correction) =>
      `<li><p class="text">${writeDiff(correction.before, correction.after)}</p><p class="by">${escapeHtml(correctionFacts(correction))}</p></li>`,
  )
  return `<h4>Corrections</h4><ul class="notes">${items.join('')}</ul>\n`
}

function writeNotes(claim: SnapshotClaim): string {
  if (claim.notes.length === 0) return ''
  const items = threaded(claim.notes).map(
    ({ note, isReply }) =>
      `<li${isReply ? ' class="reply"' : ''}><p class="by">${escapeHtml(NOTE_KIND_LABELS[note.kind])} · ${escapeHtml(note.by)} · ${escapeHtml(reportTime(note.at))}</p><p class="text">${escapeHtml(note.text)}</p></li>`,
  )
  return `<h4>Notes</h4><ul class="notes">${items.join('')}</ul>\n`
}

function writeEvidence(claim: SnapshotClaim, snapshot: ArticleSnapshot): string {
  const items = claim.evidence.map((evidence) => {
    const source = snapshot.sources.find((one) => one.id === evidence.sourceId)
    if (!source) return ''
    const line = [
      STANCE_LABELS[evidence.stance],
      DIRECTNESS_LABELS[evidence.directness].toLowerCase(),
      evidence.credibility ? CREDIBILITY_LABELS[evidence.credibility] : '',
      evidence.locator ?? '',
      evidence.isToBeConfirmed ? 'TO BE CONFIRMED: taken over from an earlier check' : '',
    ]
    return `<li><p><a href="#source-${source.number}">[${source.number}]</a> ${escapeHtml(source.title)} <span class="by">${escapeHtml(line.filter(Boolean).join(' · '))}</span></p>${evidence.quote ? `<blockquote>${escapeHtml(evidence.quote)}</blockquote>` : ''}${evidence.proof ? `<p class="by">${evidence.proof.kind === 'absent' ? '✗' : '✓'} Quote ${escapeHtml(describeProof(evidence.proof))}</p>` : ''}${evidence.note ? `<p class="text">${escapeHtml(evidence.note)}</p>` : ''}</li>`
  })
  return items.length === 0 ? '' : `<h4>Evidence</h4><ul class="evidence">${items.join('')}</ul>`
}

function writeSource(source: SnapshotSource, claims: readonly SnapshotClaim[]): string {
  const resting = restingOn(claims, source.id)
  const remarks = sourceRemarks(source).join(' · ')
  const link = (url: string, text: string) =>
    isWebUrl(url) ? ` <a href="${escapeHtml(url)}" rel="noopener noreferrer nofollow">${escapeHtml(text)}</a>` : ` ${escapeHtml(text)}`
  return `<li id="source-${source.number}" value="${source.number}">${escapeHtml(cite(source))}${source.URL ? link(source.URL, source.URL) : ''}${source.archivedUrl ? link(source.archivedUrl, 'archived copy') : ''}${remarks ? ` <span class="by">${escapeHtml(remarks)}</span>` : ''}${resting ? ` <span class="by">${escapeHtml(resting)}</span>` : ''}</li>`
}
