/** Lives of newborns: what is drawn, and how it is told. What must come: expected.ts. */
import { aDay, aPlace, areaToSet, setBefore } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { later, plus } from '../../../simulator/lives/plain/days.ts'
import { poolingArea } from '../../../simulator/lives/plain/places.ts'
import { type Amendment, firstDays, holding } from '../../../simulator/lives/plain/rows.ts'
import { bankAccount, inTurn, setting, someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'

/** A child, and what its family pays. */
export interface NewbornLife extends Life {
  born: string
  /** The day on which the certificate is reported: the day of enrolment. */
  told: string
  /** Where: as the hospital says, by the mother's relation, or where the hospital is. */
  insu_admdvs?: string
  mother?: { area: string; insutype: '310' | '390'; also390?: string }
  hospital: string
  set: Amendment[]
  paid: { on: string; year: number; amt: string }[]
  /** Day on which a clerk decides on another sum. */
  decided?: { on: string; verdict: 'approve' | 'reject' }
  hasAccount: boolean
  until: string
}

/** Days within which payment covers from birth. */
const within = 90

/** Draws one. */
export function draw(random: Random): NewbornLife {
  const rich = random.pick(['14', '35', '13', '53'])
  const place = aPlace(
    random,
    random.weighted([
      [3, rich],
      [3, undefined],
    ]),
  )
  const area = poolingArea(place)
  const born = aDay(random, edges(random))
  const told = plus(
    born,
    random.weighted([
      [6, random.int(0, 20)],
      [2, random.pick([29, 30, 31, 60, 89, 90, 91])],
      [1, random.int(0, 400)],
    ]),
  )
  const by = random.pick(['named', 'mother', 'hospital'])
  const set = amendments(random, area, born, told)
  const paid = paymentsOf(random, area, born, told, set)
  const year = Number(born.slice(0, 4))
  const lastDay = `${year + 1}-12-31`
  const decided = random.chance(0.6)
    ? { on: plus(told, random.int(0, 300)), verdict: random.chance(0.6) ? ('approve' as const) : ('reject' as const) }
    : undefined
  const last = [told, ...paid.map(({ on }) => on), decided?.on ?? told].sort().at(-1) as string
  const mother = by === 'mother' ? { area: place, insutype: random.pick(['310', '390'] as const) } : undefined
  return {
    place,
    born,
    told,
    ...(by === 'named' ? { insu_admdvs: place } : {}),
    ...(mother
      ? { mother: mother.insutype === '310' && random.chance(0.3) ? { ...mother, also390: aPlace(random) } : mother }
      : {}),
    hospital: by === 'hospital' ? place : aPlace(random),
    set,
    paid,
    ...(decided ? { decided } : {}),
    hasAccount: random.chance(0.85),
    until: later(
      last,
      random.weighted([
        [4, last],
        [2, plus(born, random.pick([29, 30, 60, 80, 89, 90, 91]))],
        [2, plus(lastDay, random.int(-1, 1))],
      ]),
    ),
  }
}

/** Births around the first days of rows, the ends of years and of collection periods, and 90 days before those. */
function edges(random: Random): string[] {
  const year = random.int(2023, 2027)
  const dates = ['01-01', '09-01', '12-31', '10-10', '10-20', '02-25', '02-28', '03-01'].map(
    (date) => `${year}-${date}`,
  )
  const rows = firstDays('newborn_free', 'collection_period')
  return [...rows, ...dates, plus(`${year}-12-31`, -within), plus(`${year}-01-01`, -within)]
}

/** Mostly the premiums nobody has published are set before, or while they are waited for. */
function amendments(random: Random, area: string, born: string, told: string): Amendment[] {
  const set: Amendment[] = []
  for (const year of [2027, 2028]) {
    if (!random.chance(0.6)) continue
    const from = `${year}-01-01`
    const row = setBefore(
      'resident_premium',
      areaToSet(random, area),
      random.pick(['400.00', '420.00', '385.50']),
      from,
    )
    const isLate = random.chance(0.3)
    set.push(isLate ? { ...row, at: `${plus(told, random.int(1, 60))}T06:00:00+08:00` } : row)
  }
  const date = () => (random.chance(0.5) ? undefined : aDay(random, [born, told]))
  // A dearer place.
  if (born < '2027' && random.chance(0.15))
    set.push(setBefore('resident_premium', areaToSet(random, area), '500.00', `${born.slice(0, 4)}-01-01`))
  if (random.chance(0.12)) set.push(setBefore('newborn_free', areaToSet(random, area), random.chance(0.7), date()))
  if (random.chance(0.12))
    set.push(
      setBefore('newborn_late_from', areaToSet(random, area), random.pick(['payment-day', 'next-month']), date()),
    )
  if (random.chance(0.15)) {
    const value = random.pick([
      { from: '10-01', to: '02-28' },
      { from: '11-15', to: '12-25' },
      { from: '01-01', to: '12-31' },
      { from: '12-20', to: '01-10' },
    ])
    set.push(setBefore('collection_period', areaToSet(random, area), value, date()))
  }
  return set.sort((a, b) => (a.at < b.at ? -1 : 1))
}

function paymentsOf(
  random: Random,
  area: string,
  born: string,
  told: string,
  set: readonly Amendment[],
): NewbornLife['paid'] {
  const year = Number(born.slice(0, 4))
  const next = Number(plus(born, within).slice(0, 4))
  const paid = (of: number): NewbornLife['paid'][number] => {
    const day = plus(
      born,
      random.weighted([
        [3, random.pick([89, 90, 91])],
        [4, random.int(0, 120)],
        [1, random.int(90, 500)],
      ]),
    )
    const ends = random.chance(0.1) ? `${of}-${random.pick(['11-30', '12-01', '12-31'])}` : day
    const right = holding<string>('resident_premium', area, `${of}-01-01`, set) ?? '400.00'
    return { on: later(told, ends), year: of, amt: random.chance(0.93) ? right : '123.00' }
  }
  const some: NewbornLife['paid'] = []
  if (random.chance(0.7)) some.push(paid(year))
  if (next > year && random.chance(0.6)) some.push(paid(next))
  if (random.chance(0.08)) some.push(paid(random.pick([year, next])))
  // One that is wrong is told apart from the others by a clerk: it comes alone.
  const wrong = some.find(({ amt }) => amt === '123.00')
  return (wrong ? [wrong] : some).sort((a, b) => (a.on < b.on ? -1 : 1))
}

/** What happens in it. */
export function happenings(life: NewbornLife): Happening[] {
  const { born, told, mother, hospital, decided, until } = life
  const person = someone(1)
  const { psn_no, certno, psn_name } = person
  const birth_cert_no = 'Z000000001'
  const registered = { ...person, ...(life.hasAccount ? { bank_acct: bankAccount } : {}) }
  const certificate = {
    birth_cert_no,
    brdy: `${born}T00:15:00+08:00`,
    gend: '2',
    psn_name: '测试宝宝',
    fixmedins_code: `H${hospital}00001`,
    guardians: [{ certno, psn_name, relation: 'mother' }],
    ...(life.insu_admdvs ? { insu_admdvs: life.insu_admdvs } : {}),
  }
  const insured = (area: string, insutype: string): Happening => ({
    at: '2015-01-01T00:30:00+08:00',
    hear: 'enrolment.registered',
    data: {
      psn_no,
      insu_admdvs: area,
      insutype,
      psn_type: insutype === '310' ? '11' : '15',
      psn_insu_date: '2015-01-01',
    },
  })
  const all: Happening[] = [
    { at: '2010-01-01T00:00:00+08:00', hear: 'person.registered', data: registered },
    ...(mother ? [insured(mother.area, mother.insutype)] : []),
    ...(mother?.also390 ? [insured(mother.also390, '390')] : []),
    ...life.set.map(setting),
    { at: `${told}T09:00:00+08:00`, hear: 'birth.certified', data: certificate },
    ...life.paid.map(({ on, year, amt }, i): Happening => {
      const at = `${on}T10:0${i}:00+08:00`
      return { at, hear: 'premium.paid', data: { birth_cert_no, year, amt, paid_at: at, payer_certno: certno } }
    }),
  ]
  if (decided) all.push({ at: `${decided.on}T14:00:00+08:00`, decide: 'amount-differs', verdict: decided.verdict })
  const end = `${until}T23:00:00+08:00`
  return inTurn([...all, { at: end, nothing: true }]).filter(({ at }) => at <= end)
}
