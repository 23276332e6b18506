/** A ledger for tests of its proof: a few persons whose money moves by commits as the engine writes them. */
import { limits, makeProof } from '../../../functions/proof/proof.ts'
import { addMs, type Instant, instant } from '../../../shared/calendar/index.ts'
import { manualClock } from '../../../shared/clock/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { type Pid, pidOf } from '../../../shared/identity/index.ts'
import { fen } from '../../../shared/money/index.ts'
import { fundClaim, moveBetween, undoTransfer } from '../../../shared/registers/between.ts'
import { type PersonFile, put } from '../../../shared/registers/file.ts'
import { refOf } from '../../../shared/registers/ids.ts'
import {
  accountIn,
  type Claim,
  creditFromOutside,
  fundedPart,
  type MoneyEffects,
  noMoney,
  outside,
  personAccount,
  take,
} from '../../../shared/registers/ledger.ts'
import { commitWrites } from '../../../shared/table/commit.ts'
import { loadFile, rowItem } from '../../../shared/table/files.ts'
import { type Journal, journalOf } from '../../../shared/table/journal.ts'
import { headKey, journalKey, journalRange, personKey } from '../../../shared/table/keys.ts'
import { type MemoryTable, memoryTable } from '../../../shared/table/memory.ts'
import { type Item, queryAll, type Table } from '../../../shared/table/table.ts'
import { testKeys } from '../../support/stack.ts'

/** Where persons have accounts. */
export const areas = ['130100', '130200'] as Admdvs[]
const [here, there] = areas as [Admdvs, Admdvs]

/** What may happen to somebody's money; `note`: something is written that moves none. */
export const happenings = ['credit', 'spending', 'transfer', 'clearing', 'revocation', 'note'] as const
/** One of them. */
export type Happening = (typeof happenings)[number]

/** The table scanned as DynamoDB does it: a few items at a time, those of a partition one after the other. */
function inPages(table: Table): Table {
  const scan = async (cursor = '') => {
    const place = ({ pk, sk }: Item) => `${pk}\u0000${sk}`
    const items = (await table.scan()).items.filter((item) => place(item) > cursor)
    const page = items.sort((a, b) => (place(a) < place(b) ? -1 : 1)).slice(0, 3)
    const last = page.at(-1)
    return { items: page, ...(last && items.length > page.length ? { cursor: place(last) } : {}) }
  }
  return Object.assign(Object.create(table) as Table, { scan })
}

/** The ledger of a few persons. */
export class Books {
  readonly table: MemoryTable = memoryTable()
  readonly clock = manualClock(instant('2026-03-01T00:00:00+08:00'))
  readonly logged: { message: string; fields: Record<string, unknown> }[] = []
  readonly #open = new Map<Pid, Claim[]>()
  readonly #through: Table
  #count = 0

  /** `through`: the table as it is written to, for who counts. */
  constructor(through: (table: Table) => Table = (table) => table) {
    this.#through = through(this.table)
  }

  /** The person with this number. */
  pid = (person: number): Pid => pidOf(testKeys, String(person))

  /** What a proof is given. */
  ports(table: Table = this.table): Ports {
    const log = (message: string, fields: Record<string, unknown> = {}) => void this.logged.push({ message, fields })
    return {
      table: inPages(table),
      queues: { send: () => Promise.reject(new Error('a proof sends nothing')) },
      clock: this.clock,
      stage: 'test',
      epoch: 0,
      bundlesLive: true,
      keys: testKeys,
      log: { info: log, warn: log, error: log },
      backoff: async () => {},
    }
  }

  /** Lets time pass. */
  pass(minutes: number): void {
    this.clock.set(addMs(this.clock.now(), minutes * 60_000))
  }

  /** A run of the proof an hour after whatever came last; of the round so many pages, if not all. */
  async prove(pages = limits.pages) {
    this.pass(60)
    return (await makeProof(this.ports(), { ...limits, pages })()).ledger
  }

  /** Something happens to somebody, if it can; it is written so many minutes after it was decided. */
  async happen(person: number, what: Happening, amt = 100, late = 0): Promise<void> {
    const pid = this.pid(person)
    const read = await loadFile(this.table, testKeys, pid)
    const now = addMs(this.clock.now(), -late * 60_000)
    const effects = this.#effects(read, what, amt, now)
    const after = read.with(effects.change)
    const lines = what === 'note' ? [{ kind: 'noted', text: '记一笔' } as never] : []
    const journal = { at: now, epoch: 0, lines, move: effects.move }
    const none = { numberWrites: [], beside: [], sends: [], again: false, comesAgain: false }
    const { writes } = commitWrites(testKeys, { ...none, ...effects, read, after, journal, now })
    await this.#through.transact(writes)
  }

  /** Rewrites the head of a person past the engine. */
  async rewriteHead(person: number, change: (head: { account: { balance: number }[] }) => void): Promise<void> {
    const item = await this.table.get(headKey(this.pid(person)))
    const head = JSON.parse(item!.d as string)
    change(head)
    await this.table.write({ put: { ...item!, d: JSON.stringify(head) } })
  }

  /** Rewrites the newest entry of a person past the engine. */
  async rewriteEntry(person: number, change: (entry: Journal) => void): Promise<void> {
    const item = await this.#newest(person)
    const pid = this.pid(person)
    const { lines, move, left, sends, ...row } = journalOf(testKeys, pid, item)
    const entry = { ...row, lines, move, ...(left ? { left } : {}) }
    change(entry)
    const secret = { lines: entry.lines, move: entry.move, left: entry.left, sends }
    await this.table.write({ put: rowItem(testKeys, pid, item.sk, { ...row, private: secret }) })
  }

  async removeEntry(person: number): Promise<void> {
    const { pk, sk } = await this.#newest(person)
    await this.table.write({ remove: { pk, sk } })
  }

  async repeatEntry(person: number): Promise<void> {
    const item = await this.#newest(person)
    await this.table.write({ put: { ...item, ...journalKey(this.pid(person), 999, 'M') } })
  }

  async spoilEntry(person: number): Promise<void> {
    await this.table.write({ put: { ...(await this.#newest(person)), p: Uint8Array.of(1, 2, 3) } })
  }

  /** Everything of a person as a release wrote it that kept neither the list nor what was left. */
  async asWrittenBefore(person: number): Promise<void> {
    const pid = this.pid(person)
    const { list: _list, list_at: _at, ...item } = (await this.table.get(headKey(pid)))!
    const { moved: _moved, ...head } = JSON.parse(item.d as string)
    await this.table.write({ put: { ...item, d: JSON.stringify(head) } as Item })
    for (const one of await queryAll(this.table, { pk: personKey(pid), ...journalRange('M') })) {
      const { lines, move, left: _left, sends, ...row } = journalOf(testKeys, pid, one)
      await this.table.write({ put: rowItem(testKeys, pid, one.sk, { ...row, private: { lines, move, sends } }) })
    }
  }

  /** Brings what persons have back to what it was, as an operator would who restores. */
  async restore(items: ReadonlyMap<string, Item>): Promise<void> {
    const isPerson0 = ({ pk }: Item) => pk === personKey(this.pid(0))
    for (const item of [...this.table.items.values()]) if (isPerson0(item)) await this.table.write({ remove: item })
    for (const item of items.values()) if (isPerson0(item)) await this.table.write({ put: item })
  }

  async #newest(person: number): Promise<Item> {
    const { items } = await this.table.query({ pk: personKey(this.pid(person)), ...journalRange('M'), backwards: true })
    return items[0] as Item
  }

  #effects(file: PersonFile, what: Happening, amt: number, at: Instant): MoneyEffects {
    const id = `${what}.${++this.#count}`
    const account = accountIn(file, here)
    const claims = this.#open.get(file.pid) ?? []
    const [claim] = claims
    if (what === 'credit') return creditFromOutside(file, here, fen(amt), id, '')
    if (what === 'spending') return account.balance < amt ? noMoney : spending(file, id, amt)
    if (what === 'transfer') {
      const sum = fundedPart(account)
      if (sum === 0) return noMoney
      const case_id = refOf('TR', file.pid, id)
      const moved = moveBetween(file, { from: here, to: there, amt: sum, at, case_id, about: id, memo: '' }, [
        'transfer-out',
        'transfer-in',
      ])
      this.#open.set(file.pid, [...claims, ...moved.claims.flatMap((one) => ('put' in one ? [one.put] : []))])
      return moved
    }
    if (!claim || what === 'note') return noMoney
    this.#open.set(file.pid, claims.slice(1))
    return what === 'clearing' ? fundClaim(file, claim) : undoTransfer(file, claim, [], '')
  }
}

function spending(file: PersonFile, id: string, amt: number): MoneyEffects {
  const account = accountIn(file, here)
  const sides = { debit: personAccount(file.pid, here), credit: outside(here) }
  const move = { id, mode: 'posted' as const, ...sides, amt: fen(amt), kind: 'spending' as const, memo: '' }
  return { change: [put('account', take(account, amt as never))], move: [move], claims: [] }
}
