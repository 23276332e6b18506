/** A case in words: whose turn it is, what has come of it. */
import type { CaseSummary, Me } from '@mianshen/client'
import { dayWords } from './dates'
import type { Words } from './words'

/** A line of a list of cases. */
export interface Line {
  case_id: string
  title: string
  whose: string
  now: string
}

/** Names of the household by number. */
export function peopleOf({ psn_no, psn_name, dependants }: Me): Record<string, string> {
  const people: Record<string, string> = { [psn_no]: psn_name }
  for (const child of dependants) people[child.psn_no] = child.psn_name
  return people
}

/** Whether the case waits for the citizen. */
export const needsYou = ({ status, waiting_for }: CaseSummary): boolean =>
  status === 'waiting' && waiting_for?.actor === 'citizen'

/** Whether the case is over. */
export const isOver = ({ status }: CaseSummary): boolean => status !== 'waiting' && status !== 'running'

/** Where a case stands, in one sentence. */
export function standing(kase: CaseSummary, words: Words): string {
  const { waiting_for, status, outcome } = kase
  if (isOver(kase)) return outcome ? resultOf(outcome, words) : words.name('status', status)
  if (!waiting_for) return words.name('status', status)
  const { actor, what, until } = waiting_for
  const matter = words.name('what', what)
  const turn = actor === 'citizen' ? `请您：${matter}` : `在等${words.name('actor', actor)}：${matter}`
  return until === undefined ? turn : `${turn}，最晚${dayWords(until)}`
}

function resultOf(outcome: NonNullable<CaseSummary['outcome']>, words: Words): string {
  return 'result' in outcome ? words.name('result', outcome.result) : words.name('reason', outcome.reason)
}

/** A case as a line of a list. */
export function lineOf(kase: CaseSummary, words: Words, people: Record<string, string>): Line {
  return {
    case_id: kase.case_id,
    title: words.name('bundle', kase.bundle),
    whose: (kase.psn_no && people[kase.psn_no]) || '',
    now: standing(kase, words),
  }
}

/** A detail of an outcome: what it is about, and what it comes to. */
export interface Detail {
  label: string
  value: string
}

type Shown = (value: unknown, words: Words) => string
const yuan: Shown = (value) => `${value}元`
const months: Shown = (value) => `${value}个月`
const day: Shown = (value) => dayWords(String(value))
const area: Shown = (value, words) => words.area(String(value))
const named =
  (table: string): Shown =>
  (value, words) =>
    words.name(table, String(value))

/** What a citizen wants to know of an outcome, whatever the matter; the rest its timeline tells. */
const told: readonly (readonly [member: string, label: string, shown: Shown])[] = [
  ['reason', '原因', named('reason')],
  ['option', '选的办法', named('option')],
  ['amt', '金额', yuan],
  ['payee', '付给', named('payee')],
  ['days', '天数', (value) => `${value}天`],
  ['from_admdvs', '从', area],
  ['to_admdvs', '到', area],
  ['insu_admdvs', '参保地', area],
  ['contribution_months', '缴费合计', months],
  ['paid', '缴费合计', months],
  ['shortfall', '还差', months],
  ['benefit', '看病报销', named('benefit')],
  ['benefit_from', '报销从', day],
  ['effective_from', '退休待遇从', day],
  ['rates', '报销比例', named('rates')],
  ['cardless_to', '没有卡也能结算到', day],
]

/** An outcome in words: the sentence, then detail by detail. */
export function outcomeOf({ outcome }: CaseSummary, words: Words): { sentence: string; details: Detail[] } | null {
  if (!outcome) return null
  const held = outcome as Readonly<Record<string, unknown>>
  const details: Detail[] = []
  for (const [member, label, shown] of told) {
    const value = held[member]
    if (value !== undefined && value !== null) details.push({ label, value: shown(value, words) })
  }
  if ('years' in outcome) {
    for (const { year, from, to } of outcome.years ?? []) {
      details.push({ label: `${year}年`, value: `${dayWords(from)}到${dayWords(to)}都能报销` })
    }
  }
  return { sentence: 'text' in outcome && outcome.text ? outcome.text : resultOf(outcome, words), details }
}
