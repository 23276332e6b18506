/** A row that is set and corrects what held: open cases go on by it, decided ones are told to a clerk (bundles/RULES.md 1.7). */
import { describe, expect, it } from 'vitest'
import { register } from '../../support/people.ts'
import type { Stack } from '../../support/stack.ts'
import { scene as assisted } from '../bundles/assistance/scene.ts'
import { birth, childOf, makeNursery, mother, motherBirth, paid } from '../bundles/newborn/scene.ts'
import { retiredMan, theCase } from '../bundles/retirement/scene.ts'

const total = (male: number, from?: string) => ({
  name: 'retire_total_months',
  admdvs: '130000',
  ...(from ? { from } : {}),
  value: { male, female: 300 },
})

const corrected = async (stack: Stack, psn: string, status: 'open' | 'any' = 'open') =>
  (await stack.tasks(psn, status)).filter(({ kind }) => kind === 'rule-corrected')

describe('a correction', () => {
  it('tells a clerk of a decided case that would have come out differently, once, and undoes nothing', async () => {
    const { s, psn_no } = await retiredMan()
    const before = await theCase(s, psn_no)
    await s.policy(total(400))
    const [task, ...others] = await corrected(s, psn_no)
    expect(others).toEqual([])
    expect(task).toMatchObject({
      case_id: before.case_id,
      owner: { role: 'clerk', area: '130100' },
      facts: {
        name: 'retire_total_months',
        before: { status: 'done', outcome: { result: 'retired' } },
        after: { status: 'waiting', at: '等本人选择' },
      },
    })
    expect(await theCase(s, psn_no)).toEqual(before)
    await s.policy(total(400))
    expect(await corrected(s, psn_no)).toHaveLength(1)
    await s.decideTask(task!.task_id, { decision: 'approve' })
    expect(await corrected(s, psn_no, 'any')).toMatchObject([{ status: 'approved' }])
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done', outcome: before.outcome })
  })

  it('takes the place of one that nobody has decided on; corrected back, none is left', async () => {
    const { s, psn_no } = await retiredMan()
    await s.policy(total(400))
    await s.policy(total(365))
    const both = await corrected(s, psn_no, 'any')
    expect(both.map(({ status }) => status).sort()).toEqual(['closed', 'open'])
    await s.policy(total(360))
    expect(await corrected(s, psn_no)).toEqual([])
  })

  it('does not concern decided cases by a row for days to come, by one that is the same, nor by what was missing', async () => {
    const { s, psn_no } = await retiredMan()
    await s.policy(total(400, '2026-06-01'))
    await s.policy(total(360, '2023-01-01'))
    await s.policy({ name: 'topup_rate', admdvs: '130500', value: '0.0900' })
    expect(await corrected(s, psn_no)).toEqual([])
  })

  it('is one too if a nearer row says something else of days past', async () => {
    const { s, psn_no } = await retiredMan()
    await s.policy({ ...total(400), admdvs: '130100', from: '2026-01-01' } as never)
    expect(await corrected(s, psn_no)).toHaveLength(1)
  })

  it('is none of decided cases by the first row of an optional parameter', async () => {
    const s = await assisted()
    await s.settle()
    await s.paidOn('2026-04-01')
    await s.dawn('2027-04-01')
    const value = [
      { dept: 'union', psn_idet_types: ['low-income'], med_types: ['21'], deductible: '0.00', ratio: '1.00' },
    ]
    await s.stack.policy({ name: 'department_aid', admdvs: '130100', value })
    expect(await s.cases()).toMatchObject([{ status: 'done' }])
    expect(await corrected(s.stack, s.psn)).toEqual([])
  })

  it('has an open case asked again: what was billed and not paid is billed anew', async () => {
    const stack = await makeNursery('2026-03-20T10:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother()] }))
    await stack.policy({ name: 'resident_premium', admdvs: '530000', from: '2026-01-01', value: '420.00' })
    expect(stack.sent('tax', 'premium.assessed').map(({ data }) => data.amt)).toEqual(['400.00', '420.00'])
    expect(await corrected(stack, childOf())).toEqual([])
  })

  it('tells of a premium that was paid, of another sum by now', async () => {
    const stack = await makeNursery('2026-03-20T10:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother()] }))
    await stack.happen('premium.paid', paid(2026, '2026-03-21'))
    await stack.policy({ name: 'resident_premium', admdvs: '530000', from: '2026-01-01', value: '420.00' })
    expect(await corrected(stack, childOf())).toHaveLength(1)
  })
})
