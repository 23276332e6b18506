/** Things that may happen to a few people, in any order, however little sense it makes; told by whoever tells such things. */
import fc from 'fast-check'
import { type InboundType, inboundEvents } from '../../events/index.ts'
import { parameters } from '../../functions/bundles/all.ts'
import { schemas } from '../../shared/schemas.ts'
import { certnoOf } from '../support/people.ts'
import { fitting, type Pools } from './schemas.ts'

/** One thing that happens. Numbers choose among what there is at that time. */
export type Happening =
  | { kind: 'event'; type: InboundType; data: Record<string, unknown>; late: number; waits: boolean }
  | { kind: 'again'; which: number }
  | { kind: 'decide'; which: number; body: Record<string, unknown> }
  | { kind: 'act'; which: number; body: Record<string, unknown> }
  | { kind: 'pay-bill'; which: number; short: boolean; days: number }
  | { kind: 'bank'; which: number; returned: boolean }
  | { kind: 'funds'; which: number; short: boolean }
  | { kind: 'file'; who: number; body: Record<string, unknown> }
  | { kind: 'end-filing'; which: number }
  | { kind: 'ask'; body: Record<string, unknown> }
  | { kind: 'start-newborn'; who: number; form: Record<string, unknown> }
  | { kind: 'days'; days: number }
  | { kind: 'policy'; name: string; body: Record<string, unknown> }
  | { kind: 'setting'; accepts: boolean }
  | { kind: 'clear'; back: number }

const births = { P000001: '1964-04-20', P000002: '1994-05-20', P000003: '1990-01-01' }
/** The few people. */
export const people = Object.keys(births)
const certnos = Object.values(births).map((brdy, index) => certnoOf(index + 1, brdy))
/**
 * Whether an identity number is said to be two people's. Who holds it then follows from who was registered last, and a
 * case that asks for its holder learns of the change when it is next asked.
 */
export function numbersClash(happenings: readonly Happening[]): boolean {
  return happenings.some((one) => {
    if (one.kind !== 'event') return false
    const { psn_no, certno } = one.data
    const holder = people[certnos.indexOf(certno as string)]
    if (one.type === 'household.registered') return holder !== undefined
    return one.type === 'person.registered' && holder !== psn_no
  })
}

/** Certificates of the children. */
export const certificates = ['Z130000001', 'Z130000002']

const dates = fc.constantFrom(
  ...['2014-02-01', '2019-03-01', '2025-06-30', '2025-10-01', '2025-12-31', '2026-01-31', '2026-02-01', '2026-03-01'],
  ...['2026-03-02', '2026-03-09', '2026-03-12', '2026-04-10', '2026-07-01', '2026-12-31', '2027-01-01'],
)
const times = dates.map((date) => `${date}T08:15:00+08:00`)
const sums = fc.constantFrom('0.01', '120.00', '400.00', '2177.04', '6000.00', '90000.00')
const bank = fc.constant({ bank_code: '102', acct_no: '6222000011112222', acct_name: '测试人' })

const pools: Pools = {
  psn_no: people,
  certno: certnos,
  payer_certno: certnos,
  psn_cert_type: ['01'],
  birth_cert_no: certificates,
  birth_cert_nos: certificates,
  insu_admdvs: ['130100', '130200', '130200', '130400', '110000'],
  insutype: ['310', '310', '310', '390', '510'],
  mdtrtarea_admvs: ['110000', '130200', '440100'],
  insuplc_admdvs: ['130100', '130200'],
  pension_admdvs: ['130100', '130200', '440100'],
  fixmedins_code: ['H13020200001', 'H11010100001'],
  emp_no: ['E1', 'E2'],
  setl_id: ['S1', 'S2'],
  mdtrt_id: ['M1', 'M2'],
  amt: sums,
  base: sums,
  amt_psn: sums,
  amt_emp: sums,
  avg_base: sums,
  medfee_sumamt: sums,
  fund_pay_sumamt: fc.constantFrom('0.00', '120.00'),
  year: [2025, 2026, 2027],
  deemed_months: [0, 120, 400],
  brdy: times,
  psn_insu_date: dates,
  paus_insu_date: dates,
  retr_date: dates,
  dscg_date: dates,
  dead_date: dates,
  paid_at: times,
  begntime: times,
  endtime: times,
  accrym_begn: ['201402', '202501'],
  accrym_end: ['202512', '202602', '202603'],
  bank_acct: bank,
  psn_name: ['测试'],
  emp_name: ['测试单位'],
  gend: ['1', '2'],
  outcome: ['birth', 'birth', 'miscarriage'],
  fetus_count: [0, 1, 2],
  alive_count: [0, 0, 1, 2],
  child_order: [1, 2, 3],
  gestation_weeks: [8, 20, 28, 39],
  from: dates,
  to: dates,
  to_admdvs: ['110000', '440100', '130200'],
  commitment: [true],
}

/** Not what the system's own orders bring forth: that is paid, settled and returned by number. */
const told = (Object.keys(inboundEvents) as InboundType[]).filter((type) => !/^(payment|funds)\./.test(type))
/** What much else depends on happens more often. */
const often: InboundType[] = ['enrolment.registered', 'enrolment.paused', 'account.credited', 'contribution.posted']

const eventOf = (type: InboundType): fc.Arbitrary<Happening> =>
  fc.record({
    kind: fc.constant('event' as const),
    type: fc.constant(type),
    data: fitting(inboundEvents[type].data, pools) as fc.Arbitrary<Record<string, unknown>>,
    late: fc.constantFrom(0, 0, 0, 1, 40),
    waits: fc.boolean(),
  })

const which = fc.nat(20)

const decision = fc.record(
  {
    decision: fc.constantFrom('approve', 'approve', 'reject'),
    reason: fc.constant('测试'),
    insu_admdvs: fc.constantFrom('130200', '130400'),
    avg_base: sums,
    bank_acct: bank,
    option: fc.constantFrom('lump-sum', 'monthly', 'resident'),
  },
  { requiredKeys: ['decision', 'reason', 'bank_acct'], noNullPrototype: true },
)

const action = fc.oneof(
  bank.map((account) => ({ action: 'provide-bank-account', ...account })),
  fc.constantFrom('lump-sum', 'monthly', 'resident').map((option) => ({ action: 'choose', option })),
  fc.constant({ action: 'withdraw' }),
)

const filing = fc.record(
  {
    kind: fc.constantFrom('long-term', 'temporary', 'referral'),
    to_admdvs: fc.constantFrom('110000', '440100', '130200'),
    from: dates,
    to: dates,
    commitment: fc.constant(true),
  },
  { requiredKeys: ['kind', 'to_admdvs', 'from', 'commitment'], noNullPrototype: true },
)

const policy: fc.Arbitrary<Happening> = fc.constantFrom(...parameters.values()).chain(({ name, value }) =>
  fc
    .record({
      admdvs: fc.constantFrom('000000', '130000', '130100'),
      from: fc.constantFrom('2014-01-01', '2026-01-01', '2027-01-01'),
      value: fitting(value(schemas)),
      source: fc.constant('测试'),
    })
    .map((body) => ({ kind: 'policy' as const, name, body })),
)

const form = fc.record({
  birth_cert_no: fc.constantFrom(...certificates),
  brdy: times,
  gend: fc.constantFrom('1', '2'),
  psn_name: fc.constant('测试宝宝'),
  fixmedins_code: fc.constant('H13010200001'),
})

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...told, ...often).chain(eventOf) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const), which }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('decide' as const), which, body: decision }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('act' as const), which, body: action }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('pay-bill' as const),
      which,
      short: fc.boolean(),
      days: fc.constantFrom(0, 0, 30, 200),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bank' as const), which, returned: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('funds' as const), which, short: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('file' as const), who: which, body: filing }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end-filing' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      body: fitting(inboundEvents['visit.admitted'].data, pools) as fc.Arbitrary<Record<string, unknown>>,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('start-newborn' as const), who: which, form }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('days' as const), days: fc.constantFrom(1, 3, 15, 31, 95, 400) }),
  },
  { weight: 1, arbitrary: policy },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('setting' as const), accepts: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('clear' as const), back: fc.constantFrom(0, 0, 1, 30) }) },
)

const tell = (type: InboundType, data: Record<string, unknown>): Happening => ({
  kind: 'event',
  type,
  data,
  late: 0,
  waits: false,
})

const known: Happening[] = people.map((psn_no, index) =>
  tell('person.registered', {
    psn_no,
    psn_cert_type: '01',
    certno: certnos[index]!,
    psn_name: `测试${index}`,
    gend: index === 0 ? '1' : '2',
    brdy: births[psn_no as keyof typeof births],
    tel: '13900000000',
  }),
)

const employee = (psn_no: string, insu_admdvs: string) => ({ psn_no, insu_admdvs, insutype: '310' })
const enrolled = (psn_no: string, area: string, psn_insu_date: string) =>
  tell('enrolment.registered', { ...employee(psn_no, area), psn_type: '11', psn_insu_date, emp_no: 'E1' })
const paused = (psn_no: string, area: string, paus_insu_date: string) =>
  tell('enrolment.paused', { ...employee(psn_no, area), paus_insu_date })

/** What each bundle is there for; the parts come in any order, some of them twice or never, amid everything else. */
const stories: Record<string, (psn_no: string, certno: string) => Happening[]> = {
  transfer: (psn_no) => [
    enrolled(psn_no, '130200', '2019-03-01'),
    tell('account.credited', { psn_no, insu_admdvs: '130200', amt: '2177.04' }),
    paused(psn_no, '130200', '2026-01-31'),
    enrolled(psn_no, '130100', '2026-03-02'),
    tell('account.spent', { psn_no, insu_admdvs: '130200', amt: '120.00', setl_id: 'S1' }),
  ],
  origins: (psn_no) => [
    enrolled(psn_no, '130400', '2014-02-01'),
    tell('account.credited', { psn_no, insu_admdvs: '130400', amt: '400.00' }),
    paused(psn_no, '130400', '2026-01-31'),
    enrolled(psn_no, '130100', '2026-03-02'),
    tell('enrolment.revoked', { ...employee(psn_no, '130100'), psn_insu_date: '2026-03-02', reason: '报错' }),
  ],
  newborn: (_, certno) => [
    tell('birth.certified', {
      birth_cert_no: certificates[0],
      brdy: '2026-03-10T08:15:00+08:00',
      gend: '2',
      psn_name: '测试宝宝',
      fixmedins_code: 'H13010200001',
      guardians: [{ certno, psn_name: '测试', relation: 'mother' }],
    }),
    tell('household.registered', {
      birth_cert_no: certificates[0],
      certno: certnoOf(31, '2026-03-10'),
      psn_name: '测试',
      admdvs: '130100',
    }),
    { kind: 'pay-bill', which: 0, short: false, days: 0 },
    { kind: 'pay-bill', which: 0, short: false, days: 0 },
  ],
  allowance: (psn_no, certno) => [
    enrolled(psn_no, '130100', '2025-06-30'),
    tell('employer.base-declared', {
      emp_no: 'E1',
      emp_name: '测试单位',
      insu_admdvs: '130100',
      year: 2025,
      avg_base: '7530.00',
      bank_acct: { bank_code: '102', acct_no: '6222', acct_name: '测试单位' },
    }),
    tell('delivery.settled', {
      setl_id: 'S1',
      fixmedins_code: 'H13010200001',
      certno,
      psn_name: '测试',
      insu_admdvs: '130100',
      dscg_date: '2026-03-12',
      outcome: 'birth',
      dystocia: true,
      fetus_count: 1,
      child_order: 1,
      gestation_weeks: 39,
    }),
  ],
  retirement: (psn_no, certno) => [
    enrolled(psn_no, '130100', '2014-02-01'),
    tell('contribution.posted', {
      ...employee(psn_no, '130100'),
      accrym_begn: '201402',
      accrym_end: '202602',
      base: '6000.00',
      amt_psn: '120.00',
      amt_emp: '480.00',
      emp_no: 'E1',
    }),
    tell('pension.approved', {
      certno,
      psn_name: '测试',
      retr_date: '2026-03-01',
      pension_admdvs: '130100',
      deemed_months: 0,
    }),
  ],
  visit: (psn_no) => [
    enrolled(psn_no, '130100', '2014-02-01'),
    tell('visit.admitted', {
      mdtrt_id: 'M1',
      fixmedins_code: 'H44010100001',
      mdtrtarea_admvs: '440100',
      psn_no,
      med_type: '21',
      begntime: '2026-03-12T08:15:00+08:00',
      cross_region_enabled: true,
    }),
    tell('visit.settled', {
      mdtrt_id: 'M1',
      fixmedins_code: 'H44010100001',
      psn_no,
      setl_id: 'S2',
      endtime: '2026-03-12T18:15:00+08:00',
      medfee_sumamt: '120.00',
      fund_pay_sumamt: '0.00',
    }),
  ],
}

const story = fc
  .tuple(fc.constantFrom(...Object.keys(stories)), fc.nat(people.length - 1), fc.nat(31))
  .map(([name, who, leftOut]) =>
    stories[name]!(people[who]!, certnos[who]!).filter((_, index) => ((leftOut >> index) & leftOut & 1) === 0),
  )

/** The same things in another order; 0 leaves them as they are. */
function shuffled(things: readonly Happening[], salt: number): Happening[] {
  const placed = things.map((thing, index) => ({ thing, place: (index * salt * 7919) % 1009 }))
  return placed.sort((a, b) => a.place - b.place).map(({ thing }) => thing)
}

/** A run of happenings; most begin with everybody known, and many stories are told in order. */
export const life: fc.Arbitrary<Happening[]> = fc
  .tuple(
    fc.constantFrom(true, true, true, false),
    fc.array(fc.oneof({ weight: 4, arbitrary: happening.map((one) => [one]) }, { weight: 1, arbitrary: story }), {
      minLength: 3,
      maxLength: 40,
      size: 'max',
    }),
    fc.oneof(fc.constant(0), fc.nat(1000)),
  )
  .map(([areKnown, told, salt]) =>
    areKnown ? [...known, ...shuffled(told.flat(), salt)] : shuffled([...known, ...told.flat()], salt),
  )
