/** RULES.md 5: the case of a visit. */
import { beforeEach, describe, expect, test } from 'vitest'
import { outboundEvents } from '../../../../events/index.ts'
import { lastFiling } from '../../../../functions/bundles/filing/rules/self-service.ts'
import { filingView } from '../../../../functions/bundles/filing/rules/view.ts'
import { day } from '../../../../shared/calendar/index.ts'
import { enrolment, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { file, insured, makeFilingStack, only, settlement, visit } from './scene.ts'

let stack: Stack
beforeEach(async () => {
  stack = await makeFilingStack()
})

describe('an admission that needs no filing', () => {
  test('goes on record with both sides, is told, and waits for its settlement', async () => {
    const psn_no = await insured(stack, '130100')
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    const row = await only(stack, psn_no)
    expect(row).toMatchObject({
      status: 'waiting',
      step: 'awaitSettlement',
      admdvs: '130100',
      areas: ['130100', '110000'],
      due_at: '2023-09-01T23:59:59+08:00',
      waiting_for: { actor: 'partner', what: 'visit.settled', until: '2024-08-31T23:59:59+08:00' },
    })
    const records = stack.sent('medins', 'filing.recorded')
    expect(records.map(({ data }) => data.to_admdvs)).toEqual(['130100', '110000'])
    expect(records[0]!.data).toMatchObject({
      psn_no,
      mdtrt_id: 'M1',
      insuplc_admdvs: '130100',
      mdtrtarea_admvs: '110000',
      decision: 'deemed',
      basis: '5',
      rates: 'insured-place',
      valid_from: '2023-09-01',
    })
    for (const { data } of records) expect(() => outboundEvents['filing.recorded'].data.parse(data)).not.toThrow()
    for (const { data } of stack.sent('notice'))
      expect(() => outboundEvents['notice.requested'].data.parse(data)).not.toThrow()
    expect(records[0]!.id).not.toBe(records[1]!.id)
    expect(stack.sent('notice').map(({ data }) => data.template)).toEqual(['filing.deemed'])
  })

  test('is done once the visit is settled, with the sums', async () => {
    const psn_no = await insured(stack, '140100')
    await stack.happen('visit.admitted', visit(psn_no, '110000', { med_type: '21' }))
    await stack.happen('visit.settled', settlement(psn_no, '110000'))
    expect(await only(stack, psn_no)).toMatchObject({
      status: 'done',
      outcome: {
        result: 'automatic',
        basis: '11',
        rates: 'reduced',
        pay_ratio: '0.72',
        settled: { medfee_sumamt: '1000.00', fund_pay_sumamt: '720.00' },
      },
    })
    expect(stack.sent('medins')[0]!.data.pay_ratio).toBe('0.72')
  })

  test('is done after 365 days without a settlement, and takes a later settlement into its outcome', async () => {
    const psn_no = await insured(stack, '130100')
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    await stack.advanceTo('2024-08-31T12:00:00+08:00')
    expect((await only(stack, psn_no)).status).toBe('waiting')
    await stack.advanceTo('2024-09-01T00:01:00+08:00')
    const ended = await only(stack, psn_no)
    expect(ended.status).toBe('done')
    expect(ended.outcome).not.toHaveProperty('settled')
    await stack.happen('visit.settled', settlement(psn_no, '110000'))
    expect((await only(stack, psn_no)).outcome).toMatchObject({
      result: 'deemed',
      settled: { fund_pay_sumamt: '720.00' },
    })
    expect(stack.sent('medins')).toHaveLength(2)
  })

  test('told of twice is one case, one record to each side, one message', async () => {
    const psn_no = await insured(stack, '130100')
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    await stack.happen('visit.admitted', visit(psn_no, '110000', { cross_region_enabled: false }))
    expect((await only(stack, psn_no)).step).toBe('awaitSettlement')
    expect(stack.sent('medins')).toHaveLength(2)
    expect(stack.sent('notice')).toHaveLength(1)
  })

  test('of another visit is another case', async () => {
    const psn_no = await insured(stack, '130100')
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    await stack.happen('visit.admitted', visit(psn_no, '110000', { mdtrt_id: 'M2' }))
    expect(await stack.cases(psn_no, 'filing')).toHaveLength(2)
    expect(new Set(stack.sent('medins').map(({ data }) => data.filing_id)).size).toBe(2)
  })
})

describe('local and refused', () => {
  test.each([
    ['local', '2', '130100', {}],
    ['refused', '4', '110000', { cross_region_enabled: false }],
    ['refused', '1', '110000', { begntime: '2019-01-01T09:00:00+08:00' }],
  ])('%s (%s) ends after it is told, and nothing goes on record', async (result, basis, area, more) => {
    const psn_no = await insured(stack, '130100')
    await stack.happen('visit.admitted', visit(psn_no, area, more))
    const row = await only(stack, psn_no)
    expect(row).toMatchObject({ status: 'done', step: 'tell', outcome: { result, basis } })
    expect(stack.sent('medins')).toEqual([])
    expect(stack.sent('notice').map(({ data }) => data.template)).toEqual([`filing.${result}`])
  })

  test('of a person without any relation the place of treatment is in charge, or the insured place named', async () => {
    const psn_no = await register(stack, 1)
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    await stack.happen('visit.admitted', visit(psn_no, '110000', { mdtrt_id: 'M2', insuplc_admdvs: '130100' }))
    const cases = await stack.cases(psn_no, 'filing')
    expect(cases.map(({ admdvs }) => admdvs).sort()).toEqual(['110000', '130100'])
    for (const row of cases) expect(row.outcome).toMatchObject({ result: 'refused', basis: '1', rates: 'none' })
  })

  test('a settlement reported later stands in the outcome', async () => {
    const psn_no = await insured(stack, '130100')
    await stack.happen('visit.admitted', visit(psn_no, '130100'))
    await stack.happen('visit.settled', settlement(psn_no, '130100'))
    expect((await only(stack, psn_no)).outcome).toMatchObject({
      result: 'local',
      settled: { medfee_sumamt: '1000.00' },
    })
  })
})

describe('required', () => {
  const required = async () => {
    const psn_no = await insured(stack, '530100')
    await stack.happen('visit.admitted', visit(psn_no, '310000'))
    return psn_no
  }

  test('waits 30 days for a filing, told at once and not on record', async () => {
    const psn_no = await required()
    expect(await only(stack, psn_no)).toMatchObject({
      status: 'waiting',
      step: 'awaitFiling',
      waiting_for: { actor: 'citizen', what: 'filing', until: '2023-10-01T23:59:59+08:00' },
    })
    expect(stack.sent('medins')).toEqual([])
    expect(stack.sent('notice').map(({ data }) => data.template)).toEqual(['filing.required'])
  })

  test('goes on by itself once a filing covers it, and is on record then, once to each side', async () => {
    const psn_no = await required()
    await stack.advanceTo('2023-09-03T08:00:00+08:00')
    await file(stack, psn_no, { to: '310000' })
    const row = await only(stack, psn_no)
    expect(row).toMatchObject({ status: 'waiting', step: 'awaitSettlement' })
    const records = stack.sent('medins', 'filing.recorded')
    const filed = lastFiling(await stack.file(psn_no))!
    expect(records.map(({ data }) => data.to_admdvs)).toEqual(['530100', '310000'])
    for (const { data } of records) {
      expect(data).toMatchObject({
        decision: 'on-file',
        basis: '10',
        filing_id: filed.filing_id,
        valid_from: '2023-09-01',
      })
    }
    expect(stack.sent('notice').map(({ data }) => data.template)).toEqual(['filing.required', 'filing.on-file'])
    await stack.happen('visit.settled', settlement(psn_no, '310000'))
    expect((await only(stack, psn_no)).outcome).toMatchObject({
      result: 'on-file',
      filing_id: filed.filing_id,
      settled: {},
    })
  })

  test('a filing for another place or from a later day does not help', async () => {
    const psn_no = await required()
    await file(stack, psn_no, { to: '320000' })
    await file(stack, psn_no, { to: '310000', from: '2023-09-02' })
    expect((await only(stack, psn_no)).step).toBe('awaitFiling')
    expect(stack.sent('medins')).toEqual([])
  })

  test('not filed ends done with result required when the visit is settled; a filing afterwards changes nothing', async () => {
    const psn_no = await required()
    await stack.happen('visit.settled', settlement(psn_no, '310000'))
    const ended = await only(stack, psn_no)
    expect(ended).toMatchObject({
      status: 'done',
      outcome: { result: 'required', settled: { fund_pay_sumamt: '720.00' } },
    })
    await file(stack, psn_no, { to: '310000' })
    expect(await only(stack, psn_no)).toEqual(ended)
    expect(stack.sent('medins')).toEqual([])
  })

  test('not filed ends done with result required after 30 days, the 30th included', async () => {
    const psn_no = await required()
    await stack.advanceTo('2023-10-01T23:59:00+08:00')
    expect((await only(stack, psn_no)).status).toBe('waiting')
    await stack.advanceTo('2023-10-02T00:01:00+08:00')
    expect(await only(stack, psn_no)).toMatchObject({ status: 'done', outcome: { result: 'required', basis: '12' } })
  })

  test('after the 30 days it may still be filed until discharge, and the case is taken up again', async () => {
    const psn_no = await required()
    await stack.advanceTo('2023-11-01T08:00:00+08:00')
    await file(stack, psn_no, { to: '310000' })
    expect(await only(stack, psn_no)).toMatchObject({ status: 'waiting', step: 'awaitSettlement' })
    expect(stack.sent('medins')).toHaveLength(2)
  })

  test('an amended policy or a new relation does not change it', async () => {
    const psn_no = await required()
    await stack.policy({ name: 'filing_deemed_areas', admdvs: '530000', from: '2023-01-01', value: ['310000'] })
    await stack.happen('enrolment.registered', enrolment(psn_no, '320100', '2023-01-01'))
    expect((await only(stack, psn_no)).step).toBe('awaitFiling')
    await file(stack, psn_no, { to: '310000' })
    expect((await only(stack, psn_no)).admdvs).toBe('530100')
    expect(stack.sent('medins')[0]!.data).toMatchObject({ decision: 'on-file', insuplc_admdvs: '530100' })
  })
})

test('the timeline says because of what, and by which source, it was decided', async () => {
  const psn_no = await insured(stack, '130100')
  await stack.happen('visit.admitted', visit(psn_no, '110000'))
  const lines = (await stack.journal(psn_no)).filter(({ case_id }) => case_id.startsWith('FC'))
  expect(lines.map(({ step }) => step)).toEqual(['decide', 'record', 'tell'])
  expect(lines[0]!.text).toContain('到这里看病就当已经备案')
  expect(lines[0]!.text).toContain('2023年2月10日')
})

test('a filing is answered as the contract has it', async () => {
  const psn_no = await insured(stack, '530100')
  await file(stack, psn_no, { to: '310000', kind: 'temporary' })
  const held = await stack.file(psn_no)
  const filed = lastFiling(held)!
  expect(filingView(held, filed, day('2023-09-01'))).toEqual({
    filing_id: filed.filing_id,
    psn_no,
    kind: 'temporary',
    to_admdvs: '310000',
    from: '2023-09-01',
    to: '2024-02-29',
    status: 'active',
  })
})

test('a filing that covers more open visits than one commit holds turns them all', { timeout: 60_000 }, async () => {
  const psn_no = await insured(stack, '530100')
  const visits = 120
  for (let n = 0; n < visits; n++) await stack.send('visit.admitted', visit(psn_no, '310000', { mdtrt_id: `M${n}` }))
  await stack.run()
  const decisions = async () => (await stack.cases(psn_no, 'filing')).map(({ waiting_for }) => waiting_for?.what).sort()
  expect(new Set(await decisions())).toEqual(new Set(['filing']))
  await file(stack, psn_no, { to: '310000' })
  expect(await decisions()).toEqual(Array.from({ length: visits }, () => 'visit.settled'))
})
