/** Money from and to outside: spending, premiums, and what the bank says of payments. */
import { compareInstants } from '../../calendar/index.ts'
import { type Keys, type NumberHash, numberHashOf, readCertno } from '../../identity/index.ts'
import { fen, yuan } from '../../money/index.ts'
import type { ApplyResult } from '../applying.ts'
import type { EventOf } from '../events.ts'
import { sharedBy } from '../family/shares.ts'
import { drop, type PersonFile, put } from '../file.ts'
import { type MoneyEffects, noMoney, oneAfterAnother } from '../ledger.ts'
import type { At } from '../look.ts'
import { tellOfWord } from '../merged/orders.ts'
import { settleWord } from '../merged/sums.ts'
import { recall } from '../rest.ts'
import { settlementHash } from '../rows/parked.ts'
import type { Spending } from '../rows.ts'
import { coverSpending, spend, spendingMemo, unspend } from '../spending.ts'
import { givingWay, mayGiveWay, setBack, waitingReport } from './over-spent.ts'

/**
 * `account.spent`: one settlement is spent once, and a later report of another sum corrects it, also one that waits. What
 * the account does not cover waits for its credit; once the balance has moved to another area it is charged there. Spent by
 * somebody else it waits for a share of theirs.
 */
export function spendAccount(
  keys: Keys,
  file: PersonFile,
  event: EventOf<'account.spent'>,
  id: string,
  at: At,
): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { insu_admdvs, setl_id, user_psn_no } = event.data
  const held = recall(file, at, 'spending', `${insu_admdvs}#${setl_id}`)
  if (held && isOlder(file, held, event, id)) return { ok: {} }
  const waiting = waitingReport(file, settlementHash(keys, event.data), user_psn_no !== undefined)
  if (waiting && compareInstants(waiting.time, event.time) > 0) return { ok: {} }
  const insteadOf = waiting && waiting.id !== id ? waiting.id : undefined
  const shared = held ? held.shared : sharedBy(keys, file, event, at)
  if (user_psn_no !== undefined && !held && !shared) return { needs: 'needs-share' }
  const by = shared ? { shared } : {}
  const row: Spending = {
    ...held,
    insu_admdvs,
    setl_id,
    amt: yuan(event.data.amt),
    time: event.time,
    told: told(event, id),
    ...by,
  }
  const laid = file.with([put('spending', row)])
  const paid = held && row.amt <= held.amt ? lowered(laid, held, row, at) : raised(keys, laid, held, row, at)
  if (!paid) return { needs: 'needs-credit', awake: mayGiveWay(file, row), ...(insteadOf ? { insteadOf } : {}) }
  const gone = insteadOf === undefined ? [] : [drop('parked', insteadOf)]
  return { ok: { ...paid, change: [put('spending', row), ...gone, ...paid.change] } }
}

/**
 * Whether what is held was said later. What was taken at a desk is corrected by any report of it, unless that had waited
 * before, or the desk has given back (family-sharing/RULES.md 4.2).
 */
function isOlder(file: PersonFile, held: Spending, { time }: EventOf<'account.spent'>, id: string): boolean {
  const isCorrected = held.desk && !held.told && !held.back && file.one('parked', id) === undefined
  return !isCorrected && compareInstants(held.time, time) > 0
}

/** Who told of it, and in which words. */
const told = ({ id, source, data: { memo, user_psn_no } }: EventOf<'account.spent'>, key: string) => ({
  key,
  id,
  source,
  ...(memo === undefined ? {} : { memo }),
  ...(user_psn_no === undefined ? {} : { user_psn_no }),
})

/** The id of what pays or corrects a settlement by the report that holds. */
const aboutOf = ({ told, turns }: Spending) => `spent.${told?.key}${turns ? `.${turns}` : ''}`

/** More than before is to be paid for a settlement. Undefined if it waits for its credit and nothing is paid of it. */
function raised(
  keys: Keys,
  file: PersonFile,
  held: Spending | undefined,
  row: Spending,
  at: At,
): MoneyEffects | undefined {
  const more = fen(row.amt - (held?.amt ?? 0))
  if (more === 0) return noMoney
  const { insu_admdvs: area, setl_id } = row
  const spent = { area, of: { setl_id }, amt: more, about: aboutOf(row), memo: row.told?.memo ?? spendingMemo }
  const paid = spend(file, spent, at.now)
  if (paid) return paid
  const later = givingWay(file, row, more, at)
  if (later) {
    return oneAfterAnother(file, [
      ...later.map((one) => (laid: PersonFile) => setBack(keys, laid, one, one, at)),
      (laid) => spend(laid, spent, at.now) ?? noMoney,
      (laid) => coverSpending(laid, `covered.${aboutOf(row)}`, at.now),
    ])
  }
  if (!held || held.amt === 0) return undefined
  // An older report holds no more, though the one that corrects it has to wait.
  return oneAfterAnother(file, [
    (laid) => ({ ...noMoney, change: mayGiveWay(laid, row) }),
    (laid) => setBack(keys, laid, held, row, at),
    (laid) => coverSpending(laid, `covered.${aboutOf(row)}`, at.now),
  ])
}

/** A settlement that was less than reported before: what was paid of it comes back, and may cover another. */
function lowered(file: PersonFile, held: Spending, row: Spending, at: At): MoneyEffects {
  const less = fen(held.amt - row.amt)
  if (less === 0) return noMoney
  const about = aboutOf(row)
  return oneAfterAnother(file, [
    (laid) => unspend(laid, held, less, { id: about, memo: `更正：${row.told?.memo ?? spendingMemo}` }, at),
    (laid) => coverSpending(laid, `covered.${about}`, at.now),
  ])
}

/** `premium.paid`: kept as a fact; bundles say what it pays for. */
export function payPremium(
  keys: Keys,
  file: PersonFile,
  event: EventOf<'premium.paid'>,
  id: string,
  at: At,
): ApplyResult {
  const { bill_no, year, amt, paid_at, payer_certno, payer_psn_cert_type, birth_cert_no } = event.data
  if (bill_no !== undefined && !recall(file, at, 'bill', bill_no)) return { needs: 'needs-bill' }
  if (!file.person) return { needs: birth_cert_no === undefined ? 'needs-person' : 'needs-birth' }
  const row = {
    id,
    ...(bill_no !== undefined ? { bill_no } : {}),
    ...(year !== undefined ? { year } : {}),
    amt: yuan(amt),
    paid_at,
    time: event.time,
    ...(payer_certno !== undefined ? { payer_hash: payerHash(keys, payer_certno, payer_psn_cert_type) } : {}),
    private: payer_certno !== undefined ? { payer_certno } : {},
  }
  return { ok: { change: [put('premium', row)] } }
}

/** Under which hash the payer is found, if they are somebody we know; a number that is none leads to nobody. */
function payerHash(keys: Keys, written: string, psnCertType?: string): NumberHash {
  const read = readCertno(written, psnCertType)
  return numberHashOf(keys, read.ok ? read.certno : written, psnCertType)
}

/** `payment.settled` and `payment.returned`: the later report holds; another sum than ordered is refused. */
export function reportPayment(
  file: PersonFile,
  event: EventOf<'payment.settled'> | EventOf<'payment.returned'>,
  at: At,
): ApplyResult {
  const payment = recall(file, at, 'payment', event.data.pay_no)
  if (!payment) return { needs: 'needs-payment' }
  if (yuan(event.data.amt) !== payment.amt) {
    return { refused: { code: 'amount-differs', detail: '金额与付款指令不一致', field: 'data.amt' } }
  }
  if (payment.report && compareInstants(payment.report.time, event.time) > 0) return { ok: {} }
  const said =
    event.type === 'payment.settled'
      ? { status: 'settled' as const, bank_time: event.data.bank_time }
      : { status: 'returned' as const, reason: event.data.reason }
  const next = { ...payment, report: { ...said, time: event.time, at: at.now } }
  const money = settleWord(file, next, at)
  return { ok: { ...money, change: [put('payment', next), ...money.change, ...tellOfWord(file, next, at)] } }
}
