import type * as z from 'zod'
import { type Day, day, type Instant } from '../calendar/index.ts'
import type { Names } from '../codes/coded.ts'
import { type Admdvs, NATION, parseAdmdvs, poolingAreaOf, type ReleaseStanding, type Standing } from '../codes/index.ts'
import type { Schemas } from '../schemas.ts'

/** What of a value does not fit, and where in it. */
export interface Misfit {
  readonly path: readonly PropertyKey[]
  /** In Chinese. */
  readonly message: string
}

/** One dated value of a parameter. */
export interface PolicyRow<Value = unknown> {
  /** Name of the parameter. */
  readonly name: string
  /** Nation `000000`, a province `130000`, or a pooling area. */
  readonly admdvs: Admdvs
  /** The first date from which it holds; left out: from always. Of one by year: 1 January of that year. */
  readonly from?: Day
  readonly value: Value
  readonly standing: Standing
  /** Where the value comes from, in Chinese. */
  readonly source: string
  /** When it was set where no value had held; left out: there always was one. */
  readonly set_at?: Instant
}

/**
 * A dated parameter: what no source settles for good, declared once by whoever decides by it, with the rows that a
 * release brings. Operators' amendments are kept in the table and laid over these.
 */
export interface Parameter<Name extends string = string, Value = unknown> {
  readonly name: Name
  /** Chinese name, for operators. */
  readonly title: string
  /** What a value looks like, in words an operator can follow when one is refused. */
  readonly expects: string
  /** Of one whose values are words: what each is called, in Chinese. */
  readonly words?: Names
  /** True: a row holds for the year of its `from` alone, and a year without one is missing. */
  readonly byYear: boolean
  /** Where no row holds, what it decides does not apply, and nothing waits: a filing rule does not fit. */
  readonly optional: boolean
  /** The schema of its values. */
  value(zod: Schemas): z.ZodType<Value>
  /** Of one by year: what of a value, right by its schema, does not fit the year that begins with `from`. */
  misfits?(value: Value, from: Day): readonly Misfit[]
  readonly rows: readonly PolicyRow<Value>[]
}

/** A parameter whatever its value. */
export type AnyParameter = Parameter<string, unknown>

/** The value of a parameter, as JSON: money and ratios are strings, read them with `shared/money`. */
export type ValueOf<P extends AnyParameter> = P extends Parameter<string, infer Value> ? Value : never

/** A row as a declaration writes it; without `from` it holds from always. */
interface WrittenRow<Value> {
  admdvs: string
  from?: string
  value: Value
  standing: ReleaseStanding
  source: string
}

/**
 * Declares a parameter; `byYear` and `optional` are false unless said. The compiler checks the values of its rows, a test all the rest.
 * Throws a `RangeError` for a place or a date that does not exist.
 */
export function parameter<const Name extends string, Schema extends z.ZodType>(
  definition: Omit<Parameter<Name, z.output<Schema>>, 'byYear' | 'optional' | 'value' | 'rows'> & {
    byYear?: true
    optional?: true
    value: (zod: Schemas) => Schema
    rows: readonly WrittenRow<z.output<Schema>>[]
  },
): Parameter<Name, z.output<Schema>> {
  const { name, rows } = definition
  const written = rows.map(({ admdvs, from, ...row }): PolicyRow<z.output<Schema>> => {
    const area = admdvs === NATION ? NATION : parseAdmdvs(admdvs)
    if (!area) throw new RangeError(`not an area: ${admdvs}`)
    return { name, admdvs: area, ...(from === undefined ? {} : { from: day(from) }), ...row }
  })
  return { byYear: false, optional: false, ...definition, rows: written } as Parameter<Name, z.output<Schema>>
}

/** Parameters by their names. Throws if two bear the same name: a bug. */
export function parametersByName(all: Iterable<AnyParameter>): ReadonlyMap<string, AnyParameter> {
  const named = new Map<string, AnyParameter>()
  for (const one of all) {
    if ((named.get(one.name) ?? one) !== one) throw new Error(`parameters: two are named ${one.name}`)
    named.set(one.name, one)
  }
  return named
}

/** What makes a row the only one: name, area and first date. */
export function policyKey(row: Pick<PolicyRow, 'name' | 'admdvs' | 'from'>): string {
  return `${row.name}|${row.admdvs}|${row.from ?? ''}`
}

const ratio = (zod: Schemas) => zod.string().regex(/^(0\.\d{2,4}|1\.0{2,4})$/)

/** How values are written. */
export const values = {
  flag: (zod: Schemas) => zod.boolean(),
  months: (zod: Schemas) => zod.int().min(0).max(1200),
  days: (zod: Schemas) => zod.int().min(0).max(3650),
  count: (zod: Schemas) => zod.int().min(0).max(10_000),
  money: (zod: Schemas) => zod.string().regex(/^(?!0\d)\d{1,12}\.\d{2}$/),
  rate: (zod: Schemas) => zod.string().regex(/^[01]\.\d{4}$/),
  monthDay: (zod: Schemas) =>
    zod
      .string()
      .regex(
        /^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))$/,
      ),
  /** A part of a sum, of two to four decimals. */
  ratio,
  medType: (zod: Schemas) => zod.string().regex(/^\d{2,6}$/),
  /** A county's code means its pooling area, as everywhere. */
  area: (zod: Schemas) =>
    zod
      .string()
      .refine((text) => parseAdmdvs(text) !== undefined)
      .overwrite((text) => (parseAdmdvs(text) ? poolingAreaOf(text) : text)),
  byPerson: (zod: Schemas) => zod.strictObject({ in_service: ratio(zod), retired: ratio(zod), resident: ratio(zod) }),
}

/** What such values look like, for operators. */
export const expects = {
  flag: 'true 或 false',
  months: '整数（月）',
  days: '整数（天）',
  count: '整数',
  money: '金额，单位元，两位小数，如 "400.00"',
}
