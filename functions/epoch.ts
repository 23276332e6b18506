/**
 * A release whose epoch is lower than the table has seen: rolled back beyond a restore, or deployed from an old
 * checkout. Its ids would be ids that partners know with other content, so it writes and sends nothing.
 */
import type { Ports } from '../shared/engine/ports.ts'
import { epochKey } from '../shared/table/keys.ts'

/**
 * Asked once, when an instance starts; answers the highest epoch the table has seen. Throws an Error if it is higher
 * than this release's: the function does not start, callers get an error, messages stay in their queues.
 */
export async function refuseLowerEpoch({ table, epoch, log }: Ports): Promise<number | undefined> {
  const seen = (await table.get(epochKey))?.epoch as number | undefined
  if (seen === undefined || seen <= epoch) return seen
  log.error('epoch lowered', { epoch, seen })
  throw new Error(`the table has seen epoch ${seen}, this release has ${epoch}: see infra/runbooks/restore.md`)
}

/** The same, and keeps the epoch for those who start later. What another has written meanwhile is left as it is. */
export async function keepEpoch(ports: Ports): Promise<void> {
  const seen = await refuseLowerEpoch(ports)
  if (seen === ports.epoch) return
  const unchanged = seen === undefined ? ('absent' as const) : { attr: 'epoch', equals: seen }
  await ports.table.write({ put: { ...epochKey, epoch: ports.epoch }, if: unchanged })
}
