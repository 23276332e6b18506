/** Somebody of whom everything is reported before anybody says who it is: all of it waits, and is taken up at once. */
import { addDays, addMs, dayOf } from '../../../shared/calendar/index.ts'
import { registerPerson, type Script, someSum } from './people.ts'

/** Many reports, and the person last. */
export function latecomer(script: Script, person: number): void {
  const { random } = script
  const area = random.pick(['130100', '130200'])
  const { psn_no } = registerPerson(script, person)
  const from = addDays(dayOf(script.start), -random.int(100, 900))
  const data = { psn_no, insu_admdvs: area, insutype: '310', psn_type: '11', psn_insu_date: from }
  script.report(person, 'enrolment.registered', data, script.momentOn(from))
  const reports = random.chance(0.7) ? random.int(20, 50) : random.int(105, 130)
  for (let i = reports; i > 0; i--) {
    const time = script.momentOn(addDays(from, random.int(1, 90)))
    const what = { psn_no, insu_admdvs: area, amt: someSum(random, 300) }
    if (random.chance(0.4)) script.report(person, 'account.credited', what, time)
    else script.report(person, 'account.spent', { ...what, amt: '1.00', setl_id: `S${person}.${i}` }, time)
  }
  const own = script.happenings.filter((happening) => happening.person === person)
  const last = own.reduce((latest, { at }) => (at > latest ? at : latest), script.start)
  for (const happening of own) {
    if ('event' in happening && happening.event.type === 'person.registered') {
      const at = addMs(last, random.int(60_000, 86_400_000))
      happening.at = at < script.end ? at : addMs(script.end, -1)
    }
  }
}
