/** A sample day as the API answers it: what the documents are held against, and what their examples are taken from. */
import { inboundEvents } from '../../../events/index.ts'
import type { Caller, SampleDay } from '../../../events/samples/day.ts'
import { signingExample } from '../../../events/signing-example.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { manifests } from '../../../functions/bundles/index.ts'
import { nameOf } from '../../../functions/calls/route.ts'
import { nationalMessages } from '../../../functions/inbox/national/index.ts'
import type { ApiClient } from '../../../infra/local/day/api-client.ts'
import { sampleDay } from '../../../infra/samples/index.ts'
import { packOfTheDay } from '../../../infra/samples/packs.ts'
import { addMs, dayOf, instant } from '../../../shared/calendar/index.ts'
import { type Heard, playInMemory } from '../../infra/samples/stage.ts'
import type { Stack } from '../../support/stack.ts'
import { openForClerks } from '../../support/tasks.ts'
import { hospital, asked as survey, treat } from '../surveys/scene.ts'
import { ownCalls } from './own-calls.ts'
import { point, registeredAgent } from './town.ts'

/** What {@link hearing} heard, once for all tests of a process: it is looked at, and never changed. */
export const hearDay = (): ReturnType<typeof hearing> => {
  heardOnce ??= hearing()
  return heardOnce
}
let heardOnce: ReturnType<typeof hearing> | undefined

/** Plays a small day, then asks for everything that somebody of it may see. Answers all that the API said, and what left. */
async function hearing() {
  const heard: Heard[] = []
  const day = sampleDay(1, 0.05)
  const { api, faults, stack } = await playInMemory(day, (answer) => heard.push(answer))
  if (faults.length > 0) throw new Error(faults.join('\n'))
  await lookAtAll(api, day, stack)
  await lookAtShadow(api, day, stack)
  await lookAtSigningKeys(api, stack)
  return { heard, sent: [...stack.sent(), ...stack.sent('receipts')] }
}

const routes = new Map<string, string | undefined>()

/** The route that a call went to; a path that is spelt out before one with a place in it. */
export function routeOf({ method, path }: Heard): string | undefined {
  const [bare = ''] = path.split('?')
  const asked = `${method} ${bare}`
  if (!routes.has(asked)) routes.set(asked, routeFor(method, bare))
  return routes.get(asked)
}

function routeFor(method: string, bare: string): string | undefined {
  const fits = allRoutes.filter(
    (route) =>
      route.method.toUpperCase() === method && new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare),
  )
  const [found] = fits.sort((a, b) => a.path.split('{').length - b.path.split('{').length)
  return found && nameOf(found)
}

/** What one operator proposes another releases. */
const otherOperator: Caller & { sub: string } = { role: 'operator', sub: 'operator:2' }

/** At the end of the day a bundle goes into shadow, and a visit is decided so. */
async function lookAtShadow(api: ApiClient, day: SampleDay, stack: Stack): Promise<void> {
  const enrolled = day.steps.flatMap((step) =>
    step.do === 'send' && step.event.type.includes('enrolment.registered') ? [step.event.data] : [],
  )
  const { psn_no, insu_admdvs } = enrolled[0] as { psn_no: string; insu_admdvs: string }
  const operator: Caller = { role: 'operator' }
  const bundles = { filing: { state: 'shadow' } }
  await api.call(operator, 'PUT', `/v1/regions/${insu_admdvs}/settings`, { bundles })
  await stack.happen('visit.admitted', {
    mdtrt_id: 'M1',
    fixmedins_code: 'H11010000001',
    mdtrtarea_admvs: '110000',
    psn_no,
    med_type: '21',
    begntime: stack.clock.now(),
    insuplc_admdvs: insu_admdvs,
    cross_region_enabled: true,
  })
  await api.call(operator, 'GET', `/v1/shadow?admdvs=${insu_admdvs}`)
}

/** A clerk has something in hand, needs more time, and lays it back. */
async function lookAtTasks(api: ApiClient, stack: Stack): Promise<void> {
  const due_at = addMs(stack.clock.now(), 86_400_000)
  const id = await openForClerks(stack, { due_at, extension: 5 })
  for (const [what, body] of [['claim'], ['extension', { reason: '要向原参保地核实' }], ['release']] as const) {
    await api.call({ role: 'clerk', admdvs: '130200' }, 'POST', `/v1/tasks/${id}/${what}`, body)
  }
  await api.call({ role: 'clerk', admdvs: '130200' }, 'GET', `/v1/tasks/${id}`)
  const both = { task_ids: [id], decision: 'approve' }
  await api.call({ role: 'clerk', admdvs: '130200' }, 'POST', '/v1/task-decisions', both)
  await api.call({ role: 'supervisor', admdvs: '130200', staff_no: 'S1' }, 'GET', '/v1/workload')
  await api.call({ role: 'clerk', admdvs: '130200' }, 'GET', '/v1/problems')
}

/** Where signing is on, the keys are told: here that of the example beside the events, which nobody signs with. */
async function lookAtSigningKeys(api: ApiClient, stack: Stack): Promise<void> {
  const signers = [{ keyId: 's1', publicKey: signingExample.public_key, from: instant('2026-01-01T00:00:00+08:00') }]
  stack.ports.keys = { ...stack.ports.keys, signers }
  await api.call({ role: 'operator' }, 'GET', '/v1/signing-keys')
}

/** A point is set, has an agent, and is found; somebody is helped there. */
async function lookAtPoints(api: ApiClient, person: { psn_name: string; certno: string }): Promise<void> {
  const operator: Caller = { role: 'operator' }
  await api.call(operator, 'PUT', '/v1/points/B1', point)
  await api.call(operator, 'PUT', '/v1/points/B1/agents/A1', registeredAgent)
  await api.call(operator, 'GET', '/v1/points?matter=account&lng=118.20&lat=39.60')
  const window: Caller = { role: 'clerk', admdvs: point.admdvs }
  const { psn_name, certno } = person
  await api.call(window, 'POST', '/v1/errand-codes', { psn_name, certno })
  const consent = { psn_name, certno, paper_ref: '委托书1号' }
  const { body } = await api.call(window, 'POST', '/v1/errands', { matter: 'account', consent })
  const { errand_id } = body as { errand_id: string }
  await api.call(window, 'GET', `/v1/errands/${errand_id}`)
  await api.call(window, 'DELETE', `/v1/errands/${errand_id}`)
  await api.call(
    { role: 'supervisor', admdvs: point.admdvs, staff_no: 'S1' },
    'GET',
    '/v1/points/B1/statement?month=202603',
  )
}

/** Two of the day help each other: one asks, the other accepts and reads, and it ends. */
async function lookAtMandates(api: ApiClient, stack: Stack, people: readonly string[]): Promise<void> {
  const grown = (await Promise.all(people.slice(0, 20).map((psn_no) => stack.file(psn_no)))).flatMap(
    ({ person, died }) => (person?.private.certno && person.brdy < '2000' && died === undefined ? [person] : []),
  )
  const [helped, helper] = grown as [(typeof grown)[0], (typeof grown)[0]]
  const { certno, psn_name } = helped.private
  const [mine, theirs] = [helped, helper].map(({ psn_no }): Caller => ({ role: 'citizen', psn_no })) as [Caller, Caller]
  const asked = { as: 'helper', certno, psn_name, relation: 'child', scopes: ['see', 'act'] }
  const { body } = await api.call(theirs, 'POST', '/v1/mandates', asked)
  const { mandate_id } = body as { mandate_id: string }
  await api.call(mine, 'POST', `/v1/mandates/${mandate_id}/acceptance`)
  await api.call(mine, 'GET', '/v1/mandates')
  await api.call({ role: 'operator' }, 'POST', '/v1/search', { q: certno })
  await api.call(mine, 'GET', '/v1/me/access')
  await api.call(mine, 'DELETE', `/v1/mandates/${mandate_id}`)
  const shown = await api.call(mine, 'POST', '/v1/credentials', {})
  const { qr } = shown.body as { qr: string }
  await api.call({ role: 'institution', fixmedins_code: 'H13010200001' }, 'POST', '/v1/credential-checks', { qr })
  await api.call(mine, 'GET', '/v1/credential-keys')
}

/** An area is screened, and looked at. */
async function lookAtMap(api: ApiClient, stack: Stack, psn_no: string | undefined): Promise<void> {
  const operator: Caller = { role: 'operator' }
  await stack.happen('residence.registered', { psn_no, community: '130102001001', from: '2026-01-01' })
  const { body } = await api.call(operator, 'POST', '/v1/screenings', { admdvs: '130100' })
  await stack.run()
  await api.call(operator, 'GET', `/v1/screenings/${(body as { screening_id: string }).screening_id}`)
  await api.call(operator, 'GET', '/v1/enrolment-map?code=130100')
}

/** Somebody of the day is treated, and says how it was. */
async function lookAtSurveys(api: ApiClient, stack: Stack, psn_no: string): Promise<void> {
  const now = stack.clock.now()
  await treat(stack, psn_no, 'M8', now)
  await stack.policy(survey)
  await stack.policy({ name: 'survey_least', admdvs: '130100', value: 1 })
  const said = { fixmedins_code: hospital, answers: { F1: 2, G1: 5, Y1: '候诊时间长' } }
  await api.call({ role: 'citizen', psn_no }, 'GET', '/v1/me/surveys')
  await api.call({ role: 'citizen', psn_no }, 'POST', '/v1/visits/M8/survey', said)
  const days = `from=${dayOf(now)}&to=${dayOf(now)}`
  await api.call(
    { role: 'institution', fixmedins_code: hospital },
    'GET',
    `/v1/institutions/${hospital}/surveys?${days}`,
  )
}

/** Bundles with something to fill in. */
const fillable = manifests.flatMap(({ form, chain }) => (form ? [chain.bundle] : []))

/** Asks for everything that somebody of the day may see. */
async function lookAtAll(api: ApiClient, day: SampleDay, stack: Stack): Promise<void> {
  const people = new Set<string>()
  const certificates = new Set<string>()
  const areas = new Set<string>(['130100'])
  for (const step of day.steps) {
    if (step.do !== 'send') continue
    const { psn_no, birth_cert_no, insu_admdvs } = step.event.data as Record<string, string | undefined>
    if (psn_no) people.add(psn_no)
    if (birth_cert_no) certificates.add(birth_cert_no)
    if (insu_admdvs) areas.add(insu_admdvs)
  }
  const operator: Caller = { role: 'operator' }
  for (const q of [...people].slice(0, 20)) await api.call(operator, 'POST', '/v1/search', { q })
  const ask = (as: Caller, path: string) => api.call(as, 'GET', path)
  for (const psn_no of people) {
    const citizen: Caller = { role: 'citizen', psn_no }
    for (const what of ['me', 'me/accounts', 'me/entitlements', 'me/notices', 'me/preferences', 'me/export']) {
      await ask(citizen, `/v1/${what}`)
    }
    const own = await ask(citizen, '/v1/me/notices')
    const [notice] = (own.body as { notices?: { notice_id: string }[] }).notices ?? []
    if (notice) await api.call(citizen, 'POST', `/v1/me/notices/${notice.notice_id}/read`)
    await api.call(citizen, 'PUT', '/v1/me/preferences', { packs: true })
    for (const bundle of fillable) await ask(citizen, `/v1/forms/${bundle}`)
    const { body } = await ask(citizen, '/v1/cases?limit=100')
    for (const { case_id } of (body as { cases?: { case_id: string }[] }).cases ?? []) {
      await ask(citizen, `/v1/cases/${case_id}`)
      await ask(citizen, `/v1/cases/${case_id}/why`)
    }
  }
  for (const admdvs of areas) {
    await ask({ role: 'clerk', admdvs }, '/v1/tasks')
    await ask(operator, `/v1/regions/${admdvs}/settings`)
    await ask(operator, `/v1/policy-needs?admdvs=${admdvs}`)
    await ask({ role: 'clerk', admdvs }, `/v1/report?month=202603&admdvs=${admdvs}`)
  }
  await lookAtTasks(api, stack)
  await lookAtMandates(api, stack, [...people])
  const citizens = [...people].map((psn_no): Caller => ({ role: 'citizen', psn_no }))
  for (const { look } of ownCalls) await look({ api, citizens, certificates: [...certificates], stack })
  for (const path of [
    'health',
    'codes',
    'areas',
    'institutions',
    'services',
    'tasks',
    'policies',
    'ledger/check',
    'holds',
    'packs',
    'packs?status=released',
  ])
    await ask(operator, `/v1/${path}`)
  const registered = day.steps.flatMap((step) =>
    step.do === 'send' && step.event.type.includes('person.registered') ? [step.event.data] : [],
  )
  await lookAtPoints(api, registered[0] as { psn_name: string; certno: string })
  await lookAtMap(api, stack, [...people][0])
  await lookAtSurveys(api, stack, [...people][0] as string)
  const [known] = day.steps.flatMap((step) => (step.do === 'send' ? step.event : []))
  const { source = '' } = known ?? {}
  const admission = nationalMessages.find(({ infno }) => infno === '2401')?.sample
  await api.call({ role: 'partner', source }, 'POST', '/v1/national/2401', admission)
  await api.call({ role: 'partner', source }, 'POST', '/v1/events', [known, { ...known, id: 'without-data', data: {} }])
  await ask({ role: 'partner', source }, '/v1/events/without-data')
  const packPath = `/v1/packs/${packOfTheDay}`
  await ask(operator, packPath)
  await api.call(operator, 'POST', `${packPath}/end`)
  // Lines of one moment stand in no order: all of them are to be on the page.
  await ask(operator, '/v1/audit?by=operator&limit=100')
  for (const psn_no of [...people].slice(0, 20)) await ask(operator, `/v1/audit?psn_no=${psn_no}`)
  const [payment] = stack.sent('bank', 'payment.ordered')
  const { case_id } = (payment ?? { data: {} }).data as { case_id?: string }
  const article = {
    title: '异地就医备案',
    questions: ['异地就医怎么备案'],
    text: '先备案。',
    matter: 'filing',
    source: '测试',
  }
  await api.call(operator, 'PUT', '/v1/articles/A1', { ...article, admdvs: '130100', from: '2026-01-01' })
  await api.call(operator, 'POST', '/v1/questions', { text: '今天天气' })
  const asked = await api.call(operator, 'POST', '/v1/questions', { text: '异地备案', admdvs: '130100' })
  const { question_id } = asked.body as { question_id: string }
  await api.call(operator, 'POST', `/v1/questions/${question_id}/helpful`, { helpful: false })
  await ask(operator, '/v1/questions/unanswered')
  await ask(operator, '/v1/forecast?admdvs=130100&what=cases')
  await api.call(operator, 'POST', '/v1/messages/resend', { id: case_id, reason: '测试' })
  await api.call(operator, 'PUT', '/v1/holds/notices', { reason: '测试' })
  await api.call(operator, 'DELETE', '/v1/holds/notices')
  const row = { name: 'waiting_months', admdvs: '130000', value: 9, source: '测试' }
  const begun = await api.call(operator, 'POST', '/v1/policy-trials', row)
  const { trial_id } = begun.body as { trial_id: string }
  await ask(operator, `/v1/policy-trials/${trial_id}`)
  await api.call(operator, 'POST', `/v1/policy-trials/${trial_id}/release`)
  const { example: data } = inboundEvents['contribution.revoked']
  const proposal = { type: 'contribution.revoked', data, reason: '测试' }
  const proposed = await api.call(operator, 'POST', '/v1/corrections', proposal)
  const { correction_id } = proposed.body as { correction_id: string }
  await ask(operator, '/v1/corrections')
  await ask(operator, `/v1/corrections/${correction_id}`)
  await api.call(otherOperator, 'POST', `/v1/corrections/${correction_id}/release`)
  const again = await api.call(operator, 'POST', '/v1/corrections', proposal)
  await api.call(operator, 'DELETE', `/v1/corrections/${(again.body as { correction_id: string }).correction_id}`)
  await api.call(operator, 'POST', '/v1/rejected-events/replay', { limit: 2 })
  const { body } = await ask(operator, '/v1/rejected-events')
  for (const { id } of (body as { events: { id: string }[] }).events) {
    await api.call(operator, 'POST', `/v1/rejected-events/${id}/replay`)
  }
}
