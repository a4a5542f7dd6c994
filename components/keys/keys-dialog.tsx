'use client'

import { useEffect, useState } from 'react'
import { type DeskKey, isRemappable, KEY_GROUPS } from '@/components/keys/desk-keys'
import { areSingleKeysOn, ownKeys, setOwnKey, setSingleKeys } from '@/components/keys/use-desk-keys'
import { Legend } from '@/components/review/legend'
import { Dialog } from '@/components/ui/dialog'

/** What the underlines mean, and every key there is. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [isOn, setOn] = useState(true)
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({})
  const [asked, setAsked] = useState<string | null>(null)
  useEffect(() => {
    if (!isOpen) return
    setOn(areSingleKeysOn())
    setOwn(ownKeys())
    setAsked(null)
  }, [isOpen])
  const give = (id: string, key: string | null) => {
    setOwnKey(id, key)
    setOwn(ownKeys())
    setAsked(null)
  }
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Legend and keys" width="56rem">
      <section>
        <h3 className="mb-2 font-semibold">What the underlines mean</h3>
        <Legend />
      </section>
      <div className="mt-5 grid gap-6 border-t border-line pt-4 md:grid-cols-2">
        {KEY_GROUPS.map((group) => (
          <section key={group.title}>
            <h3 className="mb-2 font-semibold">{group.title}</h3>
            <dl className="grid grid-cols-[9.5rem_1fr] gap-x-3 gap-y-1.5">
              {group.keys.map((key) => (
                <div key={key.id} className="contents">
                  <dt>
                    {isRemappable(group) ? (
                      <KeyButton
                        row={key}
                        own={own[key.id]}
                        isAsked={asked === key.id}
                        onAsk={() => setAsked(asked === key.id ? null : key.id)}
                        onGive={(next) => give(key.id, next)}
                      />
                    ) : (
                      // Two spaces stand between keys of which each does it.
                      <span className="flex flex-wrap gap-1">
                        {key.shown.split(/ {2,}/).map((one) => (
                          <span key={one} className="kbd whitespace-nowrap">
                            {one}
                          </span>
                        ))}
                      </span>
                    )}
                  </dt>
                  <dd className="text-soft">{key.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="hint mt-4">
        A key of the two letter groups can be changed: press it here, then the letter or sign you want. Press Backspace for its own again.
      </p>
      <label className="mt-3 flex items-center gap-2 border-t border-line pt-4">
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

interface KeyButtonProps {
  readonly row: DeskKey
  readonly own: string | undefined
  readonly isAsked: boolean
  readonly onAsk: () => void
  readonly onGive: (key: string | null) => void
}

function KeyButton({ row, own, isAsked, onAsk, onGive }: KeyButtonProps) {
  return (
    <button
      type="button"
      className={`kbd whitespace-nowrap ${isAsked ? 'outline-2 outline-accent' : ''}`}
      aria-label={isAsked ? `Press the new key for ${row.does}` : `${own ?? row.shown}: ${row.does}. Change the key`}
      onClick={onAsk}
      onKeyDown={(event) => {
        if (!isAsked || event.key === 'Tab' || event.key === 'Shift') return
        event.preventDefault()
        event.stopPropagation()
        if (event.key === 'Escape') onAsk()
        else if (event.key === 'Backspace' || event.key === 'Delete') onGive(null)
        else if ([...event.key].length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== ' ')
          onGive(event.shiftKey && !/\p{L}/u.test(event.key) ? `Shift+${event.key}` : event.key.toLowerCase())
      }}
    >
      {isAsked ? 'press …' : (own ?? row.shown)}
    </button>
  )
}
