import { history, redo, undo } from '@tiptap/pm/history'
import type { Node } from '@tiptap/pm/model'
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import { Step } from '@tiptap/pm/transform'
import fc from 'fast-check'
import { collab, getVersion, receiveTransaction, sendableSteps } from 'prosemirror-collab'
import { describe, expect, it } from 'vitest'
import { claimKeeperPlugin } from '@/lib/editor/extensions/claim-keeper/claim-keeper'
import { claimRanges, quoteAt } from '@/lib/editor/queries/claim-ranges'
import { readDocument, schema } from '@/lib/editor/schema'
import { rebaseUnsent } from '@/lib/editor/steps/unsent-steps'
import { textMapOf, textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { sha256 } from '@/lib/server/ids'
import { appendSteps, readAppended, readStepsSince } from '@/lib/server/use-cases/articles/append-steps'
import { importArticle } from '@/lib/server/use-cases/articles/import-article'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { createClaim } from '@/lib/server/use-cases/claims/create-claim'
import { removeClaim, restoreClaim } from '@/lib/server/use-cases/claims/move-claim'
import { readVersion } from '@/lib/server/use-cases/versions/read-version'
import { people } from '@/tests/factories/base'

// The authority itself, on a real SQLite file of its own: no server between, so that thousands of exchanges fit in seconds.

// Sixteen words of five letters, no letter in two places: a letter under a claim says where it came from.
const WORDS = Array.from({ length: 16 }, (_, word) =>
  String.fromCodePoint(...Array.from({ length: 5 }, (_, letter) => 0x4e00 + word * 5 + letter)),
)

const desk = {
  editor: (await people()).editor,
  sha256,
  appendSteps,
  readAppended,
  readStepsSince,
  createClaim,
  removeClaim,
  restoreClaim,
  importArticle,
  readArticle,
  readVersion,
}

interface Acknowledged {
  readonly version: number
  readonly step: string
}

interface LoggedStep {
  readonly version: number
  readonly step: unknown
  readonly clientId: string
}

/** Somebody at a browser tab, as the article session drives prosemirror-collab. */
class Person {
  readonly articleId: string
  clientId: string
  state: EditorState
  readonly acknowledged: Acknowledged[] = []
  /** Words a merge had no place for: they are shown to the person. */
  lost = 0

  constructor(articleId: string, doc: Node, version: number, name: string) {
    this.articleId = articleId
    this.clientId = name
    this.state = this.#open(doc, version)
  }

  #open(doc: Node, version: number): EditorState {
    return EditorState.create({
      doc,
      plugins: [collab({ version, clientID: this.clientId }), history({ newGroupDelay: 0 }), claimKeeperPlugin()],
    })
  }

  get version(): number {
    return getVersion(this.state)
  }

  get pending(): readonly Step[] {
    return sendableSteps(this.state)?.steps ?? []
  }

  edit(change: (tr: Transaction) => Transaction): void {
    this.state = this.state.applyTransaction(change(this.state.tr)).state
  }

  #position(at: number): number {
    const map = textMapOf(this.state.doc)
    return this.#whole(map.positionAt(at % (map.length + 1)))
  }

  // Nobody's cursor stands inside a character.
  #whole(position: number): number {
    const before = this.state.doc.textBetween(Math.max(0, position - 1), position)
    return /[\ud800-\udbff]$/.test(before) ? position - 1 : position
  }

  type(at: number, text: string): void {
    const position = this.#position(at)
    for (const [index, letter] of [...text].entries())
      this.edit((tr) => (index === 0 ? tr.setSelection(TextSelection.near(tr.doc.resolve(position))) : tr).insertText(letter))
  }

  remove(at: number, length: number): void {
    const from = this.#position(at)
    const to = this.#whole(Math.min(from + length, this.state.doc.content.size))
    try {
      this.edit((tr) => tr.delete(from, to))
    } catch {
      // Half a block cannot be taken out of some places; a person cannot do it either.
    }
  }

  split(at: number): void {
    const position = this.#position(at)
    this.edit((tr) => (tr.doc.resolve(position).parent.isTextblock ? tr.split(position) : tr))
  }

  undo(): void {
    undo(this.state, (tr) => this.edit(() => tr))
  }

  redo(): void {
    redo(this.state, (tr) => this.edit(() => tr))
  }

  /** Sends what is unsent, to be rebased by the server or here. `isAnswered` false: the answer is lost on the way. */
  async send({ isAnswered = true, rebase = true } = {}): Promise<void> {
    const sendable = sendableSteps(this.state)
    if (!sendable) return
    const steps = sendable.steps.map((step) => step.toJSON())
    const sent = { version: sendable.version, clientId: this.clientId, steps, rebase }
    let answer: { readonly steps?: readonly LoggedStep[] }
    try {
      const receipt = await desk.appendSteps(desk.editor, this.articleId, sent)
      if (!isAnswered) return
      answer = await desk.readAppended(desk.editor, this.articleId, receipt)
    } catch (error) {
      // Somebody was first: the steps missed, to rebase over here.
      if (!(error instanceof AppError && error.code === 'stale-version')) throw error
      if (!isAnswered) return
      answer = error.answer as { steps: readonly LoggedStep[] }
    }
    if (answer.steps) return this.#take(answer.steps)
    for (const [index, step] of steps.entries()) this.acknowledged.push({ version: sendable.version + index, step: JSON.stringify(step) })
    this.state = this.state.apply(
      receiveTransaction(
        this.state,
        sendable.steps,
        sendable.steps.map(() => this.clientId),
      ),
    )
  }

  async receive(): Promise<void> {
    this.#take((await desk.readStepsSince(desk.editor, this.articleId, this.version)).steps)
  }

  #take(steps: readonly LoggedStep[]): void {
    for (const one of steps.filter((step) => step.version >= this.version)) {
      // Each step by itself, as the network may bring them: the session takes runs of one side at a time.
      const isOwn = one.clientId === this.clientId
      if (isOwn) this.acknowledged.push({ version: one.version, step: JSON.stringify(one.step) })
      const before = this.pending.length
      this.state = this.state.apply(
        receiveTransaction(this.state, [Step.fromJSON(schema, one.step)], [one.clientId], { mapSelectionBackward: true }),
      )
      if (!isOwn) this.lost += Math.max(0, before - this.pending.length)
    }
  }

  /** Closes the tab with work unsent and opens the article anew: what was kept in the browser is rebased and goes on. */
  async reload(name: string): Promise<void> {
    const unsent = { clientId: this.clientId, version: this.version, steps: this.pending.map((step) => step.toJSON()) }
    const article = await desk.readArticle(desk.editor, this.articleId)
    this.clientId = name
    this.state = this.#open(readDocument(article.document), article.version)
    if (unsent.steps.length === 0) return
    const base = await desk.readVersion(desk.editor, this.articleId, unsent.version)
    const log = await desk.readStepsSince(desk.editor, this.articleId, unsent.version)
    const rebased = rebaseUnsent(readDocument(base.document), unsent, log.steps)
    this.edit((tr) => {
      for (const step of rebased.steps) tr.step(step)
      return tr.setMeta('claimsKept', true)
    })
  }

  /** Marks words as a claim, as the desk does: what was typed goes first, then the selection at its version. */
  async claim(at: number, length: number): Promise<{ id: string; letters: Set<string> } | null> {
    for (let tries = 0; this.pending.length > 0 && tries < 20; tries++) await this.send()
    const map = textMapOf(this.state.doc)
    if (map.length === 0) return null
    const start = at % map.length
    const end = Math.min(map.length, start + length)
    const letters = new Set(lettersOf(map.text.slice(start, end)))
    try {
      const claim = await desk.createClaim(desk.editor, this.articleId, { start, end, version: this.version })
      return { id: claim.id, letters }
    } catch {
      // Only spaces, or the words are gone meanwhile: refused with a sentence.
      return null
    }
  }
}

/** The letters of the known words in a stretch; what is typed in the stories has none of them. */
function lettersOf(text: string): string[] {
  return [...text].filter((letter) => letter >= '\u4e00' && letter <= '\u9fff')
}

/**
 * A claim put back goes round everything between its words (design D1), so
 * what undo brought back there in the meantime is its own from now on.
 */
async function adoptInside(id: string, claimId: string, own: Set<string>): Promise<void> {
  const article = await desk.readArticle(desk.editor, id)
  const covered = lettersOf(article.claims.find((claim) => claim.id === claimId)?.quote ?? '')
  const first = covered.findIndex((letter) => own.has(letter))
  const last = covered.findLastIndex((letter) => own.has(letter))
  for (const letter of covered.slice(first, last + 1)) own.add(letter)
}

type Action =
  | { readonly do: 'type'; readonly at: number; readonly text: string }
  | { readonly do: 'remove' | 'claim'; readonly at: number; readonly length: number }
  | { readonly do: 'split'; readonly at: number }
  | { readonly do: 'undo' | 'redo' | 'send' | 'send-alone' | 'send-lost' | 'send-twice' | 'receive' | 'reload' | 'unmark' | 'remark' }

const place = fc.nat(400)
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('type' as const), at: place, text: fc.constantFrom('X', 'Y 9', ' ZZ ', '🚀') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('remove' as const), at: place, length: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('claim' as const), at: place, length: fc.integer({ min: 3, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('split' as const), at: place }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'undo' as const,
        'undo' as const,
        'redo' as const,
        'send' as const,
        'send' as const,
        'send-alone' as const,
        'send-lost' as const,
        'send-twice' as const,
        'receive' as const,
        'receive' as const,
        'reload' as const,
        'unmark' as const,
        'remark' as const,
      ),
    }),
  },
)

async function play(script: readonly { readonly who: number; readonly action: Action }[], people: number) {
  const text = [WORDS.slice(0, 6).join(' '), WORDS.slice(6, 11).join(' '), WORDS.slice(11).join(' ')].join('\n')
  const { id } = await desk.importArticle(desk.editor, { format: 'text', bytes: new TextEncoder().encode(text) })
  const start = await desk.readArticle(desk.editor, id)
  const everybody = Array.from(
    { length: people },
    (_, index) => new Person(id, readDocument(start.document), start.version, `${id}-tab${index}`),
  )
  const claimed = new Map<string, Set<string>>()
  const unmarked: string[] = []
  let reloads = 0
  for (const { who, action } of script) {
    const person = everybody[who % people] as Person
    switch (action.do) {
      case 'type':
        person.type(action.at, action.text)
        break
      case 'remove':
        person.remove(action.at, action.length)
        break
      case 'split':
        person.split(action.at)
        break
      case 'undo':
        person.undo()
        break
      case 'redo':
        person.redo()
        break
      case 'send':
        await person.send()
        break
      case 'send-lost':
        await person.send({ isAnswered: false })
        break
      case 'send-twice':
        await person.send({ isAnswered: false })
        await person.send()
        break
      case 'send-alone':
        await person.send({ rebase: false })
        break
      case 'receive':
        await person.receive()
        break
      case 'reload':
        await person.reload(`${id}-again${reloads++}`)
        break
      case 'claim': {
        const made = await person.claim(action.at, action.length)
        if (made) claimed.set(made.id, made.letters)
        break
      }
      case 'unmark': {
        const [first] = claimed.keys()
        if (first && !unmarked.includes(first)) {
          await desk.removeClaim(desk.editor, first)
          unmarked.push(first)
        }
        break
      }
      case 'remark': {
        const last = unmarked.pop()
        if (!last) break
        await desk.restoreClaim(desk.editor, last)
        await adoptInside(id, last, claimed.get(last) ?? new Set())
      }
    }
  }
  // Silence: everybody is online again and hears everything.
  for (let round = 0; round < 60; round++) {
    for (const person of everybody) {
      await person.receive()
      await person.send()
    }
    if (everybody.every((person) => person.pending.length === 0)) break
  }
  for (const person of everybody) await person.receive()
  return { id, start, everybody, claimed }
}

describe('people writing, marking and undoing at once, over a bad network', () => {
  const RUNS = Number(process.env.TICKMARK_RUNS ?? 60)
  it(`all end equal, lose nothing acknowledged, and leave every claim on its own words (${RUNS} stories)`, {
    timeout: 3_600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 8 }),
        fc.array(fc.record({ who: fc.nat(7), action }), { minLength: 5, maxLength: 45 }),
        async (people, script) => {
          const { id, start, everybody, claimed } = await play(script, people)
          const article = await desk.readArticle(desk.editor, id)
          const doc = readDocument(article.document)
          // All equal, and nobody waits.
          for (const person of everybody) {
            expect(person.pending).toEqual([])
            expect(person.version).toBe(article.version)
            expect(person.state.doc.toJSON()).toEqual(doc.toJSON())
          }
          // The log replays to the same text.
          const { steps } = await desk.readStepsSince(desk.editor, id, 0)
          let replayed = readDocument(start.document)
          for (const { step } of steps) replayed = Step.fromJSON(schema, step).apply(replayed).doc as Node
          expect(desk.sha256(textOf(replayed))).toBe(article.textHash)
          // What was acknowledged is in the log, where it was acknowledged.
          for (const person of everybody)
            for (const { version, step } of person.acknowledged) expect(JSON.stringify(steps[version]?.step)).toBe(step)
          // Each claim says the words it is on, and is on none it was not put on.
          const ranges = claimRanges(doc)
          for (const claim of article.claims) {
            const place = ranges.get(claim.id) ?? []
            expect(claim.ranges).toEqual(place)
            if (place.length > 0) expect(claim.quote).toBe(quoteAt(textOf(doc), place))
            const own = claimed.get(claim.id) ?? new Set()
            for (const { start: from, end } of place)
              expect(
                lettersOf(textOf(doc).slice(from, end)).filter((letter) => !own.has(letter)),
                claim.quote,
              ).toEqual([])
          }
        },
      ),
      { numRuns: RUNS },
    )
  })
})
