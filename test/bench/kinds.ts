/**
 * The kinds of event of a province as they come, and what one of each takes, counted in memory: the plain cases of the
 * bundles, and what starts no case, which is most of what comes.
 */
import { benchDay, benchNow, someone, type Told } from '../../functions/bench.ts'
import type { KindUse } from '../../infra/cost/capacity.ts'
import { batchOf } from '../../infra/cost/lane.ts'
import type { KindName } from '../../infra/cost/province.ts'
import { day, instant } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { areaList, claimKey, dueShard, hourOf, movedEntry, taskList } from '../../shared/table/keys.ts'
import { currentPolicies } from '../../shared/table/policies.ts'
import { sharingReads } from '../../shared/table/sharing.ts'
import { lineKey } from '../../shared/trail/keys.ts'
import { credit, enrolment, pause } from '../support/people.ts'
import type { Stack } from '../support/stack.ts'
import { benchOf, type Measured } from './bundles.ts'
import { playCases, prepareCases } from './play.ts'
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

/** Ten, as many as come in a batch and share what they read of the bureau's. */
const numbers = Array.from({ length: batchOf }, (_, index) => index + 1)

/** What is known before was told a month before: it lies in no list of today. */
const monthBefore = '2026-04-20T10:00:00+08:00'

/** Counts a batch of a kind, with all that follows; answers what one takes. Throws if it was not taken. */
export async function useOf(kind: KindName): Promise<KindUse> {
  const counted = await (isPlain(kind) ? countPlain(plainKinds[kind]) : countCases(benchOf(kind)))
  const { writes, messages } = counted
  if ([...writes.keys()].some((partition) => partition.startsWith('R#'))) throw new Error(`${kind}: rejected`)
  const each = (total: number) => total / numbers.length
  return {
    kind,
    commits: each(counted.commits),
    writeUnits: each(counted.writeUnits),
    readUnits: each(counted.readUnits),
    messages: { inbound: each(messages.inbound), own: each(messages.own), outbound: each(messages.outbound) },
    storedBytes: Math.round(each(counted.storedBytes)),
    indexes: { due: each(unitsAt(writes, /^due:/)), lists: each(unitsAt(writes, /^lists:/)) },
    shared: places.flatMap(({ where, at, shards }) => {
      const [write, read] = [unitsAt(writes, at), unitsAt(counted.reads, at)].map((units) => each(units) / shards)
      return write || read ? [{ where, writes: write ?? 0, reads: read ?? 0 }] : []
    }),
  }
}

async function countPlain({ before, told }: Plainly): Promise<Tally> {
  const { stack, reset, tally } = await tallied({ now: monthBefore })
  for (const list of eachTold(numbers.map(before))) await happen(stack, list)
  await monthLater(stack)
  reset()
  for (const list of eachTold(numbers.map(told))) await happen(stack, list)
  return tally()
}

async function countCases(spec: Measured): Promise<Tally> {
  const { stack, reset, tally } = await tallied({ now: monthBefore })
  const cast = { stack, spec, numbers }
  await prepareCases(cast)
  await monthLater(stack)
  reset()
  await playCases(cast)
  return tally()
}

/** Now, when every process has known the parameters for long: of these it reads the version from here on. */
async function monthLater({ ports, clock }: Stack): Promise<void> {
  const processes = [ports.table, sharingReads(ports.table)]
  for (const table of processes) await currentPolicies({ table, clock })
  clock.set(now)
  for (const table of processes) await currentPolicies({ table, clock })
}

/** What is told of each first, then what is told of each next. */
export const eachTold = (lists: readonly Told[][]): Told[][] =>
  (lists[0] ?? []).map((_, nth) => lists.flatMap((list) => list.slice(nth, nth + 1)))

async function happen(stack: Stack, list: readonly Told[]): Promise<void> {
  for (const one of list) await stack.send(...one)
  await stack.run()
}

/** Units of the partitions whose names fit. */
export const unitsAt = (units: ReadonlyMap<string, number>, at: RegExp) =>
  [...units].reduce((sum, [partition, more]) => (at.test(partition) ? sum + more : sum), 0)

const today = day(benchDay)
const now = instant(benchNow)
/** In how many partitions entries stand whose ids differ. */
const shardsOf = (partition: (id: string) => string) =>
  new Set(Array.from({ length: 5000 }, (_, id) => partition(String(id)))).size
const area13 = area as Admdvs

/** Shards that a day's audit trail has. */
export const trailShards = shardsOf((by) => lineKey(today, now, by, '').pk)

/** Partitions that many persons share: how they are called, told, and into how many shards they are divided. */
const places: readonly { where: string; at: RegExp; shards: number }[] = [
  { where: 'what falls due', at: /^due:/, shards: shardsOf(dueShard) },
  { where: 'cases of an area', at: /^lists:area#/, shards: areaList(area13).shards.length },
  {
    where: 'tasks of an area’s clerks',
    at: /^lists:task#clerk/,
    shards: taskList({ role: 'clerk', area: area13 }).shards.length,
  },
  { where: 'tasks of operators', at: /^lists:task#operator/, shards: taskList({ role: 'operator' }).shards.length },
  { where: 'who moved money', at: /^lists:moved#/, shards: shardsOf((id) => movedEntry(id as Pid, hourOf(now)).list) },
  { where: 'open claims', at: /^CL#/, shards: shardsOf((id) => claimKey('13', today, id).pk) },
  { where: 'parameters', at: /^POLICY$/, shards: 1 },
  { where: 'settings of an area', at: /^S#/, shards: 1 },
  { where: 'holds', at: /^HOLDS$/, shards: 1 },
]
