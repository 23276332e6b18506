/** Residents of Quzhou who paid by themselves, on the whole system in memory. */
import { apiOf, type Claims, citizen, clerk } from '../../../support/api.ts'
import { at } from '../../../support/bank.ts'
import { bankAccount, enrolment, register } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'

/** Where they are insured, unless told otherwise. */
export const area = '330800'

/** What a receipt is called: no two alike, by its number. */
export const numbers = (n = 1) => ({ elec_bill_code: '33060126', elec_billno_code: `000000000${n}` })

/** What is told of a stay, by whomever. */
const stay = (n = 1, more: Record<string, unknown> = {}) => ({
  fixmedins_code: 'H33080200001',
  mdtrt_id: 'M1',
  med_type: '21',
  begntime: at('2026-03-02'),
  endtime: at('2026-03-08', '10:00'),
  ...numbers(n),
  elec_bill_chkcode: 'a1b2c3',
  medfee_sumamt: '5000.00',
  ...more,
})

/** `ownpay.posted` of a person. */
export const upload = (psn_no: string, inscp = '1500.00', more: Record<string, unknown> = {}, n = 1) => ({
  psn_no,
  psn_name: `测试${Number(psn_no.slice(1))}`,
  ...stay(n),
  inscp_scp_amt: inscp,
  ...more,
})

/** `ownpay.voided` of a person. */
export const voided = (psn_no: string, on = '2026-03-09', n = 1) => ({
  psn_no,
  ...numbers(n),
  voided_at: at(on),
  reason: '退费',
})

/** The form that a person fills in. */
export const form = (more: Record<string, unknown> = {}, n = 1) => ({ ...stay(n), third_party: false, ...more })

/** `settlement.posted` that bears the receipt. */
export const settlement = (psn_no: string, setl_id = 'JS1', n = 1) => ({
  setl_id,
  psn_no,
  insu_admdvs: area,
  insutype: '390',
  fixmedins_code: 'H33080200001',
  med_type: '21',
  begntime: at('2026-03-02'),
  setl_time: at('2026-03-08', '10:00'),
  medfee_sumamt: '5000.00',
  inscp_scp_amt: '1500.00',
  fund_pay_sumamt: '840.00',
  maf_pay: '0.00',
  ...numbers(n),
})

/** The terms of the examples. */
export const terms = [{ insutype: '390', med_types: ['21'], deductible: '300.00', ratio: '0.70' }]

/** Registers a resident there, person `n`. */
export async function resident(stack: Stack, n: number, where = area, more: object = {}): Promise<string> {
  const psn = await register(stack, n, { bank_acct: { ...bankAccount, acct_name: `测试${n}` }, ...more })
  const insured = { ...enrolment(psn, where, '2020-01-01'), insutype: '390', psn_type: '15' }
  await stack.happen('enrolment.registered', insured)
  return psn
}

/** Everything that tests do with one person's receipts. */
export async function scene(
  options: { where?: string; auto?: string | false; through?: Parameters<typeof makeStack>[0]['through'] } = {},
) {
  const { where = area, auto = '1000.00', through } = options
  const stack = await makeStack({ now: at('2026-03-09'), ...(through ? { through } : {}) })
  const api = apiOf(stack)
  await stack.policy({ name: 'claim_terms', admdvs: where, value: terms })
  if (auto !== false) await stack.policy({ name: 'claim_auto_upto', admdvs: where, value: auto })
  const psn = await resident(stack, 1, where)
  const casesOf = (of = psn) => stack.cases(of, 'reimbursement')
  const self = {
    stack,
    api,
    psn,
    casesOf,
    /** The case of a receipt, as it stands. */
    async theCase(n = 1, of = psn) {
      const rows = await casesOf(of)
      const found = rows.find(({ state }) => (state as Held).receipt.elec_billno_code === numbers(n).elec_billno_code)
      if (!found) throw new Error(`no case of receipt ${n}`)
      return found
    },
    /** The upload, on the day before the claim. */
    posts: (inscp = '1500.00', more: Record<string, unknown> = {}, n = 1) =>
      stack.happen('ownpay.posted', upload(psn, inscp, more, n)),
    /** What a person chooses, on 10 March or now. */
    async chooses(option = 'claim', n = 1, of = psn) {
      if (stack.clock.now() < at('2026-03-10')) await stack.advanceTo(at('2026-03-10'))
      const { case_id } = await self.theCase(n, of)
      return api.call(citizen(of), `POST /v1/cases/${case_id}/actions`, { action: 'choose', option })
    },
    /** What somebody asks for by the form. */
    async claims(more: Record<string, unknown> = {}, who: Claims = citizen(psn), n = 1) {
      if (stack.clock.now() < at('2026-03-10')) await stack.advanceTo(at('2026-03-10'))
      return api.call(who, 'POST /v1/cases', { bundle: 'reimbursement', form: form(more, n) })
    },
    /** The platform says what it found. */
    async verified(valid = true, more: Record<string, unknown> = {}, of = psn) {
      const { case_id } = await self.theCase(1, of)
      await stack.happen('invoice.verified', { case_id, ...numbers(), valid, ...more })
    },
    /** The open task of a kind. */
    async task(kind: string, of = psn) {
      const open = (await stack.tasks(of)).filter((task) => task.kind === kind)
      if (open.length !== 1) throw new Error(`${open.length} tasks ${kind}`)
      return open[0]!
    },
    /** What a clerk decides, over HTTP. */
    async decides(kind: string, decision: Record<string, unknown> = { decision: 'approve' }, of = psn) {
      const { task_id } = await self.task(kind, of)
      return api.call(clerk(where), `POST /v1/tasks/${task_id}/decision`, decision)
    },
    /** Sums that the bank was told to pay. */
    paid: () => stack.sent('bank', 'payment.ordered').map(({ data }) => data.amt),
    /** What the platform of receipts was told. */
    stamped: () => stack.sent('invoice').map(({ type }) => type),
  }
  return self
}

interface Held {
  receipt: { elec_billno_code: string }
}
/** The system with one person. */
export type Scene = Awaited<ReturnType<typeof scene>>
