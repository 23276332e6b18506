/**
 * A message to a partner, sent again as it was: same id, same time, same content, so that who has it can tell. It is taken
 * from where it was decided, a person's journal or a clearing, and leaves as any other does: behind a hold, signed anew.
 */
import { wireType } from '../../../events/index.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import { filesFrom } from '../../../shared/engine/called-off.ts'
import { sendOut } from '../../../shared/engine/held.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { isForPartner, type Outgoing, type QueueName } from '../../../shared/queues.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { type Pid, pidIn } from '../../../shared/registers/ids.ts'
import { outboundTypes } from '../../bundles/catalogue.ts'
import { clearingIdIn, loadClearing, orderMessages } from '../../clearing/clearing.ts'
import { backwards } from '../journal.ts'

/** What became of a message that was to be sent again. */
export type Resent = 'sent' | 'held' | 'called-off' | 'answered'

/** A message as it is told of. */
export interface ResentMessage {
  id: string
  type: string
  queue: QueueName
  /** When it was decided. */
  time: Instant
  status: Resent
}

/** What a message says of itself. */
interface Said {
  id: string
  type: string
  time: Instant
  data: Readonly<Record<string, unknown>>
}

/** A message that may be sent again, and why it must not be, if so. */
interface Found {
  message: Outgoing
  said: Said
  not?: 'called-off' | 'answered'
}

/** Numbers by which a message is found, beside its own id: each is of one matter, and nobody else's. */
const numbers = ['case_id', 'pay_no', 'bill_no', 'order_no', 'clearing_id'] as const

/** Whether a message bears a number: as its id, in it, or in its data. A case's are opened by its id. */
const bears = ({ id, data }: Said, number: string) =>
  id === number || id.startsWith(`${number}.`) || numbers.some((name) => data[name] === number)

/** All messages to partners that bear a number, of one type if it is given, in the order decided; none if nobody knows it. */
export async function messagesBearing(ports: Ports, number: string, type?: string): Promise<Found[]> {
  const pid = pidIn(number.split('.')[0] as string)
  const found = pid ? await inJournals(ports, pid, number) : await inClearing(ports, number)
  return found.filter(({ said }) => type === undefined || said.type === wireType(type))
}

/** Sends what may be sent; answers what became of each. Throws if one could not be sent: asked again, all are. */
export async function resend(ports: Ports, found: readonly Found[]): Promise<ResentMessage[]> {
  const wanted = found.filter(({ not }) => not === undefined)
  const held = await sendOut(
    ports,
    wanted.map(({ message }) => message),
  )
  return found.map(({ message, said: { id, type, time }, not }) => {
    const status = not ?? (held.has(message) ? 'held' : 'sent')
    return { id, type: typeOf(type), queue: message.queue, time, status }
  })
}

/** What a wire type stands for; we send no other. */
const typeOf = (wire: string) => outboundTypes.find((type) => wireType(type) === wire) as string

/** A person's messages: of the file that the number names, and of those that it was merged into since. */
async function inJournals(ports: Ports, pid: Pid, number: string): Promise<Found[]> {
  const files = await filesFrom(ports, pid)
  const found: Found[] = []
  for (const { pid: whose } of files) {
    const newestFirst: Found[][] = []
    for await (const { sends } of backwards(ports, whose, 'J')) {
      newestFirst.push(sends.flatMap((message) => foundIn(message, number)))
    }
    found.push(...newestFirst.reverse().flat())
  }
  return found.map((one) => ({ ...one, ...whyNot(files, one.said.data) }))
}

/** An order of money, or a bill, that is called off or paid meanwhile must not come to a partner who has lost it. */
function whyNot(files: readonly PersonFile[], { pay_no, bill_no }: Said['data']): Pick<Found, 'not'> {
  const payment = files.flatMap((file) => file.all('payment')).find((one) => one.pay_no === pay_no)
  const bill = files.flatMap((file) => file.all('bill')).find((one) => one.bill_no === bill_no)
  const isPaid = bill && files.some((file) => file.all('premium').some((one) => one.bill_no === bill.bill_no))
  if (payment?.report || isPaid) return { not: 'answered' }
  return payment?.called_off || bill?.superseded ? { not: 'called-off' } : {}
}

function foundIn(message: Outgoing, number: string): Found[] {
  if (!isForPartner(message)) return []
  const said = JSON.parse(message.body) as Said
  return bears(said, number) ? [{ message, said }] : []
}

async function inClearing(ports: Ports, number: string): Promise<Found[]> {
  const clearingId = clearingIdIn(number)
  const clearing = clearingId === undefined ? undefined : await loadClearing(ports, clearingId)
  if (!clearing) return []
  const settled = new Set<string>(
    clearing.orders.filter(({ status }) => status === 'settled').map((one) => one.order_no),
  )
  return orderMessages(ports, clearing).flatMap((message) =>
    foundIn(message, number).map((one) => (settled.has(one.said.id) ? { ...one, not: 'answered' } : one)),
  )
}
