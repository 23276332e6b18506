/** The history of one person: all rows of all registers, and what they say when they are held against each other. Pure. */
import { addDays, compare, type Day, firstDay, lastDay, type Month } from '../../shared/calendar/index.ts'
import { Insutype, PsnCertType } from '../../shared/codes/index.ts'
import { checkCertno, type Pid } from '../../shared/identity/index.ts'
import { type LoadRegister, type RowOf, registerNames } from './files/registers.ts'

/** Where a row stands: the number of its file, and its line. */
export interface Place {
  readonly register: LoadRegister
  readonly file: number
  readonly line: number
}

/** A row and where it stands. */
export interface Row<R extends LoadRegister = LoadRegister> extends Place {
  readonly register: R
  readonly data: RowOf<R>
}

/** What is said of a row, in Chinese. */
export interface Finding extends Place {
  readonly reason: string
}

/** All that the files say of one person: register by register, as one rests on another, and in the order of the files. */
export class History {
  readonly psnNo: string
  readonly pid: Pid
  readonly #rows: readonly Row[]

  constructor(psnNo: string, pid: Pid, rows: readonly Row[]) {
    this.psnNo = psnNo
    this.pid = pid
    this.#rows = [...rows].sort((a, b) => order(a) - order(b) || a.file - b.file || a.line - b.line)
  }

  of<R extends LoadRegister>(register: R): Row<R>[] {
    return this.#rows.filter((row): row is Row<R> => row.register === register)
  }

  get rows(): readonly Row[] {
    return this.#rows
  }
}

const order = ({ register }: Row) => registerNames.indexOf(register)

/** What a file's number stands for in a text. */
type Name = (place: Place) => string

/** What keeps a person from being loaded, and what somebody should look at. */
export interface Judged {
  readonly faults: readonly Finding[]
  readonly warnings: readonly Finding[]
}

/** Holds the rows of a person against each other; `until` is the first day that is no history. */
export function judge(history: History, until: Day, name: Name): Judged {
  const persons = history.of('persons')
  const [person, ...again] = persons
  if (!person) return { faults: history.rows.map((row) => say(row, '没有这个人的人员登记（persons）')), warnings: [] }
  return {
    faults: [
      ...again.map((row) => say(row, `这个人已经有了，见${name(person)}`)),
      ...history.rows.flatMap((row) => ahead(row, until, person.data.brdy)),
      ...history.of('retirees').flatMap((row) => withoutService(row, history)),
      ...overlapping(history, name),
    ],
    warnings: [...identity(person), ...withoutRelation(history)],
  }
}

/** Says it of a row. */
export const say = ({ register, file, line }: Place, reason: string): Finding => ({ register, file, line, reason })

/** What began on the first day that is no history, or later, is told by events; nobody was insured before being born. */
function ahead(row: Row, until: Day, brdy: Day): Finding[] {
  const late = (what: string) => say(row, `${what}不早于 ${until}，不是历史：请由事件报来`)
  const early = (what: string) => say(row, `${what}早于出生日期`)
  switch (row.register) {
    case 'persons':
      return brdy >= until ? [late('出生日期')] : []
    case 'relations': {
      const { psn_insu_date } = (row as Row<'relations'>).data
      return psn_insu_date >= until ? [late('参保日期')] : psn_insu_date < brdy ? [early('参保日期')] : []
    }
    case 'months':
      return lastDay((row as Row<'months'>).data.accrym_begn) < brdy ? [early('费款起始月')] : []
    case 'retirees': {
      const { retr_date } = (row as Row<'retirees'>).data
      return retr_date >= until ? [late('退休日期')] : []
    }
    default:
      return []
  }
}

function withoutService(row: Row<'retirees'>, history: History): Finding[] {
  const { insu_admdvs, retr_date } = row.data
  const periods = history
    .of('relations')
    .filter(({ data }) => data.insutype === Insutype.employee && data.insu_admdvs === insu_admdvs)
  if (periods.length === 0) return [say(row, '退休人员在这个统筹区没有职工医保关系')]
  const begun = periods.some(({ data }) => data.psn_insu_date <= retr_date)
  return begun ? [] : [say(row, '退休日期早于在这个统筹区的参保日期')]
}

/** A time that a row covers, both ends included, and what it must not overlap with. */
interface Span {
  readonly row: Row
  readonly among: string
  readonly from: Day
  readonly to: Day | undefined
}

/** What overlaps is a fault of each: of periods, months, rights, and filings of one kind and place. */
const what: { readonly [R in LoadRegister]?: string } = {
  relations: '参保期',
  months: '缴费月份',
  accounts: '个人账户',
  entitlements: '待遇时间',
  filings: '备案时间',
  retirees: '退休',
}

function overlapping(history: History, name: Name): Finding[] {
  const groups = Map.groupBy(history.rows.flatMap(spanOf), ({ among }) => among)
  return [...groups.values()].flatMap((spans) => {
    let furthest: Span | undefined
    return spans
      .sort((a, b) => compare(a.from, b.from))
      .flatMap((span) => {
        const before = furthest
        if (!before || reachesFurther(span, before)) furthest = span
        if (!before || (before.to !== undefined && before.to < span.from)) return []
        return [say(span.row, `${what[span.row.register]}和${name(before.row)}重复或重叠`)]
      })
  })
}

const reachesFurther = (a: Span, b: Span) => a.to === undefined || (b.to !== undefined && a.to > b.to)

const monthSpan = (begin: Month, end: Month) => ({ from: firstDay(begin), to: lastDay(end) })
/** A register of which there is one row a person and place: it spans all days. */
const allDays = { from: '1900-01-01' as Day, to: undefined }

function spanOf(row: Row): Span[] {
  const span = (among: readonly string[], { from, to }: { from: Day; to?: Day | undefined }): Span[] => [
    { row, among: [row.register, ...among].join('#'), from, to },
  ]
  switch (row.register) {
    case 'relations': {
      const { insutype, insu_admdvs, psn_insu_date: from, paus_insu_date: to } = (row as Row<'relations'>).data
      return span([insutype, insu_admdvs], { from, to })
    }
    case 'months': {
      const { insutype, insu_admdvs, accrym_begn, accrym_end } = (row as Row<'months'>).data
      return span([insutype, insu_admdvs], monthSpan(accrym_begn, accrym_end))
    }
    case 'entitlements': {
      const { kind, insutype, insu_admdvs, ...time } = (row as Row<'entitlements'>).data
      return span([kind, insutype, insu_admdvs], time)
    }
    case 'filings': {
      const { kind, to_admdvs, ...time } = (row as Row<'filings'>).data
      return span([kind, to_admdvs], time)
    }
    case 'accounts':
    case 'retirees':
      return span([(row as Row<'accounts' | 'retirees'>).data.insu_admdvs], allDays)
    default:
      return []
  }
}

/** Taken as it is, as by an event; an operator would be asked upon the next one. */
function identity(row: Row<'persons'>): Finding[] {
  const { psn_cert_type, certno, brdy, gend } = row.data
  if (psn_cert_type !== PsnCertType.residentIdentityCard) return []
  const says = checkCertno(certno)
  if (!says.ok) return []
  const differs = says.brdy !== brdy || ((gend === '1' || gend === '2') && gend !== says.gend)
  return differs ? [say(row, '出生日期或性别和身份证号码不一致')] : []
}

/** Money of an area in which nobody ever was insured, months outside of every period: known to happen, and worth a look. */
function withoutRelation(history: History): Finding[] {
  const periods = history.of('relations').map(({ data }) => data)
  const accounts = history.of('accounts').filter(({ data }) => {
    return !periods.some(({ insutype, insu_admdvs }) => insutype === '310' && insu_admdvs === data.insu_admdvs)
  })
  const months = history.of('months').filter(({ data }) => {
    const { from, to } = monthSpan(data.accrym_begn, data.accrym_end)
    const own = periods.filter((one) => one.insutype === data.insutype && one.insu_admdvs === data.insu_admdvs)
    return !isCovered(from, to, own)
  })
  return [
    ...accounts.map((row) => say(row, '个人账户所在的统筹区没有职工医保关系')),
    ...months.map((row) => say(row, '缴费月份有的不在任何参保期内')),
  ]
}

/** Whether every month from `from` to `to` has a day in one of the periods. */
function isCovered(from: Day, to: Day, periods: readonly RowOf<'relations'>[]): boolean {
  let open = from
  for (const { psn_insu_date, paus_insu_date } of [...periods].sort((a, b) =>
    compare(a.psn_insu_date, b.psn_insu_date),
  )) {
    if (psn_insu_date.slice(0, 7) > open.slice(0, 7)) return false
    if (paus_insu_date === undefined) return true
    const next = addDays(lastDay(paus_insu_date.slice(0, 7).replace('-', '') as Month), 1)
    if (next > open) open = next
    if (open > to) return true
  }
  return open > to
}
