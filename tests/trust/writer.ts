/** Writes notes and edits through the use cases, as fast as it can, and says each one after it was acknowledged. */
import { writeSync } from 'node:fs'
import { database } from '@/lib/server/db'
import type { Actor } from '@/lib/server/session'
import { applyEdits } from '@/lib/server/use-cases/articles/apply-edits'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { addNote } from '@/lib/server/use-cases/claims/write-notes'

const run = process.argv[2] ?? 'x'
const person = await database().user.findFirstOrThrow({ where: { role: 'editor' } })
const actor: Actor = { id: person.id, name: person.name, email: person.email, role: 'editor' }
const claim = await database().claim.findFirstOrThrow({ where: { deletedAt: null } })
for (let n = 0; ; n++) {
  const text = `trust ${run} ${n}`
  await addNote(actor, claim.id, { kind: 'note', text })
  writeSync(1, `A ${text}\n`)
  if (n % 5 === 4) {
    const { version, text: words } = await readArticle(actor, claim.articleId)
    await applyEdits(actor, claim.articleId, { version, edits: [{ start: words.length, end: words.length, text: '.' }] })
  }
}
