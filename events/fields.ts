/**
 * The words partners and we have in common: data elements of the platform's interface specification and how each is
 * written (contract.md, Conventions). A field reads what came over the wire and answers what the registers hold: areas
 * mapped to their pooling area, times in business time. Messages say in plain Chinese what is wrong, never the value.
 */
import * as z from 'zod'
import { type Day, type Instant, type Month, parseDay, parseInstant, parseMonth } from '../shared/calendar/index.ts'
import { type Names, named } from '../shared/codes/coded.ts'
import { parseCommunity } from '../shared/codes/communities.ts'
import {
  genderName,
  hospLvNames,
  insuStateName,
  medTypeNames,
  medTypePattern,
  medTypeRule,
  parseAdmdvs,
  parseInsutype,
  parsePsnType,
  poolingAreaOf,
  provinceArea,
  psnCertTypeName,
} from '../shared/codes/index.ts'
import { certnoFaultText, readCertno } from '../shared/identity/certno.ts'
import { parseYuan } from '../shared/money/index.ts'

/** The error of a field: that it is missing, or how it is written. */
function must(label: string, rule: string) {
  return { error: (issue: { input?: unknown }) => (issue.input === undefined ? `缺少${label}` : `${label}${rule}`) }
}

/** Text that a pattern describes. */
export function text(label: string, rule: string, pattern: RegExp) {
  return z
    .string(must(label, rule))
    .regex(pattern, must(label, rule))
    .meta({ description: `${label}，${rule}` })
}

/** Text that a reader turns into a value; undefined from the reader means that it is malformed. */
export function read<Value>(label: string, rule: string, reader: (text: string) => Value | undefined, schema = {}) {
  return z
    .string(must(label, rule))
    .transform((written, context) => {
      const value = reader(written)
      if (value !== undefined) return value
      context.issues.push({ code: 'custom', message: `${label}${rule}`, input: written })
      return z.NEVER
    })
    .meta({ description: `${label}，${rule}`, ...schema })
}

/** One of some codes or words. Those with names stand in `GET /v1/codes`, in the table of the field's name or of another. */
export function oneOf<const Code extends string>(label: string, codes: readonly Code[] | Names<Code>, table?: string) {
  const names = Array.isArray(codes) ? undefined : (codes as Names<Code>)
  const all = (names ? Object.keys(names) : codes) as readonly Code[]
  const rule = `应为 ${all.join('、')} 之一`
  const field = z.enum(all, must(label, rule)).meta({ description: `${label}，${rule}` })
  return names ? named(field, names, table) : field
}

/** Yes or no. */
export function flag(label: string) {
  return z.boolean(must(label, '应为 true 或 false')).meta({ description: label })
}

/** A whole number within limits, both included; a JSON number, not text. */
export function count(label: string, least: number, most: number) {
  const says = must(label, `应为 ${least} 至 ${most} 的整数`)
  return z.int(says).min(least, says).max(most, says).meta({ description: label })
}

/** The text without the blanks around it, if so many characters are left; letters beyond the basic plane count once. */
export function trimmed(written: string, most: number): string | undefined {
  const bare = written.replace(/^\p{Zs}+|\p{Zs}+$/gu, '')
  const length = bare.length > most ? [...bare].length : bare.length
  return length > 0 && length <= most ? bare : undefined
}

/** What no text of ours holds: control characters, line breaks of any kind, halves of letters. */
const UNWRITABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u

/** Free text of one line that is not blank and not longer than `most` characters; blanks around it are dropped. */
export function words(label: string, most = 500) {
  const reader = (written: string) => (UNWRITABLE.test(written) ? undefined : trimmed(written, most))
  return read(label, `应为 1 至 ${most} 个字，不含换行和控制字符`, reader)
}

/**
 * What a person's name is written with: letters, marks and numerals (〇 is one) of any script, blanks between, and the
 * dot, full stop, hyphen and apostrophe in whichever way they are typed (contract-operations.md §1).
 */
const NAME = /^[\p{L}\p{M}\p{N}\p{Zs}·•‧∙⋅・･.．\-‐‑–－'’‘＇]+$/u

/** The name of a person: 1 to 100 characters; blanks around it are dropped. */
function personName(label: string) {
  const reader = (written: string) => (NAME.test(written) ? trimmed(written, 100) : undefined)
  return read(label, '应为 1 至 100 个字，只用文字、间隔号（·）、点、连字符、撇号和空格', reader)
}

/** A number or name that somebody else gave out: 1 to 64 characters without blanks. */
export function number(label: string) {
  return text(label, '应为 1 至 64 个字符，中间没有空格', WITHOUT_BLANKS)
}

/** 1 to 64 characters, none of them a blank, a control character or half a letter. */
const WITHOUT_BLANKS = /^[^\s\p{Cc}\p{Cs}]{1,64}$/u

/**
 * The date, month or moment if it lies in the years 1900 to 2999: nobody insured was born before, and what is reckoned
 * on from it, months or years, never leaves the calendar. Years of four digits alone would let `0001` and `9999` in.
 */
function inOurTime<Value extends string>(value: Value | undefined): Value | undefined {
  return value !== undefined && value >= '1900' && value < '3000' ? value : undefined
}

/** A date `YYYY-MM-DD` that exists. */
export function day(label: string) {
  return read<Day>(label, '应为真实存在的日期，写作 YYYY-MM-DD', (written) => inOurTime(parseDay(written)), {
    format: 'date',
  })
}

/** A month `YYYYMM`. */
export function month(label: string) {
  return read<Month>(label, '应为月份，写作 YYYYMM', (written) => inOurTime(parseMonth(written)), {
    pattern: '^\\d{4}(0[1-9]|1[0-2])$',
  })
}

/**
 * A time, RFC 3339 with offset and nothing else: what decides which of two reports holds, or whether something lies
 * ahead, can't be left to a guess.
 */
export function time(label: string) {
  return read<Instant>(
    label,
    '应为带时区的时间，如 2026-03-10T08:15:00+08:00',
    (written) => inOurTime(parseInstant(written)),
    { format: 'date-time' },
  )
}

/** An amount in yuan with two decimals, zero or more, kept as text. */
export function amount(label: string) {
  return read(
    label,
    '应为两位小数的文本，不能为负，如 "2177.04"',
    (written) => (isAmount(written, 0) ? written : undefined),
    {
      pattern: '^\\d{1,10}\\.\\d{2}$',
    },
  )
}

/** An amount in yuan with two decimals above zero, kept as text. */
export function positiveAmount(label: string) {
  return read(
    label,
    '应为两位小数的文本，大于零，如 "2177.04"',
    (written) => (isAmount(written, 1) ? written : undefined),
    {
      pattern: '^\\d{1,10}\\.\\d{2}$',
    },
  )
}

/** Ten thousand million yuan. No sum of ours is as large, and sums of such, or times months, can still be held exactly. */
const FEN_BEYOND = 1e12

function isAmount(written: string, leastFen: number): boolean {
  const fen = parseYuan(written) ?? -1
  return fen >= leastFen && fen < FEN_BEYOND && !written.startsWith('-')
}

/** A place by its GB/T 2260 code; answers the pooling area it belongs to. */
export function area(label: string) {
  return read(
    label,
    '应为六位行政区划代码，如 130100',
    (written) => {
      const code = parseAdmdvs(written)
      return code && poolingAreaOf(code)
    },
    { pattern: '^\\d{6}$' },
  )
}

/** A community or village by its code of twelve digits; kept as written. */
export const community = read('村（社区）', '应为十二位统计用区划代码，如 130102001001', parseCommunity)

/** A province by its two digits, or by its code; kept as written. */
export const province = read(
  '省份',
  '应为省份代码，如 13 或 130000',
  (written) => (/^\d{2}(0000)?$/.test(written) && parseAdmdvs(provinceArea(written)) ? written : undefined),
  { pattern: '^\\d{2}(0000)?$' },
)

/** A calendar year. */
export const year = count('年度', 1950, 2999)

export const psnNo = number('人员编号')
export const psnName = personName('姓名')
export const empNo = number('单位编号')
export const empName = words('单位名称')
export const tel = text('联系电话', '应为 1 至 40 个字符', /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,40}$/u)
export const memo = words('说明')
export const reason = words('原因')
export const caseId = number('办件编号')
/** Any kind of insurance of the national table or of a place; bundles act on those of contract.md alone. */
export const insutype = read('险种类型', '应为三或四位数字的代码，如 310 职工、390 居民', parseInsutype, {
  pattern: '^\\d{3,4}$',
})
/** Answers the class: 1101 is in service (11). */
export const psnType = read('人员类别', '应为二至四位数字的代码，如 11 在职、1101 职工在职', parsePsnType, {
  pattern: '^\\d{2,4}$',
})
export const insuState = oneOf('参保状态', insuStateName)
export const gend = oneOf('性别', genderName)
export const medType = named(text('医疗类别', medTypeRule, medTypePattern), medTypeNames)
/** Any code of the national table, or one that a place has added. */
export const hospLv = named(text('医院等级', '应为一至六位数字的代码，如 02 三级甲等', /^\d{1,6}$/), hospLvNames)
export const insuArea = area('参保地')

/** A birth certificate: one letter and nine digits; the letter is answered as a capital. */
export const birthCertNo = read(
  '出生医学证明编号',
  '应为一个字母加九位数字',
  (written) => (/^[A-Za-z]\d{9}$/.test(written) ? written.toUpperCase() : undefined),
  { pattern: '^[A-Za-z]\\d{9}$' },
)

/** An institution; its code carries its place in characters 2–7. */
export const fixmedinsCode = read(
  '定点医药机构编号',
  '应为一个字母加六位行政区划代码再加序号，如 H13010200001',
  (written) => (/^[A-Za-z]\d{6}\w{0,24}$/.test(written) && parseAdmdvs(written.slice(1, 7)) ? written : undefined),
  { pattern: '^[A-Za-z]\\d{6}\\w{0,24}$' },
)

/** A bank account's number; the blanks it is often written with are dropped. */
export const acctNo = read('银行账号', '应为 1 至 64 个字符', (written) => {
  const bare = written.replace(/\s/g, '')
  return WITHOUT_BLANKS.test(bare) ? bare : undefined
})

/** Where money is paid to. */
const accountOf = <Name extends z.ZodType>(acct_name: Name) =>
  z
    .object({ bank_code: number('银行代码'), acct_no: acctNo, acct_name }, must('银行账户', '应为一个对象'))
    .meta({ description: '银行账户' })

/** The bank account of a person. */
export const bankAccount = accountOf(personName('账户名称'))

/** The bank account of a person or a firm; the names of firms hold brackets and whatever else they like. */
export const anyBankAccount = accountOf(words('账户名称', 100))

/** A resident identity number, checked by GB 11643; answered as 18 characters with a capital X. */
export const residentNo = z
  .string(must('身份证号码', '应为文本'))
  .check((context) => {
    const read = readCertno(context.value)
    if (read.ok) context.value = read.certno
    else refuse(context, certnoFaultText[read.reason])
  })
  .meta({ description: '身份证号码，18 位（老的 15 位也可），按 GB 11643 校验', pattern: '^(\\d{15}|\\d{17}[0-9Xx])$' })

/** Kind of identity document; `01` is the resident identity card. */
export const certType = named(text('证件类型', '应为 01 至 15、90 或 99', /^(0[1-9]|1[0-5]|90|99)$/), psnCertTypeName)

/** The number of an identity document of any kind; what it must look like, {@link certnoFits} says. */
export const certno = text('证件号码', '应为 1 至 64 个字符，中间没有空格', WITHOUT_BLANKS).toUpperCase()

/** A person by either number; with {@link isNamed}, for one of them at least. */
export const who = {
  psn_no: psnNo.exactOptional(),
  psn_cert_type: certType.exactOptional(),
  certno: certno.exactOptional(),
}
/** Whether either number is there. */
export const isNamed = ({ psn_no, certno }: { psn_no?: string; certno?: string }): boolean =>
  psn_no !== undefined || certno !== undefined
/** What to say where neither is. */
export const unnamed = { path: ['psn_no'], error: '人员编号、证件号码至少应有一个' }

/** For `.check()`: `certno` is a resident identity number unless `psn_cert_type` beside it says otherwise. */
export function certnoFits(context: z.core.ParsePayload<{ certno?: string; psn_cert_type?: string }>): void {
  const { certno, psn_cert_type } = context.value
  if (certno === undefined) return
  const read = readCertno(certno, psn_cert_type)
  if (read.ok) context.value.certno = read.certno
  else refuse(context, certnoFaultText[read.reason], ['certno'])
}

function refuse(context: z.core.ParsePayload, message: string, path: string[] = []): void {
  context.issues.push({ code: 'custom', message, input: context.value, path })
}
