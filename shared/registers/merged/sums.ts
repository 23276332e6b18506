/**
 * Sums that cases had taken out of an account and that ended with the file of a lost number before they were paid. They lie
 * where the bank's words put them: paid, to be paid as long as an order stands, else in the account of the number that is
 * kept, whose cases decide anew. Pure.
 */
import { fen } from '../../money/index.ts'
import { type PersonFile, put } from '../file.ts'
import {
  accountIn,
  checked,
  type LedgerAccount,
  type MoneyEffects,
  type Movement,
  noMoney,
  oneAfterAnother,
  outside,
  payable,
  personAccount,
  take,
} from '../ledger.ts'
import type { At } from '../look.ts'
import type { CaseRow, LeftSum, Payment, TakenSum } from '../rows.ts'
import { coverSpending } from '../spending.ts'

/** What a case of the file has taken out of its accounts; its bundle says. */
export type SumsOf = (file: PersonFile, row: CaseRow) => TakenSum[]

/** Sums of cases that end with the file `from`, as the books of those cases have them. */
export const leftSums = (from: PersonFile, rows: readonly CaseRow[], sumsOf: SumsOf): LeftSum[] =>
  rows.flatMap((row) =>
    sumsOf(from, row).map(({ paid, ...sum }) => {
      return { ...sum, case_id: row.case_id, lies: paid ? ('paid' as const) : ('payable' as const), times: 0 }
    }),
  )

/** The sum that an order was of. */
export const sumOf = (file: PersonFile, { pay_no }: Pick<Payment, 'pay_no'>): LeftSum | undefined =>
  file.all('joined').flatMap(({ left = [] }) => left.find(({ orders }) => orders.includes(pay_no)) ?? [])[0]

/** Brings sums of the closed file `joined` to where they ought to lie; orders are read in `orders`. */
export function settleLeft(file: PersonFile, lost: PersonFile['pid'], orders: PersonFile, at: At): MoneyEffects {
  const sums = file.one('joined', lost)?.left ?? []
  return oneAfterAnother(
    file,
    sums.map((sum) => (laid: PersonFile) => movedTo(laid, lost, sum, placeOf(sum, orders), at)),
  )
}

/** What the bank says now of an order moves the sum it was of. */
export function settleWord(file: PersonFile, order: Payment, at: At): MoneyEffects {
  const joined = file.all('joined').find(({ left }) => left?.some(({ orders }) => orders.includes(order.pay_no)))
  if (!joined) return noMoney
  return settleLeft(file, joined.pid, file.with([put('payment', order)]), at)
}

function placeOf({ orders }: LeftSum, file: PersonFile): LeftSum['lies'] {
  const said = orders.map((pay_no) => file.one('payment', pay_no)?.report?.status)
  if (said.includes('settled')) return 'paid'
  return said.includes(undefined) ? 'payable' : 'account'
}

function movedTo(file: PersonFile, lost: PersonFile['pid'], sum: LeftSum, to: LeftSum['lies'], at: At): MoneyEffects {
  const { insu_admdvs: area, amt, lies, case_id, key } = sum
  const joined = file.one('joined', lost)
  if (lies === to || !joined || (lies === 'account' && to === 'payable')) return noMoney
  const account = accountIn(file, area)
  // The money was used meanwhile: who pays is told of the order, and gets back by hand what is too much.
  if (!sum.fund && lies === 'account' && account.balance < amt) return noMoney
  const next: LeftSum = { ...sum, lies: to, times: sum.times + 1 }
  const left = joined.left?.map((one) => (one.case_id === case_id && one.key === key ? next : one)) ?? []
  const accounts: Record<LeftSum['lies'], LedgerAccount> = {
    payable: payable(case_id),
    account: sum.fund ? outside(area) : personAccount(file.pid, area),
    paid: outside(area),
  }
  const id = `left.${case_id}.${key}.${next.times}`
  const move: Movement = {
    id,
    mode: 'posted',
    debit: accounts[lies],
    credit: accounts[to],
    amt,
    case_id,
    ...(sum.fund ? ofFund : words[to]),
  }
  // What a fund paid, or got back, is outside either way.
  const isMoved = !sum.fund || lies === 'payable'
  const effects: MoneyEffects = {
    change: [put('joined', { ...joined, left })],
    move: isMoved ? [move] : [],
    claims: [],
  }
  if (sum.fund) return effects
  if (lies === 'account') return { ...effects, change: [...effects.change, put('account', take(account, amt))] }
  if (to !== 'account') return effects
  const { moved, ...here } = account
  const trail = moved && !(moved.case_id === case_id && moved.to === undefined) ? { moved } : {}
  const back = put('account', checked({ ...here, ...trail, balance: fen(account.balance + amt) }))
  return oneAfterAnother(file, [
    () => ({ ...effects, change: [...effects.change, back] }),
    (laid) => coverSpending(laid, `covered.${id}`, at.now),
  ])
}

/** The same of a fund's money, which no account of the person's had. */
const ofFund = { kind: 'payout', memo: '合并编号以前付的钱，银行已有回音' } as const

/** What a movement is to the person, by where it takes the sum. */
const words = {
  payable: { kind: 'refund', memo: '银行改口：还没有付成' },
  account: { kind: 'reversal-in', memo: '没有付成的退款，回到个人账户' },
  paid: { kind: 'refund', memo: '医保个人账户余额清退' },
} as const satisfies Record<LeftSum['lies'], Pick<Movement, 'kind' | 'memo'>>
