import { type ArticleSnapshot, SNAPSHOT_SCHEMA, type SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { claimRanges, quoteAt } from '@/lib/editor/queries/claim-ranges'
import { textOf } from '@/lib/editor/text-map'
import { doc, headline, p } from '@/tests/support/writing'

/** What nobody wants to see run, in a report. */
export const HOSTILE = '</script><img src=x onerror=alert(1)> =1+1 & "quoted"'

/** A snapshot with claims that overlap, nest and run over paragraphs, and a confidential source. */
export function snapshot(): ArticleSnapshot {
  // The vocabulary closes marks per paragraph; claim d runs over two of them.
  const article = doc(
    headline('A [a:first time] head'),
    p('One [b:two [c:three] four] five.'),
    p('It [d:runs over]'),
    p('[d:two paragraphs] here.'),
    p(`${HOSTILE} [e:end]`),
  )
  const text = textOf(article)
  const claims = [...claimRanges(article)].map(
    ([claimId, ranges], index): SnapshotClaim => ({
      id: claimId,
      number: index + 1,
      ranges,
      quote: quoteAt(text, ranges),
      prefix: '',
      suffix: '',
      type: 'number',
      priority: 'high',
      state: 'checked',
      outcome: 'confirmed',
      verdict: index === 0 ? ('mostly-false' as const) : null,
      confidence: 'high',
      confidenceReason: HOSTILE,
      evidenceOverride: index === 4 ? `Everybody heard it ${HOSTILE}` : null,
      confidenceBy: 'Tomas',
      freshness: 'fresh',
      legalKind: null,
      recheckOn: null,
      dueOn: null,
      legalFlag: true,
      statement: null,
      tags: [],
      assignee: null,
      decision: { quote: quoteAt(text, ranges), sentence: quoteAt(text, ranges), by: 'Tomas', at: '2026-01-02T03:04:05.000Z', version: 3 },
      change: null,
      createdBy: 'Ines',
      createdAt: '2026-01-01T00:00:00.000Z',
      notes: [{ id: 'n', kind: 'note', text: `first\nsecond ${HOSTILE}`, replyToId: null, by: 'Ines', at: '2026-01-01T00:00:00.000Z' }],
      evidence: [
        {
          sourceId: 's',
          stance: 'supports',
          directness: 'primary',
          credibility: 1,
          quote: 'secret words',
          locator: 'p. 1',
          note: null,
          isToBeConfirmed: false,
          by: 'Tomas',
          at: '2026-01-02T00:00:00.000Z',
          proof: { kind: 'absent' },
        },
      ],
      checklist: index === 0 ? [{ item: 'Recomputed: how?', answer: `Counted ${HOSTILE}`, by: 'Tomas' }] : [],
      blindChecks:
        index === 0
          ? [
              {
                by: 'Cleo',
                at: '2026-01-02T05:00:00.000Z',
                outcome: 'wrong' as const,
                firstOutcome: 'confirmed' as const,
                reason: `Counted anew ${HOSTILE}`,
                settled: { by: 'Ines', outcome: 'confirmed' as const, reason: 'The register says so' },
              },
            ]
          : [],
      corrections: [
        {
          place: null,
          before: 'four',
          after: `4 ${HOSTILE}`,
          reason: null,
          state: 'declined',
          proposedBy: 'Tomas',
          proposedAt: '2026-01-02T00:00:00.000Z',
          decidedBy: 'Ines',
          decidedAt: '2026-01-02T01:00:00.000Z',
          decisionReason: 'House style',
        },
      ],
    }),
  )
  return {
    schema: SNAPSHOT_SCHEMA,
    generatedAt: '2026-01-03T00:00:00.000Z',
    generatedBy: 'Ines',
    audience: 'internal',
    article: { id: 'x', title: 'A first time head', version: 7, text, textHash: 'abc', document: article.toJSON() },
    claims,
    leftOut: 0,
    sources: [
      {
        id: 's',
        number: 1,
        type: 'report',
        title: 'Deep source',
        author: [{ literal: 'Whistle Blower' }],
        'container-title': null,
        publisher: null,
        issued: null,
        accessed: null,
        URL: 'javascript:alert(1)',
        DOI: null,
        language: null,
        archive: null,
        reliability: 'A',
        archivedUrl: null,
        confidential: true,
        publicLabel: 'An official',
        standing: null,
        standingNote: null,
        independenceGroup: null,
        captures: [],
      },
    ],
    limits: {
      coverage: { checkable: 4, covered: 3, decided: 2, caution: null },
      notLookedAt: [{ text: `It runs over ${HOSTILE}`, reasons: ['a figure'] }],
      findings: [{ message: `Two spellings ${HOSTILE}`, words: ['two', 'four'] }],
      blockers: [
        { kind: 'legal', message: `C1 is flagged for legal review ${HOSTILE}`, claim: 1 },
        { kind: 'reply', message: `The town: ${HOSTILE}`, claim: null },
      ],
      signOffs: [
        {
          role: 'editor',
          by: 'Ines',
          at: '2026-01-02T12:00:00.000Z',
          version: 7,
          isVoid: false,
          exceptions: [{ message: 'C2 is not checked', reason: `Known ${HOSTILE}` }],
        },
      ],
    },
    record: {
      contacts: [
        {
          name: 'Deep throat',
          role: `clerk ${HOSTILE}`,
          channel: 'phone',
          terms: 'background',
          at: '2026-01-01T09:00:00.000Z',
          summary: `Rang back ${HOSTILE}`,
          answers: [{ claim: 1, said: 'confirmed', words: `Yes ${HOSTILE}` }],
        },
      ],
      replies: [
        {
          party: `The town ${HOSTILE}`,
          criticism: 'It hid the accounts',
          claims: [2],
          channel: 'e-mail',
          askedAt: '2026-01-01T09:00:00.000Z',
          deadline: null,
          answer: `We did not ${HOSTILE}`,
          answeredAt: '2026-01-01T10:00:00.000Z',
          used: 'in-part',
          closedReason: null,
          open: null,
        },
      ],
      publications: [
        {
          address: 'https://paper.example/mill',
          place: `page 3 ${HOSTILE}`,
          at: '2026-01-02T18:00:00.000Z',
          version: 6,
          textHash: 'def',
          isOutdated: true,
        },
      ],
      errata: [
        {
          claim: 1,
          source: 'Deep source',
          publicSource: 'An official',
          kind: 'figure',
          wrong: `four ${HOSTILE}`,
          right: 'five',
          cause: 'source-misread',
          causeNote: `In haste ${HOSTILE}`,
          notice: `We said four. It is five. ${HOSTILE}`,
          printedAt: '2026-01-03T08:00:00.000Z',
        },
        {
          claim: 2,
          source: null,
          publicSource: null,
          kind: 'name',
          wrong: 'second',
          right: 'third',
          cause: 'unknown',
          causeNote: null,
          notice: null,
          printedAt: null,
        },
      ],
      proposals: [
        {
          place: null,
          before: 'The town',
          after: `A town ${HOSTILE}`,
          reason: 'House style',
          state: 'proposed',
          proposedBy: 'Tomas',
          proposedAt: '2026-01-02T00:00:00.000Z',
          decidedBy: null,
          decidedAt: null,
          decisionReason: null,
        },
      ],
      dismissals: [
        {
          kind: 'sentence',
          key: 'it runs over',
          quote: `It runs over ${HOSTILE}`,
          reason: 'opinion',
          note: null,
          by: 'Tomas',
          at: '2026-01-02T02:00:00.000Z',
        },
      ],
      trail: [
        { at: '2026-01-02T12:00:00.000Z', by: 'Ines', action: 'sign-off.given', claim: null },
        { at: '2026-01-02T03:04:05.000Z', by: 'Tomas', action: 'claim.decided', claim: 1 },
      ],
      more: 3,
    },
    pictures: {},
  }
}
