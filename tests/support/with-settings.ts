/** Changes settings of this process until the returned function is called. */
export function withSettings(settings: Readonly<Record<string, string>>): () => void {
  const before = new Map(Object.keys(settings).map((name) => [name, process.env[name]]))
  const globals = globalThis as { tickmarkEnv?: unknown; tickmarkAuth?: unknown; tickmarkSingleSignOn?: unknown }
  const forget = () => {
    globals.tickmarkEnv = undefined
    globals.tickmarkAuth = undefined
    globals.tickmarkSingleSignOn = undefined
  }
  Object.assign(process.env, settings)
  forget()
  return () => {
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    forget()
  }
}
