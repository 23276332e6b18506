/** What must come of a life of filing, by the text of its rules alone: its table of rules, its dates, its months. */
import { earlier, plus, sameDayAfter } from '../../../simulator/lives/plain/days.ts'
import { poolingArea, provinceOf } from '../../../simulator/lives/plain/places.ts'
import { holding } from '../../../simulator/lives/plain/rows.ts'
import type { Filed, FilingLife, Insured } from './life.ts'

interface Decision {
  decision: string
  basis: string
  rates: string
  pay_ratio?: string | undefined
}
interface Filing extends Filed {
  to_admdvs: string
}

const day = (moment: string) => moment.slice(0, 10)

/** The relation in normal state on the day: 310 before 390, of several the latest begun. */
function insuredOn(relations: readonly Insured[], on: string, place?: string): Insured | undefined {
  return relations
    .filter(
      ({ area, from, to }) => from <= on && (!to || on <= to) && (!place || poolingArea(area) === poolingArea(place)),
    )
    .sort((a, b) => (a.insutype === b.insutype ? (a.from > b.from ? -1 : 1) : a.insutype < b.insutype ? -1 : 1))[0]
}

/** A pooling area, or a province and all in it. */
const covers = (place: string, area: string) =>
  place === area || (place.endsWith('0000') && provinceOf(place) === provinceOf(area))

/** Filings that were made, and what was answered to each attempt. */
function filingsOf({ filed, relations, set }: FilingLife): { made: Filing[]; answers: string[] } {
  const made: Filing[] = []
  const setBy = (moment: string) => set.filter((row) => row.at <= moment)
  const answers = filed.map((asked) => {
    const { at, kind, to, from } = asked
    const to_admdvs = asked.to_admdvs.endsWith('0000') ? asked.to_admdvs : poolingArea(asked.to_admdvs)
    if (from < plus(day(at), -180)) return 'bad-request'
    const home = poolingArea(insuredOn(relations, from)?.area ?? '000000')
    const months = holding<number>('temporary_filing_months', home, from, setBy(at)) ?? 6
    const longest = kind === 'long-term' ? undefined : plus(sameDayAfter(from, months), -1)
    if (to && (to < from || (longest && to > longest))) return 'bad-request'
    const end = to ?? longest
    const filing = { at, kind, to_admdvs, from, ...(end ? { to: end } : {}) }
    const overlaps = (f: Filing) =>
      f.kind === kind && f.to_admdvs === to_admdvs && (!f.to || from <= f.to) && (!end || f.from <= end)
    if (made.some(overlaps)) return 'filing-overlaps'
    made.push(filing)
    return 'ok'
  })
  return { made, answers }
}

const onFile = (filings: readonly Filing[], area: string, on: string): Filing | undefined =>
  (['long-term', 'referral', 'temporary'] as const)
    .flatMap((kind) => filings.filter((f) => f.kind === kind))
    .find((f) => covers(f.to_admdvs, area) && f.from <= on && (!f.to || on <= f.to))

function ratio(life: FilingLife, { area, insutype, psn_type }: Insured, kind: string): string | undefined {
  const table = holding<Record<string, Record<string, string>>>('reduced_ratio', area, life.visit.on, life.set)
  return table?.[kind]?.[insutype === '390' ? 'resident' : psn_type === '12' ? 'retired' : 'in_service']
}

function byFiling(life: FilingLife, home: Insured, { kind }: Filing): Decision {
  const decided = { decision: 'on-file', basis: '10' }
  if (kind === 'long-term') return { ...decided, rates: 'insured-place' }
  return { ...decided, rates: 'reduced', pay_ratio: ratio(life, home, kind) }
}

/** The first rule that fits, on the filings there are. */
function decide(life: FilingLife, home: Insured | undefined, filings: readonly Filing[]): Decision {
  const { visit, set } = life
  const { on, med_type } = visit
  const say = (basis: number, decision: string, rates: string) => ({ basis: String(basis), decision, rates })
  if (!home) return say(1, 'refused', 'none')
  const [own, there] = [poolingArea(home.area), poolingArea(visit.area)]
  const [ours, theirs] = [provinceOf(own), provinceOf(there)]
  const inTaiyuan = own === '140100'
  const isOf = (...kinds: string[]) => kinds.some((kind) => med_type.startsWith(kind))
  if (own === there) return say(2, 'local', 'insured-place')
  if (visit.acct_only && inTaiyuan && on >= '2022-03-01') return say(3, 'not-required', 'insured-place')
  if (!visit.enabled) return say(4, 'refused', 'none')
  const three = ['11', '12', '13']
  const fromHebei = ours === '13' && ['11', '12'].includes(theirs) && on >= '2023-02-10'
  const amongThree = three.includes(ours) && three.includes(theirs) && ours !== theirs && on >= '2023-04-01'
  if (fromHebei || amongThree) return say(5, 'deemed', 'insured-place')
  const isSameProvince = ours === theirs
  if (isSameProvince && inTaiyuan && on >= (isOf('14') ? '2022-04-01' : '2021-08-01'))
    return say(6, 'not-required', 'insured-place')
  if (isSameProvince && holding('province_filing_free', own, on, set) === true)
    return say(7, 'not-required', 'insured-place')
  if (inTaiyuan && home.insutype === '390' && home.student && on >= '2023-07-01')
    return say(8, 'not-required', 'insured-place')
  if ((visit.emergency || isOf('13', '24')) && on >= '2023-01-01') return say(9, 'deemed', 'insured-place')
  const filing = onFile(filings, there, on)
  if (filing) return byFiling(life, home, filing)
  if (isOf('21') && inTaiyuan && on >= '2023-07-01') {
    return { ...say(11, 'automatic', 'reduced'), pay_ratio: ratio(life, home, 'automatic') }
  }
  return say(12, 'required', 'none')
}

/** What must come. */
export function expected(life: FilingLife) {
  const { visit, settled, until } = life
  const { made, answers } = filingsOf(life)
  const admitted = `${visit.on}T09:00:00`
  const home = insuredOn(life.relations, visit.on, visit.insuplc)
  const there = poolingArea(visit.area)
  const atFirst = decide(
    life,
    home,
    made.filter(({ at }) => at < admitted),
  )
  // Only `required` may still turn, by a filing made before discharge.
  const late = made.filter(({ at }) => at > admitted && (!settled || at < `${settled.on}T12`))
  const turning = atFirst.decision === 'required' ? late.find((f) => onFile([f], there, visit.on)) : undefined
  const decided = turning && home ? byFiling(life, home, turning) : atFirst
  const { decision, ...how } = decided
  const isRecorded = !['local', 'refused', 'required'].includes(decision)
  const toldOn = turning ? day(turning.at) : visit.on
  const isSettled = settled !== undefined && settled.on <= until
  const sum = settled && { medfee_sumamt: '1000.00', fund_pay_sumamt: settled.fund ? '720.00' : '0.00' }
  const outcome = { result: decision, ...how, pay_ratio: how.pay_ratio, settled: isSettled ? sum : undefined }
  const common = { due: visit.on, opened: visit.on, ...(home ? { admdvs: poolingArea(home.area) } : {}) }
  const lastWait = isRecorded ? plus(toldOn, 365) : plus(visit.on, 30)
  const waits = (decision === 'required' || isRecorded) && !isSettled && until <= lastWait
  const one = waits
    ? {
        status: 'waiting',
        outcome: undefined,
        waiting: isRecorded
          ? { actor: 'partner', what: 'visit.settled', until: lastWait }
          : { actor: 'citizen', until: lastWait },
      }
    : { status: 'done', waiting: undefined, outcome }
  const record = { mdtrt_id: 'M1', decision, ...how, pay_ratio: how.pay_ratio, mdtrtarea_admvs: there }
  const own = home ? poolingArea(home.area) : ''
  const sides = [own, there].map((to_admdvs) => ({
    ...record,
    insuplc_admdvs: own,
    to_admdvs,
    on: earlier(toldOn, until),
  }))
  return {
    answers,
    cases: [{ ...common, ...one }],
    sent: { 'filing.recorded': isRecorded ? sides : [] },
    tasks: [],
  }
}
