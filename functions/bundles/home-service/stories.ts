/** People of the sample day who cannot come themselves (home-service/RULES.md). */
import { enrolmentIn } from '../../../events/samples/insured.ts'
import type { SamplePerson } from '../../../events/samples/people.ts'
import type { Kinds, Scenario, Script, Stories } from '../../../events/samples/script.ts'
import { dayOf } from '../../../shared/calendar/index.ts'

const area = '130100'
const community = '130102001001'

/** Somebody insured in Shijiazhuang, who lives where no point goes to homes, asks in the morning. */
function asks(script: Script, reason: 'elder' | 'ill'): SamplePerson {
  const person = script.people.someone()
  const night = script.between(5, 8)
  const { psn_no } = person
  script.send(night, 'person.registered', { ...person })
  script.send(night, 'enrolment.registered', enrolmentIn(person, area, '2021-01-01'))
  script.send(night, 'residence.registered', { psn_no, community, from: '2021-01-01' })
  const form = { matter: 'account', community, address: '示例路1号2单元301', tel: '0311-00000000', reason }
  script.call(script.between(8, 10), {
    as: { role: 'citizen', psn_no },
    method: 'POST',
    path: '/v1/cases',
    body: { bundle: 'home-service', form },
    expect: { bundle: 'home-service', status: 'waiting', admdvs: area },
  })
  return person
}

/** A clerk goes the same day. */
function clerkGoes(script: Script): void {
  const person = asks(script, 'elder')
  const visited_on = dayOf(script.at(0, '12:00'))
  script.answer(person, 'assign-home-service', { decision: 'approve', visited_on })
  script.expect({
    story: 'visited by a clerk',
    bundle: 'home-service',
    psn_no: person.psn_no,
    status: 'done',
    outcome: { result: 'served', visited_on },
  })
}

/** Nobody can go. */
function nobodyGoes(script: Script): void {
  const person = asks(script, 'ill')
  const reason = '当天大雪封路，改约下周'
  script.answer(person, 'assign-home-service', { decision: 'reject', reason })
  script.expect({
    story: 'nobody can go',
    bundle: 'home-service',
    psn_no: person.psn_no,
    status: 'done',
    outcome: { result: 'not-served', reason },
  })
}

/** Told at each scale; so many at full. */
const kinds: Kinds = [
  [clerkGoes, 6],
  [nobodyGoes, 2],
]

/** Writes them. */
export const stories: Stories = (script, scale) => script.tell(kinds, scale, 1)

/** Told by itself. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'home-service',
    title: { zh: '上门服务：没有网点能去，经办人员上门', en: 'A visit at home: no point goes, so a clerk does' },
    tell: (script) => clerkGoes(script),
  },
]
