/** Corrections over a whole sample day: no decided case is undone by itself, and what a clerk is told differs. */
import { expect, it } from 'vitest'
import { sampleDay } from '../../../infra/samples/index.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import { isOpen } from '../../../shared/registers/rows/cases.ts'
import { loadWhole } from '../../../shared/table/files.ts'
import { playInMemory } from '../../infra/samples/stage.ts'
import type { Stack } from '../../support/stack.ts'

const corrections = [
  { name: 'trial_days', admdvs: '000000', value: 3650 },
  { name: 'newborn_late_from', admdvs: '000000', value: 'payment-day' },
  { name: 'waiting_months', admdvs: '130000', value: 9 },
  { name: 'retire_total_months', admdvs: '130000', value: { male: 400, female: 300 } },
  { name: 'resident_premium', admdvs: '130000', from: '2026-01-01', value: '420.00' },
  { name: 'resident_premium', admdvs: '530000', from: '2026-01-01', value: '420.00' },
  { name: 'province_filing_free', admdvs: '130000', from: '2023-04-01', value: false },
  { name: 'allowance_min_months', admdvs: '130000', value: 12 },
  { name: 'allowance_payee', admdvs: '130000', from: '2025-08-31', value: 'employer' },
]

/** The files of everybody. */
async function files({ table, ports }: Stack) {
  const pids = new Set([...table.items.values()].flatMap(({ pk, sk }) => (sk === 'A#head' ? [pk.slice(2) as Pid] : [])))
  return Promise.all([...pids].map((pid) => loadWhole(table, ports.keys, pid)))
}

it('undoes nothing, and tells of what differs', async () => {
  const { stack } = await playInMemory(sampleDay(3, 0.01))
  const cases = async () => (await files(stack)).flatMap((file) => file.all('case'))
  const wrong: unknown[] = []
  for (const row of corrections) {
    const decided = new Map((await cases()).filter((kase) => !isOpen(kase)).map((kase) => [kase.case_id, kase]))
    await stack.policy(row)
    for (const kase of await cases()) {
      const before = decided.get(kase.case_id)
      if (!before) continue
      const [was, is] = [before, kase].map(({ status, outcome }) => JSON.stringify({ status, outcome }))
      if (was !== is) wrong.push({ name: row.name, case_id: kase.case_id, was, is })
    }
  }
  const told = (await files(stack)).flatMap((file) => file.all('task')).filter(({ kind }) => kind === 'rule-corrected')
  const names = new Set(told.map(({ facts }) => facts.name))
  expect(names).toEqual(
    new Set([
      'newborn_late_from',
      'waiting_months',
      'retire_total_months',
      'resident_premium',
      'province_filing_free',
      'allowance_payee',
    ]),
  )
  expect(told.length).toBeGreaterThan(20)
  for (const { facts } of told) expect(facts.after).not.toEqual(facts.before)
  expect(wrong).toEqual([])
}, 120_000)
