import { closeDatabase } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { newId } from '@/lib/server/ids'
import { prepareDatabase } from '@/lib/server/prepare-database'
import type { Actor } from '@/lib/server/session'
import { countArticles } from '@/lib/server/store/articles'
import { addSamplePerson, retireSamplePeople } from '@/lib/server/use-cases/people/manage-people'
import { makeSetupCode } from '@/lib/server/use-cases/people/set-up'
import { makeSample } from '@/prisma/sample'

/** Migrates, puts the sample article into a new desk, and prints the set-up link while nobody has joined. Throws an Error with a sentence when the desk cannot be used. */
export async function fillNewDesk(): Promise<void> {
  try {
    const { isNew } = prepareDatabase()
    if (isNew && (await countArticles()) === 0 && process.env.TICKMARK_SAMPLE !== 'no') {
      const people = await makePeople()
      await makeSample(people)
      await retireSamplePeople(Object.values(people))
    }
    const code = await makeSetupCode()
    if (!code) return
    const { baseUrl, host, port } = env()
    const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
    console.log(
      `\nThis desk has no admin yet. Open this link to become its first person:\n\n  ${baseUrl ?? `http://${shown}:${port}`}/setup?code=${code}\n`,
    )
  } finally {
    await closeDatabase()
  }
}

async function makePeople(): Promise<Parameters<typeof makeSample>[0]> {
  const person = async (name: string, role: Actor['role']): Promise<Actor> => {
    const actor = { id: newId(), name, email: `${name.toLowerCase().replace(/\W+/g, '.')}@sample.invalid`, role }
    await addSamplePerson(actor)
    return actor
  }
  return {
    author: await person('Ruth Calloway', 'author'),
    checker: await person('Tomas Bergqvist', 'checker'),
    editor: await person('Ines Okafor', 'editor'),
    second: await person('Cleo Brandt', 'checker'),
    legal: await person('Maja Lindqvist', 'legal'),
  }
}
