import { describe, expect, it } from 'vitest'
import { visitKey } from '../../../functions/bundles/filing/rules/decision.ts'
import { instant } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { fen } from '../../../shared/money/index.ts'
import { type Change, PersonFile, put } from '../../../shared/registers/file.ts'
import { creditFromOutside, type Movement } from '../../../shared/registers/ledger.ts'
import type { Visit } from '../../../shared/registers/rows.ts'
import { commitWrites } from '../../../shared/table/commit.ts'
import { fileOf, loadFile, rowItem } from '../../../shared/table/files.ts'
import { journalOf } from '../../../shared/table/journal.ts'
import { movedList, movedShards, movedSince, personKey, restSk, rowSk } from '../../../shared/table/keys.ts'
import { memoryTable } from '../../../shared/table/memory.ts'
import { queryAll, type Table } from '../../../shared/table/table.ts'
import { register } from '../../support/people.ts'
import { makeStack, testKeys } from '../../support/stack.ts'

const now = '2026-04-10T09:00:00+08:00'
const visit = { mdtrt_id: 'M1', fixmedins_code: 'H11010100001', begntime: '2024-01-01T08:00:00+08:00' } as Visit
const key = visitKey(visit)

/** A commit that brings the visit to rest as soon as it knows it; what somebody writes meanwhile comes first. */
async function restsAtOnce(meanwhile: Change | undefined) {
  const stack = await makeStack({ now })
  const pid = pidOf(testKeys, await register(stack, 1))
  const read = await loadFile(stack.table, testKeys, pid)
  const change = [{ ...put('visit', visit), rests: {} } as Change]
  const none = { claims: [], numberWrites: [], beside: [], sends: [], again: false, comesAgain: false }
  const journal = { at: instant(now), epoch: 0, lines: [], move: [] }
  const { writes } = commitWrites(testKeys, {
    ...none,
    read,
    after: read.with(change),
    change,
    journal,
    now: instant(now),
  })
  if (meanwhile?.row) {
    const sk = rowSk('visit', meanwhile.key)
    await stack.table.write({ put: rowItem(testKeys, pid, sk, meanwhile.row), if: 'absent' })
  }
  const { ok } = await stack.table.transact(writes)
  const found = [rowSk('visit', key), restSk('visit', key)].map((sk) => stack.table.get({ pk: personKey(pid), sk }))
  return { ok, stands: (await Promise.all(found)).map((item) => item !== undefined) }
}

describe('a row that goes to rest as soon as it is known', () => {
  it('lies there alone', async () => {
    expect(await restsAtOnce(undefined)).toEqual({ ok: true, stands: [false, true] })
  })

  it('does not if a desk wrote it meanwhile: the commit is made anew with what it reads then', async () => {
    expect(await restsAtOnce(put('visit', visit))).toEqual({ ok: false, stands: [true, false] })
    const other = { ...visit, mdtrt_id: 'M2' }
    expect((await restsAtOnce(put('visit', other))).ok).toBe(true)
  })
})

const area = '130100' as Admdvs
const pid = pidOf(testKeys, '9')

/** Writes what of a person's file changed, and what moved, at a moment. */
async function commit(table: Table, at: string, change: Change[], move: Movement[]) {
  const read = await loadFile(table, testKeys, pid)
  const none = { claims: [], numberWrites: [], beside: [], sends: [], again: false, comesAgain: false }
  const journal = { at: instant(at), lines: [], move }
  const all = { ...none, read, after: read.with(change), change, journal, now: instant(at) }
  const { writes } = commitWrites(testKeys, all)
  expect(await table.transact(writes)).toEqual({ ok: true })
}

/** A credit of a hundred fen, written as it ought to be or with another sum in its entry. */
async function credit(table: Table, at: string, booked = 100): Promise<void> {
  const { change, move } = creditFromOutside(await loadFile(table, testKeys, pid), area, fen(100), at, '')
  await commit(
    table,
    at,
    change,
    move.map((one) => ({ ...one, amt: fen(booked) })),
  )
}

/** Who is in the list of who moved money since, each as often as they are there. */
async function movedIn(table: Table, since: string): Promise<string[]> {
  const shards = Array.from({ length: movedShards }, (_, shard) => movedList(shard))
  const range = movedSince(instant(since))
  const found = await Promise.all(shards.map((pk) => queryAll(table, { index: 'lists', pk, ...range })))
  return found.flat().map(({ list_at }) => list_at as string)
}

describe('a commit that moves money', () => {
  it('puts the person into the list of who did, once, by the last hour in which they did', async () => {
    const table = memoryTable()
    await credit(table, '2026-04-10T09:10:00+08:00')
    await credit(table, '2026-04-10T09:50:00+08:00')
    expect(await movedIn(table, '2026-04-10T09:55:00+08:00')).toEqual([`2026-04-10T09#${pid}`])
    await credit(table, '2026-04-11T15:00:00+08:00')
    // A clock that is behind does not bring them back.
    await credit(table, '2026-04-11T14:59:59+08:00')
    expect(await movedIn(table, '2026-01-01T00:00:00+08:00')).toEqual([`2026-04-11T15#${pid}`])
  })

  it('leaves them there when something else is written, whether the person is registered or not', async () => {
    const table = memoryTable()
    await credit(table, '2026-04-10T09:10:00+08:00')
    await commit(table, '2026-05-01T09:00:00+08:00', [put('visit', visit)], [])
    await commit(table, '2026-05-02T09:00:00+08:00', [put('person', { psn_no: '9' } as never)], [])
    await commit(table, '2026-05-03T09:00:00+08:00', [put('visit', { ...visit, mdtrt_id: 'M2' })], [])
    expect(await movedIn(table, '2026-01-01T00:00:00+08:00')).toEqual([`2026-04-10T09#${pid}`])
  })

  it('keeps with its entries what every account held after it', async () => {
    const table = memoryTable()
    for (const at of ['2026-04-10T09:10:00+08:00', '2026-04-10T09:11:00+08:00']) await credit(table, at)
    const items = await queryAll(table, { pk: personKey(pid), from: 'M#', to: 'M~' })
    expect(items.map((item) => journalOf(testKeys, pid, item).left)).toEqual([{ [area]: 100 }, { [area]: 200 }])
  })

  it('is not written if its entries do not lead to the balances it leaves', async () => {
    const table = memoryTable()
    await expect(credit(table, '2026-04-10T09:10:00+08:00', 99)).rejects.toThrow('not what its entries make of it')
    const held = { insu_admdvs: area, balance: fen(5), lots: [] }
    await expect(commit(table, now, [put('account', held)], [])).rejects.toThrow('not what its entries make of it')
    expect(table.items.size).toBe(0)
  })
})

it('a head of an earlier release, which is in no list, is read as before', () => {
  const head = { pk: personKey(pid), sk: 'A#head', v: 3, d: JSON.stringify({ relation: [], account: [] }) }
  expect(fileOf(testKeys, pid, [head]).head).toEqual(PersonFile.of(pid, 3).head)
})
