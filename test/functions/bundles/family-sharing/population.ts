/** Families who share accounts, and what pharmacies report of it. */
import { addDays, dayOf } from '../../../../shared/calendar/index.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'

export const lives: readonly Life[] = [{ weight: 1, lead: spender }]

/** Somebody whose account somebody else would use: without a share it waits. */
function spender(script: Script, person: number): void {
  const { random } = script
  const { psn_no } = registerPerson(script, person, { late: random.chance(0.2) })
  const from = addDays(dayOf(script.start), -random.int(30, 900))
  const home = random.pick(['130100', '130200'])
  const data = { psn_no, insu_admdvs: home, insutype: '310', psn_type: '11', psn_insu_date: from }
  script.report(person, 'enrolment.registered', data, script.momentOn(from))
}
