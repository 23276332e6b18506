/** People who are treated away from home: visits asked for at the desk, reported, settled; filings on commitment. */
import { addDays, addMs, type Day, dayOf } from '../../../../shared/calendar/index.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'

const places = '130100 133100 110000 460000 140100 130600 120000 140200 310000 530100 130181'.split(' ')
/** Of places that are no prefectures, where an institution stands in them; of a prefecture in its second county. */
const counties: Readonly<Record<string, string>> = {
  '133100': '130632',
  '130181': '130181',
  '460000': '460105',
}

export const lives: readonly Life[] = [{ weight: 2, alike: 1, lead: visitor }]

/** A person with one or two relations and some visits. */
function visitor(script: Script, person: number): void {
  const { random } = script
  const { psn_no, certno } = registerPerson(script, person, { late: random.chance(0.1) })
  const home = random.pick(places.slice(0, 5))
  insure(script, person, psn_no, home)
  if (random.chance(0.2)) insure(script, person, psn_no, random.pick(places))
  const span = Math.round((Date.parse(script.end) - Date.parse(script.start)) / 86_400_000)
  for (let visit = random.int(1, 4); visit > 0; visit--) {
    const on = addDays(dayOf(script.start), random.int(0, span - 1))
    treat(script, person, { psn_no, certno, home, on, visit })
  }
  if (random.chance(0.1)) {
    const dead_date = addDays(dayOf(script.start), random.int(0, span - 2))
    script.report(person, 'death.registered', { certno, dead_date }, script.momentOn(addDays(dead_date, 1)))
  }
}

function insure(script: Script, person: number, psn_no: string, area: string): void {
  const { random } = script
  const insutype = random.chance(0.7) ? '310' : '390'
  const psn_type = insutype === '310' ? random.pick(['11', '1101', '12']) : '15'
  const from = addDays(dayOf(script.start), -random.int(30, 3000))
  const student = insutype === '390' && random.chance(0.4) ? { student: true } : {}
  const data = { psn_no, insu_admdvs: area, insutype, psn_type, psn_insu_date: from, ...student }
  script.report(person, 'enrolment.registered', data, script.momentOn(from))
  if (random.chance(0.2)) {
    const end = addDays(dayOf(script.start), random.int(0, 200))
    const pause = { psn_no, insu_admdvs: area, insutype, paus_insu_date: end }
    script.report(person, 'enrolment.paused', pause, script.momentOn(addDays(end, random.int(-3, 3))))
  }
}

interface Treated {
  psn_no: string
  certno: string
  home: string
  on: Day
  visit: number
}

function treat(script: Script, person: number, { psn_no, certno, home, on, visit }: Treated): void {
  const { random } = script
  const area = random.chance(0.2) ? home : random.pick(places)
  const mdtrt_id = `M${script.seed}.${person}.${visit}`
  const county = counties[area] ?? area.slice(0, 2) + (area.endsWith('0000') ? '0101' : `${area.slice(2, 4)}02`)
  const fixmedins_code = `H${county}00001`
  const begun = script.momentOn(on)
  const asked = {
    mdtrt_id,
    fixmedins_code,
    mdtrtarea_admvs: area,
    ...(random.chance(0.8) ? { psn_no } : { certno }),
    ...(random.chance(0.2) ? { insuplc_admdvs: home } : {}),
    med_type: random.pick(['11', '13', '14', '21', '21', '24', '41', '1402', '2102', '9921']),
    begntime: begun,
    cross_region_enabled: random.chance(0.85),
    ...(random.chance(0.2) ? { emergency: random.chance(0.5) } : {}),
    ...(random.chance(0.1) ? { acct_only: true } : {}),
  }
  const soon = (most: number) => addMs(begun, random.int(0, most) * 60_000)
  if (random.chance(0.4)) script.happenings.push({ at: later(script, soon(600)), person, desk: asked })
  if (random.chance(0.8)) script.report(person, 'visit.admitted', asked, soon(600))
  if (random.chance(0.5)) {
    const kind = random.pick(['long-term', 'temporary', 'referral'])
    const to_admdvs = random.chance(0.8) ? area : `${area.slice(0, 2)}0000`
    const from = addDays(on, random.pick([-20, 0, 0, 1]))
    const at = later(script, addMs(begun, random.int(-5, 10) * 86_400_000))
    script.happenings.push({ at, person, file: { psn_no, kind, to_admdvs, from } })
  }
  if (random.chance(0.75)) {
    const endtime = addMs(begun, random.int(1, 40) * 3_600_000 * 12)
    const fund_pay_sumamt = random.chance(0.4) ? '0.00' : '700.00'
    const sums = { medfee_sumamt: '1000.00', fund_pay_sumamt }
    const data = { mdtrt_id, fixmedins_code, psn_no, setl_id: `V${mdtrt_id}`, endtime, ...sums }
    script.report(person, 'visit.settled', data, endtime)
  }
}

/** Within the run. */
function later(script: Script, at: ReturnType<typeof addMs>) {
  if (at < script.start) return script.start
  return at < script.end ? at : addMs(script.end, -script.random.int(1, 3_600_000))
}
