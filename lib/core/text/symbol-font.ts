/** What the codes of the font Symbol stand for (Adobe’s Symbol encoding, unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt): 0x20 to 0x7e, then 0xa0 to 0xfe. A blank is none. */
const LOW = ' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼'
const HIGH = '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭'

function letterOf(code: number): string | null {
  const letter = code >= 0xa0 ? HIGH[code - 0xa0] : LOW[code - 0x20]
  return letter === undefined || (letter === ' ' && code !== 0x20) ? null : letter
}

/** Whether a font's name, or the first of a list of them, is Symbol. */
export function isSymbolFont(name: string): boolean {
  return /^\s*["']?symbol(?:\s*\(|["']?\s*(?:,|;|$))/i.test(name)
}

/** Text in the font Symbol as what it shows: “m” is μ, “³” is ≥. Letters that are no codes of it stay. */
export function readSymbolFont(text: string): string {
  return text.replace(/[\u0020-\u007e\u00a1-\u00fe\uf020-\uf0fe]/g, (sign) => letterOf(sign.charCodeAt(0) & 0xff) ?? sign)
}

/** Signs at the private codes that Word gives the letters of Symbol, in any font; a bullet for those that are none of it. */
export function readPrivateSigns(text: string): string {
  return text.replace(/[\uf020-\uf0ff]/g, (sign) => letterOf(sign.charCodeAt(0) & 0xff) ?? '•')
}
