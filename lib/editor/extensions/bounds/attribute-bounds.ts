import type { AnyExtension, Attribute, Attributes } from '@tiptap/core'
import { columnWidths } from '@/lib/editor/extensions/bounds/column-widths'

type Test = (value: unknown) => boolean

const whole =
  (least: number, most: number): Test =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most

const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value)

/** Columns a table can have, and rows one cell can cover. */
export const MAX_COLUMNS = 200
export const MAX_ROW_SPAN = 1_000

const LANGUAGE = /^[A-Za-z0-9+#._-]{1,40}$/
const widths: Test = (value) =>
  Array.isArray(value) && value.length <= MAX_COLUMNS && value.every((one) => one === 0 || one === null || whole(1, 10_000)(one))

const CELL: Readonly<Record<string, Test>> = {
  colspan: whole(1, MAX_COLUMNS),
  rowspan: whole(1, MAX_ROW_SPAN),
  colwidth: orNull(widths),
  align: orNull((value) => value === 'left' || value === 'center' || value === 'right'),
}

/** What each attribute of the editor's own nodes may be. Nodes of ours say it themselves. */
const BOUNDS: Readonly<Record<string, Readonly<Record<string, Test>>>> = {
  heading: { level: whole(2, 4) },
  orderedList: {
    // What Word can count from.
    start: whole(0, 32_767),
    type: orNull((value) => typeof value === 'string' && /^[1aAiI]$/.test(value)),
  },
  codeBlock: { language: orNull((value) => typeof value === 'string' && LANGUAGE.test(value)) },
  tableCell: CELL,
  tableHeader: CELL,
}

/**
 * The same extensions, those inside kits too, with a validator on every
 * attribute of a node: outside its bounds a value is refused in steps and JSON
 * (a RangeError from `check()`) and is the default when HTML is read.
 */
export function withBounds(extension: AnyExtension): AnyExtension {
  const bounds = BOUNDS[extension.name]
  if (bounds)
    return extension.extend({
      addAttributes(this: { parent?: () => Attributes }) {
        const attributes = this.parent?.() ?? {}
        return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, bound(name, attribute, bounds[name])]))
      },
    } as never)
  if (extension.type !== 'extension') return extension
  return extension.extend({
    addExtensions(this: { parent?: () => AnyExtension[] }) {
      return (this.parent?.() ?? []).map(withBounds)
    },
  } as never)
}

/** Where the editor's own default is outside the bounds. */
const DEFAULTS: Readonly<Record<string, unknown>> = { level: 2 }

function bound(name: string, attribute: Attribute | undefined, isValid: Test = () => false): Attribute {
  const read =
    name === 'colwidth' ? columnWidths : (attribute?.parseHTML ?? ((element: HTMLElement) => asValue(element.getAttribute(name))))
  return {
    ...attribute,
    default: DEFAULTS[name] ?? attribute?.default ?? null,
    validate: (value: unknown) => {
      if (!isValid(value)) throw new RangeError(`“${name}” cannot be ${String(JSON.stringify(value)).slice(0, 50)}`)
    },
    // Null is "not said": the default stands.
    parseHTML: (element) => {
      const value: unknown = read(element)
      return isValid(value) ? value : null
    },
  }
}

function asValue(said: string | null): unknown {
  return said !== null && /^\d{1,12}$/.test(said) ? Number(said) : said
}

/** Whether a value is one that an attribute of a node may have. True for nodes of ours, which say it themselves. */
export function isWithinBounds(node: string, name: string, value: unknown): boolean {
  const isValid = BOUNDS[node]?.[name]
  return isValid ? isValid(value) : true
}
