/** RULES.md 4.7: a filing after discharge is taken, and says what is claimed by hand. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filingView } from '../../../../functions/bundles/filing/rules/view.ts'
import { addDays, day, instant } from '../../../../shared/calendar/index.ts'
import { pidOf } from '../../../../shared/identity/index.ts'
import { fen } from '../../../../shared/money/index.ts'
import { put } from '../../../../shared/registers/file.ts'
import { loadFile } from '../../../../shared/table/files.ts'
import { apiOf, citizen } from '../../../support/api.ts'
import { fileWith } from '../../../support/files.ts'
import { type Stack, testKeys } from '../../../support/stack.ts'
import { claimedByHand, type SeenVisit } from './model.ts'
import { filing, insured, makeFilingStack, only, settlement, visit, visitRow } from './scene.ts'

const form = { kind: 'temporary', to_admdvs: '419001', from: '2023-09-01', commitment: true }
const ownCost = { fund_pay_sumamt: '0.00', endtime: '2023-09-01T09:30:00+08:00' }

async function paidAlone(stack: Stack) {
  const psn_no = await insured(stack, '530100')
  await stack.advanceTo('2023-09-01T10:00:00+08:00')
  await stack.happen('visit.admitted', visit(psn_no, '419001', { med_type: '21' }))
  await stack.happen('visit.settled', settlement(psn_no, '419001', ownCost))
  return psn_no
}

test('it is made, lists the visit and says what to do; visit and case stay as they are', async () => {
  const stack = await makeFilingStack()
  const psn_no = await paidAlone(stack)
  const { call } = apiOf(stack)
  const ended = await only(stack, psn_no)
  const { status, body } = await call(citizen(psn_no), 'POST /v1/filings', form)
  expect({ status, body }).toEqual({
    status: 201,
    body: {
      filing_id: expect.stringMatching(/^FL/),
      psn_no,
      kind: 'temporary',
      to_admdvs: '419001',
      from: '2023-09-01',
      to: '2024-02-29',
      status: 'active',
      claim_by_hand: ['M1'],
      message: expect.stringMatching(/2023年9月1日开始的就诊.*手工报销。$/),
    },
  })
  await stack.run()
  expect(await only(stack, psn_no)).toEqual(ended)
  expect(ended.outcome).toMatchObject({ result: 'required', settled: { fund_pay_sumamt: '0.00' } })
  expect(stack.sent('medins')).toEqual([])
  const over = await call(citizen(psn_no), `DELETE /v1/filings/${body.filing_id}`)
  expect(over.body).toMatchObject({ status: 'ended', to: '2023-09-01', claim_by_hand: ['M1'] })
})

test('the list shows it still when the visit has gone to rest', async () => {
  const stack = await makeFilingStack()
  const psn_no = await paidAlone(stack)
  const { call } = apiOf(stack)
  await call(citizen(psn_no), 'POST /v1/filings', form)
  await stack.advanceTo('2025-03-01T08:00:00+08:00')
  await stack.happen(
    'visit.admitted',
    visit(psn_no, '530100', { mdtrt_id: 'M2', begntime: '2025-03-01T07:00:00+08:00' }),
  )
  const live = await loadFile(stack.ports.table, testKeys, pidOf(testKeys, psn_no))
  expect(live.countAtRest('visit')).toBe(1)
  const { body } = await call(citizen(psn_no), 'GET /v1/filings')
  expect(body.filings).toMatchObject([{ status: 'ended', claim_by_hand: ['M1'] }])
})

test('one that covers nothing of the kind says nothing of it', async () => {
  const stack = await makeFilingStack()
  const psn_no = await paidAlone(stack)
  const { call } = apiOf(stack)
  const { body } = await call(citizen(psn_no), 'POST /v1/filings', { ...form, from: '2023-09-02' })
  expect(body).not.toHaveProperty('claim_by_hand')
  expect(body).not.toHaveProperty('message')
})

test.each([
  ['from', { from: '2023-03-04' }],
  ['to', { to: '2024-03-01' }],
  ['to', { to: '2023-08-31' }],
  ['to_admdvs', { to_admdvs: '530102' }],
  ['commitment', { commitment: false }],
])('%s that is not allowed is named', async (field, wrong) => {
  const stack = await makeFilingStack()
  const psn_no = await insured(stack, '530100')
  const { status, body } = await apiOf(stack).call(citizen(psn_no), 'POST /v1/filings', { ...form, ...wrong })
  expect({ status, errors: body.errors.map((one: { field: string }) => one.field) }).toEqual({
    status: 400,
    errors: [field],
  })
})

test('whatever visits there were, those are listed that the rule names', () => {
  const some = fc.record({
    area: fc.constantFrom('419001', '410100', '310000', '133100'),
    off: fc.integer({ min: -40, max: 40 }),
    decision: fc.constantFrom('local', 'required', 'refused', 'on-file', 'deemed', undefined),
    days: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
    fund: fc.constantFrom(0, 0, 1),
  })
  const made = day('2026-05-01')
  const spec = fc.record({
    to_admdvs: fc.constantFrom('419001', '410000', '310000', '130000', '130600'),
    off: fc.integer({ min: -40, max: 40 }),
    length: fc.option(fc.integer({ min: -1, max: 60 }), { nil: undefined }),
  })
  fc.assert(
    fc.property(spec, fc.array(some, { maxLength: 8 }), ({ to_admdvs, off, length }, list) => {
      const from = addDays(made, off)
      const to = length === undefined ? {} : { to: addDays(from, length) as string }
      const one = filing({ kind: 'referral', to_admdvs, from, ...to })
      const seen: SeenVisit[] = []
      const rows = list.map(({ area, off: begun, decision, days, fund }, index) => {
        const on = addDays(made, begun)
        const row = visitRow({ on, in: area, mdtrt_id: `M${index}`, ...(decision && { decision: { decision } }) })
        const endtime = instant(`${addDays(on, days ?? 0)}T10:00:00+08:00`)
        const told = { id: `M${index}`, area, day: on, began: Date.parse(row.begntime), decision }
        if (days === undefined) seen.push(told)
        else seen.push({ ...told, ended: Date.parse(endtime), fund })
        const sums = { medfee_sumamt: fen(1), fund_pay_sumamt: fen(fund) }
        return put(
          'visit',
          days === undefined ? row : { ...row, settled: { setl_id: 'S', endtime, ...sums, time: endtime } },
        )
      })
      const expected = claimedByHand({ place: to_admdvs, from, ...to, made: Date.parse(one.made_at) }, seen)
      expect([...(filingView(fileWith([]).with(rows), one, made).claim_by_hand ?? [])].sort()).toEqual(expected.sort())
    }),
    { numRuns: 500 },
  )
})
