import type { Node } from '@tiptap/pm/model'
import { EditorState } from '@tiptap/pm/state'
import { ReplaceStep, Step } from '@tiptap/pm/transform'
import { collab, receiveTransaction, sendableSteps } from 'prosemirror-collab'

/** Steps a tab made and the server has not confirmed, as kept in the browser. */
export interface UnsentSteps {
  readonly clientId: string
  /** Version the first of them builds on. */
  readonly version: number
  /** ProseMirror step JSON. */
  readonly steps: readonly unknown[]
}

export interface LoggedStepView {
  readonly step: unknown
  readonly clientId: string
}

export interface Rebased {
  /** The steps, ready for the document after `log`. */
  readonly steps: readonly Step[]
  /** Words of steps that had nowhere to go. */
  readonly lostWords: string
}

/**
 * Brings unsent steps up to date: those the server has after all are left out
 * (the answer was lost, not the request), the rest are rebased over what
 * others did. `base` is the document at `unsent.version`, `log` what followed.
 */
export function rebaseUnsent(base: Node, unsent: UnsentSteps, log: readonly LoggedStepView[]): Rebased {
  const { schema } = base.type
  let state = EditorState.create({ doc: base, plugins: [collab({ version: unsent.version, clientID: unsent.clientId })] })
  const tr = state.tr
  for (const json of unsent.steps) tr.step(Step.fromJSON(schema, json))
  state = state.apply(tr)
  const before = sendableSteps(state)?.steps ?? []
  const steps = log.map((logged) => Step.fromJSON(schema, logged.step))
  const own = log.filter((logged) => logged.clientId === unsent.clientId).length
  state = state.apply(
    receiveTransaction(
      state,
      steps,
      log.map((logged) => logged.clientId),
    ),
  )
  const after = sendableSteps(state)?.steps ?? []
  return { steps: after, lostWords: after.length < before.length - own ? lostWords(before.slice(own), after) : '' }
}

/** Words that were in steps before a rebase and are in none after: prosemirror-collab drops such steps silently. */
export function lostWords(before: readonly Step[], after: readonly Step[]): string {
  const kept = after.map(insertedText)
  const lost: string[] = []
  for (const text of before.map(insertedText)) {
    const at = kept.indexOf(text)
    if (at !== -1) kept.splice(at, 1)
    else if (text) lost.push(text)
  }
  return lost.join('')
}

function insertedText(step: Step): string {
  if (!(step instanceof ReplaceStep)) return ''
  return step.slice.content.textBetween(0, step.slice.content.size, '\n', '\n')
}
