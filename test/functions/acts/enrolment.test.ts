import { describe, expect, it } from 'vitest'
import { outboundEvents } from '../../../events/catalogue.ts'
import { changeEnrolment, withEnd, withEnrolment } from '../../../functions/acts/enrolment.ts'
import { day, instant } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { emptyRelation, relationOf, standingOn } from '../../../shared/registers/relation.ts'
import { caseOver } from './scene.ts'

const area = '530100' as Admdvs
const since = day('2026-01-01')
const fact = { psn_insu_date: since, psn_type: '11', time: instant('2026-01-01T09:00:00+08:00') } as const
const insured = withEnrolment(emptyRelation(area, '310'), fact)

describe('a change of an enrolment', () => {
  it('is written, and told the insurance register in the words of the catalogue', () => {
    const ctx = caseOver()
    const from = day('2026-03-02')
    const ended = withEnd(insured, { from, period: since, by: ctx.case.case_id })
    const changed = { psn_type: '11', psn_insu_stas: '4', from, reason: 'transfer' } as const
    const { change, send } = changeEnrolment(ctx, ended, changed)
    const held = relationOf(ctx.file.with(change), area, '310')
    expect(held && standingOn(held, day('2026-03-01'))?.psn_insu_stas).toBe('1')
    expect(held && standingOn(held, from)?.psn_insu_stas).toBe('4')
    expect(send.map(({ type }) => type)).toEqual(['enrolment.changed'])
    expect(outboundEvents['enrolment.changed'].data.parse(send[0]?.data)).toEqual({
      psn_no: '53000000000000200001',
      insu_admdvs: area,
      insutype: '310',
      ...changed,
      case_id: ctx.case.case_id,
    })
  })

  it('leaves an enrolment of the same day as it was reported', () => {
    expect(withEnrolment(insured, { ...fact, psn_type: '12' })).toBe(insured)
    expect(withEnrolment(insured, { ...fact, psn_insu_date: day('2026-02-01') }).enrolments).toHaveLength(2)
  })
})
