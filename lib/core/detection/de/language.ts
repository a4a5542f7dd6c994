import { CUES, WEIGHTS } from '@/lib/core/detection/de/cues'
import type { DetectionLanguage } from '@/lib/core/detection/language'

/** German: cues and weights by hand, not measured. */
export const DE: DetectionLanguage = {
  code: 'de',
  name: 'German',
  cues: CUES,
  prose: WEIGHTS,
  speech: null,
  register: null,
  caution: 'German is read by rules alone that nobody has measured yet: numbers, dates, quotations, names. Read the text yourself too.',
  telltales: /\b(?:der|die|das|und|ist|nicht|ein|eine|von|mit|für|auf|dem|den|war|wurde)\b/gi,
}
