'use client'

import { Editor } from '@tiptap/core'
import { useEffect, useRef, useState } from 'react'
import { LookSign } from '@/components/review/look-sign'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes, lookOf } from '@/lib/core/claim/look'
import { documentExtensions } from '@/lib/editor/document-extensions'
import { ClaimLooks } from '@/lib/editor/extensions/claim-looks/claim-looks'
import type { ClaimView } from '@/lib/server/present/claim'

/** An article as it was, to read: the page with its claims as they stood, and what was said of them. */
export function StaticArticle({ documentJson, claims }: { documentJson: string; claims: readonly ClaimView[] }) {
  const mount = useRef<HTMLDivElement>(null)
  const [picked, setPicked] = useState<readonly ClaimView[]>([])
  useEffect(() => {
    const element = mount.current
    if (!element) return
    const byId = new Map(claims.map((claim) => [claim.id, claim]))
    const editor = new Editor({
      element,
      editable: false,
      injectCSS: false,
      content: JSON.parse(documentJson) as object,
      extensions: [
        ...documentExtensions(),
        ClaimLooks.configure({
          source: {
            lookOf: (id) => {
              const claim = byId.get(id)
              return claim ? { look: lookOf(claim), number: claim.number } : null
            },
            activeId: () => null,
            passes: () => null,
          },
          onPick: (ids) => setPicked(ids.flatMap((id) => byId.get(id) ?? [])),
        }),
      ],
      editorProps: { attributes: { role: 'document', 'aria-label': 'The article at this version', tabindex: '0', dir: 'auto' } },
    })
    return () => editor.destroy()
  }, [documentJson, claims])
  return (
    <div className="grid gap-4">
      <div className="card overflow-hidden bg-paper" data-scroller>
        <div className="galley" style={{ paddingBlock: '2rem' }}>
          <div ref={mount} />
        </div>
      </div>
      <section aria-label="Claims as they stood" className="card">
        <h2 className="border-b border-line px-4 py-2 font-semibold">
          {claims.length === 0 ? 'No claims at this version' : `${claims.length} ${claims.length === 1 ? 'claim' : 'claims'} as they stood`}
        </h2>
        <ul className="divide-y divide-line">
          {claims.map((claim) => (
            <li
              key={claim.id}
              className={`flex items-baseline gap-2 px-4 py-1.5 ${picked.includes(claim) ? 'bg-accent-wash' : ''}`}
              aria-current={picked.includes(claim) ? 'true' : undefined}
            >
              <LookSign look={lookOf(claim)} isNamed={false} />
              <span className="tabular font-semibold">{claimName(claim.number)}</span>
              <span className="font-serif" dir="auto">
                {claim.quote}
              </span>
              <span className={`look-${lookOf(claim)} ml-auto text-[0.9rem]`}>{describeAxes(claim)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
