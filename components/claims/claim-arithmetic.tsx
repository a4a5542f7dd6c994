'use client'

import { useMemo, useState } from 'react'
import { callApi, sentenceOf } from '@/components/api'
import { optionsOf, Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toaster'
import {
  CALCULATION_LABELS,
  type Calculation,
  compute,
  FIGURES_OF,
  figuresIn,
  readFigure,
  UNITS,
  type UnitName,
} from '@/lib/core/arithmetic/arithmetic'
import type { ClaimView } from '@/lib/server/present/claim'

/** Computes on the figures of a claim; the calculation is kept as a note on how it was checked. */
export function ClaimArithmetic({ claim, onKept }: { claim: ClaimView; onKept: () => void }) {
  const toast = useToast()
  const found = useMemo(() => figuresIn(claim.quote), [claim.quote])
  const [calculation, setCalculation] = useState<Calculation>('change')
  const [unit, setUnit] = useState<UnitName>('mi-km')
  const [written, setWritten] = useState<readonly (string | undefined)[]>([])
  const [isBusy, setBusy] = useState(false)
  const names = FIGURES_OF[calculation]
  const figures = names.map((_, index) => written[index] ?? found[index] ?? '')
  const computed = compute(
    calculation,
    figures.map((one) => readFigure(one)),
    unit,
  )
  const keep = async () => {
    if (!computed) return
    setBusy(true)
    try {
      await callApi('POST', `/api/claims/${claim.id}/notes`, { kind: 'method', text: computed.kept })
      toast('The calculation is kept with the claim.')
      onKept()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <details
      className="text-[0.93rem]"
      // Opened, it is worked in.
      onToggle={(event) => event.currentTarget.open && document.getElementById('claim-recompute')?.focus()}
    >
      <summary id="claim-arithmetic" className="text-soft">
        Recompute
      </summary>
      <form
        className="mt-2 grid gap-2"
        aria-label="Recompute"
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
        }}
      >
        <Select id="claim-recompute" label="What" value={calculation} options={optionsOf(CALCULATION_LABELS)} onChange={setCalculation} />
        {calculation === 'unit' ? (
          <Select
            label="From → to"
            value={unit}
            options={(Object.keys(UNITS) as UnitName[]).map((name) => [name, UNITS[name].label] as const)}
            onChange={setUnit}
          />
        ) : null}
        <div className="grid grid-cols-2 gap-2">
          {names.map((name, index) => (
            <label key={name} className="min-w-0">
              <span className="label">{name}</span>
              <input
                className="input tabular"
                inputMode="decimal"
                value={figures[index]}
                aria-invalid={figures[index] !== '' && readFigure(figures[index] ?? '') === null ? true : undefined}
                onChange={(event) => setWritten(names.map((_, at) => (at === index ? event.target.value : written[at])))}
              />
            </label>
          ))}
        </div>
        <p className="tabular" role="status">
          {computed ? (
            <>
              <strong className="text-[1.1rem]">{computed.shown}</strong> <span className="hint">{computed.kept}</span>
            </>
          ) : (
            <span className="hint">Write figures as 1,234.5 or 38 million.</span>
          )}
        </p>
        <button type="submit" className="button justify-self-start" disabled={!computed || isBusy}>
          Keep it as a note
        </button>
      </form>
    </details>
  )
}
