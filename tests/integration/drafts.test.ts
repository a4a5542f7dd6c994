import { describe, expect, inject, it } from 'vitest'
import { corpus } from '@/tests/support/corpora'
import { apiOf } from '@/tests/support/desk'
import { judgeRevisions, printFates, readPairs } from '@/tests/support/revisions'

const desk = inject('desk')
const editor = apiOf(desk.url, desk.people.editor.token)
const checker = apiOf(desk.url, desk.people.checker.token)
const author = apiOf(desk.url, desk.people.author.token)
const viewer = apiOf(desk.url, desk.people.viewer.token)

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into field by field
type Any = any

const TEXT = [
  'The bridge opened in 1911 after four years of work.',
  'It cost nine million crowns, twice what the council had voted.',
  'The mayor wept at the ceremony.',
  'A toll was taken until 1937.',
].join('\n')
const NEWER = [
  'A toll was taken until 1937.',
  'The bridge opened in 1911 after four years of work.',
  'It cost ten million crowns, twice what the council had voted.',
  'A band played until midnight and nobody counted the barrels.',
].join('\n')

async function makeArticle(text = TEXT) {
  const { body } = await editor<Any>('POST', '/api/articles', { text })
  return body.id as string
}
const claimOn = async (articleId: string, exact: string, fields: object = {}) =>
  (await editor<Any>('POST', `/api/articles/${articleId}/claims`, { selector: { exact }, ...fields })).body
const read = async (articleId: string) => (await editor<Any>('GET', `/api/articles/${articleId}`)).body
const decide = async (claim: Any) =>
  (await editor<Any>('PATCH', `/api/claims/${claim.id}`, { revision: claim.revision, outcome: 'confirmed', state: 'checked' })).body

describe('a newer draft', () => {
  it('says what it would do and does nothing until it is applied', async () => {
    const id = await makeArticle()
    const [opened, cost, wept, toll] = [
      await claimOn(id, 'opened in 1911'),
      await decide(await claimOn(id, 'nine million crowns')),
      await decide(await claimOn(id, 'The mayor wept')),
      await claimOn(id, 'until 1937'),
    ]
    const before = await read(id)
    const draft = await editor<Any>('POST', `/api/articles/${id}/drafts`, { text: NEWER })
    expect(draft.status).toBe(201)
    expect(draft.body.carried.map((one: Any) => one.claimId).sort()).toEqual([opened.id, toll.id].sort())
    expect(draft.body.stale).toMatchObject([
      { claimId: cost.id, before: 'nine million crowns', after: 'ten million crowns', isDecided: true },
    ])
    expect(draft.body.lost).toMatchObject([{ claimId: wept.id, before: 'The mayor wept' }])
    expect(draft.body.added).toMatchObject([{ text: 'A band played until midnight and nobody counted the barrels.' }])
    expect((await read(id)).textHash).toBe(before.textHash)

    const applied = await editor<Any>('POST', `/api/articles/${id}/drafts/${draft.body.id}/apply`, { version: draft.body.version })
    expect(applied.status).toBe(200)
    expect(applied.body.text).toBe(NEWER)
    const states = Object.fromEntries(applied.body.claims.map((claim: Any) => [claim.id, [claim.freshness, claim.quote]]))
    expect(states).toEqual({
      [opened.id]: ['fresh', 'opened in 1911'],
      [cost.id]: ['stale', 'ten million crowns'],
      [wept.id]: ['orphaned', 'The mayor wept'],
      [toll.id]: ['fresh', 'until 1937'],
    })
    expect((await editor('POST', `/api/articles/${id}/drafts/${draft.body.id}/apply`, {})).status).toBe(409)
  })

  it('is undone by restoring the version before it, claims and freshness included', async () => {
    const id = await makeArticle()
    const cost = await decide(await claimOn(id, 'nine million crowns'))
    const wept = await claimOn(id, 'The mayor wept')
    const before = await read(id)
    const draft = await editor<Any>('POST', `/api/articles/${id}/drafts`, { text: NEWER })
    await editor('POST', `/api/articles/${id}/drafts/${draft.body.id}/apply`, {})
    const back = await editor<Any>('POST', `/api/articles/${id}/versions/${before.version}/restore`)
    expect(back.status).toBe(200)
    const now = await read(id)
    expect(now.textHash).toBe(before.textHash)
    expect(now.version).toBeGreaterThan(before.version)
    expect(now.claims.map((claim: Any) => [claim.id, claim.freshness, claim.quote])).toEqual([
      [cost.id, 'fresh', 'nine million crowns'],
      [wept.id, 'fresh', 'The mayor wept'],
    ])
  })

  it('keeps the present headline when it has none, and takes its own when it has', async () => {
    const { body } = await editor<Any>('POST', '/api/articles', { html: '<h1>The bridge</h1><p>It opened in 1911.</p>' })
    const plain = await editor<Any>('POST', `/api/articles/${body.id}/drafts`, { text: 'It opened in 1912.' })
    expect(plain.body.messages[0].message).toMatch(/no headline/)
    await editor('POST', `/api/articles/${body.id}/drafts/${plain.body.id}/apply`, {})
    expect((await read(body.id)).text).toBe('The bridge\nIt opened in 1912.')
    const first = await editor<Any>('POST', `/api/articles/${body.id}/drafts`, { text: 'The bridge\nIt opened in 1913.' })
    await editor('POST', `/api/articles/${body.id}/drafts/${first.body.id}/apply`, {})
    expect((await read(body.id)).text).toBe('The bridge\nIt opened in 1913.')
  })

  it('puts an accepted proposal in place, and refuses one it did not make', async () => {
    const id = await makeArticle('Aid rose in May. The bill was 5 million. Then it fell. The bill was 5 million. End.')
    const at = 'Aid rose in May. '.length
    const { body: claim } = await editor<Any>('POST', `/api/articles/${id}/claims`, {
      selector: { start: at, end: at + 'The bill was 5 million.'.length },
    })
    const draft = await editor<Any>('POST', `/api/articles/${id}/drafts`, {
      text: 'Aid rose in May. Then it fell. The bill was 5 million. End.',
    })
    expect(draft.body.carried).toEqual([])
    expect(draft.body.proposals).toMatchObject([{ claimId: claim.id, reason: 'same-words-elsewhere' }])
    const wrong = await editor<Any>('POST', `/api/articles/${id}/drafts/${draft.body.id}/apply`, { accept: ['nobody'] })
    expect([wrong.status, (await read(id)).text.length]).toEqual([422, 83])
    const applied = await editor<Any>('POST', `/api/articles/${id}/drafts/${draft.body.id}/apply`, { accept: [claim.id] })
    expect(applied.body.claims[0]).toMatchObject({ quote: 'The bill was 5 million.', freshness: 'fresh' })
  })

  it('is refused when the article moved on since the preview, and can be left', async () => {
    const id = await makeArticle()
    const draft = await editor<Any>('POST', `/api/articles/${id}/drafts`, { text: NEWER })
    await claimOn(id, 'The mayor wept')
    const late = await editor<Any>('POST', `/api/articles/${id}/drafts/${draft.body.id}/apply`, { version: draft.body.version })
    expect([late.status, late.body.error.code]).toEqual([409, 'stale-version'])
    expect((await editor('DELETE', `/api/articles/${id}/drafts/${draft.body.id}`)).status).toBe(204)
    expect((await editor('POST', `/api/articles/${id}/drafts/${draft.body.id}/apply`, {})).status).toBe(409)
    expect((await read(id)).text).toBe(TEXT)
  })

  it('is brought by authors and editors only; a bad one leaves nothing behind', async () => {
    const id = await makeArticle()
    expect((await checker('POST', `/api/articles/${id}/drafts`, { text: NEWER })).status).toBe(403)
    expect((await viewer('POST', `/api/articles/${id}/drafts`, { text: NEWER })).status).toBe(403)
    expect((await editor('POST', `/api/articles/${id}/drafts`, { text: '  ' })).status).toBe(422)
    expect((await editor('POST', `/api/articles/${id}/drafts`, {})).status).toBe(400)
    expect((await editor<Any>('GET', `/api/articles/${id}/drafts`)).body.drafts).toEqual([])
  })
})

describe('the tray', () => {
  it('says where words stood, proposes, and attaches only when told to', async () => {
    const id = await makeArticle()
    const wept = await decide(await claimOn(id, 'The mayor wept at the ceremony.'))
    const { version, text } = await read(id)
    const start = text.indexOf('\nThe mayor wept')
    await author('POST', `/api/articles/${id}/edits`, {
      version,
      edits: [{ start, end: start + '\nThe mayor wept at the ceremony.'.length, text: '' }],
    })
    let tray = (await editor<Any>('GET', `/api/articles/${id}/tray`)).body
    expect(tray.items).toMatchObject([{ claim: { id: wept.id, freshness: 'orphaned' }, stood: { version }, proposals: [] }])
    expect(tray.items[0].stood.prefix).toContain('had voted.')

    // The same words come back by hand: proposed, not attached.
    const now = await read(id)
    await author('POST', `/api/articles/${id}/edits`, {
      version: now.version,
      edits: [{ start: now.text.length, end: now.text.length, text: '\nThe mayor wept at the ceremony.' }],
    })
    tray = (await editor<Any>('GET', `/api/articles/${id}/tray`)).body
    const [proposal] = tray.items[0].proposals
    expect(proposal.text).toBe('The mayor wept at the ceremony.')
    expect((await read(id)).claims[0].ranges).toEqual([])
    const attached = await editor<Any>('PUT', `/api/claims/${wept.id}/range`, {
      selector: { start: proposal.start, end: proposal.end, version: tray.version },
    })
    expect(attached.body).toMatchObject({ quote: 'The mayor wept at the ceremony.', freshness: 'fresh' })
    expect((await editor<Any>('GET', `/api/articles/${id}/tray`)).body.items).toEqual([])
  })
  it('lets go of a claim that is recorded as cut', async () => {
    const id = await makeArticle()
    const wept = await claimOn(id, 'The mayor wept')
    const { version, text } = await read(id)
    const start = text.indexOf('The mayor wept')
    await author('POST', `/api/articles/${id}/edits`, { version, edits: [{ start, end: start + 14, text: 'Nobody wept' }] })
    await author('POST', `/api/articles/${id}/drafts`, { text: 'x' })
    const gone = await editor<Any>('POST', `/api/articles/${id}/drafts`, { text: 'Quite another text.' })
    await editor('POST', `/api/articles/${id}/drafts/${gone.body.id}/apply`, {})
    expect((await editor<Any>('GET', `/api/articles/${id}/tray`)).body.items).toHaveLength(1)
    const { body: claim } = await editor<Any>('GET', `/api/claims/${wept.id}`)
    expect((await editor('PATCH', `/api/claims/${wept.id}`, { revision: claim.revision, state: 'cut' })).status).toBe(200)
    expect((await editor<Any>('GET', `/api/articles/${id}/tray`)).body.items).toEqual([])
  })
})

describe('versions', () => {
  it('are named, read with their claims as they stood, compared and restored', async () => {
    const id = await makeArticle()
    const cost = await claimOn(id, 'nine million crowns', { priority: 'high' })
    const named = await editor<Any>('POST', `/api/articles/${id}/versions`, { name: 'To the printer' })
    expect(named.status).toBe(201)
    expect((await editor<Any>('POST', `/api/articles/${id}/versions`, { name: 'To the printer' })).status).toBe(409)
    const then = named.body.version
    const { text } = await read(id)
    const at = text.indexOf('nine')
    await author('POST', `/api/articles/${id}/edits`, { version: then, edits: [{ start: at, end: at + 4, text: 'ten' }] })
    await decide((await editor<Any>('GET', `/api/claims/${cost.id}`)).body)
    await claimOn(id, 'The mayor wept')

    const old = (await editor<Any>('GET', `/api/articles/${id}/versions/${then}`)).body
    expect(old.names).toEqual(['To the printer'])
    expect(old.claims).toMatchObject([
      { id: cost.id, quote: 'nine million crowns', state: 'unchecked', outcome: null, decision: null, priority: 'high' },
    ])
    const list = (await editor<Any>('GET', `/api/articles/${id}/versions`)).body.versions
    expect(list[0]).toMatchObject({ kind: 'api', by: { name: 'Author Person' } })
    expect(list.at(-1)).toMatchObject({ kind: 'start', version: 0 })
    expect(list.flatMap((one: Any) => one.names.map((name: Any) => name.name))).toEqual(['To the printer'])
    const { rows } = (await editor<Any>('GET', `/api/articles/${id}/compare?from=${then}&to=${then + 1}`)).body
    const changed = rows.filter((row: Any) => row.kind !== 'same')
    expect(changed).toHaveLength(1)
    expect(changed[0].parts.filter((part: Any) => part.kind !== 'same').map((part: Any) => part.text)).toEqual(['nine', 'ten'])

    await editor('POST', `/api/articles/${id}/versions/${then}/restore`)
    const now = await read(id)
    expect(now.text).toBe(TEXT)
    // The claim made since is on its words; the decision made on “ten” is stale on “nine”.
    expect(now.claims.map((claim: Any) => [claim.quote, claim.freshness])).toEqual([
      ['nine million crowns', 'stale'],
      ['The mayor wept', 'fresh'],
    ])
    expect((await editor('GET', `/api/articles/${id}/versions/9999`)).status).toBe(404)
  })

  it('tell who wrote which words, and whether after the check', async () => {
    const id = await makeArticle()
    const cost = await decide(await claimOn(id, 'nine million crowns'))
    const { version, text } = await read(id)
    const at = text.indexOf('nine')
    await author('POST', `/api/articles/${id}/edits`, { version, edits: [{ start: at, end: at + 4, text: 'ten' }] })
    const answer = await checker<Any>(
      'GET',
      `/api/articles/${id}/authorship?start=${text.indexOf('It cost')}&end=${at + 'ten million'.length}`,
    )
    expect(answer.body.stretches.map((one: Any) => [one.text, one.by.name, one.version > 0, one.writtenAfterCheckOf])).toEqual([
      ['It cost ', 'Editor Person', false, []],
      ['ten', 'Author Person', true, [cost.number]],
      [' million', 'Editor Person', false, []],
    ])
  })

  it('of a draft belong to whoever applied it only where words differ', async () => {
    const id = await makeArticle()
    const draft = await author<Any>('POST', `/api/articles/${id}/drafts`, { text: TEXT.replace('nine', 'ten') })
    await author('POST', `/api/articles/${id}/drafts/${draft.body.id}/apply`, {})
    const { text } = await read(id)
    const answer = await editor<Any>('GET', `/api/articles/${id}/authorship?start=0&end=${text.length}`)
    expect(answer.body.stretches.filter((one: Any) => one.by.name === 'Author Person').map((one: Any) => one.text)).toEqual(['ten'])
  })
})

describe('corrections', () => {
  it('are proposed by a checker, accepted into the text in the author’s name, and the claim stays on the new words', async () => {
    const id = await makeArticle()
    const cost = await decide(await claimOn(id, 'nine million crowns'))
    const proposed = await checker<Any>('POST', `/api/claims/${cost.id}/corrections`, {
      after: 'ten million crowns',
      reason: 'Council minutes, p. 4',
    })
    expect(proposed.status).toBe(201)
    expect((await read(id)).text).toBe(TEXT)
    expect((await checker('POST', `/api/corrections/${proposed.body.id}/decision`, { decision: 'accept' })).status).toBe(403)
    const accepted = await author<Any>('POST', `/api/corrections/${proposed.body.id}/decision`, { decision: 'accept' })
    expect(accepted.body).toMatchObject({
      state: 'accepted',
      before: 'nine million crowns',
      after: 'ten million crowns',
      decidedBy: { name: 'Author Person' },
    })
    const now = await read(id)
    expect(now.text).toBe(TEXT.replace('nine', 'ten'))
    expect(now.claims[0]).toMatchObject({
      quote: 'ten million crowns',
      freshness: 'fresh',
      outcome: 'changed',
      decision: { quote: 'ten million crowns', by: { name: 'Checker Person' } },
    })
    expect((await author('POST', `/api/corrections/${proposed.body.id}/decision`, { decision: 'accept' })).status).toBe(409)
  })
  it('are declined with a reason only, and one’s own can be taken back', async () => {
    const id = await makeArticle()
    const cost = await claimOn(id, 'nine million crowns')
    const first = (await checker<Any>('POST', `/api/claims/${cost.id}/corrections`, { after: '9 m crowns' })).body
    expect((await author('POST', `/api/corrections/${first.id}/decision`, { decision: 'decline' })).status).toBe(422)
    const declined = await author<Any>('POST', `/api/corrections/${first.id}/decision`, { decision: 'decline', reason: 'House style' })
    expect(declined.body).toMatchObject({ state: 'declined', decisionReason: 'House style' })
    const second = (await checker<Any>('POST', `/api/claims/${cost.id}/corrections`, { after: '9 million crowns' })).body
    const back = await checker<Any>('POST', `/api/corrections/${second.id}/decision`, { decision: 'decline' })
    expect(back.body.state).toBe('withdrawn')
    expect((await read(id)).text).toBe(TEXT)
  })
  it('are refused once the words they were for have changed', async () => {
    const id = await makeArticle()
    const cost = await claimOn(id, 'nine million crowns')
    const proposed = (await checker<Any>('POST', `/api/claims/${cost.id}/corrections`, { after: 'ten million crowns' })).body
    const { version, text } = await read(id)
    const at = text.indexOf('nine')
    await author('POST', `/api/articles/${id}/edits`, { version, edits: [{ start: at, end: at + 4, text: 'eight' }] })
    const late = await author<Any>('POST', `/api/corrections/${proposed.id}/decision`, { decision: 'accept' })
    expect([late.status, late.body.error.message]).toEqual([422, expect.stringMatching(/changed after this was proposed/)])
    expect((await read(id)).text).toContain('eight million')
  })
})

describe('what changed since somebody last looked', () => {
  it('lists what others did, until they say they have seen it', async () => {
    const id = await makeArticle()
    expect((await checker<Any>('GET', `/api/articles/${id}/changes`)).body).toMatchObject({ since: null, entries: [] })
    const claim = await claimOn(id, 'nine million crowns')
    await checker('POST', `/api/claims/${claim.id}/notes`, { text: 'my own' })
    const changes = (await checker<Any>('GET', `/api/articles/${id}/changes`)).body
    expect(changes.entries.map((entry: Any) => entry.action)).toEqual(['claim.created'])
    expect((await checker('PUT', `/api/articles/${id}/changes`, changes.now)).status).toBe(204)
    expect((await checker<Any>('GET', `/api/articles/${id}/changes`)).body.entries).toEqual([])
    expect((await checker('PUT', `/api/articles/${id}/changes`, { historySeq: 99_999, version: 0 })).status).toBe(422)
  })
})

describe('history', () => {
  it('has an entry for each of these, is filtered by person and kind, and its chain is intact', async () => {
    const id = await makeArticle()
    const cost = await claimOn(id, 'nine million crowns')
    const proposed = (await checker<Any>('POST', `/api/claims/${cost.id}/corrections`, { after: 'ten million crowns' })).body
    await author('POST', `/api/corrections/${proposed.id}/decision`, { decision: 'accept' })
    await editor('POST', `/api/articles/${id}/versions`, { name: 'One' })
    const draft = (await author<Any>('POST', `/api/articles/${id}/drafts`, { text: NEWER })).body
    await author('POST', `/api/articles/${id}/drafts/${draft.id}/apply`, {})
    await author('POST', `/api/articles/${id}/versions/0/restore`)
    const actions = async (query = '') =>
      (await editor<Any>('GET', `/api/articles/${id}/history?limit=200${query}`)).body.entries.map((entry: Any) => entry.action)
    const all = await actions()
    for (const action of [
      'article.created',
      'claim.created',
      'correction.proposed',
      'correction.accepted',
      'version.named',
      'draft.brought',
      'draft.applied',
      'version.restored',
    ])
      expect(all).toContain(action)
    expect(await actions(`&person=${desk.people.checker.id}`)).toEqual(['correction.proposed'])
    expect(await actions('&action=version.')).toEqual(['version.restored', 'version.named'])
  })
})

describe('revisions of real prose, through POST /drafts', () => {
  const file = corpus('corpora/revisions/data/revisions.jsonl.gz')
  it.skipIf(!file)('carries every unchanged passage, most edited ones, and no deleted one', { timeout: 600_000 }, async () => {
    const table = await judgeRevisions(editor, readPairs(file ?? ''))
    console.info(printFates(table))
    const total = (row: Record<string, number>) => Object.values(row).reduce((sum, count) => sum + count, 0)
    expect(table.same['carried elsewhere']).toBe(0)
    expect(table.moved['carried elsewhere']).toBe(0)
    expect(table.same['carried right'] / total(table.same)).toBeGreaterThanOrEqual(0.995)
    expect((table.edited['carried right'] + table.edited['proposed right']) / total(table.edited)).toBeGreaterThanOrEqual(0.95)
    expect(table.deleted['carried elsewhere']).toBe(0)
    expect(table.deleted['proposed elsewhere'] / total(table.deleted)).toBeLessThan(0.04)
  })
})
