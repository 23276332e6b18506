/** People whose settlements, doctors or own word say that they have a disease, on the whole system in memory. */
import { expect } from 'vitest'
import { apiOf, type Claims, citizen, clerk, expert, institution } from '../../../support/api.ts'
import { register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'

/** Where somebody is insured, and as what. */
export interface Place {
  area: string
  insutype: '310' | '390'
}
export const shandong: Place = { area: '370100', insutype: '310' }
export const lingbi: Place = { area: '341300', insutype: '390' }
export const lueyang: Place = { area: '610700', insutype: '390' }

const noon = (day: string) => `${day}T10:00:00+08:00`

/** The system on a Tuesday, with somebody insured somewhere, and how the tests speak to it. */
export async function scene(place: Place, now = '2026-03-10T12:00:00+08:00') {
  const stack = await makeStack({ now })
  const api = apiOf(stack)
  const psn = await register(stack, 1)
  const { area, insutype } = place
  const enrol = (where: Place, from = '2019-01-01', psn_no = psn) =>
    stack.happen('enrolment.registered', {
      psn_no,
      insu_admdvs: where.area,
      insutype: where.insutype,
      psn_type: where.insutype === '310' ? '11' : '15',
      psn_insu_date: from,
    })
  await enrol(place)
  const me = citizen(psn)
  let settlements = 0
  const self = {
    stack,
    api,
    psn,
    me,
    enrol,
    /** An in-patient settlement of a day, of a tumour at a hospital of the third level unless told otherwise. */
    async treated(day: string, diag_code = 'C34.900', more: Record<string, unknown> = {}) {
      const setl_id = `S${++settlements}`
      await stack.happen('settlement.posted', {
        setl_id,
        psn_no: psn,
        insu_admdvs: area,
        insutype,
        fixmedins_code: `H${area}00001`,
        hosp_lv: '3',
        med_type: '21',
        begntime: noon(day),
        setl_time: noon(day),
        medfee_sumamt: '18000.00',
        inscp_scp_amt: '16000.00',
        fund_pay_sumamt: '11000.00',
        maf_pay: '0.00',
        diags: [{ diag_code }],
        ...more,
      })
      return setl_id
    },
    revoke: (setl_id: string) => stack.happen('settlement.revoked', { setl_id, psn_no: psn, reason: '重复结算' }),
    /** A hospital recognizes high blood pressure, unless told otherwise. */
    recognized: (day: string, hosp_lv = '2', more: Record<string, unknown> = {}) =>
      stack.happen('chronic.recognized', {
        psn_no: psn,
        insu_admdvs: area,
        insutype,
        opsp_dise_code: 'M03900',
        ide_fixmedins_no: `H${area}00002`,
        hosp_lv,
        hosp_ide_date: day,
        ...more,
      }),
    ended: (enddate: string, opsp_dise_code = 'M00500') =>
      stack.happen('chronic.ended', { psn_no: psn, insu_admdvs: area, opsp_dise_code, enddate, reason: '不再符合' }),
    /** Experts of the area for both diseases of Lueyang, at institutions of their own. */
    async experts(...numbers: string[]) {
      for (const expert_no of numbers) await self.expertIs(expert_no)
    },
    expertIs: (expert_no: string, more: Record<string, unknown> = {}) =>
      stack.happen('expert.registered', {
        expert_no,
        diag_dr_name: '王守正',
        fixmedins_code: `H610702${expert_no}`,
        admdvs: area,
        opsp_dise_codes: ['M03900', 'M01600', 'M00500'],
        begndate: '2026-01-01',
        ...more,
      }),
    /** The person's cases as they see them, by the time they started. */
    async cases() {
      const rows = await stack.cases(psn, 'chronic')
      return Promise.all(rows.map(async ({ case_id }) => (await api.call(me, `GET /v1/cases/${case_id}`)).body))
    },
    /** The one case. */
    async theCase() {
      const cases = await self.cases()
      expect(cases).toHaveLength(1)
      return cases[0]
    },
    async choose(option: string, nth = 0) {
      const { case_id } = (await self.cases())[nth]
      return api.call(me, `POST /v1/cases/${case_id}/actions`, { action: 'choose', option })
    },
    ask: (opsp_dise_code = 'M03900', more: Record<string, unknown> = {}, who: Claims = me) =>
      api.call(who, 'POST /v1/cases', { bundle: 'chronic', form: { opsp_dise_code, ...more } }),
    /** Who is asked to review now, and until when. */
    async reviewing() {
      const open = (await stack.tasks(psn)).filter(({ kind }) => kind === 'review-chronic')
      return open.map(({ owner, due_at }) => [
        owner.role === 'expert' ? owner.expert_no : owner.role,
        due_at.slice(0, 10),
      ])
    },
    /** Whoever is asked decides. */
    async decides(decision: 'approve' | 'reject', more: Record<string, unknown> = {}) {
      const [task] = (await stack.tasks(psn)).filter(({ kind }) => kind === 'review-chronic')
      const { owner } = task!
      const who = owner.role === 'expert' ? expert(owner.expert_no) : clerk(area)
      const reason = decision === 'reject' ? { reason: '血压没有达到标准' } : {}
      return api.call(who, `POST /v1/tasks/${task!.task_id}/decision`, { decision, ...reason, ...more })
    },
    /** A clerk says whether a right stands. */
    async doubt(decision: 'approve' | 'reject') {
      const [task] = (await stack.tasks(psn)).filter(({ kind }) => kind === 'entitlement-doubtful')
      return api.call(clerk(area), `POST /v1/tasks/${task!.task_id}/decision`, { decision, reason: '核对过' })
    },
    /** The person's rights: kind, first and last day. */
    async rights() {
      const { entitlements } = (await api.call(me, 'GET /v1/me/entitlements')).body
      return entitlements.map(({ kind, from, to }: Record<string, unknown>) => [kind, from, to ?? null])
    },
    /** What was said to those who settle. */
    recorded: () =>
      stack.sent('medins', 'chronic.recorded').map(({ data }) => [data.begndate, data.enddate ?? null, data.basis]),
    granted: () => stack.sent('registry', 'entitlement.granted').map(({ data }) => [data.kind, data.from, data.to]),
    /** What an institution asks about drugs. */
    doses: (begntime: string, drugs: Record<string, unknown>[], more: Record<string, unknown> = {}) =>
      api.call(institution('H37010200001'), 'POST /v1/dose-checks', {
        mdtrt_id: 'M1',
        fixmedins_code: 'H37010200001',
        psn_no: psn,
        begntime,
        drugs,
        ...more,
      }),
    told: () => stack.sent('notice').map(({ data }) => data.template),
  }
  return self
}
