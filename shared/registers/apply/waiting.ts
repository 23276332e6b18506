/**
 * What of the events that wait may go on now. A thousand may wait with one person for years, so none is opened of which
 * its cover says that what it needs cannot have come.
 */
import { compare, epochMs } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { PersonFile } from '../file.ts'
import { accountIn } from '../ledger.ts'
import type { ParkedCover } from '../rows/covers.ts'
import type { Parked, RegisterName } from '../rows.ts'
import { latestPaid } from './over-spent.ts'

/** In which registers that appears for which an event waits, if nothing but a commit writes it. */
const comesIn: Readonly<Record<string, RegisterName | readonly RegisterName[]>> = {
  'needs-enrolment': 'relation',
  'needs-contribution': 'months',
  'needs-delivery': 'delivery',
  'needs-bill': 'bill',
  'needs-payment': 'payment',
  'needs-death': 'person',
  'needs-visit': 'visit',
  'needs-filing': 'filing',
  // A settlement that is known is corrected without a share.
  'needs-share': ['share', 'spending'],
}
/** The same of what only bundles hear, whatever they call it; a spending is looked at by its account. */
const heardComesIn = ['heard', 'case', 'entitlement'] as const satisfies RegisterName[]
const isHeard = (reason: string) => reason.startsWith('needs-') && reason !== 'needs-credit'

/**
 * What waits and may go on, one after the other. `then`: the file as nothing that waited could go on, undefined if it is
 * not known when that was; `file` tells how it is by the time the next is asked for.
 */
export function* mayGoOn(file: () => PersonFile, then: PersonFile | undefined): Generator<Parked> {
  const now = file()
  if (now.count('parked') === 0) return
  const since = then && !leadsOn(now) && now.changedSince(then, 'joined').length === 0 ? then : undefined
  const mayBeMet = metSince(now, since)
  const atDesk = since !== undefined && askedAtDesk(now, since).length > 0
  for (const [id, { reason, spent }] of [...now.covers('parked')].filter(([, one]) => mayBeMet(one)).sort(inTurn)) {
    if (since && reason === 'needs-credit' && spent && !atDesk && isUsedUp(file(), spent)) continue
    const parked = file().one('parked', id)
    if (parked) yield parked
  }
}

/** Whether the number is another's by now: all that waits with it goes on there. */
const leadsOn = (file: PersonFile) => file.into !== undefined || file.one('alias', 'self') !== undefined

/** Whether what an event needs may have come since. */
function metSince(now: PersonFile, since: PersonFile | undefined): (waiting: ParkedCover) => boolean {
  if (leadsOn(now)) return () => true
  const credited = since && creditedSince(now, since)
  const known = new Map<string, boolean>()
  return ({ reason, spent }) => {
    if (reason === 'needs-credit' && spent && credited) return credited(spent.area)
    const has = known.get(reason) ?? hasCome(reason, now, since)
    known.set(reason, has)
    return has
  }
}

function hasCome(reason: string, now: PersonFile, since: PersonFile | undefined): boolean {
  if (reason === 'needs-person' || reason === 'needs-birth') return now.person !== undefined
  // A desk writes visits past the engine.
  if (reason === 'needs-visit' && now.all('visit').some(({ settled }) => !settled)) return true
  const registers = [comesIn[reason] ?? (isHeard(reason) ? heardComesIn : [])].flat()
  return !since || registers.length === 0 || registers.some((register) => now.changedSince(since, register).length > 0)
}

/** As they came; spending last, and in the order of its time: then none is paid only to give way to the next. */
function inTurn([, a]: [string, ParkedCover], [, b]: [string, ParkedCover]): number {
  if (a.spent && b.spent) return compare(a.spent.time, b.spent.time)
  return Number(a.spent !== undefined) - Number(b.spent !== undefined) || compare(a.list_at, b.list_at)
}

/**
 * Whether more of an area's spending might be paid than `then`. Paying a settlement brings none of the others nearer: for
 * those reported before it could give way, and for those after it there is less.
 */
function creditedSince(now: PersonFile, then: PersonFile): (area: Admdvs) => boolean {
  const relations = now.changedSince(then, 'relation')
  const paid = now.changedSince(then, 'spending').filter((key) => (then.one('spending', key)?.amt ?? 0) > 0)
  const corrected = [...paid, ...askedAtDesk(now, then)]
  return (area) => {
    const [is, was] = [accountIn(now, area), accountIn(then, area)]
    if (is.balance > was.balance || is.moved !== was.moved || is.uncovered !== was.uncovered) return true
    return relations.some((key) => key.endsWith(`#${area}`)) || corrected.some((key) => key.startsWith(`${area}#`))
  }
}

/** Settlements that a desk has asked for since: what was told of one before, and waits, holds no more. */
const askedAtDesk = (now: PersonFile, then: PersonFile): string[] =>
  now.changedSince(then, 'spending').filter((key) => now.one('spending', key)?.desk)

/** Whether nothing is left for a spending: the balance has not moved, is zero, and no later spending can give way. */
function isUsedUp(file: PersonFile, { area, time }: NonNullable<ParkedCover['spent']>): boolean {
  const { balance, moved } = accountIn(file, area)
  const [latest] = latestPaid(file, area)
  return balance === 0 && !moved && (latest === undefined || latest.at < epochMs(time))
}
