/**
 * What those who work for an area have in hand and have done, counted as it is done: each claim, decision and return leaves
 * its count in the very commit that makes it, so that nobody who wants to know goes through tasks or trails
 * (bundles/RULES.md 10.6).
 */
import { type Day, dayOf, type Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import { ttlAt } from '../../keeping/index.ts'
import type { Staff, TaskRow } from '../../registers/rows.ts'
import { same } from '../../same.ts'
import { spotCheck } from '../../tasks/person.ts'
import { ttlAttribute } from '../definition.ts'
import {
  staffClaimKey,
  staffClaimRange,
  staffDayKey,
  staffDayRange,
  staffKey,
  staffPartition,
  staffRange,
} from '../keys/office.ts'
import { type Item, type Key, queryAll, type Table, type Write } from '../table.ts'

/** A task before and after a commit; undefined where there is none. */
type Changed = readonly [before: TaskRow | undefined, after: TaskRow | undefined]

/** A count that goes up by one. */
interface Counted {
  key: Key
  what: 'decided' | 'returned' | 'wrong'
  who: Staff
  day?: Day
}

type Counts = Omit<Counted, 'what'> & { add: Record<string, number> }

/** What changes of tasks leave with the counts. */
export function staffWrites(changes: readonly Changed[], now: Instant): Write[] {
  // A transaction names no item twice.
  const counts = new Map<string, Counts>()
  for (const { what, ...counted } of changes.flatMap((change) => countsOf(change, now))) {
    const { pk, sk } = counted.key
    const add = counts.get(`${pk} ${sk}`)?.add ?? {}
    counts.set(`${pk} ${sk}`, { ...counted, add: { ...add, [what]: (add[what] ?? 0) + 1 } })
  }
  return [...changes.flatMap(claimWrites), ...[...counts.values()].map((one) => countWrite(one, now))]
}

function countWrite({ key, who, day, add }: Counts, now: Instant): Write {
  const kept = day === undefined ? {} : { [ttlAttribute]: ttlAt('staff-days', now) }
  return { update: key, set: { by: who.by, name: who.name, ...kept }, add }
}

/** The area whose staff a task is for; undefined of one that employers, agents or operators have. */
const areaOf = (task: TaskRow | undefined): Admdvs | undefined =>
  task && 'area' in task.owner ? task.owner.area : undefined

const listed = (task: TaskRow | undefined): TaskRow | undefined =>
  task?.status === 'open' && !task.moved ? task : undefined

function claimWrites([before, after]: Changed): Write[] {
  const area = areaOf(after ?? before)
  const [was, is] = [listed(before)?.claim, listed(after)?.claim]
  const id = (after ?? before)?.task_id
  if (area === undefined || id === undefined || same(was, is)) return []
  const key = staffClaimKey(area, id)
  return [is ? { put: { ...key, ...is } } : { remove: key }]
}

function countsOf([before, after]: Changed, now: Instant): Counted[] {
  const area = areaOf(after)
  const [was, is] = [listed(before), listed(after)]
  if (area === undefined || !after) return []
  const all = (what: 'returned' | 'wrong', who: readonly Staff[] = []) =>
    who.map((one): Counted => ({ key: staffKey(area, one.by), what, who: one }))
  const { decision } = after
  const counted: Counted[] = []
  if (was && decision) {
    const { by, name = '' } = decision
    const day = dayOf(decision.at)
    counted.push({ key: staffDayKey(area, day, by), what: 'decided', who: { by, name }, day })
  }
  const isCheck = after.kind === spotCheck.kind
  if (isCheck && was && after.status === 'rejected') counted.push(...all('wrong', after.work))
  // What somebody has done comes back: to be looked at by another, or without the approval that it needed.
  if (!isCheck && !was && is?.opened_at === now) counted.push(...all('returned', is.work))
  if (was?.proposal && is && !is.proposal) counted.push(...all('returned', [was.proposal]))
  return counted
}

/** What is counted of one who works for an area. */
export interface StaffCounts extends Staff {
  decidedToday: number
  returned: number
  wrong: number
}

/** A claim as it is kept: of which task, whose, and when. */
export interface StaffClaim extends Staff {
  taskId: string
  at: Instant
}

/** Everybody who has worked for an area, and what they have claimed; a claim may be over, as its day says. */
export async function staffOf(
  table: Table,
  area: Admdvs,
  today: Day,
): Promise<{ counts: StaffCounts[]; claims: StaffClaim[] }> {
  const read = (range: { from: string; to: string }) => queryAll(table, { pk: staffPartition(area), ...range })
  const [claims, days, ever] = await Promise.all([read(staffClaimRange), read(staffDayRange(today)), read(staffRange)])
  const known = new Map<string, StaffCounts>()
  const of = ({ by, name }: Item): StaffCounts => {
    const held = known.get(by as string)
    const made = held ?? { by: by as string, name: name as string, decidedToday: 0, returned: 0, wrong: 0 }
    known.set(made.by, made)
    return made
  }
  for (const item of days) of(item).decidedToday += (item.decided as number | undefined) ?? 0
  for (const item of ever) {
    of(item).returned += (item.returned as number | undefined) ?? 0
    of(item).wrong += (item.wrong as number | undefined) ?? 0
  }
  for (const item of claims) of(item)
  return {
    counts: [...known.values()],
    claims: claims.map(({ sk, by, name, at }) => ({
      taskId: sk.slice(staffClaimRange.from.length),
      by: by as string,
      name: name as string,
      at: at as Instant,
    })),
  }
}
