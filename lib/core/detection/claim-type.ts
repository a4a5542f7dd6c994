import type { ClaimType } from '@/lib/core/claim/claim'
import { detect } from '@/lib/core/detection/detect'
import { languageOf } from '@/lib/core/detection/languages'
import type { TextRange } from '@/lib/core/text/range'

/** How much of the text around a claim is looked at to tell its language, in UTF-16 units to each side. */
const AROUND = 2_000

/** Words wholly between quotation marks, of any language's. */
const QUOTED = /^[“„”«»"‘‚][\s\S]+[”“»«"’]$/

/** The type of fact that a claim's words look like; null where nothing speaks for one, or the language is not known. A person may say another. */
export function proposedType(text: string, range: TextRange): ClaimType | null {
  if (QUOTED.test(text.slice(range.start, range.end).trim())) return 'quote'
  const language = languageOf(text.slice(Math.max(0, range.start - AROUND), range.end + AROUND))
  return (language && detect([text.slice(range.start, range.end)], language, 'prose')[0]?.types[0]) ?? null
}
