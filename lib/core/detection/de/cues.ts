import type { Cue, CueWeights } from '@/lib/core/detection/language'

const MONTHS = 'Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember'

/** German cues. */
export const CUES: readonly Cue[] = [
  {
    id: 'money',
    pattern:
      /[$€£¥]\s?\d|\b\d[\d.,]{0,20}\s?(?:Millionen |Milliarden |Mrd\. |Mio\. )?(?:Euro|Dollar|Pfund|Franken|Kronen|Cent|€)(?![\p{L}])/iu,
    reason: 'eine Geldsumme',
    type: 'money',
  },
  { id: 'percent', pattern: /\d\s?%|\bProzent(?:punkte?)?\b/i, reason: 'ein Prozentsatz', type: 'percent' },
  { id: 'year', pattern: /\b(?:1[5-9]|20)\d\d\b/, reason: 'ein Jahr', type: 'date-time' },
  {
    id: 'date',
    pattern: new RegExp(`\\b\\d{1,2}\\. (?:${MONTHS})|\\b(?:im|seit|Anfang|Ende|Mitte) (?:${MONTHS})`),
    reason: 'ein Datum',
    type: 'date-time',
  },
  { id: 'large', pattern: /\b(?:Tausend|Hundert|Million|Milliarde|Dutzend)(?:en?)?\b/i, reason: 'eine große Zahl', type: 'number' },
  { id: 'figure', pattern: /\d/, reason: 'eine Zahl', type: 'number' },
  {
    id: 'since',
    pattern: /\bzum (?:ersten|letzten|zweiten) Mal\b|\berst(?:e[rnms]?|mals)\b.{0,40}\bseit\b/i,
    reason: 'ein „zum ersten Mal“',
    type: 'superlative',
  },
  {
    id: 'superlative',
    pattern:
      /\b(?:größt|höchst|niedrigst|ältest|jüngst|schnellst|reichst|ärmst|stärkst|längst|meist|wenigst|best|schlechtest)(?:e[rnms]?)\b|\bRekord/i,
    reason: 'ein Superlativ',
    type: 'superlative',
  },
  {
    id: 'only',
    pattern: /\b(?:einzige[rnms]?|niemand|nie|keine[rnms]? anderen?|sämtliche|alle)\b/i,
    reason: 'eine Aussage ohne Ausnahme',
    type: 'superlative',
  },
  {
    id: 'comparison',
    pattern:
      /\b(?:mehr|weniger|höher|niedriger|größer|kleiner|älter|jünger|schneller|doppelt so|halb so) (?:\p{L}{1,20} ){0,3}(?:als|wie)\b|\bim Vergleich\b/iu,
    reason: 'ein Vergleich',
    type: 'comparison',
  },
  { id: 'cause', pattern: /\b(?:wegen|aufgrund|verursacht|führte zu|infolge|dank)\b/i, reason: 'Ursache und Wirkung', type: 'cause' },
  {
    id: 'law',
    pattern: /\b(?:Gesetz|Gericht|Richter|Anklage|verurteilt|angeklagt|Polizei|festgenommen|Staatsanwalt|illegal|Verordnung|Urteil)/i,
    reason: 'Recht oder ein Vorwurf',
    type: 'law',
  },
  {
    id: 'attribution',
    pattern: /\b(?:sagte|sagt|laut|zufolge|erklärte|teilte|behauptet|kündigte|berichtet|warnte|betonte|schrieb|nannte|heißt es)\b/i,
    reason: 'Worte oder eine Ansicht eines anderen',
    type: 'quote',
  },
  { id: 'quotation', pattern: /[„«»"][^“”„"«»]{12}/, reason: 'ein Zitat', type: 'quote' },
  {
    id: 'death',
    pattern: /\b(?:getötet|starb|gestorben|Tote|Verletzte|Opfer|geboren|ermordet)/i,
    reason: 'Menschen, die zu Schaden kamen',
    type: 'event',
  },
  {
    id: 'deed',
    pattern:
      /\b(?:gegründet|eröffnet|geschlossen|unterzeichnet|gewählt|gewann|verlor|verkauft|gekauft|gebaut|beschlossen|eingeführt|veröffentlicht)\b/i,
    reason: 'etwas, das geschehen sein soll',
    type: 'event',
  },
  {
    id: 'office',
    pattern: /\b(?:Präsident|Kanzler|Minister|Bürgermeister|Professor|Dr\.|Chef|Sprecher|Direktor|Vorsitzende)/,
    reason: 'jemand mit einem Amt',
    type: 'name-title',
  },
  { id: 'question', pattern: /\?["”“’)]{0,2}\s*$/ },
  { id: 'own-voice', pattern: /\b(?:ich|wir|mein|unser|mich|uns)\b/i },
  { id: 'verdict', pattern: /\b(?:schön|toll|leider|hoffentlich|wunderbar|schrecklich|peinlich|absurd|großartig|schade)\b/i },
  { id: 'must', pattern: /\b(?:sollte[n]?|müsste[n]?|muss|müssen|könnte[n]?|vielleicht|wohl)\b/i },
]

/** Written down by hand. */
export const WEIGHTS: CueWeights = {
  bias: -0.4,
  cues: {
    ...{
      money: 2,
      percent: 2,
      year: 1.2,
      date: 1.5,
      large: 1,
      figure: 1.2,
      since: 2,
      superlative: 1,
      only: 0.6,
      comparison: 1.2,
      cause: 1,
    },
    ...{
      law: 1.2,
      attribution: 1,
      quotation: 0.8,
      death: 1.5,
      deed: 1.2,
      office: 0.8,
      question: -4,
      'own-voice': -1.2,
      verdict: -1,
      must: -0.8,
    },
    ...{ 'size:<5': -1.5, 'size:<9': -0.4, 'capitals:4': 0.3 },
  },
}
