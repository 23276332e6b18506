/** RULES.md 3.1 to 3.5: what a receipt comes to. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  instalment,
  type Sibling,
  termsFor,
  totalOf,
} from '../../../../functions/bundles/reimbursement/rules/reckon.ts'
import { type Fen, fen, sumFen } from '../../../../shared/money/index.ts'
import { at } from '../../../support/bank.ts'
import { area, scene, terms, voided } from './scene.ts'

const cents = fc.integer({ min: 0, max: 900_000 }).map(fen)
const someTerms = fc.record({
  deductible: fc.constantFrom('0.00', '300.00', '1234.56'),
  ratio: fc.constantFrom('0.70', '0.85', '0.3333', '1.00'),
})

it('a visit’s payments add up to total(x), whatever the instalments', () => {
  fc.assert(
    fc.property(fc.array(cents, { minLength: 1, maxLength: 8 }), someTerms, (receipts, of) => {
      const claimed: Sibling[] = []
      for (const inscp of receipts) {
        const { amt, total } = instalment(inscp, claimed, of)
        claimed.push({ inscp, amt })
        expect(sumFen(claimed.map((one) => one.amt))).toBe(total)
        expect(total).toBe(totalOf(sumFen(claimed.map((one) => one.inscp)) as Fen, of))
      }
    }),
  )
})

it('the first terms that fit count; what is left out fits all', () => {
  const treated = { insutype: '390', psn_type: '15', med_type: '21' }
  const all = [
    { insutype: '310' as const, med_types: ['21'], deductible: '1.00', ratio: '0.10' },
    { insutype: '390' as const, psn_types: ['14'], med_types: ['21'], deductible: '2.00', ratio: '0.20' },
    { insutype: '390' as const, med_types: ['21'], hosp_lvs: ['3' as const], deductible: '3.00', ratio: '0.30' },
    { insutype: '390' as const, med_types: ['11', '21'], deductible: '4.00', ratio: '0.40' },
  ]
  expect(termsFor(all, treated)?.ratio).toBe('0.40')
  expect(termsFor(all, { ...treated, hosp_lv: '3' })?.ratio).toBe('0.30')
  expect(termsFor(all, { ...treated, psn_type: '14' })?.ratio).toBe('0.20')
  expect(termsFor(all, { ...treated, med_type: '13' })).toBeUndefined()
})

it('waits for terms that nobody has set, and goes on once they are', async () => {
  const { stack, posts, chooses, theCase, paid } = await scene()
  await posts('1500.00', { med_type: '11' })
  await chooses()
  expect(await theCase()).toMatchObject({ waiting_for: { actor: 'operator', what: 'policy-missing' } })
  await stack.policy({ name: 'claim_terms', admdvs: area, value: [...terms, { ...terms[0], med_types: ['11'] }] })
  expect(paid()).toEqual(['840.00'])
})

it('treated elsewhere without leave, by the lower ratio; by the decision’s where there is one; an emergency as at home', async () => {
  const lower = { in_service: '0.60', retired: '0.60', resident: '0.50' }
  const elsewhere = { fixmedins_code: 'H31010600001' }
  const sums = async (more: object, visit?: Record<string, unknown>) => {
    const { stack, psn, posts, chooses, paid } = await scene()
    await stack.policy({ name: 'reduced_ratio', admdvs: area, value: { temporary: lower } })
    await stack.policy({
      name: 'claim_terms',
      admdvs: area,
      value: [{ ...terms[0], med_types: ['21', '24'] }],
    })
    const admitted = { mdtrt_id: 'M1', mdtrtarea_admvs: '310000', psn_no: psn, med_type: '21', ...elsewhere }
    const told = { ...admitted, begntime: at('2026-03-02'), cross_region_enabled: true, ...visit }
    if (visit) await stack.happen('visit.admitted', told)
    await posts('1500.00', { ...elsewhere, ...more })
    await chooses()
    return paid()
  }
  expect(await sums({})).toEqual(['600.00'])
  expect(await sums({ med_type: '24' })).toEqual(['840.00'])
  expect(await sums({}, {})).toEqual(['600.00'])
  expect(await sums({}, { emergency: true })).toEqual(['840.00'])
  expect(await sums({ fixmedins_code: 'H33080200001' })).toEqual(['840.00'])
})

it('one without a number is a visit of its own', async () => {
  const { stack, psn, claims, verified, decides, posts, chooses, paid } = await scene({ auto: '99999.00' })
  await claims({ mdtrt_id: undefined })
  await verified()
  await decides('review-claim', { decision: 'approve', inscp_scp_amt: '1500.00' })
  await posts('1000.00', {}, 2)
  await chooses('claim', 2)
  expect(paid()).toEqual(['840.00', '490.00'])
  expect(await stack.tasks(psn)).toEqual([])
})

it('a finer kind of treatment counts as what it is a kind of: in the terms, and of emergencies', async () => {
  const { stack, posts, chooses, paid } = await scene({ auto: '99999.00' })
  await stack.policy({
    name: 'reduced_ratio',
    admdvs: area,
    value: { temporary: { in_service: '0.60', retired: '0.60', resident: '0.50' } },
  })
  await stack.policy({ name: 'claim_terms', admdvs: area, value: [{ ...terms[0], med_types: ['21', '24'] }] })
  await posts('1500.00', { med_type: '2102' })
  await posts('1500.00', { med_type: '2401', mdtrt_id: 'M2', fixmedins_code: 'H31010600001' }, 2)
  await chooses()
  await chooses('claim', 2)
  expect(paid()).toEqual(['840.00', '840.00'])
})

it('what came to nothing and is void bears no deductible for the visit', async () => {
  const { stack, psn, posts, chooses, theCase, paid } = await scene()
  await posts('250.00')
  await chooses()
  await posts('100.00', {}, 2)
  await stack.happen('ownpay.voided', voided(psn, '2026-03-10'), { time: at('2026-03-10', '10:00') })
  await chooses('claim', 2)
  expect((await theCase(2)).outcome).toMatchObject({ result: 'nothing-due' })
  expect(paid()).toEqual([])
})
