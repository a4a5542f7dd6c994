'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { BulkBar } from '@/components/review/bulk-bar'
import { LookSign } from '@/components/review/look-sign'
import { Time } from '@/components/ui/time'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes, lookOf } from '@/lib/core/claim/look'
import type { Role } from '@/lib/core/permissions/policy'
import { canChangeField } from '@/lib/core/workflow/judge-change'
import type { BoardClaimView } from '@/lib/server/present/claim'

interface Props {
  readonly claims: readonly BoardClaimView[]
  readonly actor: { readonly id: string; readonly role: Role }
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/**
 * The rows of the board. J and K go through them, Enter opens one as on any
 * link, X picks one, Shift+X everything from the row picked before, and Escape
 * lets go; what is picked is changed together, and Z takes that back.
 */
export function BoardTable({ claims, actor, people }: Props) {
  const router = useRouter()
  const canPick = canChangeField(actor, 'priority') || canChangeField(actor, 'state')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const lastPicked = useRef<number | null>(null)
  const lastUndo = useRef<(() => void) | null>(null)
  const table = useRef<HTMLTableElement>(null)
  // Claims that went from the page are no longer picked.
  const chosen = useMemo(() => claims.filter((claim) => picked.has(claim.id)), [claims, picked])

  const pick = useCallback(
    (row: number, isUpTo: boolean) => {
      const claim = claims[row]
      if (!claim) return
      // Read now: the state is worked out later.
      const since = lastPicked.current
      setPicked((before) => {
        const next = new Set(before)
        const isOn = !before.has(claim.id)
        const [from, to] = isUpTo && since !== null ? [Math.min(row, since), Math.max(row, since)] : [row, row]
        for (const { id } of claims.slice(from, to + 1)) {
          if (isOn || isUpTo) next.add(id)
          else next.delete(id)
        }
        return next
      })
      lastPicked.current = row
    },
    [claims],
  )

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      if (target.closest('input:not([type="checkbox"]), select, textarea, [role="menu"], [role="listbox"], [role="dialog"]')) return
      const rows = [...(table.current?.querySelectorAll<HTMLElement>('[data-board-row]') ?? [])]
      const row = target.closest('tr')
      const at = rows.findIndex((one) => row?.contains(one))
      const key = event.key.toLowerCase()
      if (key === 'escape' && picked.size > 0) setPicked(new Set())
      else if (key === 'x' && canPick && at >= 0) pick(at, event.shiftKey)
      else if (key === 'z' && lastUndo.current) lastUndo.current()
      else if ((key === 'j' || key === 'k') && rows.length > 0) {
        const next = rows[key === 'j' ? Math.min(rows.length - 1, at + 1) : Math.max(0, at - 1)]
        next?.focus()
        next?.scrollIntoView({ block: 'nearest' })
      } else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [pick, picked, canPick])

  return (
    <>
      {chosen.length > 0 ? (
        <BulkBar
          claims={chosen}
          actor={actor}
          people={people}
          onClear={() => {
            setPicked(new Set())
            table.current?.querySelector<HTMLElement>('[data-board-row]')?.focus()
          }}
          onChanged={(undo) => {
            lastUndo.current = undo
            router.refresh()
          }}
        />
      ) : null}
      <div className="card overflow-x-auto">
        <table className="data-table" ref={table}>
          <thead>
            <tr>
              {canPick ? (
                <th scope="col">
                  <input
                    type="checkbox"
                    aria-label="Pick all claims of this page"
                    checked={chosen.length === claims.length}
                    onChange={(event) => setPicked(event.target.checked ? new Set(claims.map((claim) => claim.id)) : new Set())}
                  />
                </th>
              ) : null}
              <th scope="col">Claim</th>
              <th scope="col">Words</th>
              <th scope="col">State</th>
              <th scope="col">Assignee</th>
              <th scope="col">Article</th>
              <th scope="col">Last changed</th>
            </tr>
          </thead>
          <tbody>
            {claims.map((claim, row) => (
              <tr key={claim.id} aria-selected={canPick ? picked.has(claim.id) : undefined}>
                {canPick ? (
                  <td>
                    <input
                      type="checkbox"
                      aria-label={`Pick ${claimName(claim.number)} of ${claim.article.title}`}
                      checked={picked.has(claim.id)}
                      onChange={(event) => pick(row, (event.nativeEvent as MouseEvent).shiftKey === true)}
                    />
                  </td>
                ) : null}
                <td className="tabular whitespace-nowrap">
                  <LookSign look={lookOf(claim)} isNamed={false} />{' '}
                  <Link
                    data-board-row
                    className="font-semibold hover:underline"
                    href={`/articles/${claim.article.id}?claim=${claim.number}`}
                  >
                    {claimName(claim.number)}
                  </Link>
                </td>
                <td className="min-w-72 font-serif text-[1.05rem]" dir="auto">
                  <span className="line-clamp-2">{claim.quote}</span>
                </td>
                <td className={`look-${lookOf(claim)} font-medium`}>{describeAxes(claim)}</td>
                <td className="text-soft">{claim.assignee?.name ?? ''}</td>
                <td className="max-w-52 text-soft">
                  <span className="line-clamp-2">{claim.article.title}</span>
                </td>
                <td className="text-soft">
                  <Time at={claim.updatedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
