import { type Day, parseDay } from '../calendar/index.ts'
import { type Admdvs, NATION, parseAdmdvs, poolingAreaOf } from '../codes/index.ts'
import { schemas } from '../schemas.ts'
import type { AnyParameter, PolicyRow } from './parameter.ts'

/** What is wrong with one field of an amendment, in Chinese. */
export type FieldFault = { readonly field: string; readonly message: string }

/** The row as it will be kept, or what is wrong. */
export type Amended =
  | { readonly ok: true; readonly row: PolicyRow }
  | { readonly ok: false; readonly errors: readonly FieldFault[] }

/** An amendment as it comes in, unchecked (`PUT /v1/policies/{name}`). */
export type AmendmentInput = {
  readonly admdvs: unknown
  readonly from?: unknown
  readonly value: unknown
  readonly source: unknown
}

/** A row as an operator sends it. */
export interface SetRow {
  readonly name: string
  readonly admdvs: string
  readonly from?: string
  readonly value: unknown
  readonly source: string
}

/** Checks a new or changed row of a parameter. A county's code means its pooling area, as everywhere. */
export function amend(parameter: AnyParameter, input: AmendmentInput): Amended {
  const { source } = input
  const admdvs = readArea(input.admdvs)
  const from = input.from === undefined ? undefined : parseDay(input.from)
  const value = parameter.value(schemas).safeParse(input.value)
  const errors: FieldFault[] = [...dateFaults(parameter, input.from)]
  if (value.success && from && errors.length === 0) errors.push(...misfits(parameter, value.data, from))
  if (!admdvs) errors.push({ field: 'admdvs', message: '应为六位区划代码：全国 000000、省或统筹区' })
  if (!value.success) errors.push(...valueFaults(parameter, value.error.issues))
  if (typeof source !== 'string' || source.trim() === '') errors.push({ field: 'source', message: '请写明政策依据' })
  if (errors.length > 0 || !admdvs || !value.success) return { ok: false, errors }
  const { name } = parameter
  return {
    ok: true,
    row: { name, admdvs, ...(from && { from }), value: value.data, standing: 'set', source: String(source).trim() },
  }
}

function readArea(code: unknown): Admdvs | undefined {
  if (code === NATION) return NATION
  const area = parseAdmdvs(code)
  return area && poolingAreaOf(area)
}

function dateFaults({ byYear }: AnyParameter, from: unknown): FieldFault[] {
  if (from === undefined) return byYear ? [{ field: 'from', message: '按年度的参数要写明年度，如 2027-01-01' }] : []
  const date = parseDay(from)
  if (!date) return [{ field: 'from', message: '应为存在的日期，如 2027-01-01' }]
  if (byYear && !date.endsWith('-01-01'))
    return [{ field: 'from', message: '按年度的参数从该年1月1日起，如 2027-01-01' }]
  return []
}

const fieldOf = ({ path }: { readonly path: readonly PropertyKey[] }) => ['value', ...path.map(String)].join('.')

const misfits = (parameter: AnyParameter, value: unknown, from: Day): FieldFault[] =>
  (parameter.misfits?.(value, from) ?? []).map((one) => ({ field: fieldOf(one), message: one.message }))

/** The schema says where a value is wrong; what would be right is said once, in the operator's words. */
function valueFaults(
  parameter: AnyParameter,
  issues: readonly { readonly path: readonly PropertyKey[] }[],
): FieldFault[] {
  const fields = new Set(issues.map(fieldOf))
  return [...fields].map((field) => ({ field, message: `应为${parameter.expects}` }))
}
