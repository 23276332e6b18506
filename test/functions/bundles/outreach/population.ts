/** Residents of an area that is screened now and then: insured, paused, never insured, dead; and what visits find. */
import { addDays, addMs, dayOf } from '../../../../shared/calendar/index.ts'
import type { TaskRow } from '../../../../shared/registers/rows.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import type { Random } from '../../../simulator/random.ts'
import { answers as found } from './model.ts'

const area = '130100'
const communities = ['130102001001', '130102001002', '130104001001']

export const lives: readonly Life[] = [{ weight: 2, alike: 1, lead: resident }]

/** What a visit finds. */
export const answers = {
  'visit-uninsured': { approval: (_task: TaskRow, random: Random) => ({ answer: random.pick(Object.keys(found)) }) },
}

function resident(script: Script, person: number): void {
  const { random, start, end } = script
  const days = Math.max(2, Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000))
  const day = () => addDays(dayOf(start), random.int(0, days - 1))
  const { psn_no, certno } = registerPerson(script, person, { late: random.chance(0.2) })
  for (let times = random.int(1, 2); times > 0; times--) {
    const from = addDays(dayOf(start), -random.int(0, 60))
    script.report(
      person,
      'residence.registered',
      { psn_no, community: random.pick(communities), from },
      addMs(start, times),
    )
  }
  if (random.chance(0.6)) {
    const from = day()
    const data = { psn_no, insu_admdvs: area, insutype: '390', psn_type: '15', psn_insu_date: from }
    script.report(person, 'enrolment.registered', data, script.momentOn(from))
  }
  if (random.chance(0.1)) {
    const dead_date = day()
    script.report(person, 'death.registered', { certno, dead_date }, script.momentOn(addDays(dead_date, 1)))
  }
  if (random.chance(0.3)) script.happenings.push({ at: script.momentOn(day()), person: -1, screen: area })
}
