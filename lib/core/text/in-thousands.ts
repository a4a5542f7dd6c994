/** A whole number as English writes it: 12,345. What the platform offers for it takes 25 ms at its first use. */
export function inThousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}
