import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/server/app-error'
import { currentCommand, NOT_DONE, write } from '@/lib/server/db'
import type { Actor } from '@/lib/server/session'
import { findCommand } from '@/lib/server/store/commands'
import { listArticles } from '@/lib/server/use-cases/articles/list-articles'
import { setAccess } from '@/lib/server/use-cases/articles/set-access'
import { readClaim } from '@/lib/server/use-cases/claims/read-claims'
import { readWork } from '@/lib/server/use-cases/claims/read-work'
import { undoStep } from '@/lib/server/use-cases/claims/undo-step'
import { updateClaim } from '@/lib/server/use-cases/claims/update-claim'
import { acceptCorrection, proposeCorrection } from '@/lib/server/use-cases/claims/write-corrections'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'
import { dismissSentence, takeUp } from '@/lib/server/use-cases/coverage/dismiss'
import { readCoverage } from '@/lib/server/use-cases/coverage/read-coverage'
import { changeSettings, deskSettings } from '@/lib/server/use-cases/desk/change-settings'
import { verifyDesk } from '@/lib/server/use-cases/desk/verify-desk'
import { logContact, readContacts } from '@/lib/server/use-cases/evidence/write-contacts'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { publishArticle } from '@/lib/server/use-cases/publication/publish'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'
import { signOff, withdrawSignOff } from '@/lib/server/use-cases/sign-off/sign-off'
import { addReply, changeReply, readReplies } from '@/lib/server/use-cases/sign-off/write-replies'
import { makeArticle, makeClaim, patch, replaceWords, sourceOf } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'

const { admin, author, author2, checker, checker2, editor, legal, viewer } = await people()

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (problem: unknown) => problem,
  )
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`)
  return error
}

/** What stands open but sentences without a claim, which have their own test. */
const kindsOf = async (id: string) =>
  (await readReadiness(viewer, id)).blockers.map((one) => one.kind).filter((kind) => kind !== 'uncovered')

/** An article with nothing that could be checked. */
const makeTalk = () => makeArticle(author, 'What a lovely day! Shall we go?')

const support = (
  claimId: string,
  directness: 'primary' | 'secondary' | 'tertiary',
  title: string,
  group: string | null = null,
  by: Actor = checker,
) =>
  addEvidence(by, claimId, {
    source: sourceOf({ title, independenceGroup: group }),
    stance: 'supports',
    directness,
    credibility: null,
    quote: null,
    locator: null,
    note: null,
  })

describe('the evidence rule', () => {
  const confirm = async (by: Actor, id: string, more: object = {}) =>
    updateClaim(by, id, { revision: (await readClaim(by, id)).revision, outcome: 'confirmed', state: 'checked', ...more })

  it('asks for one primary source or three secondary ones independent of each other, unless an editor lets it pass with a reason', async () => {
    await changeSettings(admin, { evidenceRule: 'primary-or-three' })
    try {
      const article = await makeArticle(author)
      const claim = await makeClaim(checker, article, '5 crowns')
      const bare = await refusal(confirm(checker, claim))
      expect(bare.code).toBe('refused')
      expect(bare.details?.reasons).toMatchObject([{ requirement: 'evidence' }])
      // A wire story in three papers counts once; what refutes it counts not at all.
      for (const paper of ['Morning', 'Noon', 'Evening']) await support(claim, 'secondary', paper, 'The wire')
      await support(claim, 'tertiary', 'An encyclopaedia')
      expect((await refusal(confirm(checker, claim))).message).toContain('one secondary source')
      await support(claim, 'secondary', 'Another town’s paper')
      await support(claim, 'secondary', 'A researcher')
      await confirm(checker, claim)
      expect(await readClaim(checker, claim)).toMatchObject({ outcome: 'confirmed', evidenceOverride: null })

      const other = await makeClaim(checker, article, '12 percent')
      // Any other outcome needs none.
      await patch(checker, other, { outcome: 'attributed', state: 'checked' })
      expect((await refusal(confirm(checker, other, { override: 'I know it.' }))).code).toBe('forbidden')
      await confirm(editor, other, { override: 'Everybody in the room heard it.' })
      expect(await readClaim(checker, other)).toMatchObject({
        evidenceOverride: 'Everybody in the room heard it.',
        decision: { by: { id: editor.id } },
      })
      // A second pair of eyes stands on the reason that was given.
      await patch(checker2, other, { state: 'cross-checked' })
      expect(await readClaim(checker, other)).toMatchObject({ state: 'cross-checked', evidenceOverride: 'Everybody in the room heard it.' })
      // The reason belongs to that decision.
      await patch(checker, other, { outcome: 'wrong' })
      expect((await readClaim(checker, other)).evidenceOverride).toBeNull()
      await undoStep(checker, article, other)
      expect((await readClaim(checker, other)).evidenceOverride).toBe('Everybody in the room heard it.')

      const third = await makeClaim(checker, article, 'crowns')
      await support(third, 'primary', 'The accounts')
      await confirm(checker, third)
    } finally {
      await changeSettings(admin, { evidenceRule: 'none' })
    }
  })
  it('is changed by an admin only, and told in the history of the desk', async () => {
    expect((await deskSettings()).evidenceRule).toBe('none')
    await changeSettings(admin, { evidenceRule: 'any' })
    const article = await makeArticle(author)
    const claim = await makeClaim(checker, article, '5 crowns')
    expect((await refusal(confirm(checker, claim))).message).toContain('Nothing supports this claim')
    await support(claim, 'tertiary', 'An encyclopaedia')
    await confirm(checker, claim)
    await changeSettings(admin, { evidenceRule: 'none' })
  })
})

describe('the gate', () => {
  it('names everything that stands open, each with its claim and place, and nothing else', async () => {
    const article = await makeArticle(
      author,
      'It cost 5 crowns. Bills fell by 12 percent.\nThe mill closed in 1952. Nobody wept. Ruth paid.',
    )
    const cost = await makeClaim(checker, article, '5 crowns')
    expect(await kindsOf(article)).toEqual(['unchecked'])
    await patch(checker, cost, { outcome: 'confirmed', state: 'checked' })
    expect(await kindsOf(article)).toEqual([])

    const bills = await makeClaim(checker, article, '12 percent', { outcome: 'wrong', state: 'checked' })
    expect((await readReadiness(viewer, article)).blockers[0]).toMatchObject({
      kind: 'wrong',
      claimId: bills,
      range: { start: 32, end: 42 },
    })
    const correction = await proposeCorrection(checker, bills, { after: '14 percent' })
    expect(await kindsOf(article)).toEqual(['wrong', 'correction'])
    await acceptCorrection(author, correction.id)
    expect(await kindsOf(article)).toEqual([])

    const mill = await makeClaim(checker, article, 'The mill closed in 1952', { outcome: 'confirmed', state: 'checked', priority: 'high' })
    expect(await kindsOf(article)).toEqual(['second-check'])
    await patch(checker2, mill, { state: 'cross-checked' })
    await replaceWords(author, article, '1952', '1953')
    expect(await kindsOf(article)).toEqual(['stale'])
    await replaceWords(author, article, 'The mill closed in 1953. ', '')
    expect(await kindsOf(article)).toEqual(['orphaned'])
    await patch(checker, mill, { state: 'cut' })
    expect(await kindsOf(article)).toEqual([])

    await patch(legal, cost, { legalFlag: true })
    const query = await addNote(checker, cost, { kind: 'author-query', text: 'Gross or net?' })
    const reply = await addReply(checker, article, {
      party: 'The mill',
      criticism: 'It is said to have paid nothing.',
      claimIds: [cost],
      channel: null,
      askedAt: null,
      deadline: null,
      answer: null,
      answeredAt: null,
      used: null,
      closedReason: null,
    })
    expect(await kindsOf(article)).toEqual(['legal', 'query', 'reply'])
    const { blockers } = await readReadiness(viewer, article)
    expect(blockers.find((one) => one.kind === 'query')?.message).toBe(`C1: ${author.name} has not answered “Gross or net?”.`)
    await addNote(author, cost, { kind: 'note', text: 'Net.', replyTo: query.id })
    await patch(legal, cost, { legalFlag: false })
    await changeReply(checker, article, reply.id, { revision: 1, askedAt: new Date(), channel: 'phone' })
    expect((await readReplies(viewer, article))[0]?.open).toContain('has not answered yet')
    await changeReply(checker, article, reply.id, { revision: 2, answer: 'We paid every crown.' })
    expect((await readReplies(viewer, article))[0]).toMatchObject({
      open: expect.stringContaining('used in the copy'),
      answeredAt: expect.any(String),
    })
    await changeReply(checker, article, reply.id, { revision: 3, used: 'in-part' })
    expect(await kindsOf(article)).toEqual([])
  })
})

describe('what nobody looked at', () => {
  it('stands in the way of a sign-off until it carries a claim or is waved away by name', async () => {
    const article = await makeArticle(author, 'The council spent 40 million crowns in 2023. The mill closed in 1952. What a lovely day!')
    const open = async () => (await readReadiness(viewer, article)).blockers.map((one) => [one.kind, one.range?.start])
    expect(await open()).toEqual([
      ['uncovered', 0],
      ['uncovered', 45],
    ])
    await makeClaim(checker, article, '40 million crowns', { state: 'dismissed' })
    const { id } = await dismissSentence(checker, article, { start: 50, reason: 'common-knowledge' })
    expect(await readReadiness(viewer, article)).toMatchObject({ isReady: true })
    expect(await readCoverage(viewer, article)).toMatchObject({ checkable: 2, covered: 2, decided: 2 })
    expect((await refusal(dismissSentence(checker, article, { start: 50, reason: 'opinion' }))).code).toBe('already-done')
    // It holds while the words do, whatever the quotation marks; other words are new.
    await replaceWords(author, article, 'in 1952', 'in 1953')
    expect(await open()).toEqual([['uncovered', 45]])
    await replaceWords(author, article, 'in 1953', 'in 1952')
    expect(await open()).toEqual([])
    await takeUp(editor, article, id)
    expect(await open()).toEqual([['uncovered', 45]])
    expect((await refusal(dismissSentence(viewer, article, { start: 0, reason: 'opinion' }))).code).toBe('forbidden')
  })
})

describe('a sign-off', () => {
  it('is for exactly one text: void as soon as that differs, and good again when the edit is undone', async () => {
    const article = await makeTalk()
    const { textHash } = await readReadiness(checker, article)
    await signOff(checker, article, { textHash })
    await signOff(editor, article, {})
    await signOff(legal, article, { role: 'legal' })
    expect((await readReadiness(viewer, article)).signOffs.map((one) => [one.role, one.by.name, one.isVoid])).toEqual([
      ['legal', legal.name, false],
      ['editor', editor.name, false],
      ['checker', checker.name, false],
    ])
    await replaceWords(author, article, 'lovely', 'dull')
    expect((await readReadiness(viewer, article)).signOffs.every((one) => one.isVoid)).toBe(true)
    expect((await refusal(signOff(checker2, article, { textHash }))).code).toBe('stale-version')
    await replaceWords(author, article, 'dull', 'lovely')
    expect((await readReadiness(viewer, article)).signOffs.some((one) => one.isVoid)).toBe(false)
    expect((await refusal(signOff(checker, article, {}))).code).toBe('already-exists')
    // What came to stand open since is let pass by a signature of its own.
    await addReply(editor, article, {
      ...{ party: 'The mayor', criticism: 'Called late', claimIds: [] },
      ...{ channel: null, askedAt: null, deadline: null, answer: null, answeredAt: null, used: null, closedReason: null },
    })
    expect((await refusal(signOff(checker, article, {}))).code).toBe('blocked')
    await signOff(checker, article, { exceptions: [{ kind: 'reply', reason: 'Asked by phone' }] })
    expect((await refusal(signOff(checker, article, { exceptions: [{ kind: 'reply', reason: 'Again' }] }))).code).toBe('already-exists')
  })
  it('is told in the list of articles, with whether it holds, and when the article was published', async () => {
    const id = await makeTalk()
    const listed = async () => {
      const one = (await listArticles(viewer, { limit: 50 })).articles.find((article) => article.id === id)
      return [one?.signed, one?.published]
    }
    expect(await listed()).toEqual([[], null])
    await signOff(editor, id, { role: 'editor' })
    const { id: withdrawn } = await signOff(legal, id, { role: 'legal' })
    await signOff(checker, id, {})
    await withdrawSignOff(legal, id, withdrawn)
    await publishArticle(editor, id, { address: 'https://paper.example/day', place: null, at: new Date('2026-11-01T10:00:00Z') })
    const [byChecker, byEditor] = [{ role: 'checker' }, { role: 'editor' }]
    const at = '2026-11-01T10:00:00.000Z'
    const holds = { isVoid: false }
    expect(await listed()).toEqual([
      [
        { ...byChecker, ...holds },
        { ...byEditor, ...holds },
      ],
      { at, isChanged: false },
    ])
    await replaceWords(author, id, 'lovely', 'dull')
    await signOff(editor, id, { role: 'editor' })
    expect(await listed()).toEqual([
      [
        { ...byChecker, isVoid: true },
        { ...byEditor, ...holds },
      ],
      { at, isChanged: true },
    ])
    await replaceWords(author, id, 'dull', 'lovely')
    expect(await listed()).toEqual([
      [
        { ...byChecker, ...holds },
        { ...byEditor, ...holds },
      ],
      { at, isChanged: false },
    ])
  })

  it('that is void waits for who gave it in their work, until somebody signs anew in that role', async () => {
    const id = await makeTalk()
    const signed = async () => (await readWork(editor)).signed.filter(({ article }) => article.id === id).map(({ role }) => role)
    await signOff(editor, id, { role: 'editor' })
    expect(await signed()).toEqual([])
    await replaceWords(author, id, 'lovely', 'wonderful')
    expect(await signed()).toEqual(['editor'])
    expect((await readWork(checker)).signed.filter(({ article }) => article.id === id)).toEqual([])
    await replaceWords(author, id, 'wonderful', 'lovely')
    expect(await signed()).toEqual([])
    await replaceWords(author, id, 'lovely', 'wonderful')
    await signOff(admin, id, { role: 'editor' })
    expect(await signed()).toEqual([])
  })

  it('is refused while something stands open, with all of it, unless each is let pass by name and with a reason', async () => {
    const article = await makeArticle(author)
    const cost = await makeClaim(checker, article, '5 crowns')
    await makeClaim(checker, article, '12 percent')
    const blocked = await refusal(signOff(editor, article, { role: 'editor' }))
    expect(blocked).toMatchObject({ code: 'blocked', status: 409 })
    expect(blocked.details?.blockers).toHaveLength(2)
    const one = await refusal(
      signOff(editor, article, { exceptions: [{ kind: 'unchecked', claimId: cost, reason: 'Known to everybody.' }] }),
    )
    expect(one.details?.blockers).toHaveLength(1)
    await signOff(editor, article, { exceptions: [{ kind: 'unchecked', reason: 'Known to everybody.' }] })
    const { signOffs } = await readReadiness(viewer, article)
    expect(signOffs[0]?.exceptions).toHaveLength(2)
    expect(signOffs[0]?.exceptions[0]).toMatchObject({ reason: 'Known to everybody.', message: expect.stringContaining('C1') })
  })
  it('is given in a role somebody has, and withdrawn by who gave it or an editor', async () => {
    const article = await makeTalk()
    for (const [who, role] of [
      [author, 'checker'],
      [viewer, 'checker'],
      [checker, 'editor'],
      [checker, 'legal'],
      [editor, 'legal'],
      [legal, 'editor'],
    ] as const)
      expect((await refusal(signOff(who, article, { role }))).code, `${who.name} as ${role}`).toBe('forbidden')
    expect((await refusal(signOff(author, article, {}))).code).toBe('forbidden')
    const { id } = await signOff(checker, article, {})
    expect((await refusal(withdrawSignOff(checker2, article, id))).code).toBe('forbidden')
    await withdrawSignOff(checker, article, id)
    expect((await readReadiness(viewer, article)).signOffs).toMatchObject([{ withdrawn: { by: { name: checker.name } } }])
    expect((await refusal(withdrawSignOff(editor, article, id))).code).toBe('already-done')
    await signOff(checker, article, {})
    expect(verifyDesk().isSound).toBe(true)
  })
})

describe('my work', () => {
  it('lists questions to somebody until they are answered, what changed after they decided, and what is theirs to check', async () => {
    const article = await makeArticle(author2, 'It cost 5 crowns. Bills fell by 12 percent. The mill closed in 1952.')
    const cost = await makeClaim(checker2, article, '5 crowns', { outcome: 'confirmed', state: 'checked' })
    const bills = await makeClaim(editor, article, '12 percent', { assignee: checker2.id, priority: 'low' })
    const mill = await makeClaim(editor, article, '1952', { assignee: checker2.id, priority: 'high' })
    const late = await addNote(checker2, bills, { kind: 'author-query', text: 'Gross or net?' })
    await addNote(checker2, mill, { kind: 'author-query', text: 'Who says so?', due: '2026-01-02T10:00:00Z' })
    await addNote(checker2, mill, { kind: 'author-query', text: 'For the editor', owner: editor.id })
    const mine = async (who: Actor) => {
      const { queries, changed, assigned } = await readWork(who)
      const here = <T extends { article: { id: string } }>(all: readonly T[]) => all.filter((one) => one.article.id === article)
      return {
        queries: here(queries).map((one) => one.text),
        changed: here(changed).map((one) => one.id),
        assigned: here(assigned).map((one) => one.id),
      }
    }
    expect(await mine(author2)).toEqual({ queries: ['Who says so?', 'Gross or net?'], changed: [], assigned: [] })
    expect((await mine(editor)).queries).toEqual(['For the editor'])
    expect(await mine(checker2)).toEqual({ queries: [], changed: [], assigned: [mill, bills] })
    await replaceWords(author2, article, '5 crowns', '6 crowns')
    expect((await mine(checker2)).changed).toEqual([cost])
    await addNote(author2, bills, { kind: 'note', text: 'Net.', replyTo: late.id })
    expect((await mine(author2)).queries).toEqual(['Who says so?'])
    // Who is taken off the list of an article hears no more of it.
    await setAccess(editor, article, { access: 'listed', people: [checker2.id] })
    expect(await mine(author2)).toEqual({ queries: [], changed: [], assigned: [] })
    expect((await refusal(addNote(checker2, bills, { kind: 'author-query', text: 'Hm?', owner: author2.id }))).code).toBe('invalid-input')
  })
})

describe('contacts', () => {
  it('keep who spoke not for the record from who may not know', async () => {
    const article = await makeArticle(author)
    const claim = await makeClaim(checker, article, '5 crowns')
    await logContact(checker, article, {
      name: 'Deep Throat',
      role: 'clerk at the mill',
      channel: 'phone',
      terms: 'background',
      at: new Date(),
      summary: 'Met in the garage.',
      answers: [{ claimId: claim, said: 'confirmed', words: 'It was five.' }],
    })
    const shown = JSON.stringify(await readContacts(viewer, article))
    expect(shown).not.toMatch(/Deep|clerk|garage|five/)
    expect(JSON.stringify(await readContacts(legal, article))).toContain('Deep Throat')
    expect((await readContacts(author, article))[0]).toMatchObject({
      isHidden: true,
      answers: [{ claimId: claim, said: 'confirmed', words: null }],
    })
  })

  it('lists what is to be looked at again within a week, until it is decided on or after its day; the gate names it from that day on', async () => {
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
    const article = await makeArticle(author2, 'It cost 5 crowns. Bills fell by 12 percent.')
    const cost = await makeClaim(checker2, article, '5 crowns', { assignee: checker2.id })
    const bills = await makeClaim(editor, article, '12 percent', { assignee: checker2.id })
    const again = async () => (await readWork(checker2)).again.filter((one) => one.article.id === article).map((one) => one.id)
    const blockers = async () =>
      (await readReadiness(editor, article)).blockers.filter((one) => one.kind === 'recheck').map((one) => one.claimId)
    await patch(author2, cost, { recheckOn: day(3) })
    await patch(author2, bills, { recheckOn: day(30) })
    expect(await again()).toEqual([cost])
    expect(await blockers()).toEqual([])
    await patch(author2, bills, { recheckOn: day(-1) })
    expect(await again()).toEqual([bills, cost])
    expect(await blockers()).toEqual([bills])
    await patch(checker2, bills, { outcome: 'wrong', state: 'checked' })
    expect(await again()).toEqual([cost])
    expect(await blockers()).toEqual([])
  })

  it('a reason for legal flags a claim, and goes with the flag; only who may flag may give one', async () => {
    const article = await makeArticle(author2, 'It cost 5 crowns.')
    const claim = await makeClaim(checker2, article, '5 crowns')
    expect((await refusal(patch(checker2, claim, { legalKind: 'allegation' }))).code).toBe('forbidden')
    await patch(editor, claim, { legalKind: 'allegation' })
    expect(await readClaim(editor, claim)).toMatchObject({ legalFlag: true, legalKind: 'allegation' })
    expect((await readReadiness(editor, article)).blockers.find((one) => one.kind === 'legal')?.message).toContain(
      '(allegation against somebody)',
    )
    await patch(editor, claim, { legalFlag: false })
    expect(await readClaim(editor, claim)).toMatchObject({ legalFlag: false, legalKind: null })
  })
})

describe('coverage of an earlier version', () => {
  it('is of its text with its claims as they stood, and falls when new text arrives', async () => {
    const article = await makeArticle(author, 'It cost 5 crowns in 1931.')
    const claim = await makeClaim(checker, article, '5 crowns')
    const count = async (version?: number) => {
      const { checkable, covered, decided } = await readCoverage(viewer, article, version)
      return [checkable, covered, decided]
    }
    expect(await count()).toEqual([1, 1, 0])
    const { version } = await readCoverage(viewer, article)
    await replaceWords(author, article, 'in 1931.', 'in 1931. Bills rose by 12 percent.')
    await patch(checker, claim, { outcome: 'confirmed', state: 'checked' })
    expect(await count()).toEqual([2, 1, 1])
    expect(await count(version)).toEqual([1, 1, 0])
    expect(await count(0)).toEqual([1, 0, 0])
    await expect(readCoverage(viewer, article, 999)).rejects.toThrow(/never had this version/)
  })
})

describe('a named command whose first try came too late', () => {
  it('is carried out by the next, and the receipt is of that one', async () => {
    const command = { id: 'raced-command-1', actorId: editor.id, route: 'test', bodyHash: '', isRecorded: false }
    await currentCommand.run(command, async () => {
      expect(await write(async () => NOT_DONE)).toBe(NOT_DONE)
      expect(await findCommand(command.id)).toBeNull()
      await write(async () => ({ id: 'the-one' }))
    })
    expect(JSON.parse((await findCommand(command.id))?.receipt ?? 'null')).toEqual({ id: 'the-one' })
  })
})
