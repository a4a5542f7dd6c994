import type { ArticleSnapshot, Audience, SnapshotClaim } from '@/lib/core/article/article-snapshot'
import { hideSource } from '@/lib/core/evidence/source'

/**
 * Takes out of a snapshot what an audience may not see: the one place, applied
 * once before any exporter, so no format can forget it (design D9).
 *
 * - internal: nothing is taken out.
 * - legal: nothing is taken out.
 * - author: confidential sources are named by their public label; legal flags go.
 * - public: also notes, corrections, assignees, names of the desk, words quoted from
 *   confidential sources, and every claim that is not checked.
 */
export function redact(snapshot: ArticleSnapshot, audience: Audience): ArticleSnapshot {
  if (audience === 'internal' || audience === 'legal') return { ...snapshot, audience }
  const confidential = new Set(snapshot.sources.filter((source) => source.confidential).map((source) => source.id))
  const sources = snapshot.sources.map((source) => (source.confidential ? hideSource(source) : source))
  const claims = snapshot.claims.map((claim) => hideConfidentialWords(claim, confidential))
  if (audience === 'author') return { ...snapshot, audience, sources, claims }
  const shown = claims.filter((claim) => claim.state === 'checked' || claim.state === 'cross-checked')
  const used = new Set(shown.flatMap((claim) => claim.evidence.map((evidence) => evidence.sourceId)))
  return {
    ...snapshot,
    audience,
    generatedBy: '',
    claims: shown.map(hideDesk),
    sources: sources.filter((source) => used.has(source.id)),
  }
}

function hideConfidentialWords(claim: SnapshotClaim, confidential: ReadonlySet<string>): SnapshotClaim {
  return {
    ...claim,
    legalFlag: false,
    evidence: claim.evidence.map((evidence) =>
      confidential.has(evidence.sourceId) ? { ...evidence, quote: null, locator: null, note: null } : evidence,
    ),
  }
}

function hideDesk(claim: SnapshotClaim): SnapshotClaim {
  return {
    ...claim,
    assignee: null,
    createdBy: '',
    tags: [],
    notes: [],
    corrections: [],
    confidenceReason: null,
    evidence: claim.evidence.map((evidence) => ({ ...evidence, note: null })),
    decision: claim.decision && { ...claim.decision, by: '' },
    change: claim.change && { ...claim.change, by: null },
  }
}
