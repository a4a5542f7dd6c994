import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canOpen } from '@/lib/core/permissions/article-access'
import { ACTIONS, can, couldEver, ROLES, type Role } from '@/lib/core/permissions/policy'

/**
 * Who may do what, written down by hand from what a desk expects, and not read
 * from the policy: a changed cell there fails here. Each letter is a role in
 * the order author, checker, editor, legal, viewer, admin; "o" is "where it is
 * their own".
 */
const EXPECTED: Record<string, string> = {
  //                         a c e l v ad
  'article.read': 'y y y y y y',
  'article.create': 'y y y - - y',
  'article.retain': '- - - - - y',
  'article.bring-back': '- y y - - y',
  'article.edit-text': 'y - y - - y',
  'article.delete': '- - y - - y',
  'article.restore': '- - y - - y',
  'article.read-bin': '- - y - - y',
  'article.set-access': 'o o y - - y',
  'article.add-oneself': '- - - - - y',
  'article.export': 'y y y y y y',
  'report.internal': '- y y y - y',
  'report.legal': '- y y y - y',
  'report.author': 'y y y y y y',
  'report.public': 'y y y y y y',
  'draft.bring': 'y - y - - y',
  'version.name': 'y y y - - y',
  'version.restore': 'y - y - - y',
  'claim.create': 'y y y - - y',
  'claim.move': 'y y y - - y',
  'claim.remove': '- y y - - y',
  'claim.describe': 'y y y - - y',
  'claim.decide': '- y y - - y',
  'claim.override-evidence': '- - y - - y',
  'second-check.ask': '- y y - - y',
  'second-check.answer': '- y y - - y',
  'second-check.settle': '- - y - - y',
  'claim.flag-legal': '- - y y - y',
  'correction.propose': 'y y y y - y',
  'correction.accept': 'y - y - - y',
  'correction.decline': 'y o y o - y',
  'note.write': 'y y y y - y',
  'note.take-back': 'o o y o - y',
  'contact.write': 'y y y y - y',
  'contact.read': '- y y y - y',
  'outside.ask': '- y y - - y',
  'reply.write': 'y y y y - y',
  'sentence.dismiss': 'y y y - - y',
  'assistant.ask': 'y y y - - y',
  'assistant.allow': '- - y - - y',
  'sign-off.give': '- y y y - y',
  'sign-off.checker': '- y y - - y',
  'sign-off.editor': '- - y - - y',
  'sign-off.legal': '- - - y - y',
  'sign-off.withdraw': '- o y o - y',
  'article.publish': '- - y - - y',
  'erratum.write': '- y y y - y',
  'evidence.write': 'y y y y - y',
  'source.write': 'y y y y - y',
  'source.merge': '- y y - - y',
  'source.read-confidential': '- y y y - y',
  'history.read': 'y y y y y y',
  'history.read-desk': '- - - - - y',
  'settings.read': 'y y y y y y',
  'settings.change': '- - - - - y',
  'people.retain-notes': '- - - - - y',
  'webhook.manage': '- - - - - y',
  'people.read': 'y y y y y y',
  'people.read-addresses': '- - - - - y',
  'people.manage': '- - - - - y',
  'account.manage-own': 'y y y y y y',
}

const ORDER: readonly Role[] = ['author', 'checker', 'editor', 'legal', 'viewer', 'admin']

describe('the policy', () => {
  it('has the actions written down here, and no others', () => {
    expect([...ACTIONS].sort()).toEqual(Object.keys(EXPECTED).sort())
    expect([...ROLES].sort()).toEqual([...ORDER].sort())
  })
  it.each(Object.entries(EXPECTED))('%s is as written down', (name, row) => {
    const action = ACTIONS.find((one) => one === name)
    if (!action) throw new Error(`${name} is no action`)
    row.split(' ').forEach((cell, index) => {
      const who = { id: 'me', role: ORDER[index] as Role }
      expect(can(who, action), `${who.role}, a stranger’s`).toBe(cell === 'y')
      expect(can(who, action, { writtenBy: 'somebody-else' }), `${who.role}, somebody else’s`).toBe(cell === 'y')
      expect(can(who, action, { writtenBy: 'me' }), `${who.role}, their own`).toBe(cell !== '-')
      expect(couldEver(who.role, action)).toBe(cell !== '-')
    })
  })
  it('is told to its users: each row of docs/using.md says the same', () => {
    const rows = readFileSync('docs/using.md', 'utf8')
      .split('\n')
      .flatMap((line) => {
        const cells = line.split('|').map((cell) => cell.trim())
        const names = [...(cells[8] ?? '').matchAll(/`([a-z-]+\.[a-z-]+)`/g)].map((match) => match[1] as string)
        return names.map(
          (name) =>
            [
              name,
              cells
                .slice(2, 8)
                .map((cell) => ({ '✓': 'y', own: 'o', '': '-' })[cell] ?? cell)
                .join(' '),
            ] as const,
        )
      })
    expect(Object.fromEntries(rows)).toEqual(EXPECTED)
  })
})

describe('a restricted article', () => {
  it('is open to the people on its list and to no role above it', () => {
    const listed = { access: 'listed' as const, people: ['ana'] }
    expect(canOpen({ id: 'ana' }, listed)).toBe(true)
    expect(canOpen({ id: 'bo' }, listed)).toBe(false)
    expect(canOpen({ id: 'bo' }, { access: 'desk', people: [] })).toBe(true)
  })
})
