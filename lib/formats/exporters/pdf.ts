import type { NodeCompiler as Compiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Mark, Node } from '@tiptap/pm/model'
import { type ArticleSnapshot, AUDIENCE_LABELS, type SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes, LOOK_LABELS, LOOK_SIGNS, LOOKS, type Look, lookOf } from '@/lib/core/claim/look'
import { describeProgress, progressOf } from '@/lib/core/claim/progress'
import { CREDIBILITY_LABELS, DIRECTNESS_LABELS, STANCE_LABELS } from '@/lib/core/evidence/evidence'
import { describeProof } from '@/lib/core/evidence/quote-proof'
import { cite, isWebUrl, sourceRemarks } from '@/lib/core/evidence/source'
import { claimFacts } from '@/lib/core/report/claim-facts'
import { reportSections, restingOn } from '@/lib/core/report/report-sections'
import { correctionFacts, coverageLine, describeLeftOut, noteHead, reportTime, signOffLines, threaded } from '@/lib/core/report/report-text'
import { isRightToLeft } from '@/lib/core/text/direction'
import { BLOCKER_KINDS, BLOCKER_LABELS } from '@/lib/core/workflow/blockers'
import { isSafeHref } from '@/lib/editor/extensions/link/link'
import { type Annotated, annotated } from '@/lib/formats/exporters/annotated'

/**
 * The annotated report as a tagged PDF (ISO 32000) with bookmarks, laid out by
 * Typst: the article with numbered notes, the claim log, and what the report
 * does not vouch for. Every page carries the fingerprint of the text.
 */
export async function writePdf(snapshot: ArticleSnapshot): Promise<Uint8Array> {
  // Large, with its fonts: read when a PDF is wanted.
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler')
  const compiler = NodeCompiler.create({})
  const pictures = keepPictures(compiler, snapshot)
  try {
    return compiler.pdf({ mainFileContent: pdfSource(snapshot, pictures) })
  } catch (error) {
    // A picture that Typst cannot read does not take the report with it.
    if (pictures.size === 0) throw error
    return compiler.pdf({ mainFileContent: pdfSource(snapshot, new Map()) })
  }
}

/** The picture formats Typst reads. */
const PICTURES: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp' }

function keepPictures(compiler: Compiler, snapshot: ArticleSnapshot): Map<string, string> {
  const kept = new Map<string, string>()
  for (const [id, { mediaType, bytes }] of Object.entries(snapshot.pictures)) {
    const extension = PICTURES[mediaType]
    if (!extension) continue
    const path = `/pictures/${id}.${extension}`
    compiler.mapShadow(path, Buffer.from(bytes))
    kept.set(id, path)
  }
  return kept
}

/** Words as a string of Typst, whatever is in them. */
function str(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replace(/\n/g, '\\n')
    // Nothing is seen of a tab; figures on both sides of one must not meet.
    .replace(/\t/g, '\u2003')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those that no string may hold bare
    .replace(/[\u0000-\u001f\u007f]/g, (sign) => `\\u{${sign.charCodeAt(0).toString(16)}}`)
  return `"${escaped}"`
}

const say = (text: string) => `#${str(text)}`

const STYLE = `
#let ink = luma(15%)
#let soft = luma(38%)
#let looks = (
  unchecked: (paint: rgb("#6b5200"), dash: "densely-dotted", thickness: 0.9pt),
  in-progress: (paint: rgb("#1f4e8c"), dash: "dashed", thickness: 0.9pt),
  waiting: (paint: rgb("#6a3d8f"), dash: "loosely-dashed", thickness: 0.9pt),
  checked: (paint: rgb("#0b6b3a"), thickness: 0.9pt),
  cross-checked: (paint: rgb("#0b6b3a"), thickness: 1.8pt),
  noted: (paint: rgb("#3c4a58"), dash: "dash-dotted", thickness: 0.9pt),
  stale: (paint: rgb("#a03c00"), dash: "densely-dash-dotted", thickness: 1.4pt),
  wrong: (paint: rgb("#b00020"), thickness: 2.2pt),
  dismissed: (paint: luma(60%), dash: "dotted", thickness: 0.6pt),
)
#let u(look, body) = underline(stroke: looks.at(look, default: looks.noted), offset: 2.2pt, evade: false, body)
#let note(place, number, sign, name) = super(size: 0.72em)[#link(label("claim-" + str(number)), sign + str(place))]
#let by(body) = text(size: 0.88em, fill: soft, body)
#let fact(name, body) = [#text(fill: soft)[#name:] #body]
#let was(body) = text(fill: rgb("#b00020"), strike(body))
#let now(body) = text(fill: rgb("#0b6b3a"), underline(body))
#set page(paper: "a4", margin: (x: 24mm, top: 24mm, bottom: 27mm))
#set text(font: ("Libertinus Serif", "Noto Serif", "DejaVu Serif", "Noto Sans", "DejaVu Sans"), size: 10.5pt, fill: ink, lang: "en")
#set par(leading: 0.68em, spacing: 0.95em, justify: false)
#set list(indent: 0.4em)
#set enum(indent: 0.4em)
#set table(stroke: 0.4pt + luma(70%), inset: 5pt)
#show heading.where(level: 1): set text(size: 19pt, weight: "semibold")
#show heading.where(level: 2): set text(size: 14pt, weight: "semibold")
#show heading.where(level: 3): set text(size: 11pt, weight: "semibold")
#show heading: set block(above: 1.5em, below: 0.75em)
#show link: set text(fill: rgb("#1f4e8c"))
#show raw: set text(size: 0.9em)
`

/** The report as a document of Typst; `pictures`: their paths by id. */
export function pdfSource(snapshot: ArticleSnapshot, pictures: ReadonlyMap<string, string>): string {
  const { article, claims, limits } = snapshot
  const at = new Date(snapshot.generatedAt)
  const head = [
    `Fact-check report for ${AUDIENCE_LABELS[snapshot.audience].toLowerCase()}`,
    `${describeProgress(progressOf(claims))} · version ${article.version} · ${reportTime(snapshot.generatedAt)}${snapshot.generatedBy ? ` · ${snapshot.generatedBy}` : ''}`,
    describeLeftOut(snapshot.leftOut),
    coverageLine(limits),
    ...signOffLines(limits),
  ].filter(Boolean)
  return [
    `#set document(title: ${str(`${article.title}: fact-check report`)}, date: datetime(year: ${at.getUTCFullYear()}, month: ${at.getUTCMonth() + 1}, day: ${at.getUTCDate()}))`,
    STYLE,
    `#set page(footer: context [#set text(size: 7.5pt, fill: soft)
#grid(columns: (1fr, auto), ${str(`Text SHA-256 ${article.textHash}`)}, [#counter(page).display() / #counter(page).final().first()])])`,
    `#block(width: 100%, inset: (bottom: 6pt), stroke: (bottom: 0.6pt + luma(60%)))[#set text(size: 9pt, fill: soft)
${head.map(say).join(' #linebreak() ')}]`,
    writeGate(snapshot),
    writeArticle(snapshot, pictures),
    writeLegend(claims),
    heading(2, 'Claim log'),
    claims.length === 0 ? 'No claims were marked.' : claims.map((claim, index) => writeClaim(claim, index + 1, snapshot)).join('\n\n'),
    writeSources(snapshot),
    writeList(
      'At odds within the text',
      limits.findings.map(({ message, words }) => [message, words.map((one) => `“${one}”`).join(' · ')]),
    ),
    writeList(
      `Not looked at (${limits.notLookedAt.length})`,
      limits.notLookedAt.map(({ text, reasons }) => [text, reasons.join(', ')]),
    ),
    ...reportSections(snapshot).map((section) =>
      writeList(
        section.heading,
        section.items.map(({ text, by }) => [text, by]),
      ),
    ),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function heading(level: number, words: string, label = ''): string {
  return `#heading(level: ${level})[${say(words)}]${label ? ` <${label}>` : ''}`
}

function writeList(title: string, items: readonly (readonly [string, string])[]): string {
  if (items.length === 0) return ''
  const rows = items.map(([text, by]) => `[${say(text)}${by ? ` #by[${say(by)}]` : ''}]`)
  return `${heading(2, title)}\n#list(${rows.join(', ')})`
}

function writeGate({ limits }: ArticleSnapshot): string {
  const { blockers } = limits
  if (blockers.length === 0) return ''
  const kinds = BLOCKER_KINDS.filter((kind) => blockers.some((one) => one.kind === kind))
  const rows = kinds.map((kind) => {
    const all = blockers.filter((one) => one.kind === kind)
    return `[*${say(`${BLOCKER_LABELS[kind]} (${all.length})`)}* #list(${all.map(({ message }) => `[${say(message)}]`).join(', ')})]`
  })
  return `#block(width: 100%, inset: 9pt, stroke: (left: 2.5pt + rgb("#b00020"), rest: 0.4pt + luma(70%)))[
#set text(size: 9.5pt)
${heading(2, 'What stands open')}
#stack(spacing: 0.8em, ${rows.join(', ')})]`
}

function writeLegend(claims: readonly SnapshotClaim[]): string {
  const { byLook } = progressOf(claims)
  const items = LOOKS.filter((look) => byLook[look] > 0).map(
    (look) => `[#u("${underlineOf(look)}")[${say(LOOK_SIGNS[look])}] ${say(`${LOOK_LABELS[look]} (${byLook[look]})`)}]`,
  )
  return items.length === 0
    ? ''
    : `#block(inset: (top: 8pt))[#set text(size: 8.5pt, fill: soft)\n#stack(spacing: 0.5em, ${items.join(', ')})]`
}

function underlineOf(look: Look): string {
  return ['unchecked', 'in-progress', 'waiting', 'checked', 'cross-checked', 'stale', 'wrong', 'dismissed'].includes(look) ? look : 'noted'
}

// ── The article ──

interface Pages extends Annotated {
  readonly pictures: ReadonlyMap<string, string>
}

function writeArticle(snapshot: ArticleSnapshot, pictures: ReadonlyMap<string, string>): string {
  const pages: Pages = { ...annotated(snapshot), pictures }
  const parts: string[] = []
  pages.doc.forEach((child, position) => {
    parts.push(writeBlock(child, position, pages))
  })
  return parts.join('\n\n')
}

/** From node to Typst, one line a node. Blocks within others are arguments in brackets. */
const BLOCKS: Record<string, (inner: string, node: Node, pages: Pages) => string> = {
  headline: (inner) => `#heading(level: 1)[${inner}]`,
  dek: (inner) => `#text(size: 1.15em, style: "italic")[${inner}]`,
  byline: (inner) => `#text(fill: soft)[${inner}]`,
  paragraph: (inner) => `#par[${inner}]`,
  heading: (inner, node) => `#heading(level: ${Math.min(4, Number(node.attrs.level) + 1)}, outlined: false)[${inner}]`,
  pullQuote: (inner) => `#align(center, text(size: 1.2em, style: "italic")[${inner}])`,
  blockquote: (inner) => `#block(inset: (left: 12pt), stroke: (left: 1.5pt + luma(75%)))[${inner}]`,
  bulletList: (inner) => `#list(${inner})`,
  orderedList: (inner, node) => `#enum(start: ${Number(node.attrs.start) || 1}, ${inner})`,
  listItem: (inner) => `[${inner}]`,
  codeBlock: (inner) => `#block(fill: luma(95%), inset: 6pt, width: 100%)[#set text(font: "DejaVu Sans Mono", size: 0.85em)\n${inner}]`,
  horizontalRule: () => '#line(length: 100%, stroke: 0.5pt + luma(70%))',
  figure: (inner, node, { pictures }) => `#block(width: 100%)[${writePicture(node, pictures)}\n\n${inner}]`,
  caption: (inner) => `#text(size: 0.88em, fill: soft)[${inner}]`,
  tableCell: (inner) => `[${inner}]`,
  tableHeader: (inner) => `[#strong[${inner}]]`,
}

/** Typst lays out blocks in blocks so deep; what is deeper is written without a step of its own. */
const DEEPEST = 12
const DEEPENS = new Set(['blockquote', 'bulletList', 'orderedList'])

function writeBlock(node: Node, position: number, pages: Pages, depth = 0): string {
  if (node.type.name === 'table') return writeTable(node, position, pages, depth)
  const write = BLOCKS[node.type.name]
  if (!write) throw new RangeError(`The report does not know the node “${node.type.name}”`)
  if (node.isTextblock) {
    const inner = writeInline(node, pages.starts.get(position) ?? 0, pages)
    const written = write(inner === '' ? '#" "' : inner, node, pages)
    return isRightToLeft(node.textContent) ? `#[#set text(dir: rtl)\n${written}]` : written
  }
  const parts: string[] = []
  const inside = depth + (DEEPENS.has(node.type.name) ? 1 : 0)
  node.forEach((child, offset) => {
    parts.push(writeBlock(child, position + 1 + offset, pages, inside))
  })
  if (inside > DEEPEST && (DEEPENS.has(node.type.name) || node.type.name === 'listItem')) return parts.join('\n\n')
  const isList = node.type.name === 'bulletList' || node.type.name === 'orderedList'
  return write(parts.join(isList ? ', ' : '\n\n'), node, pages)
}

/** Cells are placed one by one: rows of real tables are uneven, and cells that reach down push others aside. */
function writeTable(table: Node, position: number, pages: Pages, depth: number): string {
  const cells: string[] = []
  const held: Set<number>[] = Array.from({ length: table.childCount }, () => new Set())
  let columns = 1
  table.forEach((row, rowOffset, y) => {
    row.forEach((cell, cellOffset) => {
      const colspan = Number(cell.attrs.colspan) || 1
      const rowspan = Math.min(Number(cell.attrs.rowspan) || 1, table.childCount - y)
      const isFree = (x: number) => Array.from({ length: colspan }, (_, at) => x + at).every((one) => !held[y]?.has(one))
      let x = 0
      while (!isFree(x)) x++
      for (let down = y; down < y + rowspan; down++) for (let along = x; along < x + colspan; along++) held[down]?.add(along)
      columns = Math.max(columns, x + colspan)
      const inner = writeBlock(cell, position + 1 + rowOffset + 1 + cellOffset, pages, depth)
      cells.push(`table.cell(x: ${x}, y: ${y}, colspan: ${colspan}, rowspan: ${rowspan})${inner}`)
    })
  })
  return `#table(columns: (1fr,) * ${columns}, ${cells.join(', ')})`
}

function writeInline(block: Node, start: number, pages: Pages): string {
  let written = ''
  block.forEach((node, offset) => {
    const claims = node.marks.filter((mark) => mark.type.name === 'claim').flatMap((mark) => pages.byId.get(mark.attrs.id as string) ?? [])
    // Claims of one look on the same words are one line under them.
    const underlines = new Set(claims.map((claim) => underlineOf(lookOf(claim))))
    let inner = node.isText ? say(node.text ?? '') : '#linebreak()'
    for (const mark of node.marks) inner = writeMark(mark, inner)
    for (const underline of underlines) inner = `#u("${underline}")[${inner}]`
    written += inner
    for (const claim of pages.endings.get(start + offset + node.nodeSize) ?? [])
      written += `#note(${pages.places.get(claim.id)}, ${claim.number}, ${str(LOOK_SIGNS[lookOf(claim)])}, ${str(describeAxes(claim))})`
  })
  return written
}

const MARKS: Record<string, (inner: string, mark: Mark) => string> = {
  bold: (inner) => `#strong[${inner}]`,
  italic: (inner) => `#emph[${inner}]`,
  underline: (inner) => `#underline[${inner}]`,
  strike: (inner) => `#strike[${inner}]`,
  superscript: (inner) => `#super[${inner}]`,
  subscript: (inner) => `#sub[${inner}]`,
  code: (inner) => `#text(font: "DejaVu Sans Mono", size: 0.88em)[${inner}]`,
  link: (inner, mark) => (isSafeHref(mark.attrs.href) && mark.attrs.href ? `#link(${str(mark.attrs.href)})[${inner}]` : inner),
  claim: (inner) => inner,
}

function writeMark(mark: Mark, inner: string): string {
  const write = MARKS[mark.type.name]
  if (!write) throw new RangeError(`The report does not know the mark “${mark.type.name}”`)
  return write(inner, mark)
}

function writePicture(node: Node, pictures: ReadonlyMap<string, string>): string {
  const { src, alt } = node.attrs as { src: string | null; alt: string }
  const path = src?.startsWith('attachment:') ? pictures.get(src.slice('attachment:'.length)) : undefined
  if (path) return `#image(${str(path)}, width: 100%, height: 95mm, fit: "contain", alt: ${str(alt)})`
  return `#text(fill: soft)[${say(`Picture not kept${alt ? `: ${alt}` : ''}`)}]`
}

// ── The claim log ──

function writeClaim(claim: SnapshotClaim, place: number, snapshot: ArticleSnapshot): string {
  const said = claimFacts(claim)
  const look = lookOf(claim)
  const facts = [
    ['Type', said.type],
    ['Priority', said.priority],
    ['Verdict', said.verdict],
    ['Confidence', said.confidenceInWords],
    ['Checklist', said.checklist],
    ['Checked again, blind', said.secondCheck],
    ['Let pass without the evidence the desk asks for', said.letPass],
    ['Decided', said.decided],
    ['Assigned to', said.assignee],
    ['Legal', said.legal],
    ['Look again on', said.recheckOn],
    ['Statement', said.statement],
  ].filter(([, value]) => value !== '')
  const changed =
    said.decidedOnOther && claim.freshness !== 'fresh' ? `#text(fill: rgb("#a03c00"))[${say(`Decided on: “${said.decidedOnOther}”`)}]` : ''
  const notes = threaded(claim.notes).map(
    ({ note, isReply }) => `[${say(note.text)} #by[${say(noteHead(note, isReply ? claim.notes : []))}]]`,
  )
  const corrections = claim.corrections.map(
    (one) => `[#was[${say(one.before)}] #now[${say(one.after || '(left out)')}] #by[${say(correctionFacts(one))}]]`,
  )
  const evidence = claim.evidence.flatMap((one) => {
    const source = snapshot.sources.find((other) => other.id === one.sourceId)
    if (!source) return []
    const facts = [
      STANCE_LABELS[one.stance],
      DIRECTNESS_LABELS[one.directness].toLowerCase(),
      one.credibility ? CREDIBILITY_LABELS[one.credibility] : '',
      one.locator ?? '',
      one.isToBeConfirmed ? 'TO BE CONFIRMED' : '',
    ].filter(Boolean)
    const quote = one.quote ? ` #linebreak() #emph[${say(`“${one.quote}”`)}]` : ''
    const proof = one.proof ? ` #by[${say(`${one.proof.kind === 'absent' ? '✗' : '✓'} quote ${describeProof(one.proof)}`)}]` : ''
    return [
      `[#link(label("source-${source.number}"), "[${source.number}]") ${say(source.title)} #by[${say(facts.join(' · '))}]${quote}${proof}${one.note ? ` #linebreak() ${say(one.note)}` : ''}]`,
    ]
  })
  return [
    heading(3, `${place} · ${claimName(claim.number)} · ${LOOK_SIGNS[look]} ${describeAxes(claim)}`, `claim-${claim.number}`),
    `#block(inset: (left: 10pt), stroke: (left: 1.2pt + luma(75%)))[${say(claim.quote)}${claim.ranges.length === 0 ? ' #emph[(no longer in the article)]' : ''}]`,
    changed,
    facts.length > 0
      ? `#set text(size: 9.5pt)\n${facts.map(([name, value]) => `#fact[${say(name ?? '')}][${say(value ?? '')}]`).join(' #h(0.7em) ')}`
      : '',
    corrections.length > 0 ? `#list(${corrections.join(', ')})` : '',
    notes.length > 0 ? `#list(${notes.join(', ')})` : '',
    evidence.length > 0 ? `#list(marker: [→], ${evidence.join(', ')})` : '',
  ]
    .filter(Boolean)
    .join('\n\n')
    .replace(/^/, '#[')
    .replace(/$/, ']')
}

function writeSources({ sources, claims }: ArticleSnapshot): string {
  if (sources.length === 0) return ''
  const rows = sources.map((source) => {
    const link = source.URL && isWebUrl(source.URL) ? ` #link(${str(source.URL)})` : ''
    const about = [...sourceRemarks(source), restingOn(claims, source.id)].filter(Boolean)
    return `#block[#text("[${source.number}] ") ${say(cite(source))}${link} #by[${say(about.join(' · '))}]] <source-${source.number}>`
  })
  return `${heading(2, 'Sources')}\n${rows.join('\n')}`
}
