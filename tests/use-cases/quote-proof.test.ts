import { describe, expect, it } from 'vitest'
import { describeProof, proveQuote } from '@/lib/core/evidence/quote-proof'
import { AppError } from '@/lib/server/app-error'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { captureSource, readCapture, readCaptures, removeCapture } from '@/lib/server/use-cases/evidence/capture-source'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { updateSource } from '@/lib/server/use-cases/evidence/write-sources'
import { makeArticle, makeClaim, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'
import { pdfFile, pdfLines } from '@/tests/factories/pdf-file'

const { author, checker, viewer } = await people()

const COPY =
  'The council approves the purchase at a price of 38 500 000 crowns.\nIt was a “moderni-\nsation”, Dorn said — and “we did not cut corners”.'

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error) => (error instanceof AppError ? error.code : `thrown: ${String(error)}`),
  )
}

describe('a quote in the text of its source', () => {
  const differences = (quote: string) => {
    const proof = proveQuote(quote, COPY)
    return proof?.kind === 'found' ? proof.differences : proof?.kind
  }
  it('is told apart: letter by letter, but for white space, hyphens at line ends, typography or capitals, or absent', () => {
    expect(differences('approves the purchase at a price of 38 500 000 crowns')).toEqual([])
    expect(differences('a price of 38 500  000 crowns')).toEqual(['white-space'])
    expect(differences('"we did not cut corners"')).toEqual(['typography'])
    expect(differences('THE COUNCIL APPROVES')).toEqual(['case'])
    expect(differences('It was a “modernisation”, Dorn said')).toEqual(['white-space', 'hyphenation'])
    expect(differences('the council approved the purchase')).toBe('absent')
    expect(differences('38 600 000 crowns')).toBe('absent')
    expect(proveQuote('crowns', COPY)).toBeNull()
  })
  it('says on which page, and how often', () => {
    const pages = 'First page.\fSecond page: the mill closed in 1952.\fThird page: the mill closed in 1952.'
    expect(proveQuote('the mill closed in 1952', pages)).toEqual({ kind: 'found', differences: [], page: 2, times: 2 })
    expect(describeProof(proveQuote('Third page', pages) ?? { kind: 'absent' })).toBe(
      'found in the captured copy, page 3, letter by letter',
    )
    expect(describeProof({ kind: 'absent' })).toBe('not in the captured copy')
  })
  it('is looked up in what is kept of the source, wherever the evidence is read; a confidential one tells nothing', async () => {
    const article = await makeArticle(author)
    const claim = await makeClaim(checker, article, '5 crowns')
    const add = (quote: string, source: { id: string } | ReturnType<typeof sourceOf>) =>
      addEvidence(checker, claim, {
        source,
        stance: 'supports',
        directness: 'primary',
        credibility: null,
        quote,
        locator: null,
        note: null,
      })
    const { sourceId } = await add('the purchase at a price of 38 500 000 crowns', sourceOf({ title: 'Minutes' }))
    await add('the purchase at a price of 39 500 000 crowns', { id: sourceId })
    const proofs = async (who = checker) => (await readClaim(who, claim)).evidence.map((one) => one.proof?.kind ?? null)
    expect(await proofs()).toEqual([null, null])
    const bytes = new TextEncoder().encode(COPY)
    const { id } = await captureSource(checker, sourceId, { format: 'text', bytes, fileName: 'minutes.txt' })
    expect(await proofs()).toEqual(['found', 'absent'])
    expect(await codeOf(captureSource(checker, sourceId, { format: 'text', bytes }))).toBe('already-exists')
    expect(await readCaptures(viewer, sourceId)).toMatchObject([{ id, label: 'minutes.txt', by: { name: checker.name } }])
    expect((await readCapture(viewer, sourceId, id)).text).toContain('38 500 000')
    await updateSource(checker, sourceId, { revision: 1, confidential: true })
    expect(await proofs(viewer)).toEqual([null, null])
    expect(await codeOf(readCaptures(viewer, sourceId))).toBe('not-found')
    expect(await codeOf(readCapture(viewer, sourceId, id))).toBe('not-found')
    await removeCapture(checker, sourceId, id)
    expect(await proofs()).toEqual([null, null])
  })
  it('has its page when the source is a PDF', async () => {
    const article = await makeArticle(author)
    const claim = await makeClaim(checker, article, '5 crowns')
    const { source } = await addEvidence(checker, claim, {
      source: sourceOf({ title: 'Minutes' }),
      stance: 'supports',
      directness: 'primary',
      credibility: null,
      quote: 'the bridge stays closed until the spring',
      locator: null,
      note: null,
    }).then(async ({ id }) => ({ source: (await readClaim(checker, claim)).evidence.find((one) => one.id === id)?.source }))
    const bytes = pdfFile([pdfLines('The mill is bought.'), pdfLines('It was said that the bridge', 'stays closed until the spring.')])
    await captureSource(checker, source?.id ?? '', { format: 'pdf', bytes, fileName: 'minutes.pdf' })
    expect((await readClaim(checker, claim)).evidence[0]?.proof).toMatchObject({ kind: 'found', page: 2 })
  })
})
