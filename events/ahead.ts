/** What cannot have happened yet (contract-operations.md §1): such an event would win over every later correction. */
import { addDays, addMs, compare, type Day, dayOf, type Instant } from '../shared/calendar/index.ts'
import type { PartnerEvent } from './catalogue.ts'
import type { Inbound } from './define.ts'
import type { FieldError } from './parse.ts'

/** Clocks of partners differ by minutes; who reports a date may be past midnight already. */
const TOLERATED_MS = 10 * 60_000
const TOLERATED_DAYS = 1

/**
 * Fields of an event, described so, that lie ahead: its `time` of the business clock (`now`), its facts of the `time`.
 * None: all is well.
 */
export function aheadIn(event: PartnerEvent, { past, mayLieAhead }: Inbound, now: Instant): FieldError[] {
  const faults: FieldError[] = []
  if (isAhead(event.time, now)) faults.push({ field: 'time', message: '发生时间不能晚于现在' })
  if (mayLieAhead?.(event.data)) return faults
  const data: Partial<Record<string, unknown>> = event.data
  for (const field of past) {
    const at = data[field] as Day | Instant | undefined
    if (at === undefined || !isAhead(at, event.time)) continue
    faults.push({ field: `data.${field}`, message: '已经发生的事不能晚于事件的发生时间（time）' })
  }
  return faults
}

/** Whether a moment or a date lies after another moment by more than clocks differ. */
function isAhead(at: Day | Instant, of: Instant): boolean {
  const isDay = at.length === 10
  return isDay
    ? compare(at as Day, addDays(dayOf(of), TOLERATED_DAYS)) > 0
    : compare(at as Instant, addMs(of, TOLERATED_MS)) > 0
}
