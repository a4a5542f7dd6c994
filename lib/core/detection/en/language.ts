import { CUES } from '@/lib/core/detection/en/cues'
import prose from '@/lib/core/detection/en/prose.json'
import register from '@/lib/core/detection/en/register.json'
import speech from '@/lib/core/detection/en/speech.json'
import type { DetectionLanguage } from '@/lib/core/detection/language'

/** English: cues by hand, weights learned (tests/bench/detect/train.ts; docs/detection.md has the numbers and the data). */
export const EN: DetectionLanguage = {
  code: 'en',
  name: 'English',
  cues: CUES,
  prose,
  speech,
  register,
  caution: null,
  telltales: /\b(?:the|and|of|to|that|was|with|for|is|are|has)\b/gi,
}
