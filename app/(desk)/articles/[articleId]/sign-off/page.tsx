import type { Metadata } from 'next'
import Link from 'next/link'
import { ArticleLinks } from '@/components/review/article-links'
import { ContactLog } from '@/components/review/contact-log'
import { Gate } from '@/components/review/gate'
import { OutsideReaders } from '@/components/review/outside-readers'
import { RightsOfReply } from '@/components/review/rights-of-reply'
import { Page } from '@/components/ui/page'
import { claimName } from '@/lib/core/claim/claim'
import { can } from '@/lib/core/permissions/policy'
import { short } from '@/lib/core/text/short'
import { SIGN_OFF_ACTIONS, SIGN_OFF_ROLES } from '@/lib/core/workflow/sign-off'
import { orNotFound, requireActor } from '@/lib/server/boundary/page-session'
import { readArticleHead } from '@/lib/server/use-cases/articles/read-article'
import { readClaims } from '@/lib/server/use-cases/claims/read-claims'
import { readOutsideLinks } from '@/lib/server/use-cases/evidence/outside-reader'
import { readArticleSources } from '@/lib/server/use-cases/evidence/read-article-sources'
import { readContacts } from '@/lib/server/use-cases/evidence/write-contacts'
import { readReadiness } from '@/lib/server/use-cases/sign-off/read-readiness'
import { readReplies } from '@/lib/server/use-cases/sign-off/write-replies'

export const metadata: Metadata = { title: 'Sign-off' }

/** One screen that says what stands between an article and a signature, and takes the signature. */
export default async function SignOffPage({ params }: { params: Promise<{ articleId: string }> }) {
  const actor = await requireActor('article.read')
  const { articleId } = await params
  const article = await orNotFound(readArticleHead(actor, articleId))
  const [readiness, claims, contacts, replies, sources, links] = await Promise.all([
    readReadiness(actor, articleId),
    readClaims(actor, articleId),
    readContacts(actor, articleId),
    readReplies(actor, articleId),
    readArticleSources(actor, articleId),
    can(actor, 'outside.ask') ? readOutsideLinks(actor, articleId) : null,
  ])
  const roles = SIGN_OFF_ROLES.filter((role) => can(actor, SIGN_OFF_ACTIONS[role]))
  const named = claims.map((claim) => ({
    id: claim.id,
    number: claim.number,
    name: `${claimName(claim.number)} ${short(claim.quote, 60)}`,
  }))
  return (
    <Page
      title={`Sign-off: ${article.title}`}
      actions={
        <>
          <Link className="button" href={`/articles/${articleId}/publication`}>
            Publication
          </Link>
          <Link className="button" href={`/articles/${articleId}/history`}>
            History
          </Link>
          <Link className="button" href={`/articles/${articleId}`}>
            To the article
          </Link>
        </>
      }
    >
      <Gate articleId={articleId} readiness={readiness} claims={named} roles={roles} actor={{ id: actor.id, role: actor.role }} />
      <RightsOfReply articleId={articleId} replies={replies} claims={named} canWrite={can(actor, 'reply.write')} />
      <ArticleLinks sources={sources} canCheck={can(actor, 'source.write')} />
      <ContactLog articleId={articleId} contacts={contacts} claims={named} canWrite={can(actor, 'contact.write')} />
      {links ? <OutsideReaders articleId={articleId} links={links} claims={named} /> : null}
    </Page>
  )
}
