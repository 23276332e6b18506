/** RULES.md 3: the relation goes on, and benefits with it or after a time. */
import { describe, expect, it } from 'vitest'
import type { Day } from '../../../../shared/calendar/index.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import { A, B, moving, theCase } from './scene.ts'

describe('the relation', () => {
  it('continues the relation at once and asks the clerk of A for the account', async () => {
    const { stack, psn } = await moving()
    const kase = await theCase(stack, psn)
    expect(kase).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'clerk', what: 'approve-transfer-out' },
      admdvs: B,
    })
    expect(kase.areas).toEqual([B, A])
    expect(kase.due_at).toBe('2026-03-16T23:59:59+08:00')
    const [task] = await stack.tasks(psn)
    expect(task).toMatchObject({
      kind: 'approve-transfer-out',
      owner: { role: 'clerk', area: A },
      facts: { amt: '2177.04' },
    })
    const file = await stack.file(psn)
    expect(standingOn(file.one('relation', `310#${A}`)!, '2026-03-02' as Day)?.psn_insu_stas).toBe('4')
    expect(stack.sent('registry', 'enrolment.changed')[0]?.data).toMatchObject({
      psn_insu_stas: '4',
      from: '2026-03-02',
    })
  })

  it('interrupted four months: waiting, benefits from the first of the seventh month', async () => {
    const { stack, psn } = await moving('0.00', '2026-06-01')
    expect((await theCase(stack, psn)).outcome).toMatchObject({
      result: 'no-balance',
      benefit: 'waiting',
      benefit_from: '2026-12-01',
      back_payment_months: 0,
    })
  })
})
