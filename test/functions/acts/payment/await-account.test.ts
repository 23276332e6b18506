import { describe, expect, it } from 'vitest'
import { awaitAccount } from '../../../../functions/acts/payment/await-account.ts'
import type { Plan } from '../../../../functions/acts/payment/plan.ts'
import { day, instant } from '../../../../shared/calendar/index.ts'
import { caseOver } from '../scene.ts'

const nothing: Plan = { orders: [], forPerson: [], forClerk: [], ordered: [], settled: [] }
const lacking: Plan = { ...nothing, forPerson: [{ debt: { key: '1' } as Plan['forPerson'][number]['debt'] }] }
const ctx = { ...caseOver(), now: instant('2026-03-12T10:00:00+08:00'), task: () => undefined }
const own = { kind: 'older-relation', done: true } as const
const wanted = { next: 'awaitPayment', asked: day('2026-03-01'), tasks: [own] } as const

describe('a case that lacks an account', () => {
  it('waits for whoever it asked, its own tasks standing', () => {
    const { effects, next } = awaitAccount(ctx, lacking, wanted)
    expect(effects).toEqual({ tasks: [own] })
    expect(next).toMatchObject({ wait: { actor: 'citizen', until: '2026-03-31T23:59:59+08:00' } })
  })

  it('goes on when an account is given, and writes it down', () => {
    const given = { bank_code: '102100099996', acct_no: '6222020200012345678', acct_name: '李春芽' }
    const action = { action: 'provide-bank-account', ...given }
    const { effects, next } = awaitAccount({ ...ctx, action }, lacking, wanted)
    expect(effects).toMatchObject({ actor: 'citizen', change: [{ register: 'person' }] })
    expect(next).toEqual({ go: 'awaitPayment' })
  })

  it('goes on when none is needed any more, or something else is to be done', () => {
    expect(awaitAccount(ctx, nothing, wanted).next).toEqual({ go: 'awaitPayment' })
    expect(awaitAccount(ctx, lacking, { ...wanted, more: true })).toEqual({ effects: {}, next: { go: 'awaitPayment' } })
  })
})
