import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { someone } from '../../functions/bench.ts'
import { memoryTable } from '../../shared/table/memory.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import { enrolment } from '../support/people.ts'
import { bundleBenches } from './bundles.ts'
import { plainCase } from './plain.ts'
import { tallied } from './tally.ts'
import { countingUnits } from './units.ts'

/** A table, and the units of its writes since they were last asked for. */
function counted() {
  let units = 0
  const table: Table = countingUnits(memoryTable(), (more) => {
    units += more
  })
  const since = () => {
    const told = units
    units = 0
    return told
  }
  return { table, since }
}

const item = (sk: string, more: Record<string, string> = {}): Item => ({ pk: 'P', sk, ...more })
const kilobyte = { text: 'x'.repeat(1024) }

describe('write units', () => {
  test('are one a begun kilobyte, of the larger of before and after', async () => {
    const { table, since } = counted()
    await table.write({ put: item('a') })
    expect(since()).toBe(1)
    await table.write({ put: item('a', kilobyte) })
    expect(since()).toBe(2)
    await table.write({ put: item('a') })
    expect(since()).toBe(2)
    await table.write({ remove: { pk: 'P', sk: 'a' } })
    expect(since()).toBe(1)
  })

  test('are two a kilobyte and item of a transaction, a condition check and a cancelled one too', async () => {
    const { table, since } = counted()
    await table.transact([
      { put: item('a') },
      { put: item('b', kilobyte) },
      { check: { pk: 'P', sk: 'c' }, if: 'absent' },
    ])
    expect(since()).toBe(2 + 4 + 2)
    expect(await table.transact([{ put: item('a'), if: 'absent' }])).toEqual({ ok: false, failed: [0] })
    expect(since()).toBe(2)
  })

  test('are one for each index entry that comes or goes, none for one that stays', async () => {
    const { table, since } = counted()
    await table.write({ put: item('a', { due: 'due#0', due_at: '1', list: 'task', list_at: '1' }) })
    expect(since()).toBe(1 + 2)
    await table.write({ put: item('a', { due: 'due#0', due_at: '2', list: 'task', list_at: '1' }) })
    expect(since()).toBe(1 + 2)
    await table.write({ update: { pk: 'P', sk: 'a' }, unset: ['due', 'due_at'] })
    expect(since()).toBe(1 + 1)
    await table.transact([{ remove: { pk: 'P', sk: 'a' } }])
    expect(since()).toBe(2 + 1)
  })
})

test('a posted month costs six: the head, the month, the identity of the event', async () => {
  const { stack, reset, tally } = await tallied({ now: '2026-05-20T10:00:00+08:00' })
  const retiree = someone(1, { from: '1963-02-01', gend: '1' })
  const { psn_no } = retiree
  const insu_admdvs = '130100'
  await stack.happen('person.registered', retiree)
  await stack.happen('enrolment.registered', enrolment(psn_no, insu_admdvs, '2019-03-01'))
  reset()
  const month = { accrym_begn: '202604', accrym_end: '202604', base: '6000.00', amt_psn: '120.00', amt_emp: '480.00' }
  await stack.happen('contribution.posted', { psn_no, insu_admdvs, insutype: '310', ...month })
  expect(tally().writeUnits).toBe(6)
})

describe('a plain case', () => {
  const page = readFileSync(new URL('../../infra/cost.md', import.meta.url), 'utf8')

  test.each(Object.values(bundleBenches))(
    'of $bundle ends as it must, at the cost that stands in infra/cost.md',
    async (spec) => {
      const { bundle, commits, writeUnits } = await plainCase(spec)
      const written = new RegExp(`^\\| ${bundle} \\| (\\d+) \\| (\\d+) \\|`, 'm').exec(page)
      // A bundle that was never measured does not stand there yet.
      if (written) expect(written.slice(1), 'run `npm run cost`').toEqual([commits, writeUnits].map(String))
    },
  )
})
