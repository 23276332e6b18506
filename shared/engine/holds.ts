/**
 * Holds: what an operator keeps from leaving for partners until it is let go. All of them stand in one item, under one
 * version, so that who keeps a message back and who lets the kept ones go cannot miss each other.
 */
import { type OutboundType, wireType } from '../../events/index.ts'
import { addMs, type Instant } from '../calendar/index.ts'
import type { Outgoing, PartnerQueue } from '../queues.ts'
import { dueShard, holdsKey } from '../table/keys.ts'
import type { Table, Write } from '../table/table.ts'

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
  registry: '发给参保登记系统的消息',
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
function holdsOn({ queue, body }: Outgoing): HoldName[] {
  const { type } = JSON.parse(body) as { type?: string }
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
