/**
 * What is to be paid into the insurance: a bill goes to the tax office, and stands in the register of bills until
 * another takes its place. Payment of one that another took the place of still counts.
 */
import type { Day } from '../../shared/calendar/index.ts'
import type { Ctx } from '../../shared/chain/chain.ts'
import type { Admdvs, Insutype } from '../../shared/codes/index.ts'
import { type Fen, formatYuan } from '../../shared/money/index.ts'
import { type Change, put } from '../../shared/registers/file.ts'
import { type Ref, refOfCase } from '../../shared/registers/ids.ts'
import type { Bill } from '../../shared/registers/rows.ts'
import { personOf } from './person.ts'
import type { Done } from './together.ts'

/** What the act reads of a case. */
type BillCtx = Pick<Ctx<unknown>, 'file' | 'case' | 'today'>

/** What is to be paid, by when. */
export interface Demand {
  /** What it is for within its case: the number of the bill follows from it, so that it is assessed once. */
  key: string
  insutype: Insutype
  area: Admdvs
  /** The year that it insures, or the months that it buys. */
  of: { year: number } | { months: number }
  /** In fen. */
  amt: Fen
  due: Day
}

/** The number of the bill over what `key` says. */
export const billNoOf = ({ case: { case_id } }: Pick<BillCtx, 'case'>, key: string): Ref =>
  refOfCase('BL', case_id, `${case_id}.${key}`)

/** Bills of this case so far, those that others took the place of included. */
export const billsOf = ({ file, case: { case_id } }: Pick<BillCtx, 'file' | 'case'>): Bill[] =>
  file.all('bill').filter((bill) => bill.case_id === case_id)

/** Others take the place of these. */
export const supersede = (bills: readonly Bill[]): Change[] =>
  bills.filter(({ superseded }) => !superseded).map((bill) => put('bill', { ...bill, superseded: true }))

/** Assesses what is to be paid, today. */
export function assessBill(ctx: BillCtx, { key, insutype, area: insu_admdvs, of, amt, due: due_date }: Demand): Done {
  const { psn_no, private: own } = personOf(ctx)
  const bill_no = billNoOf(ctx, key)
  const { case_id } = ctx.case
  const row: Bill = { bill_no, case_id, insutype, insu_admdvs, ...of, amt, assessed_on: ctx.today, due_date }
  const whom = { psn_no, psn_name: own.psn_name }
  const data = { bill_no, ...whom, insutype, insu_admdvs, ...of, amt: formatYuan(amt), due_date }
  return { change: [put('bill', row)], send: [{ type: 'premium.assessed', data }] }
}
