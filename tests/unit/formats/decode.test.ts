import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { Messages } from '@/lib/core/article/import-messages'
import { ImportRefused } from '@/lib/formats/importers/import-result'
import { decodeText, ENCODINGS, type Encoding } from '@/lib/formats/support/decode-text'

function read(bytes: Uint8Array, kind: 'plain' | 'html' = 'plain', chosen?: Encoding) {
  const messages = new Messages()
  const text = decodeText(bytes, kind, messages, chosen)
  return {
    text,
    said: messages
      .list()
      .map(({ message }) => message)
      .join(' '),
  }
}

const PROSE: Readonly<Partial<Record<Encoding, string>>> = {
  'windows-1252': 'The bridge cost €38.5 million – “twice” what the café’s owner, Mr Žák, had heard…',
  'windows-1250': 'Průmysl vzrostl o 5 procent, řekl ministr. Žádná škoda prý nevznikla.',
  'windows-1251': 'Мост стоил 38 миллионов — вдвое больше, сказал мэр.',
  'koi8-r': 'Мост стоил пять миллионов рублей, сказал мэр города.',
  'iso-8859-2': 'Środa: cała łódź źle zmieściła się w małej zatoce, żądał burmistrz.',
  cp852: 'Průmysl vzrostl o 5 procent, řekl ministr. Žádná škoda prý nevznikla.',
  cp850: 'Le café coûtait 5 francs à l’époque, où il était déjà fermé.'.replace('’', "'"),
  'iso-8859-5': 'Мост стоил пять миллионов рублей, сказал мэр города. Никто не взял денег.',
  cp866: 'Мост стоил пять миллионов рублей, сказал мэр города. Никто не взял денег.',
  maccyrillic: 'Мост стоил пять миллионов рублей, сказал мэр города. Никто не взял денег.',
  'windows-1253': 'Η κυβέρνηση πλήρωσε 5 εκατομμύρια ευρώ για τη γέφυρα.',
  'windows-1254': 'Köprü beş milyon liraya mal oldu, dedi belediye başkanı.',
  'windows-1255': 'הגשר עלה חמישה מיליון שקלים, אמר ראש העיר.',
  shift_jis: '橋の費用は500万円だった。市長はそう述べた。',
  'euc-jp': '橋の費用は500万円だった。市長はそう述べた。',
  gb18030: '大桥花费五百万元，市长说。这是真的。',
  'euc-kr': '다리는 500만 원이 들었다고 시장이 말했다.',
}

const LANGUAGES: Readonly<Record<string, readonly [string, readonly Encoding[]]>> = {
  Hungarian: ['Az erdő szélén őrök álltak, és a gyár vezetője azt mondta, hogy a bérek nőttek.', ['cp852', 'windows-1250', 'iso-8859-2']],
  Czech: ['Mlýn byl uzavřen v roce 1952 poté, co oheň zničil střechu.', ['cp852', 'windows-1250', 'iso-8859-2']],
  Polish: ['Młyn zamknięto w 1952 roku, po tym jak ogień zniszczył dach, a robotników było stu.', ['cp852', 'windows-1250', 'iso-8859-2']],
  Croatian: ['Mlin je zatvoren 1952. nakon što je požar uništio krov; plaće su više.', ['cp852', 'windows-1250', 'iso-8859-2']],
  French: ['Les salaires ont augmenté de quatre pour cent, à ce que dit le maire; naïf, où ça?', ['cp850', 'windows-1252', 'macintosh']],
  German: ['Die Mühle wurde 1952 geschlossen, nachdem ein Feuer das Dach zerstört hatte.', ['cp850', 'windows-1252', 'macintosh']],
  Spanish: ['El molino se cerró en 1952, después de que un incendio destruyó el techo.', ['cp850', 'windows-1252', 'macintosh']],
  Swedish: [
    'Kvarnen stängdes 1952 efter att en brand förstört taket, sade borgmästaren på måndagen.',
    ['cp850', 'windows-1252', 'macintosh'],
  ],
}

describe('one sentence that does not say how it is written', () => {
  it.each(Object.entries(LANGUAGES))('of %s is read by the letters of its language', (_, [sentence, encodings]) => {
    for (const encoding of encodings) expect(read(iconv.encode(sentence, encoding)).text).toBe(sentence)
  })
  it.each([
    ['Greek', 'Η κυβέρνηση πλήρωσε πέντε εκατομμύρια ευρώ για τη γέφυρα.', ['cp737', 'macgreek', 'windows-1253']],
    ['Hebrew', 'הגשר עלה חמישה מיליון שקלים, אמר ראש העיר.', ['cp862', 'windows-1255']],
    ['Thai', 'สะพานแห่งนี้ใช้งบประมาณห้าล้านบาท นายกเทศมนตรีกล่าว', ['windows-874']],
    ['Turkish', 'Köprü beş milyon liraya mal oldu, dedi belediye başkanı; ağır işçilik çıktı.', ['cp857', 'macturkish', 'windows-1254']],
    ['Polish', 'Młyn zamknięto w 1952 roku, po tym jak ogień zniszczył dach, a robotników było stu.', ['maccenteuro']],
    ['Russian', 'Мост стоил пять миллионов рублей. Его никто не ждал, сказал мэр.', ['maccyrillic', 'cp866', 'koi8-r', 'windows-1251']],
  ] as [string, string, Encoding[]][])('of %s is read by its script or letters', (_, sentence, encodings) => {
    for (const encoding of encodings) expect(read(iconv.encode(sentence, encoding)).text).toBe(sentence)
  })
  it('of UTF-8 with a byte that is broken stays what it is, and the place is named', () => {
    const prose = 'Die Brücke über den Fluß kostete 38 Mio. €, sagte der Bürgermeister. '.repeat(20)
    const whole = new TextEncoder().encode(`${prose}Danach kam nichts mehr – außer Ärger.`)
    const broken = Uint8Array.from(whole)
    broken[whole.length - 12] = 0x96
    for (const bytes of [
      broken,
      whole.subarray(0, whole.length - 8),
      Uint8Array.from([...whole.subarray(0, 300), 0xe2, ...whole.subarray(300)]),
    ]) {
      const { text, said } = read(bytes)
      expect(text).toMatch(/^Die Brücke über den Fluß kostete 38 Mio\. €/)
      expect(said).not.toContain('was read as')
    }
    expect(read(broken).said).toMatch(/A letter could not be read .*“[^”]*\ufffd[^”]*”/)
    const page = new TextEncoder().encode('<meta charset="iso-8859-1"><p>Die Brücke kostete 5 €.</p>')
    expect(read(page, 'html')).toMatchObject({
      text: expect.stringContaining('Brücke kostete 5 €'),
      said: expect.stringContaining('Unicode (UTF-8)'),
    })
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), iconv.encode('Fünf 😀 Boote', 'utf-32le')])
    expect(read(wide)).toEqual({ text: 'Fünf 😀 Boote', said: '' })
  })
  it('of UTF-7 is read, and what has plus signs of another kind is left alone', () => {
    const sentence = 'Der Fährmann zählte 1+1 Boote – “zwei”.'
    const { text, said } = read(iconv.encode(sentence, 'utf-7'))
    expect(text).toBe(sentence)
    expect(said).toContain('UTF-7')
    for (const plain of [
      'Call +49-30-123456 or +441-20-7946.',
      'C++ and G+AOQ- alone',
      'a+bcd+efg-h',
      'Ask +AOQ- or +1 or +AOQ-',
      'f(x)+f(y)+g(z)',
    ])
      expect(read(new TextEncoder().encode(plain))).toEqual({ text: plain, said: '' })
  })
})

describe('bytes that do not say what they are', () => {
  it.each(Object.entries(PROSE) as [Encoding, string][])(
    'in %s become the right words, and it is said how they were read',
    (encoding, prose) => {
      const { text, said } = read(iconv.encode(`${prose}\r\nThe end.`, encoding))
      expect(text).toBe(`${prose}\nThe end.`)
      expect(said).toContain(ENCODINGS[encoding])
      expect(said).toContain(prose.slice(0, 30))
    },
  )
  const LANGUAGES: readonly (readonly [string, readonly Encoding[], string])[] = [
    [
      'French',
      ['windows-1252', 'macintosh', 'cp850'],
      "Le maire a déclaré que le pont coûtait très cher. L'été dernier, les élèves étaient là; ça n'a pas duré.",
    ],
    [
      'German',
      ['windows-1252', 'macintosh', 'cp850'],
      'Die Brücke kostete fünf Millionen, sagte der Bürgermeister. Für die Straße wären höhere Gebühren fällig.',
    ],
    [
      'Swedish',
      ['windows-1252', 'macintosh', 'cp850'],
      'Bron kostade fem miljoner, sade borgmästaren. Över åtta år har älven stigit på många ställen.',
    ],
    [
      'Spanish',
      ['windows-1252', 'macintosh', 'cp850'],
      'El puente costó cinco millones, según el alcalde. Mañana habrá una reunión en la estación de Logroño.',
    ],
    [
      'Polish',
      ['windows-1250', 'iso-8859-2', 'cp852'],
      'Most kosztował pięć milionów złotych, powiedział burmistrz. Późną jesienią woda zalała całą okolicę.',
    ],
    [
      'Czech',
      ['windows-1250', 'iso-8859-2', 'cp852'],
      'Most stál pět milionů korun, řekl starosta. Že byl příliš drahý, věděli všichni už dříve.',
    ],
    // Its one letter of its own could be French in DOS: not told.
    [
      'Hungarian',
      ['windows-1250', 'iso-8859-2'],
      'A híd ötmillió forintba került, mondta a polgármester. Később többször is emelték a költséget.',
    ],
    [
      'Russian',
      ['windows-1251', 'koi8-r', 'iso-8859-5', 'cp866', 'maccyrillic'],
      'Мост стоил пять миллионов рублей, сказал мэр города. Это вдвое больше, чем ожидали жители.',
    ],
  ]
  it.each(LANGUAGES.flatMap(([language, encodings, prose]) => encodings.map((encoding) => [language, encoding, prose] as const)))(
    'are told by their letters: %s in %s',
    (_, encoding, prose) => {
      expect(read(iconv.encode(`${prose}\n${prose}\n`, encoding)).text).toBe(`${prose}\n${prose}\n`)
    },
  )
  it.each([
    ['Cyrillic', 'Мост стоил 5 миллионов, сказал мэр.\r\nНикто не спорил.'],
    ['Greek', 'Η κυβέρνηση πλήρωσε 5 εκατομμύρια.\nΤέλος.'],
    ['Chinese', '大桥花费 500 万元。\r\n这是真的。'],
    ['Latin', 'The bridge cost €38 million – “twice”.'],
  ])('in UTF-16 without a mark are read so: %s', (_, prose) => {
    for (const encoding of ['utf-16le', 'utf-16be'] as const)
      for (const kind of ['plain', 'html'] as const)
        expect(read(iconv.encode(prose, encoding, { addBOM: false }), kind).text).toBe(prose.replaceAll('\r\n', '\n'))
  })
  it('of an old Mac are told from Western European ones', () => {
    const { text } = read(
      Buffer.concat([
        Buffer.from('The bridge cost '),
        Buffer.from([0xdb]),
        Buffer.from('38 million '),
        Buffer.from([0xd0, 0x20, 0xd2]),
        Buffer.from('twice'),
        Buffer.from([0xd3]),
        Buffer.from('. Caf'),
        Buffer.from([0x8e, 0x2e]),
      ]),
    )
    expect(text).toBe('The bridge cost €38 million – “twice”. Café.')
  })
  it.each(['windows-1252', 'iso-8859-1', 'ISO-8859-1'])('but in HTML that says %s are read so, without a word', (name) => {
    const html = `<html><head><meta charset="${name}"></head><body><p>€38 million – “twice”</p></body></html>`
    expect(read(iconv.encode(html, 'windows-1252'), 'html')).toEqual({ text: html, said: '' })
  })
  it('but are UTF-8, or UTF-16 with or without a mark, are read without a word', () => {
    const prose = 'The café cost €5 – “twice”.'
    for (const bytes of [
      Buffer.from(prose),
      Buffer.from(`\ufeff${prose}`),
      iconv.encode(prose, 'utf-16le'),
      iconv.encode(prose, 'utf-16be'),
      iconv.encode(prose, 'utf-16le', { addBOM: true }),
    ])
      expect(read(bytes)).toEqual({ text: prose, said: '' })
  })
  it('are read as a person says, whatever they look like', () => {
    expect(read(iconv.encode('Мост', 'windows-1251'), 'plain', 'windows-1251')).toEqual({ text: 'Мост', said: '' })
  })
  it('and cannot be text in any encoding are refused with a sentence', () => {
    const noise = Buffer.from(Array.from({ length: 4_000 }, (_, index) => 0x80 + ((index * 7_919) % 0x80)))
    expect(() => read(noise)).toThrow(ImportRefused)
  })
})
