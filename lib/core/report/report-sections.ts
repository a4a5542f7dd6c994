import type { ArticleSnapshot, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { claimName } from '@/lib/core/claim/claim'
import { DISMISSAL_LABELS, type DismissalReason } from '@/lib/core/coverage/dismissal'
import { CHANNEL_LABELS, SAID_LABELS, TERMS_LABELS } from '@/lib/core/evidence/contact'
import { saysOf } from '@/lib/core/history/events'
import { ERRATUM_CAUSE_LABELS, ERRATUM_KIND_LABELS } from '@/lib/core/publication/erratum'
import { correctionFacts, reportTime } from '@/lib/core/report/report-text'
import { inThousands } from '@/lib/core/text/in-thousands'
import { USE_LABELS } from '@/lib/core/workflow/right-of-reply'
import { SIGN_OFF_LABELS } from '@/lib/core/workflow/sign-off'

/** What a report tells around the claims: every format writes these in its own way, in this order. */
export interface ReportSection {
  /** For anchors. */
  readonly id: string
  readonly heading: string
  readonly items: readonly { readonly text: string; readonly by: string }[]
}

/** The sections that have something to tell. */
export function reportSections(snapshot: ArticleSnapshot): ReportSection[] {
  return [
    { id: 'passed', heading: 'Let pass at the sign-off', items: passed(snapshot) },
    { id: 'published', heading: 'Published', items: published(snapshot) },
    { id: 'errata', heading: 'Errors in what was published', items: errata(snapshot) },
    { id: 'queries', heading: 'Questions to the author', items: queries(snapshot) },
    { id: 'proposals', heading: 'Words proposed for the text', items: proposals(snapshot) },
    { id: 'dismissals', heading: 'Waved away by name', items: dismissals(snapshot) },
    { id: 'contacts', heading: 'Who was asked', items: contacts(snapshot) },
    { id: 'replies', heading: 'Right of reply', items: replies(snapshot) },
    { id: 'trail', heading: 'What happened', items: trail(snapshot) },
    { id: 'method', heading: 'How this was checked', items: method(snapshot) },
  ].filter(({ items }) => items.length > 0)
}

const joined = (...parts: readonly (string | null | undefined | false)[]) => parts.filter(Boolean).join(' · ')

function passed({ limits }: ArticleSnapshot): ReportSection['items'] {
  return limits.signOffs.flatMap(({ role, exceptions }) =>
    exceptions.map(({ message, reason }) => ({ text: message, by: joined(SIGN_OFF_LABELS[role], reason) })),
  )
}

function published({ record }: ArticleSnapshot): ReportSection['items'] {
  return record.publications.map(({ address, place, at, version, isOutdated }) => ({
    text: joined(place, address),
    by: joined(reportTime(at), `version ${version}`, isOutdated && 'the text here has been changed since'),
  }))
}

function errata({ record }: ArticleSnapshot): ReportSection['items'] {
  return record.errata.map(({ claim, source, kind, wrong, right, cause, causeNote, notice, printedAt }) => ({
    text: [wrong && `“${wrong}” should be “${right}”.`, notice].filter(Boolean).join(' '),
    by: joined(
      ERRATUM_KIND_LABELS[kind],
      claim !== null && claimName(claim),
      cause && [ERRATUM_CAUSE_LABELS[cause], causeNote].filter(Boolean).join(': '),
      source && `source: ${source}`,
      printedAt ? `noted for readers ${reportTime(printedAt)}` : 'readers were not told yet',
    ),
  }))
}

function queries({ claims }: ArticleSnapshot): ReportSection['items'] {
  return claims.flatMap((claim) =>
    claim.notes
      .filter((note) => note.kind === 'author-query' && note.replyToId === null)
      .map((query) => {
        const answers = claim.notes.filter((note) => note.replyToId === query.id)
        return {
          text: [query.text, ...answers.map((answer) => `${answer.by || 'Answer'}: ${answer.text}`)].join('\n'),
          by: joined(claimName(claim.number), query.by, reportTime(query.at), answers.length === 0 && 'not answered'),
        }
      }),
  )
}

function proposals({ record }: ArticleSnapshot): ReportSection['items'] {
  return record.proposals.map((one) => ({
    text: `“${one.before}” → ${one.after ? `“${one.after}”` : 'left out'}`,
    by: joined(correctionFacts(one), one.state === 'proposed' && (one.place ? 'not decided' : 'not decided; the words were changed since')),
  }))
}

function dismissals({ record }: ArticleSnapshot): ReportSection['items'] {
  return record.dismissals.map(({ quote, reason, note, by, at }) => ({
    text: quote,
    by: joined(DISMISSAL_LABELS[reason as DismissalReason] ?? reason, note, by, reportTime(at)),
  }))
}

function contacts({ record }: ArticleSnapshot): ReportSection['items'] {
  return record.contacts.map(({ name, role, channel, terms, at, summary, answers }) => ({
    text: [
      [name, role].filter(Boolean).join(', '),
      summary,
      ...answers.map(({ claim, said, words }) => `${claimName(claim)}: ${SAID_LABELS[said].toLowerCase()}${words ? `: “${words}”` : ''}`),
    ]
      .filter(Boolean)
      .join('\n'),
    by: joined(CHANNEL_LABELS[channel], TERMS_LABELS[terms].toLowerCase(), reportTime(at)),
  }))
}

function replies({ record }: ArticleSnapshot): ReportSection['items'] {
  return record.replies.map(({ party, criticism, claims, channel, askedAt, deadline, answer, answeredAt, used, closedReason, open }) => ({
    text: [`${party}: ${criticism}`, answer && `“${answer}”`].filter(Boolean).join('\n'),
    by: joined(
      claims.map(claimName).join(', '),
      askedAt ? `asked ${reportTime(askedAt)}` : 'not asked',
      channel,
      deadline && `to answer by ${reportTime(deadline)}`,
      answeredAt && `answered ${reportTime(answeredAt)}`,
      used && USE_LABELS[used].toLowerCase(),
      closedReason && `closed: ${closedReason}`,
      open && `OPEN: ${open}`,
    ),
  }))
}

function trail({ record }: ArticleSnapshot): ReportSection['items'] {
  const told = record.trail.map(({ at, by, action, claim }) => ({
    text: `${by || 'Tickmark'} ${saysOf(action, claim === null ? null : claimName(claim))}`,
    by: reportTime(at),
  }))
  if (record.more > 0) told.push({ text: `${inThousands(record.more)} earlier entries stand in the history of the desk.`, by: '' })
  return told
}

function method({ audience, record }: ArticleSnapshot): ReportSection['items'] {
  const lines = [
    'A claim is a stretch of the text that states something checkable. An outcome is a decision of a person on exactly the words quoted; where the words were changed later, the claim says so.',
    'A tick means checked and right. Any other outcome has a sign of its own and is never counted with the ticks.',
    'Coverage counts the sentences in which rules found something to check. It is a floor, not proof that nothing else is in them.',
    'A quotation is looked up word for word in the copy kept of its source, and what differs is named.',
  ]
  if (audience !== 'public' && record.trail.length > 0)
    lines.push('Every change is an entry of a chain of hashes; the desk can prove that none was altered afterwards.')
  return lines.map((text) => ({ text, by: '' }))
}

/** The claims that rest on a source: "C1, C4". */
export function restingOn(claims: readonly SnapshotClaim[], sourceId: string): string {
  return claims
    .filter((claim) => claim.evidence.some((evidence) => evidence.sourceId === sourceId))
    .map((claim) => claimName(claim.number))
    .join(', ')
}
