/** Donors of the sample day. */
import { type Script, type Stories, theDay } from '../../../events/samples/script.ts'
import { donationReported } from './events.ts'

const area = '130100'

/** Somebody gives blood and chooses a gift, or says nothing of it. */
function donor(script: Script, chooses: boolean): void {
  const person = script.people.someone()
  script.send(script.at(0, '05:00'), 'person.registered', { ...person })
  const { psn_no } = person
  const donation = { donation_no: script.number('D'), donated_on: theDay, ml: 400, admdvs: area }
  script.send(script.between(9, 12), donationReported, { psn_no, ...donation })
  if (chooses) script.act(script.at(0, '18:00'), person, 'donation', { action: 'take-gift', gift: 'card' })
  else script.pass(script.at(31, '09:00'))
  script.expect({
    story: `donor who ${chooses ? 'chooses' : 'says nothing'}`,
    bundle: 'donation',
    psn_no,
    admdvs: area,
    status: 'done',
    outcome: chooses ? { result: 'thanked', gift: 'card', ml: 400 } : { result: 'silent', ml: 400 },
  })
}

/** Writes the donations. */
export const stories: Stories = (script) => {
  for (const chooses of [true, false]) donor(script, chooses)
}
