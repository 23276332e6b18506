/**
 * Writing histories into a table in use: each person by the commit that the engine itself would make, on condition that
 * nothing is there yet, many persons in one transaction. So a person is there whole or not at all, wherever it stops.
 */
import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../shared/clock/index.ts'
import { numberHashOf, type Pid } from '../../shared/identity/index.ts'
import { PersonFile, put } from '../../shared/registers/file.ts'
import { keyOf, type Person, type RegisterName } from '../../shared/registers/rows.ts'
import { indexKeys } from '../../shared/table/definition.ts'
import { loadFile, rowOf } from '../../shared/table/files.ts'
import { dueShard, numberKey, personKey, rejectedList, rowSk } from '../../shared/table/keys.ts'
import { bytesOf, type Item, queryAll, type Table, type Write } from '../../shared/table/table.ts'
import { type Finding, type History, say } from './history.ts'
import { contentOf, type Loading, lay, writesOf } from './loaded.ts'
import type { Pace } from './pace.ts'

/** What became of persons, what of them is left as it was and why, and what was written. */
export interface Taken {
  readonly written: number
  /** They were loaded with the same content before. */
  readonly same: number
  readonly left: readonly Finding[]
  readonly items: number
  readonly bytes: number
  /** Write units. */
  readonly units: number
}

/** Where persons go to. */
export interface Sink {
  /** Takes the persons of a partition; may be asked again for one that was broken off. */
  take(histories: readonly History[], part: number): Promise<Taken>
  /** All have been taken. */
  end?(): Promise<void>
}

/** What writing needs. */
export interface Writing extends Loading {
  readonly table: Table
  readonly clock: Clock
  readonly pace: Pace
}

/** Limits of the service: writes of a transaction; and bytes, of which less than a half goes in one. */
const mostWrites = 100
const mostBytes = 1_500_000
/** Keys read in one call. */
const readAtOnce = 100
/** Transactions under way at a time: full ones, of which a service that works on two gives as much as on many. */
const abreast = 2
/** Tries of one person by themselves. */
const mostTries = 12

interface Ready {
  readonly history: History
  readonly writes: readonly Write[]
  readonly bytes: number
  readonly units: number
}

/** A sink that writes into a table. Throws when the table stays out of reach; what was written stands. */
export class Writer implements Sink {
  readonly #writing: Writing
  #taken = { written: 0, same: 0, left: [] as Finding[], items: 0, bytes: 0, units: 0 }

  constructor(writing: Writing) {
    this.#writing = writing
  }

  async take(histories: readonly History[]): Promise<Taken> {
    this.#taken = { written: 0, same: 0, left: [], items: 0, bytes: 0, units: 0 }
    const chunks = inChunks(histories, readAtOnce)
    await Promise.all(
      Array.from({ length: abreast }, async () => {
        for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) await this.#takeChunk(chunk)
      }),
    )
    return this.#taken
  }

  /**
   * Events that came by an identity number before anybody had it wait for it. Nobody sends word that it is there now: those
   * that are listed already fall due anew, and the clock finds them.
   */
  async end(): Promise<void> {
    const { table, clock } = this.#writing
    for (const pk of rejectedList.shards) {
      const listed = await queryAll(table, { index: 'lists', pk })
      for (const item of listed.filter((one) => one.pk.startsWith('C#'))) {
        if (!(await table.get({ pk: item.pk, sk: 'person' }))) continue
        const set = { due: dueShard(item.pk + item.sk), due_at: clock.now() }
        await table.write({ update: { pk: item.pk, sk: item.sk }, set, unset: ['list', 'list_at'], if: 'present' })
      }
    }
  }

  async #takeChunk(histories: readonly History[]): Promise<void> {
    const { table } = this.#writing
    const sk = rowSk('person', 'self')
    const found = await table.getMany(histories.map(({ pid }) => ({ pk: personKey(pid), sk })))
    const persons = new Map(found.map((item) => [item.pk, item]))
    const ready = histories.flatMap((history) => {
      const item = persons.get(personKey(history.pid))
      if (item) this.#known(history, this.#personIn(history.pid, item))
      return item ? [] : this.#ready(history)
    })
    for (const some of inTransactions(ready)) await this.#write(some)
  }

  #personIn(pid: Pid, item: Item): Person {
    return rowOf<Person>(this.#writing.keys, pid, item)
  }

  /** Somebody is there: loaded with the same content it is done, anything else is left as it is. */
  #known(history: History, person: Person): void {
    if (person.loaded === contentOf(history)) this.#taken.same += 1
    else if (person.loaded !== undefined) this.#leave(history, '这个人已经导入过，内容不同；更正请由事件报来')
    else this.#leave(history, '系统里已经有这个人，由事件登记，没有动')
  }

  #leave({ rows: [first] }: History, reason: string): void {
    if (first) this.#taken.left.push(say(first, reason))
  }

  #ready(history: History, file = PersonFile.of(history.pid, 0), holder?: Pid): Ready[] {
    const laid = lay(history, file, this.#writing, holder)
    if ('fault' in laid) {
      this.#taken.left.push(laid.fault)
      return []
    }
    const now = this.#writing.clock.now()
    // What waited for the person is tried as soon as the clock sees it.
    laid.draft.write(file.all('parked').map(({ listed: _listed, ...row }) => put('parked', { ...row, list_at: now })))
    const writes = writesOf(this.#writing, laid.draft, now)
    const items = writes.flatMap((write) => ('put' in write ? [write.put] : []))
    const bytes = items.reduce((sum, item) => sum + bytesOf(item), 0)
    return [{ history, writes, bytes, units: items.reduce((sum, item) => sum + unitsOf(item), 0) }]
  }

  async #write(some: readonly Ready[]): Promise<void> {
    const { table, pace } = this.#writing
    await pace.take(some.reduce((sum, { units }) => sum + units, 0))
    const { ok } = await table.transact(some.flatMap(({ writes }) => writes))
    if (ok) for (const one of some) this.#count(one)
    // Somebody of them is not as was read.
    else for (const { history } of some) await this.#alone(history)
  }

  #count({ writes, bytes, units }: Ready): void {
    this.#taken.written += 1
    this.#taken.items += writes.length
    this.#taken.bytes += bytes
    this.#taken.units += units
  }

  /** One person, upon what is there of them: nothing, or events that came before. */
  async #alone(history: History): Promise<void> {
    const { table, keys, pace } = this.#writing
    for (let tries = 0; tries < mostTries; tries++) {
      if (tries > 0) await setTimeout(Math.random() * 50 * 2 ** tries)
      const file = await loadFile(table, keys, history.pid)
      if (file.person) return this.#known(history, file.person)
      if (!isWaitedFor(file)) return this.#leave(history, '这个人的编号已经并入别人，没有动')
      const [number] = history.of('persons')
      const hash = number && numberHashOf(keys, number.data.certno, number.data.psn_cert_type)
      const holder = hash && ((await table.get(numberKey(hash)))?.d as Pid | undefined)
      if (holder !== undefined && holder !== history.pid) {
        return this.#leave(history, '证件号码已经登记在另一个人名下，没有导入；请由事件报来，经办核实')
      }
      const [ready] = this.#ready(history, file, holder)
      if (!ready) return
      await pace.take(ready.units)
      if ((await table.transact(ready.writes)).ok) return this.#count(ready)
    }
    throw Object.assign(new Error('load: a file does not hold still'), { name: 'TimeoutError' })
  }
}

/** Whether a file holds nothing but events that wait for its person. */
function isWaitedFor(file: PersonFile): boolean {
  const others = (Object.keys(keyOf) as RegisterName[]).filter((register) => register !== 'parked')
  return file.into === undefined && others.every((register) => file.count(register) === 0)
}

/** Write units of an item in a transaction, which costs twice; an entry of an index is another write. */
function unitsOf(item: Item, transaction = 2): number {
  const indexed = Object.values(indexKeys).filter(({ pk }) => item[pk] !== undefined).length
  return Math.ceil(bytesOf(item) / 1024) * transaction + indexed
}

function inChunks<T>(all: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / length) }, (_, n) => all.slice(n * length, (n + 1) * length))
}

/** As many persons together as a transaction holds; a person by themselves have fewer rows than that. */
function* inTransactions(all: readonly Ready[]): Generator<Ready[]> {
  let some: Ready[] = []
  let [writes, bytes] = [0, 0]
  for (const one of all) {
    if (some.length > 0 && (writes + one.writes.length > mostWrites || bytes + one.bytes > mostBytes)) {
      yield some
      some = []
      writes = 0
      bytes = 0
    }
    some.push(one)
    writes += one.writes.length
    bytes += one.bytes
  }
  if (some.length > 0) yield some
}
