/** Makes an article with claims and a log of steps: words, claims and steps from the command line. Prints its id. */
import { Transform } from '@tiptap/pm/transform'
import { describeRange } from '@/lib/core/anchoring/quote-selector'
import { schema } from '@/lib/editor/schema'
import { textMapOf } from '@/lib/editor/text-map'
import { changeArticle } from '@/lib/server/article/change-article'
import { closeDatabase, database } from '@/lib/server/db'
import { newId } from '@/lib/server/ids'
import type { Actor } from '@/lib/server/session'
import { insertClaim } from '@/lib/server/store/claims'
import { createArticleFrom } from '@/lib/server/use-cases/articles/import-article'
import { benchText } from './bench-text'

async function main(): Promise<void> {
  const [words = 10_000, claims = 1_000, steps = 0] = process.argv.slice(2).map(Number)
  const person = await database().user.findFirstOrThrow({ where: { role: 'editor' } })
  const actor: Actor = { id: person.id, name: person.name, email: person.email, role: 'editor' }
  const { text, ranges } = benchText(words, claims)
  // Paragraph by paragraph: an importer would join lines that look cut.
  const document = schema.node('doc', null, [
    schema.node('headline', null, schema.text('A long article')),
    ...text.split('\n').map((line) => schema.node('paragraph', null, line ? [schema.text(line)] : [])),
  ])
  const { id } = await createArticleFrom(actor, { document: document.toJSON(), messages: [], images: [] }, {})
  const offset = 'A long article'.length + 1
  // A hundred claims a change: one change is one transaction.
  for (let at = 0; at < ranges.length; at += 100)
    await changeArticle(actor, 'article.edit-text', id, async (change) => {
      const tr = new Transform(change.doc)
      const map = textMapOf(change.doc)
      for (const range of ranges.slice(at, at + 100)) {
        const [start, end] = [range.start + offset, range.end + offset]
        const claimId = newId()
        const described = describeRange(map.text, { start, end })
        await insertClaim(change.tx, {
          id: claimId,
          articleId: change.id,
          number: change.takeClaimNumber(),
          quote: described.exact,
          prefix: described.prefix,
          suffix: described.suffix,
          createdById: actor.id,
          createdAt: change.now,
        })
        tr.addMark(map.positionAt(start), map.positionAt(end), schema.mark('claim', { id: claimId }))
      }
      await change.appendSteps(tr.steps, { kind: 'claim' })
      change.record({
        name: 'text.edited',
        subject: 'text',
        before: { version: change.article.version, textHash: '' },
        after: { version: change.version },
      })
    })
  // Typing all over the article, fifty keys a request.
  for (let done = 0; done < steps; done += 50)
    await changeArticle(actor, 'article.edit-text', id, async (change) => {
      const tr = new Transform(change.doc)
      const blocks = textMapOf(change.doc).blocks
      const block = blocks[(done * 7) % blocks.length]
      const position = (block?.from ?? 1) + (block?.node.content.size ?? 0)
      for (let n = 0; n < Math.min(50, steps - done); n++) tr.insert(position, schema.text('e'))
      await change.appendSteps(tr.steps, { kind: 'typed', clientId: 'bench-typist' })
      change.record({
        name: 'text.edited',
        subject: 'text',
        before: { version: change.article.version, textHash: '' },
        after: { version: change.version },
      })
    })
  console.log(`ARTICLE ${id}`)
  await closeDatabase()
}

void main()
