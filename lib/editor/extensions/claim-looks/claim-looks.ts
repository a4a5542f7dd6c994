import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { LOOK_LABELS, LOOK_SIGNS, type Look } from '@/lib/core/claim/look'
import { dispatchQuietly } from '@/lib/editor/extensions/dispatch-quietly'
import { claimsInBlock } from '@/lib/editor/queries/claim-ranges'

/** A claim as it is drawn. */
export interface Shown {
  readonly look: Look
  readonly number: number
  /** Something came up against what was decided. */
  readonly isDoubted?: boolean
}

/** What the looks of claims depend on outside the document. */
export interface ClaimLooksSource {
  /** The look of a claim, or null for one that is not to be shown. */
  lookOf: (claimId: string) => Shown | null
  activeId: () => string | null
  /** With a filter on, whether a claim passes; null without a filter. */
  passes: () => ((claimId: string) => boolean) | null
}

export interface ClaimLooksOptions {
  source: ClaimLooksSource
  /** A click on one or several claims, innermost first, at a place in the window. */
  onPick: (claimIds: string[], at: { x: number; y: number }) => void
}

/** Top-level blocks drawn beyond the window's edges, so that scrolling meets drawn text. */
const MARGIN_BLOCKS = 8

interface Window {
  readonly first: number
  readonly last: number
}

interface LooksState {
  readonly window: Window
  readonly decorations: DecorationSet
  /** Claims drawn. */
  readonly drawn: ReadonlyMap<string, string>
}

export const claimLooksKey = new PluginKey<LooksState>('claimLooks')

/** Tells the plugin that claims, the active claim or the filter changed. */
export function refreshClaimLooks(view: EditorView): void {
  dispatchQuietly(view, (tr) => tr.setMeta(claimLooksKey, { kind: 'refresh' }))
}

/**
 * Shows each claim's state by decorations on the blocks near the window only:
 * thousands of styled ranges would cost layout and paint on every key. Also
 * draws the ticks in the margin. No work here grows with the article but
 * finding the window, which is a binary search.
 */
export const ClaimLooks = Extension.create<ClaimLooksOptions>({
  name: 'claimLooks',

  addProseMirrorPlugins() {
    const { source, onPick } = this.options
    return [
      new Plugin<LooksState>({
        key: claimLooksKey,
        state: {
          init: (_, state) => draw(state.doc, { first: 0, last: 30 }, source),
          apply(tr, value) {
            const meta = tr.getMeta(claimLooksKey) as
              | { kind: 'refresh' }
              | { kind: 'window'; window: Window }
              | { kind: 'print' }
              | undefined
            if (meta?.kind === 'print') return drawForPaper(tr.doc, value.window, source)
            if (meta) return draw(tr.doc, meta.kind === 'window' ? meta.window : value.window, source)
            return tr.docChanged ? redraw(tr.before, value, tr, source) : value
          },
        },
        props: {
          decorations: (state: EditorState) => claimLooksKey.getState(state)?.decorations ?? null,
          handleClick(view, position, event) {
            const ids = claimIdsAt(view.state.doc, position).filter((id) => source.lookOf(id))
            if (ids.length > 0) onPick(ids, { x: event.clientX, y: event.clientY })
            return false
          },
        },
        view: (view) => new WindowWatcher(view, source, onPick),
      }),
    ]
  },
})

function draw(doc: Node, window: Window, source: ClaimLooksSource): LooksState {
  const first = Math.max(0, window.first - MARGIN_BLOCKS)
  const last = Math.min(doc.childCount - 1, window.last + MARGIN_BLOCKS)
  const { decorations, drawn } = drawBlocks(doc, first, last, positionOf(doc, first), source)
  return { window, decorations: DecorationSet.create(doc, decorations), drawn }
}

/** Every block, with each claim's number after its words: paper has no list beside it. `window` is what is drawn again afterwards. */
function drawForPaper(doc: Node, window: Window, source: ClaimLooksSource): LooksState {
  const { decorations, drawn } = drawBlocks(doc, 0, doc.childCount - 1, 0, source)
  const numbers = [...claimEnds(doc)].flatMap(([id, end]) => {
    const shown = source.lookOf(id)
    if (!shown) return []
    const write = () => {
      const number = document.createElement('span')
      number.className = 'print-number'
      number.textContent = String(shown.number)
      return number
    }
    return [Decoration.widget(end, write, { side: -1, key: `number-${id}` })]
  })
  return { window, decorations: DecorationSet.create(doc, [...decorations, ...numbers]), drawn }
}

/** Where the last words of each claim end. */
function claimEnds(doc: Node): Map<string, number> {
  const ends = new Map<string, number>()
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    for (const [id, ranges] of claimsInBlock(node)) for (const range of ranges) ends.set(id, position + 1 + range.end)
    return false
  })
  return ends
}

/**
 * After an edit inside a few blocks only those are drawn anew, the rest moves
 * along: what a key costs does not depend on how much is in the window.
 */
function redraw(before: Node, value: LooksState, tr: Transaction, source: ClaimLooksSource): LooksState {
  const doc = tr.doc
  if (before.childCount !== doc.childCount) return draw(doc, value.window, source)
  let first = 0
  while (first < doc.childCount && before.child(first) === doc.child(first)) first++
  let last = doc.childCount - 1
  while (last > first && before.child(last) === doc.child(last)) last--
  const decorations = value.decorations.map(tr.mapping, doc)
  const from = Math.max(first, value.window.first - MARGIN_BLOCKS, 0)
  const to = Math.min(last, value.window.last + MARGIN_BLOCKS)
  if (from > to) return { ...value, decorations }
  const start = positionOf(doc, from)
  let end = start
  for (let index = from; index <= to; index++) end += doc.child(index).nodeSize
  const anew = drawBlocks(doc, from, to, start, source)
  return {
    window: value.window,
    decorations: decorations.remove(decorations.find(start + 1, end - 1)).add(doc, anew.decorations),
    drawn: new Map([...value.drawn, ...anew.drawn]),
  }
}

function positionOf(doc: Node, block: number): number {
  let position = 0
  for (let index = 0; index < block; index++) position += doc.child(index).nodeSize
  return position
}

/** Looks of some top-level blocks, the first of them at `position`. */
function drawBlocks(
  doc: Node,
  first: number,
  last: number,
  position: number,
  source: ClaimLooksSource,
): { decorations: Decoration[]; drawn: Map<string, string> } {
  const decorations: Decoration[] = []
  const drawn = new Map<string, string>()
  const activeId = source.activeId()
  const passes = source.passes()
  for (let index = first; index <= last; index++) {
    const top = doc.child(index)
    const at = position
    if (top.isTextblock) drawBlock(top, at + 1)
    else
      top.descendants((node, offset) => {
        if (!node.isTextblock) return true
        drawBlock(node, at + 1 + offset + 1)
        return false
      })
    position += top.nodeSize
  }
  return { decorations, drawn }

  function drawBlock(block: Node, start: number): void {
    const claims = claimsInBlock(block)
    if (claims.size === 0) return
    // Overlapping claims get lines at different depths; the first to begin lies highest.
    const ends: number[] = []
    const ordered = [...claims]
      .flatMap(([id, ranges]) => ranges.map((range) => ({ id, ...range })))
      .sort((a, b) => a.start - b.start || b.end - a.end)
    for (const { id, start: from, end: to } of ordered) {
      const shown = source.lookOf(id)
      if (!shown) continue
      let level = ends.findIndex((end) => end <= from)
      if (level === -1) level = ends.length
      ends[level] = to
      drawn.set(id, `C${shown.number}: ${LOOK_LABELS[shown.look]}${shown.isDoubted ? ', in doubt since' : ''}`)
      const classes = ['claim-look', `look-${shown.look}`, `level-${Math.min(level, 2)}`]
      if (id === activeId) classes.push('is-active')
      if (passes) classes.push(passes(id) ? 'is-hit' : 'is-dimmed')
      decorations.push(
        Decoration.inline(start + from, start + to, { nodeName: 'mark', class: classes.join(' '), 'aria-details': stubId(id) }),
      )
    }
  }
}

/** Claims on the character at or before a position, smallest stretch first. */
export function claimIdsAt(doc: Node, position: number): string[] {
  const $position = doc.resolve(position)
  if (!$position.parent.isTextblock) return []
  const offset = $position.parentOffset
  const found: { id: string; length: number }[] = []
  for (const [id, ranges] of claimsInBlock($position.parent))
    for (const range of ranges) if (range.start <= offset && offset <= range.end) found.push({ id, length: range.end - range.start })
  return [...new Set(found.sort((a, b) => a.length - b.length).map((one) => one.id))]
}

/** What `aria-details` of a drawn claim points to: a line for screen readers, since cards far away do not exist. */
function stubId(claimId: string): string {
  return `about-${claimId}`
}

/** Follows the scrolling window and draws the ticks in the margin. */
class WindowWatcher {
  readonly #view: EditorView
  readonly #source: ClaimLooksSource
  readonly #onPick: ClaimLooksOptions['onPick']
  readonly #ticks: HTMLElement
  readonly #stubs: HTMLElement
  #stubsOf: ReadonlyMap<string, string> = new Map()
  readonly #scroller: HTMLElement | globalThis.Window
  #frame = 0
  #tickTimer = 0
  #isGone = false

  constructor(view: EditorView, source: ClaimLooksSource, onPick: ClaimLooksOptions['onPick']) {
    this.#view = view
    this.#source = source
    this.#onPick = onPick
    this.#ticks = document.createElement('div')
    this.#ticks.className = 'margin-ticks no-print'
    // A second way to what the claims list offers by keyboard.
    this.#ticks.setAttribute('aria-hidden', 'true')
    this.#scroller = view.dom.closest<HTMLElement>('[data-scroller]') ?? window
    this.#scroller.addEventListener('scroll', this.#schedule, { passive: true })
    window.addEventListener('resize', this.#schedule)
    window.addEventListener('beforeprint', this.#beforePrint)
    window.addEventListener('afterprint', this.#afterPrint)
    // Guessed block heights give way to real ones after a jump: look again then.
    view.dom.addEventListener('contentvisibilityautostatechange', this.#schedule)
    this.#stubs = document.createElement('div')
    this.#stubs.className = 'sr-only'
    queueMicrotask(() => {
      // Where plugins are put together anew, this one may be gone before it was there.
      if (this.#isGone) return
      view.dom.parentElement?.append(this.#ticks, this.#stubs)
      this.#writeStubs()
      this.#schedule()
    })
  }

  update(view: EditorView, before: EditorState): void {
    if (view.state.doc.eq(before.doc) && claimLooksKey.getState(view.state) === claimLooksKey.getState(before)) return
    this.#writeStubs()
    // While somebody types, the margin waits.
    clearTimeout(this.#tickTimer)
    this.#tickTimer = window.setTimeout(() => this.#drawTicks(), 150)
  }

  destroy(): void {
    this.#isGone = true
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#tickTimer)
    this.#scroller.removeEventListener('scroll', this.#schedule)
    window.removeEventListener('resize', this.#schedule)
    window.removeEventListener('beforeprint', this.#beforePrint)
    window.removeEventListener('afterprint', this.#afterPrint)
    this.#view.dom.removeEventListener('contentvisibilityautostatechange', this.#schedule)
    this.#ticks.remove()
    this.#stubs.remove()
  }

  #writeStubs(): void {
    const drawn = claimLooksKey.getState(this.#view.state)?.drawn ?? new Map<string, string>()
    const isSame = drawn.size === this.#stubsOf.size && [...drawn].every(([id, text]) => this.#stubsOf.get(id) === text)
    if (isSame) return
    this.#stubsOf = drawn
    this.#stubs.replaceChildren(
      ...[...drawn].map(([id, text]) => {
        const stub = document.createElement('p')
        stub.id = stubId(id)
        stub.textContent = text
        return stub
      }),
    )
  }

  readonly #beforePrint = (): void => dispatchQuietly(this.#view, (tr) => tr.setMeta(claimLooksKey, { kind: 'print' }))
  readonly #afterPrint = (): void => refreshClaimLooks(this.#view)

  readonly #schedule = (): void => {
    if (this.#frame !== 0) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      this.#look()
    })
  }

  #look(): void {
    if (this.#view.isDestroyed) return
    const seen = this.#window()
    const drawn = claimLooksKey.getState(this.#view.state)?.window
    if (
      drawn &&
      (seen.first < drawn.first - MARGIN_BLOCKS / 2 ||
        seen.last > drawn.last + MARGIN_BLOCKS / 2 ||
        seen.last - seen.first !== drawn.last - drawn.first)
    )
      dispatchQuietly(this.#view, (tr) => tr.setMeta(claimLooksKey, { kind: 'window', window: seen }))
    this.#drawTicks()
  }

  #window(): Window {
    const blocks = this.#view.dom.children
    const { top, bottom } = this.#bounds()
    const firstBelow = (edge: number, side: 'top' | 'bottom') => {
      let low = 0
      let high = blocks.length
      while (low < high) {
        const middle = (low + high) >> 1
        if ((blocks[middle] as Element).getBoundingClientRect()[side] < edge) low = middle + 1
        else high = middle
      }
      return low
    }
    const first = firstBelow(top, 'bottom')
    return { first, last: Math.max(first, firstBelow(bottom, 'top') - 1) }
  }

  #bounds(): { top: number; bottom: number } {
    if (this.#scroller instanceof HTMLElement) return this.#scroller.getBoundingClientRect()
    return { top: 0, bottom: window.innerHeight }
  }

  #drawTicks(): void {
    const view = this.#view
    if (view.isDestroyed || !this.#ticks.isConnected) return
    const seen = this.#window()
    const host = this.#ticks.offsetParent
    if (!host) return
    const origin = host.getBoundingClientRect().top
    const lines: { top: number; items: HTMLElement[] }[] = []
    const done = new Set<string>()
    const activeId = this.#source.activeId()
    let position = 0
    view.state.doc.forEach((top, offset, index) => {
      position = offset
      if (index < seen.first || index > seen.last) return
      const visit = (block: Node, start: number) => {
        for (const [id, ranges] of claimsInBlock(block)) {
          const shown = this.#source.lookOf(id)
          const range = ranges[0]
          if (!shown || !range || done.has(id)) continue
          done.add(id)
          const coords = view.coordsAtPos(start + range.start, 1)
          const at = (coords.top + coords.bottom) / 2 - origin
          let line = lines.find((one) => Math.abs(one.top - at) < 8)
          if (!line) {
            line = { top: at, items: [] }
            lines.push(line)
          }
          line.items.push(this.#tick(id, shown, id === activeId))
        }
      }
      if (top.isTextblock) visit(top, position + 1)
      else
        top.descendants((node, inner) => {
          if (!node.isTextblock) return true
          visit(node, position + 1 + inner + 1)
          return false
        })
    })
    this.#ticks.replaceChildren(
      ...lines.map((line) => {
        const group = document.createElement('span')
        group.style.top = `${Math.round(line.top - 12)}px`
        group.append(...line.items)
        return group
      }),
    )
  }

  #tick(id: string, shown: Shown, isActive: boolean): HTMLElement {
    const tick = document.createElement('button')
    tick.type = 'button'
    tick.tabIndex = -1
    tick.className = `look-${shown.look}${isActive ? ' is-active' : ''}`
    tick.textContent = `${LOOK_SIGNS[shown.look]}${shown.isDoubted ? '!' : ''} ${shown.number}`
    if (shown.isDoubted) tick.classList.add('is-doubted')
    tick.addEventListener('mousedown', (event) => event.preventDefault())
    tick.addEventListener('click', (event) => this.#onPick([id], { x: event.clientX, y: event.clientY }))
    return tick
  }
}
