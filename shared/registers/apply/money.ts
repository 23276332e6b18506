/** Money from and to outside: credits, spending, premiums, and what the bank says of payments. */
import { compareInstants } from '../../calendar/index.ts'
import type { Applied, ApplyResult, At } from '../../chain/settle.ts'
import type { Admdvs } from '../../codes/index.ts'
import { certHash, type Keys } from '../../identity/index.ts'
import { type Fen, fen, yuan } from '../../money/index.ts'
import { type PersonFile, put } from '../file.ts'
import { accountIn, chargeElsewhere, creditFromOutside, type MoneyEffects, noMoney, spendOutside } from '../ledger.ts'
import type { EventOf } from './index.ts'

/** `account.credited`. `id` is the event's identity and names the movement. */
export function creditAccount(file: PersonFile, event: EventOf<'account.credited'>, id: string): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { insu_admdvs, amt, memo } = event.data
  return { ok: creditFromOutside(file, insu_admdvs, yuan(amt), `credit.${id}`, memo ?? '个人账户划入') }
}

/**
 * `account.spent`: one settlement is spent once, and a later report of another sum corrects it. What the account does
 * not cover waits for its credit; once the balance has moved to another area it is charged there.
 */
export function spendAccount(file: PersonFile, event: EventOf<'account.spent'>, id: string, at: At): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { insu_admdvs, setl_id, memo } = event.data
  const held = file.one('spending', `${insu_admdvs}#${setl_id}`)
  if (held && compareInstants(held.time, event.time) > 0) return { ok: {} }
  const amt = yuan(event.data.amt)
  const difference = amt - (held?.amt ?? 0)
  const words = memo ?? '就医购药支出'
  const spending = put('spending', { insu_admdvs, setl_id, amt, time: event.time })
  if (difference <= 0) {
    const back =
      difference === 0
        ? noMoney
        : creditFromOutside(file, insu_admdvs, fen(-difference), `spent.${id}`, `更正：${words}`)
    return { ok: { ...back, change: [...back.change, spending] } }
  }
  const spent = spend(file, { area: insu_admdvs, amt: fen(difference), id: `spent.${id}`, setl_id, memo: words }, at)
  return spent ? { ok: { ...spent, change: [...(spent.change ?? []), spending] } } : { needs: 'needs-credit' }
}

interface Spent {
  area: Admdvs
  amt: Fen
  id: string
  setl_id: string
  memo: string
}

/** Spends from the account, following the balance where it went; undefined while a credit may still come. */
function spend(file: PersonFile, spent: Spent, at: At): Applied | undefined {
  const account = accountIn(file, spent.area)
  if (account.balance >= spent.amt) return spendOutside(file, spent.area, spent.amt, spent.id, spent.memo)
  if (!account.moved) return undefined
  const parts: MoneyEffects[] = []
  let left: number = spent.amt
  let laid = file
  const lay = (part: MoneyEffects) => {
    parts.push(part)
    laid = laid.with(part.change)
  }
  if (account.balance > 0) {
    lay(spendOutside(laid, spent.area, account.balance, spent.id, spent.memo))
    left -= account.balance
  }
  for (const hop of trail(file, spent.area)) {
    const covered = Math.min(left, accountIn(laid, hop.to).balance)
    if (covered === 0) continue
    const { area: from, memo } = spent
    const about = `late.${spent.id}.${hop.to}`
    lay(chargeElsewhere(laid, { from, to: hop.to, amt: fen(covered), at: at.now, case_id: hop.case_id, about, memo }))
    left -= covered
  }
  const merged = {
    change: parts.flatMap((p) => p.change),
    move: parts.flatMap((p) => p.move),
    claims: parts.flatMap((p) => p.claims),
  }
  return left === 0 ? merged : { ...merged, change: [...merged.change, uncovered(laid, spent, fen(left))] }
}

/** Where the balance of an area went, area by area. */
function trail(file: PersonFile, from: Admdvs) {
  const hops: { to: Admdvs; case_id: NonNullable<ReturnType<typeof accountIn>['moved']>['case_id'] }[] = []
  const seen = new Set<Admdvs>([from])
  for (let area: Admdvs | undefined = from; area !== undefined; ) {
    const moved: ReturnType<typeof accountIn>['moved'] = accountIn(file, area).moved
    if (!moved?.to || seen.has(moved.to)) return hops
    hops.push({ to: moved.to, case_id: moved.case_id })
    seen.add(moved.to)
    area = moved.to
  }
  return hops
}

function uncovered(file: PersonFile, spent: Spent, amt: Fen) {
  const account = accountIn(file, spent.area)
  return put('account', { ...account, uncovered: [...(account.uncovered ?? []), { setl_id: spent.setl_id, amt }] })
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
