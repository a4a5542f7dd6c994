import type { Actor } from '@/lib/server/session'
import { keepPicture } from '@/lib/server/use-cases/articles/keep-attachment'
import { setAccess } from '@/lib/server/use-cases/articles/set-access'
import { proposeCorrection } from '@/lib/server/use-cases/claims/write-corrections'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'
import { proposeDraft } from '@/lib/server/use-cases/drafts/propose-draft'
import { addEvidence } from '@/lib/server/use-cases/evidence/write-evidence'
import { makeArticle, makeClaim, sourceOf } from '@/tests/factories/articles'

interface Ids {
  readonly articleId: string
  readonly claimId: string
  readonly noteId: string
  readonly evidenceId: string
  readonly correctionId: string
  readonly draftId: string
  readonly pictureId: string
}

export interface RestrictedDesk extends Ids {
  readonly sourceId: string
  /** Ids of the same form that nothing has. */
  readonly nothing: Ids
  /** A body that the route of a key would take. */
  readonly bodies: Readonly<Record<string, unknown>>
}

/** A PNG of one pixel, of a colour of its own. */
export function pixel(colour: number): Uint8Array {
  const bytes = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  return new Uint8Array(Buffer.concat([bytes, Buffer.from([colour])]))
}

/** A restricted article with one of everything that can hang on one, all of it naming a secret. */
export async function deskOf(owner: Actor, listed: readonly Actor[], secret: string): Promise<RestrictedDesk> {
  const articleId = await makeArticle(owner, `${secret} cost 5 crowns.`)
  await setAccess(owner, articleId, { access: 'listed', people: listed.map((person) => person.id) })
  const claimId = await makeClaim(owner, articleId, `${secret} cost 5 crowns`)
  const note = await addNote(owner, claimId, { kind: 'note', text: `About ${secret}` })
  const evidence = await addEvidence(owner, claimId, {
    source: sourceOf({ title: 'Town accounts' }),
    stance: 'supports',
    directness: 'primary',
    credibility: null,
    quote: `${secret}: five crowns`,
    locator: null,
    note: null,
  })
  const correction = await proposeCorrection(owner, claimId, { after: `${secret} cost 6 crowns` })
  const draft = await proposeDraft(owner, articleId, { format: 'text', bytes: new TextEncoder().encode(`${secret} cost 7 crowns.`) })
  const { src } = await keepPicture(owner, articleId, pixel(7))
  return {
    articleId,
    claimId,
    noteId: note.id,
    evidenceId: evidence.id,
    correctionId: correction.id,
    draftId: draft.id,
    pictureId: src.slice('attachment:'.length),
    sourceId: evidence.sourceId,
    nothing: {
      articleId: 'nothing-article1',
      claimId: 'nothing-claim-01',
      noteId: 'nothing-note-001',
      evidenceId: 'nothing-evidence',
      correctionId: 'nothing-correct1',
      draftId: 'nothing-draft-01',
      pictureId: '0'.repeat(64),
    },
    bodies: {
      'POST /api/articles/{id}/claims': { selector: { exact: secret } },
      'POST /api/articles/{id}/edits': { version: 1, edits: [{ start: 0, end: 1, text: 'x' }] },
      'POST /api/articles/{id}/steps': { version: 1, clientId: 'outsider', steps: [{ stepType: 'replace', from: 1, to: 2 }] },
      'POST /api/articles/{id}/drafts': { text: 'Another text.' },
      'POST /api/articles/{id}/versions': { name: 'Mine' },
      'POST /api/articles/{id}/presence': { clientId: 'outsider' },
      'PUT /api/articles/{id}/changes': { historySeq: 0, version: 0 },
      'PATCH /api/articles/{id}/access': { access: 'desk' },
      'PATCH /api/claims/{id}': { revision: 1, statement: 'x' },
      'PUT /api/claims/{id}/range': { selector: { exact: secret } },
      'POST /api/claims/{id}/notes': { text: 'x' },
      'POST /api/claims/{id}/corrections': { after: 'x' },
      'POST /api/claims/{id}/evidence': { source: { type: 'webpage', title: 'x' } },
      'PATCH /api/evidence/{id}': { revision: 1, locator: 'x' },
      'POST /api/corrections/{id}/decision': { decision: 'accept' },
      'POST /api/articles/{id}/reports': { format: 'html' },
      'PUT /api/articles/{id}/retention': { hold: null, purgeOn: null },
      'POST /api/articles/{id}/corrections': { selector: { start: 0, end: 5, version: 0 }, after: 'x' },
      'POST /api/articles/{id}/contacts': { name: 'x', answers: [{ claimId, said: 'confirmed', words: null }] },
      'PATCH /api/articles/{id}/contacts/{contactId}': { revision: 1, name: 'x' },
      'POST /api/articles/{id}/dismissals': { start: 0, quote: `${secret} cost 5 crowns.`, reason: 'opinion' },
      'POST /api/articles/{id}/assistant': { about: { kind: 'claims' }, hash: '0'.repeat(64) },
      'POST /api/articles/{id}/assistant/questions': { about: { kind: 'claims' } },
      'POST /api/articles/{id}/findings/dismissals': { finding: 'x', reason: 'x' },
      'POST /api/articles/{id}/replies': { party: 'x', criticism: 'x', claimIds: [claimId] },
      'PATCH /api/articles/{id}/replies/{replyId}': { revision: 1, party: 'x' },
      'POST /api/articles/{id}/errata': { wrong: 'x', right: 'y', claimId },
      'PATCH /api/articles/{id}/errata/{erratumId}': { revision: 1, notice: 'x' },
      'POST /api/claims/{id}/second-checks': { checker: owner.id },
      'PUT /api/claims/{id}/checklist': { item: 'x', answer: 'x', was: '' },
      'POST /api/claims/{id}/same-decision': { from: claimId, fromRevision: 1, revision: 1, quote: 'x' },
      'POST /api/claims/{id}/taken-evidence': { from: claimId },
      'PUT /api/articles/{id}/own-notes': { text: 'x', revision: 0 },
      'POST /api/articles/{id}/outside-links': { name: 'x', claimIds: [claimId] },
    },
  }
}

/** A path with the ids of a desk in it; null when it names nothing that hangs on an article. */
export function apply(path: string, ids: Ids): string | null {
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/^\/api\/articles\/\{id\}/, ids.articleId],
    [/^\/api\/claims\/\{id\}/, ids.claimId],
    [/^\/api\/notes\/\{id\}/, ids.noteId],
    [/^\/api\/evidence\/\{id\}/, ids.evidenceId],
    [/^\/api\/corrections\/\{id\}/, ids.correctionId],
    [/^\/api\/attachments\/\{id\}/, ids.pictureId],
  ]
  const kind = kinds.find(([form]) => form.test(path))
  if (!kind) return null
  const query = path.endsWith('/compare') ? '?from=0&to=1' : path.endsWith('/authorship') ? '?start=0&end=3' : ''
  return path.replace('{id}', kind[1]).replace('{draftId}', ids.draftId).replace('{n}', '0').replace('{format}', 'json') + query
}
