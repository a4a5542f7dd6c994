/**
 * Who may do what: one table, read by the server, the screen and the docs. To
 * change a permission, change a cell here and in `docs/using.md`; a test holds
 * the two together.
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

/** Who asks. */
export interface Who {
  readonly id: string
  readonly role: Role
}

/** What is asked about, as far as it matters to who may. */
export interface Thing {
  /** Who wrote it: a note, a correction, an article. */
  readonly writtenBy?: string
}

/** A row of the table: the roles that may, and those that may where the thing is their own. */
interface Rule {
  readonly roles: readonly Role[]
  readonly own?: readonly Role[]
}

const EVERYONE: readonly Role[] = ROLES
const WRITERS: readonly Role[] = ['author', 'editor', 'admin']
const CHECKERS: readonly Role[] = ['checker', 'editor', 'admin']
const DESK: readonly Role[] = ['author', 'checker', 'editor', 'admin']
const ALL_BUT_VIEWERS: readonly Role[] = ['author', 'checker', 'editor', 'legal', 'admin']
const CONFIDANTS: readonly Role[] = ['checker', 'editor', 'legal', 'admin']

export const POLICY = {
  'article.read': { roles: EVERYONE },
  'article.create': { roles: DESK },
  'article.bring-back': { roles: CHECKERS },
  'article.edit-text': { roles: WRITERS },
  'article.delete': { roles: ['editor', 'admin'] },
  'article.restore': { roles: ['editor', 'admin'] },
  'article.read-bin': { roles: ['editor', 'admin'] },
  'article.retain': { roles: ['admin'] },
  'people.retain-notes': { roles: ['admin'] },
  'article.set-access': { roles: ['editor', 'admin'], own: DESK },
  'article.add-oneself': { roles: ['admin'] },
  'article.export': { roles: EVERYONE },
  'report.internal': { roles: CONFIDANTS },
  'report.legal': { roles: CONFIDANTS },
  'report.author': { roles: EVERYONE },
  'report.public': { roles: EVERYONE },
  'draft.bring': { roles: WRITERS },
  'version.name': { roles: DESK },
  'version.restore': { roles: WRITERS },
  'claim.create': { roles: DESK },
  'claim.move': { roles: DESK },
  'claim.remove': { roles: CHECKERS },
  'claim.describe': { roles: DESK },
  'claim.decide': { roles: CHECKERS },
  'claim.override-evidence': { roles: ['editor', 'admin'] },
  'second-check.ask': { roles: CHECKERS },
  'second-check.answer': { roles: CHECKERS },
  'second-check.settle': { roles: ['editor', 'admin'] },
  'claim.flag-legal': { roles: ['legal', 'editor', 'admin'] },
  'correction.propose': { roles: ALL_BUT_VIEWERS },
  'correction.accept': { roles: WRITERS },
  'correction.decline': { roles: WRITERS, own: ALL_BUT_VIEWERS },
  'note.write': { roles: ALL_BUT_VIEWERS },
  'note.take-back': { roles: ['editor', 'admin'], own: ALL_BUT_VIEWERS },
  'contact.write': { roles: ALL_BUT_VIEWERS },
  'contact.read': { roles: CONFIDANTS },
  'outside.ask': { roles: CHECKERS },
  'reply.write': { roles: ALL_BUT_VIEWERS },
  'sentence.dismiss': { roles: DESK },
  'assistant.ask': { roles: DESK },
  'assistant.allow': { roles: ['editor', 'admin'] },
  'sign-off.give': { roles: CONFIDANTS },
  'sign-off.checker': { roles: CHECKERS },
  'sign-off.editor': { roles: ['editor', 'admin'] },
  'sign-off.legal': { roles: ['legal', 'admin'] },
  'sign-off.withdraw': { roles: ['editor', 'admin'], own: ['checker', 'legal'] },
  'article.publish': { roles: ['editor', 'admin'] },
  'erratum.write': { roles: CONFIDANTS },
  'evidence.write': { roles: ALL_BUT_VIEWERS },
  'source.write': { roles: ALL_BUT_VIEWERS },
  'source.merge': { roles: CHECKERS },
  'source.read-confidential': { roles: CONFIDANTS },
  'history.read': { roles: EVERYONE },
  'history.read-desk': { roles: ['admin'] },
  'settings.read': { roles: EVERYONE },
  'settings.change': { roles: ['admin'] },
  'webhook.manage': { roles: ['admin'] },
  'people.read': { roles: EVERYONE },
  'people.read-addresses': { roles: ['admin'] },
  'people.manage': { roles: ['admin'] },
  'account.manage-own': { roles: EVERYONE },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof POLICY

export const ACTIONS = Object.keys(POLICY) as Action[]

/** Whether somebody may do an action, to a thing where that matters. */
export function can(who: Who, action: Action, thing: Thing = {}): boolean {
  const rule: Rule = POLICY[action]
  if (rule.roles.includes(who.role)) return true
  return thing.writtenBy === who.id && (rule.own?.includes(who.role) ?? false)
}

/** Whether a role may do an action to anything at all: what the door asks before the thing is known. */
export function couldEver(role: Role, action: Action): boolean {
  const rule: Rule = POLICY[action]
  return rule.roles.includes(role) || (rule.own?.includes(role) ?? false)
}
