/**
 * Figures of what somebody holds of a province: counts, sums and hashes by register and area, to be held against those of
 * another system (decision 0075 says how a core system makes them). Both sides are told of the same thing: a person's file.
 */
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { monthsBetween } from '../../shared/calendar/index.ts'
import { NATION, PsnType } from '../../shared/codes/index.ts'
import { fen, formatYuan } from '../../shared/money/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { monthsIn, runsOf } from '../../shared/registers/months.ts'
import { periodsOf } from '../../shared/registers/relation.ts'
import { say } from '../cli/support/language.ts'
import { type LoadRegister, registerNames } from './files/registers.ts'

/** A figure: how many there are, what they sum to in yuan, and a hash of all rows, whatever their order. */
export const figureSchema = z.strictObject({
  register: z.enum(registerNames),
  /** Of persons `000000`; of filings the place they are for. */
  insu_admdvs: z.string(),
  /** Rows; of months the months. */
  count: z.int(),
  /** Of months what was paid, of accounts the balances. */
  sum: z.string().exactOptional(),
  hash: z.string().regex(/^\d+$/),
})
/** One of them. */
export type Figure = z.output<typeof figureSchema>

/** The hashes of one person's rows, by register. */
export const personHashes = z.strictObject({
  psn_no: z.string(),
  hashes: z.partialRecord(z.enum(registerNames), z.string().regex(/^\d+$/)),
})
/** One of them. */
export type PersonHashes = z.output<typeof personHashes>

/** A row as figures see it. */
interface Told {
  readonly register: LoadRegister
  readonly area: string
  readonly said: readonly (string | undefined)[]
  readonly count?: number
  /** In fen. */
  readonly sum?: number
}

/** Hexadecimal digits of the hash of a row: they sum to a number that any database holds exactly. */
const digits = 12

const hashOf = ({ said }: Told) =>
  BigInt(
    `0x${createHash('sha256')
      .update(said.map((one) => one ?? '').join('|'))
      .digest('hex')
      .slice(0, digits)}`,
  )

/** Figures as they are added up. */
export class Figures {
  readonly #sums = new Map<string, { count: number; sum: bigint | undefined; hash: bigint }>()

  /** Adds what is held of a person; answers the person's own hashes. */
  add(file: PersonFile): PersonHashes {
    const own = new Map<LoadRegister, bigint>()
    for (const row of rowsOf(file)) {
      const hash = hashOf(row)
      own.set(row.register, (own.get(row.register) ?? 0n) + hash)
      this.#add(row, hash)
    }
    const hashes = Object.fromEntries([...own].map(([register, hash]) => [register, String(hash)]))
    return { psn_no: file.person?.psn_no ?? '', hashes }
  }

  #add({ register, area, count = 1, sum }: Told, hash: bigint): void {
    const key = `${register}#${area}`
    const held = this.#sums.get(key) ?? { count: 0, sum: sum === undefined ? undefined : 0n, hash: 0n }
    const total = held.sum === undefined ? undefined : held.sum + BigInt(sum ?? 0)
    this.#sums.set(key, { count: held.count + count, sum: total, hash: held.hash + hash })
  }

  /** All of them, by register and area. */
  get all(): Figure[] {
    return [...this.#sums]
      .map(([key, { count, sum, hash }]) => {
        const [register, insu_admdvs = ''] = key.split('#') as [LoadRegister, string?]
        return { register, insu_admdvs, count, ...(sum === undefined ? {} : { sum: yuanOf(sum) }), hash: String(hash) }
      })
      .sort((a, b) => order(a).localeCompare(order(b)))
  }
}

const order = ({ register, insu_admdvs }: Figure) => `${registerNames.indexOf(register)}#${insu_admdvs}`

/** A province's sums are larger than any sum of one person. */
const yuanOf = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`

const money = (amount: number) => formatYuan(fen(amount))

/** What is held of a person, row by row, in the words and the order that decision 0075 gives. */
function rowsOf(file: PersonFile): Told[] {
  const { person } = file
  if (!person) return []
  const { psn_no, gend, brdy } = person
  const { psn_cert_type, certno, psn_name } = person.private
  return [
    { register: 'persons', area: NATION, said: [psn_no, psn_cert_type, certno, psn_name, gend, brdy] },
    ...relationRows(file, psn_no),
    ...monthRows(file, psn_no),
    ...file.all('account').map(({ insu_admdvs, balance }): Told => {
      return { register: 'accounts', area: insu_admdvs, said: [psn_no, insu_admdvs, money(balance)], sum: balance }
    }),
    ...file.all('entitlement').map(({ insu_admdvs, insutype, kind, from, to }): Told => {
      return { register: 'entitlements', area: insu_admdvs, said: [psn_no, insu_admdvs, insutype, kind, from, to] }
    }),
    ...file.all('filing').map(({ to_admdvs, kind, from, to }): Told => {
      return { register: 'filings', area: to_admdvs, said: [psn_no, to_admdvs, kind, from, to] }
    }),
  ]
}

function relationRows(file: PersonFile, psn_no: string): Told[] {
  return file.all('relation').flatMap((relation) => {
    const { insu_admdvs: area, insutype, types } = relation
    const periods = periodsOf(relation).map(({ from, to, facts }): Told => {
      const psn_type = facts[0]?.psn_type
      return { register: 'relations', area, said: [psn_no, area, insutype, psn_type, from, to] }
    })
    const retired = types
      .filter(({ psn_type }) => psn_type === PsnType.retired)
      .map(({ from }): Told => ({ register: 'retirees', area, said: [psn_no, area, from] }))
    return [...periods, ...retired]
  })
}

/** The longest runs of months for which the same was paid, whatever the files cut them into. */
function monthRows(file: PersonFile, psn_no: string): Told[] {
  return file.all('months').flatMap((row) => {
    const { insu_admdvs: area, insutype } = row
    return runsOf(monthsIn(row)).map(({ from, to, base, amt_psn, amt_emp }): Told => {
      const count = monthsBetween(from, to) + 1
      const said = [psn_no, area, insutype, from, to, money(base), money(amt_psn), money(amt_emp)]
      return { register: 'months', area, said, count, sum: count * (amt_psn + amt_emp) }
    })
  })
}

/** What differs between the figures of two sides, a line each; nothing if they are the same. */
export function differences(ours: readonly Figure[], theirs: readonly Figure[]): string[] {
  const [here, there] = [ours, theirs].map((all) => new Map(all.map((one) => [order(one), one]))) as [
    Map<string, Figure>,
    Map<string, Figure>,
  ]
  return [...new Set([...here.keys(), ...there.keys()])].sort().flatMap((key) => {
    const [own, other] = [here.get(key), there.get(key)]
    const { register, insu_admdvs } = (own ?? other) as Figure
    const where = `${register} ${insu_admdvs}`
    if (!own || !other) {
      const it = told(own ?? other)
      return [
        own
          ? say({ zh: `${where}：原系统没有，本系统 ${it}`, en: `${where}: the former system has none, ours ${it}` })
          : say({ zh: `${where}：本系统没有，原系统 ${it}`, en: `${where}: ours has none, the former system ${it}` }),
      ]
    }
    if (own.count !== other.count || !sameSum(own, other))
      return [
        say({
          zh: `${where}：本系统 ${told(own)}，原系统 ${told(other)}`,
          en: `${where}: ours ${told(own)}, the former system ${told(other)}`,
        }),
      ]
    return own.hash === other.hash
      ? []
      : [
          say({
            zh: `${where}：数目和金额相同，内容不同`,
            en: `${where}: number and sum are the same, the content differs`,
          }),
        ]
  })
}

/** Whoever tells no sum is asked for none. */
const sameSum = (a: Figure, b: Figure) => a.sum === undefined || b.sum === undefined || sumIn(a.sum) === sumIn(b.sum)
const sumIn = (text: string) => text.replace(/^0+(?=\d)/, '')

function told(figure: Figure | undefined): string {
  if (!figure) return ''
  const [count, sum] = [figure.count.toLocaleString('en-US'), figure.sum]
  return say({
    zh: `${count} 条${sum === undefined ? '' : `、${sum} 元`}`,
    en: `${count}${sum === undefined ? '' : `, ${sum} yuan`}`,
  })
}
