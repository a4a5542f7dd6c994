/**
 * Who may do what: one table, read by the server, the screen and the docs.
 * To change a permission, change a cell; tests walk the whole table.
 */
export const ROLES = ['author', 'checker', 'editor', 'legal', 'viewer', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const ROLE_LABELS: Record<Role, string> = {
  author: 'Author',
  checker: 'Checker',
  editor: 'Editor',
  legal: 'Legal',
  viewer: 'Viewer',
  admin: 'Admin',
}

export const ROLE_MEANINGS: Record<Role, string> = {
  author: 'Writes and edits articles, marks claims, answers queries.',
  checker: 'Marks and checks claims, adds sources and notes. Does not edit the text.',
  editor: 'Edits the text and checks claims.',
  legal: 'Reads everything, adds notes and legal flags.',
  viewer: 'Reads. Cannot change anything.',
  admin: 'Everything, and manages people.',
}

const EVERYONE: readonly Role[] = ROLES
const WRITERS: readonly Role[] = ['author', 'editor', 'admin']
const CHECKERS: readonly Role[] = ['checker', 'editor', 'admin']
const DESK: readonly Role[] = ['author', 'checker', 'editor', 'admin']
const ALL_BUT_VIEWERS: readonly Role[] = ['author', 'checker', 'editor', 'legal', 'admin']

export const POLICY = {
  'article.read': EVERYONE,
  'article.create': DESK,
  'article.edit-text': WRITERS,
  'draft.bring': WRITERS,
  'version.name': DESK,
  'version.restore': WRITERS,
  'article.delete': ['editor', 'admin'],
  'article.export': EVERYONE,
  'claim.create': DESK,
  'claim.move': DESK,
  'claim.remove': CHECKERS,
  'claim.describe': DESK,
  'claim.decide': CHECKERS,
  'claim.flag-legal': ['legal', 'editor', 'admin'],
  'correction.propose': ALL_BUT_VIEWERS,
  'correction.decide': WRITERS,
  'note.write': ALL_BUT_VIEWERS,
  'evidence.write': ALL_BUT_VIEWERS,
  'source.write': ALL_BUT_VIEWERS,
  'source.read-confidential': ['checker', 'editor', 'legal', 'admin'],
  'history.read': EVERYONE,
  'people.read': EVERYONE,
  'people.manage': ['admin'],
  'account.manage-own': EVERYONE,
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof POLICY

/** Whether a role may do an action. */
export function can(role: Role, action: Action): boolean {
  return (POLICY[action] as readonly Role[]).includes(role)
}
