/**
 * Taking over the closed file of a number that turned out to be this person's (merge.ts closes it). It is read as
 * a fact outside, and taken over in as many commits as its rows need: accounts and relations first, together, then row by
 * row whatever is not here yet. Done twice it changes nothing. Pure.
 */

import { fen } from '../../money/index.ts'
import { same } from '../../same.ts'
import { laterHeard } from '../apply/hear.ts'
import { withFact } from '../apply/relation.ts'
import type { Applied } from '../applying.ts'
import { type Change, type PersonFile, put } from '../file.ts'
import type { Ref } from '../ids.ts'
import {
  accountIn,
  checked,
  type MoneyEffects,
  type Movement,
  merging,
  noMoney,
  oneAfterAnother,
  personAccount,
} from '../ledger.ts'
import type { At } from '../look.ts'
import { monthsOfRelations, withMonths } from '../months.ts'
import { relationIn } from '../relation.ts'
import { laterResidences } from '../residence.ts'
import { recallWhole } from '../rest.ts'
import { isOpen } from '../rows/cases.ts'
import {
  type Account,
  type CaseRow,
  type Credit,
  type Joined,
  keyOf,
  packsOfBoth,
  type RegisterName,
  type Registers,
  type Relation,
  type Spending,
  type Uncovered,
} from '../rows.ts'
import { coverSpending, isOf, takeOut, unspend } from '../spending.ts'
import { isLater, withPerson } from './join-person.ts'
import { standingOrders, tellOfStanding } from './orders.ts'
import { leftSums, type SumsOf, settleLeft } from './sums.ts'

/** Rows taken over in one commit, which holds a hundred writes, some of them of the event that came just now. */
const rowsAtOnce = 25

/** Whether a case goes over as it is: it had come to its end before its file was closed. */
const isOver = (row: CaseRow): boolean => !isOpen(row) && row.outcome?.reason !== 'merged'

/** Takes over the next part of the closed file `from`. */
export function joinNext(file: PersonFile, joined: Joined, from: PersonFile, at: At, sumsOf: SumsOf): Applied {
  // What was told under both numbers may lie at rest here.
  recallWhole(file, at)
  if (!joined.begun) return begin(file, joined, from, at, sumsOf)
  const left = rowsOf(file, from)
  const change = left.slice(0, rowsAtOnce)
  if (left.length > change.length) return { change }
  return { change: [...change, put('joined', { ...joined, done: true })] }
}

/** Who the person is, relations and accounts: all that stands in the head of the file, and money above all, at once. */
function begin(file: PersonFile, joined: Joined, from: PersonFile, at: At, sumsOf: SumsOf): Applied {
  const open = from.all('case').filter((row) => !isOver(row))
  const left = leftSums(from, open, sumsOf)
  const paid = open.filter((row) => standingOrders(from, row).length > 0)
  const row: Joined = {
    ...joined,
    begun: true,
    ...(paid.length > 0 ? { paid: paid.map((one) => one.case_id) } : {}),
    ...(left.length > 0 ? { left } : {}),
  }
  const { person, numberWrites } = withPerson(file, from, at)
  const stay = new Set<string>(paid.map(({ case_id }) => case_id))
  const dropped = open.filter(({ case_id }) => !stay.has(case_id))
  const undone = new Set<string>(dropped.map(({ case_id }) => case_id))
  const relations = from.all('relation').map((one) => put('relation', withRelation(file, one, undone)))
  const money = oneAfterAnother(file.with([put('joined', row)]), [
    ...from.all('account').map((account) => (laid: PersonFile) => withAccount(laid, from, account)),
    ...from.all('spending').map((spending) => (laid: PersonFile) => spentTwice(laid, from, spending, at)),
    ...from.all('credit').map((credit) => (laid: PersonFile) => creditedTwice(laid, from, credit, at)),
    (laid) => settleLeft(laid, from.pid, from, at),
    (laid) => coverSpending(laid, `merged.${from.pid}`, at.now),
  ])
  const tasks = paid.flatMap((one) => tellOfStanding(file, from, one, at))
  return {
    ...money,
    change: [put('joined', row), ...person, ...relations, ...money.change, ...tasks],
    numberWrites,
  }
}

/** A relation with what is known of it under both numbers. What a case did that is decided anew is not taken over. */
function withRelation(file: PersonFile, other: Relation, undone: ReadonlySet<string>): Relation {
  const held = relationIn(file, other.insu_admdvs, other.insutype)
  const stands = <T extends { by: Ref }>(all: readonly T[]) => all.filter(({ by }) => !undone.has(by))
  return {
    ...held,
    enrolments: other.enrolments.reduce(
      (all, one) => withFact(all, one, ({ psn_insu_date }) => psn_insu_date === one.psn_insu_date),
      held.enrolments,
    ),
    pauses: other.pauses.reduce((all, one) => withFact(all, one, ({ last }) => last === one.last), held.pauses),
    revocations: other.revocations.reduce(
      (all, one) => withFact(all, one, ({ psn_insu_date }) => psn_insu_date === one.psn_insu_date),
      held.revocations,
    ),
    terminations: eachOnce([...held.terminations, ...stands(other.terminations)]),
    types: eachOnce([...held.types, ...stands(other.types)]),
  }
}

const eachOnce = <T>(all: readonly T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]

/** What was in the other's account comes in by a movement, virtual where it was. */
function withAccount(file: PersonFile, from: PersonFile, other: Account): MoneyEffects {
  const { insu_admdvs: area, merged } = other
  const { balance: amt, lots } = merged ?? other
  const held = accountIn(file, area)
  const used = [...(held.used ?? []), ...(other.used ?? [])]
  const uncovered = (other.uncovered ?? []).reduce(withOwed, held.uncovered ?? [])
  const moved = held.moved ?? other.moved
  const next = checked({
    insu_admdvs: area,
    balance: (held.balance + amt) as Account['balance'],
    lots: [...held.lots, ...lots],
    ...(used.length > 0 ? { used } : {}),
    ...(moved ? { moved } : {}),
    ...(uncovered.length > 0 ? { uncovered } : {}),
  })
  const move: Movement = {
    id: `merged.${from.pid}.${area}.in`,
    mode: 'posted',
    debit: merging(from.pid, area),
    credit: personAccount(file.pid, area),
    amt,
    kind: 'merge-in',
    memo: '两个人员编号合并，余额转入',
  }
  return { change: [put('account', next)], move: amt > 0 ? [move] : [], claims: [] }
}

function withOwed(all: readonly Uncovered[], one: Uncovered): Uncovered[] {
  const held = all.find((other) => isOf(other, one))
  if (!held) return [...all, one]
  return all.map((other) => (other === held ? { ...held, amt: (held.amt + one.amt) as Uncovered['amt'] } : other))
}

/** A settlement that was paid under both numbers was one all the same: what the earlier report took comes back. */
function spentTwice(file: PersonFile, from: PersonFile, other: Spending, at: At): MoneyEffects {
  const held = file.one('spending', keyOf.spending(other))
  if (!held) return noMoney
  const [kept, gone] = isLater(other.time, held.time) ? [other, held] : [held, other]
  const back =
    gone.amt === 0
      ? noMoney
      : unspend(file, gone, gone.amt, { id: `merged.${from.pid}.${gone.setl_id}`, memo: '同一笔结算' }, at)
  return { ...back, change: [...back.change, put('spending', kept)] }
}

/** A credit that came in under both numbers was one all the same: what the earlier report brought is taken out. */
function creditedTwice(file: PersonFile, from: PersonFile, other: Credit, at: At): MoneyEffects {
  const held = file.one('credit', keyOf.credit(other))
  if (!held) return noMoney
  const [kept, gone] = isLater(other.time, held.time) ? [other, held] : [held, other]
  const { insu_admdvs: area, credit_no } = kept
  const lots = [...(held.lots ?? []), ...(other.lots ?? [])]
  const row = put('credit', { ...kept, credited: fen(held.credited + other.credited), lots })
  const about = `merged.${from.pid}.credit.${credit_no}`
  return oneAfterAnother(file, [
    () => ({ ...noMoney, change: [row] }),
    (laid) => takeOut(laid, { area, of: { credit_no }, amt: gone.amt, about, memo: '同一笔划入' }, at.now),
  ])
}

/** Packs that were sent or wait under the lost number. */
function joinedPacks(file: PersonFile, from: PersonFile): Change[] {
  const lost = from.one('packs', 'self')
  const own = file.one('packs', 'self')
  const both = lost && packsOfBoth(own, lost)
  return both && !same(both, own) ? [put('packs', both)] : []
}

/** Rows that are still to be taken over. Cases come last: what they remember is here before them. */
function rowsOf(file: PersonFile, from: PersonFile): Change[] {
  const over = new Set<string>(from.all('case').flatMap((row) => (isOver(row) ? [row.case_id] : [])))
  const absent = <N extends RegisterName>(register: N, ...fit: ((row: Registers[N]) => boolean)[]) =>
    from
      .all(register)
      .filter((row) => fit.every((fits) => fits(row)))
      .flatMap((row) => (file.one(register, keyOf[register](row)) === undefined ? [put(register, row)] : []))
  const kept = from
    .all('task')
    .filter(({ case_id, kind, decision }) => {
      return case_id === undefined ? kind === 'reverse-by-hand' || decision !== undefined : over.has(case_id)
    })
    .filter(({ task_id }) => !file.one('task', task_id))
  return [
    ...monthsOfRelations(from).flatMap((months) => withMonths(file, months)),
    ...absent('entitlement'),
    ...absent('filing'),
    ...absent('bill'),
    // What went back of them, the case knew that ended: its clerk does the rest by hand.
    ...(file.one('joined', from.pid)?.paid ? [] : absent('premium')),
    ...absent('payment'),
    ...absent('visit'),
    ...absent('birth'),
    ...absent('custody'),
    ...absent('delivery'),
    ...absent('pension'),
    ...laterResidences(file, from),
    ...absent('exemption'),
    ...absent('screened'),
    ...absent('link', ({ pid }) => pid !== file.pid),
    ...absent('mandate'),
    ...absent('share'),
    ...absent('spending'),
    ...absent('credit'),
    ...absent('desk'),
    ...absent('joined', ({ pid }) => pid !== file.pid),
    ...laterHeard(file, from),
    ...absent('preferences'),
    ...joinedPacks(file, from),
    ...kept.map(({ moved: _moved, ...task }) => put('task', task)),
    ...absent('erased'),
    ...absent('case', isOver),
  ]
}
