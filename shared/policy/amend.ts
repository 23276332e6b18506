import { parseDay } from '../calendar/index.ts'
import { type Admdvs, NATION, parseAdmdvs, poolingAreaOf } from '../codes/index.ts'
import { isPolicyName, type PolicyName, policyDefinitions } from './definitions.ts'
import { type PolicyRow, policyKey } from './rows.ts'

/** What is wrong with one field of an amendment, in Chinese. */
export type FieldFault = { readonly field: string; readonly message: string }

/** The row as it will be kept and all rows with it, or what is wrong. */
export type Amended =
  | { readonly ok: true; readonly row: PolicyRow; readonly rows: readonly PolicyRow[] }
  | { readonly ok: false; readonly errors: readonly FieldFault[] }

/** An amendment as it comes in, unchecked (`PUT /v1/policies/{name}`). */
export type AmendmentInput = {
  readonly name: unknown
  readonly admdvs: unknown
  readonly from?: unknown
  readonly value: unknown
  readonly source: unknown
}

/**
 * Checks a new or changed row and lays it over the rows there are: the same name, area and date is replaced. A county's
 * code means its pooling area, as everywhere.
 */
export function amend(rows: readonly PolicyRow[], input: AmendmentInput): Amended {
  const { name, source } = input
  if (typeof name !== 'string' || !isPolicyName(name)) {
    return { ok: false, errors: [{ field: 'name', message: '没有这个政策参数' }] }
  }
  const admdvs = readArea(input.admdvs)
  const from = input.from === undefined ? undefined : parseDay(input.from)
  const value = policyDefinitions[name].value.safeParse(input.value)
  const errors: FieldFault[] = [...dateFaults(name, input.from)]
  if (!admdvs) errors.push({ field: 'admdvs', message: '应为六位区划代码：全国 000000、省或统筹区' })
  if (!value.success) errors.push(...valueFaults(name, value.error.issues))
  if (typeof source !== 'string' || source.trim() === '') errors.push({ field: 'source', message: '请写明政策依据' })
  if (errors.length > 0 || !admdvs || !value.success) return { ok: false, errors }
  const row = {
    name,
    admdvs,
    ...(from && { from }),
    value: value.data,
    source: String(source).trim(),
  } as PolicyRow
  return { ok: true, row, rows: mergeRows(rows, [row]) }
}

/** Lays amendments over rows: of two with the same name, area and date the amendment holds, of two amendments the last. */
export function mergeRows(base: readonly PolicyRow[], amendments: readonly PolicyRow[]): readonly PolicyRow[] {
  const byKey = new Map(base.map((row) => [policyKey(row), row]))
  for (const row of amendments) byKey.set(policyKey(row), row)
  return [...byKey.values()]
}

function readArea(code: unknown): Admdvs | undefined {
  if (code === NATION) return NATION
  const area = parseAdmdvs(code)
  return area && poolingAreaOf(area)
}

function dateFaults(name: PolicyName, from: unknown): FieldFault[] {
  const { byYear } = policyDefinitions[name]
  if (from === undefined) return byYear ? [{ field: 'from', message: '按年度的参数要写明年度，如 2027-01-01' }] : []
  const date = parseDay(from)
  if (!date) return [{ field: 'from', message: '应为存在的日期，如 2027-01-01' }]
  if (byYear && !date.endsWith('-01-01'))
    return [{ field: 'from', message: '按年度的参数从该年1月1日起，如 2027-01-01' }]
  return []
}

/** The schema says where a value is wrong; what would be right is said once, in the operator's words. */
function valueFaults(name: PolicyName, issues: readonly { readonly path: readonly PropertyKey[] }[]): FieldFault[] {
  const fields = new Set(issues.map(({ path }) => ['value', ...path.map(String)].join('.')))
  return [...fields].map((field) => ({ field, message: `应为${policyDefinitions[name].expects}` }))
}
