/** Money: from what partners reported and people decided to what every account holds, reckoned anew and naively. */
import { proveLedger } from '../../../functions/proof/ledger-check.ts'
import { eventKey } from '../../../shared/registers/events.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Pid, Ref } from '../../../shared/registers/ids.ts'
import type { LeftSum } from '../../../shared/registers/rows.ts'
import { fromBundles } from '../bundles.ts'
import { fenOf } from '../model/reckon.ts'
import { staysOf } from '../model/stays.ts'
import type { PartnerEvent } from '../plan.ts'
import { owedBy } from './debts.ts'
import { type Audit, endedByMerge, orderedBefore, type Records } from './records.ts'

const models = new Map((await fromBundles('model')).map((model) => [model.bundle, model]))

/** All that is to be said of money. */
export const auditMoney: Audit = (records) => [
  ...proved(records),
  ...creditsOnce(records),
  ...[...records.files].flatMap(([pid, file]) => (file.into ? nothingLeft(file) : personsMoney(records, pid, file))),
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

/** Of each settlement the report that holds: the latest; while that waits for its credit, none is paid. */
function spendingOf(file: PersonFile, events: readonly PartnerEvent[]): Map<string, { amt: number }> {
  const held = new Map<string, { amt: number; event: PartnerEvent }>()
  for (const event of events) {
    if (event.type !== 'account.spent') continue
    const key = `${event.data.insu_admdvs}#${event.data.setl_id}`
    const known = held.get(key)
    if (!known || known.event.time < event.time) held.set(key, { amt: fenOf(event.data.amt), event })
  }
  const told = [...held].filter(([, { event }]) => !file.one('parked', eventKey(event)))
  // What a desk took is told by nobody: it stands in the file, and the bundle's audit looks at it.
  const atDesk = file.all('spending').flatMap(({ insu_admdvs, setl_id, amt, desk }) => {
    return desk ? [[`${insu_admdvs}#${setl_id}`, { amt }] as const] : []
  })
  return new Map<string, { amt: number }>([...told, ...atDesk])
}

const total = (sums: Iterable<number>) => [...sums].reduce((a, b) => a + b, 0)

/** All that was under a lost number has gone over. */
function nothingLeft(file: PersonFile): string[] {
  return file
    .all('account')
    .filter(({ balance, lots }) => balance !== 0 || lots.length > 0)
    .map(({ insu_admdvs, balance }) => `${file.pid} ${insu_admdvs}: ${balance} stay under a lost number`)
}

/** The sum of a person's balances changes only from outside, and by what was refunded (transfer/RULES.md 9.1, 9.2). */
function personsMoney(records: Records, pid: Pid, file: PersonFile): string[] {
  const wrong: string[] = []
  const events = records.eventsOf(pid)
  const spent = spendingOf(file, events)
  const accounts = file.all('account')
  const credited = total(events.filter((e) => e.type === 'account.credited').map((e) => fenOf(e.data.amt)))
  const booked = bookedOf(records, pid)
  const taken = total(file.all('case').map((row) => models.get(row.bundle)?.taken?.(row) ?? 0))
  const expected = credited - total(booked.values()) - refundsOf(records, file) - taken
  const held = total(accounts.map((account) => account.balance))
  wrong.push(...leftRight(records, file))
  if (held !== expected) wrong.push(`${pid}: balances sum to ${held}, should be ${expected}`)
  for (const key of new Set([...booked.keys(), ...spent.keys()])) {
    const [paid, told] = [booked.get(key) ?? 0, spent.get(key)?.amt ?? 0]
    if (paid < 0 || paid > told) wrong.push(`${pid} ${key}: ${paid} paid, ${told} reported`)
    wrong.push(...openOf(records, pid, file, key, told - paid).map((what) => `${pid} ${key}: ${what}`))
  }
  for (const event of events) {
    const parked = file.one('parked', eventKey(event))
    if (event.type !== 'account.spent' || !parked || parked.reason === 'needs-share') continue
    const { insu_admdvs = '', setl_id, amt } = event.data as Record<string, string>
    const missing = fenOf(amt) - (spent.get(`${insu_admdvs}#${setl_id}`)?.amt ?? 0)
    const covered = (file.one('account', insu_admdvs)?.balance ?? 0) + laterThan(file, event) >= missing
    if (covered || wentTo(records, pid, file, insu_admdvs)) wrong.push(`spending ${event.id} is parked`)
  }
  return wrong
}

/** What was paid in the area for settlements reported for a later time: it gives way. */
function laterThan(file: PersonFile, { time, data }: PartnerEvent): number {
  const later = file
    .all('spending')
    .filter(
      (row) => row.insu_admdvs === data.insu_admdvs && row.setl_id !== data.setl_id && row.time > time && !row.desk,
    )
  return total(later.map(({ amt }) => amt))
}

/** By settlement what the books say was paid of it: money out, less what came back of it. */
function bookedOf({ movements }: Records, pid: Pid): Map<string, number> {
  const booked = new Map<string, number>()
  for (const { pid: whose, setl_id, kind, amt: sum, debit, credit, mode } of movements) {
    if (whose !== pid || setl_id === undefined) continue
    const amt = mode === 'void' ? -sum : sum
    const [from, to] = [debit, credit].map((account) => account.split(':'))
    // What an area's own institutions give back of a claim that is taken away is nobody's spending.
    const isWithin = from?.[0] === 'outside' && to?.[0] === 'advance' && from[1] === to[1]
    if (from?.[0] === 'advance' || isWithin) continue
    const area = kind === 'late-spending' || from?.[0] === 'outside' ? to?.at(-1) : from?.at(-1)
    const key = `${area}#${setl_id}`
    booked.set(key, (booked.get(key) ?? 0) + (from?.[0] === 'outside' ? -amt : amt))
  }
  return booked
}

/** What is open of a settlement is known as uncovered, and nobody holds a balance that would cover it. */
function openOf(records: Records, pid: Pid, file: PersonFile, key: string, open: number): string[] {
  const [area = '', setl_id] = key.split('#')
  const account = file.one('account', area)
  const owed = account?.uncovered?.find((one) => one.setl_id === setl_id)
  if ((owed?.amt ?? 0) !== open) return [`${open} is not covered, ${owed?.amt ?? 0} is known of it`]
  if (!owed || owed.byHand) return []
  const next = wentTo(records, pid, file, area)
  const left = (account?.balance ?? 0) + (next ? (file.one('account', next)?.balance ?? 0) : 0)
  return left > 0 ? [`${open} is not covered, though ${left} is there`] : []
}

/**
 * Where the balance of an area went, if it left and did not come back: spending is then no longer waited for there. Who
 * is insured there again has an account there that stands for itself.
 */
function wentTo(
  { movements, eventsOf, lostOf }: Records,
  pid: Pid,
  file: PersonFile,
  area: string,
): string | undefined {
  const accounts = [pid, ...lostOf(pid).map((lost) => lost.pid)].map((one) => `person:${one}:${area}`)
  const turns = ['transfer-out', 'transfer-in', 'reversal-in', 'refund']
  const last = movements
    .filter(
      (m) => (accounts.includes(m.debit) || accounts.includes(m.credit)) && turns.includes(m.kind) && m.mode !== 'post',
    )
    .at(-1)
  if (!last || last.kind === 'transfer-in' || last.kind === 'reversal-in') return undefined
  const of = [file, ...lostOf(pid)].flatMap((one) => one.one('case', last.case_id ?? '') ?? [])[0]
  const { fromPeriod = '' } = (of?.state ?? {}) as { fromPeriod?: string }
  if (staysOf(eventsOf(pid), area).some((stay) => stay.from > fromPeriod)) return undefined
  return last.kind === 'refund' ? 'nowhere' : last.credit.split(':').at(-1)
}

/** What has left the accounts to be paid out: every refund once, however often it was ordered. */
function refundsOf(records: Records, file: PersonFile): number {
  let sum = 0
  for (const row of file.all('case')) {
    if (row.bundle !== 'transfer') continue
    const { round, toRefund = 0 } = row.state as { round: number; toRefund?: number }
    const owed = owedBy(records, file, row)
    const ordered = owed.reduce((total, { orders }) => total + fenOf(orders[0]?.data.amt), 0)
    const isOrdered = owed.some(({ key }) => key === String(round))
    sum += ordered + (isOrdered ? 0 : toRefund)
    if (row.status === 'done' && row.outcome?.result === 'refunded' && fenOf(row.outcome.amt) < ordered)
      return Number.NaN
  }
  return sum + total(leftOf(file).map(({ lies, amt, fund }) => (lies === 'account' || fund ? 0 : amt)))
}

/** What cases that ended with their numbers had taken out of accounts, and what has not come back there since. */
const leftOf = (file: PersonFile): LeftSum[] => file.all('joined').flatMap(({ left = [] }) => left)

/** Such a sum lies where the bank's last words put it, and the books say so; one that was used meanwhile is told of. */
function leftRight(records: Records, file: PersonFile): string[] {
  const left = leftOf(file)
  const wrong = left.flatMap((sum) => {
    const { case_id, key, orders, lies } = sum
    const said = orders.map((pay_no) => records.ran.agents.partners.bank.get(pay_no)?.said)
    const should = said.includes('settled') ? 'paid' : said.every((word) => word === 'returned') ? 'account' : 'payable'
    const isTold =
      should === 'paid' && lies === 'account' && orderedBefore(file, sum).some((no) => orders.includes(no as Ref))
    return lies === should || isTold ? [] : [`${case_id} ${key}: lies in ${lies}, should be in ${should}`]
  })
  const books = endedByMerge(records, file.pid).flatMap(({ case_id }) => {
    const account = `payable:${case_id}`
    const held = total(records.movements.map((m) => (m.credit === account ? m.amt : m.debit === account ? -m.amt : 0)))
    const due = total(left.filter((one) => one.case_id === case_id && one.lies === 'payable').map(({ amt }) => amt))
    return held === due ? [] : [`${account}: ${held} in the books, ${due} to be paid`]
  })
  return [...wrong, ...books]
}
