import 'server-only'
import { alignTexts } from '@/lib/core/anchoring/align-texts'
import { carryRange, type Proposal } from '@/lib/core/anchoring/carry-range'
import { describeRange } from '@/lib/core/anchoring/quote-selector'
import { claimRanges } from '@/lib/editor/queries/claim-ranges'
import { textOf } from '@/lib/editor/text-map'
import { type OpenArticle, openArticle } from '@/lib/server/article/open-article'
import { presentClaim } from '@/lib/server/present/claim'
import type { TrayItem } from '@/lib/server/present/tray'
import type { Actor } from '@/lib/server/session'
import { claimsOfArticle } from '@/lib/server/store/claims'
import { lastOrphanings } from '@/lib/server/store/history'

/** Claims looked up in older versions for one answer; more wait without proposals. */
const MAX_LOOKED_UP = 40

/**
 * Claims whose words are gone, with where they stood and where they may belong
 * now. A person decides; nothing is attached again by itself (design D8).
 */
export async function readTray(actor: Actor, articleId: string): Promise<{ version: number; items: TrayItem[] }> {
  const open = await openArticle(actor, 'article.read', articleId)
  const doc = await open.document()
  const text = textOf(doc)
  const present = claimRanges(doc)
  const gone = (await claimsOfArticle(open.id)).filter((claim) => !present.has(claim.id) && claim.state !== 'cut')
  const orphanings = await lastOrphanings(
    open.id,
    gone.map((claim) => claim.id),
  )
  const versions = new Map<number, Awaited<ReturnType<typeof lookUp>>>()
  const items: TrayItem[] = []
  for (const claim of gone) {
    const view = presentClaim(claim, null)
    const version = orphanings.get(claim.id)
    if (version === undefined || (versions.size >= MAX_LOOKED_UP && !versions.has(version))) {
      items.push({ claim: view, stood: null, proposals: [] })
      continue
    }
    const known = versions.get(version) ?? (await lookUp(open, version, text))
    versions.set(version, known)
    const ranges = known.ranges.get(claim.id) ?? []
    const [first] = ranges
    const last = ranges[ranges.length - 1]
    items.push({
      claim: view,
      stood:
        first && last ? { version, prefix: describeRange(known.text, first).prefix, suffix: describeRange(known.text, last).suffix } : null,
      proposals: ranges.flatMap((range) => {
        const fate = carryRange(known.alignment, range)
        const proposals: readonly Proposal[] =
          fate.kind === 'lost'
            ? fate.proposals
            : [{ ...fate.range, score: 1, reason: fate.kind === 'same' ? 'same-words-elsewhere' : 'rewritten' }]
        return proposals.map((proposal) => ({ ...proposal, text: text.slice(proposal.start, proposal.end) }))
      }),
    })
  }
  return { version: open.article.version, items }
}

async function lookUp(open: OpenArticle, version: number, now: string) {
  const doc = await open.document(version)
  const text = textOf(doc)
  return { text, ranges: claimRanges(doc), alignment: alignTexts(text, now) }
}
