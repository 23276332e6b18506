/** What came of a played day: cases by bundle and outcome, how long they took, whether the money adds up. Pure. */
import { bundleTitles } from '../../../functions/bundles/all.ts'
import { compareInstants, epochMs, type Instant } from '../../../shared/calendar/index.ts'
import { type Said, say } from '../../cli/support/language.ts'

/** A case, as far as a summary looks at it. */
export interface CaseSeen {
  readonly case_id: string
  readonly bundle: string
  readonly psn_no: string
  readonly admdvs: string
  readonly status: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
  readonly step: string
  readonly outcome?: Readonly<Record<string, unknown>>
  readonly waiting_for?: { readonly actor: string; readonly what: string; readonly until?: Instant }
  readonly started_at: Instant
  readonly updated_at: Instant
}

/** A personal account; its balance in yuan. */
export interface AccountSeen {
  readonly psn_no: string
  readonly insu_admdvs: string
  readonly balance: string
}

/** What `GET /v1/ledger/check` says. */
export interface LedgerSeen {
  readonly balanced: boolean
  readonly total_debit: string
  readonly total_credit: string
  readonly unfunded: string
  readonly violations: readonly unknown[]
}

/** What a clearing says. */
export interface ClearingSeen {
  readonly clearing_id: string
  readonly date: string
  readonly province: string
  readonly status: string
  readonly positions: readonly { readonly admdvs: string; readonly net: string }[]
}

/** How often people asked for what is no case. */
export interface BesidesSeen {
  readonly mandates: number
  readonly errands: number
  readonly questions: number
  readonly screenings: number
}

/** Everything a summary is made of. */
export interface Seen {
  readonly now: Instant
  readonly events: number
  readonly elapsedMs: number
  readonly cases: readonly CaseSeen[]
  /** Of those of whom the day expects one. */
  readonly accounts: readonly AccountSeen[]
  readonly rejectedEvents: number
  readonly deadLetters: number
  readonly ledger: LedgerSeen
  readonly clearings: readonly ClearingSeen[]
  /** Left out where nobody counted. */
  readonly besides?: BesidesSeen
}

/** How the cases of one bundle ended. */
export interface BundleSummary {
  readonly bundle: string
  readonly cases: number
  /** By what they came to: an outcome's result, or what a case waits for. */
  readonly outcomes: readonly { readonly outcome: string; readonly count: number }[]
  /** Time from start to end of the cases that ended, in milliseconds of business time. */
  readonly p50Ms?: number
  readonly p95Ms?: number
}

/** What came of a played day. */
export interface Summary {
  readonly bundles: readonly BundleSummary[]
  /** Cases that neither ended nor wait for a named somebody until a time that is to come. */
  readonly stuck: readonly string[]
  /** Nothing stuck, nothing given up, the ledger balanced. */
  readonly well: boolean
}

/** Sums up what was seen. */
export function summarise(seen: Seen): Summary {
  const bundles = [...new Set(seen.cases.map((found) => found.bundle))].sort()
  const stuck = seen.cases.filter((found) => isStuck(found, seen.now)).map((found) => found.case_id)
  return {
    bundles: bundles.map((bundle) => bundleSummary(bundle, seen.cases)),
    stuck,
    well: stuck.length === 0 && seen.deadLetters === 0 && seen.ledger.balanced,
  }
}

/** A case waits for the reports of partners without a time of its own; for people and offices never without one. */
function isStuck(found: CaseSeen, now: Instant): boolean {
  if (found.status === 'running') return true
  if (found.status !== 'waiting') return false
  if (found.waiting_for === undefined) return true
  const { until } = found.waiting_for
  return until !== undefined && compareInstants(until, now) < 0
}

function bundleSummary(bundle: string, all: readonly CaseSeen[]): BundleSummary {
  const cases = all.filter((found) => found.bundle === bundle)
  const counts = new Map<string, number>()
  for (const found of cases) {
    const outcome = outcomeOf(found)
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  }
  const outcomes = [...counts].map(([outcome, count]) => ({ outcome, count })).sort((a, b) => b.count - a.count)
  const took = cases
    .filter((found) => found.status === 'done' || found.status === 'rejected')
    .map((found) => epochMs(found.updated_at) - epochMs(found.started_at))
    .sort((a, b) => a - b)
  const p50Ms = percentile(took, 0.5)
  const p95Ms = percentile(took, 0.95)
  return {
    bundle,
    cases: cases.length,
    outcomes,
    ...(p50Ms === undefined ? {} : { p50Ms }),
    ...(p95Ms === undefined ? {} : { p95Ms }),
  }
}

function outcomeOf({ status, step, outcome, waiting_for }: CaseSeen): string {
  if (status === 'waiting') {
    const { actor = 'nobody', what = step } = waiting_for ?? {}
    return say({ zh: `等 ${actor}：${what}`, en: `waiting for ${actor}: ${what}` })
  }
  if (status === 'rejected')
    return say({ zh: `不予办理：${outcome?.reason ?? '?'}`, en: `rejected: ${outcome?.reason ?? '?'}` })
  if (status === 'withdrawn' && outcome?.result !== undefined && outcome.result !== status)
    return say({ zh: `已撤回：${outcome.result}`, en: `withdrawn: ${outcome.result}` })
  return String(outcome?.result ?? status)
}

/** The smallest value that is not below the share `p` of all (nearest rank); undefined of none. */
export function percentile(sorted: readonly number[], p: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]
}

/** The summary as text for a terminal. */
export function summaryText(seen: Seen, summary: Summary): string {
  const seconds = (seen.elapsedMs / 1_000).toFixed(1)
  const begun = say({
    zh: `${seen.events} 个事件，用时 ${seconds} 秒，${seen.cases.length} 件办件`,
    en: `${seen.events} events in ${seconds} s, ${seen.cases.length} cases`,
  })
  return [
    begun,
    '',
    ...summary.bundles.flatMap(bundleLines),
    ...(seen.besides ? besidesLines(seen.besides) : []),
    '',
    ...moneyLines(seen),
    ...restLines(seen, summary),
  ].join('\n')
}

function bundleLines({ bundle, cases, outcomes, p50Ms, p95Ms }: BundleSummary): string[] {
  const [p50, p95] = [p50Ms, p95Ms ?? p50Ms].map((ms) => (ms === undefined ? undefined : duration(ms)))
  const took: Said =
    p50 === undefined
      ? { zh: '', en: '' }
      : { zh: `，办结用时 p50 ${p50}，p95 ${p95}`, en: `, done within p50 ${p50}, p95 ${p95}` }
  return [
    say({
      zh: `${bundle} ${bundleTitles[bundle] ?? ''}：${cases} 件${took.zh}`,
      en: `${bundle} ${bundleTitles[bundle] ?? ''}: ${cases} cases${took.en}`,
    }),
    ...outcomes.map(({ outcome, count }) => `  ${String(count).padStart(7)}  ${outcome}`),
  ]
}

function besidesLines({ mandates, errands, questions, screenings }: BesidesSeen): string[] {
  return [
    say({
      zh: `此外：家人授权 ${mandates} 份，代办 ${errands} 件，提问 ${questions} 个，筛查 ${screenings} 次`,
      en: `besides: mandates ${mandates}, errands ${errands}, questions ${questions}, screenings ${screenings}`,
    }),
  ]
}

function moneyLines({ ledger, clearings }: Seen): string[] {
  const { balanced, total_debit: debit, total_credit: credit, unfunded } = ledger
  return [
    say({
      zh: `账：${balanced ? '平' : '不平'}（借 ${debit}，贷 ${credit}，未到账 ${unfunded}）`,
      en: `ledger: ${balanced ? 'balanced' : 'NOT BALANCED'} (debit ${debit}, credit ${credit}, unfunded ${unfunded})`,
    }),
    ...clearings.flatMap(({ clearing_id, status, positions }) => [
      say({ zh: `清算 ${clearing_id}：${status}`, en: `clearing ${clearing_id}: ${status}` }),
      ...positions.map(({ admdvs, net }) => `  ${admdvs}  ${net.padStart(14)}`),
    ]),
  ]
}

function restLines({ rejectedEvents, deadLetters }: Seen, { stuck }: Summary): string[] {
  const some = stuck.slice(0, 20).join(', ')
  return [
    say({
      zh: `没有接收的事件 ${rejectedEvents} 个，死信 ${deadLetters} 条`,
      en: `rejected events: ${rejectedEvents}, dead letters: ${deadLetters}`,
    }),
    stuck.length === 0
      ? say({ zh: '没有卡住的办件', en: 'no case is stuck' })
      : say({ zh: `卡住的办件：${some}`, en: `STUCK: ${some}` }),
  ]
}

function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`
  if (ms < 120_000) return `${(ms / 1_000).toFixed(1)} s`
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`
  return `${(ms / 3_600_000).toFixed(1)} h`
}
