/** Money: from what partners reported and people decided to what every account holds, reckoned anew and naively. */
import { proveLedger } from '../../../functions/api/ledger-check.ts'
import { eventKey } from '../../../shared/registers/apply/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { PartnerEvent } from '../plan.ts'
import type { Audit, Records } from './records.ts'

/** Fen of a sum in yuan. */
export const fenOf = (amt: unknown) => Math.round(Number(amt) * 100)

/** All that is to be said of money. */
export const auditMoney: Audit = (records) => [
  ...proved(records),
  ...creditsOnce(records),
  ...[...records.files].flatMap(([pid, file]) => [
    ...personsMoney(records, pid, file),
    ...replayed(records, pid, file),
  ]),
  ...approvals(records),
]

function proved({ movements, files }: Records): string[] {
  const accounts = [...files].flatMap(([pid, file]) => file.all('account').map((account) => ({ pid, account })))
  const check = proveLedger({ movements, accounts })
  return check.balanced ? [] : check.violations.map((violation) => `ledger: ${violation}`)
}

/** Every credit is one movement of its sum, and no movement is without its credit. */
function creditsOnce({ ran, movements, files }: Records): string[] {
  const wrong: string[] = []
  const credits = new Map(movements.filter((m) => m.id.startsWith('credit.')).map((m) => [m.id, m]))
  const parked = new Set([...files.values()].flatMap((file) => file.all('parked').map((row) => row.id)))
  for (const event of ran.delivered) {
    if (event.type !== 'account.credited') continue
    const id = `credit.${eventKey(event)}`
    const movement = credits.get(id)
    credits.delete(id)
    if (parked.has(eventKey(event))) wrong.push(`credit ${event.id} is still parked`)
    else if (movement?.amt !== fenOf(event.data.amt)) wrong.push(`credit ${event.id} is not in the books once`)
  }
  return [...wrong, ...[...credits.keys()].map((id) => `${id}: a credit that nobody reported`)]
}

/** Of each settlement the report that holds: the latest of those taken in. */
function spendingOf(
  file: PersonFile,
  events: readonly PartnerEvent[],
): Map<string, { amt: number; event: PartnerEvent }> {
  const held = new Map<string, { amt: number; event: PartnerEvent }>()
  for (const event of events) {
    if (event.type !== 'account.spent' || file.one('parked', eventKey(event))) continue
    const key = `${event.data.insu_admdvs}#${event.data.setl_id}`
    const known = held.get(key)
    if (!known || known.event.time < event.time) held.set(key, { amt: fenOf(event.data.amt), event })
  }
  return held
}

/** The sum of a person's balances changes only by credits and spending from outside, and by what was refunded. */
function personsMoney(records: Records, pid: Pid, file: PersonFile): string[] {
  const wrong: string[] = []
  const events = records.eventsOf(pid)
  const spent = spendingOf(file, events)
  const total = (sums: Iterable<number>) => [...sums].reduce((a, b) => a + b, 0)
  const accounts = file.all('account')
  for (const { insu_admdvs, balance, lots } of accounts) {
    if (balance < 0) wrong.push(`${pid} ${insu_admdvs}: balance ${balance}`)
    if (total(lots.map((lot) => lot.left)) > balance) wrong.push(`${pid} ${insu_admdvs}: more virtual than there is`)
  }
  const credited = total(events.filter((e) => e.type === 'account.credited').map((e) => fenOf(e.data.amt)))
  const uncovered = total(accounts.flatMap((account) => (account.uncovered ?? []).map((one) => one.amt)))
  const refunded = refundsOf(records, file)
  const expected = credited - total([...spent.values()].map(({ amt }) => amt)) + uncovered - refunded
  const held = total(accounts.map((account) => account.balance))
  if (held !== expected) wrong.push(`${pid}: balances sum to ${held}, should be ${expected}`)
  for (const event of events) {
    if (event.type !== 'account.spent' || !file.one('parked', eventKey(event))) continue
    const { insu_admdvs, setl_id, amt } = event.data as Record<string, string>
    const account = file.one('account', insu_admdvs ?? '')
    const missing = fenOf(amt) - (spent.get(`${insu_admdvs}#${setl_id}`)?.amt ?? 0)
    const left = hasLeft(records, pid, insu_admdvs ?? '')
    if (left || (account?.balance ?? 0) >= missing) wrong.push(`spending ${event.id} is parked though covered`)
  }
  return wrong
}

/** Whether the balance of an area was moved or refunded, and not brought back: spending is no longer waited for there. */
function hasLeft({ movements }: Records, pid: Pid, area: string): boolean {
  const account = `person:${pid}:${area}`
  const about = movements.filter((m) => m.debit === account || m.credit === account)
  const last = about.filter((m) => ['transfer-out', 'refund', 'reversal-in'].includes(m.kind)).at(-1)
  return last !== undefined && last.kind !== 'reversal-in'
}

/** What the bank was told to pay out, each order that it returned counted with the one that took its place. */
function refundsOf({ ran }: Records, file: PersonFile): number {
  let sum = 0
  for (const row of file.all('case')) {
    if (row.bundle !== 'transfer') continue
    const orders = [...ran.agents.partners.bank.values()].filter(({ data }) => data.case_id === row.case_id)
    for (const [index, { data, returned }] of orders.entries()) {
      if (returned && index < orders.length - 1) continue
      sum += fenOf(data.amt)
    }
    const paid = orders.filter((order) => !order.returned).reduce((total, order) => total + fenOf(order.data.amt), 0)
    if (row.outcome?.result === 'refunded' && fenOf(row.outcome.amt) < paid) return Number.NaN
  }
  return sum
}

interface Purse {
  funded: number
  lots: Map<string, number>
}

/** Every account again from its entries: funded money is spent first, then virtual parts, oldest first. */
function replayed({ movements }: Records, pid: Pid, file: PersonFile): string[] {
  const purses = new Map<string, Purse>()
  const purse = (account: string): Purse | undefined => {
    if (!account.startsWith('person:')) return undefined
    const area = account.split(':')[2] as string
    const held = purses.get(area) ?? { funded: 0, lots: new Map<string, number>() }
    purses.set(area, held)
    return held
  }
  for (const move of movements) {
    if (move.pid !== pid) continue
    const [from, to] = [purse(move.debit), purse(move.credit)]
    if (move.mode === 'post') for (const one of purses.values()) fund(one, move.resolves as string)
    else if (move.mode === 'void') give(from, move.amt)
    else if (from && move.id.endsWith('.back')) {
      const claim = move.id.slice(0, -'.back'.length)
      if (from.lots.get(claim) !== move.amt) return [`${pid}: ${claim} was taken back after it was used`]
      from.lots.delete(claim)
    } else if (from) takeFrom(from, move.amt)
    if (to && move.mode === 'posted') {
      if (move.id.endsWith('.in')) to.lots.set(move.id.slice(0, -'.in'.length), move.amt)
      else to.funded += move.amt
    }
  }
  const wrong: string[] = []
  for (const account of file.all('account')) {
    const { funded, lots } = purses.get(account.insu_admdvs) ?? { funded: 0, lots: new Map() }
    const told = JSON.stringify(account.lots.map(({ claim, left }) => [claim, left]))
    const reckoned = JSON.stringify([...lots].filter(([, left]) => left > 0))
    const virtual = account.lots.reduce((sum, lot) => sum + lot.left, 0)
    if (account.balance - virtual !== funded || told !== reckoned) {
      wrong.push(
        `${pid} ${account.insu_admdvs}: funded ${account.balance - virtual}, lots ${told}; should be ${funded}, ${reckoned}`,
      )
    }
  }
  return wrong
}

function give(purse: Purse | undefined, amt: number): void {
  if (purse) purse.funded += amt
}

function fund(purse: Purse, claim: string): void {
  purse.funded += purse.lots.get(claim) ?? 0
  purse.lots.delete(claim)
}

function takeFrom(purse: Purse, amt: number): void {
  let left = amt - Math.min(purse.funded, amt)
  purse.funded -= amt - left
  for (const [claim, held] of purse.lots) {
    const used = Math.min(left, held)
    left -= used
    if (used === held) purse.lots.delete(claim)
    else purse.lots.set(claim, held - used)
  }
  if (left > 0) purse.funded -= left
}

/** Money moves between areas once for each approval, and never without one. */
function approvals({ files, movements }: Records): string[] {
  const wrong: string[] = []
  for (const [pid, file] of files) {
    for (const row of file.all('case')) {
      if (row.bundle !== 'transfer') continue
      const approved = file
        .all('task')
        .filter(
          (task) => task.case_id === row.case_id && task.kind === 'approve-transfer-out' && task.status === 'approved',
        )
      const moved = movements.filter((m) => m.pid === pid && m.case_id === row.case_id && m.kind === 'transfer-in')
      if (moved.length > approved.length)
        wrong.push(`${row.case_id}: ${moved.length} transfers, ${approved.length} approvals`)
      const refunds = movements.filter((m) => m.pid === pid && m.case_id === row.case_id && m.id.startsWith('refund.'))
      const allowed = file
        .all('task')
        .filter((task) => task.case_id === row.case_id && task.kind === 'approve-refund' && task.status === 'approved')
      if (refunds.length > allowed.length)
        wrong.push(`${row.case_id}: ${refunds.length} refunds, ${allowed.length} approvals`)
    }
  }
  return wrong
}
