import { describe, expect, it } from 'vitest'
import { ClaimStore } from '@/components/claims/claim-store'
import type { ClaimView } from '@/lib/server/present/claim'

const claim = (fields: Partial<ClaimView>): ClaimView => ({
  id: 'c',
  articleId: 'a',
  number: 1,
  revision: 1,
  quote: '12 percent',
  prefix: '',
  suffix: '',
  ranges: [{ start: 0, end: 10 }],
  sentence: '',
  type: 'number',
  priority: 'normal',
  state: 'checked',
  outcome: 'confirmed',
  verdict: null,
  confidence: null,
  confidenceReason: null,
  evidenceOverride: null,
  freshness: 'fresh',
  legalFlag: false,
  legalKind: null,
  recheckOn: null,
  dueOn: null,
  statement: null,
  tags: [],
  assignee: null,
  decision: null,
  change: null,
  createdBy: { id: 'p', name: 'P' },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  doubts: [],
  noteCount: 0,
  evidenceCount: 0,
  ...fields,
})

describe('claims of the open article', () => {
  it('are not shown fresh again by an answer that comes late: an edit raises no revision, but the time', () => {
    const store = new ClaimStore([claim({})])
    store.upsert([claim({ freshness: 'stale', quote: '14 percent', updatedAt: '2026-01-01T00:00:05.000Z' })])
    // The answer to an earlier request, read before the edit.
    store.upsert([claim({ revision: 1, updatedAt: '2026-01-01T00:00:01.000Z' })])
    expect(store.get().byId.get('c')).toMatchObject({ freshness: 'stale', quote: '14 percent' })
    store.upsert([claim({ freshness: 'fresh', updatedAt: '2026-01-01T00:00:09.000Z' })])
    expect(store.get().byId.get('c')?.freshness).toBe('fresh')
  })
  it('are found by what came up against them, whatever they look like', () => {
    const store = new ClaimStore([claim({}), claim({ id: 'd', number: 2, doubts: ['source'] })])
    store.setQuery({ look: 'doubted' })
    expect(store.get().shown.map(({ id }) => id)).toEqual(['d'])
  })
})
