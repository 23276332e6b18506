import { describe, expect, it } from 'vitest'
import { outboundEvents } from '../../../events/catalogue.ts'
import {
  grant,
  type Right,
  residentBasic,
  takeBackOtherRights,
  takeBackRight,
} from '../../../functions/acts/entitlement.ts'
import { together } from '../../../functions/acts/together.ts'
import { day } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { caseOver } from './scene.ts'

const area = '530100' as Admdvs
const retiree: Right = {
  area,
  insutype: '310',
  kind: { kind: 'retiree', title: '退休人员医保待遇' },
  from: day('2026-04-01'),
}
const year: Right = { ...retiree, insutype: '390', kind: residentBasic, to: day('2026-12-31') }

describe('an entitlement', () => {
  it('is written, and told the insurance register; one without end says so', () => {
    const ctx = caseOver()
    const { change, send } = together(grant(ctx, year), grant(ctx, retiree))
    expect(ctx.file.with(change).all('entitlement')).toHaveLength(2)
    const told = send.map(({ data }) => outboundEvents['entitlement.granted'].data.parse(data))
    expect(told).toMatchObject([
      { kind: 'resident-basic', insutype: '390', from: '2026-04-01', to: '2026-12-31' },
      { kind: 'retiree', insutype: '310', to: null, case_id: ctx.case.case_id },
    ])
  })

  it('is taken back as if it had never been granted, and no other', () => {
    const ctx = caseOver(together(grant(caseOver(), year), grant(caseOver(), retiree)).change)
    const left = (change: ReturnType<typeof takeBackOtherRights>) =>
      ctx.file
        .with(change)
        .all('entitlement')
        .map(({ kind }) => kind)
    expect(left([takeBackRight(ctx, retiree)])).toEqual(['resident-basic'])
    expect(left(takeBackOtherRights(ctx, [retiree]))).toEqual(['retiree'])
    const another = { ...ctx, case: caseOver([], 'another').case }
    expect(left(takeBackOtherRights(another, []))).toEqual(['resident-basic', 'retiree'])
  })
})
