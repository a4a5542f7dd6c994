import { ReplaceStep, type Step } from '@tiptap/pm/transform'
import type { UseStore } from 'idb-keyval'
import { describe, expect, it } from 'vitest'
import { PeopleHere } from '@/components/session/people-here'
import { isSameStatus, statusOf } from '@/components/session/save-status'
import { forgetKept, keptByOthers, UnsentStore } from '@/components/session/unsent-store'
import { p } from '@/tests/support/writing'

/** A step that types letters at a position. */
function type(text: string, at: number): Step {
  return new ReplaceStep(at, at, p(text).slice(0, text.length))
}

/** An object store of IndexedDB in memory, as far as idb-keyval uses one. Counts what is written. */
function memoryStore() {
  const rows = new Map<IDBValidKey, unknown>()
  const written: number[] = []
  const request = <T>(result: T) => {
    const made = { result, onsuccess: null as (() => void) | null, onerror: null }
    queueMicrotask(() => made.onsuccess?.())
    return made
  }
  const open = () => {
    const transaction = { oncomplete: null as (() => void) | null, onabort: null, onerror: null }
    queueMicrotask(() => transaction.oncomplete?.())
    return {
      transaction,
      put: (value: unknown, key: IDBValidKey) => {
        rows.set(key, structuredClone(value))
        written.push(JSON.stringify(value).length)
        return request(key)
      },
      delete: (key: IDBValidKey) => request(rows.delete(key)),
      getAll: () => request([...rows.values()]),
      getAllKeys: () => request([...rows.keys()]),
    }
  }
  const store: UseStore = async (_mode, callback) => callback(open() as unknown as IDBObjectStore)
  return { store, rows, written }
}

const TAB = { articleId: 'a', userId: 'u', clientId: 'tab-one' }
const OTHER = { ...TAB, clientId: 'tab-two' }

describe('what a tab could not send yet', () => {
  it('is found by another tab as it was, step for step', async () => {
    const { store } = memoryStore()
    const unsent = new UnsentStore(TAB, store)
    const steps = [type('a', 1), type('b', 2), type('c', 3)]
    for (let count = 1; count <= steps.length; count++) unsent.keep(7, steps.slice(0, count), false)
    await unsent.whenKept()
    const [kept] = await keptByOthers(OTHER, store)
    expect(kept).toMatchObject({ ...TAB, version: 7, isRefused: false, steps: steps.map((step) => step.toJSON()) })
    expect(await keptByOthers(TAB, store)).toEqual([])
    expect(await keptByOthers({ ...OTHER, userId: 'somebody-else' }, store)).toEqual([])
    if (kept) await forgetKept(kept, store)
    expect(await keptByOthers(OTHER, store)).toEqual([])
  })
  it('costs a key the same however much waits: only what is new is written', async () => {
    const { store, written } = memoryStore()
    const unsent = new UnsentStore(TAB, store)
    const steps: Step[] = []
    for (let n = 0; n < 400; n++) {
      steps.push(type('x', 1 + n))
      unsent.keep(0, [...steps], false)
    }
    await unsent.whenKept()
    expect(written).toHaveLength(400)
    expect(written[399]).toBeLessThan((written[0] ?? 0) + 20)
    expect((await keptByOthers(OTHER, store))[0]?.steps).toHaveLength(400)
  })
  it('is written anew when the base moved on, and gone when everything is acknowledged', async () => {
    const { store, rows } = memoryStore()
    const unsent = new UnsentStore(TAB, store)
    const [a, b, c] = [type('a', 1), type('b', 2), type('c', 3)]
    unsent.keep(0, [a], false)
    unsent.keep(0, [a, b], false)
    unsent.keep(0, [a, b, c], false)
    // The first two were acknowledged while the third was typed.
    unsent.keep(2, [c], false)
    await unsent.whenKept()
    expect((await keptByOthers(OTHER, store))[0]).toMatchObject({ version: 2, steps: [c.toJSON()] })
    unsent.keep(3, [], false)
    await unsent.whenKept()
    expect(rows.size).toBe(0)
  })
  it('says that the server refused it', async () => {
    const { store } = memoryStore()
    const unsent = new UnsentStore(TAB, store)
    const step = type('a', 1)
    unsent.keep(0, [step], false)
    unsent.keep(0, [step], true)
    await unsent.whenKept()
    expect((await keptByOthers(OTHER, store))[0]?.isRefused).toBe(true)
  })
})

describe('the status', () => {
  const facts = { pending: 0, failures: 0, isSignedOut: false, refusal: null, lastSaved: 5 }
  it('says the worst that is true', () => {
    expect(statusOf(facts)).toEqual({ kind: 'saved', at: 5 })
    expect(statusOf({ ...facts, pending: 2 }).kind).toBe('saving')
    expect(statusOf({ ...facts, pending: 2, failures: 1 }).kind).toBe('offline')
    expect(statusOf({ ...facts, failures: 1 }).kind).toBe('offline')
    expect(statusOf({ ...facts, pending: 2, failures: 1, refusal: 'No.' })).toEqual({ kind: 'refused', pending: 2, message: 'No.' })
    expect(statusOf({ ...facts, isSignedOut: true, refusal: 'No.' }).kind).toBe('signed-out')
  })
  it('is told once while somebody types', () => {
    expect(isSameStatus({ kind: 'saving', pending: 1 }, { kind: 'saving', pending: 9 })).toBe(true)
    expect(isSameStatus({ kind: 'saving', pending: 1 }, { kind: 'saved', at: 1 })).toBe(false)
    expect(isSameStatus(null, { kind: 'saved', at: null })).toBe(false)
  })
})

describe('others’ cursors', () => {
  const at = (clientId: string, version: number, head: number) => ({
    clientId,
    person: { id: clientId, name: clientId },
    cursor: { version, anchor: head, head },
    claimId: null,
  })
  it('are brought past what was confirmed since, and past what is unsent here', () => {
    const here = new PeopleHere('me')
    here.startAt(0)
    here.remember([type('abc', 1)])
    expect(here.take({ here: [at('me', 1, 1), at('you', 0, 5)], left: [] })).toBe(true)
    expect(here.list(1, [type('X', 2)])).toEqual([
      { clientId: 'you', person: { id: 'you', name: 'you' }, claimId: null, cursor: { anchor: 9, head: 9 } },
    ])
    expect(here.take({ here: [at('you', 1, 2)], left: [] })).toBe(false)
    here.take({ here: [], left: ['you'] })
    expect(here.isAlone).toBe(true)
  })
  it('of a version not known here are left out', () => {
    const here = new PeopleHere('me')
    here.startAt(3)
    here.take({ here: [at('you', 1, 1)], left: [] })
    expect(here.list(3, [])[0]?.cursor).toBeNull()
  })
})
