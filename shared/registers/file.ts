/**
 * The person's file (档案): everything held on one person, as one value. It is read with one Query and changed under
 * one version; in between it is immutable, and changes are laid over it.
 */
import type { Day } from '../calendar/index.ts'
import type { Pid } from './ids.ts'
import { type CoveredRegister, type Covers, coverOf } from './rows/covers.ts'
import { keyOf, type RegisterName, type Registers } from './rows.ts'

/** A change of one row: the row as it will be, or its removal. */
export type Change = { [N in RegisterName]: PutRow<N> | DropRow<N> }[RegisterName]
interface PutRow<N extends RegisterName> {
  register: N
  key: string
  row: Registers[N]
}
interface DropRow<N extends RegisterName> {
  register: N
  key: string
  row: undefined
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
}

/** A person's file at one version. Version 0: nothing is stored of this person yet. */
export class PersonFile {
  readonly pid: Pid
  readonly version: number
  /** The commit that stored the file left something to do: what waits may be a part of that. */
  readonly again: boolean
  readonly #rows: Rows
  readonly #head: HeadOnly

  private constructor(
    { pid, version, again }: Pick<PersonFile, 'pid' | 'version' | 'again'>,
    rows: Rows,
    head: HeadOnly,
  ) {
    this.pid = pid
    this.version = version
    this.again = again
    this.#rows = rows
    this.#head = head
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

  /** How many rows a register has; opens none. */
  count(register: RegisterName): number {
    return this.#rows.get(register)?.size ?? 0
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
    return { ...(death ? { died: death.date } : {}), ...(merged ? { into: merged.into } : {}) }
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
    const touched = new Set<RegisterName>()
    for (const { register, key, row } of changes) {
      if (!touched.has(register)) {
        rows.set(register, new Map(rows.get(register)))
        touched.add(register)
      }
      const register_ = rows.get(register) as Map<string, unknown>
      if (row === undefined) register_.delete(key)
      else register_.set(key, row)
    }
    return new PersonFile(this, rows, this.#head)
  }
}
