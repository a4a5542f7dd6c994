/** Runs once when the server starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { prepareDatabase } = await import('@/lib/server/prepare-database')
  prepareDatabase()
  const { forgetOldCommands } = await import('@/lib/server/store/commands')
  await forgetOldCommands(new Date())
  setInterval(() => void forgetOldCommands(new Date()).catch(() => {}), 86_400_000).unref()
}
