/** Somebody on minimum allowance in Shijiazhuang and what they settle, on the whole system in memory. */
import type { CaseRow, TaskRow } from '../../../../shared/registers/rows.ts'
import { apiOf, citizen, clerk } from '../../../support/api.ts'
import { at, orders } from '../../../support/bank.ts'
import { bankAccount, certnoOf, register } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'

export const area = '130100'
export const shanghai = '310000'

/** `identity.recognized`, unless told otherwise of who is on minimum allowance from 2026-01-01. */
export const identity = (psn_no: string, more: Record<string, unknown> = {}) => ({
  psn_no,
  psn_idet_type: 'low-income',
  admdvs: area,
  begndate: '2026-01-01',
  ...more,
})

/** `settlement.posted`: the in-patient treatment of the law's examples, a burden of 5000.00, unless told otherwise. */
export const settlement = (psn_no: string, more: Record<string, unknown> = {}) => ({
  setl_id: 'S1',
  psn_no,
  insu_admdvs: area,
  insutype: '390',
  fixmedins_code: 'H13010200001',
  hosp_lv: '3',
  med_type: '21',
  begntime: at('2026-03-02'),
  setl_time: at('2026-03-10'),
  medfee_sumamt: '100000.00',
  inscp_scp_amt: '16000.00',
  fund_pay_sumamt: '11000.00',
  maf_pay: '0.00',
  ...more,
})

/** A settlement that leaves so much, begun and settled on a day. */
export const leaving = (burden: string, on: string, more: Record<string, unknown> = {}) => ({
  setl_id: `S.${on}`,
  begntime: at(on, '08:00'),
  setl_time: at(on),
  inscp_scp_amt: burden,
  fund_pay_sumamt: '0.00',
  ...more,
})

/** A person with an account, unless told otherwise, and how the tests speak to the system. */
export async function scene({
  now = at('2026-03-02'),
  person = { bank_acct: bankAccount } as Record<string, unknown>,
  recognized = {} as Record<string, unknown> | false,
} = {}) {
  const stack = await makeStack({ now })
  const psn = await register(stack, 1, person)
  if (recognized) await stack.happen('identity.recognized' as never, identity(psn, recognized))
  const api = apiOf(stack)
  const self = {
    stack,
    api,
    psn,
    certno: certnoOf(1),
    clerk: clerk(area),
    me: citizen(psn),
    recognize: (more: Record<string, unknown> = {}) =>
      stack.happen('identity.recognized' as never, identity(psn, more)),
    settle: (more: Record<string, unknown> = {}, envelope: { id?: string; time?: string } = {}) =>
      stack.happen('settlement.posted' as never, settlement(psn, more), envelope),
    revoke: (setl_id: string, on: string) =>
      stack.happen('settlement.revoked' as never, { setl_id, psn_no: psn, reason: '录入有误' }, { time: at(on) }),
    aid: (more: Record<string, unknown> = {}) =>
      stack.happen('aid.paid' as never, {
        aid_no: 'A1',
        psn_no: psn,
        setl_id: 'S1',
        dept: 'red-cross',
        amt: '1500.00',
        paid_at: at('2026-03-12'),
        ...more,
      }),
    dies: (dead_date: string) => stack.happen('death.registered', { certno: certnoOf(1), dead_date }),
    /** To just after the first moment of a day. */
    dawn: (on: string) => stack.advanceTo(`${on}T00:00:30+08:00`),
    cases: () => stack.cases(psn, 'assistance'),
    task: (kind: string) => taskOf(stack, psn, kind),
    async decides(kind: string, decision: 'approve' | 'reject' = 'approve', more: Record<string, unknown> = {}) {
      const task = await self.task(kind)
      const reason = decision === 'reject' ? { reason: '测试' } : {}
      return stack.decideTask(task!.task_id, { decision, ...reason, ...more })
    },
    /** What the call says of a year. */
    asked: async (year = 2026) => (await api.call(self.me, `GET /v1/me/assistance?year=${year}`)).body,
    orders: () => orders(stack).map(({ payer_admdvs, payer_dept, amt }) => [payer_admdvs, payer_dept, amt]),
    /** The bank pays all that is ordered and of which it has said nothing. */
    async bankPays(on: string) {
      const file = await stack.file(psn)
      const open = file.all('payment').filter(({ report }) => !report)
      for (const { pay_no } of open) {
        const order = orders(stack).find((one) => one.pay_no === pay_no)!
        await stack.happen(
          'payment.settled',
          { pay_no, amt: order.amt, bank_time: at(on, '10:00') },
          { time: at(on, '10:00') },
        )
      }
    },
    /** A run at dawn of a month's first day, confirmed and paid. */
    async paidOn(on: string) {
      await self.dawn(on)
      await self.decides('confirm-assistance')
      await self.bankPays(on)
    },
    told: () => stack.sent('notice').map(({ data }) => data.template),
  }
  return self
}
export type Scene = Awaited<ReturnType<typeof scene>>

/** The one case there is. */
export async function onlyCase({ cases }: Pick<Scene, 'cases'>): Promise<CaseRow> {
  const [row, ...others] = await cases()
  if (!row || others.length > 0) throw new Error(`${others.length + (row ? 1 : 0)} cases`)
  return row
}

async function taskOf(stack: Stack, psn: string, kind: string): Promise<TaskRow | undefined> {
  return (await stack.tasks(psn)).find((task) => task.kind === kind)
}
