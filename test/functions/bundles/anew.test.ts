/** Every decided case of a sample day, asked anew by the rows that hold, comes to what it came to (bundles/RULES.md 1.5). */
import { describe, expect, it } from 'vitest'
import { manifests } from '../../../functions/bundles/index.ts'
import { sampleDay } from '../../../infra/samples/index.ts'
import { dayOf } from '../../../shared/calendar/index.ts'
import { standAnew, standOf } from '../../../shared/chain/anew.ts'
import { World } from '../../../shared/engine/world.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import { isOpen } from '../../../shared/registers/rows/cases.ts'
import { loadWhole } from '../../../shared/table/files.ts'
import { playInMemory } from '../../infra/samples/stage.ts'
import type { Stack } from '../../support/stack.ts'

/** How each case of the stack stands, and how it does when asked anew. */
async function askedAnew({ table, ports, clock, rules }: Stack) {
  const pids = new Set([...table.items.values()].flatMap(({ pk, sk }) => (sk === 'A#head' ? [pk.slice(2) as Pid] : [])))
  const found = []
  for (const pid of pids) {
    const file = await loadWhole(table, ports.keys, pid)
    const world = new World(ports, { own: pid })
    const now = clock.now()
    for (const row of file.all('case')) {
      const at = { now, today: dayOf(now), look: world.look }
      const anew = await world.loading(() => standAnew(rules, file, row, at))
      found.push({ case_id: row.case_id, bundle: row.bundle, open: isOpen(row), stood: standOf(file, row), anew })
    }
  }
  return found
}

describe('asked anew', () => {
  it.each([1, 2])('a case of the sample day comes to what it came to (seed %i)', async (seed) => {
    const { stack, faults } = await playInMemory(sampleDay(seed, 0.01))
    expect(faults).toEqual([])
    const before = new Map(stack.table.items)
    const asked = await askedAnew(stack)
    // A premium is paid by its bill, whose number nobody knows before the day.
    const told = manifests.filter(({ chain }) => chain.bundle !== 'family-sharing')
    expect(new Set(asked.map(({ bundle }) => bundle)).size).toBe(told.length)
    expect(asked.map(({ anew }) => anew)).toEqual(asked.map(({ stood }) => stood))
    expect(stack.table.items).toEqual(before)
  })
})
