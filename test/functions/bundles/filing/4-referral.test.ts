/** RULES.md 4.10: a referral that a hospital reports. RULES.md 5.6: a settlement that is undone. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Stack } from '../../../support/stack.ts'
import { file, insured, makeFilingStack, only, settlement, visit } from './scene.ts'

let stack: Stack
let psn: string
beforeEach(async () => {
  stack = await makeFilingStack()
  psn = await insured(stack, '130100')
})

const referral = (more: object = {}) => ({
  fixmedins_code: 'H13010000001',
  psn_no: psn,
  trt_dcla_detl_sn: 'R1',
  mdtrtarea_admvs: '310115',
  begndate: '2023-08-20',
  ...more,
})
const end = () => ({ fixmedins_code: 'H13010000001', psn_no: psn, trt_dcla_detl_sn: 'R1', reason: '不转了' })

describe('a hospital that refers the patient elsewhere', () => {
  test('files for them: a visit there is on file, at reduced rates, for no longer than a referral lasts', async () => {
    await stack.happen('filing.reported', referral({ enddate: '2024-12-31' }))
    await stack.happen('visit.admitted', visit(psn, '310000'))
    const { filing_id } = (await stack.file(psn)).all('filing')[0] as { filing_id: string }
    expect(await only(stack, psn)).toMatchObject({ status: 'waiting', step: 'awaitSettlement' })
    const { decision } = (await stack.file(psn)).all('visit')[0] as { decision: object }
    const lasting = { valid_from: '2023-08-20', valid_to: '2024-02-19' }
    expect(decision).toMatchObject({ decision: 'on-file', basis: '10', rates: 'reduced', filing_id, ...lasting })
  })

  test('after the admission turns it to on-file before discharge', async () => {
    await stack.happen('visit.admitted', visit(psn, '310000'))
    expect(await only(stack, psn)).toMatchObject({ step: 'awaitFiling' })
    await stack.happen('filing.reported', referral())
    expect(await only(stack, psn)).toMatchObject({ step: 'awaitSettlement' })
  })

  test('and takes it back covers no visit from the day after', async () => {
    await stack.happen('filing.reported', referral())
    await stack.happen('filing.ended', end(), { time: '2023-09-01T08:30:00+08:00' })
    await stack.happen('visit.admitted', visit(psn, '310000'))
    await stack.happen(
      'visit.admitted',
      visit(psn, '310000', { mdtrt_id: 'M2', begntime: '2023-09-02T09:00:00+08:00' }),
    )
    const cases = await stack.cases(psn, 'filing')
    expect(cases.map(({ step }) => step).sort()).toEqual(['awaitFiling', 'awaitSettlement'])
  })

  test('does not stand in the way of filings that the person makes: each has its own number', async () => {
    await stack.happen('filing.reported', referral())
    const made = [await file(stack, psn, { to: '310000' }), await file(stack, psn, { to: '530000' })]
    const ids = (await stack.file(psn)).all('filing').map(({ filing_id }) => filing_id)
    expect(new Set([...ids, ...made.map(({ filing_id }) => filing_id)]).size).toBe(3)
  })
})

describe('a settlement that is undone', () => {
  const undone = (area: string) => ({
    fixmedins_code: `H${area}00001`,
    mdtrt_id: 'M1',
    psn_no: psn,
    setl_id: 'S1',
    reason: '重新结算',
  })

  test('takes the case up again, which ends with the next one; nobody has anything to do by hand', async () => {
    await stack.happen('visit.admitted', visit(psn, '110000'))
    await stack.happen('visit.settled', settlement(psn, '110000'))
    await stack.happen('visit.unsettled', undone('110000'))
    expect(await only(stack, psn)).toMatchObject({ status: 'waiting', step: 'awaitSettlement' })
    expect((await only(stack, psn)).outcome).toBeUndefined()
    await stack.happen('visit.settled', settlement(psn, '110000', { setl_id: 'S2', fund_pay_sumamt: '650.00' }))
    const settled = { medfee_sumamt: '1000.00', fund_pay_sumamt: '650.00' }
    expect(await only(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'deemed', settled } })
    expect(await stack.tasks(psn, 'any')).toEqual([])
  })

  test('at home only leaves the outcome', async () => {
    await stack.happen('visit.admitted', visit(psn, '130100'))
    await stack.happen('visit.settled', settlement(psn, '130100'))
    await stack.happen('visit.unsettled', undone('130100'))
    expect((await only(stack, psn)).outcome).toEqual({ result: 'local', basis: '2', rates: 'insured-place' })
  })

  test('may be filed for again where a filing was required', async () => {
    await stack.happen('visit.admitted', visit(psn, '310000'))
    const { mdtrt_id, fixmedins_code, endtime } = settlement(psn, '310000')
    await stack.happen('visit.self-paid', { mdtrt_id, fixmedins_code, psn_no: psn, endtime, medfee_sumamt: '30.00' })
    const settled = { medfee_sumamt: '30.00', fund_pay_sumamt: '0.00' }
    expect(await only(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'required', settled } })
    await stack.happen('visit.unsettled', { ...undone('310000'), setl_id: 'M1' })
    expect(await only(stack, psn)).toMatchObject({ status: 'waiting', step: 'awaitFiling' })
  })
})
