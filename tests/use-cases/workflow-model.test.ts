import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ClaimState, Outcome } from '@/lib/core/claim/claim'
import type { BlockerKind } from '@/lib/core/workflow/blockers'
import { AppError } from '@/lib/server/app-error'
import { openArticle } from '@/lib/server/article/open-article'
import type { Actor } from '@/lib/server/session'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { undoStep } from '@/lib/server/use-cases/claims/undo-step'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'
import { changeSettings } from '@/lib/server/use-cases/desk/change-settings'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'
import { signOff, withdrawSignOff } from '@/lib/server/use-cases/sign-off/sign-off'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { admin, author, author2, checker, checker2, editor, legal, viewer } = await people()
await changeSettings(admin, { evidenceRule: 'primary-or-three' })
const ACTORS: Readonly<Record<string, Actor>> = { author, checker, checker2, editor, legal, viewer, admin }
const MAY_DECIDE = new Set(['checker', 'editor', 'admin'])

/** Every step a claim may take, written out by hand beside the product's own table. */
const ALLOWED: Readonly<Record<ClaimState, readonly ClaimState[]>> = {
  unchecked: ['in-progress', 'waiting', 'checked', 'dismissed'],
  'in-progress': ['unchecked', 'waiting', 'checked', 'dismissed'],
  waiting: ['unchecked', 'in-progress', 'checked', 'dismissed'],
  checked: ['unchecked', 'in-progress', 'waiting', 'cross-checked'],
  'cross-checked': ['unchecked', 'in-progress', 'checked'],
  dismissed: ['unchecked', 'in-progress'],
  cut: ['unchecked', 'in-progress'],
}
const STATES = Object.keys(ALLOWED) as ClaimState[]
const OUTCOMES: readonly (Outcome | null)[] = ['confirmed', 'wrong', 'attributed', null]

type Step =
  | { readonly kind: 'state'; readonly who: string; readonly to: ClaimState }
  | { readonly kind: 'decide'; readonly who: string; readonly outcome: Outcome | null; readonly to: ClaimState }
  | { readonly kind: 'level'; readonly who: string; readonly hasReason: boolean }
  | { readonly kind: 'evidence' | 'query' | 'flag' | 'unflag' | 'edit' | 'undo' | 'withdraw'; readonly who: string }
  | { readonly kind: 'sign'; readonly who: string; readonly passes: boolean }

const who = fc.constantFrom(...Object.keys(ACTORS))
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('state' as const), who, to: fc.constantFrom(...STATES) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      who,
      outcome: fc.constantFrom(...OUTCOMES),
      to: fc.constantFrom<ClaimState>('checked', 'cross-checked'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('level' as const), who, hasReason: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'evidence' as const,
        'query' as const,
        'flag' as const,
        'unflag' as const,
        'edit' as const,
        'undo' as const,
        'withdraw' as const,
      ),
      who,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sign' as const), who, passes: fc.boolean() }) },
)

it('Whatever people do in whatever order: no step the table forbids, no signature over what stands open, no change without its entry', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 22 }), async (steps) => {
      const articleId = await makeArticle(author, 'It cost 5 crowns in May.')
      // By somebody who takes no part: undoing it would take the claim away.
      const claimId = await makeClaim(author2, articleId, '5 crowns')
      const look = async () => {
        const claim = await readClaim(admin, claimId)
        const { entries } = await readHistory(admin, articleId, { limit: 1 })
        const { article } = await openArticle(admin, 'article.read', articleId)
        return { claim, seq: entries[0]?.seq ?? 0, textHash: article.textHash, readiness: await readReadiness(admin, articleId) }
      }
      let edits = 0
      const act = async (one: Step): Promise<void> => {
        const actor = ACTORS[one.who] as Actor
        switch (one.kind) {
          case 'state':
            return patch(actor, claimId, { state: one.to })
          case 'decide':
            return patch(actor, claimId, { outcome: one.outcome, state: one.to })
          case 'level':
            return patch(actor, claimId, { confidence: 'high', confidenceReason: one.hasReason ? 'Counted.' : '' })
          case 'evidence': {
            const source = sourceOf({ title: `Accounts ${articleId} ${edits++}` })
            const fields = { stance: 'supports', directness: 'primary', credibility: 1, quote: null, locator: null, note: null } as const
            await addEvidence(actor, claimId, { source, ...fields })
            return
          }
          case 'query':
            await addNote(actor, claimId, { kind: 'author-query', text: 'Of which year?' })
            return
          case 'flag':
          case 'unflag':
            return patch(actor, claimId, { legalFlag: one.kind === 'flag' })
          case 'edit':
            return replaceWords(actor, articleId, ' crowns', edits++ % 2 === 0 ? ' crowns' : ' crowns').then(() => {})
          case 'undo':
            await undoStep(actor, articleId, null)
            return
          case 'sign': {
            const { blockers } = await readReadiness(admin, articleId)
            const kinds = [...new Set(blockers.map(({ kind }) => kind))] as BlockerKind[]
            const exceptions = one.passes ? kinds.map((kind) => ({ kind, reason: 'Known.' })) : []
            await signOff(actor, articleId, { exceptions })
            return
          }
          case 'withdraw': {
            const { signOffs } = await readReadiness(admin, articleId)
            const standing = signOffs.find((signed) => !signed.withdrawn)
            if (standing) await withdrawSignOff(actor, articleId, standing.id)
          }
        }
      }
      let before = await look()
      for (const one of steps) {
        let refused: unknown = null
        await act(one).catch((error: unknown) => {
          refused = error
        })
        if (refused !== null && !(refused instanceof AppError)) throw refused
        const after = await look()
        const label = JSON.stringify(one)
        if (refused) {
          // Refused is refused: nothing was half-saved.
          expect(after, label).toEqual(before)
          continue
        }
        const [was, is] = [before.claim, after.claim]
        const isChanged = JSON.stringify(was) !== JSON.stringify(is) || before.textHash !== after.textHash
        if (isChanged) expect(after.seq, `no entry: ${label}`).toBeGreaterThan(before.seq)
        if (is.state !== was.state && one.kind !== 'undo') {
          expect(ALLOWED[was.state], label).toContain(is.state)
          expect(MAY_DECIDE, label).toContain((ACTORS[one.who] as Actor).role)
        }
        // What is said to be checked has an outcome and somebody who found it.
        if (is.state === 'checked' || is.state === 'cross-checked') {
          expect(is.outcome, label).not.toBeNull()
          expect(is.decision, label).not.toBeNull()
        }
        if (is.state === 'cross-checked' && was.state !== 'cross-checked' && one.kind !== 'undo')
          expect(was.decision?.by.id, label).not.toBe((ACTORS[one.who] as Actor).id)
        if (is.outcome === 'confirmed' && was.outcome !== 'confirmed' && one.kind === 'decide')
          expect(is.evidence.length, label).toBeGreaterThan(0)
        if (is.confidence) expect(is.confidenceReason?.trim(), label).toBeTruthy()
        if (one.kind === 'sign') {
          const signed = after.readiness.signOffs.find((sign) => !before.readiness.signOffs.some(({ id }) => id === sign.id))
          const let_ = new Set(signed?.exceptions.map(({ blocker }) => blocker.split(':')[0]))
          for (const blocker of before.readiness.blockers) expect([...let_], `${label} over ${blocker.kind}`).toContain(blocker.kind)
        }
        before = after
      }
      expect(verifyDesk().isSound).toBe(true)
    }),
    { numRuns: Number(process.env.RUNS ?? 15), seed: Number(process.env.SEED ?? 20_261_127) },
  )
}, 240_000)
