/**
 * The desk and the citizens' pages with all that assistance, chronic diseases, reimbursement and family sharing bring:
 * a task of each kind, and people with much of everything.
 */
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { apiOf, type Claims, citizen, clerk, expert, institution } from '../../support/api.ts'
import { at } from '../../support/bank.ts'
import { pagesOver } from '../../support/pages.ts'
import { bankAccount, certnoOf, credit, enrolment, person, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'
import { identity, settlement } from '../bundles/assistance/scene.ts'
import { form, numbers, resident, terms, upload, voided } from '../bundles/reimbursement/scene.ts'

/** Where who of these people is insured. */
const places = { assistance: '130100', experts: '610700', direct: '370100', claims: '330800', sharing: '210200' }

/** A stack on 1 April 2026, with nobody in it yet, and how people come into it. */
export async function careScene() {
  const stack = await makeStack({ now: at('2026-03-31', '12:00') })
  const api = apiOf(stack)
  let people = 0
  const somebody = (more: Record<string, unknown> = {}) => register(stack, ++people, more)
  const insured = async (area: string, insutype = '390', more: Record<string, unknown> = {}) => {
    const psn = await somebody({ bank_acct: bankAccount, ...more })
    const psn_type = insutype === '310' ? '11' : '15'
    await stack.happen('enrolment.registered', { ...enrolment(psn, area, '2019-01-01'), insutype, psn_type })
    return psn
  }
  const self = {
    stack,
    api,
    pages: pagesOver(stack),
    insured,
    /** So many on minimum allowance with one stay each: a month's end later their sums are to be confirmed. */
    async assisted(count: number, more: Record<string, unknown> = {}) {
      const psns: string[] = []
      for (let n = 0; n < count; n++) {
        const psn = await insured(places.assistance)
        await stack.happen('identity.recognized', identity(psn))
        await stack.happen('settlement.posted', settlement(psn, { setl_id: `S.${psn}`, ...more }))
        psns.push(psn)
      }
      await stack.advanceTo('2026-04-01T00:00:30+08:00')
      return psns
    },
    /** Somebody whose stay says that they have high blood pressure where experts review; asked, and no answer yet. */
    async treated(...experts: string[]) {
      for (const expert_no of experts)
        await stack.happen('expert.registered', {
          expert_no,
          diag_dr_name: '王守正',
          fixmedins_code: `H610702${expert_no}`,
          admdvs: places.experts,
          opsp_dise_codes: ['M03900', 'M01600'],
          begndate: '2026-01-01',
        })
      const psn = await insured(places.experts)
      await stack.happen('settlement.posted', stay(psn, places.experts, 'I10.x00', '原发性高血压'))
      return psn
    },
    /** Somebody whose right rested on a stay that was taken back. */
    async doubtful() {
      const psn = await insured(places.direct, '310')
      const treated = stay(psn, places.direct, 'C34.900', '肺恶性肿瘤')
      await stack.happen('settlement.posted', treated, { time: at('2026-03-30', '12:00') })
      await stack.happen('settlement.revoked', { setl_id: `S.${psn}`, psn_no: psn, reason: '重复结算' })
      return psn
    },
    /** Somebody and a receipt: they are asked, an amount is missing, names differ, it was paid and voided, or they died. */
    async claimant(n: number, what: 'asked' | 'missing' | 'differs' | 'void' | 'dead') {
      await stack.policy({ name: 'claim_terms', admdvs: places.claims, value: terms })
      await stack.policy({ name: 'claim_auto_upto', admdvs: places.claims, value: '1000.00' })
      const psn = await resident(stack, ++people, places.claims)
      const me = citizen(psn)
      if (what === 'missing') {
        const began = await api.call(me, 'POST /v1/cases', { bundle: 'reimbursement', form: form({}, n) })
        await stack.happen('invoice.verified', { case_id: began.body.case_id, ...numbers(n), valid: true })
        return psn
      }
      const name = what === 'differs' ? { psn_name: '别人' } : {}
      await stack.happen('ownpay.posted', upload(psn, '1500.00', name, n))
      if (what === 'asked') return psn
      if (what === 'dead') {
        const dead = { certno: certnoOf(Number(psn.slice(1))), dead_date: '2026-03-31' }
        await stack.happen('death.registered', dead)
        return psn
      }
      await self.chooses(psn, 'reimbursement', 'claim')
      if (what === 'void') await stack.happen('ownpay.voided', voided(psn, '2026-04-01', n))
      return psn
    },
    /** What somebody takes of what their one case of a bundle offers. */
    async chooses(psn: string, bundle: string, option: string) {
      const [row] = await stack.cases(psn, bundle)
      return api.call(citizen(psn), `POST /v1/cases/${row?.case_id}/actions`, { action: 'choose', option })
    },
    /** Somebody shares their account with somebody. */
    shares: (holder: string, user_psn_no: string, more: Record<string, unknown> = {}) =>
      api.call(citizen(holder), 'POST /v1/shares', {
        user_psn_no,
        user_psn_name: self.nameOf(user_psn_no),
        relation: 'spouse',
        commitment: true,
        ...more,
      }),
    /** Somebody with an account of 500.00 and relatives; the first of these is told who they are. */
    async family(count: number, more: Record<string, unknown> = {}) {
      const holder = await insured(places.sharing, '310')
      await stack.happen('account.credited', credit(holder, places.sharing, '500.00'))
      const users: string[] = []
      for (let n = 0; n < count; n++) users.push(await insured(places.sharing, '390', more))
      return { holder, users }
    },
    /** What an institution takes for somebody. */
    pays: (psn_no: string, amt: string, setl_id: string) =>
      api.call(institution('H21020200001'), 'POST /v1/account-payments', {
        setl_id,
        fixmedins_code: 'H21020200001',
        psn_no,
        amt,
      }),
    /** The open task of a kind of somebody's, and who decides it. */
    async taskOf(psn: string, kind: string): Promise<{ task: TaskRow; officer: Claims }> {
      const task = (await stack.tasks(psn)).find((one) => one.kind === kind)
      if (!task) throw new Error(`${psn} has no ${kind}`)
      const { owner } = task
      return { task, officer: owner.role === 'expert' ? expert(owner.expert_no) : clerk(task.admdvs) }
    },
    nameOf: (psn: string) => person(Number(psn.slice(1))).psn_name,
  }
  return self
}

/** The system with these people. */
export type CareScene = Awaited<ReturnType<typeof careScene>>
export type { Stack }

/** A stay of a day in March, with a diagnosis. */
const stay = (psn_no: string, area: string, diag_code: string, diag_name: string) => ({
  setl_id: `S.${psn_no}`,
  psn_no,
  insu_admdvs: area,
  insutype: area === places.direct ? '310' : '390',
  fixmedins_code: `H${area}00001`,
  hosp_lv: '3',
  med_type: '21',
  begntime: at('2026-03-20'),
  setl_time: at('2026-03-30'),
  medfee_sumamt: '18000.00',
  inscp_scp_amt: '16000.00',
  fund_pay_sumamt: '11000.00',
  maf_pay: '0.00',
  diags: [{ diag_code, diag_name }],
})
