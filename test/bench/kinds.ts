/**
 * The kinds of event of a province as they come, and what one of each takes, counted in memory: the plain cases of the
 * bundles, and what starts no case, which is most of what comes.
 */
import { benchDay, benchNow, someone, type Told } from '../../functions/bench.ts'
import type { KindName } from '../../infra/cost/province.ts'
import { credit, enrolment, pause } from '../support/people.ts'
import { bundleBenches } from './bundles.ts'
import { plainCase } from './plain.ts'
import { type Tally, tallied } from './tally.ts'

const area = '130100'
const worker = (n: number) => someone(n, { from: '1985-01-01', gend: '1' })

/** Months of contributions of the `n`th person. */
function months(n: number, accrym_begn: string, accrym_end: string): Told {
  const of = { psn_no: worker(n).psn_no, insu_admdvs: area, insutype: '310', emp_no: `E${area}` }
  const sums = { base: '6000.00', amt_psn: '120.00', amt_emp: '480.00' }
  return ['contribution.posted', { ...of, accrym_begn, accrym_end, ...sums }]
}

const credited = (n: number, amt: string): Told => ['account.credited', credit(worker(n).psn_no, area, amt)]

function visitAtHome(n: number): Told[] {
  const of = { mdtrt_id: `M${n}`, fixmedins_code: 'H13010100001', psn_no: worker(n).psn_no }
  const begun = { mdtrtarea_admvs: '130101', med_type: '21', begntime: `${benchDay}T07:00:00+08:00` }
  const sums = { medfee_sumamt: '1000.00', fund_pay_sumamt: '720.00' }
  return [
    ['visit.admitted', { ...of, ...begun, cross_region_enabled: true }],
    ['visit.settled', { ...of, setl_id: `S${n}`, endtime: `${benchDay}T09:40:00+08:00`, ...sums }],
  ]
}

const joins = (n: number): Told[] => [
  ['person.registered', worker(n)],
  ['enrolment.registered', enrolment(worker(n).psn_no, area, '2019-03-01')],
]

/** Somebody insured for years, with an account. */
const insured = (n: number): Told[] => [...joins(n), months(n, '201903', '202603'), credited(n, '2177.04')]

/** What is told of the `n`th person, and what is known of them before. */
interface Plainly {
  readonly before: (n: number) => Told[]
  readonly told: (n: number) => Told[]
}

/** A kind of event that starts no case. */
export type PlainKind = Exclude<KindName, Bundle>
type Bundle = 'transfer' | 'newborn' | 'maternity-allowance' | 'retirement' | 'filing'

/** They, as they come. */
export const plainKinds: Readonly<Record<PlainKind, Plainly>> = {
  contribution: { before: insured, told: (n) => [months(n, '202604', '202604')] },
  credit: { before: insured, told: (n) => [credited(n, '150.00')] },
  spending: {
    before: insured,
    told: (n) => [['account.spent', { psn_no: worker(n).psn_no, insu_admdvs: area, setl_id: `S${n}`, amt: '30.00' }]],
  },
  'visit at home': { before: insured, told: visitAtHome },
  'new person': { before: () => [], told: joins },
  pause: { before: insured, told: (n) => [['enrolment.paused', pause(worker(n).psn_no, area, benchDay)]] },
  death: {
    before: insured,
    told: (n) => [['death.registered', { certno: worker(n).certno, dead_date: benchDay }]],
  },
}

const isPlain = (kind: KindName): kind is PlainKind => Object.hasOwn(plainKinds, kind)

/** Counts one of a kind, with all that follows from it. Throws if it was not taken. */
export async function countKind(kind: KindName): Promise<Tally> {
  if (!isPlain(kind)) {
    const bundle = bundleBenches[kind]
    if (!bundle) throw new Error(`no bundle ${kind}`)
    return plainCase(bundle)
  }
  const { before, told } = plainKinds[kind]
  const { stack, reset, tally } = await tallied({ now: benchNow })
  for (const one of before(1)) await stack.happen(...one)
  reset()
  for (const one of told(1)) await stack.happen(...one)
  const counted = tally()
  if ([...counted.writes.keys()].some((partition) => partition.startsWith('R#'))) throw new Error(`${kind}: rejected`)
  return counted
}
