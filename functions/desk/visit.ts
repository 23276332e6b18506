/**
 * Reads VISIT as `events/subjects/visit.ts` has it, without the schema library: that alone would make a fifth of this function's
 * code, and its start at a desk is waited for. A test holds the two against each other, answers and messages.
 */
import type * as z from 'zod'
import type { visit } from '../../events/subjects/visit.ts'
import { type Instant, parseInstant } from '../../shared/calendar/index.ts'
import { type Admdvs, medTypePattern, medTypeRule, parseAdmdvs, poolingAreaOf } from '../../shared/codes/index.ts'
import { certnoFaultText, readCertno } from '../../shared/identity/certno.ts'

/** VISIT, read and checked. */
export type VisitAsked = z.output<typeof visit>

/** A field that is missing or written wrong, and what would be right, in Chinese. */
export interface FieldFault {
  field: string
  message: string
}

/** A visit, or everything that is wrong with what was sent. */
export type VisitRead = { ok: true; visit: VisitAsked } | { ok: false; errors: FieldFault[] }

/** How a field is written: what to say if it is not, and its value if it is. */
interface Field {
  label: string
  rule: string
  optional?: true
  read(given: unknown): unknown
}

const text = (pattern: RegExp) => (given: unknown) =>
  typeof given === 'string' && pattern.test(given) ? given : undefined
const anyNumber = { rule: '应为 1 至 64 个字符，中间没有空格', read: text(/^[^\s\p{Cc}\p{Cs}]{1,64}$/u) }
const flag = { rule: '应为 true 或 false', read: (given: unknown) => (typeof given === 'boolean' ? given : undefined) }
const area = { rule: '应为六位行政区划代码，如 130100', read: areaIn }

function areaIn(given: unknown): Admdvs | undefined {
  const code = parseAdmdvs(given)
  return code && poolingAreaOf(code)
}

function institutionIn(given: unknown): string | undefined {
  const code = text(/^[A-Za-z]\d{6}\w{0,24}$/)(given)
  return code !== undefined && parseAdmdvs(code.slice(1, 7)) ? code : undefined
}

function timeIn(given: unknown): Instant | undefined {
  const at = parseInstant(given)
  // The years that `inOurTime` of events/fields.ts lets in.
  return at !== undefined && at >= '1900' && at < '3000' ? at : undefined
}

const fields: Readonly<Record<string, Field>> = {
  mdtrt_id: { label: '就诊编号', ...anyNumber },
  fixmedins_code: {
    label: '定点医药机构编号',
    rule: '应为一个字母加六位行政区划代码再加序号，如 H13010200001',
    read: institutionIn,
  },
  mdtrtarea_admvs: { label: '就医地', ...area },
  psn_no: { label: '人员编号', ...anyNumber, optional: true },
  psn_cert_type: {
    label: '证件类型',
    rule: '应为 01 至 15、90 或 99',
    read: text(/^(0[1-9]|1[0-5]|90|99)$/),
    optional: true,
  },
  certno: {
    label: '证件号码',
    rule: anyNumber.rule,
    read: (given) => anyNumber.read(given)?.toUpperCase(),
    optional: true,
  },
  insuplc_admdvs: { label: '参保地', ...area, optional: true },
  med_type: { label: '医疗类别', rule: medTypeRule, read: text(medTypePattern) },
  begntime: { label: '就诊开始时间', rule: '应为带时区的时间，如 2026-03-10T08:15:00+08:00', read: timeIn },
  emergency: { label: '是否急诊', ...flag, optional: true },
  cross_region_enabled: { label: '机构是否开通异地直接结算', ...flag },
  acct_only: { label: '是否只用个人账户', ...flag, optional: true },
}
const fieldList = Object.entries(fields)

/** Reads the body of a question. Null and empty text are read as not given, as in every message of a partner. */
export function readVisit(body: unknown): VisitRead {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { ok: false, errors: [{ field: 'body', message: '应为一个 JSON 对象' }] }
  }
  const visit: Record<string, unknown> = {}
  const errors: FieldFault[] = []
  for (const [name, field] of fieldList) {
    const written = (body as Record<string, unknown>)[name]
    const given = written === null || written === '' ? undefined : written
    if (given === undefined) {
      if (!field.optional) errors.push({ field: name, message: `缺少${field.label}` })
      continue
    }
    const value = field.read(given)
    if (value === undefined) errors.push({ field: name, message: `${field.label}${field.rule}` })
    else visit[name] = value
  }
  if (errors.length === 0) errors.push(...personFaults(visit))
  return errors.length > 0 ? { ok: false, errors } : { ok: true, visit: visit as unknown as VisitAsked }
}

/** A person must be named; an identity card's number is checked by GB 11643. */
function personFaults(visit: Record<string, unknown>): FieldFault[] {
  const { psn_no, psn_cert_type, certno } = visit
  if (certno === undefined) {
    return psn_no === undefined ? [{ field: 'psn_no', message: '人员编号、证件号码至少应有一个' }] : []
  }
  const read = readCertno(certno as string, psn_cert_type as string | undefined)
  if (!read.ok) return [{ field: 'certno', message: certnoFaultText[read.reason] }]
  visit.certno = read.certno
  return []
}
