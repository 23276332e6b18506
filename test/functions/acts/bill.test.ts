import { describe, expect, it } from 'vitest'
import { outboundEvents } from '../../../events/catalogue.ts'
import { assessBill, billNoOf, billsOf, type Demand, supersede } from '../../../functions/acts/bill.ts'
import { day } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { yuan } from '../../../shared/money/index.ts'
import { caseOver } from './scene.ts'

const area = '530100' as Admdvs
const demand: Demand = {
  key: '2026',
  insutype: '390',
  area,
  of: { year: 2026 },
  amt: yuan('400.00'),
  due: day('2026-06-08'),
}

describe('a bill', () => {
  it('is told the tax office in the words of the catalogue, under the number of what it is for', () => {
    const ctx = caseOver()
    const { change, send } = assessBill(ctx, demand)
    const [{ type, data } = { type: '', data: {} }] = send
    expect(type).toBe('premium.assessed')
    expect(outboundEvents['premium.assessed'].data.parse(data)).toEqual({
      bill_no: billNoOf(ctx, '2026'),
      psn_no: '53000000000000200001',
      psn_name: '李春芽',
      insutype: '390',
      insu_admdvs: area,
      year: 2026,
      amt: '400.00',
      due_date: '2026-06-08',
    })
    expect(billsOf({ ...ctx, file: ctx.file.with(change) })).toMatchObject([{ year: 2026, assessed_on: '2026-03-12' }])
  })

  it('is the same when it is assessed again, and another for something else', () => {
    const ctx = caseOver()
    expect(assessBill(ctx, demand)).toEqual(assessBill(ctx, demand))
    expect(billNoOf(ctx, '2027')).not.toBe(billNoOf(ctx, '2026'))
  })

  it('gives way to others once, and stays the bill of its case alone', () => {
    const ctx = caseOver(assessBill(caseOver(), demand).change)
    const laid = { ...ctx, file: ctx.file.with(supersede(billsOf(ctx))) }
    expect(billsOf(laid)).toMatchObject([{ superseded: true }])
    expect(supersede(billsOf(laid))).toEqual([])
    expect(billsOf({ ...laid, case: caseOver([], 'another').case })).toEqual([])
  })
})
