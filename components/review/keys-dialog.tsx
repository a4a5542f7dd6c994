'use client'

import { useEffect, useState } from 'react'
import { areSingleKeysOn, setSingleKeys } from '@/components/claims/use-desk-keys'
import { Legend } from '@/components/review/legend'
import { Dialog } from '@/components/ui/dialog'

const KEYS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'Anywhere',
    [
      ['Ctrl/⌘ Alt M', 'Mark the selected words as a claim'],
      ['Alt ↓   Alt ↑', 'Next, previous claim'],
      ['Ctrl/⌘ /', 'This sheet'],
      ['Esc', 'Leave the text or a field; then close what is open'],
    ],
  ],
  [
    'Outside text and fields',
    [
      ['J   K', 'Next, previous claim'],
      ['C', 'Mark the selected words as a claim'],
      ['/', 'Find and filter claims'],
      ['I', 'Into the text'],
      ['Y', 'The tray: claims whose words are gone'],
      ['G', 'What others changed since you last looked'],
      ['B', 'Who wrote the selected words'],
      ['[   ]', 'Show or hide the list, the panel'],
      ['?', 'This sheet'],
    ],
  ],
  [
    'On the active claim',
    [
      ['T', 'Type'],
      ['P', 'Priority'],
      ['S', 'State'],
      ['O', 'Outcome'],
      ['F', 'Confidence'],
      ['A', 'Assignee'],
      ['N', 'Write a note'],
      ['E', 'Add evidence'],
      ['X', 'Confirm: checked, the words are right'],
      ['R', 'Re-confirm after the words changed'],
      ['U', 'Reopen after the words changed'],
      ['W', 'Propose new words'],
      ['Ctrl/⌘ Enter', 'Save the note or form you are in'],
    ],
  ],
  [
    'In the text',
    [
      ['Ctrl/⌘ B   I   U', 'Bold, italic, underline'],
      ['Ctrl/⌘ Z   Shift Z', 'Undo, redo'],
      ['Tab', 'Leave the text'],
    ],
  ],
]

/** Every key there is, and what the underlines mean. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [isOn, setOn] = useState(true)
  useEffect(() => {
    if (isOpen) setOn(areSingleKeysOn())
  }, [isOpen])
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keys and legend" width="52rem">
      <div className="grid gap-6 md:grid-cols-2">
        {KEYS.map(([title, rows]) => (
          <section key={title}>
            <h3 className="mb-2 font-semibold">{title}</h3>
            <dl className="grid grid-cols-[9.5rem_1fr] gap-x-3 gap-y-1.5">
              {rows.map(([key, meaning]) => (
                <div key={key} className="contents">
                  <dt>
                    <span className="kbd whitespace-nowrap">{key}</span>
                  </dt>
                  <dd className="text-soft">{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3 className="mb-2 font-semibold">What the underlines mean</h3>
          <Legend />
        </section>
      </div>
      <label className="mt-5 flex items-center gap-2 border-t border-line pt-4">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            setOn(event.target.checked)
            setSingleKeys(event.target.checked)
          }}
        />
        Single-letter keys (switch off if you use speech input; everything is also a button)
      </label>
    </Dialog>
  )
}
