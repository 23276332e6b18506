/** The town the fuzz tests speak to, what its fields may say, and what every answer must be like. */
import fc from 'fast-check'
import { expect, vi } from 'vitest'
import { problemsOf } from '../../functions/api/docs/openapi-problems.ts'
import { allRoutes } from '../../functions/api/routes/index.ts'
import { seen } from '../../functions/calls/access.ts'
import { childPsnNo } from '../../shared/identity/index.ts'
import { certificate, makeTown, type Town } from '../functions/api/town.ts'
import { treatedIn } from '../functions/surveys/scene.ts'
import { bankAccount, certnoOf, credit, enrolment, pause, register } from '../support/people.ts'
import { testKeys } from '../support/stack.ts'
import { openForClerks } from '../support/tasks.ts'
import { type Pools, someDay, someTime } from './schemas.ts'
import { restore, snapshotOf, strictly } from './strict.ts'

const factor = Number(process.env.FUZZ_TIMES ?? 1)
vi.setConfig({ testTimeout: 60_000 * Math.max(1, factor) })

/**
 * How often each property is tried, times `FUZZ_TIMES`; with which seed, `FUZZ_SEED`. A failure prints the seed and the
 * path of its smallest input: the same `FUZZ_SEED` and `FUZZ_TIMES` fail at the same input again.
 */
export function tries(numRuns: number) {
  return { numRuns: Math.ceil(numRuns * factor), seed: Number(process.env.FUZZ_SEED ?? 20_260_312) }
}

/** Everything that is a citizen's own and is asked for without naming it. */
export const listsOfCitizens = allRoutes.flatMap(({ method, path, access }) => {
  const isTheirs = seen(access).some(([role, scope]) => role === 'citizen' && scope !== 'everyone')
  return method === 'get' && isTheirs && !path.includes('{') ? [path] : []
})

/** The stranger is about to retire and may choose: Guangdong has set how many years it asks for until 2030. */
async function aboutToRetire({ stack, strangerNo }: Town) {
  await stack.policy({ name: 'retire_total_months', admdvs: '440000', value: { male: 360, female: 300 } })
  const pension = { certno: certnoOf(4), psn_name: '测试4', retr_date: '2026-03-01', pension_admdvs: '440100' }
  await stack.happen('pension.approved', { ...pension, deemed_months: 0 })
  const [retirement] = await stack.cases(strangerNo, 'retirement')
  return { retirement: retirement!.case_id }
}

/** A neighbour with all kinds of money under way: a transfer in a clearing, a bill paid twice. */
async function moneyUnderWay({ stack }: Town) {
  const psn = await register(stack, 10, { bank_acct: bankAccount })
  await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
  await stack.happen('account.credited', credit(psn, '130200', '100.00'))
  await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
  const [approval] = await stack.tasks(psn)
  await stack.decideTask(approval!.task_id, { decision: 'approve' })
  const clearing = await stack.clear('13', '2026-03-12')
  await stack.happen('birth.certified', {
    birth_cert_no: 'Z130000010',
    brdy: '2026-03-10T08:15:00+08:00',
    gend: '1',
    psn_name: '测试宝宝',
    fixmedins_code: 'H13010200001',
    guardians: [{ certno: certnoOf(10), psn_name: '测试10', relation: 'mother' }],
  })
  const child = childPsnNo(testKeys, 'Z130000010')
  const billOf = async (psnNo: string) => (await stack.file(psnNo)).all('bill')[0]!.bill_no as string
  const bill = await billOf(child)
  const paid = { bill_no: bill, amt: '400.00', paid_at: '2026-03-12T10:00:00+08:00' }
  await stack.happen('premium.paid', paid)
  await stack.happen('premium.paid', paid)
  const [payment] = (await stack.file(child)).all('payment')
  return {
    neighbourClearing: clearing.clearing_id,
    order: clearing.orders[0]!.order_no,
    payment: payment!.pay_no as string,
    paidBill: bill,
    openBill: await billOf(childPsnNo(testKeys, certificate)),
  }
}

/** The clerk has one task in hand; another may be given more time. */
async function tasksInHand({ api, owners, ids, stack }: Town) {
  await api.call(owners.clerk, `POST /v1/tasks/${ids.transferTask}/claim`)
  return { longTask: await openForClerks(stack, { extension: 10 }) }
}

/** A town under watch, put back to its first state before each try. */
export async function makeWatchedTown() {
  const town = await makeTown()
  await treatedIn(town)
  await town.api.call(town.owners.operator, 'POST /v1/screenings', { admdvs: '130200' })
  await town.stack.run()
  const { stack } = town
  const ids: Record<string, string> = {
    ...town.ids,
    ...(await aboutToRetire(town)),
    ...(await moneyUnderWay(town)),
    ...(await tasksInHand(town)),
  }
  const watch = strictly(stack)
  const first = snapshotOf(stack)
  return {
    ...town,
    watch,
    /** Puts the town's ids in the place of their names: `{transfer}`. */
    filled: (text: string) => text.replace(/\{(\w+)\}/g, (whole, name) => ids[name] ?? whole),
    async reset() {
      await restore(stack, first)
      watch.faults.length = 0
      watch.sent.length = 0
    },
  }
}
export type WatchedTown = Awaited<ReturnType<typeof makeWatchedTown>>

const mostly = (near: fc.Arbitrary<string>, any: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 6, arbitrary: near }, { weight: 1, arbitrary: any })

const nearDays = [
  '2019-03-01',
  '2024-02-29',
  '2025-09-11',
  '2025-12-31',
  '2026-01-31',
  '2026-02-01',
  '2026-03-02',
  '2026-03-10',
  '2026-03-12',
  '2026-03-13',
  '2026-12-31',
  '2027-01-01',
  '2027-03-01',
]
const edgeDays = ['0001-01-01', '1900-02-28', '1949-12-31', '2999-12-31', '9999-12-31']
const days = mostly(fc.constantFrom(...nearDays), fc.oneof(fc.constantFrom(...edgeDays), someDay))
const times = mostly(
  fc.constantFrom(...nearDays).map((date) => `${date}T08:15:00+08:00`),
  fc.oneof(fc.constantFrom('0001-01-01T08:00:00+08:00', '9999-12-31T23:59:59.999+08:00', '2026-03-12'), someTime),
)
const months = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('201903', '202501', '202512', '202601', '202603', '202612') },
  { weight: 1, arbitrary: fc.constantFrom('000101', '195001', '299912', '999912') },
)
const sums = fc.constantFrom(
  '0.00',
  '0.01',
  '100.00',
  '380.00',
  '400.00',
  '2177.04',
  '6000.00',
  '99999999.99',
  '90071992547409.91',
)
const names = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('测试2', '欧阳春', 'Ali·买买提') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '<b>&"\'',
      '\uffff',
      '\ud800x',
      'a\u0000b',
      '名'.repeat(500),
      '\u202e',
      '%s%n',
      '__proto__',
    ),
  },
)

/** Values by the names of fields: those of the town, some of nobody's, and the ends of what can be written. */
export const townPools: Pools = {
  psn_no: ['P000002', 'P000002', 'P000004', 'P000010', 'P000099', 'N00000000000000001', '__proto__', 'x'.repeat(64)],
  user_psn_no: ['P000004', 'P000010', 'P000099', '__proto__'],
  user_certno: [certnoOf(4), certnoOf(9), '__PROTO__'],
  user_psn_name: names,
  certno: [certnoOf(2, '1994-05-20'), certnoOf(4), certnoOf(9), certnoOf(11, '0001-01-01'), '__PROTO__'],
  q: [certnoOf(2, '1994-05-20'), 'P000002', '{transfer}', '{payment}', '{openBill}', 'z130000001', '__proto__', ' '],
  by: ['operator', 'clerk:130200', '#', 'institution:H13010200001'],
  payer_certno: [certnoOf(2, '1994-05-20'), certnoOf(9)],
  psn_cert_type: ['01', '01', '01', '02', '99'],
  birth_cert_no: ['Z130000001', 'z130000001', 'Z130000002', 'A000000000'],
  birth_cert_nos: ['Z130000001', 'Z130000002'],
  insu_admdvs: ['130100', '130200', '130102', '110105', '139900', '130000', '440100', '659900', '130638'],
  month: ['202603', '202602', '202613', '000000'],
  lng: ['118.18', '118.20', '181', '1e9'],
  lat: ['39.63', '39.60', '-91', 'NaN'],
  period: ['day', 'day', 'week', 'month', 'year'],
  matter: ['enrolment', 'account', 'filing', 'other', 'nonsense'],
  code: ['130200', '130200', '130100', '130102', '130102001', '130102001001', '999999', '1'],
  community: ['130102001001', '320102001001', '999999001001'],
  to_admdvs: ['130100', '110000', '310000', '130000', '440100', '139900', '419001', '460105'],
  from_admdvs: ['130200', '130200', '130100'],
  mdtrtarea_admvs: ['130100', '130102', '130100', '110000', '440106', '139900'],
  insuplc_admdvs: ['130100', '130200', '110000'],
  pension_admdvs: ['130100', '440100', '139900'],
  admdvs: ['130100', '000000', '130000', '110000'],
  fixmedins_code: ['H13010200001', 'H13010200001', 'H11010100001', 'H44010000001', 'P139900'],
  emp_no: ['E130100', 'E130200', '__proto__', '#'.repeat(64)],
  id: ['{transfer}', '{openBill}', '{newborn}', '{rejected}', '#'],
  case_id: ['{transfer}', '{newborn}', 'TRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '#'],
  pay_no: ['{payment}', '{payment}', 'PYaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'x'],
  bill_no: ['{openBill}', '{openBill}', '{paidBill}', 'BLaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  clearing_id: ['{neighbourClearing}', '{neighbourClearing}', '{clearing}', '#'],
  order_no: ['{order}', '{order}', '#'],
  setl_id: ['S1', 'S2', '#~', '~'],
  mdtrt_id: ['M1', 'M2', 'M3', '#', 'x'.repeat(64)],
  bank_acct: fc.constant({ bank_code: '102', acct_no: '6222000011112222', acct_name: '测试人' }),
  answers: fc.constantFrom({ F1: 1, G1: 5, Y1: '差' }, { F1: 9, '\u0000': 1 }, JSON.parse('{"__proto__":1}'), {}),
  dept: fc.oneof(names, fc.constantFrom('union', 'red-cross', 'medical-assistance')),
  psn_idet_type: ['low-income', 'destitute', 'union-x', '-a'],
  opsp_dise_code: ['M00500', 'M03900', '#'],
  hosp_lv: ['1', '2', '3', '02'],
  psn_name: names,
  emp_name: names,
  acct_name: names,
  memo: names,
  reason: names,
  tel: ['13900000000', '\uffff', '-'],
  amt: sums,
  base: sums,
  amt_psn: sums,
  amt_emp: sums,
  avg_base: sums,
  medfee_sumamt: sums,
  fund_pay_sumamt: sums,
  year: [2025, 2026, 2027, 1950, 2999],
  brdy: fc.oneof(days, times),
  psn_insu_date: days,
  paus_insu_date: days,
  retr_date: days,
  dscg_date: days,
  dead_date: days,
  from: days,
  to: days,
  date: days,
  on: days,
  paid_at: times,
  begntime: times,
  endtime: times,
  bank_time: times,
  accrym_begn: months,
  accrym_end: months,
  commitment: [true, true, true, false],
  limit: ['1', '20', '100', '0', '101', '-1', '1e9', '0x10', 'NaN', '٣', ' 5 '],
}

/** What a citizen must never read of ours: names of errors, files, libraries, and values that were not there. */
const internalWords =
  /\bat .{0,200}:\d+:\d+|node_modules|node:|\.[tj]s\b|(?:Type|Range|Syntax|Reference|Zod|Eval)Error|Exception|DynamoDB|sqs:|undefined|\bNaN\b|\[object|ECONN/i

/** An answer as it came. */
export interface Came {
  status: number
  type: string
  text: string
}

/** Holds an answer to what the contract promises of every answer. Returns its body. */
export function expectCivil({ status, type, text }: Came): unknown {
  expect(status).toBeLessThan(500)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  if (status < 400) return /json/.test(type) && text !== '' ? JSON.parse(text) : text
  expect(type).toBe('application/problem+json')
  const body = JSON.parse(text) as { code: string; title: string; detail: string; status: number; errors?: unknown }
  expect(body.status).toBe(status)
  expect(knownCode(body.code, status)).toBe(true)
  expect(body.title).toMatch(/^\p{Script=Han}+$/u)
  expect(body.detail).toMatch(/\p{Script=Han}/u)
  expect(text).not.toMatch(internalWords)
  expect(text.length).toBeLessThan(20_000)
  if (status === 400) expectFieldErrors(body.errors)
  return body
}

const knownCode = (code: string, status: number) => problemsOf(allRoutes)[code]?.status === status

/** Errors say which field, and what is wrong in Chinese, and do not repeat what was written. */
export function expectFieldErrors(errors: unknown): void {
  expect(errors).toBeInstanceOf(Array)
  const list = errors as { field: string; message: string }[]
  expect(list.length).toBeGreaterThan(0)
  expect(list.length).toBeLessThanOrEqual(50)
  for (const { field, message } of list) {
    expect(field).toMatch(/^[A-Za-z][\w.-]*$/)
    expect(field.length).toBeLessThan(100)
    expect(message).toMatch(/\p{Script=Han}/u)
    expect(message).not.toMatch(internalWords)
  }
}
