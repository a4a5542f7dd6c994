/** What somebody is told. */
export const NOTIFICATION_KINDS = [
  'mention',
  'query',
  'answer',
  'assigned',
  'second-check',
  'difference',
  'legal',
  'disputed',
  'outside',
  'print',
  'source',
] as const
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** After the name of who did it. */
export const NOTIFICATION_SAYS: Record<NotificationKind, string> = {
  mention: 'mentioned you on',
  query: 'asks you a question on',
  answer: 'answered a note of yours on',
  assigned: 'assigned to you',
  'second-check': 'asks you for a blind second check of',
  difference: 'found something else than the first check on',
  legal: 'flagged for legal review',
  disputed: 'logged that somebody disputes or corrects, after you decided it,',
  outside: 'asked an outside reader, who answered on',
  print: 'noted an error in print of',
  source: 'noted that a source was corrected or withdrawn, after you decided on it,',
}

/** Those that are told again only once they were seen. */
export const TOLD_ONCE: readonly NotificationKind[] = ['disputed', 'outside', 'print', 'source']

/** Those that also go out by mail, where the desk sends mail. */
export const MAILED: readonly NotificationKind[] = [
  'mention',
  'query',
  'second-check',
  'difference',
  'legal',
  'disputed',
  'outside',
  'print',
]
