/** Any history of money: what is proved hour by hour is what all entries say, whatever stops a proof on its way. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkNow } from '../../../functions/proof/check.ts'
import { checkLedger } from '../../../functions/proof/ledger-check.ts'
import { limits, makeProof } from '../../../functions/proof/proof.ts'
import { loadState } from '../../../functions/proof/state.ts'
import type { Table } from '../../../shared/table/table.ts'
import { Books, happenings } from './books.ts'

const happening = fc.record({
  person: fc.integer({ min: 0, max: 3 }),
  what: fc.constantFrom(...happenings, 'credit' as const, 'spending' as const),
  amt: fc.integer({ min: 1, max: 200 }),
})
const step = fc.oneof(
  { weight: 6, arbitrary: happening },
  { weight: 2, arbitrary: fc.record({ minutes: fc.integer({ min: 0, max: 300 }) }) },
  // A proof that is stopped after so many calls; one begins while another is under way.
  { weight: 2, arbitrary: fc.record({ calls: fc.integer({ min: 1, max: 400 }), twice: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant('check' as const) },
)

class Stopped extends Error {}

/** The table of a process that is stopped after so many calls. */
function stopping(table: Table, calls: number): Table {
  let left = calls
  return new Proxy(table, {
    get(target, name: keyof Table) {
      const call = target[name] as (...args: unknown[]) => Promise<unknown>
      if (typeof call !== 'function') return call
      return (...args: unknown[]) => {
        if (left-- <= 0) throw new Stopped()
        return call.apply(target, args)
      }
    },
  })
}

const small = { ...limits, everyMs: 0, pages: 2, pagesAPart: 1 }

async function proveUntilStopped(books: Books, calls: number): Promise<void> {
  try {
    await makeProof(books.ports(stopping(books.table, calls)), small)()
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
  }
}

test('what is proved in parts is what all entries say', { timeout: 120_000 }, async () => {
  const history = fc.array(step, { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const books = new Books()
      for (const one of steps) {
        if (one === 'check') {
          const { as_of: _now, ...check } = await checkNow(books.ports())
          expect(check).toEqual(await checkLedger(books.ports()))
        } else if ('what' in one) await books.happen(one.person, one.what, one.amt)
        else if ('minutes' in one) books.pass(one.minutes)
        else {
          const other = one.twice ? proveUntilStopped(books, 1_000) : undefined
          await proveUntilStopped(books, one.calls)
          await other
        }
      }
      await books.prove()
      const proof = await books.prove()
      const { as_of: _then, ...ledger } = proof!
      expect(ledger).toEqual(await checkLedger(books.ports()))
      expect(ledger.violations).toEqual([])
      expect((await loadState(books.table)).state).toMatchObject({ wrong: {} })
      expect((await loadState(books.table)).state.sumsDiffer).toBeUndefined()
    }),
    { numRuns: 60 },
  )
})

/** Three persons whose money moved for two days, all of it proved. */
async function provedBooks(): Promise<Books> {
  const books = new Books()
  for (let at = 0; at < 30; at++) {
    await books.happen(at % 3, at % 5 === 4 ? 'spending' : 'credit', 50 + at)
    books.pass(100)
  }
  await books.happen(2, 'transfer')
  expect(await books.prove()).toMatchObject({ balanced: true })
  return books
}

/** Ways in which something past the engine may harm what is stored of the first person. */
const harms: Record<string, (books: Books) => Promise<unknown>> = {
  'a balance is another': (books) => books.rewriteHead(0, (head) => void head.account[0]!.balance++),
  'an account is gone': (books) => books.rewriteHead(0, (head) => void head.account.pop()),
  'an entry is gone': (books) => books.removeEntry(0),
  'an entry stands twice': (books) => books.repeatEntry(0),
  'the sum of an entry is another': (books) => books.rewriteEntry(0, ({ move }) => void move[0]!.amt++),
  'what an entry says was left is another': (books) => books.rewriteEntry(0, ({ left }) => void left!['130100']!--),
  'an entry cannot be read': (books) => books.spoilEntry(0),
}

describe.each(Object.entries(harms))('%s', (_what, harm) => {
  test('it is found by the round, and named until it is right', async () => {
    const books = await provedBooks()
    const before = new Map(books.table.items)
    await harm(books)
    const found = await books.prove()
    expect(found?.balanced).toBe(false)
    expect(found?.violations.join()).toContain(books.pid(0))
    await books.happen(1, 'credit')
    expect((await books.prove(0))?.balanced).toBe(false)
    expect((await checkNow(books.ports())).balanced).toBe(false)
    await books.restore(before)
    // The sums that a round found are held against the next one.
    for (let rounds = 0; rounds < 2; rounds++) {
      await books.happen(1, 'credit')
      await books.prove()
    }
    expect(await checkNow(books.ports())).toMatchObject({ balanced: true, violations: [] })
  })

  test('it is found without the round when it happened since the last proof', async () => {
    const books = await provedBooks()
    books.pass(60)
    await books.happen(0, 'credit', 70)
    await harm(books)
    expect((await checkNow(books.ports())).balanced).toBe(false)
    const found = await books.prove(0)
    expect(found?.violations.join()).toContain(books.pid(0))
  })
})

test('sums that a round contradicts are told, and those of the round hold from then on', async () => {
  const books = await provedBooks()
  const { state, version } = await loadState(books.table)
  const { as_of, sums } = state.proved!
  const forged = { ...state, proved: { as_of, sums: { ...sums, moved: sums.moved + 7 } } }
  await books.table.write({ put: { pk: 'LEDGER', sk: 'proof', v: version, d: JSON.stringify(forged) } })
  expect((await books.prove())?.violations).toEqual([expect.stringMatching(/-7 fen/)])
  books.pass(60)
  const { as_of: _then, ...ledger } = (await books.prove())!
  expect(ledger).toEqual(await checkLedger(books.ports()))
})

test('a commit that is under way while the ledger is proved is proved with the next', async () => {
  const books = await provedBooks()
  for (const late of [9, 5, 0]) {
    await books.happen(1, 'credit', 100, late)
    await books.prove()
  }
  const { as_of: _then, ...ledger } = (await books.prove())!
  expect(ledger).toEqual(await checkLedger(books.ports()))
})

test('heads of an earlier release are proved by the first round, and listed with the next movement', async () => {
  const books = new Books()
  for (const person of [0, 1]) for (let at = 0; at < 3; at++) await books.happen(person, 'credit')
  await books.asWrittenBefore(0)
  expect(await books.prove()).toMatchObject({ balanced: true, total_debit: '6.00' })
  await books.happen(0, 'credit')
  expect(await books.prove(0)).toMatchObject({ balanced: true, total_debit: '7.00' })
})

test('who asks is told as of the last proof when too many have moved money since', async () => {
  const books = await provedBooks()
  books.pass(120)
  for (const person of [0, 1]) await books.happen(person, 'credit')
  const whole = await checkLedger(books.ports())
  const now = books.clock.now()
  expect(await checkNow(books.ports(), 3)).toEqual({ ...whole, as_of: now })
  const { proved } = (await loadState(books.table)).state
  expect(await checkNow(books.ports(), 2)).toMatchObject({ as_of: proved!.as_of, balanced: true })
})
