/**
 * Holds: what an operator keeps from leaving for partners until it is let go. All of them stand in one item, under one
 * version, so that who keeps a message back and who lets the kept ones go cannot miss each other.
 */
import { type OutboundType, outboundEvents, wireType } from '../../events/index.ts'
import { addMs, type Instant } from '../calendar/index.ts'
import { type Fen, fen, yuan, ZERO } from '../money/index.ts'
import type { Outgoing, PartnerQueue } from '../queues.ts'
import { dueShard, holdsKey, shardOf } from '../table/keys.ts'
import type { Key, Table, Write } from '../table/table.ts'

/** Events that can be held by what they are, whatever their queue. */
const byType = {
  payments: 'payment.ordered',
  funds: 'funds.ordered',
  notices: 'notice.requested',
} as const satisfies Record<string, OutboundType>

/** What can be held: a kind of event, or all that goes to a queue. */
export type HoldName = keyof typeof byType | PartnerQueue
/** All that can be held, and what it is called. */
export const holdNames: Readonly<Record<HoldName, string>> = {
  payments: '付款',
  funds: '清算划款',
  notices: '通知短信',
  tax: '发给税务部门的消息',
  bank: '发给银行的消息',
  notice: '发给消息服务的消息',
  medins: '发给医保经办机构的消息',
  hotline: '发给 12345 热线的消息',
  registry: '发给参保登记系统的消息',
  invoice: '发给财政电子票据系统的消息',
  receipts: '发给合作方的事件回执',
}

/** Whether there is a hold of this name. */
export const isHoldName = (name: string): name is HoldName => Object.hasOwn(holdNames, name)

/** A hold as an operator set it. */
export interface Hold {
  what: HoldName
  reason: string
  since: Instant
  /** The subject who set it. */
  by: string
}

/** The holds, and those that were lifted while what they kept has not all been sent yet: it goes first. */
export interface Holds {
  active: readonly Hold[]
  ending: readonly HoldName[]
  version: number
}

/** A sender that was at it when a process died is followed by another after so long. */
const lettingGoMs = 60_000

/** Reads the holds, strongly consistent. */
export async function loadHolds(table: Table): Promise<Holds> {
  const item = await table.get(holdsKey)
  if (!item) return { active: [], ending: [], version: 0 }
  return { ...(JSON.parse(item.d as string) as Omit<Holds, 'version'>), version: item.v as number }
}

/** The write that puts `next` in the place of what was read; with something to let go, the sweep will look at it. */
export function holdsWrite({ version, active, ending }: Holds, now: Instant, lettingGo = ending.length > 0): Write {
  const due = lettingGo ? { due: dueShard(holdsKey.pk), due_at: addMs(now, lettingGoMs) } : {}
  const put = { ...holdsKey, v: version + 1, d: JSON.stringify({ active, ending }), ...due }
  return { put, if: version === 0 ? 'absent' : { attr: 'v', equals: version } }
}

/** The condition that the holds are still as they were read. */
export function holdsUnchanged({ version }: Holds): Write {
  return { check: holdsKey, if: version === 0 ? 'absent' : { attr: 'v', equals: version } }
}

/** Holds that keep this message back if they stand. */
const holdsOn = ({ queue, body }: Outgoing): HoldName[] =>
  holdsOnKind(queue, (JSON.parse(body) as { type?: string }).type)

function holdsOnKind(queue: string, type: string | undefined): HoldName[] {
  const kinds = Object.entries(byType).filter(([, one]) => wireType(one) === type)
  return [...kinds.map(([name]) => name as HoldName), queue as PartnerQueue]
}

/** Whether it must not leave now. */
export function isHeld({ active }: Pick<Holds, 'active'>, message: Outgoing): boolean {
  const on = holdsOn(message)
  return active.some(({ what }) => on.includes(what))
}

/** Whether it must not leave now, or only behind what is kept already. */
export function mustQueueUp({ active, ending }: Holds, message: Outgoing): boolean {
  if (active.length + ending.length === 0) return false
  const on = holdsOn(message)
  return isHeld({ active }, message) || ending.some((what) => on.includes(what))
}

/** What waits behind a hold; `fen`: of the payments and clearing orders among it. */
export interface Waiting {
  count: number
  fen: Fen
}

/** Shards of what counts the kept messages: commits that meet in one must wait for each other. */
const waitingShards = 64
const waitingKeys = Array.from({ length: waitingShards }, (_, shard) => ({
  pk: `${holdsKey.pk}#${shard}`,
  sk: 'waiting',
}))

/** Events of which the sum is told. */
const ofMoney = [wireType(byType.payments), wireType(byType.funds)]

/**
 * The write that counts messages as kept (1), or as kept no more (-1), by queue and type; in the commit that keeps them or
 * takes them off the line. It may go to another shard than the one before: only the sum of all says anything.
 */
export function waitingWrite(messages: readonly Outgoing[], by: 1 | -1): Write {
  const add: Record<string, number> = {}
  const count = (name: string, more: number) => {
    add[name] = (add[name] ?? 0) + by * more
  }
  for (const { queue, body } of messages) {
    const { type, data } = JSON.parse(body) as { type: string; data: { amt?: string } }
    count(`n#${queue}#${type}`, 1)
    if (ofMoney.includes(type)) count(`fen#${queue}#${type}`, yuan(data.amt ?? '0.00'))
  }
  return { update: waitingKeys[shardOf(messages[0]?.body ?? '', waitingShards)] as Key, add }
}

/** What waits behind holds, each by itself: what two keep counts for both. */
export async function loadWaiting(table: Table, holds: readonly HoldName[]): Promise<ReadonlyMap<HoldName, Waiting>> {
  const waiting = new Map(holds.map((name) => [name, { count: 0, fen: ZERO }]))
  if (holds.length === 0) return waiting
  for (const { pk: _pk, sk: _sk, ...counts } of await table.getMany(waitingKeys)) {
    for (const [name, n] of Object.entries(counts)) {
      const [what = '', queue = '', type] = name.split('#')
      for (const on of holdsOnKind(queue, type)) {
        const sum = waiting.get(on)
        if (sum && what === 'n') sum.count += n as number
        else if (sum) sum.fen = fen(sum.fen + (n as number))
      }
    }
  }
  return waiting
}

/** Whether money may wait behind a hold, and its sum is told. */
export const mayHoldMoney = (name: HoldName): boolean =>
  ['payments', 'funds', outboundEvents['payment.ordered'].queue].includes(name)
