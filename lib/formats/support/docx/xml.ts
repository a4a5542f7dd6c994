import { DOMParser } from 'linkedom'
import type { WordPackage } from '@/lib/formats/support/docx/word-package'

/** Small ways through the XML of a Word file (ECMA-376). Tag names are taken with the prefix every writer uses. */

/** A part as a tree, or null when the file has none. */
export function parsePart(word: WordPackage, name: string): Document | null {
  return word.exists(name) ? (new DOMParser().parseFromString(word.text(name), 'text/xml') as unknown as Document) : null
}

/** All descendants of a name, in document order, as a list that does not change. */
export function all(node: Document | Element, name: string): Element[] {
  return [...node.getElementsByTagName(name)]
}

export function childNamed(element: Element | null | undefined, name: string): Element | undefined {
  return element ? [...element.children].find((one) => one.tagName === name) : undefined
}

export function ancestorNamed(element: Element, name: string): Element | null {
  let one = element.parentElement
  while (one && one.tagName !== name) one = one.parentElement
  return one
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** An attribute as its writer meant it: the parser leaves entities in attributes as they stand. */
export function attributeOf(element: Element, name: string): string | null {
  const value = element.getAttribute(name)
  if (value === null) return null
  return value.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, known) => {
    if (known) return ENTITIES[known.toLowerCase()] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** `w:val` of a child, or undefined. */
export function valOf(element: Element | null | undefined, name: string): string | undefined {
  return childNamed(element, name)?.getAttribute('w:val') ?? undefined
}

/** Whether a property that is on when it stands there is on. */
export function isOn(property: Element | undefined): boolean {
  return property !== undefined && !['0', 'false', 'off'].includes(property.getAttribute('w:val') ?? 'true')
}

/** The words of an element, as a reader sees them. */
export function wordsOf(element: Element): string {
  return all(element, 'w:t')
    .map((one) => one.textContent ?? '')
    .join('')
}
