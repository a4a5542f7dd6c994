/**
 * The closed list of ways a request can be refused, with the HTTP status and a
 * sentence for the person. A use case may give a better sentence; it may not
 * give a new code.
 */
export const APP_ERRORS = {
  'bad-request': [400, 'The request could not be understood.'],
  'sign-in-required': [401, 'Please sign in.'],
  'wrong-credentials': [401, 'That e-mail address and password do not go together.'],
  'second-factor-required': [
    403,
    'Your role signs in with a code of an authenticator app too. Set it up on your account page; until then nothing else is shown.',
  ],
  forbidden: [403, 'Your role does not allow this.'],
  'foreign-origin': [403, 'This request came from another site and was refused.'],
  'not-found': [404, 'There is nothing here, or you may not see it.'],
  'method-not-allowed': [405, 'This address does not answer that kind of request.'],
  'too-slow': [408, 'The file stopped arriving and was given up. Nothing was saved; please try again.'],
  'ambiguous-quote': [409, 'These words occur more than once. Say which place you mean.'],
  'stale-revision': [409, 'Somebody else changed this in the meantime. Nothing of yours was saved over it.'],
  'blind-check': [
    409,
    'You are checking a claim of this article a second time, without seeing what was found. Answer it, or hand it back, and the article is open to you again.',
  ],
  blocked: [409, 'Something stands open in this article, so it cannot be signed off. Settle it, or let it pass by name and with a reason.'],
  'stale-version': [409, 'The article has changed in the meantime.'],
  'already-done': [409, 'This was already carried out; load the page again to see it.'],
  'nothing-to-undo': [409, 'There is nothing of yours to undo here.'],
  cancelled: [409, 'This was cancelled. Nothing was saved.'],
  'already-exists': [409, 'This already exists.'],
  'set-up-done': [409, 'This desk has been set up already. Sign in instead.'],
  'too-large': [413, 'This is too large.'],
  'unknown-format': [415, 'This is not a format we can read.'],
  'invalid-input': [422, 'Something in the request is not right.'],
  'invalid-steps': [422, 'This edit does not fit the article and was not applied.'],
  'quote-not-found': [422, 'These words are not in the article.'],
  unreadable: [422, 'The file could not be read.'],
  refused: [422, 'The workflow does not allow this yet.'],
  'too-many-requests': [429, 'Too many tries. Wait a moment and try again.'],
  internal: [500, 'Something went wrong on our side. Nothing was half-saved; please try again.'],
  busy: [503, 'The database is busy. Nothing was saved; please try again.'],
  'storage-full': [507, 'The disk is full, so nothing was saved. Ask whoever runs this desk to make room.'],
} as const satisfies Record<string, readonly [number, string]>

export type AppErrorCode = keyof typeof APP_ERRORS

/** A refusal. `message` is read by a journalist; `log` (never article text) by whoever runs the desk. */
export class AppError extends Error {
  readonly code: AppErrorCode
  readonly status: number
  readonly details: Readonly<Record<string, unknown>> | undefined
  readonly log: string | undefined
  /** The whole body of the answer, where the contract asks for one of its own. */
  readonly answer: unknown

  constructor(
    code: AppErrorCode,
    message?: string,
    options: { readonly details?: Record<string, unknown>; readonly log?: string; readonly answer?: unknown } = {},
  ) {
    super(message ?? APP_ERRORS[code][1])
    this.name = 'AppError'
    this.code = code
    this.status = APP_ERRORS[code][0]
    this.details = options.details
    this.log = options.log
    this.answer = options.answer
  }
}
