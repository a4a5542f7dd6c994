import 'server-only'
import type { TextRange } from '@/lib/core/text/range'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { stepsBetween, withClaims } from '@/lib/editor/steps/document-steps'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { planInChild } from '@/lib/server/child/plan-in-child'
import { NOT_DONE, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/server/ids'
import type { VersionKind, VersionView, Writer } from '@/lib/server/present/version'
import type { Actor } from '@/lib/server/session'
import { type StepKind, type StepStamp, stepStamps } from '@/lib/server/store/article-log'
import { claimsOfArticle } from '@/lib/server/store/claims'
import { hasVersionName, insertNamedVersion, type NamedVersionRecord, namedVersions } from '@/lib/server/store/named-versions'
import type { OpenedId } from '@/lib/server/store/opened-id'
import { findPerson } from '@/lib/server/store/people'

/** A step's kind as a timeline tells it; null: nobody wrote anything. */
const KIND_OF_STEP: Record<StepKind, VersionKind | null> = {
  typed: 'typing',
  // Marking a claim puts a mark into the text.
  claim: null,
  edit: 'api',
  draft: 'draft',
  restore: 'restore',
  correction: 'correction',
}

/** Steps of one person with pauses shorter than this are one stretch of work, in ms. */
const PAUSE_MS = 10 * 60_000
/** Steps read for one page of the timeline. */
const STEPS_A_PAGE = 5_000

/** Who changed the text and when, newest first: stretches of work, not single keys. */
export async function listVersions(
  actor: Actor,
  articleId: string,
  before?: number,
): Promise<{ versions: VersionView[]; nextBefore: number | null }> {
  const open = await openArticle(actor, 'article.read', articleId)
  const { article } = open
  const until = Math.min(before ?? article.version, article.version)
  const stamps = await stepStamps(open.id, until, STEPS_A_PAGE)
  const names = await namedVersions(open.id)
  const versions: VersionView[] = []
  const reached = stamps[stamps.length - 1]?.version ?? 0
  const isNamedIn = (from: number, to: number) => (one: NamedVersionRecord) => one.version > from && one.version <= to
  for (const { first, last } of stretchesOf(stamps))
    versions.push({
      version: last.version + 1,
      from: first.version,
      kind: KIND_OF_STEP[last.kind] ?? 'typing',
      by: last.user,
      since: first.at.toISOString(),
      at: last.at.toISOString(),
      names: names.filter(isNamedIn(first.version, last.version + 1)).map(presentName),
    })
  // A version named where only claims were marked belongs to no stretch of work.
  const shown = new Set(versions.flatMap((one) => one.names.map((name) => name.name)))
  for (const named of names.filter(isNamedIn(reached, until)))
    if (!shown.has(named.name))
      versions.push({
        version: named.version,
        from: named.version,
        kind: 'named',
        by: named.createdBy,
        since: named.createdAt.toISOString(),
        at: named.createdAt.toISOString(),
        names: [presentName(named)],
      })
  versions.sort((a, b) => b.version - a.version)
  const isWhole = stamps.length < STEPS_A_PAGE
  if (isWhole)
    versions.push({
      version: 0,
      from: 0,
      kind: 'start',
      by: { id: article.createdById, name: (await findPerson(article.createdById))?.name ?? '' },
      since: article.createdAt.toISOString(),
      at: article.createdAt.toISOString(),
      names: names.filter((one) => one.version === 0).map(presentName),
    })
  return { versions, nextBefore: isWhole ? null : reached }
}

function presentName(named: NamedVersionRecord): VersionView['names'][number] {
  return { name: named.name, version: named.version, by: named.createdBy.name, at: named.createdAt.toISOString() }
}

function* stretchesOf(stamps: readonly StepStamp[]): Generator<{ first: StepStamp; last: StepStamp }> {
  let current: { first: StepStamp; last: StepStamp } | null = null
  for (const stamp of stamps) {
    if (KIND_OF_STEP[stamp.kind] === null) continue
    const { first } = current ?? {}
    const isSame =
      first?.user.id === stamp.user.id &&
      first.kind === stamp.kind &&
      // Typing goes on over pauses; what the server made at once is one stretch.
      (stamp.kind === 'typed' ? first.at.getTime() - stamp.at.getTime() < PAUSE_MS : first.at.getTime() === stamp.at.getTime())
    if (current && isSame) current.first = stamp
    else {
      if (current) yield current
      current = { first: stamp, last: stamp }
    }
  }
  if (current) yield current
}

/** Who but the actor changed the text after a version, the last first; of the last 5,000 steps. */
export async function othersSince(actor: Actor, articleId: OpenedId, version: number, until: number, tx?: Tx): Promise<Writer[]> {
  const writers = new Map<string, Writer>()
  for (const { version: at, kind, user, at: when } of await stepStamps(articleId, until, STEPS_A_PAGE, tx)) {
    if (at < version) break
    if (KIND_OF_STEP[kind] === null || user.id === actor.id || writers.has(user.id)) continue
    writers.set(user.id, { name: user.name, at: when.toISOString() })
  }
  return [...writers.values()]
}

/** Puts a bookmark on a version; the current one unless said. */
export async function nameVersion(
  actor: Actor,
  articleId: string,
  input: { readonly name: string; readonly version?: number | undefined },
) {
  const name = input.name.trim()
  const id = newId()
  return changeArticle(actor, 'version.name', articleId, async (change) => {
    const version = input.version ?? change.version
    if (version > change.version) throw new AppError('not-found', 'The article never had this version.')
    if (await hasVersionName(change.tx, change.id, name))
      throw new AppError('already-exists', `There is a version called “${name}” already. Choose another name.`)
    await insertNamedVersion(change.tx, { id, articleId: change.id, version, name, createdById: actor.id, createdAt: change.now })
    change.record({ name: 'version.named', subject: 'text', before: null, after: { name, version } })
    return { id, name, version, by: actor.name, at: change.now.toISOString() }
  })
}

const TRIES = 3

/**
 * Makes the text what it was at a version, as a new version in the actor's
 * name. Claims go where they stood; those made since go where their words are.
 * `seen` is the version the person looked at: when somebody else changed the
 * text after it, nothing is restored (`stale-version`, with their names).
 */
export async function restoreVersion(actor: Actor, articleId: string, version: number, seen?: number) {
  for (let attempt = 1; ; attempt++) {
    const open = await openArticle(actor, 'version.restore', articleId)
    const { article } = open
    const before = await open.document()
    if (version > article.version) throw new AppError('not-found', 'The article never had this version.')
    const old = await open.document(version)
    const known = new Set((await claimsOfArticle(open.id)).map((claim) => claim.id))
    const stood = claimRanges(old)
    const since = [...claimRanges(before)].filter(([id]) => !stood.has(id))
    const { carried, stale } = await planInChild({
      before: textOf(before),
      after: textOf(old),
      claims: new Map(since),
      personId: actor.id,
    })
    const places: (readonly [string, readonly TextRange[]])[] = [
      ...[...stood].filter(([id]) => known.has(id)),
      ...[...carried, ...stale].map(({ claimId, ranges }) => [claimId, ranges] as const),
    ]
    const steps = stepsBetween(before, withClaims(old, places))
    const restored = await changeArticle(actor, 'version.restore', articleId, async (change) => {
      if (change.article.version !== article.version) return NOT_DONE
      const others = seen === undefined ? [] : await othersSince(actor, change.id, seen, article.version, change.tx)
      if (others.length > 0)
        throw new AppError(
          'stale-version',
          `${others.map((one) => one.name).join(' and ')} changed the text after you opened this page. Nothing was restored; look again.`,
          { details: { others } },
        )
      await change.appendSteps(steps, { kind: 'restore' })
      change.record({
        name: 'version.restored',
        subject: 'text',
        before: { version: article.version, textHash: article.textHash },
        after: { version: change.version, restored: version },
      })
      return { version: change.version, restored: version, before: article.version }
    })
    if (restored !== NOT_DONE) return restored
    if (attempt >= TRIES)
      throw new AppError('stale-version', 'The article is being edited right now. Nothing was restored; try again in a moment.')
  }
}
