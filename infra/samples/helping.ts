/**
 * The people's side of the sample day, as far as it is no bundle's: a point of help and its agent, members of a family,
 * errands, a visit, a question that nothing answers.
 */
import { enrolmentIn } from '../../events/samples/insured.ts'
import type { SamplePerson } from '../../events/samples/people.ts'
import { type Chapter, type Kinds, type Script, type Stories, theDay } from '../../events/samples/script.ts'

/** Whose part it is: no bundle's, but with people and numbers of its own. */
export const helpers: Chapter = { bundle: '', prefix: 'HP' }

const area = '130100'
/** The only community that the point serves: elsewhere clerks visit. */
const community = '130104001001'
const point_no = 'SJZ001'
const agent = { role: 'agent', agent_no: 'SJZ001-1', point_no } as const
const operator = { role: 'operator' } as const

/** A filing as a citizen makes it, or somebody for them. */
const filing = { kind: 'temporary', to_admdvs: '110000', from: theDay, commitment: true } as const

function insured(script: Script, like: { brdy?: string } = {}): SamplePerson {
  const person = script.people.someone(like)
  script.send(script.at(0, '05:00'), 'person.registered', { ...person })
  script.send(script.at(0, '05:20'), 'enrolment.registered', enrolmentIn(person, area, '2021-01-01'))
  return person
}

/** The point of a village, and who works there. */
function pointOfHelp(script: Script): void {
  const { psn_no } = insured(script)
  const body = {
    name: '春风社区服务站（测试）',
    kind: 'village',
    admdvs: area,
    address: '测试路1号',
    lng: '114.51',
    lat: '38.04',
    tel: '0311-00000000',
    hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
    matters: ['filing', 'account', 'mandate', 'other'],
    communities: [community],
    home: true,
  }
  const path = `/v1/points/${point_no}`
  script.call(script.at(0, '05:00'), { as: operator, method: 'PUT', path, body })
  script.call(script.at(0, '05:20'), {
    as: operator,
    method: 'PUT',
    path: `${path}/agents/${agent.agent_no}`,
    body: { psn_no, status: 'active', trained_on: '2026-02-02' },
  })
}

/** A child is given leave to act for a parent, and files for them. */
function inTheFamily(script: Script): void {
  const parent = insured(script, { brdy: '1962-05-01' })
  const child = insured(script, { brdy: '1988-08-08' })
  const { certno, psn_name } = child
  const mandate = script.number('M')
  script.call(script.at(0, '08:00'), {
    as: { role: 'citizen', psn_no: parent.psn_no },
    method: 'POST',
    path: '/v1/mandates',
    body: { as: 'principal', certno, psn_name, relation: 'child', scopes: ['see', 'act'] },
    expect: { status: 'offered' },
    keep: mandate,
  })
  const as = { role: 'citizen', psn_no: child.psn_no } as const
  const path = `/v1/mandates/{${mandate}.mandate_id}/acceptance`
  script.call(script.at(0, '08:20'), { as, method: 'POST', path, expect: { status: 'active' } })
  const made = { psn_no: parent.psn_no, status: 'active' }
  const on = { as, for: parent.psn_no }
  script.call(script.at(0, '08:40'), { ...on, method: 'POST', path: '/v1/filings', body: filing, expect: made })
}

/** Consents on paper; what the agent files waits for a clerk, who approves it at noon. */
function atThePoint(script: Script): void {
  const { psn_no, certno, psn_name } = insured(script)
  const consent = { certno, psn_name, paper_ref: script.number('WT') }
  const post = { as: agent, method: 'POST' } as const
  const opened = { psn_no, status: 'open', consent: 'paper' }
  const errand = { path: '/v1/errands', body: { matter: 'filing', consent }, expect: opened }
  script.call(script.at(0, '09:00'), { ...post, ...errand })
  script.call(script.at(0, '09:20'), { ...post, for: psn_no, path: '/v1/filings', body: filing })
  const expect = { filings: [{ to_admdvs: filing.to_admdvs, status: 'active' }] }
  script.call(script.at(0, '12:20'), { as: { role: 'citizen', psn_no }, method: 'GET', path: '/v1/filings', expect })
}

/** Lives where the point serves, is not insured, and is visited by its agent in the afternoon. */
function visitedByAgent(script: Script): void {
  const person = script.people.someone()
  const { psn_no } = person
  script.send(script.at(0, '05:00'), 'person.registered', { ...person })
  script.send(script.at(0, '05:20'), 'residence.registered', { psn_no, community, from: '2026-01-01' })
  script.call(script.at(0, '06:00'), { as: operator, method: 'POST', path: '/v1/screenings', body: { admdvs: area } })
  script.answer(person, 'visit-uninsured', { decision: 'approve', answer: 'abroad' })
  script.decide(script.at(0, '15:00'), agent)
  const outcome = { result: 'abroad', community, exempt_to: '2026-12-31' }
  script.expect({ story: 'visited by an agent', bundle: 'outreach', psn_no, status: 'done', outcome })
}

/** Asks what no article answers. */
function asks(script: Script): void {
  const body = { text: '社区活动室周末开不开门？', admdvs: area }
  const expect = { confident: false, hand_over: true, answers: [] }
  script.call(script.at(0, '10:00'), { as: operator, method: 'POST', path: '/v1/questions', body, expect })
}

/** How many there are at full scale; one of each at least. */
const kinds: Kinds = [
  [inTheFamily, 6],
  [atThePoint, 6],
  [visitedByAgent, 4],
  [asks, 3],
]

/** Writes them; there is one point, however large the day. */
export const helping: Stories = (script, scale) => {
  pointOfHelp(script)
  script.tell(kinds, scale, 1)
}
