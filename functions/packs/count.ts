/** How many a pack has come to, and how many it would come to today. */
import { addMs, compareInstants, dayOf } from '../../shared/calendar/index.ts'
import { areasWithin } from '../../shared/codes/area-list.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { peopleOf } from '../../shared/table/people.ts'
import { inParts } from './in-parts.ts'
import { loadTally, type Pack } from './pack.ts'
import { placeOf, recipientsBy } from './recipients.ts'

const pageLength = 200
const abreast = 20

/** Counts as they are answered; `partial`: of a draft for so many that they could not all be looked at in the time there was. */
export interface PackCounts {
  fits: number
  sent: number
  waiting: number
  opted_out: number
  lapsed: number
  read: number
  partial?: true
}

/** How many fit today: no more than asked for are counted, and for no longer than there is time. */
export async function fitsToday(
  ports: Ports,
  pack: Pack,
  { most = Number.POSITIVE_INFINITY, ms }: { most?: number; ms: number },
): Promise<{ fits: number; isWhole: boolean }> {
  const end = addMs(ports.clock.now(), ms)
  const where = placeOf(pack, dayOf(ports.clock.now()))
  const found = new Set<Pid>()
  for (const area of areasWithin(pack.admdvs)) {
    let cursor: string | undefined
    do {
      const page = await peopleOf(ports.table, area, { cursor, limit: pageLength })
      const some = await inParts(page.pids, abreast, (pid) => recipientsBy(ports, pack, where, pid))
      for (const pid of some.flat()) found.add(pid)
      cursor = page.cursor
      const isLate = compareInstants(ports.clock.now(), end) > 0
      if (found.size >= most || isLate) return { fits: found.size, isWhole: false }
    } while (cursor !== undefined)
  }
  return { fits: found.size, isWhole: true }
}

/** The counts of a pack, as of now; of a draft in so many milliseconds. */
export async function countsOf(ports: Ports, pack: Pack, ms: number): Promise<PackCounts> {
  if (pack.status === 'draft' || pack.status === 'to-approve') {
    const { fits, isWhole } = await fitsToday(ports, pack, { ms })
    const none = { sent: 0, waiting: 0, opted_out: 0, lapsed: 0, read: 0 }
    return { fits, ...none, ...(isWhole ? {} : { partial: true }) }
  }
  const { fits, sent, opted_out, lapsed, read } = await loadTally(ports.table, pack.pack_id)
  const left = fits - sent - opted_out - lapsed
  // What is not sent by the end of the pack has lapsed, though nobody has told each of its recipients.
  const isOver = pack.status === 'ended' || dayOf(ports.clock.now()) > pack.to
  return { fits, sent, waiting: isOver ? 0 : left, opted_out, lapsed: lapsed + (isOver ? left : 0), read }
}
