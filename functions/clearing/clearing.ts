/**
 * Clearing the real money, apart from the persons (transfer/RULES.md 7.1, 7.3). A clearing goes through four states, each
 * left by one conditional write, so that whoever takes it up after a crash goes on where it stood:
 * collecting (claims move out of the open ones, page by page) → open (orders are with the bank) → settling (every
 * claim is funded, person by person) → settled.
 */
import type { InboundEvent } from '../../events/index.ts'
import { ourSource, toWire } from '../../events/index.ts'
import {
  addDays,
  addMs,
  compareInstants,
  type Day,
  dayOf,
  endOfDay,
  type Instant,
} from '../../shared/calendar/index.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import { type Admdvs, provinceArea } from '../../shared/codes/index.ts'
import { type Identity, takeOnce } from '../../shared/engine/event-identity.ts'
import { sendOut } from '../../shared/engine/held.ts'
import type { OwnMessage } from '../../shared/engine/messages.ts'
import { officeTaskItem } from '../../shared/engine/office-tasks.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { type Refusal, refusalOf } from '../../shared/engine/rejected.ts'
import { pass } from '../../shared/engine/send.ts'
import { type Fen, formatYuan, yuan } from '../../shared/money/index.ts'
import type { Outgoing } from '../../shared/queues.ts'
import type { Claim } from '../../shared/registers/ledger.ts'
import type { TaskRow } from '../../shared/registers/rows.ts'
import { claimPartition, claimShards, clearingKey, dueShard, taskKey } from '../../shared/table/keys.ts'
import { type Item, queryAll, type Write } from '../../shared/table/table.ts'
import { fundsDiffer } from '../../shared/tasks/operator.ts'
import { handleFunding } from './funding.ts'
import { type Gross, grossOf, ordersFor, type Position, positionsOf } from './netting.ts'

/** An order to the bank between two pooling areas. */
export interface Order {
  order_no: string
  from_admdvs: Admdvs
  to_admdvs: Admdvs
  amt: Fen
  status: 'ordered' | 'settled' | 'differs'
  /** `time` of the latest right report. */
  right_at?: Instant
  /** `time` of the latest wrong report, while none that is right has come later: the operator has a task. */
  wrong_at?: Instant
}

/** A clearing as stored. */
export interface Clearing {
  clearing_id: string
  date: Day
  province: string
  status: 'collecting' | 'open' | 'settling' | 'settled'
  gross: Gross[]
  positions: Position[]
  orders: Order[]
  /** When the orders were made; it stands in them, so that one sent twice says the same twice. */
  ordered_at?: Instant
}

const claimsATransaction = 40
const claimsAMessage = 400
const retryMs = 60_000

/** The id of a province's clearing for a date: the same again, however often it is asked for. */
export const clearingIdOf = (province: string, date: Day) => `CLR-${province.slice(0, 2)}-${date}`

/** The clearing that the number of an order, or its own, names; undefined if it is neither. */
export const clearingIdIn = (number: string) => /^CLR-\d{2}-\d{4}-\d{2}-\d{2}(?=-|$)/.exec(number)?.[0]

/** Opens the clearing of a province and date if there is none, and takes it as far as it goes without the bank. */
export async function openClearing(ports: Ports, rules: Rules, province: string, date: Day): Promise<Clearing> {
  const clearing_id = clearingIdOf(province, date)
  const fresh: Clearing = { clearing_id, date, province, status: 'collecting', gross: [], positions: [], orders: [] }
  await ports.table.write({ put: clearingItem(ports, fresh, 1), if: 'absent' })
  await advanceClearing(ports, rules, clearing_id)
  return (await loadClearing(ports, clearing_id)) as Clearing
}

/** Reads a clearing; undefined if there is none of this id. */
export async function loadClearing(ports: Ports, clearingId: string): Promise<Clearing | undefined> {
  return (await stored(ports, clearingId))?.clearing
}

async function stored(ports: Ports, clearingId: string) {
  const item = await ports.table.get(clearingKey(clearingId, 'clearing'))
  return (
    item && {
      clearing: JSON.parse(item.d as string) as Clearing,
      version: item.v as number,
      unsent: item.due !== undefined,
    }
  )
}

/** A clearing that is not at rest is in the due index: should its worker die, the sweep finds it. */
function clearingItem(ports: Ports, clearing: Clearing, version: number, atRest = false): Item {
  const key = clearingKey(clearing.clearing_id, 'clearing')
  const due = atRest ? {} : { due: dueShard(key.pk), due_at: addMs(ports.clock.now(), retryMs) }
  return { ...key, v: version, d: JSON.stringify(clearing), ...due }
}

/** Takes a clearing on from wherever it stands. */
export async function advanceClearing(ports: Ports, rules: Rules, clearingId: string): Promise<void> {
  for (;;) {
    const held = await stored(ports, clearingId)
    if (!held || held.clearing.status === 'settled') return
    if (held.clearing.status === 'collecting') await collect(ports, held.clearing, held.version)
    else if (held.clearing.status === 'open') return sendOrders(ports, held)
    else if (!(await fund(ports, rules, held.clearing, held.version))) return
  }
}

/**
 * Takes a page of open claims in; when there are none left, makes the orders. Every page raises the clearing's version:
 * no claim can join once somebody has reckoned the orders without it.
 */
async function collect(ports: Ports, clearing: Clearing, version: number): Promise<void> {
  // Shard after shard in turn: all of a clearing's writes to one would be more than a partition takes.
  for (let shard = 0; shard < claimShards; shard++) {
    if (await collectPage(ports, clearing, version, (version + shard) % claimShards)) return
  }
  const claims = await claimsOf(ports, clearing.clearing_id)
  const gross = grossOf(claims.map(({ claim }) => claim))
  const positions = positionsOf(gross)
  const orders = ordersFor(positions).map((order): Order => {
    const { from: from_admdvs, to: to_admdvs, amt } = order
    return { order_no: orderNo(clearing.clearing_id, order), from_admdvs, to_admdvs, amt, status: 'ordered' }
  })
  const status = orders.length > 0 ? 'open' : 'settling'
  const ordered_at = ports.clock.now()
  const put = clearingItem(ports, { ...clearing, status, gross, positions, orders, ordered_at }, version + 1)
  await ports.table.write({ put, if: { attr: 'v', equals: version } })
}

/**
 * The number of an order says what is ordered. A clearing that is made again after a restore may come to other sums: to
 * those the bank must not answer that it has paid this number already, and to the same ones it must.
 */
const orderNo = (clearingId: string, { from, to, amt }: { from: Admdvs; to: Admdvs; amt: Fen }) =>
  `${clearingId}-${from}-${to}-${amt}`

/** False if the shard holds no open claim. A page that another writer spoils is read again by who calls. */
async function collectPage(ports: Ports, clearing: Clearing, version: number, shard: number): Promise<boolean> {
  const pk = claimPartition(clearing.province.slice(0, 2), shard)
  const { items } = await ports.table.query({ pk, to: `${clearing.date}~`, limit: claimsATransaction })
  if (items.length === 0) return false
  const key = clearingKey(clearing.clearing_id, 'clearing')
  await ports.table.transact([
    { update: key, set: { v: version + 1 }, if: { attr: 'v', equals: version } },
    ...items.flatMap((item) => takeWrites(clearing.clearing_id, item)),
  ])
  return true
}

/** Taken from where it stands, which an older release may have chosen. */
function takeWrites(clearingId: string, { pk, sk, d }: Item): Write[] {
  const claim = JSON.parse(d as string) as Claim
  const put: Item = { ...clearingKey(clearingId, `claim#${claim.claim_id}`), d: JSON.stringify(claim) }
  return [
    { remove: { pk, sk }, if: 'present' },
    { put, if: 'absent' },
  ]
}

async function claimsOf(ports: Ports, clearingId: string) {
  const { pk } = clearingKey(clearingId, '')
  const items = await queryAll(ports.table, { pk, from: 'claim#', to: 'claim~' })
  return items.map((item) => ({ claim: JSON.parse(item.d as string) as Claim, funded: item.f === 1 }))
}

/** A clearing's orders as they go to the bank: the same whenever they are made. */
export function orderMessages(ports: Pick<Ports, 'clock' | 'stage'>, clearing: Clearing): Outgoing[] {
  const { clearing_id, orders, ordered_at: time = ports.clock.now() } = clearing
  return orders.map(({ order_no: id, from_admdvs, to_admdvs, amt }) => {
    const data = { clearing_id, order_no: id, from_admdvs, to_admdvs, amt: formatYuan(amt) }
    const event = toWire({ type: 'funds.ordered', data, id, source: ourSource(ports.stage), time })
    return { queue: 'bank', body: JSON.stringify(event) }
  })
}

async function sendOrders(ports: Ports, held: { clearing: Clearing; unsent: boolean }): Promise<void> {
  if (!held.unsent) return
  const { clearing } = held
  await sendOut(ports, orderMessages(ports, clearing))
  await ports.table.write({
    update: clearingKey(clearing.clearing_id, 'clearing'),
    unset: ['due', 'due_at'],
    if: 'present',
  })
}

/** Funds claim after claim; true when all are and the clearing is settled, false when another message goes on. */
async function fund(ports: Ports, rules: Rules, clearing: Clearing, version: number): Promise<boolean> {
  const open = (await claimsOf(ports, clearing.clearing_id)).filter(({ funded }) => !funded)
  for (const { claim } of open.slice(0, claimsAMessage)) {
    await handleFunding(ports, rules, claim)
    await ports.table.write({
      update: clearingKey(clearing.clearing_id, `claim#${claim.claim_id}`),
      set: { f: 1 },
      if: 'present',
    })
  }
  if (open.length > claimsAMessage) {
    const message: OwnMessage = { kind: 'clearing', clearing_id: clearing.clearing_id }
    await pass(ports, [message])
    return false
  }
  const put = clearingItem(ports, { ...clearing, status: 'settled' }, version + 1, true)
  await ports.table.write({ put, if: { attr: 'v', equals: version } })
  return true
}

type FundsSettled = Extract<InboundEvent, { type: 'funds.settled' }>

/**
 * `funds.settled`: the order is settled, or differs until a right report comes; a wrong one later is told, no more.
 * Answers why it is refused.
 */
export async function settleFunds(
  ports: Ports,
  rules: Rules,
  event: FundsSettled,
  identity: Identity,
): Promise<Refusal | undefined> {
  const refusal = await takeOnce(ports, identity, () => heardWrites(ports, event))
  if (refusal) return refusal
  await advanceClearing(ports, rules, event.data.clearing_id)
  return undefined
}

const unknownOrder = refusalOf({ code: 'unknown-order', detail: '没有这笔清算划款指令', field: 'data.order_no' })

/** The writes that say what the bank says; none if that is known. */
async function heardWrites(ports: Ports, event: FundsSettled): Promise<Write[] | Refusal> {
  const { clearing_id, order_no, amt } = event.data
  const held = await stored(ports, clearing_id)
  const order = held?.clearing.orders.find((one) => one.order_no === order_no)
  if (!held || !order) return unknownOrder
  const { clearing, version, unsent } = held
  const heard = hear(order, event)
  if (heard === order) return []
  const next = withOrder(clearing, heard)
  const atRest = next.status === 'settled' || (next.status === 'open' && !unsent)
  const put = clearingItem(ports, next, version + 1, atRest)
  const told = isTold(order, heard) ? [taskWrite(ports, clearing, heard, amt)] : []
  return [{ put, if: { attr: 'v', equals: version } }, ...told]
}

/** The order as this report leaves it: the bank's later word holds; settled stays settled (transfer/RULES.md 7.4). */
function hear(order: Order, { data, time }: FundsSettled): Order {
  const { from_admdvs, to_admdvs, amt } = data
  const right = order.from_admdvs === from_admdvs && order.to_admdvs === to_admdvs && order.amt === yuan(amt)
  if (right) {
    const { wrong_at, ...rest } = order
    // The latest right word is kept: a wrong one that comes after it may be older.
    const right_at = order.right_at !== undefined && compareInstants(order.right_at, time) > 0 ? order.right_at : time
    const differs = wrong_at !== undefined && compareInstants(wrong_at, right_at) > 0
    if (order.status === 'settled' && order.right_at === right_at && (wrong_at === undefined || differs)) return order
    return { ...rest, status: 'settled', right_at, ...(differs ? { wrong_at } : {}) }
  }
  const latest = order.wrong_at ?? order.right_at
  if (latest !== undefined && compareInstants(latest, time) > 0) return order
  return { ...order, status: order.status === 'settled' ? 'settled' : 'differs', wrong_at: time }
}

/** Whether the operator's task is opened, told anew or closed. Orders of an older release do not say `wrong_at`. */
const isTold = (before: Order, after: Order) =>
  after.wrong_at !== before.wrong_at || (before.status === 'differs' && after.wrong_at === undefined)

function withOrder(clearing: Clearing, order: Order): Clearing {
  const orders = clearing.orders.map((one) => (one.order_no === order.order_no ? order : one))
  const settles = clearing.status === 'open' && orders.every((one) => one.status === 'settled')
  return { ...clearing, orders, status: settles ? 'settling' : clearing.status }
}

/** The operator's task on a sum that differs; closed by the right report. */
function taskWrite(ports: Ports, clearing: Clearing, order: Order, reported: string): Write {
  const now: Instant = ports.clock.now()
  const open = order.wrong_at !== undefined
  const task: TaskRow = {
    task_id: `${order.order_no}.funds-differ`,
    kind: fundsDiffer.kind,
    owner: { role: 'operator' },
    admdvs: provinceArea(clearing.province.slice(0, 2)),
    opened_at: now,
    due_at: endOfDay(addDays(dayOf(now), 1)),
    facts: { clearing_id: clearing.clearing_id, order_no: order.order_no, ordered: formatYuan(order.amt), reported },
    status: open ? 'open' : 'closed',
  }
  return { put: officeTaskItem(task, taskKey(task.task_id)) }
}
