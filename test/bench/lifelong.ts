/** What an input reads of a person after forty years: the file stays small, and so does what an event costs. */
import type { InboundType } from '../../events/index.ts'
import { addMs, type Day, dayOf } from '../../shared/calendar/index.ts'
import { paidMonths } from '../../shared/registers/months.ts'
import { isRestSk } from '../../shared/table/keys.ts'
import type { Item } from '../../shared/table/table.ts'
import { credit } from '../support/people.ts'
import type { Stack } from '../support/stack.ts'
import { atDesk, live, livedBy, liver, placeIn, type Shape } from './life.ts'
import { countingReads, itemBytes } from './units.ts'

/** What must hold after a whole life: read units (4 kB, strongly consistent) and bytes as stored. */
export const limits = { event: 4, desk: 1, bytes: 12_000, months: 3_000 } as const

/** What was counted of a life. */
export interface Lifelong {
  cases: number
  visits: number
  settlements: number
  /** Read units of each kind of event, of the person's partition: parameters, which a batch shares, come beside. */
  events: Record<string, number>
  desk: number
  /** Bytes of what an input reads of the file, without journal. */
  bytes: number
  /** Bytes of what lies at rest beside it. */
  atRest: number
  /** Bytes of the contribution months of twenty years. */
  months: number
}

/** A line for each thing counted, with its limit, and whether all are kept. */
export function lifelongTable({ before, after }: { before: Lifelong; after: Lifelong }) {
  const line = (what: string, of: (one: Lifelong) => number, limit?: number) => ({
    what,
    before: of(before),
    after: of(after),
    ...(limit === undefined ? {} : { limit }),
  })
  const lines = [
    line('cases', ({ cases }) => cases),
    line('visits', ({ visits }) => visits),
    line('settlements', ({ settlements }) => settlements),
    ...Object.keys(after.events).map((type) =>
      line(`read units, ${type}`, ({ events }) => events[type] ?? 0, limits.event),
    ),
    line('read units, a question at a desk', ({ desk }) => desk, limits.desk),
    line('bytes that an input reads', ({ bytes }) => bytes, limits.bytes),
    line('bytes at rest', ({ atRest }) => atRest),
    line('bytes of twenty years of months', ({ months }) => months, limits.months),
  ]
  return { lines, kept: lines.every(({ after: is, limit = Number.MAX_VALUE }) => is <= limit) }
}

/**
 * Plays a life with what is over at rest, and reckons what its next events would read if all of that stood in the file:
 * one Query of it.
 */
export async function benchLifelong(shape: Shape): Promise<{ before: Lifelong; after: Lifelong }> {
  const after = await lived(shape)
  const bytes = after.bytes + after.atRest
  const events = Object.fromEntries(Object.keys(after.events).map((type) => [type, Math.ceil(bytes / unitBytes)]))
  return { before: { ...after, events, bytes, atRest: 0 }, after }
}

/** Plays a life and counts what its next events cost. */
export async function lived(shape: Shape): Promise<Lifelong> {
  const stack = await live(shape)
  const whole = await stack.file(liver.psn_no)
  const own = [...stack.table.items.values()].filter(({ pk }) => pk === `P#${livedBy}`)
  const read = own.filter(({ sk }) => /^[AB]#/.test(sk))
  const years = paidMonths(whole).reduce((sum, { months }) => sum + months.size, 0) / 12
  const bytes = { bytes: bytesOf(read), atRest: bytesOf(own.filter(({ sk }) => isRestSk(sk))) }
  const months = Math.round((bytesOf(read.filter(({ sk }) => sk.startsWith('B#months#'))) / years) * 20)
  const counts = await costs(stack, shape)
  return {
    cases: whole.count('case'),
    visits: whole.count('visit'),
    settlements: whole.count('spending'),
    ...counts,
    ...bytes,
    months,
  }
}

const unitBytes = 4096
const bytesOf = (items: readonly Item[]) => items.reduce((sum, item) => sum + itemBytes(item), 0)

/** What each kind of event that a life goes on with reads of the person's partition, and a desk's question. */
async function costs(stack: Stack, shape: Shape): Promise<Pick<Lifelong, 'events' | 'desk'>> {
  const counted = counting(stack)
  const events: Record<string, number> = {}
  const { psn_no } = liver
  const at = placeIn(shape, shape.years - 1)
  const on = dayOf(stack.clock.now()) as Day
  const of = { mdtrt_id: 'next', fixmedins_code: 'H11000000001', psn_no }
  const begun = { mdtrtarea_admvs: '110000', med_type: '21', begntime: stack.clock.now(), cross_region_enabled: true }
  const sums = { setl_id: 'next', endtime: stack.clock.now(), medfee_sumamt: '900.00', fund_pay_sumamt: '600.00' }
  const month = on.slice(0, 7).replace('-', '')
  const paid = { base: '9000.00', amt_psn: '180.00', amt_emp: '720.00', accrym_begn: month, accrym_end: month }
  const told: [InboundType, Record<string, unknown>][] = [
    ['contribution.posted', { psn_no, insu_admdvs: at, insutype: '310', emp_no: 'E1', ...paid }],
    ['account.credited', credit(psn_no, at, '150.00')],
    ['visit.admitted', { ...of, ...begun }],
    ['visit.settled', { ...of, ...sums }],
    ['account.spent', { psn_no, insu_admdvs: at, setl_id: 'next', amt: '30.00' }],
  ]
  for (const [type, data] of told) {
    await stack.advanceTo(addMs(stack.clock.now(), 60_000))
    counted.reset()
    await stack.happen(type, data)
    events[type] = counted.units()
  }
  counted.reset()
  await atDesk(stack, { ...of, ...begun, mdtrt_id: 'asked' })
  return { events, desk: counted.units() }
}

/** Counts the units of what is read of the person's partition from now on. */
function counting({ table }: Stack) {
  let units = 0
  const counted = countingReads(table, (more, partition) => {
    if (partition === `P#${livedBy}`) units += more
  })
  Object.assign(table, counted)
  return {
    units: () => units,
    reset: () => {
      units = 0
    },
  }
}
