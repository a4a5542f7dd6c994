import { OUTCOME_LABELS, OUTCOMES } from '@/lib/core/claim/claim'

/**
 * The keys of the desk: one table for the handler, the sheet and the docs.
 * `keys` are in the form of tinykeys ("$mod" is Ctrl, or ⌘ on a Mac); `shown`
 * is how the sheet writes them. To add a key, add a row.
 */

/** What a key does. A command acts; a field of the panel is focused; a button of the panel is pressed. */
export type DeskCommand =
  | 'next'
  | 'previous'
  | 'claim'
  | 'keys'
  | 'search'
  | 'authorship'
  | 'tray'
  | 'changes'
  | 'toggle-list'
  | 'toggle-panel'
  | 'to-text'
  | 'close'
type Effect = { readonly command: DeskCommand } | { readonly field: string } | { readonly button: string } | { readonly told: true }

export type DeskKey = Effect & {
  readonly keys: readonly string[]
  readonly shown: string
  readonly does: string
}

export interface KeyGroup {
  readonly title: string
  /** Letters alone: only outside text and fields, and only while they are switched on. */
  readonly isSingle: boolean
  readonly keys: readonly DeskKey[]
}

export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: 'Anywhere',
    isSingle: false,
    keys: [
      { keys: ['$mod+Alt+KeyM'], shown: 'Ctrl/⌘ Alt M', does: 'Mark the selected words as a claim', command: 'claim' },
      { keys: ['Alt+ArrowDown'], shown: 'Alt ↓', does: 'Next claim', command: 'next' },
      { keys: ['Alt+ArrowUp'], shown: 'Alt ↑', does: 'Previous claim', command: 'previous' },
      { keys: ['$mod+/'], shown: 'Ctrl/⌘ /', does: 'This sheet', command: 'keys' },
      { keys: ['Escape'], shown: 'Esc', does: 'Leave the text or a field; then close what is open', command: 'close' },
    ],
  },
  {
    title: 'Outside text and fields',
    isSingle: true,
    keys: [
      { keys: ['j'], shown: 'J', does: 'Next claim', command: 'next' },
      { keys: ['k'], shown: 'K', does: 'Previous claim', command: 'previous' },
      { keys: ['c'], shown: 'C', does: 'Mark the selected words as a claim', command: 'claim' },
      { keys: ['/'], shown: '/', does: 'Find and filter claims', command: 'search' },
      { keys: ['i'], shown: 'I', does: 'Into the text', command: 'to-text' },
      { keys: ['y'], shown: 'Y', does: 'The tray: claims whose words are gone', command: 'tray' },
      { keys: ['g'], shown: 'G', does: 'What others changed since you last looked', command: 'changes' },
      { keys: ['b'], shown: 'B', does: 'Who wrote the selected words', command: 'authorship' },
      { keys: ['['], shown: '[', does: 'Show or hide the list', command: 'toggle-list' },
      { keys: [']'], shown: ']', does: 'Show or hide the panel', command: 'toggle-panel' },
      { keys: ['?', 'Shift+?'], shown: '?', does: 'This sheet', command: 'keys' },
    ],
  },
  {
    title: 'On the active claim',
    isSingle: true,
    keys: [
      { keys: ['t'], shown: 'T', does: 'Type', field: 'claim-type' },
      { keys: ['p'], shown: 'P', does: 'Priority', field: 'claim-priority' },
      { keys: ['s'], shown: 'S', does: 'State', field: 'claim-state' },
      { keys: ['o'], shown: 'O', does: 'Outcomes', field: 'claim-outcome' },
      ...OUTCOMES.map((outcome, index) => ({
        keys: [String(index + 1)],
        shown: String(index + 1),
        does: `Outcome: ${OUTCOME_LABELS[outcome].toLowerCase()}`,
        button: index === 0 ? 'claim-outcome' : `claim-outcome-${index + 1}`,
      })),
      { keys: ['f'], shown: 'F', does: 'Confidence', field: 'claim-confidence' },
      { keys: ['a'], shown: 'A', does: 'Assignee', field: 'claim-assignee' },
      { keys: ['n'], shown: 'N', does: 'Write a note', field: 'claim-note' },
      { keys: ['e'], shown: 'E', does: 'Add evidence', button: 'claim-add-evidence' },
      { keys: ['x'], shown: 'X', does: 'Confirm: checked, the words are right', button: 'claim-confirm' },
      { keys: ['r'], shown: 'R', does: 'Re-confirm after the words changed', button: 'claim-reconfirm' },
      { keys: ['u'], shown: 'U', does: 'Reopen after the words changed', button: 'claim-reopen' },
      { keys: ['w'], shown: 'W', does: 'Propose new words', button: 'claim-correct' },
    ],
  },
  {
    // The editor's and the forms' own; told here, handled there.
    title: 'In the text and in forms',
    isSingle: false,
    keys: [
      { keys: [], shown: 'Ctrl/⌘ B   I   U', does: 'Bold, italic, underline', told: true },
      { keys: [], shown: 'Ctrl/⌘ Z   Shift Z', does: 'Undo, redo', told: true },
      { keys: [], shown: 'Tab', does: 'Leave the text', told: true },
      { keys: [], shown: 'Ctrl/⌘ Enter', does: 'Save the note or form you are in', told: true },
    ],
  },
]
