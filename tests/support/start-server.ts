import type { TestProject } from 'vitest/node'
import { DeskServer, type TestDesk } from './desk'

declare module 'vitest' {
  export interface ProvidedContext {
    desk: TestDesk
  }
}

/** One real server for all integration tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await DeskServer.start()
  project.provide('desk', server.desk)
  return () => server.stop()
}
