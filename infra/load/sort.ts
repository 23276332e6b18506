/** The first half of a load: every line of every file is judged by itself, and goes to the partition of its person. */
import { errorsOf, withoutBlanks } from '../../events/parse.ts'
import { type Keys, numberHashOf, type Pid, pidOf } from '../../shared/identity/index.ts'
import { Misuse } from '../cli/support/command.ts'
import { say as inBoth } from '../cli/support/language.ts'
import { linesOf } from './files/lines.ts'
import { type LoadRegister, type RowOf, registerNames, registerOf, registers } from './files/registers.ts'
import { type Finding, say } from './history.ts'
import { Partitions, partOf } from './partitions.ts'
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
  /** Fields that no register has, as `register.field`: a slip in a header would else lose a column. */
  readonly unknown: readonly string[]
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
  const sorter = new Sorter({ keys, plan, persons, numbers, rejects })
  let before = 0
  for (const [file, { path, bytes }] of plan.files.entries()) {
    const register = registerOf(path)
    if (!register)
      throw new Misuse(
        inBoth({
          zh: `${path}：文件名应以 ${registerNames.join('、')} 之一开头`,
          en: `${path}: a file's name begins with one of ${registerNames.join(', ')}`,
        }),
      )
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
  const sorted = { lines: sorter.lines, unknown: [...sorter.unknown].sort(), rejected: rejects.count }
  work.keep('sorted.json', sorted)
  work.setSorted()
  return sorted
}

interface Sorting {
  readonly keys: Keys
  readonly plan: Pick<Plan, 'share'>
  readonly persons: Partitions<Sorted>
  readonly numbers: Partitions<Numbered>
  readonly rejects: Findings
}

class Sorter {
  readonly lines: Record<string, number> = {}
  readonly unknown = new Set<string>()
  count = 0
  readonly #to: Sorting
  #last: { psnNo: string; pid: Pid } | undefined

  constructor(to: Sorting) {
    this.#to = to
  }

  take(place: Omit<Finding, 'reason'>, said: Record<string, unknown> | undefined): void {
    const { register, file, line } = place
    this.count += 1
    const row = said && withoutBlanks(said)
    const psnNo = typeof row?.psn_no === 'string' ? row.psn_no : undefined
    const isOwn = this.#isOwn(psnNo)
    if (isOwn) this.lines[register] = (this.lines[register] ?? 0) + 1
    // Of persons of other shares it has to be known which numbers are theirs, and no more.
    else if (register !== 'persons') return
    for (const field in row) if (!(field in registers[register].shape)) this.unknown.add(`${register}.${field}`)
    const judged = judgedLine(register, row)
    if ('reason' in judged) {
      if (isOwn) this.#to.rejects.add(say(place, judged.reason))
      if (psnNo !== undefined) this.#keep({ n: psnNo })
      return
    }
    const { data } = judged
    this.#keep({ n: data.psn_no, r: register, f: file, l: line, d: data })
    if (register !== 'persons') return
    const { certno, psn_cert_type } = data as RowOf<'persons'>
    const { keys, numbers } = this.#to
    const hash = numberHashOf(keys, certno, psn_cert_type)
    numbers.add(partOf(hash, numbers.parts), { h: hash, n: data.psn_no, f: file, l: line })
  }

  /** Of persons with one identity number none is loaded: whose it is, nobody here can say. */
  takeTwice(numbers: readonly Numbered[]): void {
    for (const all of Map.groupBy(numbers, ({ h }) => h).values()) {
      if (new Set(all.map(({ n }) => n)).size < 2) continue
      for (const { n, f, l } of all.filter((one) => this.#isOwn(one.n))) {
        const others = all.filter((one) => one.n !== n)
        const where = others.map((one) => `第 ${one.l} 行`).slice(0, 3)
        this.#to.rejects.add(say({ register: 'persons', file: f, line: l }, `证件号码和${where.join('、')}的人相同`))
        this.#keep({ n })
      }
    }
  }

  /** What names nobody is the first share's to tell. */
  #isOwn(psnNo: string | undefined): boolean {
    const { share } = this.#to.plan
    if (!share) return true
    return (psnNo === undefined ? 0 : partOf(this.#pidOf(psnNo), share.of)) === share.own
  }

  #keep(record: Sorted): void {
    if (!this.#isOwn(record.n)) return
    this.#to.persons.add(partOf(this.#pidOf(record.n), this.#to.persons.parts), record)
  }

  /** Rows of a person mostly stand together. */
  #pidOf(psnNo: string): Pid {
    if (this.#last?.psnNo !== psnNo) this.#last = { psnNo, pid: pidOf(this.#to.keys, psnNo) }
    return this.#last.pid
  }
}

/** What a line says, or what is wrong with it. */
function judgedLine(register: LoadRegister, row: Record<string, unknown> | undefined) {
  if (row === undefined) return { reason: '不是合格的一行' }
  const read = registers[register].safeParse(row)
  if (read.success) return { data: read.data }
  return {
    reason: errorsOf(read.error)
      .map(({ field, message }) => `${field}：${message}`)
      .join('；'),
  }
}
