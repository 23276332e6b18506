/** Families who share an account, and desks that are paid from it, on the whole system in memory. */
import { expect } from 'vitest'
import type { Table } from '../../../../shared/table/table.ts'
import { apiOf, citizen, institution, operator } from '../../../support/api.ts'
import { credit, enrolment, person, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'

/** Where the holder is insured, another area of the province, and one of another province. */
export const home = '210200'
export const near = '210100'
export const far = '130100'

/** Institutions of these places. */
export const desk = 'H21020200001'
export const otherDesk = 'H21020200002'

/** The name that person `n` is registered with. */
export const nameOf = (n: number) => person(n).psn_name

/** The system, with a holder (1) who has 500.00, and how the tests speak to it. */
export async function scene(
  now = '2026-03-02T10:00:00+08:00',
  { balance = '500.00', through }: { balance?: string; through?: (table: Table) => Table } = {},
) {
  const stack = await makeStack({ now, ...(through ? { through } : {}) })
  const api = apiOf(stack)
  const holder = await register(stack, 1)
  await stack.happen('enrolment.registered', enrolment(holder, home, '2019-03-01'))
  if (balance !== '0.00') await stack.happen('account.credited', credit(holder, home, balance))
  const self = {
    stack,
    api,
    holder,
    me: citizen(holder),
    /** Somebody else (2 …), insured there, with so much of their own. */
    async user(n: number, { at = home, own = '0.00' }: { at?: string | null; own?: string } = {}) {
      const psn = await register(stack, n)
      if (at !== null) await stack.happen('enrolment.registered', enrolment(psn, at, '2019-03-01'))
      if (own !== '0.00') await stack.happen('account.credited', credit(psn, at ?? home, own))
      return psn
    },
    /** Somebody shares with person `n`. */
    share: (n: number, more: Record<string, unknown> = {}, who = citizen(holder)) =>
      api.call(who, 'POST /v1/shares', {
        user_psn_no: person(n).psn_no,
        user_psn_name: nameOf(n),
        relation: 'spouse',
        commitment: true,
        ...more,
      }),
    end: (shareId: string, who = citizen(holder)) => api.call(who, `DELETE /v1/shares/${shareId}`),
    async shares(who = citizen(holder)) {
      const { status, body } = await api.call(who, 'GET /v1/shares')
      expect(status).toBe(200)
      return body
    },
    /** A bill at the desk. */
    pay: (psn_no: string, amt: string, setl_id = 'S1', more: Record<string, unknown> = {}, code = desk) =>
      api.call(institution(code), 'POST /v1/account-payments', { setl_id, fixmedins_code: code, psn_no, amt, ...more }),
    back: (psn_no: string, setl_id = 'S1', code = desk) =>
      api.call(institution(code), `DELETE /v1/account-payments/${setl_id}?psn_no=${psn_no}`),
    /** `account.spent` of the holder's account by somebody else. */
    spent: (user_psn_no: string, amt: string, setl_id = 'S1', more: Record<string, unknown> = {}) =>
      stack.happen('account.spent', { psn_no: holder, insu_admdvs: home, amt, setl_id, user_psn_no, ...more }),
    async accounts(psn_no = holder) {
      return (await api.call(citizen(psn_no), 'GET /v1/me/accounts')).body.accounts
    },
    async balance(psn_no = holder, area = home): Promise<string | undefined> {
      const accounts = (await api.call(citizen(psn_no), 'GET /v1/me/accounts')).body.accounts
      return accounts.find(({ insu_admdvs }: { insu_admdvs: string }) => insu_admdvs === area)?.balance
    },
    async proven() {
      const { body } = await api.call(operator, 'GET /v1/ledger/check')
      expect(body).toMatchObject({ balanced: true, violations: [] })
      return body
    },
    clear: (date: string) => api.call(operator, 'POST /v1/clearings', { date, province: '210000' }),
  }
  return self
}

/** What a desk is answered, in short: what was taken, and the rest. */
export const told = ({ status, body }: { status: number; body: Answer }) =>
  status === 200
    ? [...body.taken.map(({ share_id, amt }) => [share_id ? 'shared' : 'own', amt]), body.rest]
    : [status, body.code]

interface Answer {
  code: string
  taken: { share_id?: string; amt: string }[]
  rest: string
}
