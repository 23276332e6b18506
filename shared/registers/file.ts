/**
 * The person's file (档案): everything held on one person, as one value. It is read with one Query and changed under
 * one version; in between it is immutable, and changes are laid over it. What can change no more lies at rest beside it
 * (rest.ts), and is laid into it when somebody asks for it.
 */

import type { Day } from '../calendar/index.ts'
import type { NumberHash } from '../identity/index.ts'
import type { Pid, Ref } from './ids.ts'
import { type CoveredRegister, type Covers, coverOf } from './rows/covers.ts'
import { keyOf, type Person, type RegisterName, type Registers } from './rows.ts'

/** A change of one row: the row as it will be, or its removal. */
export type Change = { [N in RegisterName]: PutRow<N> | DropRow<N> }[RegisterName]
interface PutRow<N extends RegisterName> {
  register: N
  key: string
  row: Registers[N]
  /** From now on it lies at rest. */
  rests?: Rest
}
interface DropRow<N extends RegisterName> {
  register: N
  key: string
  row: undefined
}

/** How a row lies at rest: a case with all that belongs to it, or a row by itself. */
export interface Rest {
  /** The case it belongs to, or is: if one of its rows is taken up again, so are the others. */
  matter?: Ref
  /** Of a case: where in the table the other rows lie. */
  others?: readonly string[]
}

/** The change that writes this row. */
export function put<N extends RegisterName>(register: N, row: Registers[N]): Change {
  return { register, key: keyOf[register](row), row } as Change
}

/** The change that takes this row away. */
export function drop<N extends RegisterName>(register: N, key: string): Change {
  return { register, key, row: undefined } as Change
}

/**
 * A row that is opened when it is first asked for: most rows of a file are only passed by. What stands on its cover is
 * read without opening it; one that was stored without a cover has none.
 */
export class Unopened<Row = unknown> {
  readonly #open: () => Row
  readonly #readCover: (() => unknown) | undefined
  #row: Row | undefined
  #cover: unknown

  constructor(open: () => Row, cover?: () => unknown) {
    this.#open = open
    this.#readCover = cover
  }

  /** The row. Throws if its seal does not open. */
  get row(): Row {
    this.#row ??= this.#open()
    return this.#row
  }

  /** What stands on the cover; of a row without, what `make` makes of the row. */
  cover(make: (row: Row) => unknown): unknown {
    this.#cover ??= this.#readCover ? this.#readCover() : make(this.row)
    return this.#cover
  }
}

const opened = <Row>(row: Row | Unopened<Row>): Row => (row instanceof Unopened ? row.row : row)

type Rows = ReadonlyMap<RegisterName, ReadonlyMap<string, unknown>>

/** What was made of the rows of a register, by those rows and by what made it. */
const derivedOf = new WeakMap<ReadonlyMap<string, unknown>, Map<unknown, unknown>>()

type CoverMap<N extends CoveredRegister> = ReadonlyMap<string, Covers[N]>
const allCovers = <T>(covers: T): T => covers

/** What the head of a file says of the person, for who reads no more than the head. */
export interface HeadOnly {
  died?: Day
  /** The file that this one was merged into. */
  into?: Pid
  /** The hour of business time in which money last moved (`2026-03-02T09`): the list of who moved any stands by it. */
  moved?: string
  /** How many rows lie at rest, by register. */
  rests?: Partial<Record<RegisterName, number>>
}

/** Rows at rest that are laid into a file, by register and key. */
type Recalled = ReadonlyMap<string, Rest>

const idOf = ({ register, key }: { register: RegisterName; key: string }) => `${register}/${key}`

/** A person's file at one version. Version 0: nothing is stored of this person yet. */
export class PersonFile {
  readonly pid: Pid
  readonly version: number
  /** The commit that stored the file left something to do: what waits may be a part of that. */
  readonly again: boolean
  readonly #rows: Rows
  readonly #head: HeadOnly
  readonly #recalled: Recalled

  private constructor(
    { pid, version, again }: Pick<PersonFile, 'pid' | 'version' | 'again'>,
    rows: Rows,
    head: HeadOnly,
    recalled: Recalled = new Map(),
  ) {
    this.pid = pid
    this.version = version
    this.again = again
    this.#rows = rows
    this.#head = head
    this.#recalled = recalled
  }

  /** The file as stored: its version and its rows; `head` where the person's row may not be among them. */
  static of(
    pid: Pid,
    version: number,
    stored: readonly Change[] = [],
    head: HeadOnly & { again?: true } = {},
  ): PersonFile {
    const { again = false, ...only } = head
    return new PersonFile({ pid, version, again }, new Map(), only).with(stored)
  }

  /** All rows of a register, in the order of their keys. */
  all<N extends RegisterName>(register: N): Registers[N][] {
    const rows = this.#rows.get(register) as ReadonlyMap<string, Registers[N] | Unopened<Registers[N]>> | undefined
    if (!rows) return []
    return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => opened(row))
  }

  /**
   * What `make` makes of all rows of a register, made once for as long as none of them changes, whatever else does: who
   * asks for each of a thousand rows must not go through all of them each time.
   */
  derived<N extends RegisterName, T>(register: N, make: (rows: readonly Registers[N][]) => T): T {
    return this.#once(register, make, () => make(this.all(register)))
  }

  /** The same of what stands on their covers; opens only the rows that were stored without one. */
  derivedUnopened<N extends CoveredRegister, T>(register: N, make: (covers: CoverMap<N>) => T): T {
    return this.#once(register, make, () => {
      const rows = this.#rows.get(register) as ReadonlyMap<string, Registers[N] | Unopened<Registers[N]>> | undefined
      const of = coverOf[register]
      const cover = (row: Registers[N] | Unopened<Registers[N]>) =>
        (row instanceof Unopened ? row.cover(of) : of(row)) as Covers[N]
      return make(new Map([...(rows ?? [])].map(([key, row]) => [key, cover(row)])))
    })
  }

  /** What stands on the rows of a register, by their keys; opens only those that were stored without a cover. */
  covers<N extends CoveredRegister>(register: N): CoverMap<N> {
    return this.derivedUnopened(register, allCovers<CoverMap<N>>)
  }

  #once<T>(register: RegisterName, by: unknown, make: () => T): T {
    const rows = this.#rows.get(register)
    if (!rows) return make()
    const made = derivedOf.get(rows) ?? new Map<unknown, unknown>()
    derivedOf.set(rows, made)
    if (!made.has(by)) made.set(by, make())
    return made.get(by) as T
  }

  /** The keys of the rows of a register that are others here than in `then`, an earlier state of this file; opens none. */
  changedSince(then: PersonFile, register: RegisterName): string[] {
    const [now, was] = [this.#rows.get(register), then.#rows.get(register)]
    if (now === was) return []
    const keys = new Set([...(now?.keys() ?? []), ...(was?.keys() ?? [])])
    return [...keys].filter((key) => now?.get(key) !== was?.get(key))
  }

  /** How many rows a register has, those that lie at rest left out; opens none. */
  count(register: RegisterName): number {
    return this.#rows.get(register)?.size ?? 0
  }

  /** How many rows of a register lie at rest and are not laid into this file. */
  countAtRest(register: RegisterName): number {
    const here = [...this.#recalled.keys()].filter((id) => id.startsWith(`${register}/`)).length
    return (this.#head.rests?.[register] ?? 0) - here
  }

  /** How a row of this file lies at rest, if it does and was only laid into it. */
  restOf(register: RegisterName, key: string): Rest | undefined {
    return this.#recalled.get(idOf({ register, key }))
  }

  /** Rows of this file that lie at rest, and were only laid into it. */
  get recalled(): { register: RegisterName; key: string; rest: Rest }[] {
    return [...this.#recalled].map(([id, rest]) => {
      const [register, ...key] = id.split('/')
      return { register: register as RegisterName, key: key.join('/'), rest }
    })
  }

  /** One row by its key within the register. */
  one<N extends RegisterName>(register: N, key: string): Registers[N] | undefined {
    const row = this.#rows.get(register)?.get(key) as Registers[N] | Unopened<Registers[N]> | undefined
    return row === undefined ? undefined : opened(row)
  }

  /** The person, once registered (a newborn: once certified). */
  get person(): Registers['person'] | undefined {
    return this.one('person', 'self')
  }

  /** What the head of the file says of the person. */
  get head(): HeadOnly {
    const { person } = this
    if (!person) return this.#head
    const { death, merged } = person
    const { moved, rests } = this.#head
    return {
      ...(death ? { died: death.date } : {}),
      ...(merged ? { into: merged.into } : {}),
      ...(moved ? { moved } : {}),
      ...(rests ? { rests } : {}),
    }
  }

  /** The registered day of death, if there is one. */
  get died(): Day | undefined {
    return this.head.died
  }

  /** The file that this one was merged into, if it was: this one is an archive since. */
  get into(): Pid | undefined {
    return this.head.into
  }

  /** The file with these changes laid over it; the version stays that of what was read. */
  with(changes: readonly Change[]): PersonFile {
    if (changes.length === 0) return this
    const rows = new Map(this.#rows)
    const recalled = new Map(this.#recalled)
    const rests = { ...this.#head.rests }
    const touched = new Set<RegisterName>()
    for (const change of changes) {
      const { register, key, row } = change
      if (!touched.has(register)) {
        rows.set(register, new Map(rows.get(register)))
        touched.add(register)
      }
      const register_ = rows.get(register) as Map<string, unknown>
      const atRest = 'rests' in change && change.rests !== undefined
      if (row === undefined || atRest) register_.delete(key)
      else register_.set(key, row)
      const moved = Number(atRest) - Number(recalled.delete(idOf(change)))
      if (moved !== 0) rests[register] = (rests[register] ?? 0) + moved
    }
    const head = Object.values(rests).some((count) => count > 0) ? { ...this.#head, rests } : withoutRests(this.#head)
    return new PersonFile(this, rows, head, recalled)
  }

  /** The file with rows that lie at rest laid into it, as they lie there. A row that is here already stays as it is. */
  recalling(found: readonly AtRest[]): PersonFile {
    const fresh = found.filter(({ register, key }) => !this.#rows.get(register)?.has(key))
    if (fresh.length === 0) return this
    const rows = new Map(this.#rows)
    for (const register of new Set(fresh.map((one) => one.register))) rows.set(register, new Map(rows.get(register)))
    for (const { register, key, row } of fresh) (rows.get(register) as Map<string, unknown>).set(key, row)
    const recalled = new Map([...this.#recalled, ...fresh.map((one) => [idOf(one), one.rest] as const)])
    return new PersonFile(this, rows, this.#head, recalled)
  }
}

/** A row as it lies at rest. */
export interface AtRest {
  register: RegisterName
  key: string
  row: unknown
  rest: Rest
}

const withoutRests = ({ rests: _rests, ...head }: HeadOnly): HeadOnly => head

/** Whether an identity number (keyed hash) leads to this person, as their register says. */
export const answersTo = (person: Person | undefined, hash: NumberHash): boolean =>
  person?.cert_hash === hash || person?.also?.includes(hash) === true
