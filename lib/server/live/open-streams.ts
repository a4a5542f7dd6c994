import 'server-only'

// One set a process, whichever of Next's module graphs opened the stream.
const globals = globalThis as { tickmarkOpenStreams?: Set<() => void> }
globals.tickmarkOpenStreams ??= new Set()
const streams = globals.tickmarkOpenStreams

/** Notes how an open stream is told that the server stops. Returns how to forget it. */
export function noteStream(end: () => void): () => void {
  streams.add(end)
  return () => streams.delete(end)
}

/** Tells every open stream that the server stops, and ends it. */
export function endStreams(): void {
  for (const end of [...streams]) end()
}
