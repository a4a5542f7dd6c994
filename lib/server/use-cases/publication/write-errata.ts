import 'server-only'
import { toldFields } from '@/lib/core/history/told-fields'
import { PUBLICATION_LIMITS } from '@/lib/core/publication/erratum'
import { AppError } from '@/lib/server/app-error'
import { type ArticleChange, changeArticle } from '@/lib/server/article/change-article'
import { openArticle } from '@/lib/server/article/open-article'
import { newId } from '@/lib/server/ids'
import { isHiddenFrom } from '@/lib/server/present/evidence'
import { type ErratumView, presentErratum } from '@/lib/server/present/publication'
import type { Actor } from '@/lib/server/session'
import {
  type ErratumFields,
  type ErratumRecord,
  errataOfArticle,
  findErratum,
  insertErratum,
  publicationsOfArticle,
  setErratumDeleted,
  updateErratum,
} from '@/lib/server/store/publications'
import { findSource } from '@/lib/server/store/sources'
import { mustHaveClaims } from '@/lib/server/use-cases/evidence/write-contacts'
import { tellOfDoubts } from '@/lib/server/use-cases/notifications/notify'

const presented = async (actor: Actor, erratum: ErratumRecord) =>
  presentErratum(erratum, erratum.sourceId ? await findSource(erratum.sourceId) : null, actor)

/** What was wrong in what was published, the oldest first. */
export async function readErrata(actor: Actor, articleId: string): Promise<ErratumView[]> {
  const open = await openArticle(actor, 'article.read', articleId)
  return Promise.all((await errataOfArticle(open.id)).map((one) => presented(actor, one)))
}

export async function readErratum(actor: Actor, articleId: string, id: string): Promise<ErratumView> {
  const open = await openArticle(actor, 'article.read', articleId)
  const found = await findErratum(open.id, id)
  if (!found) throw new AppError('not-found')
  return presented(actor, found)
}

/** Notes what was wrong in print. Throws `invalid-input` for an article that was never published. */
export async function addErratum(actor: Actor, articleId: string, fields: ErratumFields): Promise<{ readonly id: string }> {
  const id = newId()
  return changeArticle(actor, 'erratum.write', articleId, async (change) => {
    if ((await publicationsOfArticle(change.id, change.tx)).length === 0)
      throw new AppError(
        'invalid-input',
        'This article is not said to be published. Say where it was first; until then, words are corrected in the text.',
      )
    if ((await errataOfArticle(change.id, change.tx)).length >= PUBLICATION_LIMITS.errata)
      throw new AppError('too-large', `An article can list at most ${PUBLICATION_LIMITS.errata} errors.`)
    await mustExist(change, fields)
    await insertErratum(change.tx, { ...fields, id, articleId: change.id, createdById: actor.id, createdAt: change.now })
    await touch(change, fields.claimId, null)
    change.record({ name: 'erratum.added', subject: 'article', before: null, after: { erratumId: id, ...toldFields(fields) } })
    return { id }
  })
}

/** Changes what is known of an error that was read at `revision`. Throws `stale-revision` with both values. */
export async function changeErratum(
  actor: Actor,
  articleId: string,
  id: string,
  { revision, ...fields }: Partial<ErratumFields> & { readonly revision: number },
): Promise<void> {
  await changeArticle(actor, 'erratum.write', articleId, async (change) => {
    const before = await findErratum(change.id, id, false, change.tx)
    if (!before) throw new AppError('not-found')
    await mustExist(change, fields)
    if (!(await updateErratum(change.tx, id, revision, fields)))
      throw new AppError('stale-revision', undefined, { details: { current: await presented(actor, before), yours: fields } })
    await touch(change, fields.claimId === undefined ? before.claimId : fields.claimId, before.claimId)
    const was = Object.fromEntries(Object.keys(fields).map((key) => [key, before[key as keyof ErratumFields]]))
    change.record({
      name: 'erratum.changed',
      subject: 'article',
      before: { erratumId: id, ...toldFields(was) },
      after: { erratumId: id, ...toldFields(fields) },
    })
  })
}

export async function removeErratum(actor: Actor, articleId: string, id: string): Promise<void> {
  await changeArticle(actor, 'erratum.write', articleId, async (change) => {
    const found = await findErratum(change.id, id, false, change.tx)
    if (!found) throw new AppError('not-found')
    await setErratumDeleted(change.tx, id, change.now)
    await touch(change, null, found.claimId)
    change.record({ name: 'erratum.removed', subject: 'article', before: { erratumId: id }, after: null })
  })
}

export async function restoreErratum(actor: Actor, articleId: string, id: string): Promise<void> {
  await changeArticle(actor, 'erratum.write', articleId, async (change) => {
    const found = await findErratum(change.id, id, true, change.tx)
    if (!found) throw new AppError('not-found')
    await setErratumDeleted(change.tx, id, null)
    await touch(change, found.claimId, null)
    change.record({ name: 'erratum.restored', subject: 'article', before: null, after: { erratumId: id } })
  })
}

/** An error may put its claim in doubt: those who have it open are told, and who decided it when it was not of it before. */
async function touch(change: ArticleChange, now: string | null, before: string | null): Promise<void> {
  const touched = [now, before].filter((id) => id !== null)
  for (const id of touched) change.touchedClaimIds.add(id)
  await tellOfDoubts(change, 'print', { raised: now !== null && now !== before ? [now] : [], touched })
}

async function mustExist(change: ArticleChange, { claimId, sourceId }: Partial<ErratumFields>): Promise<void> {
  if (claimId) await mustHaveClaims(change, [claimId])
  if (!sourceId) return
  const source = await findSource(sourceId, change.tx)
  if (!source || isHiddenFrom(change.actor, source)) throw new AppError('invalid-input', 'The source you named is not in the library.')
}
