/** Stands behind the name of somebody who is told of in a file that was brought back: no account of this desk stands for it. */
const FROM_FILE = ' (from a file)'

/** A name of a file as this desk shows it. */
export function nameFromFile(name: string): string {
  return name.endsWith(FROM_FILE) ? name : `${name}${FROM_FILE}`
}

/** A name as it was in the file. */
export function nameInFile(name: string): string {
  return name.endsWith(FROM_FILE) ? name.slice(0, -FROM_FILE.length) : name
}
