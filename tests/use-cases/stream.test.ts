import { describe, expect, it } from 'vitest'
import type { Actor } from '@/lib/server/session'
import { setAccess } from '@/lib/server/use-cases/articles/set-access'
import { streamEvents } from '@/lib/server/use-cases/articles/stream-events'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { logContact } from '@/lib/server/use-cases/evidence/write-contacts'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { updateSource } from '@/lib/server/use-cases/evidence/write-sources'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { author, checker, editor } = await people()

/** Reads a stream until it has said something, or ended. */
async function readUntil(stream: ReadableStream<Uint8Array>, said: RegExp): Promise<{ text: string; isOver: boolean }> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return { text, isOver: true }
    text += decoder.decode(value, { stream: true })
    if (said.test(text)) {
      reader.releaseLock()
      return { text, isOver: false }
    }
  }
}

const open = (actor: Actor, articleId: string, whoIsIt: () => Promise<Actor | null>, signal = new AbortController().signal) =>
  streamEvents(actor, articleId, { since: 0, client: `tab-of-${actor.id}` }, whoIsIt, signal)

describe('an event stream', () => {
  it('brings text and claims as others change them', async () => {
    const id = await makeArticle(author)
    const abort = new AbortController()
    const stream = await open(checker, id, async () => checker, abort.signal)
    await readUntil(stream, /event: ready/)
    const claimId = await makeClaim(editor, id, '5 crowns')
    await replaceWords(author, id, 'Bills', 'Prices')
    const { text } = await readUntil(stream, /"stepType":"replace"/)
    expect(text).toContain('event: steps')
    expect(text.match(/event: claims/) ? text : text + (await readUntil(stream, /event: claims/)).text).toContain(claimId)
    abort.abort()
  })
  it('brings what somebody said against a claim that was decided', async () => {
    const id = await makeArticle(author)
    const claimId = await makeClaim(editor, id, '5 crowns', { outcome: 'confirmed', state: 'checked' })
    const abort = new AbortController()
    const stream = await open(checker, id, async () => checker, abort.signal)
    await readUntil(stream, /event: ready/)
    await logContact(editor, id, {
      ...{ name: 'Jo Moss', role: null, channel: 'phone', terms: 'on-record', at: new Date(), summary: null },
      answers: [{ claimId, said: 'disputed', words: null }],
    })
    expect((await readUntil(stream, /"doubts":\["disputed"\]/)).text).toContain('event: claims')
    abort.abort()
  })
  it('brings that a source was withdrawn on which a claim was decided, and that it stands again', async () => {
    const id = await makeArticle(author)
    const claimId = await makeClaim(editor, id, '5 crowns')
    const evidence = await addEvidence(editor, claimId, {
      ...{ source: sourceOf({ title: `Accounts of ${id}` }), stance: 'supports', directness: 'primary', credibility: null },
      ...{ quote: null, locator: null, note: null },
    } as const)
    await patch(editor, claimId, { outcome: 'confirmed', state: 'checked' })
    const source = (await readClaim(editor, claimId)).evidence.find((one) => one.id === evidence.id)?.source
    const abort = new AbortController()
    const stream = await open(checker, id, async () => checker, abort.signal)
    await readUntil(stream, /event: ready/)
    await updateSource(editor, source?.id ?? '', { revision: 1, standing: 'withdrawn' })
    expect((await readUntil(stream, /"doubts":\["source"\]/)).text).toContain(claimId)
    await updateSource(editor, source?.id ?? '', { revision: 2, standing: null })
    expect((await readUntil(stream, /"doubts":\[\]/)).text).toContain(claimId)
    abort.abort()
  })
  it('ends for somebody who signed out', async () => {
    const id = await makeArticle(author)
    let isSignedIn = true
    const stream = await open(checker, id, async () => (isSignedIn ? checker : null))
    isSignedIn = false
    // Signing out is written down; a stream asks again when something was.
    await makeArticle(author)
    const { text, isOver } = await readUntil(stream, /never/)
    expect([isOver, text.includes('event: signed-out')]).toEqual([true, true])
  })
  it('ends for somebody who is taken off the list of the article, and for nobody else', async () => {
    const id = await makeArticle(author)
    await setAccess(author, id, { access: 'listed', people: [author.id, checker.id] })
    const abort = new AbortController()
    const [theirs, own] = [await open(checker, id, async () => checker), await open(author, id, async () => author, abort.signal)]
    await readUntil(own, /event: ready/)
    await setAccess(author, id, { people: [author.id] })
    const { text, isOver } = await readUntil(theirs, /never/)
    expect([isOver, text.includes('event: gone')]).toEqual([true, true])
    await replaceWords(author, id, 'Bills', 'Prices')
    expect((await readUntil(own, /event: steps/)).isOver).toBe(false)
    abort.abort()
  })
})
