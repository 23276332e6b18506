/** Lives of people who move within a province: what is drawn, and how it is told. What must come: expected.ts. */
import { aDay, aPlace, areaToSet, setBefore } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { firstOf, lastOf, later, monthOf, monthPlus, plus } from '../../../simulator/lives/plain/days.ts'
import { poolingArea } from '../../../simulator/lives/plain/places.ts'
import { type Amendment, firstDays } from '../../../simulator/lives/plain/rows.ts'
import { bankAccount, inTurn, setting, someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'

/** An earlier relation, with what its account holds. */
export interface Earlier {
  area: string
  from: string
  /** The last insured day, and when that is reported; left out, it is still normal. */
  to?: string
  told?: string
  balance: string
}

/** Somebody who moves. */
export interface TransferLife extends Life {
  /** Where the person is insured now. */
  b: { area: string; from: string; told: string; psn_type: '11' | '12'; accepts: boolean }
  earlier: Earlier[]
  /** Months that were paid, in whichever place. */
  months: { area: string; first: string; last: string }[]
  set: Amendment[]
  /** Money that comes to A's account later. */
  credited: { on: string; area: string; amt: string }[]
  /** What clerks decide: on the origin, on the account. */
  chosen?: { on: string; verdict: 'approve' | 'reject'; insu_admdvs: string }
  approved: { on: string; verdict: 'approve' | 'reject' }[]
  account: 'registered' | 'none' | { givenOn: string }
  bankOn?: string
  /** B's last insured day, reported on the day after; or the day on which it is taken back. */
  bEnds?: { paused: string } | { revoked: string }
  until: string
}

/** Draws one. */
export function draw(random: Random): TransferLife {
  const rich = random.pick(['13', '33', '43', '32'])
  const place = aPlace(
    random,
    random.weighted([
      [4, rich],
      [1, undefined],
    ]),
  )
  const from = aDay(random, firstDays('transfer_without_application', 'transfer_approval'))
  const told = plus(
    from,
    random.weighted([
      [5, 0],
      [3, random.int(1, 20)],
    ]),
  )
  const b = {
    area: place,
    from,
    told,
    psn_type: random.chance(0.96) ? ('11' as const) : ('12' as const),
    accepts: random.chance(0.8),
  }
  const earlier = earlierOf(random, place, from, told)
  const areas = [...earlier.map(({ area }) => area), place]
  const [first] = earlier
  const credited = random.chance(0.3)
    ? [
        {
          on: plus(told, random.int(1, 25)),
          area: (first as Earlier).area,
          amt: random.pick(['100.00', '9999.99', '10000.00', '10000.01']),
        },
      ]
    : []
  const decidedOn = () =>
    plus(
      told,
      random.weighted([
        [4, random.int(0, 12)],
        [2, random.int(10, 120)],
      ]),
    )
  const approved = Array.from({ length: random.pick([0, 1, 1, 2]) }, () => ({
    on: decidedOn(),
    verdict: random.chance(0.85) ? ('approve' as const) : ('reject' as const),
  })).sort((x, y) => (x.on < y.on ? -1 : 1))
  const chosen = random.chance(0.5)
    ? {
        on: plus(told, random.pick([1, 30, 89, 90, 91, 92, 100])),
        verdict: random.chance(0.8) ? ('approve' as const) : ('reject' as const),
        insu_admdvs: poolingArea((random.pick(earlier) as Earlier).area),
      }
    : undefined
  const bankOn = random.chance(0.7) ? plus(told, random.int(0, 60)) : undefined
  const bEnds = random.chance(0.15) ? endOf(random, told) : undefined
  const ends = [
    told,
    ...credited.map(({ on }) => on),
    ...approved.map(({ on }) => on),
    ...earlier.flatMap((one) => one.told ?? []),
    ...(chosen ? [chosen.on] : []),
    ...(bankOn ? [bankOn] : []),
    ...(bEnds ? ['paused' in bEnds ? plus(bEnds.paused, 1) : bEnds.revoked] : []),
  ]
  return {
    place,
    b,
    earlier,
    months: monthsOf(random, areas, from),
    set: amendments(random, place, from),
    credited,
    approved,
    ...(chosen ? { chosen } : {}),
    account: random.weighted<TransferLife['account']>([
      [3, 'registered'],
      [1, 'none'],
      [2, { givenOn: plus(told, random.int(0, 40)) }],
    ]),
    ...(bankOn ? { bankOn } : {}),
    ...(bEnds ? { bEnds } : {}),
    until: plus(ends.sort().at(-1) as string, random.pick([0, 0, 1, 89, 90, 91])),
  }
}

/** Paused earlier, one or several; or one that is still normal, whose pause comes later or not at all. */
function earlierOf(random: Random, place: string, from: string, told: string): Earlier[] {
  const balance = () => random.pick(['0.00', '2177.04', '9999.99', '10000.00', '10000.01', '500.00'])
  const elsewhere = () => (random.chance(0.96) ? aPlace(random, place.slice(0, 2)) : aPlace(random))
  if (random.chance(0.2)) {
    const one = { area: elsewhere(), from: '2015-03-01', balance: balance() }
    if (random.chance(0.3)) return [one]
    const pausedTold = plus(told, random.pick([1, 5, 30, 89, 90, 91, 95]))
    return [{ ...one, to: plus(pausedTold, -random.int(0, 120)), told: pausedTold }]
  }
  const paused = () => {
    // Around three months without insurance, at the ends of months; or in the same month.
    const month = monthPlus(
      monthOf(from),
      -random.weighted([
        [2, 1],
        [1, 0],
        [2, random.int(2, 3)],
        [3, random.int(4, 6)],
        [1, random.int(7, 30)],
      ]),
    )
    const to = random.pick([lastOf(month), firstOf(month), plus(firstOf(month), 14)])
    return to < from ? to : plus(from, -1)
  }
  const areas = new Map<string, Earlier>()
  for (
    let count = random.weighted([
      [6, 1],
      [2, 2],
      [1, 3],
    ]);
    count > 0;
    count--
  ) {
    const area = elsewhere()
    const to = areas.size > 0 && random.chance(0.3) ? ([...areas.values()][0]?.to as string) : paused()
    areas.set(poolingArea(area), {
      area,
      from: random.pick(['2015-03-01', '2016-07-01']),
      to,
      told: to,
      balance: balance(),
    })
  }
  return [...areas.values()]
}

function endOf(random: Random, told: string): TransferLife['bEnds'] {
  const on = plus(
    told,
    random.weighted([
      [2, random.int(1, 15)],
      [1, random.int(10, 100)],
    ]),
  )
  return random.chance(0.5) ? { paused: on } : { revoked: on }
}

function monthsOf(random: Random, areas: readonly string[], from: string): TransferLife['months'] {
  return areas.map((area) => {
    const last = monthPlus(monthOf(from), random.int(-30, 0))
    return { area, first: monthPlus(last, -random.int(0, 40)), last }
  })
}

function amendments(random: Random, place: string, from: string): Amendment[] {
  const set: Amendment[] = []
  const area = poolingArea(place)
  const province = () => random.pick([`${area.slice(0, 2)}0000`, '000000'])
  // One from always would have moved them before.
  const date = () => later(aDay(random, [from]), '2023-01-01')
  if (random.chance(0.3)) set.push(setBefore('transfer_without_application', province(), random.chance(0.85), date()))
  if (random.chance(0.3)) {
    const value = random.pick(['always', 'never', { above: '500.00', days: 3 }, { above: '9999.99', days: 20 }])
    set.push(
      setBefore(
        'transfer_approval',
        areaToSet(random, area).endsWith('0000') ? province() : poolingArea(aPlace(random, place.slice(0, 2))),
        value,
        random.chance(0.5) ? undefined : date(),
      ),
    )
  }
  if (random.chance(0.2))
    set.push(setBefore('waiting_months', province(), random.pick([0, 1, 4]), random.chance(0.5) ? undefined : date()))
  return set
}

/** What happens in it. */
export function happenings(life: TransferLife): Happening[] {
  const { b, earlier, credited, chosen, approved, account, bankOn, bEnds, until } = life
  const person = someone(1)
  const { psn_no } = person
  const relation = (area: string) => ({ psn_no, insu_admdvs: area, insutype: '310' })
  const registered = { ...person, ...(account === 'registered' ? { bank_acct: bankAccount } : {}) }
  const kind = b.accepts ? 'approve-transfer-out' : 'approve-refund'
  const all: Happening[] = [
    { at: '2010-01-01T00:00:00+08:00', hear: 'person.registered', data: registered },
    { at: '2010-01-01T00:01:00+08:00', area: poolingArea(b.area), accepts: b.accepts },
    ...life.set.map(setting),
    ...life.months.map(({ area, first, last }): Happening => {
      const sums = { base: '6000.00', amt_psn: '120.00', amt_emp: '480.00' }
      return {
        at: '2022-12-31T12:00:00+08:00',
        hear: 'contribution.posted',
        data: { ...relation(area), accrym_begn: first, accrym_end: last, ...sums },
      }
    }),
    ...earlier.flatMap((one) => toldOf(one, relation(one.area))),
    {
      at: `${b.told}T09:00:00+08:00`,
      hear: 'enrolment.registered',
      data: { ...relation(b.area), psn_type: b.psn_type, psn_insu_date: b.from },
    },
    ...credited.map(
      ({ on, area, amt }): Happening => ({
        at: `${on}T11:00:00+08:00`,
        hear: 'account.credited',
        data: { psn_no, insu_admdvs: area, amt },
      }),
    ),
    ...approved.map(({ on, verdict }, i): Happening => ({ at: `${on}T14:0${i}:00+08:00`, decide: kind, verdict })),
  ]
  if (chosen)
    all.push({
      at: `${chosen.on}T13:00:00+08:00`,
      decide: 'choose-origin',
      verdict: chosen.verdict,
      data: { insu_admdvs: chosen.insu_admdvs },
    })
  if (typeof account === 'object')
    all.push({
      at: `${account.givenOn}T15:00:00+08:00`,
      act: { action: 'provide-bank-account', ...bankAccount } as never,
    })
  if (bankOn) all.push({ at: `${bankOn}T16:00:00+08:00`, bank: 'settles' })
  if (bEnds && 'paused' in bEnds) {
    all.push({
      at: `${plus(bEnds.paused, 1)}T08:00:00+08:00`,
      hear: 'enrolment.paused',
      data: { ...relation(b.area), paus_insu_date: bEnds.paused },
    })
  } else if (bEnds) {
    all.push({
      at: `${bEnds.revoked}T08:00:00+08:00`,
      hear: 'enrolment.revoked',
      data: { ...relation(b.area), psn_insu_date: b.from, reason: '误报' },
    })
  }
  const end = `${until}T23:00:00+08:00`
  return inTurn([...all, { at: end, nothing: true }]).filter(({ at }) => at <= end)
}

function toldOf(
  { from, to, told, balance }: Earlier,
  relation: { psn_no: string; insu_admdvs: string; insutype: string },
): Happening[] {
  const { psn_no, insu_admdvs } = relation
  const enrolled: Happening = {
    at: `${from}T00:30:00+08:00`,
    hear: 'enrolment.registered',
    data: { ...relation, psn_type: '11', psn_insu_date: from },
  }
  const credit: Happening[] =
    balance === '0.00'
      ? []
      : [{ at: `${from}T12:00:00+08:00`, hear: 'account.credited', data: { psn_no, insu_admdvs, amt: balance } }]
  const paused: Happening[] =
    to && told
      ? [{ at: `${told}T07:00:00+08:00`, hear: 'enrolment.paused', data: { ...relation, paus_insu_date: to } }]
      : []
  return [enrolled, ...credit, ...paused]
}
