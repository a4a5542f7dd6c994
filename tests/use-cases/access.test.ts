import { describe, expect, it } from 'vitest'
import { ROUTES } from '@/app/api/openapi.json/routes'
import { people } from '@/tests/factories/base'
import { apply, deskOf } from '@/tests/factories/restricted'
import { knock } from '@/tests/support/door'

const { author, checker, editor, legal, viewer, admin, checker2 } = await people()

/** A secret that is in the title, text, claims, notes, evidence and picture of a restricted article. */
const SECRET = 'Operation Quetzalcoatl'

const desk = await deskOf(author, [author, checker], SECRET)

describe('who is not on the list of an article', () => {
  const outsiders = { editor, legal, viewer, admin, checker2 }

  it('gets 404 from every route with anything of it in the address, in the words of a thing that never was', async () => {
    for (const [name, actor] of Object.entries(outsiders))
      for (const [path, handlers] of Object.entries(ROUTES))
        for (const method of Object.keys(handlers)) {
          const address = apply(path, desk)
          if (!address) continue
          const body = desk.bodies[`${method} ${path}`]
          const answer = await knock(actor, method, address, method === 'GET' ? undefined : (body ?? {}))
          // What their role may not do at all is refused before the article is looked for.
          const missing = await knock(actor, method, apply(path, desk.nothing) ?? '', method === 'GET' ? undefined : (body ?? {}))
          expect(answer.status, `${name} ${method} ${path}: ${answer.text.slice(0, 200)}`).toBe(missing.status)
          expect([400, 403, 404, 422], `${name} ${method} ${path}`).toContain(answer.status)
          expect(answer.text, `${name} ${method} ${path}`).toBe(missing.text)
        }
  })

  it('is asked with a body that the route would take, so that nothing is refused for its form alone', () => {
    const unasked = Object.entries(ROUTES).flatMap(([path, handlers]) =>
      Object.entries(handlers).flatMap(([method, { definition }]) => {
        if (!definition.body || !apply(path, desk)) return []
        const read = definition.body.safeParse(desk.bodies[`${method} ${path}`] ?? {})
        return read.success ? [] : [`${method} ${path}: ${read.error.message}`]
      }),
    )
    expect(unasked).toEqual([])
  })

  it('finds it on no list, board, search, source, count or history of the desk', async () => {
    for (const [name, actor] of Object.entries(outsiders))
      for (const address of [
        '/api/articles?limit=200',
        `/api/articles?q=${encodeURIComponent('Quetzalcoatl')}`,
        '/api/claims?limit=200',
        '/api/claims?q=Quetzalcoatl',
        `/api/claims?article=${desk.articleId}`,
        `/api/sources/${desk.sourceId}`,
        '/api/sources?limit=200',
        ...(name === 'admin' ? ['/api/history?limit=200'] : []),
        ...(name === 'editor' || name === 'admin' ? ['/api/articles?state=bin'] : []),
      ]) {
        const answer = await knock(actor, 'GET', address)
        expect(answer.status, `${name} ${address}`).toBe(200)
        expect(answer.text, `${name} ${address}`).not.toMatch(/Quetzalcoatl/)
        expect(answer.text, `${name} ${address}`).not.toContain(desk.articleId)
      }
    const seen = (await knock(editor, 'GET', `/api/sources/${desk.sourceId}`)).body
    expect([seen.claimCount, seen.claims]).toEqual([0, []])
    expect((await knock(author, 'GET', `/api/sources/${desk.sourceId}`)).body.claimCount).toBe(1)
    expect((await knock(author, 'GET', '/api/articles?q=quetzal')).body.articles).toHaveLength(1)
  })

  it('may not be assigned a claim of it', async () => {
    const { revision } = (await knock(checker, 'GET', `/api/claims/${desk.claimId}`)).body
    const answer = await knock(checker, 'PATCH', `/api/claims/${desk.claimId}`, { revision, assignee: editor.id })
    expect([answer.status, answer.body.error.message]).toEqual([422, expect.stringMatching(/may not open this article/)])
  })

  it('is not put back by a list that was read before they were taken off', async () => {
    const other = await deskOf(author, [author, checker, editor], 'Operation Heron')
    const set = (body: unknown) => knock(author, 'PATCH', `/api/articles/${other.articleId}/access`, body)
    const seen = [author.id, checker.id, editor.id]
    expect((await set({ access: 'listed', people: [author.id, checker.id], seen })).status).toBe(200)
    const late = await set({ access: 'listed', people: [...seen, legal.id], seen })
    expect([late.status, late.body.error.message]).toEqual([409, expect.stringMatching(/changed the list after you opened it/)])
    expect((await knock(editor, 'GET', `/api/articles/${other.articleId}`)).status).toBe(404)
  })

  it('may, as an admin, put themselves on it: that alone, and for all on the list to see', async () => {
    const other = await knock(admin, 'PATCH', `/api/articles/${desk.articleId}/access`, { access: 'desk' })
    expect(other.status).toBe(404)
    const asked = await knock(admin, 'PATCH', `/api/articles/${desk.articleId}/access`, { access: 'desk', people: [admin.id, viewer.id] })
    expect(asked.status).toBe(200)
    expect(asked.body.access).toBe('listed')
    expect(asked.body.people.map((one: { id: string }) => one.id).sort()).toEqual([author.id, checker.id, admin.id].sort())
    const [entry] = (await knock(checker, 'GET', `/api/articles/${desk.articleId}/history`)).body.entries
    expect(entry).toMatchObject({ action: 'article.access-changed', actor: { id: admin.id } })
    expect(JSON.stringify(entry.after)).toContain(admin.name)
    expect((await knock(editor, 'GET', `/api/articles/${desk.articleId}`)).status).toBe(404)
  })

  it('is let in again when everyone is, and shut out the moment they are taken off', async () => {
    const address = `/api/articles/${desk.articleId}`
    expect((await knock(checker, 'PATCH', `${address}/access`, { access: 'desk' })).status).toBe(403)
    expect((await knock(author, 'PATCH', `${address}/access`, { access: 'desk' })).status).toBe(200)
    expect((await knock(viewer, 'GET', address)).status).toBe(200)
    expect((await knock(author, 'PATCH', `${address}/access`, { access: 'listed', people: [] })).body.people).toEqual([
      { id: author.id, name: author.name },
    ])
    expect((await knock(checker, 'GET', address)).status).toBe(404)
    expect((await knock(author, 'PATCH', `${address}/access`, { access: 'listed', people: ['nobody'] })).status).toBe(422)
  })
})
