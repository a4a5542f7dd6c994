import 'server-only'
import pino from 'pino'

/**
 * The log, as JSON lines on standard error. It says who did what and when;
 * it never holds article text, source names, tokens or passwords.
 */
export const log = pino({ name: 'tickmark', base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
