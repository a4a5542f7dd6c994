import { excerpt, type Messages } from '@/lib/core/article/import-messages'
import { all, childNamed } from '@/lib/formats/support/docx/xml'

type Setting = 'superscript' | 'subscript' | null

/** Formulas (ECMA-376, 22.1) as runs of their letters: powers and indices set so, fractions with a stroke. */
export function writeOutFormulas(document: Document, messages: Messages): void {
  for (const formula of all(document, 'm:oMath')) {
    const runs: Element[] = []
    let letters = ''
    const write = (text: string, set: Setting) => {
      if (text === '') return
      letters += text
      const run = document.createElement('w:r')
      if (set) {
        const properties = document.createElement('w:rPr')
        const align = document.createElement('w:vertAlign')
        align.setAttribute('w:val', set)
        properties.append(align)
        run.append(properties)
      }
      const words = document.createElement('w:t')
      words.setAttribute('xml:space', 'preserve')
      words.textContent = text
      run.append(words)
      runs.push(run)
    }
    const walk = (element: Element, set: Setting): unknown => {
      const part = (name: string, how: Setting = set) => {
        const found = childNamed(element, name)
        if (found) walk(found, how)
      }
      /** Of more than one sign: in brackets, so that a line says the same. */
      const inBrackets = (name: string) => {
        const isLong =
          [...(childNamed(element, name)?.getElementsByTagName('m:t') ?? [])].map((one) => one.textContent ?? '').join('').length > 1
        if (isLong) write('(', set)
        part(name)
        if (isLong) write(')', set)
      }
      switch (element.tagName) {
        case 'm:t':
          return write(element.textContent ?? '', set)
        case 'm:sSup':
          part('m:e')
          return part('m:sup', 'superscript')
        case 'm:sSub':
          part('m:e')
          return part('m:sub', 'subscript')
        case 'm:sSubSup':
          part('m:e')
          part('m:sub', 'subscript')
          return part('m:sup', 'superscript')
        case 'm:f':
          inBrackets('m:num')
          write('/', set)
          return inBrackets('m:den')
        case 'm:rad':
          write('√', set)
          return inBrackets('m:e')
      }
      for (const child of [...element.children]) walk(child, set)
    }
    walk(formula, null)
    const holder = formula.parentElement
    const place = holder?.tagName === 'm:oMathPara' ? holder : formula
    place.before(...runs)
    formula.remove()
    if (place !== formula && place.children.length === 0) place.remove()
    if (letters.trim() !== '')
      messages.add('warning', `A formula was read as plain letters: ${excerpt(letters)}. Check powers and fractions.`)
  }
}
