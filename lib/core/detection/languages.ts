import { DE } from '@/lib/core/detection/de/language'
import { EN } from '@/lib/core/detection/en/language'
import type { DetectionLanguage } from '@/lib/core/detection/language'

/** Languages there is a folder for, the one measured first. */
export const LANGUAGES: readonly DetectionLanguage[] = [EN, DE]

/** Letters of a text that are looked at to tell its language, in UTF-16 units. */
const LOOKED_AT = 20_000
/** Fewer words tell no language. */
const ENOUGH_WORDS = 25
/** Of its words, those that tell a language apart are at least this share. */
const SHARE = 0.06

/** The language of a text, by words that tell them apart; null when it is none there is a folder for. */
export function languageOf(text: string): DetectionLanguage | null {
  const looked = text.slice(0, LOOKED_AT)
  const words = looked.split(/\s+/).length
  const counted = LANGUAGES.map((language) => ({ language, count: looked.match(language.telltales)?.length ?? 0 }))
  const best = counted.reduce((a, b) => (b.count > a.count ? b : a))
  // Too little to tell by: the one measured.
  if (words < ENOUGH_WORDS) return best.count > 0 ? best.language : EN
  return best.count >= words * SHARE ? best.language : null
}
