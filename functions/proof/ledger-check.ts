/**
 * The rules of a proof (`proveLedger`): each balance is reckoned anew from its entries, and whatever does not fit is named.
 * They hold for one person as for all. `checkLedger` applies them to the whole table at once, which is dear: for tools, and
 * where nothing was proved in parts (proof.ts) yet.
 */
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { fen, formatYuan } from '../../shared/money/index.ts'
import { fundedPart, type Movement, personAccount } from '../../shared/registers/ledger.ts'
import type { Account } from '../../shared/registers/rows.ts'
import { rowOf } from '../../shared/table/files.ts'
import { journalOf } from '../../shared/table/journal.ts'
import type { Item } from '../../shared/table/table.ts'

/** The proof's result; `unfunded` is what pooling areas still owe each other, in yuan. */
export interface LedgerCheck {
  balanced: boolean
  total_debit: string
  total_credit: string
  unfunded: string
  violations: string[]
}

/** Everything a proof looks at. */
export interface LedgerEntries {
  movements: Movement[]
  accounts: { pid: Pid; account: Account }[]
  /** What accounts held before the movements, in fen; nothing if these are all there are. */
  opening?: ReadonlyMap<string, number>
}

/** Sums of movements, in fen: what was moved, and what of it pooling areas owe each other. */
export interface Sums {
  readonly moved: number
  readonly unfunded: number
}

const mostViolations = 100

/** Reads the whole table and proves it. */
export async function checkLedger(ports: Ports): Promise<LedgerCheck> {
  const entries: LedgerEntries = { movements: [], accounts: [] }
  let cursor: string | undefined
  do {
    const page = await ports.table.scan(cursor)
    collectEntries(ports, page.items, entries)
    cursor = page.cursor
  } while (cursor !== undefined)
  return proveLedger(entries)
}

/** Adds what items hold of movements and accounts. */
export function collectEntries({ keys }: Pick<Ports, 'keys'>, items: readonly Item[], entries: LedgerEntries): void {
  for (const { pk, sk, ...item } of items) {
    if (!pk.startsWith('P#')) continue
    const pid = pk.slice(2) as Pid
    if (sk.startsWith('J#') || sk.startsWith('M#')) {
      entries.movements.push(...journalOf(keys, pid, { pk, sk, ...item }).move)
    } else if (sk === 'A#head') {
      const { account } = rowOf<{ account: Account[] }>(keys, pid, { pk, sk, ...item })
      for (const one of account) entries.accounts.push({ pid, account: one })
    }
  }
}

/** The sums of these movements. Pure. */
export function sumsOf(movements: readonly Movement[]): Sums {
  let [moved, unfunded] = [0, 0]
  for (const { mode, resolves, amt } of movements) {
    if (mode !== 'post') moved += amt
    if (mode === 'pending') unfunded += amt
    if (resolves !== undefined) unfunded -= amt
  }
  return { moved, unfunded }
}

/** Both together. Pure. */
export const plus = (a: Sums, b: Sums): Sums => ({ moved: a.moved + b.moved, unfunded: a.unfunded + b.unfunded })

/** What is said of proved sums and of what does not fit. Pure: every movement is one debit and one credit of its sum. */
export function checkOf({ moved, unfunded }: Sums, violations: readonly string[]): LedgerCheck {
  return {
    balanced: violations.length === 0,
    total_debit: formatYuan(fen(moved)),
    total_credit: formatYuan(fen(moved)),
    unfunded: formatYuan(fen(unfunded)),
    violations: violations.slice(0, mostViolations),
  }
}

/** Proves entries against accounts. Pure. */
export function proveLedger({ movements, accounts, opening = new Map() }: LedgerEntries): LedgerCheck {
  const violations: string[] = []
  const balances = new Map<string, number>(opening)
  const add = (account: string, amt: number) => balances.set(account, (balances.get(account) ?? 0) + amt)
  for (const { mode, debit: from, credit: to, amt } of movements) {
    if (mode === 'post') continue
    const sign = mode === 'void' ? -1 : 1
    add(from, -sign * amt)
    add(to, sign * amt)
  }
  const open = openClaims(movements, violations)
  for (const { pid, account } of accounts) checkAccount(pid, account, balances, open, violations)
  checkKnown(accounts, balances, violations)
  const unfunded = [...open.values()].reduce((sum, movement) => sum + movement.amt, 0)
  return checkOf({ ...sumsOf(movements), unfunded }, violations)
}

/** Pending movements not yet resolved. Each is resolved at most once, by one of the same sum. */
function openClaims(movements: readonly Movement[], violations: string[]): Map<string, Movement> {
  const ids = new Set<string>()
  const open = new Map<string, Movement>()
  for (const movement of movements) {
    if (ids.has(movement.id)) violations.push(`movement ${movement.id} stands twice`)
    ids.add(movement.id)
    if (movement.amt <= 0) violations.push(`movement ${movement.id} is not above zero`)
    if (movement.mode === 'pending') open.set(movement.id, movement)
  }
  for (const { id, resolves, amt } of movements) {
    if (resolves === undefined) continue
    const pending = open.get(resolves)
    if (!pending) violations.push(`movement ${id} resolves ${resolves}, which is not open`)
    else if (pending.amt !== amt) violations.push(`movement ${id} resolves another sum`)
    open.delete(resolves)
  }
  return open
}

function checkAccount(
  pid: Pid,
  account: Account,
  balances: ReadonlyMap<string, number>,
  open: ReadonlyMap<string, Movement>,
  violations: string[],
): void {
  const name = `${pid}:${account.insu_admdvs}`
  const reckoned = balances.get(personAccount(pid, account.insu_admdvs)) ?? 0
  if (reckoned !== account.balance)
    violations.push(`account ${name}: ${account.balance} stored, ${reckoned} by entries`)
  if (account.balance < 0) violations.push(`account ${name}: below zero`)
  if (fundedPart(account) < 0) violations.push(`account ${name}: more virtual than there is`)
  for (const lot of account.lots) {
    const claim = open.get(lot.claim)
    if (!claim) violations.push(`account ${name}: virtual money without an open claim`)
    else if (lot.left > claim.amt) violations.push(`account ${name}: more virtual money than claimed`)
  }
}

/** Entries of persons without an account, and payments of which more went out than came in. */
function checkKnown(
  accounts: LedgerEntries['accounts'],
  balances: ReadonlyMap<string, number>,
  violations: string[],
): void {
  const known = new Set<string>(accounts.map(({ pid, account }) => personAccount(pid, account.insu_admdvs)))
  for (const [account, balance] of balances) {
    if (account.startsWith('person:') && balance !== 0 && !known.has(account))
      violations.push(`${account} is no account`)
    if (account.startsWith('merging:') && balance < 0) violations.push(`${account}: more came than had left`)
    if (account.startsWith('payable:') && balance < 0) violations.push(`${account}: paid more than approved`)
  }
}
