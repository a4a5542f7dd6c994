import type { Who } from '@/lib/core/permissions/policy'

/** Who may open an article: everyone on the desk, or only the people listed (investigations). */
export const ARTICLE_ACCESSES = ['desk', 'listed'] as const
export type ArticleAccess = (typeof ARTICLE_ACCESSES)[number]

export const ARTICLE_ACCESS_LABELS: Record<ArticleAccess, string> = {
  desk: 'Everyone on the desk',
  listed: 'Only these people',
}

/** People on one article's list. */
export const ARTICLE_PEOPLE_LIMIT = 200

/**
 * Whether somebody may know that an article exists. No role is above the list:
 * an admin who is not on it sees nothing until they add themselves.
 */
export function canOpen(who: Pick<Who, 'id'>, article: { readonly access: ArticleAccess; readonly people: readonly string[] }): boolean {
  return article.access === 'desk' || article.people.includes(who.id)
}
