/** Nothing sent is forgotten, nothing forgotten is sent: messages against what was journalled. */
import { createHash } from 'node:crypto'
import { wireType } from '../../../events/index.ts'
import { catalogue } from '../../../functions/bundles/catalogue.ts'
import { archivedIn } from '../../../functions/inbox/archive.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { lanes, partnerQueues } from '../../../shared/queues.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import { testKeys } from '../../support/stack.ts'
import type { Audit, Records } from './records.ts'

const isPartner = (queue: string) => (partnerQueues as readonly string[]).includes(queue)

/** Messages of the run. */
export const auditMessages: Audit = (records) => [
  ...oneContent(records),
  ...journalled(records),
  ...wellFormed(records),
  ...rejected(records),
  ...archived(records),
]

function oneContent({ ran }: Records): string[] {
  const bodies = new Map<string, string>()
  const orders = new Map<string, string>()
  const wrong: string[] = []
  for (const { queue, body } of ran.world.sent) {
    if (!isPartner(queue)) continue
    const { id, type, data } = JSON.parse(body) as { id: string; type: string; data: Record<string, string> }
    const number = type.includes('payment.ordered') ? data.pay_no : data.bill_no
    if (number !== undefined && (orders.get(number) ?? id) !== id) wrong.push(`${number} stands in two messages`)
    if (number !== undefined) orders.set(number, id)
    const known = bodies.get(id)
    if (known !== undefined && known !== body) wrong.push(`message ${id} was sent with two contents`)
    bodies.set(id, body)
  }
  return wrong
}

/** An order that an earlier one's late word called off before it had left. */
function isCalledOff({ files, keptOf }: Records, pid: Pid, body: string): boolean {
  const { data } = JSON.parse(body) as { data?: { pay_no?: string } }
  const order = data?.pay_no === undefined ? undefined : files.get(keptOf(pid))?.one('payment', data.pay_no)
  return order?.called_off !== undefined
}

function journalled(records: Records): string[] {
  const { ran, commits, clearings } = records
  const wrong: string[] = []
  const sent = new Set(ran.world.sent.map(({ queue, body }) => `${queue} ${body}`))
  const written = new Set<string>()
  for (const commit of commits) {
    if (commit.unsent) wrong.push(`journal ${commit.pid} ${commit.version} still waits to be sent`)
    for (const { queue, body } of commit.sends) {
      written.add(`${queue} ${body}`)
      if (!sent.has(`${queue} ${body}`) && !isCalledOff(records, commit.pid, body))
        wrong.push(`journalled but never sent: ${queue} ${body.slice(0, 120)}`)
    }
  }
  const orders = new Set(clearings.flatMap(({ clearing }) => clearing.orders.map((order) => order.order_no)))
  const ordered = new Set<string>()
  for (const { queue, body } of ran.world.sent) {
    if (!isPartner(queue)) continue
    const { type, data } = JSON.parse(body) as { type: string; data: Record<string, string> }
    if (type.includes('funds.ordered') && orders.has(data.order_no ?? '')) ordered.add(data.order_no ?? '')
    else if (!written.has(`${queue} ${body}`) && queue !== 'receipts')
      wrong.push(`sent but not journalled: ${body.slice(0, 120)}`)
  }
  for (const order of orders) if (!ordered.has(order)) wrong.push(`order ${order} never reached the bank`)
  return wrong
}

/** Nothing of a partner's goes on that is not kept, and nothing is kept otherwise than it came. */
function archived({ ran }: Records): string[] {
  const { archive, sent } = ran.world
  const kept = [...archive.objects].flatMap(([key, bytes]) => archivedIn(testKeys, key, bytes))
  const bodies = new Set(kept.map(({ body }) => body))
  return sent.flatMap(({ queue, body }) => {
    if (!(lanes as readonly string[]).includes(queue)) return []
    const { kind, came } = JSON.parse(body) as { kind: string; came?: { body: string } }
    return kind === 'event' && came && !bodies.has(came.body) ? [`not in the archive: ${came.body.slice(0, 120)}`] : []
  })
}

function wellFormed({ ran }: Records): string[] {
  return ran.world.sent.flatMap(({ queue, body }) => {
    if (!isPartner(queue)) return []
    const { type, data } = JSON.parse(body) as { type: string; data: unknown }
    const spec = catalogue.find((one) => one.direction === 'outbound' && wireType(one.type) === type)
    const parsed = spec?.data.safeParse(data)
    return parsed?.success ? [] : [`malformed ${type}: ${parsed?.error.message ?? 'unknown type'}`]
  })
}

/** All junk is kept as rejected, and of what is right nothing is. */
function rejected({ ran, items, files }: Records): string[] {
  const kept = new Map(items.filter((item) => item.pk.startsWith('R#')).map((item) => [item.pk.slice(2), item]))
  const wrong: string[] = []
  for (const body of new Set(ran.junk)) {
    const id = createHash('sha256').update(body).digest('base64url').slice(0, 22)
    if (!kept.delete(id)) wrong.push(`junk was not kept: ${body.slice(0, 80)}`)
  }
  const wrongSums = ran.delivered.filter(({ type, data }) => {
    const order = ran.agents.partners.bank.get(String(data.pay_no))
    return type.startsWith('payment.') && order !== undefined && order.data.amt !== data.amt
  })
  const refused = [...kept.values()].filter((item) => (item.d as string).includes('amount-differs'))
  if (refused.length !== wrongSums.length) wrong.push(`${wrongSums.length} wrong sums, ${refused.length} refused`)
  let otherWays = ran.delivered.filter(({ type, data }) => {
    return type === 'person.merged' && files.get(pidOf(testKeys, data.psn_no as string))?.into === undefined
  }).length
  for (const item of kept.values()) {
    const { reason, type } = JSON.parse(item.d as string) as { reason: string; type: string }
    const bankErred = reason === 'amount-differs' && type?.startsWith('mianshen.payment.')
    const otherWay = reason === 'merged' && otherWays-- > 0
    if (!bankErred && !otherWay) wrong.push(`rejected though right: ${type} ${reason}`)
  }
  if (otherWays > 0) wrong.push(`${otherWays} merges the other way round were taken`)
  return wrong
}
