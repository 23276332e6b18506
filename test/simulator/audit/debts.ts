/**
 * Every sum that a case owes, against the bank's own books: paid exactly once, or a clerk was told of the second payment
 * and gets it back. The bank counts by what it last said of each order; the rest is naive.
 */
import type { PersonFile } from '../../../shared/registers/file.ts'
import { refOfCase } from '../../../shared/registers/ids.ts'
import type { CaseRow, TaskRow } from '../../../shared/registers/rows.ts'
import { fromBundles } from '../bundles.ts'
import type { Ordered } from '../partners.ts'
import { type Audit, endedByMerge, orderedBefore, type Records } from './records.ts'

/** A sum owed, with its orders as the bank got them, in the order of their tries. */
export interface Owed {
  row: CaseRow
  key: string
  orders: Ordered[]
}

const models = new Map((await fromBundles('model')).map((model) => [model.bundle, model]))

/** What each bundle owes, by the keys of its case: whatever was ordered must be among it. */
const keysOf = (row: CaseRow): string[] => models.get(row.bundle)?.owes?.(row) ?? []

/** The sums of a case that were ordered at least once. */
export function owedBy({ ran }: Pick<Records, 'ran'>, file: PersonFile, row: CaseRow, keys = keysOf(row)): Owed[] {
  const { bank } = ran.agents.partners
  return keys.flatMap((key) => {
    const orders: Ordered[] = []
    for (let n = 1; ; n++) {
      const pay_no = refOfCase('PY', row.case_id, [row.case_id, ...(key === '' ? [] : [key]), n].join('.'))
      const order = bank.get(pay_no)
      // One that was called off before it left was never heard of there.
      if (!file.one('payment', pay_no)) return orders.length > 0 ? [{ row, key, orders }] : []
      if (order) orders.push(order)
    }
  })
}

/** Orders that the bank has paid, without those that a clerk got back. */
export function paidOf(file: PersonFile, { orders }: Owed): Ordered[] {
  return orders.filter(({ said, data }) => said === 'settled' && !toldOf(file, data.pay_no)?.decision)
}

const toldOf = (file: PersonFile, pay_no: string | undefined): TaskRow | undefined =>
  file.all('task').find((task) => task.kind === 'paid-twice' && task.facts.pay_no === pay_no)

/** Orders of the same sum in cases that ended with a lost number, whose place this one takes, as far as the bank paid. */
function paidBefore(records: Records, file: PersonFile, { row, key }: Owed): Ordered[] {
  const cases = endedByMerge(records, file.pid).filter(({ case_id }) => row.instead_of?.includes(case_id))
  const same = cases.flatMap((before) => owedBy(records, file, before)).filter((owed) => owed.key === key)
  return same.flatMap((owed) => paidOf(file, owed))
}

/** A clerk, or somebody who can give one: while a case goes on it may wait for something else beside the account. */
const waitsForAccount = ({ status, waiting_for, actions }: CaseRow) =>
  status === 'waiting' && (actions.includes('provide-bank-account') || waiting_for?.what === 'payment-returned')

const waitsForBank = (row: CaseRow) => row.status === 'waiting' && row.waiting_for?.what === 'payment.settled'

/** What came back and is not ordered again: if the bank has paid it after all, a clerk was told. */
function cameBack(records: Records, file: PersonFile, row: CaseRow): Owed[] {
  return owedBy(records, file, row, models.get(row.bundle)?.returned?.(row) ?? [])
}

function afterAll(file: PersonFile, { orders }: Owed): string[] {
  return orders.flatMap(({ said, data: { pay_no = '' } }) => {
    const [isPaid, told] = [said === 'settled', toldOf(file, pay_no)]
    if (isPaid && !told) return [`${pay_no} came back and was paid after all, and nobody was told`]
    return !isPaid && told?.status === 'open' ? [`${told.task_id}: told of, but not paid`] : []
  })
}

/** All orders of all cases. */
export const auditDebts: Audit = (records) => {
  const seen = new Set<Ordered>()
  const kept = [...records.files.values()].filter(({ into }) => into === undefined)
  const wrong = kept.flatMap((file) => [
    ...file.all('case').flatMap((row) => {
      const [all, back] = [owedBy(records, file, row), cameBack(records, file, row)]
      for (const { orders } of [...all, ...back]) for (const order of orders) seen.add(order)
      const isPaid = (owed: Owed) => paidOf(file, owed).length + paidBefore(records, file, owed).length > 0
      const idle = waitsForBank(row) && all.every(isPaid)
      return [
        ...(idle ? [`${row.case_id}: waits for the bank, which has paid`] : []),
        ...all.flatMap((owed) => debt(records, file, owed).map((what) => `${row.case_id} ${owed.key}: ${what}`)),
        ...back.flatMap((owed) => afterAll(file, owed).map((what) => `${row.case_id} ${owed.key}: ${what}`)),
      ]
    }),
    ...endedByMerge(records, file.pid).flatMap((row) => {
      const all = owedBy(records, file, row)
      for (const { orders } of all) for (const order of orders) seen.add(order)
      return all.flatMap((owed) => untold(file, owed).map((what) => `${row.case_id} ${owed.key}: ${what}`))
    }),
  ])
  const strays = [...records.ran.agents.partners.bank.values()].filter((o) => o.data.pay_no && !seen.has(o))
  return [...wrong, ...strays.map(({ data }) => `${data.pay_no}: ordered, but nobody owes it`)]
}

/** What the bank paid for a case that ended with its number is decided anew: somebody must know that it was paid. */
function untold(file: PersonFile, owed: Owed): string[] {
  const told = orderedBefore(file, owed.row)
  return paidOf(file, owed).flatMap(({ data: { pay_no = '' } }) =>
    told.includes(pay_no) || toldOf(file, pay_no) ? [] : [`paid by ${pay_no} under a lost number, and nobody was told`],
  )
}

function debt(records: Records, file: PersonFile, owed: Owed): string[] {
  const wrong: string[] = []
  const paid = paidOf(file, owed)
  const isPaid = paid.length + paidBefore(records, file, owed).length > 0
  const lapses = models.get(owed.row.bundle)?.lapses ?? false
  const mayLapse = typeof lapses === 'function' ? lapses(owed.row) : lapses
  if (!isPaid && !waitsForAccount(owed.row) && !mayLapse) wrong.push('owed, and neither paid nor waited for')
  for (const { data } of paid.slice(1)) {
    if (!toldOf(file, data.pay_no)) wrong.push(`paid again by ${data.pay_no}, and nobody was told`)
  }
  for (const order of owed.orders) {
    const told = toldOf(file, order.data.pay_no)
    if (told?.status === 'open' && !paid.slice(1).includes(order)) wrong.push(`${told.task_id}: told of, but paid once`)
  }
  const sums = new Set(owed.orders.map(({ data }) => data.amt))
  if (sums.size > 1 && !mayLapse) wrong.push(`ordered for ${[...sums].join(' and ')}`)
  return wrong
}
