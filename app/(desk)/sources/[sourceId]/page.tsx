import type { Metadata } from 'next'
import Link from 'next/link'
import { LookSign } from '@/components/review/look-sign'
import { EditSource } from '@/components/sources/edit-source'
import { LinkCheck } from '@/components/sources/link-check'
import { MergeSource } from '@/components/sources/merge-source'
import { SourceCaptures } from '@/components/sources/source-captures'
import { Page } from '@/components/ui/page'
import { claimName } from '@/lib/core/claim/claim'
import { type ClaimAxes, describeAxes, lookOf } from '@/lib/core/claim/look'
import { DIRECTNESS_LABELS, type Directness, RELIABILITY_LABELS, STANCE_LABELS, type Stance } from '@/lib/core/evidence/evidence'
import { cite, SOURCE_TYPE_LABELS, STANDING_LABELS } from '@/lib/core/evidence/source'
import { can } from '@/lib/core/permissions/policy'
import { orNotFound, requireActor } from '@/lib/server/boundary/page-session'
import { readCaptures } from '@/lib/server/use-cases/evidence/capture-source'
import { readLinkChecks } from '@/lib/server/use-cases/evidence/check-link'
import { knownSources } from '@/lib/server/use-cases/evidence/look-up-source'
import { readSource } from '@/lib/server/use-cases/evidence/write-sources'

export const metadata: Metadata = { title: 'Source' }

export default async function SourcePage({ params }: { params: Promise<{ sourceId: string }> }) {
  const actor = await requireActor('article.read')
  const { claims, merged, mergedInto, ...source } = await orNotFound(readSource(actor, (await params).sourceId))
  const canMerge = can(actor, 'source.merge') && !source.isHidden && !mergedInto
  const known = canMerge ? await knownSources(actor, { url: source.URL, doi: source.DOI, title: source.title }) : []
  const [lastCheck = null] = source.isHidden ? [] : await readLinkChecks(actor, source.id)
  const lost = new Set(lastCheck?.lostQuotes)
  const facts: [string, string | null][] = [
    ['Kind', SOURCE_TYPE_LABELS[source.type]],
    ['Cited as', cite(source)],
    ['DOI', source.DOI],
    ['Seen on', source.accessed],
    ['Archive', source.archive],
    ['Reliability', source.reliability ? RELIABILITY_LABELS[source.reliability] : null],
    ['Independence group', source.independenceGroup],
    [
      'Confidential',
      source.confidential ? `Yes; called “${source.publicLabel || 'Confidential source'}” in reports for the author and the public` : null,
    ],
    ['Added by', source.createdBy.name],
  ]
  return (
    <Page title={source.title} actions={can(actor, 'source.write') && !mergedInto ? <EditSource source={source} /> : null}>
      {mergedInto ? (
        <p className="notice mb-4">
          This entry turned out to be{' '}
          <Link className="link" href={`/sources/${mergedInto.id}`}>
            {mergedInto.title}
          </Link>
          ; what rested on it rests on that one. They can be parted there.
        </p>
      ) : null}
      {source.standing ? (
        <p className="notice notice-bad mb-4">
          <strong>{STANDING_LABELS[source.standing]}.</strong> {source.standingNote} What rests on it is to be looked at again and decided
          anew.
        </p>
      ) : null}
      <dl className="card mb-6 grid grid-cols-[9rem_1fr] gap-x-4 gap-y-1.5 p-5">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-soft">{name}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        {[
          ['Address', source.URL],
          ['Archived copy', source.archivedUrl],
        ].map(([name, url]) =>
          url ? (
            <div key={name} className="contents">
              <dt className="text-soft">{name}</dt>
              <dd>
                <a className="link break-all" href={url} target="_blank" rel="noreferrer">
                  {url}
                </a>
              </dd>
            </div>
          ) : null,
        )}
      </dl>
      {source.isHidden ? null : (
        <>
          {source.URL ? (
            <LinkCheck sourceId={source.id} address={source.URL} last={lastCheck} canCheck={can(actor, 'source.write')} />
          ) : null}
          <SourceCaptures
            sourceId={source.id}
            address={source.URL}
            captures={await readCaptures(actor, source.id)}
            canWrite={can(actor, 'source.write')}
          />
        </>
      )}
      <h2 className="mb-2 text-lg font-semibold">Claims resting on it</h2>
      {claims.length === 0 ? (
        <p className="card p-6 text-soft">No claim rests on this source yet.</p>
      ) : (
        <ul className="card divide-y divide-line">
          {claims.map((claim) => (
            <li key={claim.evidence.id} className="grid gap-1 px-4 py-2.5">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <LookSign look={lookOf(claim as ClaimAxes)} isNamed={false} />
                <Link className="tabular font-semibold hover:underline" href={`/articles/${claim.article.id}?claim=${claim.number}`}>
                  {claimName(claim.number)}
                </Link>
                <span className="hint">
                  {STANCE_LABELS[claim.evidence.stance as Stance]},{' '}
                  {DIRECTNESS_LABELS[claim.evidence.directness as Directness].toLowerCase()} · {describeAxes(claim as ClaimAxes)} ·{' '}
                  {claim.article.title}
                </span>
                {lost.has(claim.evidence.id) ? <strong className="text-wrong">✗ Its quote no longer stands there</strong> : null}
              </p>
              <p className="font-serif text-[1.05rem]" dir="auto">
                {claim.quote}
              </p>
            </li>
          ))}
        </ul>
      )}
      {mergedInto ? null : (
        <MergeSource
          source={{ id: source.id, title: source.title }}
          known={known.filter((one) => one.id !== source.id)}
          merged={merged}
          canMerge={canMerge}
        />
      )}
    </Page>
  )
}
