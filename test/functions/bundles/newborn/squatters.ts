/** People who ask for a child before its hospital has certified it: strangers with themselves as parents, and mothers who can't wait. */
import { addMs } from '../../../../shared/calendar/index.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'
import { later, registerPerson, type Script } from '../../../simulator/population/people.ts'
import { Random } from '../../../simulator/random.ts'

/** Since when everybody who was registered before the run is so in the run. */
const settledMs = 2 * 3_600_000

/** Lets some certificate numbers be asked for. A random of its own, after the families: their lives stay what they were. */
export function askAhead(script: Script): void {
  const random = new Random('squatters', script.seed)
  const asked = new Set<number>()
  for (const happening of [...script.happenings]) {
    if (!('event' in happening) || happening.again || happening.event.type !== 'birth.certified') continue
    const { person, event, at } = happening
    if (event.data.replaces_cert_no !== undefined || asked.has(person) || !random.chance(0.25)) continue
    asked.add(person)
    const born = later(addMs(script.start, settledMs), addMs(event.data.brdy as typeof at, 1))
    const until = Math.max(1, Date.parse(at) - Date.parse(born))
    const when = addMs(born, random.int(0, until - 1))
    const form = random.chance(0.3) ? ofMother(script, event) : ofStranger(script, random, person, event)
    if (form && when < script.end) script.happenings.push({ at: when, person, ask: form })
  }
}

interface Asked {
  psn_no: string
  form: Record<string, unknown>
}

/** What the hospital will say, or nearly: date and sex are known to whoever saw the child. */
function formOf({ data }: PartnerEvent, guardians: readonly object[]): Record<string, unknown> {
  const { birth_cert_no, brdy, gend, psn_name, fixmedins_code } = data
  return { birth_cert_no, brdy, gend, psn_name, fixmedins_code, guardians }
}

function ofMother(script: Script, event: PartnerEvent): Asked | undefined {
  const mother = (event.data.guardians as { certno: string; relation: string }[]).find(
    (one) => one.relation === 'mother',
  )
  const registered = script.happenings.find(
    (h) => 'event' in h && h.event.type === 'person.registered' && h.event.data.certno === mother?.certno,
  )
  if (!mother || !registered || !('event' in registered)) return undefined
  return { psn_no: registered.event.data.psn_no as string, form: formOf(event, [mother]) }
}

function ofStranger(script: Script, random: Random, person: number, event: PartnerEvent): Asked {
  const { psn_no, certno, psn_name, gend } = registerPerson(script, 400 + person, { owner: person, bank: true })
  const relation = gend === '2' ? 'mother' : 'father'
  const form = formOf(event, [{ certno, psn_name, relation }])
  return { psn_no, form: random.chance(0.7) ? form : { ...form, gend: form.gend === '1' ? '2' : '1' } }
}
