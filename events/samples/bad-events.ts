/** What partners get wrong: events that fail their check are set aside whole and change nothing. */
import { enrolmentIn } from './insured.ts'
import type { Script } from './script.ts'

/** A wrong check digit, a date that does not exist, a sum that is a number of another kind, a pay number of nobody. */
export function tellBadEvents(script: Script): void {
  const person = script.people.someone()
  const at = script.between(8, 12)
  const wrongDigit = person.certno.endsWith('X') ? '0' : 'X'
  script.sendBad(at, 'person.registered', { ...person, certno: person.certno.slice(0, -1) + wrongDigit })
  script.sendBad(at, 'enrolment.registered', enrolmentIn(person, '130100', '2026-02-30'))
  script.sendBad(at, 'account.credited', { psn_no: person.psn_no, insu_admdvs: '130100', amt: '12.5' })
  script.sendBad(at, 'payment.settled', { pay_no: 'PY0', amt: '1.00', bank_time: at })
}
