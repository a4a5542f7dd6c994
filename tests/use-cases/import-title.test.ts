import { expect, it } from 'vitest'
import { schema } from '@/lib/editor/schema'
import { createArticleFrom } from '@/lib/server/use-cases/articles/import-article'
import { readArticle } from '@/lib/server/use-cases/articles/read-article'
import { people } from '@/tests/factories/base'

const { editor } = await people()

it('A title given by hand is the headline; the one the text had stays as a subhead', async () => {
  const doc = schema.node('doc', null, [
    schema.node('headline', null, [schema.text('As the writer had it')]),
    schema.node('dek', null, [schema.text('And why')]),
    schema.node('paragraph', null, [schema.text('It cost 5 crowns.')]),
  ])
  const make = async (title?: string) => {
    const { id } = await createArticleFrom(
      editor,
      { document: doc.toJSON(), messages: [], images: [] },
      title === undefined ? {} : { title },
    )
    const article = await readArticle(editor, id)
    return { title: article.title, text: article.text }
  }
  expect(await make('As the desk has it')).toEqual({
    title: 'As the desk has it',
    text: 'As the desk has it\nAnd why\nAs the writer had it\nIt cost 5 crowns.',
  })
  expect(await make('As the writer had it')).toMatchObject({ text: 'As the writer had it\nAnd why\nIt cost 5 crowns.' })
  expect(await make()).toMatchObject({ title: 'As the writer had it' })
})
