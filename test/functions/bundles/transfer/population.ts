/** Lives of employees who move between pooling areas: the histories that transfer/RULES.md is about. */
import { addDays, addMs, type Day, dayOf, monthOf } from '../../../../shared/calendar/index.ts'
import type { Answer, Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script, somedayAfter, someSum } from '../../../simulator/population/people.ts'
import { Random } from '../../../simulator/random.ts'

/** Pooling areas by province, and how often somebody moves within it: in Shanxi nobody is transferred unless it is set. */
const provinces: readonly (readonly [weight: number, areas: readonly string[]])[] = [
  [6, ['130100', '130200', '130300', '130400']],
  [2, ['330100', '330200', '330300', '330400']],
  [2, ['430100', '430200', '430300', '430400']],
  [1, ['320100', '320500', '320200']],
  [0.5, ['140100', '140200', '140300']],
]
const hebei = ['130100', '130200', '130300', '130400']

/** The pooling areas of some province, in any order. */
const placesOf = (random: Random): string[] => random.shuffled(random.weighted(provinces))

export const lives: readonly Life[] = [{ weight: 10, alike: 2, lead: mover }]

export const besides = [takenBackSoon, whoLooks]

/** What operators set where nothing is published. */
export const published = { waiting_months: 6 }

const choice: Answer = {
  approval({ facts }, random) {
    return { insu_admdvs: random.pick(facts.candidates as { insu_admdvs: string }[]).insu_admdvs }
  },
}

/** At nine everybody comes at once: the clerk who approves, and operators who clear what is approved that day. */
const approval: Answer = {
  beside({ rush, clear }, at, _task, random) {
    if (!rush) return
    for (let times = random.int(0, 2); times > 0; times--) clear(at)
  },
}

export const answers = { 'choose-origin': choice, 'approve-transfer-out': approval }

interface Stay {
  area: string
  from: Day
  /** Last insured day. */
  to?: Day
  /** When the enrolment was reported, if not as it began. */
  told?: Day
}

/** Careers, by how often they are led, and how often the last enrolment is taken back. */
const careers: readonly (readonly [number, { stays(script: Script): Stay[]; revoked: number }])[] = [
  [8, { stays: path, revoked: 0.12 }],
  [1, { stays: tie, revoked: 0.12 }],
  [2, { stays: homecoming, revoked: 0.15 }],
  [2, { stays: hops, revoked: 0.4 }],
  [1.5, { stays: twoAtOnce, revoked: 0.1 }],
]

/** A person who was insured in one or more places and then in another. */
function mover(script: Script, person: number): void {
  const { random } = script
  const { psn_no, certno } = registerPerson(script, person)
  const career = random.weighted(careers)
  const stays = career.stays(script)
  for (const [index, stay] of stays.entries()) live(script, person, psn_no, stay, index === stays.length - 1)
  const last = stays.at(-1) as Stay
  if (random.chance(career.revoked)) {
    const reason = '登记错误'
    const data = { psn_no, insu_admdvs: last.area, insutype: '310', psn_insu_date: last.from, reason }
    script.report(person, 'enrolment.revoked', data, script.momentOn(somedayAfter(script, last.from, 1, 90)))
    if (random.chance(0.3)) enrol(script, person, psn_no, last, somedayAfter(script, last.from, 91, 120))
  }
  if (random.chance(0.2)) noise(script, person, psn_no)
  if (random.chance(0.08)) {
    const dead_date = somedayAfter(script, last.from, 1, 60)
    script.report(person, 'death.registered', { certno, dead_date }, script.momentOn(addDays(dead_date, 1)))
  }
}

/**
 * Somebody whose last enrolment is taken back within hours, before clerks have decided anything, with money left in an
 * older place. A random of its own: the lives of a seed stay what they were.
 */
function takenBackSoon(script: Script): void {
  const random = new Random('taken-back', script.seed)
  if (!random.chance(0.12)) return
  const person = 460
  const { psn_no } = registerPerson(script, person)
  const [older, before, last] = random.shuffled(hebei) as [string, string, string]
  const from = addDays(dayOf(script.start), random.int(5, 30))
  const stays: Stay[] = [
    { area: older, from: addDays(from, -900), to: addDays(from, -random.int(200, 400)) },
    { area: before, from: addDays(from, -150), to: addDays(from, -random.int(1, 20)) },
  ]
  for (const { area, from: begun, to } of stays as Required<Stay>[]) {
    enrol(script, person, psn_no, { area, from: begun }, begun)
    const about = { psn_no, insu_admdvs: area }
    script.report(
      person,
      'account.credited',
      { ...about, amt: someSum(random, 900), memo: '划入' },
      script.momentOn(to),
    )
    script.report(person, 'enrolment.paused', { ...about, insutype: '310', paus_insu_date: to }, script.momentOn(to))
  }
  const told = script.momentOn(from)
  const enrolment = { psn_no, insu_admdvs: last, insutype: '310', psn_insu_date: from }
  const work = { psn_type: '11', emp_no: `E${last}`, emp_name: '测试单位' }
  script.report(person, 'enrolment.registered', { ...enrolment, ...work }, told)
  const revoked = addMs(told, random.int(10, 600) * 60_000)
  script.report(person, 'enrolment.revoked', { ...enrolment, reason: '登记错误' }, revoked)
}

/**
 * A bureau of Hebei says who looks at a balance first, from a day on. A random of its own: the lives of a seed stay what
 * they were.
 */
function whoLooks(script: Script): void {
  const random = new Random('who-looks', script.seed)
  if (!random.chance(0.5)) return
  for (const admdvs of random.shuffled(hebei).slice(0, random.int(1, 3))) {
    const from = addDays(dayOf(script.start), random.int(-30, 40))
    const above = `${random.pick([0, 500, 1500])}.00`
    const value = random.pick(['never', { above, days: random.int(1, 12) }, 'always'] as const)
    script.happenings.push({ at: script.start, person: -1, policy: { name: 'transfer_approval', admdvs, from, value } })
  }
}

/** Stays one after the other in these places, each short enough that the next begins within the run. */
function inTurn(script: Script, areas: readonly string[]): Stay[] {
  const { random } = script
  const stays: Stay[] = []
  let from = addDays(dayOf(script.start), -random.int(60, 900))
  let to = addDays(dayOf(script.start), random.int(-20, 40))
  for (const [index, area] of areas.entries()) {
    stays.push(index < areas.length - 1 ? { area, from, to } : { area, from })
    from = addDays(to, random.int(1, 12))
    to = addDays(from, random.int(8, 90))
  }
  return stays
}

/** Away and back again, once or several times. */
function homecoming(script: Script): Stay[] {
  const [home, away] = placesOf(script.random) as [string, string]
  return inTurn(script, [home, away, home, away, home].slice(0, script.random.int(3, 5)))
}

/** From place to place, so that money moves on before it is cleared. */
function hops(script: Script): Stay[] {
  return inTurn(script, placesOf(script.random).slice(0, script.random.int(3, 4)))
}

/** Two relations at once after an earlier one; the second may begin in a month to come, or on the same day. */
function twoAtOnce(script: Script): Stay[] {
  const { random } = script
  const [earlier, one, two] = placesOf(random) as [string, string, string]
  const from = somedayAfter(script, dayOf(script.start), -20, 40)
  const later = addDays(from, random.pick([0, random.int(1, 60), random.int(100, 400)]))
  const told = later > addDays(from, 60) ? somedayAfter(script, from, 0, 30) : later
  const ended = random.chance(0.3) ? { to: addDays(later, random.int(1, 60)) } : {}
  // Both may wait for its pause.
  const to = random.chance(0.4) ? addDays(later, random.int(0, 20)) : addDays(from, -random.int(1, 60))
  const first = { area: earlier, from: addDays(from, -random.int(100, 900)), to }
  // The one begun first may be reported last.
  const last = random.chance(0.4) ? { told: addDays(told, random.int(0, 3)) } : {}
  return [first, { area: one, from, ...ended, ...last }, { area: two, from: later, told }]
}

/** Places one after the other; the last move falls into the run, or shortly before it. */
function path(script: Script): Stay[] {
  const { random } = script
  const places = placesOf(random)
  const count = Math.min(
    places.length,
    random.weighted([
      [1, 1],
      [10, 2],
      [4, 3],
      [1, 4],
    ] as const),
  )
  const span = Math.max(1, Math.round((Date.parse(script.end) - Date.parse(script.start)) / 86_400_000))
  let enrolledOn = addDays(dayOf(script.start), random.int(-30, Math.floor(span * 0.7)))
  const stays: Stay[] = []
  for (const area of places.slice(0, count)) {
    const stay: Stay = stays.length === 0 ? { area, from: enrolledOn } : before(script, area, enrolledOn)
    stays.unshift(stay)
    enrolledOn = stay.from
  }
  const last = stays.at(-1) as Stay
  if (random.chance(0.1)) last.to = somedayAfter(script, last.from, 5, 200)
  return stays
}

/** A stay that ends before the next begins, overlaps it, or never ends. */
function before(script: Script, area: string, next: Day): Stay {
  const { random } = script
  const long = random.weighted([
    [3, random.int(400, 3000)],
    [1, random.int(20, 300)],
  ] as const)
  const to = random.weighted([
    [6, addDays(next, -random.int(1, 45))],
    [3, addDays(next, -random.int(46, 300))],
    [3, addDays(next, random.int(0, 60))],
    [1, undefined],
  ] as const)
  const from = addDays(to !== undefined && to < next ? to : next, -long)
  return to === undefined ? { area, from } : { area, from, to }
}

/** Two stays that end on the same day, so that only a clerk can tell. */
function tie(script: Script): Stay[] {
  const { random } = script
  const [one, two, last] = placesOf(random) as [string, string, string]
  const from = somedayAfter(script, dayOf(script.start), 0, 60)
  const to = addDays(from, -random.int(1, 60))
  const begun = addDays(to, -random.int(300, 900))
  const other = random.chance(0.6) ? begun : addDays(begun, -7)
  return [
    { area: one, from: begun, to },
    { area: two, from: other, to },
    { area: last, from },
  ]
}

function enrol(script: Script, person: number, psn_no: string, stay: Stay, reported: Day): void {
  const psn_type = script.random.chance(0.03) ? '12' : '11'
  const work = { emp_no: `E${stay.area}`, emp_name: '测试单位' }
  const data = { psn_no, insu_admdvs: stay.area, insutype: '310', psn_type, psn_insu_date: stay.from, ...work }
  script.report(person, 'enrolment.registered', data, script.momentOn(reported))
}

/** What is reported of a stay: enrolment, months, money in and out, and its end. */
function live(script: Script, person: number, psn_no: string, stay: Stay, last: boolean): void {
  const { area, from, to } = stay
  enrol(script, person, psn_no, stay, somedayAfter(script, stay.told ?? from, 0, 3))
  if (to !== undefined) {
    const data = { psn_no, insu_admdvs: area, insutype: '310', paus_insu_date: to }
    script.report(person, 'enrolment.paused', data, script.momentOn(somedayAfter(script, to, -2, 10)))
  }
  const until = to ?? (last ? dayOf(script.end) : addDays(from, 400))
  if (until > from) months(script, person, psn_no, area, from, until)
  money(script, person, psn_no, area, from, to)
}

function months(script: Script, person: number, psn_no: string, area: string, from: Day, until: Day): void {
  const { random } = script
  for (let times = random.int(0, 2); times > 0; times--) {
    const begin = addDays(from, random.int(0, 60))
    const end = addDays(begin, random.int(0, 500))
    const last = end < until ? end : until
    if (last < begin) continue
    const sums = { base: '6000.00', amt_psn: '120.00', amt_emp: '480.00' }
    const data = {
      psn_no,
      insu_admdvs: area,
      insutype: '310',
      accrym_begn: monthOf(begin),
      accrym_end: monthOf(last),
      ...sums,
    }
    script.report(person, 'contribution.posted', data, script.momentOn(addDays(last, 5)))
  }
}

function money(script: Script, person: number, psn_no: string, area: string, from: Day, to: Day | undefined): void {
  const { random } = script
  const credits = random.weighted([
    [1, 0],
    [3, 1],
    [2, 2],
    [1, 4],
  ] as const)
  const around = to ?? dayOf(script.start)
  for (let i = 0; i < credits; i++) {
    // Some come long after the stay: late credits.
    const day = random.chance(0.75) ? addDays(around, -random.int(0, 200)) : addDays(around, random.int(1, 150))
    const data = { psn_no, insu_admdvs: area, amt: creditIn(area, random), memo: '划入' }
    script.report(person, 'account.credited', data, script.momentOn(day < from ? from : day))
  }
  if (random.chance(0.2)) ahead(script, person, psn_no, area, around)
  for (let i = random.int(0, 2); credits > 0 && i > 0; i--) {
    const day = addDays(around, random.int(-100, 120))
    const setl_id = `S${person}.${area}.${from}.${i}`
    const yuan = random.int(1, random.pick([100, 1500, 4000]))
    const data = { psn_no, insu_admdvs: area, amt: `${yuan}.50`, setl_id }
    const time = script.momentOn(day < from ? from : day)
    script.report(person, 'account.spent', data, time)
    if (random.chance(0.3)) {
      const corrected = { ...data, amt: someSum(random, random.chance(0.6) ? yuan : 2000) }
      script.report(person, 'account.spent', corrected, script.momentOn(addDays(dayOf(time), random.int(1, 30))))
    }
  }
}

/** A sum that an account gets: in Zhejiang often about as much as its clerks look at. */
function creditIn(area: string, random: Random): string {
  if (!area.startsWith('33')) return someSum(random, 3000)
  const around = ['9999.99', '10000.00', '10000.01'] as const
  return random.weighted([
    [2, someSum(random, 3000)],
    [2, someSum(random, 20_000)],
    [2, random.pick(around)],
  ] as const)
}

/** A spending that is reported before the credit it is paid from, perhaps when the balance has long moved on. */
function ahead(script: Script, person: number, psn_no: string, area: string, around: Day): void {
  const { random } = script
  const day = addDays(around, random.int(-20, 120))
  const yuan = random.int(50, 3000)
  const spent = { psn_no, insu_admdvs: area, amt: `${yuan}.00`, setl_id: `S${person}.${area}.${around}.ahead` }
  script.report(person, 'account.spent', spent, script.momentOn(day))
  const credited = { psn_no, insu_admdvs: area, amt: `${random.int(10, yuan + 500)}.00`, memo: '划入' }
  script.report(person, 'account.credited', credited, script.momentOn(addDays(day, random.int(1, 3))))
}

/** Other insurances and places that no transfer is about. */
function noise(script: Script, person: number, psn_no: string): void {
  const { random } = script
  const from = addDays(dayOf(script.start), random.int(-800, 100))
  const work = { emp_no: 'E9', emp_name: '测试单位' }
  const [insutype, psn_type, insu_admdvs] = random.pick([
    ['390', '15', '130300'],
    ['310', '11', '110000'],
    ['310', '11', '420100'],
  ] as const)
  const data = { psn_no, insu_admdvs, insutype, psn_type, psn_insu_date: from, ...work }
  script.report(person, 'enrolment.registered', data, script.momentOn(from))
  if (random.chance(0.5)) {
    const pause = { psn_no, insu_admdvs, insutype, paus_insu_date: addDays(from, random.int(10, 400)) }
    script.report(person, 'enrolment.paused', pause, script.momentOn(addDays(pause.paus_insu_date as Day, 2)))
  }
}
