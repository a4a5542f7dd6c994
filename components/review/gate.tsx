'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import { ApiError, callApi, sentenceOf } from '@/components/api'
import { Select } from '@/components/ui/select'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toaster'
import { useDraft } from '@/components/ui/use-draft'
import { can, type Role } from '@/lib/core/permissions/policy'
import { BLOCKER_KINDS, BLOCKER_LABELS, type Blocker, type BlockerKind, isLetPass } from '@/lib/core/workflow/blockers'
import { ownSignOffRole, SIGN_OFF_LABELS, type SignOffRole } from '@/lib/core/workflow/sign-off'
import type { ReadinessView, SignOffView } from '@/lib/server/present/sign-off'

interface Props {
  readonly articleId: string
  readonly readiness: ReadinessView
  readonly claims: readonly { readonly id: string; readonly number: number }[]
  /** The roles this person may sign for. */
  readonly roles: readonly SignOffRole[]
  readonly actor: { readonly id: string; readonly role: Role }
}

/** What stands open, each a link; who signed for which text; and the signature. */
export function Gate({ articleId, readiness, claims, roles, actor }: Props) {
  const router = useRouter()
  const { blockers, signOffs, version } = readiness
  // Reasons are kept in this browser until they are signed with.
  const kept = useDraft(`let-pass-${articleId}`)
  // What this person let pass before is let pass with the same words, unless they say otherwise.
  const written = useMemo(() => readPassed(kept.text), [kept.text])
  const passed = useMemo(
    () => ({ ...earlierReasons(readiness, actor.id), ...stillSaid(written, readiness.blockers) }),
    [written, readiness, actor.id],
  )
  const pass = (reasons: Readonly<Record<string, string>>) => {
    const said = blockers.flatMap(({ id, message }) => (reasons[id] === undefined ? [] : [[id, { message, reason: reasons[id] }] as const]))
    kept.write(JSON.stringify({ ...written, ...Object.fromEntries(said) }))
  }
  const holding = signOffs.filter((one) => !one.isVoid && !one.withdrawn)
  const numbers = useMemo(() => new Map(claims.map((claim) => [claim.id, claim.number])), [claims])
  const left = blockers.filter((one) => !passed[one.id]?.trim())
  const groups = BLOCKER_KINDS.map((kind) => [kind, blockers.filter((one) => one.kind === kind)] as const).filter(
    ([, all]) => all.length > 0,
  )
  const canPass = roles.length > 0
  // Escape leads back to where one came from, out of a field first.
  useEffect(() => {
    const back = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.key !== 'Escape' || event.defaultPrevented || target.closest('[role="dialog"], [role="menu"]')) return
      if (target.matches('input, textarea, select')) document.getElementById('gate-state')?.focus()
      else router.push(`/articles/${articleId}`)
    }
    addEventListener('keydown', back)
    return () => removeEventListener('keydown', back)
  }, [articleId, router])
  return (
    <section aria-labelledby="gate" className="mb-8 grid gap-4">
      <h2 id="gate" className="sr-only">
        Readiness
      </h2>
      <p id="gate-state" tabIndex={-1} className={`notice ${blockers.length === 0 ? 'notice-good' : ''}`} role="status">
        {blockers.length === 0 ? (
          <>
            <strong>Nothing stands open.</strong> This text, version {version}, can be signed off.
          </>
        ) : (
          <>
            <strong className="tabular">{blockers.length === 1 ? 'One thing stands open' : `${blockers.length} things stand open`}</strong>{' '}
            in version {version}
            {holding.length > 0 ? `, ${saidOf(blockers, holding)}` : ''}:{' '}
            {groups.map(([kind, all]) => `${BLOCKER_LABELS[kind].toLowerCase()} ${all.length}`).join(' · ')}
          </>
        )}
      </p>
      {groups.map(([kind, all]) => (
        <BlockerGroup
          key={kind}
          articleId={articleId}
          kind={kind}
          blockers={all}
          numbers={numbers}
          passed={passed}
          onPass={canPass ? pass : null}
        />
      ))}
      {roles.length > 0 ? (
        <SignForm
          articleId={articleId}
          readiness={readiness}
          roles={roles}
          actor={actor}
          passed={passed}
          left={left.length}
          onSigned={() => kept.clear()}
        />
      ) : null}
      <SignOffs articleId={articleId} version={version} signOffs={signOffs} actor={actor} />
    </section>
  )
}

/** Who signed, and how much of what stands open they let pass: the rest came to stand open since. */
function saidOf(blockers: readonly Blocker[], holding: ReadinessView['signOffs']): string {
  const passed = blockers.filter((one) => isLetPass(holding, one)).length
  const names = [...new Set(holding.map((one) => one.by.name))].join(', ')
  if (passed === blockers.length) return `let pass and signed for by ${names}`
  return `signed by ${names}, who let ${passed === 0 ? 'none' : passed} of it pass; ${blockers.length - passed} stand${blockers.length - passed === 1 ? 's' : ''} open since`
}

/** Reasons of this person's newest signature, by blocker, where it stands open in the very words it was let pass in. */
function earlierReasons({ signOffs, blockers }: ReadinessView, actorId: string): Readonly<Record<string, string>> {
  const newest = signOffs.filter((one) => one.by.id === actorId && !one.withdrawn).toSorted((a, b) => b.at.localeCompare(a.at))[0]
  const isSame = (blocker: string, message: string) => blockers.some((one) => one.id === blocker && one.message === message)
  const same = (newest?.exceptions ?? []).filter(({ blocker, message }) => isSame(blocker, message))
  return Object.fromEntries(same.map(({ blocker, reason }) => [blocker, reason]))
}

/** A reason, and the words of the blocker it was given for. */
interface Passed {
  readonly message: string
  readonly reason: string
}

function readPassed(kept: string): Readonly<Record<string, Passed>> {
  try {
    return JSON.parse(kept || '{}') as Record<string, Passed>
  } catch {
    return {}
  }
}

/** Reasons written here for what stands open in the very same words. */
function stillSaid(written: Readonly<Record<string, Passed>>, blockers: readonly Blocker[]): Readonly<Record<string, string>> {
  const same = blockers.filter(({ id, message }) => written[id]?.message === message)
  return Object.fromEntries(same.map(({ id }) => [id, written[id]?.reason ?? '']))
}

interface GroupProps {
  readonly articleId: string
  readonly kind: BlockerKind
  readonly blockers: readonly Blocker[]
  readonly numbers: ReadonlyMap<string, number>
  readonly passed: Readonly<Record<string, string>>
  /** Reasons by blocker. */
  readonly onPass: ((reasons: Readonly<Record<string, string>>) => void) | null
}

function BlockerGroup({ articleId, kind, blockers, numbers, passed, onPass }: GroupProps) {
  const where = ({ claimId, kind }: Blocker) => {
    const number = claimId ? numbers.get(claimId) : undefined
    if (number !== undefined) return `/articles/${articleId}?claim=${number}`
    return kind === 'reply' ? '#replies' : `/articles/${articleId}`
  }
  return (
    <div className="card">
      <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2">
        <h3 className="tabular flex-1 basis-48 font-semibold">
          {BLOCKER_LABELS[kind]} ({blockers.length})
        </h3>
        {onPass && blockers.length > 1 ? (
          <input
            className="input w-64"
            aria-label={`Why all of these are let pass: ${BLOCKER_LABELS[kind]}`}
            placeholder="Let all of these pass: why"
            maxLength={2_000}
            dir="auto"
            onChange={(event) => onPass(Object.fromEntries(blockers.map(({ id }) => [id, event.target.value])))}
          />
        ) : null}
      </div>
      <ul className="divide-y divide-line">
        {blockers.map((blocker) => (
          <li key={blocker.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <Link className="min-w-0 flex-1 basis-72 hover:underline" href={where(blocker)} dir="auto">
              {blocker.message}
            </Link>
            {onPass ? (
              <input
                className="input w-64"
                aria-label={`Why this is let pass: ${blocker.message}`}
                placeholder="Let it pass: why"
                value={passed[blocker.id] ?? ''}
                maxLength={2_000}
                dir="auto"
                onChange={(event) => onPass({ [blocker.id]: event.target.value })}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface SignProps {
  readonly articleId: string
  readonly readiness: ReadinessView
  readonly roles: readonly SignOffRole[]
  readonly actor: Props['actor']
  readonly passed: Readonly<Record<string, string>>
  /** Blockers that are not let pass. */
  readonly left: number
  readonly onSigned: () => void
}

function SignForm({ articleId, readiness, roles, actor, passed, left, onSigned }: SignProps) {
  const router = useRouter()
  const toast = useToast()
  const own = ownSignOffRole(actor.role)
  const [role, setRole] = useState<SignOffRole>(own && roles.includes(own) ? own : (roles[0] as SignOffRole))
  const [isBusy, setBusy] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  // By key from the article one comes to sign, or to see what is in the way.
  useEffect(() => {
    if (location.hash !== '#sign') return
    if (button.current?.disabled === false) button.current.focus()
    else document.getElementById('gate-state')?.focus()
  }, [])
  const given = readiness.signOffs.filter((one) => one.role === role && one.by.id === actor.id && !one.isVoid && !one.withdrawn)
  // What came to stand open since is signed for anew.
  const isSigned = given.length > 0 && readiness.blockers.every((one) => isLetPass(given, one))
  const sign = async () => {
    setBusy(true)
    try {
      const exceptions = readiness.blockers.flatMap(({ id }) => {
        const reason = passed[id]?.trim()
        return reason ? [{ blocker: id, reason }] : []
      })
      await callApi<SignOffView>('POST', `/api/articles/${articleId}/sign-offs`, { role, textHash: readiness.textHash, exceptions })
      onSigned()
      toast(`Signed off as ${SIGN_OFF_LABELS[role].toLowerCase()}, for exactly this text.`)
      router.refresh()
    } catch (error) {
      toast(sentenceOf(error), { tone: 'bad' })
      // What stands open, or the text, is another than this page shows.
      if (error instanceof ApiError && error.status === 409) router.refresh()
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="card flex flex-wrap items-end gap-3 p-4"
      aria-label="Sign off"
      onSubmit={(event) => {
        event.preventDefault()
        void sign()
      }}
    >
      {roles.length > 1 ? (
        <div className="w-44">
          <Select label="As" value={role} options={roles.map((one) => [one, SIGN_OFF_LABELS[one]] as const)} onChange={setRole} />
        </div>
      ) : null}
      <button ref={button} type="submit" className="button button-primary" disabled={isBusy || left > 0 || isSigned}>
        Sign off as {SIGN_OFF_LABELS[role].toLowerCase()}
      </button>
      <p className="hint flex-1 basis-64">
        {isSigned
          ? 'You have signed for this text.'
          : left > 0
            ? `${left === 1 ? 'One thing is' : `${left} things are`} neither settled nor let pass with a reason.`
            : 'For exactly this text; the signature is void as soon as a word of it changes, and holds again when that is undone.'}{' '}
        <code title={readiness.textHash}>{readiness.textHash.slice(0, 12)}</code>
      </p>
    </form>
  )
}

interface SignOffsProps {
  readonly articleId: string
  /** The version the article is at now. */
  readonly version: number
  readonly signOffs: readonly SignOffView[]
  readonly actor: Props['actor']
}

function SignOffs({ articleId, version, signOffs, actor }: SignOffsProps) {
  const router = useRouter()
  const toast = useToast()
  if (signOffs.length === 0) return <p className="text-soft">Nobody has signed this article off yet.</p>
  const withdraw = (one: SignOffView) =>
    callApi('DELETE', `/api/articles/${articleId}/sign-offs/${one.id}`).then(
      () => {
        toast('Withdrawn. The history keeps both.')
        router.refresh()
      },
      (error) => toast(sentenceOf(error), { tone: 'bad' }),
    )
  return (
    <ul className="card divide-y divide-line" aria-label="Sign-offs">
      {signOffs.map((one) => (
        <li key={one.id} className="grid gap-1 px-4 py-2">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <strong>{SIGN_OFF_LABELS[one.role]}</strong> {one.by.name}, <Time at={one.at} />
            <span className="tabular">version {one.version}</span>
            {one.withdrawn ? (
              <span className="text-soft">
                withdrawn by {one.withdrawn.by.name}, <Time at={one.withdrawn.at} />
              </span>
            ) : one.isVoid ? (
              <span className="font-semibold text-wrong">
                void: the text is another one now.{' '}
                <Link className="link" href={`/articles/${articleId}/versions?from=${one.version}&to=${version}`}>
                  What changed
                </Link>
              </span>
            ) : (
              <span className="font-semibold text-checked">✓ holds for this text</span>
            )}
            {!one.withdrawn && can(actor, 'sign-off.withdraw', { writtenBy: one.by.id }) ? (
              <button type="button" className="button button-small button-quiet ms-auto" onClick={() => void withdraw(one)}>
                Withdraw
              </button>
            ) : null}
          </p>
          {one.exceptions.map((exception) => (
            <p key={exception.blocker} className="hint" dir="auto">
              Let pass: {exception.message} <em>{exception.reason}</em>
            </p>
          ))}
        </li>
      ))}
    </ul>
  )
}
