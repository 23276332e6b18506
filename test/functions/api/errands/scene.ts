/** A point in a village, its agent (person 2), and who is helped there (person 1), insured in Tangshan. */
import type { Table } from '../../../../shared/table/table.ts'
import { agent, apiOf, type Claims, operator } from '../../../support/api.ts'
import { certnoOf, credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { point } from '../town.ts'

export const area = '130200'
export const village = { ...point, matters: ['filing', 'account', 'transfer', 'mandate', 'other'] }
export const me = agent('B1', 'A1')
export const paper = { certno: certnoOf(1), psn_name: '测试1', paper_ref: '委托书1号' }

/** The scene at a moment. */
export async function start(now = '2026-03-02T09:00:00+08:00', through?: (table: Table) => Table) {
  const stack = await makeStack({ now, ...(through ? { through } : {}) })
  const api = apiOf(stack)
  const helped = await register(stack, 1)
  const own = await register(stack, 2)
  await stack.happen('enrolment.registered', enrolment(helped, area, '2019-03-01'))
  await api.call(operator, 'PUT /v1/points/B1', village)
  const registered = (change: object = {}) =>
    api.call(operator, 'PUT /v1/points/B1/agents/A1', {
      psn_no: own,
      status: 'active',
      trained_on: '2026-03-01',
      ...change,
    })
  await registered()
  const open = (matter: string, consent: object = paper, who: Claims = me) =>
    api.call(who, 'POST /v1/errands', { matter, consent })
  const told = (template: string) => stack.sent('notice').filter(({ data }) => data.template === template)
  const askCode = (n = 1, who: Claims = me) =>
    api.call(who, 'POST /v1/errand-codes', { certno: certnoOf(n), psn_name: `测试${n}` })
  const lastCode = () => /\d{6}/.exec(told('errand-code').at(-1)!.data.text)![0]
  const byCode = async (matter: string, who: Claims = me) => {
    await askCode(1, who)
    return open(matter, { certno: certnoOf(1), code: lastCode() }, who)
  }
  const as = (target: string, body?: unknown, who: Claims = me, headers: Record<string, string> = {}) =>
    api.call(who, target, body, { 'on-behalf-of': helped, ...headers })
  const read = async (id: string, who: Claims = me) => (await api.call(who, `GET /v1/errands/${id}`)).body
  return { stack, api, helped, own, registered, open, told, askCode, lastCode, byCode, as, read }
}
export type Scene = Awaited<ReturnType<typeof start>>

export const filing = { kind: 'temporary', to_admdvs: '110000', from: '2026-03-10', commitment: true }

/** The person has a transfer that waits for a choice of theirs; answers its id. */
export async function withTransfer({ stack, helped }: Scene): Promise<string> {
  await stack.setting('130100', { accepts_account_transfer: false })
  await stack.happen('account.credited', credit(helped, area, '10.00'))
  await stack.happen('enrolment.paused', pause(helped, area, '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(helped, '130100', '2026-03-02'))
  return (await stack.cases(helped, 'transfer'))[0]!.case_id
}

export const account = (acct_name: string) => ({
  action: 'provide-bank-account',
  bank_code: '102',
  acct_no: '6222000011112222',
  acct_name,
})
