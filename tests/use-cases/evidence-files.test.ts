import { describe, expect, it } from 'vitest'
import { EVIDENCE_FILE_BYTES } from '@/lib/core/evidence/evidence-file'
import { AppError } from '@/lib/server/app-error'
import { database } from '@/lib/server/db'
import { sha256 } from '@/lib/server/ids'
import { emptyBin } from '@/lib/server/use-cases/articles/empty-bin'
import { retainArticle } from '@/lib/server/use-cases/articles/retain-article'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { captureSource, readCapture, readCaptures, removeCapture, restoreCapture } from '@/lib/server/use-cases/evidence/capture-source'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { createSource } from '@/lib/server/use-cases/evidence/write-sources'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'
import { makeArticle, makeClaim, patch, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'
import { wordFile, wordParagraph } from '@/tests/factories/docx-file'
import { pdfFile, pdfLines } from '@/tests/factories/pdf-file'
import { pixel } from '@/tests/factories/restricted'
import { knock } from '@/tests/support/door'

const { admin, author, checker, viewer } = await people()
const encode = (text: string) => new TextEncoder().encode(text)
const file = (fileName: string, bytes: Uint8Array) => ({
  format: 'file' as const,
  fileName,
  bytes: { size: bytes.byteLength, read: async () => bytes },
})
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'kept',
    (error) => (error instanceof AppError ? `${error.code}: ${error.message}` : String(error)),
  )

const MAIL = encode(
  [
    'From: Ada Holm <ada@town.example>',
    'To: desk@paper.example',
    'Subject: =?utf-8?Q?The_mill=E2=80=99s_accounts?=',
    'Date: Fri, 01 May 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="x"',
    '',
    '--x',
    'Content-Type: multipart/alternative; boundary="y"',
    '',
    '--y',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'It cost 38 million crowns.',
    '',
    'Yours, Ada <script>alert(1)</script>',
    '--y',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>It cost 38 million crowns.<img src="https://spy.example/p.gif"></p>',
    '--y--',
    '--x',
    'Content-Type: application/pdf; name="accounts.pdf"',
    'Content-Disposition: attachment; filename="accounts.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERi0xLjQK',
    '--x--',
    '',
  ].join('\r\n'),
)

describe('files that are kept as evidence', () => {
  it('are kept byte by byte under their hash, with what they say beside them', async () => {
    const { id: source } = await createSource(checker, sourceOf({ title: 'Accounts' }))
    const pdf = pdfFile([pdfLines('It cost 38 million crowns.'), pdfLines('Of which 2 were paid in May.')])
    const word = wordFile(wordParagraph('Heading1', 'Accounts') + wordParagraph(null, 'It cost 38 million crowns.'))
    await captureSource(checker, source, { format: 'pdf', bytes: pdf, fileName: 'accounts.pdf' })
    await captureSource(checker, source, { format: 'docx', bytes: word, fileName: 'accounts.docx' })
    await captureSource(checker, source, { format: 'text', bytes: encode('Pasted words.') })
    const kept = await readCaptures(viewer, source)
    expect(kept.map(({ label, file: one }) => [label, one?.mediaType ?? null])).toEqual([
      ['Pasted text', null],
      ['accounts.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
      ['accounts.pdf', 'application/pdf'],
    ])
    for (const [index, bytes] of [null, word, pdf].entries()) {
      if (!bytes) continue
      const { id, hash } = kept[index] as { id: string; hash: string }
      expect(hash).toBe(sha256(bytes))
      const answer = await knock(viewer, 'GET', `/api/sources/${source}/captures/${id}/file`)
      expect(answer.status).toBe(200)
      // Nothing but pictures and sounds is ever shown where it stands.
      expect(answer.headers.get('content-type')).toBe('application/octet-stream')
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
      expect(Number(answer.headers.get('content-length'))).toBe(bytes.byteLength)
    }
    expect((await readCapture(viewer, source, kept[1]?.id ?? '')).html).toContain('<h1 class="headline">Accounts</h1>')
    expect((await readCapture(viewer, source, kept[2]?.id ?? '')).text).toContain('\f')
    expect((await knock(viewer, 'GET', `/api/sources/${source}/captures/${kept[0]?.id}/file`)).status).toBe(404)
    expect(verifyDesk().isSound).toBe(true)
  })

  it('are scans without words too; a file whose words were kept before is added to them', async () => {
    const { id: source } = await createSource(checker, sourceOf({ title: 'A scan' }))
    const scan = pdfFile([[]])
    await captureSource(checker, source, { format: 'pdf', bytes: scan, fileName: 'scan.pdf' })
    const [kept] = await readCaptures(viewer, source)
    expect(kept?.file?.mediaType).toBe('application/pdf')
    expect((await readCapture(viewer, source, kept?.id ?? '')).text).toBe('')
    // As a desk of before this day kept it, or a file that was brought back.
    const pdf = pdfFile([pdfLines('It cost 38 million crowns.')])
    const { id } = await captureSource(checker, source, { format: 'pdf', bytes: pdf })
    expect((await readCaptures(viewer, source)).find((one) => one.id === id)?.file).toBeNull()
    await captureSource(checker, source, { format: 'pdf', bytes: pdf, fileName: 'accounts.pdf' })
    expect((await readCaptures(viewer, source)).find((one) => one.id === id)?.file?.mediaType).toBe('application/pdf')
    expect(await problemOf(captureSource(checker, source, { format: 'pdf', bytes: pdf, fileName: 'accounts.pdf' }))).toMatch(
      /^already-exists/,
    )
    const part = await knock(viewer, 'GET', `/api/sources/${source}/captures/${id}/file`, undefined, { range: 'bytes=0-4' })
    expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, '%PDF-', `bytes 0-4/${pdf.byteLength}`])
    expect(verifyDesk().isSound).toBe(true)
  })

  it('are pictures and sounds without words: shown by their bytes, and no quote is said to be absent from them', async () => {
    const { id: source } = await createSource(checker, sourceOf({ title: 'A photograph' }))
    const sound = new Uint8Array([...encode('ID3'), 4, 0, 0, 0, 0, 0, 0])
    const { id: picture } = await captureSource(checker, source, file('dam.jpg', pixel(3)))
    const { id: recording } = await captureSource(checker, source, file('call.mp3', sound))
    const shown = await knock(viewer, 'GET', `/api/sources/${source}/captures/${picture}/file`)
    // By its bytes: its name says something else.
    expect(shown.headers.get('content-type')).toBe('image/png')
    expect(shown.headers.get('content-disposition')).toMatch(/^inline/)
    expect(shown.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect((await knock(viewer, 'GET', `/api/sources/${source}/captures/${recording}/file`)).headers.get('content-type')).toBe('audio/mpeg')
    const claim = await makeClaim(checker, await makeArticle(author, 'It cost 5 crowns.'), '5 crowns')
    await addEvidence(checker, claim, {
      source: { id: source },
      ...{ stance: 'supports', directness: 'primary', credibility: null, quote: 'five crowns', locator: null, note: null },
    } as const)
    expect((await readClaim(viewer, claim)).evidence[0]?.proof ?? null).toBeNull()
  })

  it('are e-mails: who wrote to whom, what it says, what was attached; nothing runs or is loaded', async () => {
    const { id: source } = await createSource(checker, sourceOf({ title: 'A mail' }))
    const { id } = await captureSource(checker, source, file('mail.eml', MAIL))
    const { text, html, label } = await readCapture(viewer, source, id)
    expect(label).toBe('mail.eml')
    expect(text).toContain('The mill’s accounts')
    expect(text).toMatch(/From: Ada Holm <ada@town\.example>[\s\S]*To: <desk@paper\.example>[\s\S]*Attached: accounts\.pdf/)
    expect(text).toContain('It cost 38 million crowns.\nYours, Ada <script>')
    expect(html).not.toMatch(/<script|<img/)
    expect(await problemOf(captureSource(checker, source, file('broken.eml', encode('no header at all'))))).toMatch(/^unknown-format/)
  })

  it('are refused with a sentence: what is none of these whatever its name says, what is empty, what is too large', async () => {
    const { id: source } = await createSource(checker, sourceOf({ title: 'Refused' }))
    expect(await problemOf(captureSource(checker, source, file('dam.png', encode('<svg onload=alert(1)>'))))).toMatch(
      /^unknown-format: “dam\.png” is not a file that can be kept/,
    )
    expect(await problemOf(captureSource(checker, source, file('dam.png', new Uint8Array())))).toMatch(/^unreadable/)
    const large = new Uint8Array(EVIDENCE_FILE_BYTES + 1)
    large.set(pixel(1))
    expect(await problemOf(captureSource(checker, source, file('dam.png', large)))).toMatch(/^too-large: .*at most 25 MB/)
    expect(await readCaptures(checker, source)).toEqual([])
  })

  it('of a confidential source are for those who may know it, file by file', async () => {
    const { id: source } = await createSource(
      checker,
      sourceOf({ title: 'Whistle-blower', confidential: true, publicLabel: 'An official' }),
    )
    const form = new FormData()
    form.set('file', new File([pixel(9) as BlobPart], 'secret.png'))
    const made = await knock(checker, 'POST', `/api/sources/${source}/captures`, form)
    expect(made.status).toBe(201)
    const address = `/api/sources/${source}/captures/${made.body.id}`
    for (const path of [address, `${address}/file`]) {
      expect((await knock(checker, 'GET', path)).status).toBe(200)
      for (const who of [viewer, author]) expect((await knock(who, 'GET', path)).status, path).toBe(404)
    }
    // Nor by its hash, as pictures of articles are asked for.
    expect((await knock(viewer, 'GET', `/api/attachments/${sha256(pixel(9))}`)).status).toBe(404)
  })

  it('stay when an article with the same picture is purged', async () => {
    const { id: source } = await createSource(checker, sourceOf({ title: 'Stays' }))
    const { id } = await captureSource(checker, source, file('stays.png', pixel(21)))
    const article = await makeArticle(author)
    await retainArticle(admin, article, { hold: null, purgeOn: new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10) })
    await emptyBin(new Date(Date.now() + 3 * 86_400_000))
    expect(await database().article.count({ where: { id: article } })).toBe(0)
    expect((await knock(viewer, 'GET', `/api/sources/${source}/captures/${id}/file`)).status).toBe(200)
    expect(verifyDesk().isSound).toBe(true)
  })
})

describe('a kept copy', () => {
  it('can be put back after it was removed, and stays while an article that rests on it is held', async () => {
    const articleId = await makeArticle(author, 'The mill cost 38 million crowns.')
    const claimId = await makeClaim(checker, articleId, '38 million crowns')
    const { sourceId } = await addEvidence(checker, claimId, {
      source: sourceOf({ title: 'The accounts' }),
      ...{ stance: 'supports', directness: 'primary', credibility: null, quote: 'a price of 38 million', locator: null, note: null },
    })
    const { id } = await captureSource(checker, sourceId, {
      format: 'text',
      bytes: encode('It was bought at a price of 38 million crowns.'),
    })
    const proof = async () => (await readClaim(checker, claimId)).evidence[0]?.proof?.kind
    expect(await proof()).toBe('found')
    await removeCapture(checker, sourceId, id)
    expect(await proof()).toBeUndefined()
    await restoreCapture(checker, sourceId, id)
    expect(await proof()).toBe('found')
    expect(await problemOf(restoreCapture(checker, sourceId, id))).toMatch(/^not-found/)
    await retainArticle(admin, articleId, { hold: 'A court asked.', purgeOn: null })
    expect(await problemOf(removeCapture(checker, sourceId, id))).toMatch(/^refused: An article that rests on this source is held/)
    await retainArticle(admin, articleId, { hold: null, purgeOn: null })
    await removeCapture(checker, sourceId, id)
    expect(await verifyDesk()).toMatchObject({ isSound: true })
  })

  it('stops a sign-off of a claim whose quote is not in it', async () => {
    const articleId = await makeArticle(author, 'The bridge opens in 2028.')
    const claimId = await makeClaim(checker, articleId, '2028')
    const { sourceId } = await addEvidence(checker, claimId, {
      source: sourceOf({ title: 'The plan', confidential: true, publicLabel: 'A paper' }),
      ...{ stance: 'supports', directness: 'primary', credibility: null, quote: 'opened before 2028', locator: null, note: null },
    })
    await captureSource(checker, sourceId, { format: 'text', bytes: encode('It is to be opened before 2027.') })
    const kinds = async () => (await readReadiness(checker, articleId)).blockers.map((one) => one.kind)
    expect(await kinds()).not.toContain('quote')
    await patch(checker, claimId, { outcome: 'confirmed', state: 'checked', confidence: 'high', confidenceReason: 'The plan' })
    expect(await kinds()).toContain('quote')
    // Who may not read the source is not told its words by the gate.
    const told = await knock(viewer, 'GET', `/api/articles/${articleId}/readiness`)
    expect([told.status, told.text.includes('opened before 2028')]).toEqual([200, false])
    expect(told.text).toContain('is not in what was kept of the source')
  })
})
