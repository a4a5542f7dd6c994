import 'server-only'
import { claimName } from '@/lib/core/claim/claim'
import type { Doubt } from '@/lib/core/claim/doubts'
import { canOpen } from '@/lib/core/permissions/article-access'
import { MAILED, NOTIFICATION_SAYS, type NotificationKind, TOLD_ONCE } from '@/lib/core/workflow/notifications'
import type { ArticleChange } from '@/lib/server/article/change-article'
import { env } from '@/lib/server/env'
import { newId } from '@/lib/server/ids'
import { describeCause, log } from '@/lib/server/log'
import { sendMail } from '@/lib/server/outside/send-mail'
import { findClaim, findClaims } from '@/lib/server/store/claims'
import { doubtsOfArticle } from '@/lib/server/store/doubts'
import { dropUnseen, insertNotification, isUnseen } from '@/lib/server/store/notifications'
import { findPerson } from '@/lib/server/store/people'

/**
 * Tells people of something that happened on a claim, within the change that
 * does it; not oneself, nobody who left, and nobody who may not open the
 * article. Where the desk sends mail some of it goes out too, once it is on
 * disk: who did what and a link, never words of the article.
 */
export async function notify(
  change: ArticleChange,
  {
    to,
    kind,
    claimId,
    isSelfTold = false,
  }: {
    readonly to: readonly string[]
    readonly kind: NotificationKind
    readonly claimId: string
    /** It is done in their name by somebody else. */
    readonly isSelfTold?: boolean
  },
): Promise<void> {
  for (const personId of new Set(to)) {
    if (personId === change.actor.id && !isSelfTold) continue
    const person = await findPerson(personId, change.tx)
    if (!person || person.disabledAt || person.isSample || !canOpen(person, change.article)) continue
    if (TOLD_ONCE.includes(kind) && (await isUnseen(change.tx, { personId, kind, claimId }))) continue
    await insertNotification(change.tx, {
      id: newId(),
      personId,
      kind,
      articleId: change.id,
      claimId,
      byId: change.actor.id,
      at: change.now,
    })
    const settings = env()
    // Who checks a claim of it blind reads nothing of the article meanwhile; the list shows it to them afterwards.
    if (!settings.mail || !MAILED.includes(kind) || (kind !== 'second-check' && change.article.blindFor[personId])) continue
    const claim = await findClaim(change.id, claimId, change.tx)
    const what = `${change.actor.name} ${NOTIFICATION_SAYS[kind]} ${claim ? claimName(claim.number) : 'a claim'}`
    const where = kind === 'second-check' ? '/work' : `/articles/${change.id}${claim ? `?claim=${claim.number}` : ''}`
    change.afterwards(() => {
      void sendMail({ to: person.email, subject: what, text: `${what}:\n${settings.baseUrl}${where}\n` }).catch((error) =>
        log.error({ cause: describeCause(error) }, 'a mail could not be sent'),
      )
    })
  }
}

/**
 * Tells who decided claims what was raised against that, where it puts them in
 * doubt; and does not tell what they have not seen of claims it says nothing
 * against any more.
 */
export async function tellOfDoubts(
  change: ArticleChange,
  kind: Extract<NotificationKind, Doubt>,
  { raised, touched }: { readonly raised: readonly string[]; readonly touched: readonly string[] },
): Promise<void> {
  const ids = [...new Set([...raised, ...touched])]
  if (ids.length === 0) return
  const doubts = await doubtsOfArticle(change.id, change.tx)
  for (const { id, decision } of await findClaims(change.id, ids, change.tx)) {
    if (!doubts.get(id)?.includes(kind)) await dropUnseen(change.tx, { kind, claimId: id })
    else if (decision && raised.includes(id)) await notify(change, { to: [decision.by.id], kind, claimId: id })
  }
}
