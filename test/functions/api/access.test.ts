import { beforeAll, describe, expect, it } from 'vitest'
import { openApi } from '../../../functions/api/docs/openapi.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { nationalMessages } from '../../../functions/inbox/national/index.ts'
import { citizen } from '../../support/api.ts'
import { certnoOf, credit } from '../../support/people.ts'
import { treatedIn } from '../surveys/scene.ts'
import { type Asked, ownCalls } from './own-calls.ts'
import { cancelledVisit, makeTown, now, point, registeredAgent, somePack, type Town } from './town.ts'

const allRoles = ['citizen', 'clerk', 'supervisor', 'agent', 'expert', 'employer', 'institution', 'operator', 'partner']

interface Operation {
  name: string
  method: string
  path: string
  roles: string[]
  sees: Record<string, string>
}

/** Operations as the document has them: nothing here knows the routes. */
const operations: Operation[] = Object.entries(
  openApi(allRoutes).paths as Record<string, Record<string, never>>,
).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Record<string, unknown>>).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    roles: operation['x-roles'] as string[],
    sees: (operation['x-access'] ?? {}) as Record<string, string>,
  })),
)

const visit = (town: Town) => ({
  mdtrt_id: 'M1',
  fixmedins_code: 'H13010200001',
  mdtrtarea_admvs: '130102',
  psn_no: town.me,
  med_type: '11',
  begntime: '2026-03-12T08:00:00+08:00',
  cross_region_enabled: true,
})

const article = (admdvs: string) => ({
  title: '测试',
  questions: ['怎么测试'],
  text: '这样测试。',
  matter: 'other',
  admdvs,
  from: '2026-01-01',
  source: '测试',
})

/** Each call is for a child of its own: the second for the same one is told that it has a case. */
let births = 0

/** A call about the town's own data, for each operation and, where it matters, role. */
const asked: Record<string, (town: Town, role: string) => Asked> = {
  'GET /v1/health': () => ({}),
  'GET /openapi.json': () => ({}),
  'GET /asyncapi.json': () => ({}),
  'GET /docs': () => ({}),
  'GET /docs/{page}': () => ({ path: '/docs/calls' }),
  'GET /v1/codes': () => ({}),
  'GET /v1/areas': () => ({ path: '/v1/areas?province=130000', tells: '辛集市' }),
  'GET /v1/institutions': () => ({ path: '/v1/institutions?admdvs=130000', tells: 'institutions' }),
  'GET /v1/signing-keys': () => ({}),
  'POST /v1/errand-codes': () => ({ body: { certno: certnoOf(8), psn_name: '测试8' } }),
  'POST /v1/errands': (_, role) => ({
    body: { matter: 'account', consent: { certno: certnoOf(4), psn_name: '测试4', paper_ref: role } },
    tells: '测试4',
  }),
  'GET /v1/errands/{errand_id}': ({ ids }) => ({ path: `/v1/errands/${ids.errand}`, tells: ids.errand }),
  'DELETE /v1/errands/{errand_id}': ({ ids }, role) => ({
    path: `/v1/errands/${role === 'clerk' ? ids.windowErrand : ids.errand}`,
    tells: 'errand_id',
  }),
  'GET /v1/points/{point_no}/statement': () => ({
    path: '/v1/points/P130200001/statement?month=202603',
    tells: 'fee_total',
  }),
  'GET /v1/points': () => ({ path: '/v1/points?matter=account&admdvs=130200', tells: 'P130200001' }),
  'PUT /v1/points/{point_no}': () => ({ path: '/v1/points/P130200001', body: point, tells: point.name }),
  'PUT /v1/points/{point_no}/agents/{agent_no}': () => ({
    path: '/v1/points/P130200001/agents/A1',
    body: registeredAgent,
    tells: registeredAgent.psn_no,
  }),
  'GET /v1/services': () => ({}),
  'GET /v1/me': (town) => ({ tells: town.me }),
  'GET /v1/me/accounts': () => ({ tells: '2177.04' }),
  'GET /v1/me/entitlements': () => ({}),
  'GET /v1/me/notices': (town) => ({ tells: town.ids.newborn }),
  'POST /v1/me/notices/{notice_id}/read': ({ ids }) => ({
    path: `/v1/me/notices/${ids.notice}/read`,
    tells: 'read_at',
  }),
  'GET /v1/me/preferences': () => ({ tells: 'copy_to_helper' }),
  'PUT /v1/me/preferences': () => ({ body: { packs: false }, tells: '"packs":false' }),
  'PUT /v1/packs/{pack_id}': (_town, role) => ({ path: `/v1/packs/put-${role}`, body: somePack, tells: 'draft' }),
  'GET /v1/packs/{pack_id}': ({ ids }) => ({ path: `/v1/packs/${ids.pack}`, tells: ids.pack }),
  'GET /v1/packs': ({ ids }) => ({ tells: ids.pack }),
  'POST /v1/packs/{pack_id}/release': (_town, role) => ({
    path: `/v1/packs/release-${role}/release`,
    tells: 'released',
  }),
  'POST /v1/packs/{pack_id}/end': (_town, role) => ({ path: `/v1/packs/end-${role}/end`, tells: 'ended' }),
  'GET /v1/me/export': (town) => ({ tells: town.me }),
  'GET /v1/me/access': () => ({ tells: 'access' }),
  'POST /v1/credentials': () => ({ body: {}, tells: 'MIC1:' }),
  'GET /v1/credential-keys': () => ({ tells: 'ES256' }),
  'POST /v1/credential-checks': (town, role) => ({ body: { qr: town.codes[role] ?? '' }, tells: town.me }),
  'POST /v1/mandates': () => ({
    body: { as: 'helper', certno: certnoOf(6), psn_name: '测试6', relation: 'spouse', scopes: ['see'] },
  }),
  'GET /v1/mandates': ({ ids }) => ({ tells: ids.mandate }),
  'POST /v1/mandates/{mandate_id}/acceptance': ({ ids }) => ({ path: `/v1/mandates/${ids.offer}/acceptance` }),
  'DELETE /v1/mandates/{mandate_id}': ({ ids }) => ({ path: `/v1/mandates/${ids.mandate}` }),
  'GET /v1/cases': (town) => ({ tells: town.ids.transfer }),
  'POST /v1/feedback': () => ({
    body: { kind: 'question', matter: 'other', text: `第${++births}个问题`, admdvs: '130100' },
    tells: 'feedback',
  }),
  'POST /v1/cases': () => ({
    body: {
      bundle: 'newborn',
      form: {
        birth_cert_no: `Z1300001${String(++births).padStart(2, '0')}`,
        brdy: '2026-03-11T08:15:00+08:00',
        gend: '1',
        psn_name: '测试二宝',
        fixmedins_code: 'H13010200001',
      },
    },
  }),
  'GET /v1/cases/{case_id}': ({ ids }, role) => {
    const id = role === 'employer' ? ids.allowance : ids.transfer
    return { path: `/v1/cases/${id}`, tells: id }
  },
  'GET /v1/cases/{case_id}/why': ({ ids }, role) => ({
    path: `/v1/cases/${role === 'employer' ? ids.allowance : ids.transfer}/why`,
    tells: 'decisions',
  }),
  'POST /v1/cases/{case_id}/actions': ({ ids }) => ({
    path: `/v1/cases/${ids.transfer}/actions`,
    body: { action: 'withdraw' },
  }),
  'POST /v1/questions': () => ({ body: { text: '异地就医怎么备案', admdvs: '130100' }, tells: 'question_id' }),
  'POST /v1/questions/{question_id}/helpful': ({ ids }) => ({
    path: `/v1/questions/${ids.question}/helpful`,
    body: { helpful: false },
    tells: 'true',
  }),
  'PUT /v1/articles/{article_id}': () => ({ path: '/v1/articles/here', body: article('130200'), tells: 'here' }),
  'GET /v1/questions/unanswered': () => ({ path: '/v1/questions/unanswered?admdvs=130200', tells: '今天天气' }),
  'GET /v1/forms/{bundle}': () => ({ path: '/v1/forms/newborn', tells: 'birth_cert_no' }),
  'POST /v1/filing-decisions': (town) => ({ body: visit(town), tells: 'local' }),
  'GET /v1/tasks': ({ ids }, role) => ({
    tells: { clerk: ids.transferTask, supervisor: ids.transferTask, employer: ids.birthTask }[role] ?? 'tasks',
  }),
  'POST /v1/search': ({ ids }) => ({ body: { q: ids.transfer }, tells: ids.transfer }),
  'GET /v1/audit': (town, role) => ({
    path: `/v1/audit?psn_no=${town.me}`,
    tells: role === 'supervisor' ? 'lines' : town.ids.transfer,
  }),
  'POST /v1/tasks/{task_id}/decision': ({ ids }, role) => ({
    path: `/v1/tasks/${role === 'employer' ? ids.birthTask : ids.transferTask}/decision`,
    body: { decision: 'approve' },
    tells: 'approved',
  }),
  'GET /v1/tasks/{task_id}': ({ ids }, role) => ({
    path: `/v1/tasks/${role === 'employer' ? ids.birthTask : ids.transferTask}`,
    tells: 'triage',
  }),
  'GET /v1/problems': () => ({ tells: 'problems' }),
  'GET /v1/workload': () => ({ tells: 'kinds' }),
  // Its answer names the tasks that were asked for, whosever they are.
  'POST /v1/task-decisions': () => ({
    body: { task_ids: ['T9.older-relation'], decision: 'approve' },
    tells: 'not-found',
  }),
  'POST /v1/tasks/{task_id}/claim': ({ ids }, role) => ({
    path: `/v1/tasks/${role === 'employer' ? ids.birthTask : ids.transferTask}/claim`,
    tells: 'claimed_by',
  }),
  'POST /v1/tasks/{task_id}/release': ({ ids }, role) => ({
    path: `/v1/tasks/${role === 'employer' ? ids.birthTask : ids.transferTask}/release`,
  }),
  'POST /v1/tasks/{task_id}/extension': ({ ids }, role) => ({
    path: `/v1/tasks/${role === 'employer' ? ids.birthTask : ids.transferTask}/extension`,
    body: { reason: '测试' },
  }),
  'GET /v1/regions/{admdvs}/settings': () => ({ path: '/v1/regions/130100/settings' }),
  'PUT /v1/regions/{admdvs}/settings': () => ({
    path: '/v1/regions/130100/settings',
    body: { accepts_account_transfer: false },
  }),
  'GET /v1/policy-needs': () => ({ path: '/v1/policy-needs?admdvs=130100', tells: 'retire_total_months' }),
  'GET /v1/shadow': () => ({ path: '/v1/shadow?admdvs=130100', tells: 'counts' }),
  'GET /v1/policies': () => ({}),
  'PUT /v1/policies/{name}': () => ({
    path: '/v1/policies/waiting_months',
    body: { admdvs: '320000', value: 4, source: '测试' },
  }),
  'POST /v1/policy-trials': () => ({ body: { name: 'waiting_months', admdvs: '320000', value: 4, source: '测试' } }),
  'GET /v1/policy-trials/{trial_id}': ({ ids }) => ({ path: `/v1/policy-trials/${ids.trial}`, tells: ids.trial }),
  'POST /v1/corrections': () => ({ body: { type: 'visit.cancelled', data: cancelledVisit, reason: '测试' } }),
  'GET /v1/corrections': ({ ids }) => ({ tells: ids.correction }),
  'GET /v1/corrections/{correction_id}': ({ ids }) => ({
    path: `/v1/corrections/${ids.correction}`,
    tells: ids.correction,
  }),
  'POST /v1/corrections/{correction_id}/release': ({ ids }) => ({ path: `/v1/corrections/${ids.correction}/release` }),
  'DELETE /v1/corrections/{correction_id}': ({ ids }) => ({ path: `/v1/corrections/${ids.needless}` }),
  'POST /v1/policy-trials/{trial_id}/release': ({ ids }) => ({ path: `/v1/policy-trials/${ids.trial}/release` }),
  'POST /v1/clearings': () => ({ body: { province: '13', date: '2026-03-01' } }),
  'GET /v1/clearings/{clearing_id}': ({ ids }) => ({ path: `/v1/clearings/${ids.clearing}` }),
  'GET /v1/rejected-events': ({ ids }) => ({ tells: ids.rejected }),
  'POST /v1/rejected-events/{id}/replay': ({ ids }) => ({ path: `/v1/rejected-events/${ids.rejected}/replay` }),
  'POST /v1/rejected-events/replay': () => ({ body: { limit: 1 }, tells: 'results' }),
  'POST /v1/events': (town) => ({
    body: {
      specversion: '1.0',
      id: 'by-https',
      source: 'urn:partner:tax-13',
      type: 'mianshen.account.credited.v1',
      time: now,
      data: credit(town.me, '130200', '1.00'),
    },
    tells: '"status":"accepted"',
  }),
  'GET /v1/events/{id}': ({ ids }) => ({ path: `/v1/events/${ids.event}`, tells: '"status":"accepted"' }),
  'POST /v1/national/{infno}': () => ({
    path: '/v1/national/2401',
    body: nationalMessages.find(({ infno }) => infno === '2401')?.sample,
    tells: '"infcode":0',
  }),
  'GET /v1/ledger/check': () => ({}),
  'GET /v1/me/surveys': () => ({ tells: 'M3' }),
  'POST /v1/visits/{mdtrt_id}/survey': () => ({
    path: '/v1/visits/M3/survey',
    body: { fixmedins_code: 'H13010200001', answers: { F1: 5 } },
  }),
  'GET /v1/institutions/{fixmedins_code}/surveys': (_town, role) => ({
    path: `/v1/institutions/${role === 'supervisor' ? 'H13020200001' : 'H13010200001'}/surveys?from=2026-03-01&to=2026-03-31`,
    tells: 'count',
  }),
  'GET /v1/forecast': () => ({ path: '/v1/forecast?admdvs=130200&what=tasks', tells: 'naive_mae' }),
  'GET /v1/report': () => ({ path: '/v1/report?month=202603&admdvs=130200', tells: 'without_application' }),
  'POST /v1/screenings': () => ({ body: { admdvs: '130200' }, tells: '130200' }),
  'GET /v1/screenings/{screening_id}': ({ ids }) => ({ path: `/v1/screenings/${ids.screening}`, tells: ids.screening }),
  'GET /v1/enrolment-map': () => ({ path: '/v1/enrolment-map?code=130202001001', tells: 'residents' }),
  'POST /v1/messages/resend': ({ ids }) => ({ body: { id: ids.transfer, reason: '测试' }, tells: ids.transfer }),
  'GET /v1/holds': () => ({}),
  'PUT /v1/holds/{what}': () => ({ path: '/v1/holds/notices', body: { reason: '测试' }, tells: 'notices' }),
  'DELETE /v1/holds/{what}': () => ({ path: '/v1/holds/notices' }),
  ...Object.assign({}, ...ownCalls.map(({ asked }) => asked)),
}

/** An owner's call that the present state does not allow: the caller may, the case does not. */
const refusedByState: Record<string, string[]> = {
  'POST /v1/cases/{case_id}/actions': ['citizen'],
  // The town's transfer is still going on.
  'POST /v1/cases/{case_id}/rating': ['citizen'],
  // The clerk of the town decided it just before.
  'POST /v1/tasks/{task_id}/decision': ['supervisor'],
  'POST /v1/tasks/{task_id}/release': ['supervisor'],
  // Neither waits for an answer to a person that may take longer.
  'POST /v1/tasks/{task_id}/extension': ['clerk', 'supervisor', 'employer'],
}
/** Nobody's in particular: an operator decides only operators' tasks. */
const notTheirs: Record<string, string[]> = Object.fromEntries(
  ['GET /v1/tasks/{task_id}']
    .concat(['claim', 'release', 'extension', 'decision'].map((what) => `POST /v1/tasks/{task_id}/${what}`))
    .map((call) => [call, ['operator', 'agent', 'expert']]),
)

/** The same of the calls of bundles. */
const ownRefused: Readonly<Record<string, number>> = Object.assign({}, ...ownCalls.map(({ refused }) => refused))

let town: Town
beforeAll(async () => {
  town = await makeTown()
  await treatedIn(town)
})

/** Each call in a town of its own would be slow; what is done in one stands in nobody's way. */
const callAs = async (role: string, who: Parameters<Town['api']['call']>[0], operation: Operation) => {
  const { path = operation.path, body, tells } = asked[operation.name]!(town, role)
  const answer = await town.api.call(who, `${operation.method} ${path}`, body)
  return { answer, tells }
}

const secrets = () => [town.me, town.child, ...Object.values(town.ids)]

/** Whether an answer holds one; a short one may stand in a longer text by chance. */
const holds = (text: string) => (secret: string) => text.includes(secret.length < 8 ? `"${secret}"` : secret)

describe('every operation of the document', () => {
  it('has a call here, and no other', () => {
    const names = operations.map(({ name }) => name).sort()
    expect(names).toEqual(Object.keys(asked).sort())
  })

  it('shows the same to the same people as before: else read what changed, and run with --update', async () => {
    const rows = operations.map(({ name, roles, sees }) => {
      const cells = allRoles.map((role) => sees[role] ?? (role === 'supervisor' && sees.clerk ? sees.clerk : ''))
      return `| ${[name, ...(roles.length > 0 ? cells : allRoles.map(() => 'no token'))].join(' | ')} |\n`
    })
    const head = `| call | ${allRoles.join(' | ')} |\n|${' --- |'.repeat(allRoles.length + 1)}\n`
    await expect(`${head}${rows.sort().join('')}`).toMatchFileSnapshot('golden/access.md')
  })

  describe.each(operations)('$name', (operation) => {
    const closed = operation.roles.length > 0

    it.each(closed ? ['nobody'] : [])('is 401 for %s without a token', async () => {
      const { answer } = await callAs('citizen', undefined, operation)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    })

    const mayToo = (role: string) => role === 'supervisor' && operation.roles.includes('clerk')
    const shut = allRoles.filter((role) => closed && !operation.roles.includes(role) && !mayToo(role))
    it.each(shut)('is 403 for %s', async (role) => {
      const { answer } = await callAs(role, town.owners[role], operation)
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    })

    const foreign = operation.roles.filter(
      (role) => !['everyone', 'all', 'asked', 'shown'].includes(operation.sees[role]!),
    )
    it.each(foreign)('shows nothing of it to another %s', async (role) => {
      const { answer } = await callAs(role, town.strangers[role], operation)
      // What only says why not shows nothing either.
      if (answer.status >= 400 && answer.status !== 409)
        expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } })
      else expect(secrets().filter(holds(answer.text))).toEqual([])
    })

    it.each(closed ? operation.roles : ['nobody'])('answers %s whose it is', async (role) => {
      const { answer, tells } = await callAs(role, town.owners[role], operation)
      if (refusedByState[operation.name]?.includes(role)) expect(answer.status).toBe(409)
      else if (ownRefused[operation.name]) expect(answer.status).toBe(ownRefused[operation.name])
      else if (notTheirs[operation.name]?.includes(role)) expect(answer.status).toBe(404)
      else {
        expect(answer).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) })
        expect(answer.text).toContain(tells ?? '')
      }
    })
  })
})

describe('somebody the registers do not know', () => {
  const ghost = citizen('P999999')
  it.each([
    'GET /v1/me',
    'GET /v1/me/accounts',
    'GET /v1/me/entitlements',
    'GET /v1/me/notices',
    'GET /v1/me/retirement-forecast',
    'GET /v1/forms/newborn',
  ])('%s is 404', async (target) => {
    expect(await town.api.call(ghost, target)).toMatchObject({ status: 404, body: { code: 'not-found' } })
  })

  it('has no cases and no filings', async () => {
    expect((await town.api.call(ghost, 'GET /v1/cases')).body).toEqual({ cases: [] })
    expect((await town.api.call(ghost, 'GET /v1/filings')).body).toEqual({ filings: [] })
  })
})

describe('what is not there', () => {
  it('an id longer than any of ours is 404, not an error of the table', async () => {
    expect(await town.api.call(town.owners.citizen, `GET /v1/cases/${'x'.repeat(5000)}`)).toMatchObject({ status: 404 })
  })

  it.each([
    ['citizen', 'GET /v1/cases/nonsense'],
    ['citizen', `GET /v1/cases/TR${'a'.repeat(30)}`],
    ['citizen', 'GET /v1/forms/nonsense'],
    ['citizen', 'DELETE /v1/filings/nonsense'],
    ['operator', 'GET /v1/clearings/nonsense'],
    ['operator', 'GET /v1/regions/999999/settings'],
    ['operator', 'POST /v1/rejected-events/nonsense/replay'],
    ['operator', 'GET /v1/nonsense'],
  ])('%s: %s is 404', async (role, target) => {
    expect(await town.api.call(town.owners[role], target)).toMatchObject({ status: 404, body: { code: 'not-found' } })
  })
})
