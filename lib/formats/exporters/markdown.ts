import type { Mark, Node } from '@tiptap/pm/model'
import type { ArticleSnapshot, SnapshotClaim, SnapshotSource } from '@/lib/core/article/article-snapshot'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes } from '@/lib/core/claim/look'
import { describeProgress, progressOf } from '@/lib/core/claim/progress'
import { DIRECTNESS_LABELS, STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { describeProof } from '@/lib/core/evidence/quote-proof'
import { cite, isWebUrl, sourceRemarks } from '@/lib/core/evidence/source'
import { claimFacts } from '@/lib/core/report/claim-facts'
import { reportSections } from '@/lib/core/report/report-sections'
import { coverageLine, describeLeftOut, plainNotes, reportTime, signOffLines } from '@/lib/core/report/report-text'
import { isSafeHref } from '@/lib/editor/extensions/link/link'
import { type Annotated, annotated } from '@/lib/formats/exporters/annotated'

/** The article as Markdown with a footnote for every claim (CommonMark, GitHub's tables and footnotes), then the sources. */
export function writeMarkdown(snapshot: ArticleSnapshot): string {
  const page = annotated(snapshot)
  const blocks: string[] = []
  page.doc.forEach((child, position) => {
    blocks.push(writeBlock(child, position, page))
  })
  const facts = [
    `Fact-check report: ${describeProgress(progressOf(snapshot.claims))} · version ${snapshot.article.version} · ${reportTime(snapshot.generatedAt)}`,
    `Text SHA-256 ${snapshot.article.textHash}`,
    describeLeftOut(snapshot.leftOut),
    coverageLine(snapshot.limits),
    ...signOffLines(snapshot.limits),
  ].filter(Boolean)
  const { blockers, findings, notLookedAt } = snapshot.limits
  const standing = snapshot.claims.filter((claim) => claim.ranges.length > 0)
  const gone = snapshot.claims.filter((claim) => claim.ranges.length === 0)
  const notes = standing.map((claim) => `[^c${claim.number}]: ${indent(footnoteOf(claim, snapshot))}`)
  const sources = snapshot.sources.map(
    (source) =>
      `${source.number}. ${plain(cite(source))}${source.URL && isWebUrl(source.URL) ? ` <${source.URL.replace(/[<> ]/g, encodeURIComponent)}>` : ''}${remarksOf(source)}`,
  )
  return `${[
    ...blocks,
    '---',
    facts.map(plain).join('  \n'),
    ...notes,
    ...(gone.length > 0 ? ['## No longer in the article', ...gone.map((claim) => footnoteOf(claim, snapshot))] : []),
    ...(sources.length > 0 ? ['## Sources', sources.join('\n')] : []),
    ...list(
      'What stands open',
      blockers.map(({ message }) => message),
    ),
    ...list(
      'At odds within the text',
      findings.map(({ message }) => message),
    ),
    ...list(
      'Not looked at',
      notLookedAt.map(({ text }) => text),
    ),
    ...reportSections(snapshot).flatMap(({ heading, items }) =>
      list(
        heading,
        items.map(({ text, by }) => (by ? `${text} (${by})` : text)),
      ),
    ),
  ]
    .filter((block) => block !== '')
    .join('\n\n')}\n`
}

function remarksOf(source: SnapshotSource): string {
  const remarks = sourceRemarks(source).map(plain)
  return remarks.length > 0 ? ` ${remarks.join(' · ')}` : ''
}

function list(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${heading}`, items.map((item) => `- ${plain(item).replace(/\n/g, ' ')}`).join('\n')]
}

function footnoteOf(claim: SnapshotClaim, snapshot: ArticleSnapshot): string {
  const said = claimFacts(claim)
  const lines = [
    `**${claimName(claim.number)}** ${describeAxes(claim)}${said.verdict ? `. Verdict: ${said.verdict}` : ''}. ${said.type}, ${said.priority.toLowerCase()} priority${said.assignee ? `, assigned to ${plain(said.assignee)}` : ''}. “${plain(claim.quote)}”${claim.ranges.length === 0 ? ' (no longer in the article)' : ''}`,
    said.confidenceInWords && `Confidence ${plain(said.confidenceInWords)}`,
    said.letPass && `Let pass without the evidence the desk asks for: ${plain(said.letPass)}`,
    said.checklist && `Checklist: ${plain(said.checklist)}`,
    said.secondCheck && `Checked again, blind: ${plain(said.secondCheck)}`,
    said.decided && `Decided: ${plain(said.decided)}`,
    said.decidedOnOther && `Decided on these words: “${plain(said.decidedOnOther)}”`,
    said.recheckOn && `Look again on ${said.recheckOn}`,
    said.legal && plain(said.legal),
    said.statement && `What is claimed: ${plain(said.statement)}`,
    ...said.corrections.map((one) => `Correction: ${plain(one)}`),
    plain(plainNotes(claim)),
    ...claim.evidence.map((evidence) => {
      const source = snapshot.sources.find((one) => one.id === evidence.sourceId)
      return source
        ? `Source ${source.number} (${STANCE_LABELS[evidence.stance].toLowerCase()}, ${DIRECTNESS_LABELS[evidence.directness].toLowerCase()})${evidence.locator ? `, ${plain(evidence.locator)}` : ''}${evidence.isToBeConfirmed ? ', to be confirmed' : ''}${evidence.quote ? `: “${plain(evidence.quote)}”` : ''}${evidence.proof ? ` (quote ${plain(describeProof(evidence.proof))})` : ''}${evidence.note ? `. ${plain(evidence.note)}` : ''}`
        : ''
    }),
  ]
  return lines.filter(Boolean).join('  \n')
}

function writeBlock(node: Node, position: number, page: Annotated): string {
  switch (node.type.name) {
    case 'headline':
      return `# ${inline(node, position, page)}`
    case 'heading':
      return `${'#'.repeat(Math.min(6, Number(node.attrs.level)))} ${inline(node, position, page)}`
    case 'dek':
    case 'byline':
      return `*${inline(node, position, page)}*`
    case 'pullQuote':
      return `> ${inline(node, position, page)}`
    case 'codeBlock': {
      const fence = '`'.repeat(Math.max(3, ...[...node.textContent.matchAll(/`+/g)].map((match) => match[0].length + 1)))
      return `${fence}\n${node.textContent}\n${fence}`
    }
    case 'horizontalRule':
      return '---'
    case 'blockquote':
      return prefixed(children(node, position, page).join('\n\n'), '> ', '> ')
    case 'bulletList':
      return children(node, position, page)
        .map((item) => prefixed(item, '- ', '  '))
        .join('\n')
    case 'orderedList': {
      const start = Number(node.attrs.start) || 1
      return children(node, position, page)
        .map((item, index) => prefixed(item, `${start + index}. `, ' '.repeat(`${start + index}. `.length)))
        .join('\n')
    }
    case 'table':
      return table(node, position, page)
    case 'figure':
      return [node.attrs.alt ? `*[Picture: ${plain(String(node.attrs.alt))}]*` : '*[Picture]*', ...children(node, position, page)]
        .filter(Boolean)
        .join('\n\n')
    default:
      return node.isTextblock ? inline(node, position, page) : children(node, position, page).join('\n\n')
  }
}

function children(node: Node, position: number, page: Annotated): string[] {
  const parts: string[] = []
  node.forEach((child, offset) => {
    parts.push(writeBlock(child, position + 1 + offset, page))
  })
  return parts
}

function table(node: Node, position: number, page: Annotated): string {
  const rows: string[][] = []
  /** Columns that a cell above reaches down into: column → rows left. */
  const reaching = new Map<number, number>()
  node.forEach((row, offset) => {
    const cells: string[] = []
    const fill = () => {
      while ((reaching.get(cells.length) ?? 0) > 0) {
        reaching.set(cells.length, (reaching.get(cells.length) ?? 0) - 1)
        cells.push('')
      }
    }
    row.forEach((cell, inRow) => {
      fill()
      const text = children(cell, position + 1 + offset + 1 + inRow, page).join(' ')
      const width = Math.min(200, Number(cell.attrs.colspan) || 1)
      const below = Math.min(1_000, Number(cell.attrs.rowspan) || 1) - 1
      for (let column = 0; column < width; column++) {
        if (below > 0) reaching.set(cells.length, below)
        cells.push(column === 0 ? text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ') : '')
      }
    })
    fill()
    rows.push(cells)
  })
  const width = Math.max(...rows.map((row) => row.length))
  const line = (cells: readonly string[]) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`
  const [head = [], ...rest] = rows
  return [line(head), `|${' --- |'.repeat(width)}`, ...rest.map(line)].join('\n')
}

const TAGS: Readonly<Record<string, readonly [string, string]>> = {
  bold: ['<strong>', '</strong>'],
  italic: ['<em>', '</em>'],
  strike: ['<del>', '</del>'],
}

const WRAPS: Readonly<Record<string, readonly [string, string]>> = {
  bold: ['**', '**'],
  italic: ['*', '*'],
  strike: ['~~', '~~'],
  superscript: ['<sup>', '</sup>'],
  subscript: ['<sub>', '</sub>'],
  underline: ['<u>', '</u>'],
}

function inline(block: Node, position: number, { starts, endings }: Annotated): string {
  const start = starts.get(position) ?? 0
  let text = ''
  block.forEach((node, offset, index) => {
    let words = node.isText ? plain(node.text ?? '') : '  \n'
    const isCode = node.marks.some((mark) => mark.type.name === 'code')
    if (isCode) words = `\`${(node.text ?? '').replace(/`/g, "'")}\``
    const isWithin = /[\p{L}\p{N}]$/u.test(text) || /^[\p{L}\p{N}]/u.test(block.maybeChild(index + 1)?.text ?? '')
    for (const mark of isCode ? [] : node.marks) words = wrap(mark, words, isWithin)
    text += words
    for (const claim of endings.get(start + offset + node.nodeSize) ?? []) text += `[^c${claim.number}]`
  })
  return text
}

/** `isWithin`: letters stand right beside, where asterisks would be asterisks (CommonMark, 6.2). */
function wrap(mark: Mark, words: string, isWithin: boolean): string {
  if (mark.type.name === 'link' && isSafeHref(mark.attrs.href))
    return `[${words}](<${String(mark.attrs.href).replace(/[<>\s]/g, encodeURIComponent)}>)`
  const signs = (isWithin && TAGS[mark.type.name]) || WRAPS[mark.type.name]
  if (!signs) return words
  // A mark stands at words, not at the white space beside them.
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? []
  return inner === '' ? words : `${before}${signs[0]}${inner}${signs[1]}${after}`
}

/** Addresses among words: in angle brackets they stay whole (CommonMark, 6.5). */
const ADDRESS = /(\bhttps?:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?)\]])/

/** Words with every sign that Markdown or HTML would take for something else. */
function plain(text: string): string {
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : plainWords(part)))
    .join('')
}

function plainWords(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~^]/g, (sign) => `\\${sign}`)
    .replace(/^(\s*)([-+])(\s)/gm, '$1\\$2$3')
    .replace(/^(\s*\d+)([.)])(\s)/gm, '$1\\$2$3')
    .replace(/&/g, '&amp;')
}

function prefixed(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first : line === '' && rest.trim() === '' ? '' : rest) + line)
    .join('\n')
}

function indent(text: string): string {
  return text.replace(/\n/g, '\n    ')
}
