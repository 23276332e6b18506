/** What of a row stands beside its seal: the attributes of indexes, and its outside, which is read without opening it. */
import type { Keys } from '../../identity/index.ts'
import type { Change } from '../../registers/file.ts'
import { type Pid, pidIn } from '../../registers/ids.ts'
import { coverOf, isCovered } from '../../registers/rows/covers.ts'
import { dueOf, withSpent } from '../../registers/rows/parked.ts'
import { Unopened } from '../../registers/rows/register.ts'
import {
  type CaseRow,
  nextOf,
  type Packs,
  type Parked,
  type Person,
  type RegisterName,
  type Registers,
  type TaskRow,
} from '../../registers/rows.ts'
import { countedEntry } from '../keys/counted.ts'
import { problemEntry } from '../keys/problems.ts'
import { areaEntry, deadEntry, dueShard, rejectedShard, taskEntry } from '../keys.ts'
import type { Item, Value } from '../table.ts'
import { reading } from '../unreadable.ts'

/** The attributes beside the seal of a row of a person. */
export function besideSeal({ register, row }: Change, pid: Pid): Record<string, Value> {
  return { ...outside(register, row), ...indexed(register, row, pid) }
}

/** The row of an item, which `open` opens when it is asked for, as today's code knows it. */
export function unopened(keys: Keys, register: RegisterName, item: Item, open: () => unknown): Unopened {
  const { o } = item
  const row = register === 'parked' ? () => withSpent(keys, open() as Parked) : open
  return new Unopened(row, o === undefined ? undefined : () => reading(item, () => coverIn(o)))
}

function outside(register: RegisterName, row: unknown): { o?: Value } {
  if (!isCovered(register)) return {}
  const cover = (coverOf[register] as (row: unknown) => unknown)(row)
  return { o: typeof cover === 'number' ? cover : JSON.stringify(cover) }
}

const coverIn = (o: Value): unknown => (typeof o === 'string' ? JSON.parse(o) : o)

/** Attributes by which indexes find a row. All that falls due of a person stands in one shard, and wakes them once. */
function indexed(register: RegisterName, row: unknown, pid: Pid): Record<string, string> {
  if (register === 'case') {
    const { wake_at, retry_at, admdvs, started_at, case_id } = row as CaseRow
    const wake = dueAt(pid, retry_at ?? wake_at)
    // One that came with the file of a lost number is listed by that one.
    if (pidIn(case_id) !== pid) return wake
    return { ...areaEntry(admdvs, started_at, case_id), ...wake }
  }
  if (register === 'person') {
    const { death, erased } = row as Person
    return death && !erased ? deadEntry(pid, death.date) : {}
  }
  if (register === 'packs') return dueAt(pid, nextOf(row as Packs))
  if (register === 'unopened') return dueAt(pid, (row as Registers['unopened']).wake_at)
  if (register === 'parked') {
    const parked = row as Parked
    return parked.listed
      ? { list: rejectedShard(parked.id), list_at: parked.received_at }
      : { due: dueShard(pid), due_at: dueOf(parked) }
  }
  return listed(register, row, pid)
}

/** Of what stands in one list, by what the row says. */
function listed(register: RegisterName, row: unknown, pid: Pid): Record<string, string> {
  if (register === 'task') return taskEntry(row as TaskRow)
  if (register === 'counted') return countedEntry(row as Registers['counted'], pid)
  return register === 'problem' ? problemEntry(row as Registers['problem']) : {}
}

const dueAt = (pid: Pid, at: string | undefined): Record<string, string> =>
  at === undefined ? {} : { due: dueShard(pid), due_at: at }
