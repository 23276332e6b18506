/** Money from and to outside: credits, spending, premiums, and what the bank says of payments. */
import { compareInstants } from '../../calendar/index.ts'
import type { ApplyResult, At } from '../../chain/settle.ts'
import { certHash, type Keys } from '../../identity/index.ts'
import { type Fen, fen, yuan } from '../../money/index.ts'
import { type PersonFile, put } from '../file.ts'
import { creditFromOutside, type MoneyEffects, oneAfterAnother } from '../ledger.ts'
import type { Spending } from '../rows.ts'
import { coverSpending, spend, spendingMemo, unspend } from '../spending.ts'
import type { EventOf } from './index.ts'

/** `account.credited`: what is uncovered of earlier spending is paid first. `id` is the event's identity. */
export function creditAccount(file: PersonFile, event: EventOf<'account.credited'>, id: string, at: At): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { insu_admdvs, amt, memo } = event.data
  return {
    ok: oneAfterAnother(file, [
      (laid) => creditFromOutside(laid, insu_admdvs, yuan(amt), `credit.${id}`, memo ?? '个人账户划入'),
      (laid) => coverSpending(laid, `covered.${id}`, at.now),
    ]),
  }
}

/**
 * `account.spent`: one settlement is spent once, and a later report of another sum corrects it. What the account does
 * not cover waits for its credit; once the balance has moved to another area it is charged there.
 */
export function spendAccount(file: PersonFile, event: EventOf<'account.spent'>, id: string, at: At): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { insu_admdvs: area, setl_id } = event.data
  const held = file.one('spending', `${area}#${setl_id}`)
  if (held && compareInstants(held.time, event.time) > 0) return { ok: {} }
  const amt = yuan(event.data.amt)
  const difference = amt - (held?.amt ?? 0)
  const memo = event.data.memo ?? spendingMemo
  const about = `spent.${id}`
  const row = put('spending', { ...held, insu_admdvs: area, setl_id, amt, time: event.time })
  const laid = file.with([row])
  if (difference === 0) return { ok: { change: [row] } }
  const paid =
    held && difference < 0
      ? lowered(laid, held, fen(-difference), { about, memo: `更正：${memo}` }, at)
      : spend(laid, { area, setl_id, amt: fen(difference), about, memo }, at.now)
  return paid ? { ok: { ...paid, change: [row, ...paid.change] } } : { needs: 'needs-credit' }
}

/** A settlement that was less than reported before: what was paid of it comes back, and may cover another. */
function lowered(
  file: PersonFile,
  held: Spending,
  amt: Fen,
  { about, memo }: { about: string; memo: string },
  at: At,
): MoneyEffects {
  return oneAfterAnother(file, [
    (laid) => unspend(laid, held, amt, about, memo),
    (laid) => coverSpending(laid, `covered.${about}`, at.now),
  ])
}

/** `premium.paid`: kept as a fact; bundles say what it pays for. */
export function payPremium(keys: Keys, file: PersonFile, event: EventOf<'premium.paid'>, id: string): ApplyResult {
  const { bill_no, year, amt, paid_at, payer_certno, birth_cert_no } = event.data
  if (bill_no !== undefined && !file.one('bill', bill_no)) return { needs: 'needs-bill' }
  if (!file.person) return { needs: birth_cert_no === undefined ? 'needs-person' : 'needs-birth' }
  const row = {
    id,
    ...(bill_no !== undefined ? { bill_no } : {}),
    ...(year !== undefined ? { year } : {}),
    amt: yuan(amt),
    paid_at,
    time: event.time,
    ...(payer_certno !== undefined ? { payer_hash: certHash(keys, payer_certno) } : {}),
    private: payer_certno !== undefined ? { payer_certno } : {},
  }
  return { ok: { change: [put('premium', row)] } }
}

/** `payment.settled` and `payment.returned`: the later report holds; another sum than ordered is refused. */
export function reportPayment(
  file: PersonFile,
  event: EventOf<'payment.settled'> | EventOf<'payment.returned'>,
  at: At,
): ApplyResult {
  const payment = file.one('payment', event.data.pay_no)
  if (!payment) return { needs: 'needs-payment' }
  if (yuan(event.data.amt) !== payment.amt) {
    return { refused: { code: 'amount-differs', detail: '金额与付款指令不一致', field: 'data.amt' } }
  }
  if (payment.report && compareInstants(payment.report.time, event.time) > 0) return { ok: {} }
  const said =
    event.type === 'payment.settled'
      ? { status: 'settled' as const, bank_time: event.data.bank_time }
      : { status: 'returned' as const, reason: event.data.reason }
  return { ok: { change: [put('payment', { ...payment, report: { ...said, time: event.time, at: at.now } })] } }
}
