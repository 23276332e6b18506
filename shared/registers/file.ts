/**
 * The person's file (档案): everything held on one person, as one value. It is read with one Query and changed under
 * one version; in between it is immutable, and changes are laid over it. What can change no more lies at rest beside it
 * (rest.ts), and is laid into it when somebody asks for it.
 */

import type { Day } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { NumberHash } from '../identity/index.ts'
import type { Pid, Ref } from './ids.ts'
import { type CoveredRegister, type Covers, coverOf } from './rows/covers.ts'
import { Register } from './rows/register.ts'
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

/** A register of which nothing is stored. */
const none = new Register()

/** An object and no map: one is made with every change, and objects of one shape are copied at once. */
type RegistersOf = { readonly [N in RegisterName]?: Register<Registers[N]> }

type CoverMap<N extends CoveredRegister> = ReadonlyMap<string, Covers[N]>
const allCovers = <T>(covers: T): T => covers

/** What the head of a file says of the person, for who reads no more than the head. */
export interface HeadOnly {
  died?: Day
  /** The file that this one was merged into. */
  into?: Pid
  /** The hour of business time in which money last moved (`2026-03-02T09`): the list of who moved any stands by it. */
  moved?: string
  /** The pooling areas in whose index of people the person stands (shared/table/people.ts). */
  listed?: readonly Admdvs[]
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
  readonly #registers: RegistersOf
  readonly #head: HeadOnly
  readonly #recalled: Recalled
  readonly #reckoned = new Map<unknown, unknown>()

  private constructor(
    { pid, version, again }: Pick<PersonFile, 'pid' | 'version' | 'again'>,
    registers: RegistersOf,
    head: HeadOnly,
    recalled: Recalled = new Map(),
  ) {
    this.pid = pid
    this.version = version
    this.again = again
    this.#registers = registers
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
    return new PersonFile({ pid, version, again }, {}, only).with(stored)
  }

  /** All rows of a register, in the order of their keys. */
  all<N extends RegisterName>(register: N): Registers[N][] {
    return this.#registers[register]?.all.slice() ?? []
  }

  /**
   * What `make` makes of all rows of a register, made once for as long as none of them changes, whatever else does: who
   * asks for each of a thousand rows must not go through all of them each time.
   */
  derived<N extends RegisterName, T>(register: N, make: (rows: readonly Registers[N][]) => T): T {
    const rows = this.#registers[register]
    return rows ? rows.once(make, () => make(rows.all)) : make([])
  }

  /** The same of what stands on their covers; opens only the rows that were stored without one. */
  derivedUnopened<N extends CoveredRegister, T>(register: N, make: (covers: CoverMap<N>) => T): T {
    const rows = this.#registers[register]
    const of = coverOf[register] as (row: Registers[N]) => unknown
    return rows ? rows.once(make, () => make(rows.covers(of) as CoverMap<N>)) : make(new Map())
  }

  /** What stands on the rows of a register, by their keys; opens only those that were stored without a cover. */
  covers<N extends CoveredRegister>(register: N): CoverMap<N> {
    return this.derivedUnopened(register, allCovers<CoverMap<N>>)
  }

  /**
   * What `make` makes of the whole file, made once: a decision asks for some things a hundred times. The file with changes
   * laid over it is another.
   */
  reckoned<T>(make: (file: PersonFile) => T): T {
    if (!this.#reckoned.has(make)) this.#reckoned.set(make, make(this))
    return this.#reckoned.get(make) as T
  }

  /** The keys of the rows of a register that are others here than in `then`, an earlier state of this file; opens none. */
  changedSince(then: PersonFile, register: RegisterName): string[] {
    const [now, was] = [this, then].map((file) => file.#registers[register] ?? none) as [Register, Register]
    if (now === was) return []
    return [...new Set([...now.keys(), ...was.keys()])].filter((key) => !now.holdsAlike(key, was))
  }

  /** How many rows a register has, those that lie at rest left out; opens none. */
  count(register: RegisterName): number {
    return this.#registers[register]?.size ?? 0
  }

  /** How many rows of a register lie at rest and are not laid into this file. */
  countAtRest(register: RegisterName): number {
    if (this.#head.rests === undefined) return 0
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
    return this.#registers[register]?.one(key)
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
    const { moved, listed, rests } = this.#head
    return {
      ...(death ? { died: death.date } : {}),
      ...(merged ? { into: merged.into } : {}),
      ...(moved ? { moved } : {}),
      ...(listed ? { listed } : {}),
      ...(rests ? { rests } : {}),
    }
  }

  /** The registered day of death, if there is one. */
  get died(): Day | undefined {
    const { person } = this
    return person ? person.death?.date : this.#head.died
  }

  /** The file that this one was merged into, if it was: this one is an archive since. */
  get into(): Pid | undefined {
    const { person } = this
    return person ? person.merged?.into : this.#head.into
  }

  /** The file with these changes laid over it; the version stays that of what was read. */
  with(changes: readonly Change[]): PersonFile {
    if (changes.length === 0) return this
    const laid = changes.map((change) => (goesToRest(change) ? drop(change.register, change.key) : change))
    const isOfRest = this.#recalled.size > 0 || changes.some(goesToRest)
    const { head, recalled } = isOfRest ? this.#restsAfter(changes) : { head: this.#head, recalled: this.#recalled }
    return new PersonFile(this, this.#laying(laid), head, recalled)
  }

  #laying(rows: readonly { register: RegisterName; key: string; row: unknown }[]): RegistersOf {
    const registers: { [N in RegisterName]?: Register } = { ...this.#registers }
    for (const [register, some] of Map.groupBy(rows, (one) => one.register)) {
      registers[register] = (registers[register] ?? none).with(some)
    }
    return registers as RegistersOf
  }

  /** How many rows lie at rest after these changes, and which of them are laid into the file. */
  #restsAfter(changes: readonly Change[]): { head: HeadOnly; recalled: Recalled } {
    const recalled = new Map(this.#recalled)
    const rests = { ...this.#head.rests }
    for (const change of changes) {
      const moved = Number(goesToRest(change)) - Number(recalled.delete(idOf(change)))
      if (moved !== 0) rests[change.register] = (rests[change.register] ?? 0) + moved
    }
    const some = Object.values(rests).some((count) => count > 0)
    return { head: some ? { ...this.#head, rests } : withoutRests(this.#head), recalled }
  }

  /** The file with rows that lie at rest laid into it, as they lie there. A row that is here already stays as it is. */
  recalling(found: readonly AtRest[]): PersonFile {
    const fresh = found.filter(({ register, key }) => !this.#registers[register]?.has(key))
    if (fresh.length === 0) return this
    const recalled = new Map([...this.#recalled, ...fresh.map((one) => [idOf(one), one.rest] as const)])
    return new PersonFile(this, this.#laying(fresh), this.#head, recalled)
  }
}

/** A row as it lies at rest. */
export interface AtRest {
  register: RegisterName
  key: string
  row: unknown
  rest: Rest
}

const goesToRest = (change: Change): boolean => 'rests' in change && change.rests !== undefined

const withoutRests = ({ rests: _rests, ...head }: HeadOnly): HeadOnly => head

/** Whether an identity number (keyed hash) leads to this person, as their register says. */
export const answersTo = (person: Person | undefined, hash: NumberHash): boolean =>
  person?.cert_hash === hash || person?.also?.includes(hash) === true

/** Whether a key of a person leads to this file: it is its own, or that of a number that was merged into it. */
export const leadsTo = (file: PersonFile, pid: Pid): boolean =>
  pid === file.pid || file.one('joined', pid) !== undefined
