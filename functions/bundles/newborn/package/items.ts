/** The package as one thing: its items, each with its state (RULES.md 1.2). Pure; shown in the case. */
import { type Day, endOfDay } from '../../../../shared/calendar/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { dayInWords } from '../../../acts/words.ts'
import type { CaseItem } from '../../../manifest.ts'
import { cardlessUntil, isInTime, lastDayToPay, lastRetrospectDay } from '../rules/cover.ts'
import { isOver, type TermsCtx } from '../rules/terms.ts'
import { coveredFrom } from '../rules/words.ts'
import { enrolledIn, type NewbornState, type Offer, stateIn } from '../state.ts'
import { texts } from '../texts.ts'
import { restOfTheMatters } from './guide.ts'

/** What is read to show them: today, and the rows. */
type Asked = { look: Look; today: Day }

/** Items of a child's case; none of the case of a second notice. */
export function packageItems(file: PersonFile, row: CaseRow, asked: Asked): CaseItem[] {
  const state = stateIn(row)
  if (state.role === 'second' || !state.enrolled) return []
  return [
    enrolment(state),
    premium(file, row, { state, ...asked }),
    withoutCard(state, asked.today),
    identity(file),
    allowance(state),
    voucher(file, state),
    guide,
  ]
}

function enrolment(state: Readonly<NewbornState>): CaseItem {
  return { name: 'enrolment', title: '参保登记', state: 'done', text: texts.enrolled(enrolledIn(state).area) }
}

function premium(file: PersonFile, row: CaseRow, at: TermsCtx & Asked): CaseItem {
  const { state, today } = at
  const item = { name: 'premium' as const, title: '缴费' }
  const { birth } = enrolledIn(state)
  if (state.paid.length > 0) {
    const text = state.paid
      .map((paid) => (paid.by === 'free' ? texts.free : texts.insured)(paid.year, paid.cover))
      .join('')
    return { ...item, state: 'done', text: text + unpaidYears(at) }
  }
  if (row.status === 'withdrawn') return { ...item, state: 'none', text: texts.notInsured() }
  if (row.waiting_for?.what === 'amount-differs') {
    return { ...item, state: 'waiting', text: '收到的钱数和应缴的不一样，工作人员正在核对。', ...until(row) }
  }
  const payable = state.offers
    .filter(({ year, offer }) => offer !== 'missing' && isPayable(at, year, offer))
    .map(({ year }) => year)
  if (payable.length === 0) {
    const missing = state.offers.find(({ offer }) => offer === 'missing')
    const text = missing ? texts.offers.missing(missing.year) : texts.offers.none()
    return { ...item, state: missing ? 'waiting' : 'none', text }
  }
  const last = isInTime(birth, today) ? lastRetrospectDay(birth) : lastDayToPay(birth)
  return { ...item, state: 'to-do', text: billsOf(file, state) + coveredFrom(at, payable), until: endOfDay(last) }
}

const until = (row: CaseRow) => (row.waiting_for?.until ? { until: row.waiting_for.until } : {})

function billsOf(file: PersonFile, state: NewbornState): string {
  return state.offers
    .flatMap(({ year, bill }) => {
      const held = bill && file.one('bill', bill)
      return held ? [texts.offers.bill(year, held.amt, held.due_date)] : []
    })
    .join('')
}

const isPayable = (at: TermsCtx & Asked, year: number, offer: Offer) => offer !== 'over' && !isOver(at, year, at.today)

function unpaidYears(at: TermsCtx & Asked): string {
  const { paid, offers } = at.state
  return offers
    .filter(({ year, offer }) => isPayable(at, year, offer) && !paid.some((one) => one.year === year))
    .map(({ year, offer }) => (offer === 'missing' ? texts.offers.missing(year) : `${year}年的医保费还可以缴。`))
    .join('')
}

function withoutCard(state: NewbornState, today: Day): CaseItem {
  const item = { name: 'cardless' as const, title: '无卡结算' }
  const { birth } = enrolledIn(state)
  const last = cardlessUntil(
    birth,
    state.paid.map(({ cover }) => cover),
  )
  if (!last) return { ...item, state: 'later', text: '缴费以后，没有医保卡也能凭出生医学证明编号看病直接结算。' }
  if (today > last)
    return { ...item, state: 'none', text: `凭出生医学证明编号结算到${dayInWords(last)}为止，以后请用孩子的医保码。` }
  return { ...item, state: 'done', text: texts.cardless(last), until: endOfDay(last) }
}

function identity(file: PersonFile): CaseItem {
  const item = { name: 'identity' as const, title: '上户口后换成身份证号' }
  if (file.person?.cert_hash) return { ...item, state: 'done', text: '孩子的身份证号已经连上，参保和就医记录都还在。' }
  return { ...item, state: 'later', text: '孩子上户口后，公安会把身份证号告诉医保，自动连上，您不用来办。' }
}

function allowance(state: NewbornState): CaseItem {
  const item = { name: 'maternity-allowance' as const, title: '妈妈的生育津贴' }
  if (state.allowance) return { ...item, state: 'waiting', text: texts.allowanceLinked() }
  return { ...item, state: 'later', text: '妈妈参加职工医保的，出院结算后自动办理，不用申请。' }
}

function voucher(file: PersonFile, state: NewbornState): CaseItem {
  const item = { name: 'voucher' as const, title: '孩子的医保码（挂在家长名下）' }
  if (file.all('link').some(({ role }) => role === 'guardian')) {
    const text = '家长打开自己的医保码，点“亲情账户”，就能看到孩子的医保码。'
    return { ...item, state: state.paid.length > 0 ? 'done' : 'to-do', text }
  }
  return { ...item, state: 'later', text: '家长在医保登记后，孩子的医保码会自动挂到家长名下。' }
}

const guide: CaseItem = {
  name: 'guide',
  title: '生育的其他事怎么办',
  state: 'done',
  text: restOfTheMatters.map(({ title, text }) => `${title}：${text}`).join('\n'),
  matters: restOfTheMatters,
}
