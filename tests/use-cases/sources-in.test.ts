import { expect, it } from 'vitest'
import { makeArticle, makeClaim } from '@/tests/factories/articles'
import { people } from '@/tests/factories/base'
import { knock } from '@/tests/support/door'

const { checker, editor } = await people()
const claimId = await makeClaim(editor, await makeArticle(editor), '5 crowns')
const add = (source: object) => knock(checker, 'POST', `/api/claims/${claimId}/evidence`, { source })

it('A source comes in as CSL-JSON writes names and dates, and as people do', async () => {
  const made = await add({
    type: 'report',
    title: 'Accounts of the port',
    author: [{ family: 'Roe', given: 'Ann' }, { literal: 'Port of Velmar' }, 'The auditors'],
    issued: { 'date-parts': [[2024, 5, 3]] },
    accessed: { 'date-parts': [['2024', 6]] },
  })
  expect(made.status, made.text).toBe(201)
  const { body } = await knock(checker, 'GET', `/api/sources/${made.body.source.id}`)
  expect(body).toMatchObject({
    issued: '2024-05-03',
    accessed: '2024-06',
    author: [{ family: 'Roe', given: 'Ann' }, { literal: 'Port of Velmar' }, { literal: 'The auditors' }],
  })
  expect((await add({ title: 'Plain', issued: '2024' })).status).toBe(201)
})

it('What does not fit is named, with how to write it', async () => {
  const said = async (source: object) => (await add(source)).body.error.message
  expect(await said({ title: 'x', issued: { season: 'spring' } })).toMatch(/issued: Write a date as 2024/)
  expect(await said({ title: 'x', author: [{ surname: 'Roe' }] })).toMatch(/author\.0.*(?:surname|Write a name as)/)
  expect(await said({ author: [] })).toMatch(/title/)
})
