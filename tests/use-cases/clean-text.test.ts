import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { hasForbiddenCharacters } from '@/lib/core/text/clean'
import { database } from '@/lib/server/db'
import { appendSteps } from '@/lib/server/use-cases/articles/append-steps'
import { exportArticle } from '@/lib/server/use-cases/articles/export-article'
import { importArticle } from '@/lib/server/use-cases/articles/import-article'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { makeArticle, makeClaim } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'
import { knock } from '@/tests/support/door'

const { author, editor } = await people()

/** Everything XML 1.0 has no way to write, and halves of pairs. */
const HOSTILE = ['\u0000', '\u0001', '\u0008', '\u000b', '\u000c', '\u001f', '\ufffe', '\uffff', '\ud83d', '\ude00'] as const

describe('characters no format can keep', () => {
  it.each(HOSTILE)('%j is refused in a step, and the text stays what it was', async (character) => {
    const id = await makeArticle(author, 'Plain words.')
    const step = { stepType: 'replace', from: 3, to: 3, slice: { content: [{ type: 'text', text: `a${character}b` }] } }
    await expect(appendSteps(editor, id, { version: 0, clientId: 'clean-text-tab-1', steps: [step] } as never)).rejects.toMatchObject({
      code: 'invalid-steps',
    })
    expect((await readArticle(editor, id)).text).toBe('Plain words.')
  })
  it.each(HOSTILE)('%j is refused in an address and a description in a step too', async (character) => {
    const id = await makeArticle(author, 'Plain words.')
    const send = (content: unknown) =>
      appendSteps(editor, id, {
        version: 0,
        clientId: 'clean-text-tab-1',
        steps: [{ stepType: 'replace', from: 0, to: 0, slice: { content: [content] } }],
      } as never)
    const figure = (attrs: unknown) => ({ type: 'figure', attrs, content: [{ type: 'caption' }] })
    const link = (href: string) => ({
      type: 'paragraph',
      content: [{ type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href } }] }],
    })
    for (const block of [
      figure({ src: null, alt: `a${character}b` }),
      figure({ src: `https://a.example/${character}.png`, alt: '' }),
      link(`https://a.example/${character}`),
    ])
      await expect(send(block)).rejects.toMatchObject({ code: 'invalid-steps' })
    expect((await readArticle(editor, id)).version).toBe(0)
    await send(link('https://a.example/'))
  })
  it('an emoji whole is not among them', async () => {
    const id = await makeArticle(author, 'Plain words.')
    const step = { stepType: 'replace', from: 1, to: 1, slice: { content: [{ type: 'text', text: '😀 ' }] } }
    await appendSteps(editor, id, { version: 0, clientId: 'clean-text-tab-2', steps: [step] } as never)
    expect((await readArticle(editor, id)).text).toBe('😀 Plain words.')
  })
  it('an edit that would cut an emoji in half is refused with a sentence', async () => {
    const id = await makeArticle(author, 'A 😀 smiles.')
    const { applyEdits } = await import('@/lib/server/use-cases/articles/apply-edits')
    await expect(applyEdits(editor, id, { version: 0, edits: [{ start: 3, end: 4, text: '' }] })).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'An edit starts or ends in the middle of a character.',
    })
    expect((await readArticle(editor, id)).text).toBe('A 😀 smiles.')
  })
  it('that an earlier version let in leave every report readable, and the block can still be edited', async () => {
    const id = await makeArticle(author, `Old${HOSTILE.join('x')}words.`)
    await database().article.update({ where: { id }, data: { title: `T\ufffe${HOSTILE.join('')}` } })
    for (const format of ['docx', 'html', 'csv', 'json'] as const) {
      const bytes = new Uint8Array(await new Response((await exportArticle(editor, id, format)).stream()).arrayBuffer())
      const parts =
        format === 'docx' ? Object.entries(unzipSync(bytes)).filter(([name]) => /\.(?:xml|rels)$/.test(name)) : [['', bytes] as const]
      for (const [name, part] of parts)
        expect(hasForbiddenCharacters(new TextDecoder('utf-8', { fatal: true }).decode(part)), `${format} ${name}`).toBe(false)
    }
    const step = { stepType: 'replace', from: 1, to: 1, slice: { content: [{ type: 'text', text: 'Very ' }] } }
    await appendSteps(editor, id, { version: 0, clientId: 'clean-text-tab-3', steps: [step] } as never)
    expect((await readArticle(editor, id)).text.startsWith('Very Old')).toBe(true)
  })
  it('are taken out of what is written inside a file or a list, escaped as it may be', async () => {
    const hostile = HOSTILE.slice(0, 8)
      .map((one) => JSON.stringify(one).slice(1, -1))
      .join('')
    const list = `[{"type":"book","title":"T${hostile}itle","author":[{"family":"F${hostile}"}],"URL":"https://a.example/${hostile}x","DOI":"10.1${hostile}"}]`
    const answer = await knock(editor, 'POST', '/api/sources/import', { text: list, isPreview: false })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const row = await database().source.findFirst({ where: { title: 'Title' } })
    expect(row).toMatchObject({ url: 'https://a.example/x', doi: '10.1' })
    expect(hasForbiddenCharacters(JSON.stringify(row).replaceAll(/\\u[0-9a-f]{4}/g, '\u0000'))).toBe(false)
    const { id } = await importArticle(editor, {
      format: 'markdown',
      bytes: new TextEncoder().encode(
        '![a&#xFFFE;b&#1;c](https://a.example/x&#1;.png "Seen&#xFFFF;")\n\n[here](https://a.example/&#xFFFE;)\n',
      ),
    })
    const article = await readArticle(editor, id)
    expect(hasForbiddenCharacters(JSON.stringify(article.document).replaceAll(/\\u[0-9a-f]{4}/g, '\u0000'))).toBe(false)
  })
  it('are taken out of every other body before it is looked at', async () => {
    const claimId = await makeClaim(editor, await makeArticle(author), 'It cost 5 crowns.')
    const hostile = HOSTILE.slice(0, 8).join('')
    const answer = await knock(editor, 'POST', `/api/claims/${claimId}/notes`, { kind: 'note', text: `a${hostile}b\n\tc \ud83d` })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    const row = await database().note.findFirst({ where: { claimId } })
    expect(row?.text).toBe('ab\n\tc \ufffd')
  })
})
