/**
 * The audit trail as it is kept apart, where no function can change or take away a line of it: the lines of a batch, a day
 * an object, as JSON a line (`application/x-ndjson`) in the order in which they were written. Lines of the table are only
 * ever added; one that is changed or taken away there is said, and changes nothing here.
 */
import { dayOf, daysBetween } from '../../shared/calendar/index.ts'
import { leastDays } from '../../shared/keeping/index.ts'
import { lineDay, trailPartitions } from '../../shared/trail/keys.ts'
import type { Consumer, Kept, Written } from './records.ts'

/** What must be at hand, as any log must, has no business to go from the table; what is older may be cleared away. */
const atHandDays = leastDays('logs')

/** Keeps each line of the audit trail. */
export const auditTrail: Consumer = {
  into: 'audit',
  partitions: trailPartitions,
  hears: ['INSERT', 'MODIFY', 'REMOVE'],
  objectsOf(written, { log }) {
    for (const { how, key } of written.filter(isTampering))
      log.error('audit line changed', { how, item: `${key.pk} ${key.sk}` })
    const lines = written.filter(({ how }) => how === 'INSERT')
    return [...Map.groupBy(lines, ({ key }) => lineDay(key))].map(([day, ofDay]) => dayObject(day, ofDay))
  },
}

/** Named for its first line, which no other line is named like: the same batch again is the same object. */
function dayObject(day: string, lines: readonly Written[]): Kept {
  const text = lines.map(({ item }) => `${item?.d}\n`).join('')
  const first = lines[0]?.key.sk.replace('#', '_')
  return { key: `${day}/${first}.ndjson`, bytes: Buffer.from(text) }
}

function isTampering({ how, key, at }: Written): boolean {
  return how === 'MODIFY' || (how === 'REMOVE' && daysBetween(lineDay(key), dayOf(at)) < atHandDays)
}
