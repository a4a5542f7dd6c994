import 'server-only'
import pino from 'pino'

/**
 * The log, as JSON lines on standard error. It says who did what, when and with
 * what outcome; it never holds article text, titles, search words, source names,
 * tokens or passwords.
 */
export const log = pino({ name: 'tickmark', base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))

export interface LoggedRequest {
  /** Id of who asked, or null. */
  readonly person: string | null
  /** Method and path: ids of things that are there, and the names of routes, never what somebody put into an address. */
  readonly what: string
  readonly outcome: number
  /** `performance.now()` when it arrived. */
  readonly start: number
}

/** A line for a change or an export. */
export function logRequest({ person, what, outcome, start }: LoggedRequest): void {
  log.info({ person, what: nameOf(what), outcome, ms: Math.round(performance.now() - start) }, 'request')
}

/** A repeating fault gets one line in this time, in ms, and one more that says how often it came. */
const FAULT_EVERY_MS = 60_000
const globals = globalThis as { tickmarkFaults?: Map<string, number> }
globals.tickmarkFaults ??= new Map()
const faults = globals.tickmarkFaults

/** Writes a line once a minute; the same again within it is counted, and the count is told. */
function onceAMinute(key: string, write: () => void, tell: (times: number) => void): void {
  const again = faults.get(key)
  if (again !== undefined) {
    faults.set(key, again + 1)
    return
  }
  faults.set(key, 0)
  write()
  setTimeout(() => {
    const times = faults.get(key) ?? 0
    faults.delete(key)
    if (times > 0) tell(times)
  }, FAULT_EVERY_MS).unref()
}

/** A line for a request that was refused or failed; the same fault again within a minute is only counted. */
export function logFault(
  { person, what, outcome, start }: LoggedRequest,
  about: { readonly code: string; readonly reason?: string | undefined },
): void {
  const line = { person, what: nameOf(what), outcome, ms: Math.round(performance.now() - start), ...about }
  const level = outcome >= 500 ? 'error' : 'info'
  onceAMinute(
    `${outcome} ${about.code} ${about.reason ?? ''}`,
    () => log[level](line, outcome >= 500 ? 'request failed' : 'request refused'),
    (times) => log[level]({ outcome, code: about.code, times }, 'the same again within a minute'),
  )
}

// Ids stay; anything else somebody put into an address does not.
function nameOf(what: string): string {
  return what
    .split('/')
    .map((part) => (/^[A-Za-z0-9_.: -]{0,64}$/.test(part) ? part : '…'))
    .join('/')
    .slice(0, 200)
}

/** Only the kind of an error and where: messages of libraries may quote what they were given. */
export function describeCause(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = (error as { code?: unknown }).code
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 6)
    .map((line) => line.trim())
  return [error.name, typeof code === 'string' ? code : '', ...frames].filter(Boolean).join(' | ')
}

/** From here on what a library complains of becomes a line of the log: that there was something, and where, not its words. */
export function logWhatIsPrinted(): void {
  for (const name of ['error', 'warn'] as const)
    console[name] = (...printed: unknown[]) => {
      const error = printed.find((one) => one instanceof Error)
      const cause = error ? describeCause(error) : 'something was printed'
      onceAMinute(
        `${name} ${cause}`,
        () => log[name]({ cause }, 'page failed'),
        (times) => log[name]({ times }, 'the same again within a minute'),
      )
    }
}
