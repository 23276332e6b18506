/** What was loaded against what the core system says: figures by register and area, and who differs. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type * as z from 'zod'
import { type Keys, type Pid, pidOf } from '../../shared/identity/index.ts'
import { fileOf } from '../../shared/table/files.ts'
import { fileRange } from '../../shared/table/keys.ts'
import { type Item, lagging, type Table } from '../../shared/table/table.ts'
import { Misuse } from '../cli/support/command.ts'
import { say } from '../cli/support/language.ts'
import { type Figure, Figures, figureSchema, type PersonHashes, personHashes } from './figures.ts'
import type { LoadRegister } from './files/registers.ts'
import { Partitions, partOf } from './partitions.ts'

/** A person of whom the two sides do not say the same. */
export interface Differs {
  readonly psn_no: string
  /** Registers that differ. */
  readonly registers: readonly LoadRegister[]
  /** Only one side knows the person. */
  readonly missing?: 'here' | 'there'
}

const isOfFile = ({ pk, sk }: Item) => pk.startsWith('P#') && sk >= fileRange.from && sk <= fileRange.to

/** Files of persons who came with their history, page after page; a partition that goes on is read to its end. */
async function* loadedFiles(table: Table, keys: Keys) {
  let open: Item[] = []
  let cursor: string | undefined
  do {
    const page = await table.scan(cursor, lagging)
    cursor = page.cursor
    const last = cursor === undefined ? undefined : page.items.at(-1)?.pk
    const found = Map.groupBy([...open, ...page.items.filter(isOfFile)], ({ pk }) => pk)
    open = []
    for (const [pk, items] of found) {
      if (pk === last) open = items
      else {
        const file = fileOf(keys, pk.slice(2) as Pid, items)
        if (file.person?.history !== undefined) yield file
      }
    }
  } while (cursor !== undefined)
}

/** Reads the figures of a file; throws a {@link Misuse} if it holds something else. */
export async function figuresIn(path: string): Promise<Figure[]> {
  const all: Figure[] = []
  for await (const figure of rowsIn(path, figureSchema)) all.push(figure)
  return all
}

async function* rowsIn<Schema extends z.ZodType>(path: string, schema: Schema): AsyncGenerator<z.output<Schema>> {
  let line = 0
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    if (text.trim() === '') continue
    const read = schema.safeParse(jsonOf(text))
    if (!read.success)
      throw new Misuse(
        say({
          zh: `${path} 第 ${line} 行不是这里要的（npm run load -- --help）`,
          en: `${path}: line ${line} is not what is read here (npm run load -- --help)`,
        }),
      )
    yield read.data
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where the persons of both sides come together. */
export interface Together {
  readonly dir: string
  readonly parts: number
  /** Keys of this run. */
  readonly keys: Keys
}

/** Reads the table; `persons`: a list to find out who differs. */
export async function compareTable(
  { table, keys }: { table: Table; keys: Keys },
  persons: { readonly path: string; readonly together: Together } | undefined,
  differs: (one: Differs) => void,
): Promise<Figure[]> {
  const figures = new Figures()
  if (!persons) {
    for await (const file of loadedFiles(table, keys)) figures.add(file)
    return figures.all
  }
  const { dir, parts, keys: runKeys } = persons.together
  const [here, there] = ['here', 'there'].map((side) => new Partitions<PersonHashes>(dir, side, parts, runKeys)) as [
    Partitions<PersonHashes>,
    Partitions<PersonHashes>,
  ]
  const partFor = (psnNo: string) => partOf(pidOf(keys, psnNo), parts)
  for await (const file of loadedFiles(table, keys)) {
    const own = figures.add(file)
    here.add(partFor(own.psn_no), own)
  }
  for await (const one of rowsIn(persons.path, personHashes)) there.add(partFor(one.psn_no), one)
  for (const side of [here, there]) side.flush()
  for (let part = 0; part < parts; part++) {
    for (const one of differing(here.read(part), there.read(part))) differs(one)
  }
  return figures.all
}

function differing(here: readonly PersonHashes[], there: readonly PersonHashes[]): Differs[] {
  const theirs = new Map(there.map((one) => [one.psn_no, one.hashes]))
  const ours = here.flatMap(({ psn_no, hashes }): Differs[] => {
    const other = theirs.get(psn_no)
    theirs.delete(psn_no)
    if (!other) return [{ psn_no, registers: [], missing: 'there' }]
    const names = [...new Set([...Object.keys(hashes), ...Object.keys(other)])] as LoadRegister[]
    const registers = names.filter((register) => hashes[register] !== other[register])
    return registers.length > 0 ? [{ psn_no, registers }] : []
  })
  return [...ours, ...[...theirs.keys()].map((psn_no): Differs => ({ psn_no, registers: [], missing: 'here' }))]
}
