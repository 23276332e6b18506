import { describe, expect, it } from 'vitest'
import { once, since } from '../../../functions/acts/inform.ts'
import { day } from '../../../shared/calendar/index.ts'

describe('what is told while somebody is waited for', () => {
  const today = day('2026-03-12')
  const words = { say: '正在等。' }

  it('is said when the wait begins, and not again', () => {
    const begun = once({ state: {}, today }, 'relation', words)
    expect(begun).toEqual({ state: { told: { what: 'relation', on: today } }, ...words })
    expect(once({ state: begun.state ?? {}, today: day('2026-04-01') }, 'relation', words)).toEqual({})
  })

  it('is said again after something else was, and its wait begins anew', () => {
    const state = { told: { what: 'transfer', on: day('2026-03-01') } }
    expect(once({ state, today }, 'relation', words)).toMatchObject(words)
    expect(since({ state, today }, 'relation')).toBe(today)
    expect(since({ state, today }, 'transfer')).toBe('2026-03-01')
  })
})
