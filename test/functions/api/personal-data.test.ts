/**
 * Personal data is marked, sent through every path there is, and looked for in everything that comes out: logs, refusals,
 * names of queues, and every item of the table as it lies there.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { inboundEvents } from '../../../events/index.ts'
import { makeWorker } from '../../../functions/worker/worker.ts'
import type { Log } from '../../../shared/log.ts'
import type { Item } from '../../../shared/table/table.ts'
import {
  type Answered,
  apiOf,
  type Claims,
  citizen,
  clerk,
  employer,
  institution,
  operator,
} from '../../support/api.ts'
import { certnoOf, credit, enrolment, pause } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const mark = { name: '鬱鬱', tel: '1397777', acct: '62177777', certno: '999999' }
const marks = Object.values(mark)
const psnMark = 'PSN7777'

const names = { mother: `${mark.name}梅`, father: `${mark.name}松`, child: `${mark.name}芽`, retiree: `${mark.name}柏` }
const psn = {
  mother: `${psnMark}02`,
  father: `${psnMark}01`,
  retiree: `${psnMark}03`,
  second: `${psnMark}04`,
  ghost: `${psnMark}99`,
}
const born = { mother: '1994-05-20', father: '1992-08-08', retiree: '1965-01-10' }
const certno = {
  mother: certnoOf(2, born.mother),
  father: certnoOf(1, born.father),
  retiree: certnoOf(3, born.retiree),
}
const account = (n: number) => ({
  bank_code: '102',
  acct_no: `${mark.acct}000${n}`,
  acct_name: n === 2 ? names.mother : `${mark.name}户`,
})
const person = (who: 'mother' | 'father' | 'retiree', n: number, more: object = {}) => ({
  psn_no: psn[who],
  psn_cert_type: '01',
  certno: certno[who],
  psn_name: names[who],
  gend: who === 'mother' ? '2' : '1',
  brdy: born[who],
  tel: `${mark.tel}000${n}`,
  ...more,
})

const logged: string[] = []
const log: Log = Object.fromEntries(
  ['info', 'warn', 'error'].map((level) => [
    level,
    (message: string, fields?: object) => logged.push(JSON.stringify({ level, message, ...fields })),
  ]),
) as unknown as Log

const answers: Answered[] = []
const queueNames = new Set<string>()
const types = new Set<string>()
let stack: Stack
let api: ReturnType<typeof apiOf>

async function happen(type: keyof typeof inboundEvents, data: Record<string, unknown>) {
  types.add(type)
  await stack.happen(type, data)
}
async function call(who: Claims | undefined, target: string, body?: unknown, headers = {}) {
  const answer = await api.call(who, target, body, headers)
  answers.push(answer)
  return answer
}
const decide = async (who: string, kind: string, officer: Claims, body: object) => {
  const task = (await stack.tasks(who)).find((one) => one.kind === kind)
  expect(task, kind).toBeDefined()
  return call(officer, `POST /v1/tasks/${task!.task_id}/decision`, body)
}
const lastPayment = () => stack.sent('bank', 'payment.ordered').at(-1)!.data

async function familyPaths() {
  await happen('birth.certified', {
    birth_cert_no: 'Z130000001',
    brdy: '2026-03-10T08:15:00+08:00',
    gend: '2',
    psn_name: names.child,
    fixmedins_code: 'H13010200001',
    guardians: [
      { certno: certno.mother, psn_name: names.mother, tel: `${mark.tel}0002`, relation: 'mother' },
      { certno: certno.father, psn_name: names.father, tel: `${mark.tel}0001`, relation: 'father' },
    ],
  })
  await happen('person.registered', person('mother', 2))
  await happen('person.registered', person('father', 1, { bank_acct: account(1) }))
  await happen('enrolment.registered', enrolment(psn.mother, '130200', '2019-03-01'))
  await happen('account.credited', credit(psn.mother, '130200', '2177.04'))
  await happen('account.spent', { psn_no: psn.mother, insu_admdvs: '130200', amt: '1.00', setl_id: 'X1' })
  await happen('enrolment.paused', pause(psn.mother, '130200', '2026-01-31'))
  await stack.setting('130100', { accepts_account_transfer: false })
  await happen('enrolment.registered', enrolment(psn.mother, '130100', '2026-03-02'))
  const [transfer] = await stack.cases(psn.mother, 'transfer')
  const give = { action: 'provide-bank-account', ...account(2) }
  await call(citizen(psn.mother), `POST /v1/cases/${transfer!.case_id}/actions`, give, { 'idempotency-key': 'k1' })
  await decide(psn.mother, 'approve-refund', clerk('130200'), { decision: 'approve' })
  const { pay_no, amt } = lastPayment()
  await happen('payment.returned', { pay_no, amt, reason: '账户不符' })
  await happen('premium.paid', {
    birth_cert_no: 'Z130000001',
    year: 2026,
    amt: '400.00',
    paid_at: '2026-03-12T10:00:00+08:00',
    payer_certno: certno.father,
  })
  await happen('premium.paid', {
    birth_cert_no: 'Z130000001',
    year: 2026,
    amt: '400.00',
    paid_at: '2026-03-12T11:00:00+08:00',
    payer_certno: certno.father,
  })
  await happen('household.registered', {
    birth_cert_no: 'Z130000001',
    certno: certnoOf(5, '2026-03-10'),
    psn_name: names.child,
    admdvs: '130102',
  })
  await happen('guardian.changed', {
    birth_cert_no: 'Z130000001',
    guardians: [
      { certno: certno.mother, psn_name: names.mother, relation: 'mother' },
      { certno: certno.father, psn_name: names.father, relation: 'father' },
    ],
    from: '2026-03-10',
    reason: '判决',
  })
  await call(citizen(psn.mother), 'POST /v1/cases', {
    bundle: 'newborn',
    form: {
      birth_cert_no: 'Z130000002',
      brdy: '2026-03-10T08:45:00+08:00',
      gend: '1',
      psn_name: `${mark.name}根`,
      fixmedins_code: 'H13010200001',
    },
  })
}

async function residencePath() {
  await happen('residence.registered', { psn_no: psn.father, community: '130102001001', from: '2026-03-01' })
}

async function allowancePath() {
  await happen('delivery.settled', {
    setl_id: 'S1',
    fixmedins_code: 'H13010200001',
    certno: certno.mother,
    psn_name: names.mother,
    insu_admdvs: '130100',
    dscg_date: '2026-03-12',
    outcome: 'birth',
    dystocia: false,
    fetus_count: 1,
    child_order: 1,
    gestation_weeks: 39,
    birth_cert_nos: ['Z130000001'],
  })
  await happen('employer.base-declared', {
    emp_no: 'E130100',
    emp_name: '测试单位',
    insu_admdvs: '130100',
    year: 2025,
    avg_base: '7530.00',
    bank_acct: account(8),
  })
  await call(employer('E130100'), 'GET /v1/tasks')
  await decide(psn.mother, 'verify-birth', employer('E130100'), { decision: 'approve' })
  const { pay_no, amt } = lastPayment()
  await happen('payment.returned', { pay_no, amt, reason: '账户不符' })
  await decide(psn.mother, 'payment-returned', clerk('130100'), { decision: 'approve', bank_acct: account(9) })
  const again = lastPayment()
  await happen('payment.settled', { pay_no: again.pay_no, amt: again.amt, bank_time: '2026-03-14T10:00:00+08:00' })
  await happen('delivery.revoked', { setl_id: 'S1', certno: certno.mother, reason: names.mother })
}

async function retirementPath() {
  await happen('pension.approved', {
    certno: certno.retiree,
    psn_name: names.retiree,
    retr_date: '2026-03-10',
    pension_admdvs: '130100',
    deemed_months: 200,
  })
  await happen('person.registered', person('retiree', 3))
  await happen('enrolment.registered', enrolment(psn.retiree, '130100', '2010-01-01'))
  await happen('person.registered', person('retiree', 3, { psn_no: psn.second }))
  await happen('person.merged', { psn_no: psn.second, into_psn_no: psn.retiree, reason: `${names.retiree}重复建档` })
  await happen('contribution.posted', {
    psn_no: psn.retiree,
    insu_admdvs: '130100',
    insutype: '310',
    accrym_begn: '201001',
    accrym_end: '202602',
    base: '6000.00',
    amt_psn: '120.00',
    amt_emp: '480.00',
  })
  await happen('contribution.revoked', {
    psn_no: psn.retiree,
    insu_admdvs: '130100',
    insutype: '310',
    accrym_begn: '201001',
    accrym_end: '201001',
    reason: `${names.retiree}错报`,
  })
  await happen('enrolment.registered', enrolment(psn.father, '130100', '2020-01-01'))
  await happen('enrolment.revoked', {
    psn_no: psn.father,
    insu_admdvs: '130100',
    insutype: '310',
    psn_insu_date: '2020-01-01',
    reason: '重复登记',
  })
  await happen('death.registered', { certno: certno.retiree, dead_date: '2026-03-12' })
  await happen('death.revoked', { certno: certno.retiree, reason: '报错人员' })
}

const visit = (id: string, more: object = {}) => ({
  mdtrt_id: id,
  fixmedins_code: 'H11010100001',
  mdtrtarea_admvs: '110101',
  certno: certno.mother,
  med_type: '21',
  begntime: '2026-03-12T08:00:00+08:00',
  cross_region_enabled: true,
  ...more,
})

async function visitPaths() {
  await happen('visit.admitted', visit('V1'))
  await happen('visit.settled', {
    mdtrt_id: 'V1',
    fixmedins_code: 'H11010100001',
    psn_no: psn.mother,
    setl_id: 'S9',
    endtime: '2026-03-13T09:00:00+08:00',
    medfee_sumamt: '10.00',
    fund_pay_sumamt: '5.00',
  })
  await call(institution('H11010100001'), 'POST /v1/filing-decisions', visit('V2'), { 'idempotency-key': 'k2' })
  const cancelled = { mdtrt_id: 'V2', fixmedins_code: 'H11010100001', psn_no: psn.mother, reason: names.mother }
  await happen('visit.cancelled', cancelled)
  const correction = { type: 'visit.cancelled', data: { ...cancelled, mdtrt_id: 'V1' }, reason: names.mother }
  const proposed = await call(operator, 'POST /v1/corrections', correction)
  await call({ ...operator, sub: 'another' }, `POST /v1/corrections/${proposed.body.correction_id}/release`)
  await call(institution('H13010200001'), 'GET /v1/cardless/Z130000001')
  const filing = { kind: 'temporary', to_admdvs: '310000', from: '2026-03-12', commitment: true }
  const made = await call(citizen(psn.mother), 'POST /v1/filings', filing, { 'idempotency-key': 'k3' })
  await call(citizen(psn.mother), `DELETE /v1/filings/${made.body.filing_id}`)
  await fromNationalMessages()
}

/** What institutions report by the national interface alone. */
async function fromNationalMessages() {
  const at = { fixmedins_code: 'H11010100001', psn_no: psn.mother }
  const ofV1 = { ...at, mdtrt_id: 'V1' }
  await happen('institution.registered', {
    fixmedins_code: 'H11010100001',
    fixmedins_name: '测试医院',
    admdvs: '110101',
    cross_region_enabled: true,
  })
  await happen('expert.registered', {
    expert_no: 'E1',
    diag_dr_name: names.mother,
    fixmedins_code: 'H11010100001',
    admdvs: '110101',
    opsp_dise_codes: ['M00500'],
    begndate: '2026-01-01',
  })
  await happen('visit.unsettled', { ...ofV1, setl_id: 'S9', reason: names.mother })
  await happen('visit.self-paid', { ...ofV1, endtime: '2026-03-13T09:00:00+08:00', medfee_sumamt: '10.00' })
  const referral = { ...at, trt_dcla_detl_sn: 'R1' }
  await happen('filing.reported', { ...referral, mdtrtarea_admvs: '310115', begndate: '2026-03-12' })
  await happen('filing.ended', { ...referral, reason: names.mother })
  await happen('delivery.reported', {
    ...at,
    setl_id: 'V1',
    insu_admdvs: '130100',
    dscg_date: '2026-03-12',
    outcome: 'birth',
    dystocia: false,
    fetus_count: 1,
    child_order: 1,
    gestation_weeks: 39,
  })
}

/** What is wrong, what comes too early, and what is refused. */
async function refusedPaths() {
  const bad = { ...person('mother', 2), certno: certno.mother.replace(/.$/, (c) => (c === '1' ? '2' : '1')), gend: '9' }
  await stack.send('person.registered', bad)
  await stack.sendRaw(`{ "psn_name": "${names.mother}", "tel": "${mark.tel}0002`)
  await stack.send('person.registered', { ...person('mother', 2), psn_no: [names.mother] })
  await stack.send('account.spent', {
    psn_no: psn.ghost,
    insu_admdvs: '130200',
    amt: '1.00',
    setl_id: 'X2',
    memo: names.mother,
  })
  await stack.send('delivery.settled', {
    setl_id: 'S2',
    fixmedins_code: 'H13010200001',
    certno: certnoOf(88),
    psn_name: names.father,
    insu_admdvs: '130100',
    dscg_date: '2026-03-12',
    outcome: 'miscarriage',
    dystocia: false,
    fetus_count: 1,
    child_order: 1,
    gestation_weeks: 9,
  })
  await stack.run()
  const clearing = await stack.clear('13', '2026-03-12')
  await happen('funds.settled', {
    clearing_id: clearing.clearing_id,
    order_no: 'none',
    from_admdvs: '130100',
    to_admdvs: '130200',
    amt: '1.00',
    bank_time: '2026-03-13T09:00:00+08:00',
  })
  const me = citizen(psn.mother)
  const [kase] = await stack.cases(psn.mother, 'maternity-allowance')
  const wrong = [
    call(me, 'POST /v1/cases', { bundle: names.mother, form: {} }),
    call(me, 'POST /v1/cases', { bundle: 'newborn', form: { ...bad, psn_name: [names.mother], brdy: names.mother } }),
    call(me, 'POST /v1/filings', { kind: names.mother, to_admdvs: certno.mother, from: mark.tel, psn_no: [mark.acct] }),
    call(me, `POST /v1/cases/${kase!.case_id}/actions`, { action: 'provide-bank-account', ...account(2) }),
    call(me, `POST /v1/cases/${kase!.case_id}/actions`, { action: names.mother }),
    call(me, `POST /v1/cases/${kase!.case_id}/actions`, `{ "acct_no": "${mark.acct}`),
    call(me, `GET /v1/cases/${encodeURIComponent(names.mother)}`),
    call(me, `GET /v1/cases?bundle=${encodeURIComponent(names.mother)}&limit=${mark.tel}&cursor=${certno.mother}`),
    call(citizen(psn.father), `GET /v1/cases/${kase!.case_id}`),
    call(institution('H11010100001'), 'POST /v1/filing-decisions', visit('V3', { certno: certnoOf(87) })),
    call(institution('H11010100001'), 'POST /v1/filing-decisions', visit('V3', { certno: bad.certno })),
    call(institution('H13010200001'), `GET /v1/cardless/${certno.mother}?date=${mark.tel}`),
    call(operator, 'PUT /v1/policies/waiting_months', { admdvs: certno.mother, value: names.mother, source: '测试' }),
    call(undefined, 'GET /v1/me'),
  ]
  for (const answer of await Promise.all(wrong)) expect(answer.status).toBeGreaterThanOrEqual(400)
}

/** Errors of ours whose texts quote what was at hand. */
async function failingPaths() {
  const quoting = async () => {
    throw Object.assign(new Error(`refused: ${names.mother} ${certno.mother}`), { name: 'ValidationException' })
  }
  const { transact, get, query } = stack.table
  stack.table.transact = quoting
  await api
    .call(citizen(psn.mother), 'POST /v1/filings', {
      kind: 'temporary',
      to_admdvs: '440100',
      from: '2026-03-12',
      commitment: true,
    })
    .then((answer) => answers.push(answer))
  const worker = makeWorker({ ...stack.ports, table: { ...stack.table, get: quoting, query: quoting } }, stack.rules)
  const message = { kind: 'wake', pid: 'a'.repeat(20) }
  await worker({ Records: [{ messageId: 'm', body: JSON.stringify(message) }] } as unknown as Parameters<
    typeof worker
  >[0])
  Object.assign(stack.table, { transact, get, query })
}

beforeAll(async () => {
  stack = await makeStack({ now: '2026-03-12T09:00:00+08:00', log })
  const { send } = stack.ports.queues
  stack.ports.queues.send = async (queue, bodies) => {
    queueNames.add(queue)
    return send(queue, bodies)
  }
  api = apiOf(stack)
  await familyPaths()
  await residencePath()
  await allowancePath()
  await retirementPath()
  await visitPaths()
  await refusedPaths()
  await failingPaths()
  await stack.advanceTo('2026-03-12T12:00:00+08:00')
})

const shown = (text: string, looked: readonly string[]) => looked.filter((one) => text.includes(one))

describe('marked personal data', () => {
  it('went through every kind of event, and was stored', async () => {
    expect([...types].sort()).toEqual(Object.keys(inboundEvents).sort())
    const me = await api.call(citizen(psn.mother), 'GET /v1/me')
    expect(me.body).toMatchObject({
      psn_name: names.mother,
      dependants: expect.arrayContaining([expect.objectContaining({ psn_name: names.child })]),
    })
    expect((await api.call(operator, 'GET /v1/rejected-events')).text).toContain(mark.name)
    expect(
      stack
        .sent('bank', 'payment.ordered')
        .map(({ data }) => JSON.stringify(data))
        .join(),
    ).toContain(mark.acct)
  })

  it('is in no log', () => {
    expect(logged.length).toBeGreaterThan(5)
    expect(logged.filter((line) => shown(line, [...marks, psnMark]).length > 0)).toEqual([])
  })

  it('is in no refusal', () => {
    const refusals = answers.filter(({ status }) => status >= 400)
    expect(refusals.length).toBeGreaterThan(14)
    expect(refusals.filter(({ text }) => shown(text, [...marks, psnMark]).length > 0)).toEqual([])
  })

  it('is in no name of a queue', () => {
    expect(shown([...queueNames].join(), [...marks, psnMark])).toEqual([])
  })

  const items = () => [...stack.table.items.values()]
  const keysOf = (item: Item) => [item.pk, item.sk, item.list, item.list_at, item.due].join('\n')

  it('is in no key of the table or its indexes', () => {
    expect(items().length).toBeGreaterThan(50)
    expect(
      items()
        .map(keysOf)
        .filter((keys) => shown(keys, [...marks, psnMark]).length > 0),
    ).toEqual([])
  })

  it('lies in no attribute in the clear, nor merely encoded', () => {
    const found = items().flatMap((item) =>
      Object.entries(item).flatMap(([attribute, value]) => {
        const bytes: unknown = value
        const text = bytes instanceof Uint8Array ? Buffer.from(bytes).toString('utf8') : String(value)
        const decoded = Buffer.from(text, 'base64').toString('utf8')
        const hits = [...shown(text, marks), ...shown(decoded, marks)]
        return hits.length > 0 ? [`${item.pk} ${item.sk} ${attribute}: ${hits.join()}`] : []
      }),
    )
    expect(found).toEqual([])
  })

  it('is shown to staff masked, if at all', async () => {
    const views = [
      await api.call(clerk('130100'), 'GET /v1/cases'),
      await api.call(clerk('130100'), 'GET /v1/tasks'),
      await api.call(clerk('130200'), 'GET /v1/tasks'),
      await api.call(employer('E130100'), 'GET /v1/tasks'),
      await api.call(operator, 'GET /v1/tasks'),
    ]
    for (const row of [...(await stack.cases(psn.mother)), ...(await stack.cases(psn.retiree))]) {
      for (const area of row.areas) views.push(await api.call(clerk(area), `GET /v1/cases/${row.case_id}`))
    }
    expect(views.map(({ status }) => status)).toEqual(views.map(() => 200))
    expect(views.flatMap(({ text }) => shown(text, marks))).toEqual([])
  })
})
