import { CLAIM_TYPES, type ClaimType, CONFIDENCE_LABELS, CONFIDENCES, OUTCOME_LABELS, OUTCOMES, TYPE_LABELS } from '@/lib/core/claim/claim'

/**
 * The keys of the desk: one table for the handler, the sheet and the docs.
 * `keys` are in the form of tinykeys ("$mod" is Ctrl, or ⌘ on a Mac); `shown`
 * is how the sheet writes them. To add a key, add a row.
 */

/** What a key does. A command acts; a type is given to the active claim; a field of the panel is focused; a button of the panel is pressed. */
export type DeskCommand =
  | 'next'
  | 'previous'
  | 'claim'
  | 'undo'
  | 'keys'
  | 'search'
  | 'authorship'
  | 'tray'
  | 'changes'
  | 'own'
  | 'words'
  | 'gaps'
  | 'toggle-list'
  | 'toggle-panel'
  | 'to-text'
  | 'sign-off'
  | 'open'
  | 'checking'
  | 'suggesting'
  | 'editing'
  | 'start-earlier'
  | 'start-later'
  | 'end-earlier'
  | 'end-later'
  | 'close'
type Effect =
  | { readonly command: DeskCommand }
  | { readonly type: ClaimType }
  | { readonly field: string }
  | { readonly button: string }
  | { readonly told: true }

/**
 * Where a key counts: anywhere; outside fields, and in the text while Checking;
 * outside fields and the text; in the text while Checking.
 */
export type Where = 'anywhere' | 'letters' | 'outside-text' | 'in-checked-text'

export type DeskKey = Effect & {
  /** Its name where a person gives it other keys. */
  readonly id: string
  readonly keys: readonly string[]
  readonly shown: string
  readonly does: string
}

export interface KeyGroup {
  readonly title: string
  readonly where: Where
  readonly keys: readonly DeskKey[]
}

/** The types that have a key: Shift and a digit. */
const TYPED_BY_KEY = CLAIM_TYPES.slice(0, 9)

/** The chip of an outcome, counted from 0; the last takes the outcome away. */
export function outcomeChipId(index: number): string {
  return index === 0 ? 'claim-outcome' : `claim-outcome-${index + 1}`
}

const letter = (key: string, does: string, effect: Effect): DeskKey => ({
  id: `letter-${key}`,
  keys: [key],
  shown: key.toUpperCase(),
  does,
  ...effect,
})

export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: 'Anywhere',
    where: 'anywhere',
    keys: [
      // F2 where Ctrl+Alt writes a character (AltGr).
      {
        id: 'claim',
        keys: ['$mod+Alt+KeyM', 'F2'],
        shown: 'Ctrl/⌘ Alt M  F2',
        does: 'Mark the selected words as a claim',
        command: 'claim',
      },
      { id: 'next', keys: ['F8'], shown: 'F8', does: 'Next claim', command: 'next' },
      { id: 'previous', keys: ['Shift+F8'], shown: 'Shift F8', does: 'Previous claim', command: 'previous' },
      { id: 'checking', keys: ['$mod+Alt+Shift+KeyC'], shown: 'Ctrl/⌘ Alt Shift C', does: 'Checking', command: 'checking' },
      { id: 'suggesting', keys: ['$mod+Alt+Shift+KeyX'], shown: 'Ctrl/⌘ Alt Shift X', does: 'Suggesting', command: 'suggesting' },
      { id: 'editing', keys: ['$mod+Alt+Shift+KeyZ'], shown: 'Ctrl/⌘ Alt Shift Z', does: 'Editing', command: 'editing' },
      { id: 'keys', keys: ['$mod+/'], shown: 'Ctrl/⌘ /', does: 'This sheet', command: 'keys' },
      {
        id: 'close',
        keys: ['Escape'],
        shown: 'Esc',
        does: 'Close the innermost thing; out of a field, back to the text',
        command: 'close',
      },
    ],
  },
  {
    title: 'In the text while Checking, and outside fields',
    where: 'letters',
    keys: [
      letter('j', 'Next claim', { command: 'next' }),
      letter('k', 'Previous claim', { command: 'previous' }),
      letter('c', 'Mark the selected words as a claim', { command: 'claim' }),
      { id: 'undo', keys: ['z', '$mod+z'], shown: 'Z', does: 'Undo what you did last on a claim', command: 'undo' },
      { id: 'search', keys: ['/'], shown: '/', does: 'Find and filter claims', command: 'search' },
      letter('i', 'Into the text', { command: 'to-text' }),
      letter('y', 'The tray: claims whose words are gone', { command: 'tray' }),
      letter('v', 'Proposed words', { command: 'words' }),
      letter('q', 'Gaps: sentences nobody looked at, and what is at odds', { command: 'gaps' }),
      letter('g', 'What others changed since you last looked', { command: 'changes' }),
      { id: 'own', keys: ['.'], shown: '.', does: 'Notes of your own on the article, which nobody else sees', command: 'own' },
      letter('b', 'Who wrote the selected words', { command: 'authorship' }),
      { id: 'toggle-list', keys: ['['], shown: '[', does: 'Show or hide the list', command: 'toggle-list' },
      { id: 'toggle-panel', keys: [']'], shown: ']', does: 'Show or hide the panel', command: 'toggle-panel' },
      { id: 'sign-off', keys: ['Shift+S'], shown: 'Shift S', does: 'What stands open, and sign-off', command: 'sign-off' },
      { id: 'sheet', keys: ['?', 'Shift+?'], shown: '?', does: 'This sheet', command: 'keys' },
    ],
  },
  {
    title: 'On the active claim',
    where: 'letters',
    keys: [
      ...OUTCOMES.map((outcome, index) => ({
        id: `outcome-${outcome}`,
        keys: [`Digit${index + 1}`, `Numpad${index + 1}`],
        shown: String(index + 1),
        does: OUTCOME_LABELS[outcome],
        button: outcomeChipId(index),
      })),
      {
        id: 'outcome-none',
        keys: ['Digit9', 'Numpad9'],
        shown: '9',
        does: 'No outcome: open again',
        button: outcomeChipId(OUTCOMES.length),
      },
      ...CONFIDENCES.map((level) =>
        letter(level[0] ?? '', `${CONFIDENCE_LABELS[level]} confidence, then say why`, { button: `claim-confidence-${level}` }),
      ),
      ...TYPED_BY_KEY.map((type, index) => ({
        id: `type-${type}`,
        keys: [`Shift+Digit${index + 1}`],
        shown: `Shift ${index + 1}`,
        does: `Type: ${TYPE_LABELS[type].toLowerCase()}`,
        type,
      })),
      letter('t', 'Type', { field: 'claim-type' }),
      letter('p', 'Priority', { field: 'claim-priority' }),
      letter('s', 'State', { field: 'claim-state' }),
      letter('o', 'Outcomes', { field: outcomeChipId(0) }),
      letter('f', 'Reason for the confidence', { field: 'claim-reason' }),
      letter('a', 'Assignee', { field: 'claim-assignee' }),
      letter('d', 'Checklist', { field: 'claim-checklist' }),
      { id: 'recompute', keys: ['='], shown: '=', does: 'Recompute', button: 'claim-arithmetic' },
      letter('n', 'Write a note', { field: 'claim-note' }),
      { id: 'query', keys: ['Shift+N'], shown: 'Shift N', does: 'Ask the author', button: 'claim-query' },
      letter('e', 'Add evidence', { field: 'claim-evidence' }),
      { id: 'contact', keys: ['Shift+E'], shown: 'Shift E', does: 'Log who was asked, and what they said', button: 'claim-contact' },
      letter('x', 'Confirm: checked, the words are right', { button: outcomeChipId(0) }),
      letter('r', 'Re-confirm after the words changed, or something came up', { button: 'claim-reconfirm' }),
      letter('u', 'Reopen after the words changed', { button: 'claim-reopen' }),
      letter('w', 'Propose new words', { button: 'claim-correct' }),
    ],
  },
  {
    title: 'On the active claim, outside the text',
    where: 'outside-text',
    keys: [
      { id: 'next-arrow', keys: ['Alt+ArrowDown'], shown: 'Alt ↓', does: 'Next claim', command: 'next' },
      { id: 'previous-arrow', keys: ['Alt+ArrowUp'], shown: 'Alt ↑', does: 'Previous claim', command: 'previous' },
      { id: 'end-later', keys: ['Shift+ArrowRight'], shown: 'Shift →', does: 'End one word later', command: 'end-later' },
      { id: 'end-earlier', keys: ['Shift+ArrowLeft'], shown: 'Shift ←', does: 'End one word earlier', command: 'end-earlier' },
      {
        id: 'start-earlier',
        keys: ['$mod+Shift+ArrowLeft'],
        shown: 'Ctrl/⌘ Shift ←',
        does: 'Begin one word earlier',
        command: 'start-earlier',
      },
      { id: 'start-later', keys: ['$mod+Shift+ArrowRight'], shown: 'Ctrl/⌘ Shift →', does: 'Begin one word later', command: 'start-later' },
    ],
  },
  {
    title: 'In the text while Checking',
    where: 'in-checked-text',
    keys: [{ id: 'open', keys: ['Enter'], shown: 'Enter', does: 'Open the claim at the caret', command: 'open' }],
  },
  {
    // Of another screen (board-table.tsx).
    title: 'On the board of claims',
    where: 'anywhere',
    keys: [
      { id: 'told-rows', keys: [], shown: 'J   K', does: 'Next, previous row; Enter opens it', told: true },
      { id: 'told-pick', keys: [], shown: 'X   Shift X', does: 'Pick the row; all rows from the one picked before', told: true },
      { id: 'told-let-go', keys: [], shown: 'Esc   Z', does: 'Let go of what is picked; take the last change back', told: true },
    ],
  },
  {
    // The editor's and the forms' own; told here, handled there.
    title: 'In the text and in forms',
    where: 'anywhere',
    keys: [
      { id: 'told-format', keys: [], shown: 'Ctrl/⌘ B   I   U', does: 'Bold, italic, underline (Editing)', told: true },
      { id: 'told-undo', keys: [], shown: 'Ctrl/⌘ Z   Shift Z', does: 'Undo, redo in the text (Editing)', told: true },
      { id: 'told-tab', keys: [], shown: 'Tab', does: 'Leave the text', told: true },
      { id: 'told-save', keys: [], shown: 'Ctrl/⌘ Enter', does: 'Save the note or form you are in', told: true },
    ],
  },
]

/** Keys a person may give a letter of their own. */
export function isRemappable(group: KeyGroup): boolean {
  return group.where === 'letters'
}

/** The keys of a row, as the sheet writes them; empty when there is no such row. */
export function shownKeys(id: string): string {
  return KEY_GROUPS.flatMap(({ keys }) => keys).find((key) => key.id === id)?.shown ?? ''
}

/** Why a key of a claim did nothing, and what to do. */
export function whyNothing(
  key: DeskKey,
  at: { readonly isOpen: boolean; readonly isPanelOpen: boolean; readonly hasClaims: boolean },
): string {
  const wanted = `“${key.does}” (${key.shown})`
  if (at.isOpen && !at.isPanelOpen) return `${wanted} did nothing: the panel is hidden. ] shows it.`
  if (at.isOpen) return `${wanted} is not offered for this claim as it stands.`
  return at.hasClaims
    ? `${wanted} did nothing: no claim is open. J opens the next one.`
    : `${wanted} did nothing: there are no claims yet. Select words and press C.`
}
