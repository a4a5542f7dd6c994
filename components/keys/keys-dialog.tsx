'use client'

import { useEffect, useState } from 'react'
import { KEY_GROUPS } from '@/components/keys/desk-keys'
import { areSingleKeysOn, setSingleKeys } from '@/components/keys/use-desk-keys'
import { Legend } from '@/components/review/legend'
import { Dialog } from '@/components/ui/dialog'

/** Every key there is, and what the underlines mean. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [isOn, setOn] = useState(true)
  useEffect(() => {
    if (isOpen) setOn(areSingleKeysOn())
  }, [isOpen])
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keys and legend" width="52rem">
      <div className="grid gap-6 md:grid-cols-2">
        {KEY_GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <h3 className="mb-2 font-semibold">{title}</h3>
            <dl className="grid grid-cols-[9.5rem_1fr] gap-x-3 gap-y-1.5">
              {keys.map(({ shown, does }) => (
                <div key={shown} className="contents">
                  <dt>
                    <span className="kbd whitespace-nowrap">{shown}</span>
                  </dt>
                  <dd className="text-soft">{does}</dd>
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
