import { describe, expect, it } from 'vitest'
import { BLOCKER_KINDS } from '@/lib/core/workflow/blockers'
import { AppError } from '@/lib/server/app-error'
import { openArticle } from '@/lib/server/article/open-article'
import { exportArticle } from '@/lib/server/use-cases/articles/export-article'
import { importArticle } from '@/lib/server/use-cases/articles/import-article'
import { previewImport } from '@/lib/server/use-cases/articles/preview-import'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { readHistory } from '@/lib/server/use-cases/articles/read-history'
import { answerChecklist } from '@/lib/server/use-cases/claims/answer-checklist'
import { readClaims } from '@/lib/server/use-cases/claims/read-claims'
import { answerSecondCheck, askSecondCheck } from '@/lib/server/use-cases/claims/second-checks'
import { acceptCorrection, declineCorrection, proposeCorrection, proposeWords } from '@/lib/server/use-cases/claims/write-corrections'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'
import { dismissSentence } from '@/lib/server/use-cases/coverage/dismiss'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { previewDraft, proposeDraft } from '@/lib/server/use-cases/drafts/propose-draft'
import { captureSource } from '@/lib/server/use-cases/evidence/capture-source'
import { logContact } from '@/lib/server/use-cases/evidence/write-contacts'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { listPeople } from '@/lib/server/use-cases/people/manage-people'
import { publishArticle } from '@/lib/server/use-cases/publication/publish'
import { addErratum } from '@/lib/server/use-cases/publication/write-errata'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'
import { signOff } from '@/lib/server/use-cases/sign-off/sign-off'
import { addReply } from '@/lib/server/use-cases/sign-off/write-replies'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { makePerson, people } from '@/tests/factories/base'

const { author, checker, editor, admin, viewer } = await people()

type Json = Record<string, unknown>

async function exported(id: string, by = editor, audience: 'internal' | 'public' = 'internal'): Promise<{ bytes: Uint8Array; json: Json }> {
  const file = await exportArticle(by, id, 'json', audience)
  const bytes = new Uint8Array(await new Response(file.stream()).arrayBuffer())
  return { bytes, json: JSON.parse(new TextDecoder().decode(bytes)) as Json }
}

const broughtBack = async (bytes: Uint8Array, by = editor) => importArticle(by, { format: 'json', bytes })

/** A file without what cannot be the same: ids, the desk's own counting of versions, when it was made, and signatures. */
function comparable(json: Json): unknown {
  const numbers = new Map((json.claims as { id: string; number: number }[]).map(({ id, number }) => [id, `claim ${number}`]))
  const sources = new Map((json.sources as { id: string; number: number }[]).map(({ id, number }) => [id, `source ${number}`]))
  const notes = new Map(
    (json.claims as { number: number; notes: { id: string }[] }[]).flatMap(({ number, notes: all }) =>
      all.map(({ id }, index) => [id, `note ${number}.${index}`] as const),
    ),
  )
  const named = (value: unknown) =>
    typeof value === 'string' ? (numbers.get(value) ?? sources.get(value) ?? notes.get(value) ?? value) : value
  const { generatedAt: _, generatedBy: __, limits, record, article, ...rest } = json as Json & { limits: Json; record: Json; article: Json }
  const { blockers: ___, signOffs: ____, ...said } = limits
  const { trail: _____, more: ______, ...done } = record
  const text = JSON.stringify({ ...rest, article: { ...article, id: '' }, limits: said, record: done }, (key, value) =>
    key === 'version' || key === 'isVoid' ? 0 : named(value),
  )
  return JSON.parse(text)
}

async function busyArticle(): Promise<string> {
  const id = await makeArticle(
    author,
    'It cost 5 crowns in May. Bills fell by 12 percent.\nThe mill closed in 1952. The river may flood.\nNobody counted 40 boats. Opponents called it reckless.',
  )
  const cost = await makeClaim(checker, id, '5 crowns', { type: 'money', priority: 'high', tags: ['prices'] })
  const bills = await makeClaim(checker, id, '12 percent')
  const mill = await makeClaim(checker, id, 'in 1952')
  const flood = await makeClaim(checker, id, 'flood')
  const first = await addNote(checker, cost, { kind: 'note', text: 'Gross or net?' })
  await addNote(author, cost, { kind: 'note', text: 'Net.', replyTo: first.id })
  await addNote(checker, cost, { kind: 'method', text: 'Called the town.' })
  const evidence = await addEvidence(checker, cost, {
    source: sourceOf({
      title: 'Accounts',
      author: [{ family: 'Holm', given: 'Ada' }],
      URL: 'https://town.example/accounts',
      issued: '2025-02',
    }),
    ...{ stance: 'supports', directness: 'primary', credibility: 2, quote: 'it was five crowns', locator: 'p. 2', note: 'Clear.' },
  } as const)
  await captureSource(checker, evidence.sourceId, { format: 'text', bytes: new TextEncoder().encode('Then it was five crowns a head.') })
  await addEvidence(checker, bills, {
    source: sourceOf({ title: 'A clerk', confidential: true, publicLabel: 'An official' }),
    ...{ stance: 'refutes', directness: 'secondary', credibility: null, quote: null, locator: null, note: null },
  } as const)
  for (const claim of [cost, bills, mill, flood])
    await patch(checker, claim, { state: 'checked', outcome: 'wrong', confidence: 'high', confidenceReason: 'Counted.' })
  // The level is another's than the decision.
  await patch(editor, flood, { confidence: 'moderate', confidenceReason: 'One counter.', dueOn: '2036-05-31' })
  await answerChecklist(checker, cost, { item: 'In which year’s money?', answer: 'That of 1950', was: '' })
  await answerChecklist(checker, cost, { item: 'Recomputed: how?', answer: '2 + 3', was: '' })
  const twin = await makePerson('checker', `twin-${Math.random().toString(36).slice(2)}`)
  const { id: check } = await askSecondCheck(checker, cost, twin.id)
  await answerSecondCheck(twin, check, { quote: '5 crowns', outcome: 'confirmed', confidence: 'low', reason: 'Counted anew.' })
  await declineCorrection(editor, (await proposeCorrection(checker, bills, { after: '11 percent', reason: 'Rounded' })).id, 'House style')
  await acceptCorrection(author, (await proposeCorrection(checker, mill, { after: 'in 1953' })).id)
  // Stale, context changed, and gone.
  await replaceWords(author, id, '12 percent', '14 percent')
  await replaceWords(author, id, 'The river may', 'The river will not')
  const gone = await makeClaim(checker, id, '40 boats')
  await patch(checker, gone, { state: 'checked', outcome: 'confirmed', override: 'Seen.' }).catch(() =>
    patch(checker, gone, { priority: 'low' }),
  )
  await replaceWords(author, id, 'Nobody counted 40 boats. ', '')
  await dismissSentence(checker, id, { start: 0, reason: 'opinion' }).catch(() => {})
  await logContact(checker, id, {
    ...{ name: 'Ada Holm', role: 'clerk', channel: 'phone', terms: 'background', at: new Date('2026-05-01T10:00:00Z'), summary: 'Rang.' },
    answers: [{ claimId: cost, said: 'confirmed', words: 'Yes.' }],
  } as const)
  await addReply(checker, id, {
    ...{ party: 'The town', criticism: 'It hid the price.', claimIds: [cost, mill], channel: 'e-mail' },
    ...{ askedAt: new Date('2026-05-01T10:00:00Z'), deadline: new Date('2036-05-02T10:00:00Z') },
    ...{ answer: null, answeredAt: null, used: null, closedReason: null },
  })
  await publishArticle(editor, id, { address: 'https://paper.example/mill', place: 'page 3', at: new Date('2026-05-03T10:00:00Z') })
  await addErratum(editor, id, {
    ...{ claimId: cost, sourceId: evidence.sourceId, kind: 'figure', wrong: 'five', right: 'six', cause: 'source-wrong' },
    ...{ causeNote: 'Misread', notice: 'It was six.', printedAt: new Date('2026-05-04T10:00:00Z') },
  } as const)
  // Words of nobody's claim, words of a part of one, and words that stand no more.
  const { text } = await readArticle(author, id)
  const { version } = (await openArticle(author, 'article.read', id)).article
  for (const [before, after] of [
    ['Opponents', 'Critics'],
    ['per', 'a'],
    ['called it', 'said it was'],
  ] as const) {
    const start = text.indexOf(before, before === 'per' ? text.indexOf('14') : 0)
    await proposeWords(checker, id, { selector: { start, end: start + before.length, version }, after, reason: 'Plainer' })
  }
  await replaceWords(author, id, 'called', 'named')
  await signOff(editor, id, { exceptions: BLOCKER_KINDS.map((kind) => ({ kind, reason: 'Known.' })) })
  return id
}

describe('an article brought back from its JSON export', () => {
  it('is what it was: claims on their words with all that hangs on them, sources, and what was done around them', async () => {
    const id = await busyArticle()
    const before = await exported(id)
    const { id: again, messages } = await broughtBack(before.bytes)
    const after = await exported(again)
    expect(comparable(after.json)).toEqual(comparable(before.json))
    expect((before.json.claims as { freshness: string }[]).map((one) => one.freshness)).toEqual(
      expect.arrayContaining(['fresh', 'stale', 'context-changed', 'orphaned']),
    )
    const given = (json: Json) => new Set((json.claims as { confidenceBy: string | null }[]).map((one) => one.confidenceBy))
    expect(given(after.json)).toEqual(given(before.json))
    expect(given(before.json)).toContain(editor.name)
    const { proposals } = (after.json as { record: { proposals: { before: string; place: { start: number } | null }[] } }).record
    expect(proposals.map(({ before: words, place }) => [words, place !== null])).toEqual([
      ['Opponents', true],
      ['called it', false],
    ])
    // And once more, so that nothing is added on the way.
    const third = await exported((await broughtBack(after.bytes, editor)).id)
    expect(comparable(third.json)).toEqual(comparable(before.json))
    expect(messages.map((one) => one.message).join('\n')).toMatch(/5 claims and 2 sources.*from a file/s)
    expect(verifyDesk().isSound).toBe(true)
  })

  it('keeps its history as told, and its next claim has a number of its own', async () => {
    const id = await busyArticle()
    const { json, bytes } = await exported(id)
    const { id: again } = await broughtBack(bytes)
    const trail = ((await exported(again)).json.record as { trail: { action: string; by: string }[] }).trail
    const before = (json.record as { trail: { action: string; by: string; at: string }[] }).trail
    expect(trail.slice(-before.length)).toEqual(before)
    const { entries } = await readHistory(viewer, again, { action: 'article.brought-back', limit: 5 })
    expect(entries[0]?.after).toMatchObject({ exportedBy: editor.name, claims: 5, signOffs: [{ role: 'editor', by: editor.name }] })
    expect(JSON.stringify(entries[0]?.after)).toContain('"reason":"Known."')
    const numbers = (json.claims as { number: number }[]).map((one) => one.number)
    await makeClaim(checker, again, 'Opponents')
    expect(Math.max(...(await readClaims(checker, again)).map((one) => one.number))).toBe(Math.max(...numbers) + 1)
  })

  it('speaks for nobody of this desk: names are of a file, no account is made, signatures count for nothing', async () => {
    const id = await busyArticle()
    const { bytes } = await exported(id)
    const { id: again } = await broughtBack(bytes)
    const claims = await readClaims(viewer, again)
    expect(new Set(claims.flatMap((one) => (one.decision ? [one.decision.by.name] : [])))).toEqual(
      new Set([`${checker.name} (from a file)`]),
    )
    for (const claim of claims) expect([checker.id, editor.id, author.id]).not.toContain(claim.decision?.by.id)
    const told = (await listPeople(admin)).filter((person) => person.name.endsWith('(from a file)'))
    expect(told.length).toBeGreaterThan(0)
    for (const person of told) expect(person).toMatchObject({ isSample: true, isActive: false })
    expect((await readReadiness(editor, again)).signOffs).toEqual([])
  })

  it('uses a source of this desk that is as the file has it, and adds one that is not', async () => {
    const id = await makeArticle(author)
    const claim = await makeClaim(checker, id, '5 crowns')
    const { sourceId } = await addEvidence(checker, claim, {
      source: sourceOf({ title: 'Accounts of the mill' }),
      ...{ stance: 'supports', directness: 'primary', credibility: 1, quote: null, locator: null, note: null },
    } as const)
    const { bytes, json } = await exported(id)
    const same = await exported((await broughtBack(bytes)).id)
    expect((same.json.sources as { id: string }[])[0]?.id).toBe(sourceId)
    const changed = JSON.stringify(json).replaceAll('Accounts of the mill', 'Accounts of the town')
    const other = await exported((await broughtBack(new TextEncoder().encode(changed))).id)
    expect((other.json.sources as { id: string }[])[0]?.id).not.toBe(sourceId)
  })

  it('is a text alone for who may not decide claims, says what a public file lacks, and is looked through first', async () => {
    const id = await busyArticle()
    const { bytes } = await exported(id)
    const { id: plain, messages } = await broughtBack(bytes, author)
    expect(await readClaims(author, plain)).toEqual([])
    expect(messages.map((one) => one.message).join('\n')).toMatch(/Only the text was brought back/)
    const open = await exported(id, editor, 'public')
    const preview = await previewImport(checker, { format: 'json', bytes: open.bytes })
    expect(preview.messages.map((one) => one.message).join('\n')).toMatch(/made for the public.*not in it/)
    const { id: public_ } = await broughtBack(open.bytes)
    expect((await readClaims(checker, public_)).length).toBe((open.json.claims as unknown[]).length)
    expect(verifyDesk().isSound).toBe(true)
  })

  it.each(['checker', 'editor'] as const)('makes no %s the one who decided, also where the file names nobody', async (role) => {
    const by = role === 'checker' ? checker : editor
    const { bytes, json } = await exported(await busyArticle(), editor, 'public')
    expect((json.claims as { decision: { by: string } }[])[0]?.decision.by).toBe('')
    const { id } = await broughtBack(bytes, by)
    const claims = await readClaims(viewer, id)
    expect(claims.length).toBeGreaterThan(0)
    for (const claim of claims) {
      expect(claim.decision?.by.name).toBe('Somebody who is not named (from a file)')
      expect(claim.createdBy.name).toBe('Somebody who is not named (from a file)')
    }
  })

  it('gives a checker no right of an editor: what only editors may say is left out, and told', async () => {
    const { json } = await exported(await busyArticle())
    const claims = json.claims as Json[]
    claims[0] = {
      ...claims[0],
      ...{ outcome: 'confirmed', freshness: 'fresh', evidence: [], evidenceOverride: 'Seen.', legalFlag: true, legalKind: 'privacy' },
      blindChecks: [
        {
          ...{ by: 'Ada', at: '2026-05-01T10:00:00.000Z', outcome: 'confirmed', firstOutcome: 'wrong', reason: 'Counted.' },
          settled: { by: 'Ada', outcome: 'wrong', reason: 'It is.' },
        },
      ],
    }
    const bytes = new TextEncoder().encode(JSON.stringify(json))
    const { id, messages } = await broughtBack(bytes, checker)
    expect(messages.map((one) => one.message).join('\n')).toMatch(
      /Left out, since your role may not say it.*1 reason for deciding without evidence, 1 settled second check, 1 legal flag, 2 decisions on proposed words, 1 publication\. An editor/,
    )
    const mine = (await exported(id)).json as { claims: Json[]; record: { publications: unknown[] } }
    expect(mine.claims[0]).toMatchObject({ evidenceOverride: null, legalFlag: false, legalKind: null, blindChecks: [{ settled: null }] })
    expect(JSON.stringify(mine)).not.toMatch(/"state":"(?:accepted|declined)"/)
    expect(mine.record.publications).toEqual([])
    await expect(exportArticle(checker, id, 'claim-review')).rejects.toThrow(/published/)
    const whole = (await exported((await broughtBack(bytes, editor)).id)).json as typeof mine
    expect(whole.claims[0]).toMatchObject({ evidenceOverride: 'Seen.', legalFlag: true, blindChecks: [{ settled: { outcome: 'wrong' } }] })
    expect(whole.record.publications).toHaveLength(1)
  })

  it('keeps every note where a report shows it, whatever the file says it answers', async () => {
    const { json } = await exported(await busyArticle())
    const claim = (json.claims as { number: number; notes: Json[] }[]).find(({ notes }) => notes.length === 3)
    const [first, answer, method] = claim?.notes ?? []
    if (!claim || !first || !answer || !method) throw new Error('The article has a claim with three notes.')
    first.replyToId = first.id
    method.replyToId = answer.id
    const { id } = await broughtBack(new TextEncoder().encode(JSON.stringify(json)))
    const report = await exportArticle(editor, id, 'markdown', 'internal')
    const text = await new Response(report.stream()).text()
    for (const words of ['Gross or net?', 'Net.', 'Called the town.']) expect(text).toContain(words)
  })

  it('keeps a captured text that this desk has not, with a source of its own', async () => {
    const { json } = await exported(await busyArticle())
    const captured = (json.sources as { captures: { text: string; hash: string }[] }[]).find(({ captures }) => captures.length > 0)
    const [capture] = captured?.captures ?? []
    if (!capture) throw new Error('A source of the article has a captured text.')
    Object.assign(capture, { text: 'Kept on another desk.', hash: 'a'.repeat(64) })
    const { id } = await broughtBack(new TextEncoder().encode(JSON.stringify(json)))
    expect(JSON.stringify((await exported(id)).json.sources)).toContain('Kept on another desk.')
  })

  it('as a newer draft of itself changes nothing', async () => {
    const id = await busyArticle()
    const { bytes } = await exported(id)
    const draft = await proposeDraft(editor, id, { format: 'json', bytes })
    const preview = await previewDraft(editor, id, draft.id)
    expect(preview.rows.every((row) => row.kind === 'same')).toBe(true)
  })

  it.each([
    ['text that was changed', (text: string) => text.replaceAll('The mill closed', 'The mill burned'), null],
    ['a fingerprint of another text', (text: string) => text.replace(/"textHash": "[0-9a-f]{8}/, '"textHash": "00000000'), /fingerprint/],
    [
      'one question answered twice',
      (text: string) => text.replace('"Recomputed: how?"', '"In which year’s money?"'),
      /claims\.\d+\.checklist/,
    ],
    ['an outcome nobody knows', (text: string) => text.replace('"outcome": "wrong"', '"outcome": "sure"'), /claims\.\d+\.outcome/],
    [
      'two claims of one number',
      (text: string) => text.replace(/"number": 2,\n\s+"ranges"/, '"number": 1, "ranges"'),
      /Two claims in this file have the number C1/,
    ],
    ['a claim beyond the text', (text: string) => text.replace(/"end": \d+/, '"end": 99999'), /outside of its text/],
    [
      'evidence on a source that is not in it',
      (text: string) => text.replace(/"sourceId": "[^"]+"/, '"sourceId": "none"'),
      /a source of C\d+ that is not in it/,
    ],
    ['two sources alike', (text: string) => text.replace(/"sources": \[\s*(\{.*?\n {4}\})/s, '"sources": [$1, $1'), /two sources alike/],
    [
      'an answer about a claim that is not in it',
      (text: string) => text.replace(/("answers": \[\s*\{\s*"claim": )\d+/, '$177'),
      /C77, a claim that is not in it/,
    ],
    [
      'a checked claim without an outcome',
      (text: string) => text.replace(/("state": "checked",\s*"outcome": )"wrong"/, '$1null'),
      /claims\.\d+ is not/,
    ],
    [
      'a decided correction without its time',
      (text: string) => text.replace(/("decidedAt": )"[^"]+"/, '$1null'),
      /claims\.\d+\.corrections/,
    ],
    ['another JSON', () => '{"schema":"other/1"}', /not a JSON file that Tickmark made/],
    ['half a file', (text: string) => text.slice(0, text.length / 2), /could not be read as JSON/],
  ])('is refused with %s', async (_, spoil, wanted) => {
    const id = await busyArticle()
    const { bytes } = await exported(id)
    const spoilt = new TextEncoder().encode(spoil(new TextDecoder().decode(bytes)))
    const error = await broughtBack(spoilt).then(
      () => null,
      (problem: unknown) => problem,
    )
    // A text changed everywhere alike is caught by its fingerprint.
    expect(error).toBeInstanceOf(AppError)
    if (wanted) expect((error as AppError).message).toMatch(wanted)
    expect((error as AppError).code).toBe('unreadable')
  })

  it('opens as any article does', async () => {
    const { id } = await broughtBack((await exported(await busyArticle())).bytes)
    const open = await openArticle(viewer, 'article.read', id)
    expect(open.article.title).toMatch(/^It cost/)
  })
})
