/** Lambda entry of the inbox; it reads the bureau's own queue and the queue of each partner. */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { postByUndici } from '../../shared/wire/by-undici.ts'
import { deployedBucket } from '../buckets.ts'
import { refuseOtherHashKey } from '../hash-key.ts'
import { logWith } from '../metered-log.ts'
import { deployedPorts } from '../runtime.ts'
import { makeInbox } from './inbox.ts'
import { doorOf, senderBy } from './partners.ts'
import { deployedSenders } from './senders.ts'

const archive = deployedBucket(process.env.ARCHIVE_BUCKET)
const ports = { ...(await deployedPorts('inbox', postByUndici)), archive }
await refuseOtherHashKey(ports.table, ports.keys)
const senders = deployedSenders()
const bureau = makeInbox(ports)
const inboxes = new Map(
  senders.map((partner) => {
    const log = logWith(ports.log, { partner: partner.id })
    return [partner, makeInbox({ ...ports, log }, doorOf(partner, ports.clock))]
  }),
)

/** Called with messages of one queue. */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  const partner = senderBy(batch.Records[0]?.eventSourceARN ?? '', senders)
  return ((partner && inboxes.get(partner)) ?? bureau)(batch)
}
