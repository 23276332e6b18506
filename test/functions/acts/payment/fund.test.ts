/** Money of a fund in the books, and the account it goes to. */
import { describe, expect, it } from 'vitest'
import { payNoOf } from '../../../../functions/acts/payment/debt.ts'
import { heardOfFund, orderingFromFund, personAccounts } from '../../../../functions/acts/payment/fund.ts'
import { instant } from '../../../../shared/calendar/index.ts'
import { fen } from '../../../../shared/money/index.ts'
import { put } from '../../../../shared/registers/file.ts'
import type { Payment } from '../../../../shared/registers/rows.ts'
import { caseOver } from '../scene.ts'

const now = instant('2026-03-12T10:00:00+08:00')
const ctx = { ...caseOver(), now, task: () => undefined }
const debt = {
  key: '1',
  payer: '130100' as never,
  payee: 'person' as const,
  dept: 'medical-assistance',
  amt: fen(350_000),
  purpose: 'medical-assistance',
  accounts: () => [],
}

describe('money of a fund', () => {
  it('leaves what is outside when it is ordered, and is outside again once the bank has spoken, whatever it says later', () => {
    const { move, change } = orderingFromFund(ctx, [{ debt, n: 1, to: { name: '李春芽' } }])
    const { case_id } = ctx.case
    expect(move).toMatchObject([{ debit: 'outside:130100', credit: `payable:${case_id}`, amt: 350_000 }])
    const [ordered] = change
    const order = (ordered as { row: Payment }).row
    expect(heardOfFund({ ...ctx, file: ctx.file.with([put('payment', order)]) }, [debt], [])).toBeUndefined()
    const said = { ...order, report: { status: 'returned' as const, time: now, at: now } }
    const after = { ...ctx, file: ctx.file.with([put('payment', said)]) }
    const heard = heardOfFund(after, [debt], [])
    expect(heard).toMatchObject({
      move: [{ debit: `payable:${case_id}`, credit: 'outside:130100', amt: 350_000 }],
      booked: [payNoOf(ctx, debt, 1)],
    })
    expect(heardOfFund(after, [debt], heard?.booked ?? [])).toBeUndefined()
  })

  it('goes to the account of the person, who has no guardians', () => {
    const account = { bank_code: '102', acct_no: '6222', acct_name: '李春芽' }
    const person = { ...ctx.file.person, private: { psn_name: '李春芽', bank_acct: account } }
    const file = ctx.file.with([put('person', { ...person, brdy: '1990-01-01' } as never)])
    const cases = { opener: () => undefined, differsTask: () => undefined }
    expect(personAccounts({ ...ctx, file }, cases)).toMatchObject([{ account }])
  })
})
