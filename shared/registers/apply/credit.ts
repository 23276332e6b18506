/**
 * Money that comes into a personal account. One that bears a number may be reported anew: the later report replaces the
 * sum (transfer/RULES.md 4.12). What it is less is taken out like spending, from wherever the money has gone, and what is
 * there no more a clerk gets back by hand (chain/uncovered.ts).
 */
import { compareInstants } from '../../calendar/index.ts'
import { type Fen, fen, yuan, ZERO } from '../../money/index.ts'
import type { ApplyResult } from '../applying.ts'
import type { EventOf } from '../events.ts'
import { type PersonFile, put } from '../file.ts'
import { accountIn, creditFromOutside, type MoneyEffects, noMoney, oneAfterAnother } from '../ledger.ts'
import type { At } from '../look.ts'
import type { Matter } from '../rest.ts'
import { isLongAgo, recall } from '../rest.ts'
import { type Credit, keyOf } from '../rows.ts'
import { coverSpending, takeOut, unspend } from '../spending.ts'

/** `account.credited`: what is uncovered of earlier spending is paid first. `id` is the event's identity. */
export function creditAccount(file: PersonFile, event: EventOf<'account.credited'>, id: string, at: At): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { insu_admdvs: area, amt: sum, memo = '个人账户划入', credit_no } = event.data
  const amt = yuan(sum)
  if (credit_no === undefined)
    return { ok: credited(file, (laid) => creditFromOutside(laid, area, amt, `credit.${id}`, memo), id, at) }
  const key = `${area}#${credit_no}`
  const held = recall(file, at, 'credit', key)
  const row: Credit = { credited: ZERO, ...held, insu_admdvs: area, credit_no, amt, time: event.time }
  if (held && !holdsOver(row, held)) return { ok: {} }
  const laid = file.with([put('credit', row)])
  const more = fen(amt - (held?.amt ?? ZERO))
  const said = { row, id, memo }
  const money =
    more < 0 ? lessened(laid, said, fen(-more), at) : credited(laid, (one) => raised(one, said, more, at), id, at)
  return { ok: { ...money, change: [put('credit', row), ...money.change] } }
}

/** What a report says of a credit. */
interface Said {
  row: Credit
  id: string
  memo: string
}

/** The later report holds; of two of one time the one of the larger sum, whichever came first. */
const holdsOver = (a: Credit, b: Credit): boolean => (compareInstants(a.time, b.time) || a.amt - b.amt) > 0

/** Money that comes in, and then covers what is uncovered. */
const credited = (file: PersonFile, comesIn: (laid: PersonFile) => MoneyEffects, id: string, at: At): MoneyEffects =>
  oneAfterAnother(file, [comesIn, (laid) => coverSpending(laid, `covered.${id}`, at.now)])

/** It is more than before: what had been taken out of it comes back as it was, the rest comes from outside. */
function raised(file: PersonFile, { row, id, memo }: Said, more: Fen, at: At): MoneyEffects {
  const taken = fen(row.credited - (row.amt - more))
  const back = fen(Math.min(more, taken))
  const fresh = fen(more - back)
  return oneAfterAnother(file, [
    (laid) => (back > 0 ? unspend(laid, row, back, { id: `credit.${id}.back`, memo: `更正：${memo}` }, at) : noMoney),
    (laid) => {
      const now = laid.one('credit', keyOf.credit(row)) ?? row
      const whole = put('credit', { ...now, credited: fen(row.credited + fresh) })
      if (fresh === 0) return noMoney
      const money = creditFromOutside(laid, row.insu_admdvs, fresh, `credit.${id}`, memo)
      return { ...money, change: [whole, ...money.change] }
    },
  ])
}

/** It is less than before. */
const lessened = (file: PersonFile, { row, id, memo }: Said, amt: Fen, at: At): MoneyEffects =>
  takeOut(
    file,
    { area: row.insu_admdvs, of: { credit_no: row.credit_no }, amt, about: `credit.${id}`, memo: `更正：${memo}` },
    at.now,
  )

/** Credits that came in long ago and of which nothing is uncovered: a correction still finds them. */
export function* creditsAtEnd(file: PersonFile, at: At): Iterable<Matter> {
  for (const credit of file.all('credit')) {
    const { uncovered = [] } = accountIn(file, credit.insu_admdvs)
    const isOwed = uncovered.some(({ credit_no }) => credit_no === credit.credit_no)
    if (!isOwed && isLongAgo(at, 'settled', credit.time)) yield { cases: [], rows: [put('credit', credit)] }
  }
}
