/**
 * An evaluator that knows the text of RULES.md 3 and nothing of the code: no parameters, no shared helpers, only
 * the table of the rules with its dates written out. The property tests hold the rules against it.
 */

/** What happened, in the words of the rules. */
export interface Story {
  relations: { area: string; insutype: string; type: string; from: string; to?: string; student: boolean }[]
  filings: { id: string; kind: 'long-term' | 'referral' | 'temporary'; place: string; from: string; to?: string }[]
  day: string
  /** Day of death. */
  died?: string
  area: string
  insuplc?: string
  med_type: string
  emergency: boolean
  enabled: boolean
  acct_only: boolean
}

export interface Verdict {
  decision: string
  basis: string
  rates: string
  pay_ratio?: string
  filing_id?: string
  insured?: string
}

const prov = (code: string) => code.slice(0, 2)

function relationThatCounts(story: Story) {
  if (story.died && story.day > story.died) return undefined
  const normal = story.relations.filter(
    (r) => r.from <= story.day && (!r.to || story.day <= r.to) && (!story.insuplc || r.area === story.insuplc),
  )
  for (const type of ['310', '390']) {
    const ofType = normal.filter((r) => r.insutype === type)
    let latest = ofType[0]
    for (const r of ofType) if (latest && r.from > latest.from) latest = r
    if (latest) return latest
  }
  return undefined
}

function ratioInTaiyuan(relation: { insutype: string; type: string }) {
  if (relation.insutype === '390') return '0.50'
  return relation.type === '12' ? '0.81' : '0.72'
}

/** The verdict on a story. */
export function naive(story: Story): Verdict {
  const r = relationThatCounts(story)
  const say = (basis: number, decision: string, rates: string, more: Partial<Verdict> = {}): Verdict => ({
    decision,
    basis: String(basis),
    rates,
    ...(r ? { insured: r.area } : {}),
    ...more,
  })
  if (!r) return say(1, 'refused', 'none')
  const { day } = story
  const [home, there] = [prov(r.area), prov(story.area)]
  const taiyuan = r.area === '140100'
  if (r.area === story.area) return say(2, 'local', 'insured-place')
  if (story.acct_only && taiyuan && day >= '2022-03-01') return say(3, 'not-required', 'insured-place')
  if (!story.enabled) return say(4, 'refused', 'none')
  if (home === '13' && (there === '11' || there === '12') && day >= '2023-02-10')
    return say(5, 'deemed', 'insured-place')
  const three = ['11', '12', '13']
  if (three.includes(home) && three.includes(there) && home !== there && day >= '2023-04-01') {
    return say(5, 'deemed', 'insured-place')
  }
  if (home === there && taiyuan && day >= (story.med_type.startsWith('14') ? '2022-04-01' : '2021-08-01')) {
    return say(6, 'not-required', 'insured-place')
  }
  if (home === there && home === '13' && day >= '2023-04-01') return say(7, 'not-required', 'insured-place')
  if (taiyuan && r.insutype === '390' && r.student && day >= '2023-07-01')
    return say(8, 'not-required', 'insured-place')
  const urgent = story.emergency || /^(13|24)/.test(story.med_type)
  if (urgent && day >= '2023-01-01') return say(9, 'deemed', 'insured-place')
  for (const kind of ['long-term', 'referral', 'temporary']) {
    const filing = story.filings.find((f) => {
      const whole = f.place.slice(2) === '0000' && prov(f.place) === there
      return f.kind === kind && (f.place === story.area || whole) && f.from <= day && (!f.to || day <= f.to)
    })
    if (!filing) continue
    if (kind === 'long-term') return say(10, 'on-file', 'insured-place', { filing_id: filing.id })
    const ratio = kind === 'temporary' && taiyuan ? { pay_ratio: ratioInTaiyuan(r) } : {}
    return say(10, 'on-file', 'reduced', { filing_id: filing.id, ...ratio })
  }
  if (story.med_type.startsWith('21') && taiyuan && day >= '2023-07-01') {
    return say(11, 'automatic', 'reduced', { pay_ratio: ratioInTaiyuan(r) })
  }
  return say(12, 'required', 'none')
}

/** The last day of a temporary or referral filing of so many months (RULES.md 4.2), by counting days of the calendar. */
export function lastDayOf(from: string, months: number): string {
  const [year, month, date] = from.split('-').map(Number) as [number, number, number]
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const same = Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))
  return new Date(same - 86_400_000).toISOString().slice(0, 10)
}

/** A visit, with its decision and its settlement if there are any; moments in milliseconds. */
export interface SeenVisit {
  id: string
  area: string
  day: string
  began: number
  decision?: string | undefined
  ended?: number
  fund?: number
}

/** Visits that FILING lists as claimed by hand (RULES.md 4.7), of all that the person had. */
export function claimedByHand(
  filing: { place: string; from: string; to?: string; made: number },
  visits: readonly SeenVisit[],
): string[] {
  const whole = filing.place.endsWith('0000')
  const listed = visits.filter(
    ({ area, day, decision, ended = Number.POSITIVE_INFINITY, fund }) =>
      fund === 0 &&
      (area === filing.place || (whole && prov(area) === prov(filing.place))) &&
      filing.from <= day &&
      (filing.to === undefined || day <= filing.to) &&
      decision !== 'local' &&
      (ended <= filing.made || decision === 'required'),
  )
  return listed.sort((a, b) => a.began - b.began).map(({ id }) => id)
}
