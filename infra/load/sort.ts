/** The first half of a load: every line of every file is judged by itself, and goes to the partition of its person. */
import { errorsOf, withoutBlanks } from '../../events/parse.ts'
import { type Keys, numberHashOf, type Pid, pidOf } from '../../shared/identity/index.ts'
import { Misuse } from '../cli/support/operator.ts'
import { type Finding, say } from './history.ts'
import { linesOf } from './lines.ts'
import { Partitions, partOf } from './partitions.ts'
import { type LoadRegister, type RowOf, registerNames, registerOf, registers } from './registers.ts'
import type { Findings, Plan, Work } from './work.ts'

/** A row in its partition; without `d` it was refused, and its person is not loaded. */
export interface Sorted {
  /** Whose row it is. */
  readonly n: string
  readonly r?: LoadRegister
  readonly f?: number
  readonly l?: number
  readonly d?: RowOf<LoadRegister>
}

/** Who is registered with an identity number. */
interface Numbered {
  readonly h: string
  readonly n: string
  readonly f: number
  readonly l: number
}

/** What reading the files came to. */
export interface SortedFiles {
  /** Lines of each register. */
  readonly lines: Readonly<Record<string, number>>
  /** Of them so many are none. */
  readonly rejected: number
}

/** The file of the work directory that names them. */
export const sortedRejects = 'rejects-sorted'

/** Persons by their partitions. */
export const personsIn = ({ dir, parts, keys }: Work) => new Partitions<Sorted>(dir, 'persons', parts, keys)

/** Hears how far it has come: bytes of files read, and lines. */
export type Told = (bytes: number, lines: number) => void

/** Reads all files of a plan. What was read before it was broken off is read anew. */
export async function sortFiles(plan: Plan, work: Work, keys: Keys, told: Told): Promise<SortedFiles> {
  work.clear()
  const persons = personsIn(work)
  const numbers = new Partitions<Numbered>(work.dir, 'numbers', work.parts, work.keys)
  const rejects = work.findings(sortedRejects)
  const sorter = new Sorter(keys, persons, numbers, rejects)
  let before = 0
  for (const [file, { path, bytes }] of plan.files.entries()) {
    const register = registerOf(path)
    if (!register) throw new Misuse(`${path}：文件名应以 ${registerNames.join('、')} 之一开头`)
    for await (const piece of linesOf(path)) {
      for (const { line, said } of piece.lines) sorter.take({ register, file, line }, said)
      told(before + piece.bytes, sorter.count)
    }
    before += bytes
  }
  numbers.flush()
  for (let part = 0; part < numbers.parts; part++) {
    sorter.takeTwice(numbers.read(part))
    numbers.remove(part)
  }
  persons.flush()
  rejects.flush()
  const sorted = { lines: sorter.lines, rejected: rejects.count }
  work.keep('sorted.json', sorted)
  work.setSorted()
  return sorted
}

class Sorter {
  readonly lines: Record<string, number> = {}
  count = 0
  readonly #keys: Keys
  readonly #persons: Partitions<Sorted>
  readonly #numbers: Partitions<Numbered>
  readonly #rejects: Findings
  #last: { psnNo: string; pid: Pid } | undefined

  constructor(keys: Keys, persons: Partitions<Sorted>, numbers: Partitions<Numbered>, rejects: Findings) {
    this.#keys = keys
    this.#rejects = rejects
    this.#persons = persons
    this.#numbers = numbers
  }

  take(place: Omit<Finding, 'reason'>, said: Record<string, unknown> | undefined): void {
    const { register, file, line } = place
    this.count += 1
    this.lines[register] = (this.lines[register] ?? 0) + 1
    if (said === undefined) {
      this.#rejects.add(say(place, '不是合格的一行'))
      return
    }
    const row = withoutBlanks(said)
    const read = registers[register].safeParse(row)
    if (!read.success) {
      const faults = errorsOf(read.error).map(({ field, message }) => `${field}：${message}`)
      this.#rejects.add(say(place, faults.join('；')))
      if (typeof row.psn_no === 'string') this.#keep({ n: row.psn_no })
      return
    }
    const data = read.data
    this.#keep({ n: data.psn_no, r: register, f: file, l: line, d: data })
    if (register !== 'persons') return
    const { certno, psn_cert_type } = data as RowOf<'persons'>
    const hash = numberHashOf(this.#keys, certno, psn_cert_type)
    this.#numbers.add(partOf(hash, this.#numbers.parts), { h: hash, n: data.psn_no, f: file, l: line })
  }

  /** Of persons with one identity number none is loaded: whose it is, nobody here can say. */
  takeTwice(numbers: readonly Numbered[]): void {
    for (const all of Map.groupBy(numbers, ({ h }) => h).values()) {
      if (new Set(all.map(({ n }) => n)).size < 2) continue
      for (const { n, f, l } of all) {
        const others = all.filter((one) => one.n !== n)
        const where = others.map((one) => `第 ${one.l} 行`).slice(0, 3)
        this.#rejects.add(say({ register: 'persons', file: f, line: l }, `证件号码和${where.join('、')}的人相同`))
        this.#keep({ n })
      }
    }
  }

  #keep(record: Sorted): void {
    // Rows of a person mostly stand together.
    if (this.#last?.psnNo !== record.n) this.#last = { psnNo: record.n, pid: pidOf(this.#keys, record.n) }
    this.#persons.add(partOf(this.#last.pid, this.#persons.parts), record)
  }
}
