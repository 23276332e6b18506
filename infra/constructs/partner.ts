/**
 * A partner: an account that may send certain events and read others. It has an inbound queue of its own, so that we
 * know who sent what without asking, a flood of one partner holds up no other, and silence can be heard. One without an
 * account speaks by HTTPS alone, known by its token.
 */

import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import type { CatalogueEntry } from '../../events/index.ts'
import { catalogue } from '../../functions/bundles/catalogue.ts'
import type { Sender } from '../../functions/inbox/partners.ts'
import { inboundQueueOf, receiptsQueueOf } from '../../functions/partner-names.ts'
import { type PartnerQueue, partnerQueues, type SingleQueue } from '../../shared/queues.ts'
import { functionsFor } from '../cost/lane.ts'
import { functionSpecs } from '../functions.ts'
import type { PartnerEntry, Settings } from '../settings.ts'
import { type Alarms, fiveMinutes, hour, ownMetric, percentOf } from './alarms.ts'
import { type QueueContext, readByFunction, readByPartner, WorkQueue } from './queue.ts'
import { type TaskFunction, through } from './task-function.ts'

/** A queue to which the same goes whoever reads it. */
type OutboundQueue = PartnerQueue & SingleQueue

/** What a partner is connected to. */
export interface PartnerContext extends QueueContext {
  readonly outbound: Readonly<Record<OutboundQueue, WorkQueue>>
  readonly inbox: TaskFunction
}

/** One partner's queue, leave and alarms. */
export class Partner extends Construct {
  /** Where it sends; undefined if it sends nothing, or by HTTPS alone. */
  readonly inbound?: WorkQueue
  /** Where it finds what became of its events; undefined if it sends nothing, by HTTPS alone, or does not want to know. */
  readonly receipts?: WorkQueue
  /** What it reads. */
  readonly reads: readonly OutboundQueue[]

  constructor(scope: Construct, entry: PartnerEntry, context: PartnerContext) {
    super(scope, `Partner-${entry.id}`)
    this.reads = queuesRead(entry)
    if (entry.account === undefined) return
    const account = new AccountPrincipal(entry.account)
    if (entry.sends.length > 0) {
      this.inbound = new WorkQueue(this, inboundQueueOf(entry.id), readByFunction(functionSpecs.inbox.timeout), context)
      this.mayUse(this.inbound, account, ['sqs:SendMessage', 'sqs:GetQueueUrl'])
      context.inbox.reads(this.inbound, functionsFor('inbox', entry.rate / 60))
      this.watch(entry, this.inbound, context)
    }
    if (wishOf(entry) !== 'none') this.receipts = new WorkQueue(this, receiptsQueueOf(entry.id), readByPartner, context)
    const readable = this.reads.map((name) => context.outbound[name])
    for (const queue of this.receipts ? [...readable, this.receipts] : readable) {
      const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl']
      this.mayUse(queue, account, [...actions, 'sqs:GetQueueAttributes'])
    }
    this.mayEncrypt(context.messageKey, account, entry)
  }

  private mayUse({ queue }: WorkQueue, account: AccountPrincipal, actions: string[]): void {
    queue.addToResourcePolicy(new PolicyStatement({ principals: [account], actions, resources: [queue.queueArn] }))
  }

  /** Who sends must be able to encrypt, who reads to decrypt; by SQS and for nothing else. */
  private mayEncrypt(key: Key, account: AccountPrincipal, { sends, receives }: PartnerEntry): void {
    const actions = [
      ...(sends.length > 0 ? ['kms:GenerateDataKey'] : []),
      ...(sends.length + receives.length > 0 ? ['kms:Decrypt'] : []),
    ]
    if (actions.length === 0) return
    key.addToResourcePolicy(
      new PolicyStatement({ principals: [account], actions, resources: ['*'], conditions: through(this, 'sqs') }),
    )
  }

  private watch({ id, rate, quietHours }: PartnerEntry, { queue }: WorkQueue, context: PartnerContext): void {
    const { alarms, settings } = context
    alarms.add('partner-silent', id, {
      what: `Nothing has come from the partner ${id} for ${quietHours} hours.`,
      metric: queue.metricNumberOfMessagesSent({ period: hour, statistic: 'Sum' }),
      threshold: 1,
      below: true,
      periods: quietHours,
      silence: 'bad',
    })
    alarms.add('partner-flood', id, {
      what: `The partner ${id} sends more than ${rate} messages a minute.`,
      metric: queue.metricNumberOfMessagesSent({ period: fiveMinutes, statistic: 'Sum' }),
      threshold: 5 * rate,
      periods: 2,
    })
    rejectedAlarm(alarms, settings, id, queue)
  }
}

/** Ten rejected events of one sender in five minutes are more than a slip; in a month's flood, one in a thousand. */
export function rejectedAlarm(
  alarms: Alarms,
  settings: Pick<Settings, 'prefix'>,
  partner: string,
  queue: WorkQueue['queue'],
): void {
  const handled = queue.metricNumberOfMessagesDeleted({ period: fiveMinutes, statistic: 'Sum' })
  alarms.add('events-rejected', partner, {
    what: `Events of ${partner} fail their check, ten and one in a thousand.`,
    metric: percentOf(ownMetric(settings, 'EventsRejected', 'Sum', { partner }), handled, 10),
    threshold: 0.1,
  })
}

/** What the inbox must know of the partners that send. */
export function sendersOf(partners: readonly PartnerEntry[]): Sender[] {
  return partners
    .filter(({ sends }) => sends.length > 0)
    .map((entry) => {
      const { id, sends, key: keys, areas, fixmedins_codes } = entry
      const bounds = { ...(areas && { areas }), ...(fixmedins_codes && { fixmedins_codes }) }
      return { id, sends, keys, receipts: wishOf(entry), ...bounds }
    })
}

/** Which receipts go to a partner: none if it has no queue of events, and so none of receipts. */
const wishOf = ({ account, sends, receipts }: PartnerEntry) =>
  account === undefined || sends.length === 0 ? 'none' : receipts

const outboundQueues = partnerQueues.filter((queue): queue is OutboundQueue => queue !== 'receipts')

/**
 * The queues a partner reads. Throws an Error if it receives some types of a queue but not all: who may read a queue
 * reads the whole of it.
 */
export function queuesRead({ id, receives }: PartnerEntry): OutboundQueue[] {
  return outboundQueues.filter((queue) => {
    const types = catalogue.filter((entry) => isOn(entry, queue)).map(({ type }) => type)
    const missing = types.filter((type) => !(receives as readonly string[]).includes(type))
    if (missing.length === types.length) return false
    if (missing.length > 0) throw new Error(`partner ${id}: the queue ${queue} carries ${missing.join(', ')} as well`)
    return true
  })
}

function isOn(entry: CatalogueEntry, queue: OutboundQueue): boolean {
  return entry.direction === 'outbound' && entry.queue === queue
}

/**
 * Throws an Error if two partners have one id, or read one queue (each message goes to one reader only), or one would read
 * that has no account to read by.
 */
export function checkPartners(partners: readonly PartnerEntry[]): void {
  const readers = new Map<string, string>()
  for (const partner of partners) {
    if (partner.account === undefined && partner.receives.length > 0)
      throw new Error(`partner ${partner.id} has no account: it can send by HTTPS, and receive nothing`)
    for (const what of [`id ${partner.id}`, ...queuesRead(partner).map((queue) => `queue ${queue}`)]) {
      const other = readers.get(what)
      if (other !== undefined) throw new Error(`partners ${other} and ${partner.id} share the ${what}`)
      readers.set(what, partner.id)
    }
  }
}
