/** Looks at what came of a played day, through the API, as clerks, citizens and operators see it. */
import type { SampleDay, Step } from '../../../events/samples/day.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import { parseAdmdvs, poolingAreaOf } from '../../../shared/codes/index.ts'
import { apiUrl, type LocalConfig, sqsUrl } from '../config.ts'
import { type ApiClient, apiClient } from './api-client.ts'
import type { Played } from './play.ts'
import { queueDepths } from './queue-depths.ts'
import type { AccountSeen, BesidesSeen, CaseSeen, ClearingSeen, LedgerSeen, Seen } from './summary.ts'

const operator = { role: 'operator' } as const

/** Everything a summary needs, as it stands `now`. */
export async function lookAtDay(config: LocalConfig, day: SampleDay, played: Played, now: Instant): Promise<Seen> {
  const { events, elapsedMs } = played
  const came = await whatCameOf(apiClient(apiUrl(config)), day, played.clearings)
  return {
    now,
    events,
    elapsedMs,
    ...came,
    besides: besidesOf(day.steps),
    deadLetters: (await queueDepths(sqsUrl(config))).dead,
  }
}

/** What people asked for that is no case: each by its call, which has gone as told or is among the faults. */
function besidesOf(steps: readonly Step[]): BesidesSeen {
  const called = (path: string) =>
    steps.filter((step) => step.do === 'call' && step.method === 'POST' && step.path === path).length
  return {
    mandates: called('/v1/mandates'),
    errands: called('/v1/errands'),
    questions: called('/v1/questions'),
    screenings: called('/v1/screenings'),
  }
}

/** What the API shows at the end of a day. */
export async function whatCameOf(
  api: Pick<ApiClient, 'get' | 'pages'>,
  day: SampleDay,
  asked: Played['clearings'],
): Promise<Pick<Seen, 'cases' | 'accounts' | 'rejectedEvents' | 'ledger' | 'clearings'>> {
  const clearings: ClearingSeen[] = []
  for (const { clearing_id } of asked) {
    clearings.push(await api.get<ClearingSeen>(operator, `/v1/clearings/${encodeURIComponent(clearing_id)}`))
  }
  return {
    cases: await allCases(api, areasIn(day.steps)),
    accounts: await balancesOf(api, [...new Set(day.expected.accounts.map(({ psn_no }) => psn_no))]),
    rejectedEvents: await countRejected(api),
    ledger: await api.get<LedgerSeen>(operator, '/v1/ledger/check'),
    clearings,
  }
}

/** The pooling areas that events speak of: every field that is named for one, however deep. */
export function areasIn(events: readonly object[]): string[] {
  const found = new Set<string>()
  const look = (value: unknown, key: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [inner, part] of Object.entries(value)) look(part, Array.isArray(value) ? key : inner)
    } else if (/admdvs$|admvs$/.test(key)) {
      const code = parseAdmdvs(value)
      if (code) found.add(poolingAreaOf(code))
    }
  }
  for (const event of events) look(event, '')
  return [...found].sort()
}

/** A case that concerns several areas is seen by the clerks of each: counted once. */
async function allCases(api: Pick<ApiClient, 'pages'>, areas: readonly string[]): Promise<CaseSeen[]> {
  const cases = new Map<string, CaseSeen>()
  for (const admdvs of areas) {
    for await (const page of api.pages<{ cases: CaseSeen[]; cursor?: string }>(
      { role: 'clerk', admdvs },
      '/v1/cases',
    )) {
      for (const found of page.cases) cases.set(found.case_id, found)
    }
  }
  return [...cases.values()]
}

async function balancesOf(api: Pick<ApiClient, 'get'>, people: readonly string[]): Promise<AccountSeen[]> {
  const balances: AccountSeen[] = []
  for (const psn_no of people) {
    const { accounts } = await api.get<{ accounts: AccountSeen[] }>({ role: 'citizen', psn_no }, '/v1/me/accounts')
    balances.push(...accounts.map(({ insu_admdvs, balance }) => ({ psn_no, insu_admdvs, balance })))
  }
  return balances
}

async function countRejected(api: Pick<ApiClient, 'pages'>): Promise<number> {
  let count = 0
  for await (const page of api.pages<{ events: unknown[]; cursor?: string }>(operator, '/v1/rejected-events')) {
    count += page.events.length
  }
  return count
}
