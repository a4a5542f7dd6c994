import type { Cue } from '@/lib/core/detection/language'

const MONTHS =
  'Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?'
const NUMBER_WORDS =
  'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|million|billion|trillion'

/** English cues. Those with a reason are shown; the others only weigh. */
export const CUES: readonly Cue[] = [
  // ── What can be looked up ──
  {
    id: 'money',
    pattern:
      /[$€£¥₹]\s?\d|\b\d[\d.,]{0,20}\s?(?:million |billion |trillion |thousand )?(?:dollars?|euros?|pounds?|crowns?|rupees?|lakh|crore|cents|pence|yen|yuan|roubles?|rubles?)\b/i,
    reason: 'a sum of money',
    type: 'money',
  },
  {
    id: 'price',
    pattern:
      /\b(?:for|at|from|to|save|around|under) (?:just |only )?[$€£]\d|[$€£]\d[\d.,]{0,10} (?:annual|monthly|subscription|fee|off)\b/i,
    reason: 'a price',
    type: 'money',
  },
  {
    id: 'ordinal',
    pattern: /\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,3}(?:st|nd|rd|th))\b/,
    reason: 'a place in an order',
    type: 'number',
  },
  { id: 'percent', pattern: /\d\s?%|\bper ?cent\b|\bpercentage points?\b/i, reason: 'a percentage', type: 'percent' },
  { id: 'year', pattern: /\b(?:1[5-9]|20)\d\d\b/, reason: 'a year', type: 'date-time' },
  {
    id: 'date',
    pattern: new RegExp(
      `\\b(?:${MONTHS})\\s?\\d{1,2}\\b|\\b\\d{1,2}(?:st|nd|rd|th)?\\s(?:of )?(?:${MONTHS})\\b|\\b(?:in|since|until|by|last|mid-|of) (?:${MONTHS})\\b`,
    ),
    reason: 'a date',
    type: 'date-time',
  },
  { id: 'weekday', pattern: /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b/, reason: 'a day', type: 'date-time' },
  { id: 'time', pattern: /\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\b\d{1,2}:\d\d\b/i, reason: 'a time of day', type: 'date-time' },
  {
    id: 'duration',
    pattern: new RegExp(
      `\\b(?:\\d[\\d.,]{0,12}|${NUMBER_WORDS})[ -](?:second|minute|hour|day|night|week|month|year|decade|centur)(?:s|y|ies)?\\b`,
      'i',
    ),
    reason: 'a length of time',
    type: 'date-time',
  },
  {
    id: 'unit',
    pattern:
      /\b\d[\d.,]{0,20}\s?-?(?:km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|feet|foot|inch(?:es)?|kg|kilograms?|tons?|tonnes?|pounds|lit(?:re|er)s?|gallons?|degrees?|GB|TB|MB|GHz|MHz|mph|fps|watts?|kW|MW|GW|hectares?|acres?|PS|Nm)\b/i,
    reason: 'a figure with a unit',
    type: 'number',
  },
  { id: 'large', pattern: /\b(?:thousand|million|billion|trillion|dozen|hundred)s?\b/i, reason: 'a large number', type: 'number' },
  { id: 'figure', pattern: /\d/, reason: 'a figure', type: 'number' },
  { id: 'number-word', pattern: new RegExp(`\\b(?:${NUMBER_WORDS})\\b`, 'i'), reason: 'a number in words', type: 'number' },
  {
    id: 'share',
    pattern:
      /\b(?:half|a third|two thirds|a quarter|three quarters|majority|minority|nearly all|most of the|one in (?:two|three|four|five|six|seven|eight|nine|ten|\d+))\b/i,
    reason: 'a share of something',
    type: 'number',
  },
  {
    id: 'change',
    pattern:
      /\b(?:doubl|tripl|quadrupl|halv)(?:e[sd]?|ing)\b|\b\w{1,12}fold\b|\b(?:rose|risen|fell|fallen|dropp?ed|increas(?:e|ed|es|ing)|decreas(?:e|ed|es)|declin(?:e|ed|es)|grew|grown|soar(?:ed|s)|plunged|cut|shrank|climb(?:ed|s))\b/i,
    reason: 'a change said to have happened',
    type: 'comparison',
  },
  {
    id: 'since',
    pattern:
      /\b(?:first|last|only) (?:\w{1,20} ){0,4}since\b|\bfor the (?:first|last|second|third) time\b|\bsince (?:World War|the (?:war|end)|(?:1[5-9]|20)\d\d)/i,
    reason: 'a “first since” or “for the first time”',
    type: 'superlative',
  },
  {
    id: 'only',
    pattern:
      /\b(?:the only|only one|never|no other|none of|nobody|no one|not a single|all of the|every single|unprecedented|the first|the last|the oldest|the youngest|the latest)\b/i,
    reason: 'a claim that nothing else compares',
    type: 'superlative',
  },
  {
    id: 'superlative',
    pattern:
      /\b(?:larg|bigg|small|high|low|old|young|fast|slow|rich|poor|strong|weak|long|short|great|strict|tough|deadl[iy]|bus[iy]|near|cheap|hard|hott|cold|warm|wealth[iy]|earl[iy]|new)(?:i?est)\b|\b(?:the|among the|one of the) (?:most|least|best|worst|top)\b|\brecord\b/i,
    reason: 'a superlative',
    type: 'superlative',
  },
  {
    id: 'comparison',
    pattern:
      /\b(?:more|less|fewer|higher|lower|larger|smaller|bigger|better|worse|older|younger|faster|greater|longer|shorter|cheaper) (?:\w{1,20} ){0,3}than\b|\bcompared (?:with|to)\b|\btimes (?:as|more|the)\b|\btwice\b|\bthan (?:in|any|ever|last)\b|\bas (?:many|much) as\b/i,
    reason: 'a comparison',
    type: 'comparison',
  },
  {
    id: 'cause',
    pattern:
      /\b(?:because of|due to|caused? by|caus(?:e|ed|es|ing)|led to|leads to|result(?:ed|s)? in|as a result|thanks to|triggered|sparked|contributed to)\b/i,
    reason: 'a cause and its effect',
    type: 'cause',
  },
  {
    id: 'law',
    pattern:
      /\b(?:laws?|legislation|court|judge|jury|lawsuit|sentenced|convicted|charged with|indict(?:ed|ment)|pleaded|illegal|unconstitutional|police|arrest(?:ed)?|prosecutors?|treaty|ruling|ruled|regulations?|subpoena|testif(?:ied|y)|impeach(?:ed|ment)?|banned|custody|felon|crimes?|investigat(?:ed|ion|ors?))\b/i,
    reason: 'law or an accusation',
    type: 'law',
  },
  {
    id: 'accusation',
    pattern:
      /\b(?:accus(?:e|ed|es|ing)|alleg(?:e|ed|es|ing|edly|ations?)|corrupt(?:ion)?|fraud|lied|stole|stolen|abus(?:e|ed|ing)|assault(?:ed)?|violat(?:e|ed|es|ing|ion)|den(?:y|ied|ies)|guilty|murder(?:ed)?|kidnap(?:ped|ping)?)\b/i,
    reason: 'an accusation or a denial',
    type: 'law',
  },
  {
    id: 'attribution',
    pattern:
      /\b(?:said|says|told|according to|claim(?:ed|s)|announced|report(?:ed|s)|reveal(?:ed|s)|confirmed|warned|argued|testified|stated|wrote|tweeted|added|noted|promised|pledged|predicted|estimated|show(?:ed|s) that|found that|concluded|suggest(?:ed|s) that|described|called (?:it|him|her|for|on)|urged|criticiz?s?ed|admitted|insisted|recalled|responded|explained|hop(?:es|ing)|advis(?:es|ed)|believes|believed|tells|describes|cautions|cautioned|pointed out|cited|discussed|defended|reiterated|declared|slammed|viewed|acknowledged|expects|questioned|stressed|criticised|thanked|asked)\b/i,
    reason: 'words or a view given to somebody',
    type: 'quote',
  },
  { id: 'quotation', pattern: /“[^“”]{12}|"[^"]{12}/, reason: 'a quotation', type: 'quote' },
  {
    id: 'study',
    pattern:
      /\b(?:study|studies|survey(?:ed|s)?|poll(?:s|ed)?|research(?:ers)?|scientists?|data|statistics|census|report|figures|experts?|analysts?|evidence)\b/i,
    reason: 'a study or data',
    type: 'description',
  },
  {
    id: 'death',
    pattern: /\b(?:killed|died|dead|deaths?|wounded|injured|casualties|victims?|shot|missing|survived|diagnosed|infected|born)\b/i,
    reason: 'people who were hurt, or lived and died',
    type: 'event',
  },
  {
    id: 'deed',
    pattern:
      /\b(?:founded|opened|closed|signed|elected|launched|won|lost|resigned|suspended|fired|crashed|released|published|introduced|approved|acquired|bought|sold|built|appointed|voted|passed|vetoed|invaded|attacked|captured|seized|withdrew|merged|debuted|unveiled|replaced|adopted|created|raised|spent|paid|donated|boarded|landed|reached|visited|met|hired|became|served|began|ended|started|moved|left|joined|returned|sent|called|ordered|received|gave|took|made|held|hit|dropped|agreed|refused|failed|caught|swung|suffered|reverted|restored|issued|posted|concluded|worsened|quarantined|hospitali[sz]ed|opens|goes on sale|on sale|shared|evicted|sacked|managed|swapped|tested|discovered|identified|detected|measured|worked|collected|reached)\b/i,
    reason: 'something said to have happened',
    type: 'event',
  },
  {
    id: 'office',
    pattern:
      /\b(?:President|Prime Minister|Sen\.|Senator|Rep\.|Gov\.|Governor|Minister|Secretary|Mayor|Dr\.|Prof\.|Professor|Mr\.|Mrs\.|Ms\.|Gen\.|General|CEO|chairman|chief executive|director|ambassador|spokes(?:man|woman|person)|Attorney General|King|Queen|Prince|Pope|analyst|captain)\b/,
    reason: 'somebody with an office or title',
    type: 'name-title',
  },
  {
    id: 'name',
    pattern:
      /(?<=[\p{L},;:’'”)] )\p{Lu}[\p{Ll}’'-]{1,20}(?: (?:\p{Lu}\.|\p{Lu}[\p{L}’'-]{1,20})){1,3}|^\p{Lu}[\p{Ll}’'-]{1,20} \p{Lu}[\p{Ll}’'-]{1,20}\b/u,
    reason: 'a name',
    type: 'name-title',
  },
  { id: 'capital', pattern: /(?<=[\p{Ll},;:’'”)] )\p{Lu}[\p{L}\d’'-]{1,20}/u },
  { id: 'acronym', pattern: /\b[A-Z][A-Z&.]{1,6}[A-Z]s?\b/ },
  { id: 'place', pattern: /\b(?:in|at|from|near|outside|across|to) (?:the )?\p{Lu}[\p{Ll}’'-]{2,20}/u, reason: 'a place', type: 'place' },
  {
    id: 'image',
    pattern:
      /\b(?:photos?|photographs?|pictures?|images?|video|footage) (?:show|of|from|taken)\w{0,3}\b|\bthe (?:photo|photograph|picture|image|video|footage)\b/i,
    reason: 'a picture and what it shows',
    type: 'image',
  },
  {
    id: 'prediction',
    pattern:
      /\b(?:will|won[’']t|expected to|is likely to|are likely to|plans? to|set to|forecast|scheduled|projected|aims? to|intends? to|look to|by (?:the end of )?20\d\d|next (?:year|month|week))\b/i,
    reason: 'something said about the future',
    type: 'prediction',
  },
  {
    id: 'definition',
    pattern: /\b(?:is|are|was|were) (?:a|an|the|one of|called|known|considered|located|based|made|used|available|responsible)\b/i,
    reason: 'what something is',
    type: 'description',
  },
  {
    id: 'possession',
    pattern: /\b(?:has|have|had|includes?|features?|contains?|offers?|comes with|costs?|employs|owns|consists|supports|provides|uses)\b/i,
    reason: 'what something has',
    type: 'description',
  },
  {
    id: 'routine',
    pattern:
      /\b(?:gets|powers|works|depends on|affects|happens?|occurs?|continues? to|allows|enables|helps|lets|runs|weighs|lies|belongs|operates|performs?|drives|opens|stands at|sits|begins|ends|connects|covers|leads|carries|spans|houses|serves)\b/i,
    reason: 'what something does',
    type: 'description',
  },
  { id: 'past', pattern: /\b\w{2,15}(?:ed)\b|\b(?:was|were|had|did|went|came|got|saw|knew|became|held|stood|ran|fell|put)\b/i },
  // What somebody says of themselves and their own is theirs, and said.
  { id: 'said-of-me', pattern: /^(?=[^\n]{0,1500}\b(?:said|says|told|added|wrote)\b)(?=[^\n]{0,1500}\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s)\b)/ },
  { id: 'pronoun', pattern: /^["“‘]?(?:He|She|They|His|Her|Their) / },
  { id: 'state', pattern: /\b(?:is|are|was|were|has been|have been) (?:\w{2,15}ly |still |also |now )?\w/ },
  { id: 'row', pattern: /^\d{1,4} \p{Lu}[^.]{2,60}(?: \d{1,6}){2}$/u },
  { id: 'passive', pattern: /\b(?:was|were|been|being|is|are) \w{2,15}ed\b/i },
  // ── What cannot ──
  { id: 'question', pattern: /\?["”’')]{0,2}\s*$/ },
  {
    id: 'wish',
    pattern:
      /\b(?:I|we) (?:hope|wish|want|would like|feel|love|trust)\b|\bI[’']d (?:like|love)\b|\blet[’']s\b|\bhopefully\b|\bcan[’']t wait\b/i,
  },
  {
    id: 'thought',
    pattern:
      /\b(?:I|we) (?:think|believe|suppose|guess|doubt|mean|agree|disagree|understand|know)\b|\bin my (?:view|opinion)\b|\bI[’']m (?:sure|not sure|convinced|proud)\b/i,
  },
  {
    id: 'advice',
    pattern:
      /^(?:["“‘]?)(?:be|do|don[’']t|make|get|take|try|shop|see|check|visit|find|keep|remember|consider|use|click|sign|read|learn|watch|follow|call|buy|save|look|let|please|go|come|leave|join|subscribe|share|stop|start|just|never|always|imagine|think|hurry|enjoy|download|contact)\b/i,
  },
  { id: 'must', pattern: /\b(?:should|shouldn[’']t|must|ought to|need to|needs to|have to|has to|got to|gotta)\b/i },
  { id: 'could', pattern: /\b(?:could|might|may|perhaps|maybe|probably|possibly|would|wouldn[’']t|if)\b/i },
  {
    id: 'verdict',
    pattern:
      /\b(?:great|wonderful|beautiful|terrible|horrible|amazing|awful|boring|exciting|ridiculous|disgusting|shameful|sad(?:ly)?|fantastic|incredible|perfect(?:ly)?|infuriating|tedious|elementary|odd|crazy|cool|nice|fun|best part|big deal|absurd|disgrace(?:ful)?|tragic|unfortunately|undoubtedly|unquestionably|cruel|wrong|detached|disruptive|pretty|usual|strongest|weakest|better|misjudgement)\b/i,
  },
  { id: 'thanks', pattern: /\b(?:thank(?:s| you)|welcome|good (?:evening|morning|night)|congratulations|hello|sorry|obrigado)\b/i },
  { id: 'me', pattern: /\b(?:I|me|my|mine|I[’']m|I[’']ve|I[’']d|I[’']ll)\b/ },
  // Not the US.
  { id: 'us', pattern: /\b(?:[Ww]e|[Oo]ur|[Uu]s|[Oo]urs|[Ww]e[’'](?:re|ve|ll))\b/ },
  { id: 'you', pattern: /\b(?:you|your|yours|you[’']re|you[’']ve|you[’']ll|yourself)\b/i },
  { id: 'this', pattern: /^["“‘]?(?:this|that|these|those|so|well|now|yes|no|ok|okay)\b/i },
  { id: 'and', pattern: /^["“‘]?(?:it|and|but)\b/i },
  {
    id: 'stance',
    pattern:
      /\b(?:obviously|of course|frankly|ultimately|definitely|naturally|ironically|insidiously|arguably|no amount of|stark contrast|seeming(?:ly)?|befitting|insane|unhinged|deserves?|worth (?:it|a)|must-have|favou?rite|blame|noble|feels? like|the whole point|to the rescue|gold-standard)\b/i,
  },
  {
    id: 'unclear',
    pattern: /\b(?:unclear|not clear|remains to be seen|hard to (?:say|tell)|wait and see|is it (?:fair|true)|let[’']s see)\b/i,
  },
  { id: 'pointer', pattern: /^\(?(?:Graphic|More information|For more information|Photos?|Image credit|Source|See also|Related)\b/i },
  { id: 'signature', pattern: /^[—–-]{1,2} |\(@\w{1,20}\)/ },
  // Of whoever writes, and not of somebody who is quoted.
  {
    id: 'own-life',
    pattern:
      /\b[Mm]y (?:wife|husband|son|daughter|kids?|mum|mom|dad|mother|father|friends?|own|family|house|home|desk|phone|iPhone|iPad|Mac\w{0,4})\b|\bI (?:took|bought|got|use|used|have|had|visited|tried|love|started|decided|wanted|remember)\b/,
  },
  { id: 'exclamation', pattern: /!["”’')]{0,2}\s*$/ },
  { id: 'ellipsis', pattern: /(?:…|\.\.\.)\s*$/ },
  { id: 'colon', pattern: /:\s*$/ },
  { id: 'no-stop', pattern: /[^.!?…"”’')\]\s]$/ },
  { id: 'lower-start', pattern: /^\p{Ll}/u },
]
