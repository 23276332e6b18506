/** bundles/RULES.md 3.1: the same events in any order, repeated however often, end in the same registers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InboundType } from '../../../../events/index.ts'
import { day } from '../../../../shared/calendar/index.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import { bankAccount, enrolment, person } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { birth, childOf, father, fatherBirth, makeNursery, mother, motherBirth, paid } from './scene.ts'

type Happening = readonly [type: InboundType, data: Record<string, unknown>, time: string]

const RUNS = Number(process.env.RUNS ?? 40)
const time = (on: string) => `${on}T10:00:00+08:00`
const child = person(8, { brdy: '2026-03-10' })

const all: readonly Happening[] = [
  ['person.registered', person(2, { brdy: motherBirth }), time('2020-01-01')],
  ['person.registered', person(1, { brdy: fatherBirth, bank_acct: bankAccount }), time('2020-01-02')],
  ['enrolment.registered', enrolment('P000002', '530300', '2020-01-01'), time('2020-01-03')],
  ['enrolment.registered', enrolment('P000002', '530400', '2026-03-11'), time('2026-03-11')],
  ['birth.certified', birth('2026-03-10', { guardians: [mother(), father()] }), time('2026-03-10')],
  ['birth.certified', birth('2026-03-10', { guardians: [father()], psn_name: '补发' }), time('2026-03-12')],
  ['premium.paid', paid(2026, '2026-03-13'), time('2026-03-13')],
  ['premium.paid', paid(2026, '2026-06-20'), time('2026-06-20')],
  ['premium.paid', paid(2026, '2026-03-15'), time('2026-03-15')],
  [
    'household.registered',
    { birth_cert_no: 'Z530000001', certno: child.certno, psn_name: '测试八', admdvs: '530300' },
    time('2026-04-01'),
  ],
  ['death.registered', { birth_cert_no: 'Z530000001', dead_date: '2026-06-30' }, time('2026-07-01')],
]

/**
 * What must not depend on the order: everything but when it was noticed, bills, and whose fund paid a refund ordered
 * meanwhile.
 */
async function registers(stack: Stack) {
  const file = await stack.file(childOf())
  const cases = file.all('case').map(({ case_id, status, outcome, admdvs }) => ({ case_id, status, outcome, admdvs }))
  const relations = file
    .all('relation')
    .map((relation) => [
      relation.insutype,
      relation.insu_admdvs,
      ...['2026-03-10', '2026-12-31', '2027-01-01'].map((on) => standingOn(relation, day(on))?.psn_insu_stas),
    ])
  return {
    person: file.person,
    relations,
    entitlements: file.all('entitlement'),
    cases,
    refunds: file.all('payment').map(({ pay_no, amt }) => [pay_no, amt]),
    links: file.all('link'),
  }
}

/**
 * Born in November, so that two years are offered; sums that are wrong, too late or twice, and an enrolment taken back.
 */
const winter: readonly Happening[] = [
  ['person.registered', person(2, { brdy: motherBirth, bank_acct: bankAccount }), time('2020-01-01')],
  ['enrolment.registered', enrolment('P000002', '530300', '2020-01-01'), time('2020-01-03')],
  [
    'enrolment.revoked',
    { psn_no: 'P000002', insu_admdvs: '530300', insutype: '310', psn_insu_date: '2020-01-01', reason: '报错' },
    time('2026-01-03'),
  ],
  ['enrolment.registered', enrolment('P000002', '530400', '2021-01-01', { insutype: '390' }), time('2026-01-04')],
  ['birth.certified', birth('2025-11-20'), time('2026-01-05')],
  ['birth.certified', birth('2025-11-20', { insu_admdvs: '530500' }), time('2026-01-06')],
  ['premium.paid', paid(2025, '2026-01-07'), time('2026-01-07')],
  ['premium.paid', paid(2025, '2026-02-19'), time('2026-02-19')],
  ['premium.paid', paid(2026, '2026-01-08', { amt: '380.00' }), time('2026-01-08')],
  ['premium.paid', paid(2026, '2026-02-20'), time('2026-02-20')],
  ['premium.paid', paid(2026, '2026-12-02'), time('2026-12-02')],
  ['premium.paid', paid(2027, '2026-12-03'), time('2026-12-03')],
]

/** Born in one place, enrolled in the mother's: what is paid is refunded, or counts, by where that is. */
const between = (hospital: string, area: string): readonly Happening[] => [
  ['person.registered', person(2, { brdy: motherBirth }), time('2020-01-01')],
  ['enrolment.registered', enrolment('P000002', area, '2020-01-01'), time('2020-01-03')],
  ['birth.certified', birth('2025-11-20', { fixmedins_code: hospital }), time('2026-03-01')],
  ['birth.certified', birth('2025-11-20', { fixmedins_code: hospital, psn_name: '补发' }), time('2026-03-02')],
  ['premium.paid', paid(2025, '2026-02-18'), time('2026-02-18')],
  ['premium.paid', paid(2025, '2026-02-17', { amt: '350.00' }), time('2026-02-17')],
  ['premium.paid', paid(2026, '2026-03-02'), time('2026-03-02')],
  ['death.registered', { birth_cert_no: 'Z530000001', dead_date: '2026-03-03' }, time('2026-03-04')],
]

const stories = [
  {
    name: 'born in March',
    now: time('2026-07-01'),
    events: all,
    relations: [['390', '530300', '1', '1', '2']],
    refunds: 2,
  },
  {
    name: 'born in November',
    now: time('2026-12-04'),
    events: winter,
    relations: [['390', '530400', '1', '1', '2']],
    refunds: 3,
  },
  {
    name: 'born where the year of birth is free, enrolled where it is not',
    now: time('2026-03-05'),
    events: between('H14010200001', '350100'),
    relations: [['390', '350100', '1', '1', '2']],
    refunds: 0,
  },
  {
    name: 'born where the year of birth is not free, enrolled where it is',
    now: time('2026-03-05'),
    events: between('H35010200001', '140100'),
    relations: [['390', '140100', '2', '1', '2']],
    refunds: 0,
  },
]

describe.each(stories)('a newborn’s events, $name', ({ now, events, relations, refunds }) => {
  const play = async (happenings: readonly Happening[], together: readonly boolean[] = []) => {
    const stack = await makeNursery(now)
    for (const [index, happening] of happenings.entries()) {
      const [type, data, at] = happening
      await stack.send(type, data, { time: at, id: `e${events.indexOf(happening)}` })
      if (!together[index]) await stack.run()
    }
    await stack.run()
    return registers(stack)
  }

  test('in any order lead to the same registers', async () => {
    const expected = await play(events)
    expect(expected.relations).toEqual(relations)
    expect(expected.refunds).toHaveLength(refunds)
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...events], { minLength: events.length }),
        fc.array(fc.boolean(), { maxLength: events.length }),
        async (order, together) => {
          expect(await play(order, together)).toEqual(expected)
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('some of them, repeated however often, lead to what they lead to once', async () => {
    const twice = fc
      .subarray([...events], { minLength: 3 })
      .chain((some) =>
        fc.tuple(fc.constant(some), fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 })),
      )
    await fc.assert(
      fc.asyncProperty(twice, async ([some, repeated]) => {
        expect(await play(repeated)).toEqual(await play(some))
      }),
      { numRuns: RUNS / 2 },
    )
  })
})
