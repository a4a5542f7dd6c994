import 'server-only'

/** Between two pieces of work that each take a while: whoever waits is served first. What was read before may have changed after. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Does work piece by piece and returns what each gave. */
export type Pace = <T extends readonly unknown[]>(...work: { [K in keyof T]: () => Promise<T[K]> }) => Promise<T>

/** Others are served between the pieces. */
export const oneByOne: Pace = async (...work) => {
  const results: unknown[] = []
  for (const one of work) {
    results.push(await one())
    await breathe()
  }
  return results as never
}

/** Nothing else happens in between, as long as no piece waits for anything but the database. */
export const atOnce: Pace = async (...work) => (await Promise.all(work.map((one) => one()))) as never
