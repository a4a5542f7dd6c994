import { ImportRefused } from '@/lib/formats/importers/import-result'
import { CLAIM_LOG_BOOKMARK } from '@/lib/formats/support/docx/own-report'

/** The lines our reports begin and sign with, as they stand in a PDF or Markdown. */
const SIGNED = /\bSHA-256 [0-9a-f]{64}\b/
const HEADED = /fact-check report\b/i

/**
 * Refuses a report of this desk that was saved in a form which keeps its claim
 * log and not where the article ends: what it says of sources and of people
 * would come in as copy. Throws ImportRefused.
 */
export function refuseOwnReport(text: string): void {
  if (!text.includes(CLAIM_LOG_BOOKMARK) && !(SIGNED.test(text) && HEADED.test(text))) return
  throw new ImportRefused(
    'unreadable',
    'This is a report that Tickmark made, in a form in which its claim log cannot be told from the article: its notes and sources would become copy. Bring in the Word file, the web page or the JSON of the report instead. Nothing was saved.',
  )
}
