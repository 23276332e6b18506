import { beforeEach, describe, expect, test } from 'vitest'
import { clearingIdOf } from '../../../functions/clearing/clearing.ts'
import { makeProof } from '../../../functions/proof/proof.ts'
import { type Day, instant } from '../../../shared/calendar/index.ts'
import { fixedClock } from '../../../shared/clock/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { measuredBy } from '../../../shared/metrics.ts'
import { clearingKey } from '../../../shared/table/keys.ts'
import { type MemoryTable, memoryTable } from '../../../shared/table/memory.ts'
import { testKeys } from '../../support/stack.ts'

let table: MemoryTable
let lines: { level: string; message: string; fields: Record<string, unknown> }[]
let ports: Ports

beforeEach(() => {
  table = memoryTable()
  lines = []
  const at =
    (level: string) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      lines.push({ level, message, fields })
    }
  ports = {
    table,
    queues: { send: async () => expect.unreachable('a proof changes nothing') },
    clock: fixedClock(instant('2026-03-20T02:30:00+08:00')),
    stage: 'test',
    epoch: 0,
    bundlesLive: true,
    keys: testKeys,
    log: { info: at('info'), warn: at('warn'), error: at('error') },
    backoff: async () => {},
  }
})

/** A clearing as far as the proof looks at it. */
async function clearing(date: string, status: string): Promise<string> {
  const clearing_id = clearingIdOf('130000', date as Day)
  await table.write({
    put: { ...clearingKey(clearing_id, 'clearing'), v: 1, d: JSON.stringify({ clearing_id, status }) },
  })
  return clearing_id
}

/** A person's head with one account. */
async function account(balance: number): Promise<void> {
  const d = JSON.stringify({ account: [{ insu_admdvs: '130100', balance, lots: [] }] })
  await table.write({ put: { pk: `P#${'a'.repeat(20)}`, sk: 'A#head', v: 1, d } })
}

describe('a run of the proof', () => {
  test('finds nothing where nothing is, and changes nothing but what is kept of itself', async () => {
    const { ledger, late } = await makeProof(ports)()
    expect(ledger).toMatchObject({ balanced: true, unfunded: '0.00', as_of: '2026-03-20T02:20:00+08:00' })
    expect(late).toEqual([])
    expect([...table.items.values()].map(({ pk }) => pk)).toEqual(['LEDGER'])
    expect(lines.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'info clearings looked at',
      'info ledger proved',
    ])
  })

  test('finds clearings that are two days old and not settled, and no others', async () => {
    const late = [await clearing('2026-03-18', 'open'), await clearing('2026-03-08', 'collecting')]
    await clearing('2026-03-19', 'open')
    await clearing('2026-03-17', 'settled')
    const proof = await makeProof(ports)()
    expect([...proof.late].sort()).toEqual([...late].sort())
    expect(lines[0]?.fields.late).toBe(2)
  })

  test('cries out when balances and entries differ', async () => {
    await account(100)
    const { ledger } = await makeProof(ports)()
    expect(ledger?.balanced).toBe(false)
    expect(lines[1]).toMatchObject({ level: 'error', message: 'ledger proved', fields: { violations: 1 } })
  })

  test('is measured', async () => {
    await account(100)
    await makeProof(ports)()
    const measured = lines.flatMap(({ message, fields }) => measuredBy[message]?.(fields) ?? [])
    expect(Object.fromEntries(measured.map(({ name, value }) => [name, value]))).toEqual({
      ClearingsLate: 0,
      UnfundedFen: 0,
      LedgerImbalanceFen: 0,
      LedgerViolations: 1,
    })
  })
})
