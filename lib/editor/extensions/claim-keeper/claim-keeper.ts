import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { claimIdsCovering } from '@/lib/editor/queries/claim-ranges'
import { keptClaims } from '@/lib/editor/queries/kept-claims'

/**
 * Where somebody is replacing words of a claim letter by letter: what is typed
 * here belongs to these claims although it is at their edge. Ends when the
 * cursor goes elsewhere.
 */
interface Replacing {
  readonly position: number
  readonly claimIds: ReadonlySet<string>
}

export const claimKeeperKey = new PluginKey<Replacing | null>('claimKeeper')

/** A change that came from the server or from undo already says where its claims are. */
function isOwnTyping(tr: Transaction): boolean {
  return tr.docChanged && tr.getMeta('rebased') === undefined && tr.getMeta('history$') === undefined && !tr.getMeta('claimsKept')
}

/** The first insertion or deletion of a transaction's steps, each in the document before its step. */
function changesOf(tr: Transaction) {
  const changes: { before: Transaction['doc']; from: number; to: number; newFrom: number; newTo: number; step: number }[] = []
  tr.steps.forEach((step, index) => {
    const before = tr.docs[index]
    if (!before) return
    step.getMap().forEach((from, to, newFrom, newTo) => {
      changes.push({ before, from, to, newFrom, newTo, step: index })
    })
  })
  return changes
}

/**
 * Keeps claims on the words that replace theirs (design D1): words typed
 * strictly inside a claim, or in place of a stretch of it, get its mark.
 */
export function claimKeeperPlugin(): Plugin<Replacing | null> {
  return new Plugin<Replacing | null>({
    key: claimKeeperKey,
    state: {
      init: () => null,
      apply(tr, replacing) {
        const set = tr.getMeta(claimKeeperKey) as Replacing | null | undefined
        if (set !== undefined) return set
        if (tr.docChanged) {
          if (isOwnTyping(tr)) return replacingAfter(tr, replacing)
          if (!replacing || tr.getMeta('history$') !== undefined) return null
          return { ...replacing, position: tr.mapping.map(replacing.position) }
        }
        if (replacing && tr.selectionSet && tr.selection.head !== replacing.position) return null
        return replacing
      },
    },
    appendTransaction(transactions, oldState, newState) {
      let result: Transaction | null = null
      transactions.forEach((tr, index) => {
        if (!isOwnTyping(tr)) return
        const replacing = claimKeeperKey.getState(oldState)
        for (const change of changesOf(tr)) {
          if (change.newTo <= change.newFrom) continue
          const kept = keptClaims(change.before, change.from, change.to)
          if (replacing && change.step === 0 && change.from === replacing.position && change.from === change.to)
            for (const id of replacing.claimIds) kept.add(id)
          if (kept.size === 0) continue
          // From after this step to the end of everything dispatched together.
          const rest = tr.mapping.slice(change.step + 1)
          let from = rest.map(change.newFrom, 1)
          let to = rest.map(change.newTo, -1)
          for (const later of transactions.slice(index + 1)) {
            from = later.mapping.map(from, 1)
            to = later.mapping.map(to, -1)
          }
          if (to <= from) continue
          result ??= newState.tr
          for (const id of kept) addWhereMissing(result, from, to, id)
        }
      })
      const made = result as Transaction | null
      return made?.docChanged ? made.setMeta('claimsKept', true).setStoredMarks(newState.storedMarks) : null
    },
  })
}

function replacingAfter(tr: Transaction, before: Replacing | null): Replacing | null {
  if (!tr.selection.empty) return null
  const changes = changesOf(tr)
  const [change] = changes
  if (!change || changes.length > 1) return null
  if (tr.selection.head !== change.newTo) return null
  // Enter begins something new.
  if (change.newTo > change.newFrom && tr.doc.resolve(change.newFrom).parent !== tr.doc.resolve(change.newTo).parent) return null
  const isContinuing = before !== null && (change.from === before.position || change.to === before.position)
  const ids = new Set(isContinuing ? before.claimIds : [])
  if (change.from < change.to) {
    const covering = claimIdsCovering(change.before, change.from, change.to)
    for (const id of covering) ids.add(id)
  } else if (!isContinuing) return null
  if (ids.size === 0) return null
  const typed = tr.doc.textBetween(Math.max(change.newFrom - 1, 0), change.newTo, '\n')
  // A new sentence is not a replacement any more.
  if (/[.!?]["”’)]?\s$/.test(typed)) return null
  return { position: change.newTo, claimIds: ids }
}

function addWhereMissing(tr: Transaction, from: number, to: number, id: string): void {
  const mark = tr.doc.type.schema.mark('claim', { id })
  let isMissing = false
  tr.doc.nodesBetween(from, to, (node) => {
    if (node.isInline && !mark.isInSet(node.marks)) isMissing = true
    return !isMissing
  })
  if (isMissing) tr.addMark(from, to, mark)
}

export function replacingAt(state: EditorState): Replacing | null {
  return claimKeeperKey.getState(state) ?? null
}

export const ClaimKeeper = Extension.create({
  name: 'claimKeeper',
  addProseMirrorPlugins: () => [claimKeeperPlugin()],
})
