import { describe, expect, it } from 'vitest'
import { closeTask, saysAlready } from '../../../functions/acts/ask-clerk.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'

const held = { task_id: 'T', kind: 'paid-twice', status: 'open', facts: { amt: '1.00' } } as unknown as TaskRow

describe('a task that stands as long as what it tells of is so', () => {
  it('is asked again only when it says something else, or is open no more', () => {
    expect(saysAlready(held, { amt: '1.00' })).toBe(true)
    expect(saysAlready(held, { amt: '2.00' })).toBe(false)
    expect(saysAlready({ ...held, status: 'closed' }, { amt: '1.00' })).toBe(false)
    expect(saysAlready(undefined, { amt: '1.00' })).toBe(false)
  })

  it('is closed once, and not after a clerk has decided', () => {
    expect(closeTask(held)).toMatchObject([{ register: 'task', row: { status: 'closed' } }])
    expect(closeTask({ ...held, status: 'approved' })).toEqual([])
    expect(closeTask(undefined)).toEqual([])
  })
})
