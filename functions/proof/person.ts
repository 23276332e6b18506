/**
 * The proof of one person's money. Whoever only had credits and spending is proved from the newest entries, which go
 * back to one that says what was held after it; all others from all entries of the person, with those under numbers that
 * turned out to be theirs: nothing in the ledger reaches beyond that.
 */
import { compareInstants, type Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { balanceChanges, type Movement, personAccount } from '../../shared/registers/ledger.ts'
import type { Account, Joined } from '../../shared/registers/rows.ts'
import { type Head, rowOf } from '../../shared/table/files.ts'
import { type Journal, journalOf } from '../../shared/table/journal.ts'
import { deskRange, headKey, journalRange, personKey, rowAt } from '../../shared/table/keys.ts'
import { type Item, lagging, queryAll } from '../../shared/table/table.ts'
import { UnreadableItem } from '../../shared/table/unreadable.ts'
import { proveLedger } from './ledger-check.ts'

/** What one commit moved, by the version of the file that it made. */
export type Entry = Pick<Journal, 'at' | 'move' | 'left'> & { version: number }

/** The proof of a person. */
export interface Proved {
  /** The person's own entries, in their order: all of them, or at least all since the moment asked for. */
  entries: readonly Entry[]
  violations: readonly string[]
}

/** The money of one partition. */
export interface Money {
  pid: Pid
  accounts: readonly Account[]
  /** In their order; all of them, or all after `opening`. */
  entries: readonly Entry[]
  /** What accounts held before these entries, by pooling area; absent if these are all. */
  opening?: Readonly<Record<string, number>>
}

type Reads = Pick<Ports, 'table' | 'keys'>

/**
 * Proves a person who moved money since `since`; what may lag is read, and read again whole before anything is said to be
 * wrong. Throws a `TimeoutError` if the file does not hold still.
 */
export function provePerson(ports: Reads, pid: Pid, since: Instant, head: Item | undefined): Promise<Proved> {
  return orUnreadable(async () => {
    const newest = await newestMoney(ports, pid, since, head)
    if (newest && isPlain(newest) && fits([newest])) return { entries: newest.entries, violations: [] }
    return proveWhole(ports, pid)
  })
}

/** What can't be read proves nothing: that is what is wrong with it. */
async function orUnreadable(prove: () => Promise<Proved>): Promise<Proved> {
  try {
    return await prove()
  } catch (error) {
    if (error instanceof UnreadableItem) return { entries: [], violations: [error.message] }
    throw error
  }
}

/** So often is a person read anew while others write. */
const mostReadings = 20

/** Proves a person from all entries. Throws a `TimeoutError` if the file does not hold still. */
export function proveWhole(ports: Reads, pid: Pid): Promise<Proved> {
  return orUnreadable(() => readAndProve(ports, pid))
}

async function readAndProve(ports: Reads, pid: Pid): Promise<Proved> {
  for (let readings = 0; readings < mostReadings; readings++) {
    const { money, versions } = await allMoney(ports, pid)
    const violations = violationsIn(money)
    // What is read piece by piece may be of several moments, which do not fit.
    if (violations.length > 0 && !(await holdsStill(ports, pid, versions))) continue
    return { entries: money.find((one) => one.pid === pid)?.entries ?? [], violations }
  }
  throw Object.assign(new Error('a file does not hold still'), { name: 'TimeoutError' })
}

/** Whether nothing contradicts anything. Pure. */
export const fits = (money: readonly Money[]): boolean => violationsIn(money).length === 0

/** What does not fit in the money of a person, who may have several numbers. Pure. */
function violationsIn(money: readonly Money[]): string[] {
  const opening = money.flatMap(({ pid, opening = {} }) =>
    Object.entries(opening).map(([area, held]) => [personAccount(pid, area as Account['insu_admdvs']), held] as const),
  )
  const { violations } = proveLedger({
    movements: money.flatMap(({ entries }) => entries.flatMap(({ move }) => move)),
    accounts: money.flatMap(({ pid, accounts }) => accounts.map((account) => ({ pid, account }))),
    opening: new Map<string, number>(opening),
  })
  return [...violations, ...money.flatMap(brokenLinks)]
}

/** Entries that say other balances were left than those before them make; later proofs begin at one of them. */
function brokenLinks({ pid, entries, opening = {} }: Money): string[] {
  const held = new Map(Object.entries(opening))
  return entries.flatMap(({ version, move, left }) => {
    for (const [area, change] of balanceChanges(pid, move)) held.set(area, (held.get(area) ?? 0) + change)
    const areas = left ? new Set([...held.keys(), ...Object.keys(left)]) : []
    const isBroken = [...areas].some((area) => (held.get(area) ?? 0) !== (left?.[area] ?? 0))
    return isBroken ? [`entries ${pid} ${version}: other balances are left than entries make`] : []
  })
}

/** Where real money comes from and goes to. */
const outer = ['outside:', 'opening:']

/** Whether there are but credits and spending of real money: nothing that older entries have a say in. */
function isPlain({ pid, accounts, entries }: Money): boolean {
  const own = personAccount(pid, '' as Account['insu_admdvs'])
  const isKnown = (account: string) => [own, ...outer].some((name) => account.startsWith(name))
  const plain = ({ mode, debit, credit }: Movement) => mode === 'posted' && isKnown(debit) && isKnown(credit)
  return accounts.every(({ lots }) => lots.length === 0) && entries.every(({ move }) => move.every(plain))
}

/** Entries read at first: most people have two or three since the last proof, and one before. */
const firstEntries = 4

/** What was moved since a moment and what was held before that; undefined if no entry says so. */
async function newestMoney(ports: Reads, pid: Pid, since: Instant, head: Item | undefined): Promise<Money | undefined> {
  const kinds = (['M', 'J'] as const).map((kind) => newestEntries(ports, pid, kind, since))
  const entries = inOrder((await Promise.all(kinds)).flat())
  const before = entries.findLast(({ at }) => compareInstants(at, since) <= 0)
  if (before && !before.left) return undefined
  const after = entries.filter(({ version }) => version > (before?.version ?? 0))
  return { ...moneyOf(ports, pid, head, after), ...(before?.left ? { opening: before.left } : {}) }
}

async function newestEntries(ports: Reads, pid: Pid, kind: 'J' | 'M', since: Instant): Promise<Entry[]> {
  const query = { pk: personKey(pid), ...journalRange(kind), backwards: true, limit: firstEntries, ...lagging }
  const found: Entry[] = []
  let cursor: string | undefined
  do {
    const page = await ports.table.query(cursor === undefined ? query : { ...query, cursor })
    found.push(...page.items.map((item) => entryOf(ports, pid, item)))
    cursor = page.cursor
  } while (cursor !== undefined && found.every(({ at }) => compareInstants(at, since) > 0))
  return found
}

/** All money of a person, under all numbers, and the versions of the files it is of. */
async function allMoney(ports: Reads, pid: Pid) {
  const pids = await numbersOf(ports, pid)
  const parts = await Promise.all(
    pids.map(async (one) => {
      const head = await ports.table.get(headKey(one))
      const pk = personKey(one)
      const items = await Promise.all(
        (['J', 'M'] as const).map((kind) => queryAll(ports.table, { pk, ...journalRange(kind) })),
      )
      const entries = items.flat().map((item) => entryOf(ports, one, item))
      return { money: moneyOf(ports, one, head, inOrder(entries)), version: [one, head?.v] as const }
    }),
  )
  return { money: parts.map(({ money }) => money), versions: parts.map(({ version }) => version) }
}

/** Whether the person still has these numbers, and their files are of these versions. */
async function holdsStill(ports: Reads, pid: Pid, versions: readonly (readonly [Pid, Item[string] | undefined])[]) {
  const heads = await Promise.all(versions.map(([one]) => ports.table.get(headKey(one))))
  const pids = versions.map(([one]) => one)
  return (
    heads.every((head, index) => head?.v === versions[index]?.[1]) &&
    (await numbersOf(ports, pid)).join() === pids.join()
  )
}

/** The number that is kept, and those that were merged into it. */
async function numbersOf(ports: Reads, pid: Pid): Promise<Pid[]> {
  const items = await queryAll(ports.table, { pk: personKey(pid), ...deskRange })
  const head = items.find(({ sk }) => sk === headKey(pid).sk)
  const into = head && rowOf<Head>(ports.keys, pid, head).into
  if (into !== undefined) return [...new Set([...(await numbersOf(ports, into)), pid])]
  const joined = items.filter(({ sk }) => rowAt(sk).register === 'joined')
  return [pid, ...joined.map((item) => rowOf<Joined>(ports.keys, pid, item).pid)]
}

/** A partition's money from its head and entries. */
export function moneyOf({ keys }: Reads, pid: Pid, head: Item | undefined, entries: readonly Entry[]): Money {
  return { pid, accounts: head ? rowOf<Head>(keys, pid, head).account : [], entries }
}

/** The entries of a journal item. */
export function entryOf({ keys }: Reads, pid: Pid, item: Item): Entry {
  const { at, move, left } = journalOf(keys, pid, item)
  return { version: Number(item.sk.slice(2)), at, move, ...(left ? { left } : {}) }
}

/** By the version that they made. */
export const inOrder = (entries: readonly Entry[]): Entry[] => [...entries].sort((a, b) => a.version - b.version)
