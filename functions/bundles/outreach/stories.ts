/** Residents of the sample day whom a screening finds not insured (outreach/RULES.md). */
import { enrolmentIn } from '../../../events/samples/insured.ts'
import type { Kinds, Scenario, Script, Stories } from '../../../events/samples/script.ts'
import { theDay } from '../../../events/samples/script.ts'
import type { Answer } from './state.ts'

const area = '130100'
const community = '130102001001'

/** Somebody who lives in a community of Shijiazhuang, and the morning's screening. */
function resident(script: Script) {
  const person = script.people.someone()
  script.send(script.at(0, '05:00'), 'person.registered', { ...person })
  const lives = { psn_no: person.psn_no, community, from: '2026-01-01' }
  script.send(script.at(0, '05:20'), 'residence.registered', lives)
  const body = { admdvs: area }
  script.call(script.at(0, '06:00'), { as: { role: 'operator' }, method: 'POST', path: '/v1/screenings', body })
  return person
}

type Outcome = Readonly<Record<string, unknown>>

/** What a visit finds, and what comes of it. */
function visited(answer: Answer, outcome: Outcome): (script: Script) => void {
  return (script) => {
    const person = resident(script)
    const rejects = answer === 'not-found'
    const said = rejects
      ? ({ decision: 'reject', reason: '三次上门都没有人' } as const)
      : ({ decision: 'approve', answer } as const)
    script.answer(person, 'visit-uninsured', said)
    const expected = {
      psn_no: person.psn_no,
      status: 'done' as const,
      outcome: { result: answer, community, ...outcome },
    }
    script.expect({ story: `visited: ${answer}`, bundle: 'outreach', ...expected })
  }
}

/** Enrols a week after saying so. */
function enrols(script: Script): void {
  const person = resident(script)
  script.answer(person, 'visit-uninsured', { decision: 'approve', answer: 'will-enrol' })
  script.send(script.at(7, '09:00'), 'enrolment.registered', {
    ...enrolmentIn(person, area, theDay),
    insutype: '390',
    psn_type: '15',
  })
  const outcome = { result: 'insured', community }
  script.expect({ story: 'visited: enrols', bundle: 'outreach', psn_no: person.psn_no, status: 'done', outcome })
}

const kinds: Kinds = [
  [enrols, 6],
  [visited('military', { exempt_to: '2026-12-31' }), 2],
  [visited('refuses', {}), 2],
  [visited('not-found', {}), 2],
]

/** Writes them. */
export const stories: Stories = (script, scale) => script.tell(kinds, scale, 1)

/** Told by themselves. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'outreach',
    title: { zh: '筛查发现没有参保的居民，上门问问', en: 'A screening finds somebody not insured, who is visited' },
    tell: (script) => resident(script),
  },
]
