declare const opened: unique symbol

/**
 * The id of an article that has been opened: somebody asked for it, and may.
 * Only lib/server/article makes one, so a store can be asked about an article,
 * or about what hangs on it, in no other way.
 */
export type OpenedId = string & { readonly [opened]: true }

/** For lib/server/article alone; a test keeps it so. */
export function asOpened(articleId: string): OpenedId {
  return articleId as OpenedId
}
