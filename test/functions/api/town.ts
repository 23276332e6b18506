/**
 * A town for the tests of the API: a mother with an open transfer, a child, an allowance her employer verifies, a
 * filing and a visit; and strangers of every role.
 */
import { childPsnNo } from '../../../shared/identity/index.ts'
import {
  type Answered,
  agent,
  apiOf,
  type Claims,
  citizen,
  clerk,
  employer,
  expert,
  institution,
  operator,
  partner,
  supervisor,
} from '../../support/api.ts'
import { certnoOf, credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack, testKeys } from '../../support/stack.ts'

export const now = '2026-03-12T09:00:00+08:00'
export const certificate = 'Z130000001'

/** A pack as it is written. */
export const somePack = {
  title: '测试',
  parts: { what: '有一件事告诉您。', why: '您在{area}参保。', ask: '{area}医保窗口' },
  admdvs: '130200',
  audience: { age_from: 0 },
  from: '2026-03-01',
  to: '2026-12-31',
  source: '测试',
}

/** A visit of nobody's, taken back. */
export const cancelledVisit = { fixmedins_code: 'H13010200001', mdtrt_id: 'M9', psn_no: 'P999998', reason: '测试' }

/** Its point of help, and who works there. */
export const point = {
  name: '测试服务站',
  kind: 'village',
  admdvs: '130200',
  address: '测试路1号',
  lng: '118.18',
  lat: '39.63',
  tel: '0315-00000000',
  hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  matters: ['filing', 'account', 'mandate', 'other'],
  communities: ['130202001001'],
  home: true,
}
export const registeredAgent = { psn_no: 'P000008', status: 'active', trained_on: '2026-03-01' }

/** Packs that concern nobody: a released one, and for each who may, one to release and one to end. */
async function tellPacks(api: ReturnType<typeof apiOf>) {
  const pack = { ...somePack, audience: { age_from: 150 }, admdvs: '130200' }
  for (const id of ['release-operator', 'release-supervisor', 'town-pack', 'end-operator', 'end-supervisor']) {
    await api.call(operator, `PUT /v1/packs/${id}`, pack)
    if (!id.startsWith('release')) await api.call(operator, `POST /v1/packs/${id}/release`)
  }
}

/** The town, all messages carried to rest. */
export async function makeTown() {
  const stack = await makeStack({ now })
  const api = apiOf(stack)
  const me = await register(stack, 2, { brdy: '1994-05-20' })
  const stranger = await register(stack, 4)
  await stack.happen('enrolment.registered', enrolment(stranger, '440100', '2015-01-01'))
  await stack.happen('enrolment.registered', enrolment(me, '130200', '2019-03-01'))
  await stack.happen('account.credited', credit(me, '130200', '2177.04'))
  await stack.happen('enrolment.paused', pause(me, '130200', '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(me, '130100', '2026-03-02'))
  await stack.happen('birth.certified', {
    birth_cert_no: certificate,
    brdy: '2026-03-10T08:15:00+08:00',
    gend: '2',
    psn_name: '测试宝宝',
    fixmedins_code: 'H13010200001',
    guardians: [{ certno: certnoOf(2, '1994-05-20'), psn_name: '测试2', relation: 'mother' }],
  })
  await stack.happen('delivery.settled', {
    setl_id: 'S1',
    fixmedins_code: 'H13010200001',
    certno: certnoOf(2, '1994-05-20'),
    psn_name: '测试2',
    insu_admdvs: '130100',
    dscg_date: '2026-03-12',
    outcome: 'birth',
    dystocia: false,
    fetus_count: 1,
    child_order: 1,
    gestation_weeks: 39,
    birth_cert_nos: [certificate],
  })
  const child = childPsnNo(testKeys, certificate)
  const mine = citizen(me)
  const filed = await api.call(mine, 'POST /v1/filings', {
    kind: 'long-term',
    to_admdvs: '310000',
    from: '2026-03-12',
    commitment: true,
  })
  const base = { emp_no: 'E9', emp_name: '单位', insu_admdvs: '130100', year: 2025, avg_base: '8000.00' }
  const event = await stack.send('employer.base-declared', base, { source: 'urn:partner:tax-13' })
  await stack.sendRaw(
    JSON.stringify({ specversion: '1.0', id: 'bad', source: 'urn:test', type: 'mianshen.no.such.v1' }),
  )
  await stack.run()
  const clearing = await stack.clear('13', '2026-03-01')
  const question = await api.call(undefined, 'POST /v1/questions', { text: '今天天气', admdvs: '130200' })
  const [transfer] = await stack.cases(me, 'transfer')
  const [allowance] = await stack.cases(me, 'maternity-allowance')
  const [newborn] = await stack.cases(child, 'newborn')
  const taskOf = async (kind: string) => (await stack.tasks(me)).find((task) => task.kind === kind)!.task_id
  const rejected = await api.call(operator, 'GET /v1/rejected-events')
  const row = { name: 'waiting_months', admdvs: '320000', value: 4, source: '测试' }
  const trial = await api.call(operator, 'POST /v1/policy-trials', row)
  const elsewhere = { ...point, admdvs: '440100', communities: ['440103001001'] }
  await api.call(operator, 'PUT /v1/points/P130200001', point)
  await api.call(operator, 'PUT /v1/points/P130200001/agents/A1', registeredAgent)
  await api.call(operator, 'PUT /v1/points/P440100001', elsewhere)
  await api.call(operator, 'PUT /v1/points/P440100001/agents/A2', { ...registeredAgent, psn_no: 'P000009' })
  await stack.happen('residence.registered', { psn_no: stranger, community: '130202001001', from: '2026-01-01' })
  const screening = await api.call(operator, 'POST /v1/screenings', { admdvs: '130200' })
  const consent = { certno: certnoOf(2, '1994-05-20'), psn_name: '测试2', paper_ref: '委托书1号' }
  const errandBy = async (who: Claims) => {
    const { body } = await api.call(who, 'POST /v1/errands', { matter: 'account', consent })
    return body.errand_id as string
  }
  const proposal = { type: 'visit.cancelled', data: cancelledVisit, reason: '测试' }
  await tellPacks(api)
  const { body: told } = await api.call(mine, 'GET /v1/me/notices')
  const propose = async () => {
    const { body } = await api.call({ ...operator, sub: 'operator:another' }, 'POST /v1/corrections', proposal)
    return body.correction_id as string
  }
  const family = [await register(stack, 6), await register(stack, 8)].map(citizen)
  const mandateWith = async (who: Claims) => {
    const asked = {
      as: 'helper',
      certno: certnoOf(2, '1994-05-20'),
      psn_name: '测试2',
      relation: 'spouse',
      scopes: ['see'],
    }
    return (await api.call(who, 'POST /v1/mandates', asked)).body.mandate_id as string
  }
  const [offer, mandate] = [await mandateWith(family[0]!), await mandateWith(family[1]!)]
  await api.call(mine, `POST /v1/mandates/${mandate}/acceptance`)
  const codeShown = async () => (await api.call(mine, 'POST /v1/credentials', {})).body.qr as string
  return {
    stack,
    api,
    me,
    /** Codes of the mother's, one for each who checks. */
    codes: { institution: await codeShown(), clerk: await codeShown() } as Record<string, string>,
    child,
    strangerNo: stranger,
    ids: {
      transfer: transfer!.case_id,
      allowance: allowance!.case_id,
      newborn: newborn!.case_id,
      transferTask: await taskOf('approve-transfer-out'),
      birthTask: await taskOf('verify-birth'),
      offer,
      mandate,
      question: question.body.question_id as string,
      filing: filed.body.filing_id as string,
      clearing: clearing.clearing_id,
      screening: screening.body.screening_id as string,
      trial: trial.body.trial_id as string,
      errand: await errandBy(agent('P130200001', 'A1')),
      windowErrand: await errandBy(clerk('130200')),
      correction: await propose(),
      needless: await propose(),
      event,
      pack: 'town-pack',
      notice: told.notices[0].notice_id as string,
      rejected: rejected.body.events[0].id as string,
    },
    /** Whose the data are. */
    owners: {
      citizen: mine,
      clerk: clerk('130200'),
      supervisor: supervisor('130200'),
      agent: agent('P130200001', 'A1'),
      expert: expert('ZJ1'),
      employer: employer('E130100'),
      institution: institution('H13010200001'),
      operator,
      partner: partner('urn:partner:tax-13'),
    } as Record<string, Claims>,
    /** The same roles, but somebody else. */
    strangers: {
      citizen: citizen(stranger),
      clerk: clerk('440100'),
      supervisor: supervisor('440100'),
      agent: agent('P440100001', 'A2'),
      expert: expert('ZJ2'),
      employer: employer('E440100'),
      institution: institution('H44010000001'),
      partner: partner('urn:partner:tax-44'),
    } as Record<string, Claims>,
  }
}

/** The town of a test. */
export type Town = Awaited<ReturnType<typeof makeTown>>
export type { Answered }
