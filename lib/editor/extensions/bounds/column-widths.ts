/**
 * Widths of the columns of a cell, in px: its own `colwidth`, or those its
 * table says in front of its rows; null when nobody says. The library's own way
 * looks through the whole table for every cell.
 */
export function columnWidths(cell: HTMLElement): number[] | null {
  const own = cell.getAttribute('colwidth')
  if (own) return own.split(',').map((width) => Number.parseInt(width, 10))
  let index = 0
  for (let before = cell.previousElementSibling; before; before = before.previousElementSibling) index++
  const width = columnsOf(cell.closest('table'))[index]?.getAttribute('width')
  return width ? [Number.parseInt(width, 10)] : null
}

function columnsOf(table: Element | null): Element[] {
  const columns: Element[] = []
  for (let part = table?.firstElementChild ?? null; part && /^(?:caption|colgroup)$/.test(part.localName); part = part.nextElementSibling)
    if (part.localName === 'colgroup') columns.push(...[...part.children].filter((one) => one.localName === 'col'))
  return columns
}
