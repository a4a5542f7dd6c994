/** Fields as the history keeps them: times as ISO 8601 UTC. */
export function toldFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value instanceof Date ? value.toISOString() : value]))
}
