/** RULES.md 9.3: whatever the order in which it is told. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InboundType } from '../../../../events/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { paidMonths } from '../../../../shared/registers/months.ts'
import { credit, enrolment, pause, person } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'

type Told = [InboundType, Record<string, unknown>]

const psn = 'P000001'
const told: Told[] = [
  ['person.registered', person(1)],
  ['enrolment.registered', enrolment(psn, '130400', '2018-01-01')],
  ['enrolment.paused', pause(psn, '130400', '2019-12-31')],
  ['enrolment.registered', enrolment(psn, '130200', '2020-01-01')],
  ['enrolment.paused', pause(psn, '130200', '2026-01-31')],
  ['account.credited', credit(psn, '130200', '500.00')],
  ['account.spent', { ...credit(psn, '130200', '120.00'), setl_id: 'S1' }],
  ['account.credited', credit(psn, '130400', '3.00')],
  [
    'contribution.posted',
    {
      psn_no: psn,
      insu_admdvs: '130200',
      insutype: '310',
      accrym_begn: '202501',
      accrym_end: '202512',
      base: '6000.00',
      amt_psn: '120.00',
      amt_emp: '480.00',
    },
  ],
  [
    'contribution.posted',
    {
      psn_no: psn,
      insu_admdvs: '130400',
      insutype: '310',
      accrym_begn: '202412',
      accrym_end: '202502',
      base: '6000.00',
      amt_psn: '120.00',
      amt_emp: '480.00',
    },
  ],
  ['enrolment.registered', enrolment(psn, '130100', '2026-03-02')],
]

/** What must be the same: relations, accounts, months, and how the case stands. */
const registers = (file: PersonFile) => ({
  relations: file.all('relation').map((relation) => ({
    ...relation,
    enrolments: [...relation.enrolments].sort((a, b) => (a.psn_insu_date < b.psn_insu_date ? -1 : 1)),
    pauses: relation.pauses.map(({ last }) => last).sort(),
  })),
  accounts: file.all('account'),
  months: paidMonths(file).map(({ months }) => [...months]),
  cases: file.all('case').map(({ status, step, waiting_for }) => ({ status, step, waiting_for })),
  // What was asked of a clerk before a later message showed otherwise is closed, and stays in the record.
  tasks: file
    .all('task')
    .filter(({ status }) => status !== 'closed')
    .map(({ kind, admdvs, facts }) => ({ kind, admdvs, facts })),
})

async function play(events: readonly Told[], atOnce: boolean) {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  for (const [type, data] of events) {
    const id = JSON.stringify([type, data]).slice(0, 200)
    await stack.send(type, data, { id, time: '2026-03-02T08:00:00+08:00' })
    if (!atOnce) await stack.run()
  }
  await stack.run()
  return registers(await stack.file(psn))
}

describe('transfer, in whatever order it is told', () => {
  it('the same events in any order, some of them twice, lead to the same registers', async () => {
    const expected = await play(told, false)
    expect(expected.cases).toMatchObject([{ status: 'waiting', step: 'awaitApproval' }])
    const orders = fc.tuple(fc.shuffledSubarray(told, { minLength: told.length }), fc.subarray(told), fc.boolean())
    await fc.assert(
      fc.asyncProperty(orders, async ([order, again, atOnce]) => {
        expect(await play([...order, ...again], atOnce)).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })
})
