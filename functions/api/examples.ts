/**
 * Examples for the document: what an answer looks like, and what the parameters in paths and queries may be. The tests
 * hold every answer against its schema, and carry out every body.
 */
const caseId = 'TRabcdefghijklmnopqrst2345672345'
const at = '2026-03-02T09:00:05+08:00'

const transferSummary = {
  case_id: caseId,
  bundle: 'transfer',
  psn_no: '13000000000000100001',
  admdvs: '130100',
  areas: ['130100', '130200'],
  status: 'waiting',
  step: 'awaitApproval',
  waiting_for: { actor: 'clerk', what: 'approve-transfer-out', until: '2026-03-16T23:59:59+08:00' },
  actions: [],
  started_at: '2026-03-02T09:00:00+08:00',
  due_at: '2026-03-16T23:59:59+08:00',
  updated_at: at,
}

const timeline = [
  {
    at,
    step: 'findOrigin',
    text: '您已在石家庄市参加职工医保。以前在省内别处的医保，系统会自动接过来，不用您办手续。',
    actor: 'partner',
  },
]

const transferCase = { ...transferSummary, timeline }

const newbornCase = {
  case_id: 'NBabcdefghijklmnopqrst2345672345',
  bundle: 'newborn',
  psn_no: 'N00000000000000001',
  admdvs: '530100',
  areas: ['530100'],
  status: 'waiting',
  step: 'awaitPremium',
  waiting_for: { actor: 'citizen', what: 'premium.paid', until: '2026-06-08T23:59:59+08:00' },
  actions: ['withdraw'],
  started_at: '2026-03-10T09:00:00+08:00',
  due_at: '2026-06-08T23:59:59+08:00',
  updated_at: '2026-03-10T09:00:01+08:00',
  items: [
    { name: 'enrolment', title: '参保登记', state: 'done', text: '孩子已在昆明市登记居民医保，缴费后生效。' },
    {
      name: 'premium',
      title: '缴费',
      state: 'to-do',
      text: '2026年的医保费400.00元，缴费单已经开好，请在2026年6月8日前缴。',
      until: '2026-06-08T23:59:59+08:00',
    },
  ],
  timeline: [
    {
      at: '2026-03-10T09:00:01+08:00',
      step: 'readCertificate',
      text: '收到孩子的出生医学证明，正在昆明市办理居民医保。不用申请，不用上户口。',
      actor: 'citizen',
    },
  ],
}

const task = {
  task_id: `${caseId}.approve-transfer-out`,
  case_id: caseId,
  kind: 'approve-transfer-out',
  admdvs: '130200',
  opened_at: at,
  due_at: '2026-03-16T23:59:59+08:00',
  facts: { amt: '2177.04', to_admdvs: '130100' },
  status: 'open',
}

const filing = {
  filing_id: 'FLabcdefghijklmnopqrst2345672345',
  psn_no: '13000000000000100001',
  kind: 'temporary',
  to_admdvs: '110000',
  from: '2026-03-10',
  to: '2026-09-08',
  status: 'active',
}

const policy = {
  name: 'resident_premium',
  admdvs: '000000',
  from: '2027-01-01',
  value: '420.00',
  source: '示例文号',
}

const clearing = {
  clearing_id: '13-2026-03-02',
  date: '2026-03-02',
  province: '130000',
  status: 'open',
  gross: [{ from_admdvs: '130200', to_admdvs: '130100', amt: '500.00', count: 1 }],
  positions: [
    { admdvs: '130100', net: '500.00' },
    { admdvs: '130200', net: '-500.00' },
  ],
  orders: [
    {
      order_no: '13-2026-03-02-1',
      from_admdvs: '130200',
      to_admdvs: '130100',
      amt: '500.00',
      status: 'ordered',
    },
  ],
}

const holds = {
  holds: [{ what: 'payments', reason: '账务不平，先停付款', since: at, by: 'operator:duty' }],
}

/** Values of parameters, by name. */
export const parameterExamples: Readonly<Record<string, string | number>> = {
  case_id: caseId,
  task_id: task.task_id,
  filing_id: filing.filing_id,
  birth_cert_no: 'Z530000001',
  bundle: 'newborn',
  admdvs: '130100',
  name: policy.name,
  clearing_id: clearing.clearing_id,
  id: '3q2-7wAAAAAAAAAAAAAAAA',
  what: 'payments',
  date: '2026-04-01',
  limit: 20,
  status: 'waiting',
  psn_no: '13000000000000100001',
  kind: 'approve-transfer-out',
  on: '2026-03-02',
}

/** What is answered, by the name of the route. */
export const answerExamples: Readonly<Record<string, unknown>> = {
  'GET /v1/health': { status: 'ok' },
  'GET /v1/services': {
    services: [
      {
        bundle: 'transfer',
        title: '省内职工医保转移（免申转）',
        items: [{ name: 'relation', title: '医保关系接续' }],
        application_needed: false,
        materials: [],
        time_limit: '最快当天',
        guide: '在省内换了地方上班，原来的医保关系自动接过来。',
        happens: ['新地方参保，系统找到省内原来的医保。'],
        asks: [{ who: '转出地经办人员', what: '确认个人账户转出', within: '10个工作日' }],
      },
    ],
  },
  'GET /v1/me': {
    psn_no: '13000000000000100001',
    psn_name: '测试人',
    relations: [
      {
        insu_admdvs: '130100',
        insutype: '310',
        psn_type: '11',
        psn_insu_stas: '1',
        psn_insu_date: '2026-03-02',
      },
    ],
    contribution_months: 83,
    dependants: [{ psn_no: 'N00000000000000001', psn_name: '测试孩', relation: 'mother' }],
  },
  'GET /v1/me/accounts': {
    accounts: [
      {
        insu_admdvs: '130100',
        balance: '2177.04',
        funded: '0.00',
        entries: [{ at, amt: '2177.04', kind: 'transfer', memo: '个人账户转入', case_id: caseId }],
      },
    ],
  },
  'GET /v1/me/entitlements': {
    entitlements: [
      {
        psn_no: 'N00000000000000001',
        insu_admdvs: '530100',
        insutype: '390',
        kind: 'resident-basic',
        from: '2026-03-10',
        to: '2026-12-31',
      },
    ],
  },
  'GET /v1/me/notices': {
    notices: [
      { at, template: 'transfer.credited', text: '2177.04元已经到您的个人账户，现在就能用。', case_id: caseId },
    ],
  },
  'GET /v1/me/retirement-forecast': {
    statutory_month: '202512',
    months: { paid: 240, required_total: 360, required_paid: 120, shortfall_at_statutory_month: 0 },
  },
  'GET /v1/cases': { cases: [transferSummary] },
  'POST /v1/cases': newbornCase,
  'GET /v1/cases/{case_id}': transferCase,
  'POST /v1/cases/{case_id}/actions': transferCase,
  'GET /v1/forms/{bundle}': {
    schema: { type: 'object', required: ['birth_cert_no'], properties: { birth_cert_no: { type: 'string' } } },
    prefilled: { guardians: [{ certno: '999999199001010020', psn_name: '测试人', relation: 'mother' }] },
  },
  'POST /v1/filings': filing,
  'GET /v1/filings': { filings: [filing] },
  'DELETE /v1/filings/{filing_id}': { ...filing, to: '2026-03-20', status: 'ended' },
  'POST /v1/filing-decisions': {
    mdtrt_id: 'M2026050100001',
    decision: 'deemed',
    basis: '5',
    filing_id: 'FLabcdefghijklmnopqrst2345672345',
    rates: 'insured-place',
    valid_from: '2026-05-01',
    message: '从石家庄市到北京市就医视同已备案，不用再办手续，可以直接结算，待遇和在参保地石家庄市一样。',
    insuplc_admdvs: '130100',
    why: { rule: '京津冀就医视同备案' },
    decided_at: '2026-05-01T09:00:01+08:00',
    asked_by: 'desk',
  },
  'GET /v1/cardless/{birth_cert_no}': {
    eligible: true,
    psn_no: 'N00000000000000001',
    insu_admdvs: '530100',
    valid_to: '2026-09-06',
  },
  'GET /v1/tasks': { tasks: [task] },
  'POST /v1/tasks/{task_id}/decision': {
    ...task,
    status: 'rejected',
    decision: { at, by: 'clerk:130200', reason: '金额与台账不符' },
  },
  'GET /v1/regions/{admdvs}/settings': { accepts_account_transfer: true },
  'PUT /v1/regions/{admdvs}/settings': { accepts_account_transfer: true },
  'GET /v1/policies': { policies: [policy] },
  'PUT /v1/policies/{name}': policy,
  'POST /v1/clearings': clearing,
  'GET /v1/clearings/{clearing_id}': clearing,
  'GET /v1/rejected-events': {
    events: [
      {
        id: '3q2-7wAAAAAAAAAAAAAAAA',
        received_at: at,
        type: 'mianshen.account.credited.v1',
        source: 'urn:partner:bank-13',
        reason: 'bad-data',
        errors: [{ field: 'data.amt', message: '金额应为两位小数的文本，大于零，如 "2177.04"' }],
        body: { specversion: '1.0', id: 'e1', source: 'urn:partner:bank-13' },
      },
    ],
  },
  'POST /v1/rejected-events/{id}/replay': { status: 'rejected', reason: 'bad-data' },
  'GET /v1/holds': holds,
  'PUT /v1/holds/{what}': holds,
  'DELETE /v1/holds/{what}': { holds: [] },
  'GET /v1/ledger/check': {
    balanced: true,
    total_debit: '4354.08',
    total_credit: '4354.08',
    unfunded: '2177.04',
    violations: [],
  },
}
