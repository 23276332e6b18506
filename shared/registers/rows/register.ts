/** The rows of one register of a file in one state. They never change: what is made of them is made once. */

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

/** A row as a register holds it. */
type Held<Row> = Row | Unopened<Row>

const opened = <Row>(row: Held<Row>): Row => (row instanceof Unopened ? row.row : row)

/** Rows by key, some of them unopened. */
export class Register<Row = unknown> {
  readonly #rows: ReadonlyMap<string, Held<Row>>
  #all: readonly Row[] | undefined
  #made: Map<unknown, unknown> | undefined

  constructor(rows: ReadonlyMap<string, Held<Row>> = new Map()) {
    this.#rows = rows
  }

  /** How many rows there are; opens none. */
  get size(): number {
    return this.#rows.size
  }

  /** The keys of the rows; opens none. */
  keys(): Iterable<string> {
    return this.#rows.keys()
  }

  /** Whether there is a row under a key; opens none. */
  has(key: string): boolean {
    return this.#rows.has(key)
  }

  /** A row by its key. */
  one(key: string): Row | undefined {
    const row = this.#rows.get(key)
    return row === undefined ? undefined : opened(row)
  }

  /** Whether the very row stands under a key in both; opens none. */
  holdsAlike(key: string, other: Register): boolean {
    return this.#rows.get(key) === other.#rows.get(key)
  }

  /** All rows in the order of their keys. */
  get all(): readonly Row[] {
    this.#all ??= [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => opened(row))
    return this.#all
  }

  /** What stands on the rows; opens only those that were stored without a cover. */
  covers(of: (row: Row) => unknown): Map<string, unknown> {
    return new Map([...this.#rows].map(([key, row]) => [key, row instanceof Unopened ? row.cover(of) : of(row)]))
  }

  /** What `make` makes, made once under this name. */
  once<T>(name: unknown, make: () => T): T {
    this.#made ??= new Map()
    if (!this.#made.has(name)) this.#made.set(name, make())
    return this.#made.get(name) as T
  }

  /** The register with these rows laid into it; taken out of it where there is none. */
  with(laid: readonly { key: string; row: Held<Row> | undefined }[]): Register<Row> {
    const rows = new Map(this.#rows)
    for (const { key, row } of laid) {
      if (row === undefined) rows.delete(key)
      else rows.set(key, row)
    }
    return new Register(rows)
  }
}
