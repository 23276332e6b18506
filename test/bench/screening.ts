/**
 * How long the screening of an area takes (screening/RULES.md): residents by the index of an area's people, on DynamoDB Local, by the
 * workers of this process. Everybody is insured: what is found leads to cases, which other benches measure.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { beginScreening, loadScreening } from '../../functions/screening/screening.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import { type Keys, pidOf } from '../../shared/identity/index.ts'
import type { Living } from '../../shared/registers/residence.ts'
import { peopleKey } from '../../shared/table/keys/people.ts'
import { sealAt } from '../../shared/table/seals/sealed.ts'
import type { Item } from '../../shared/table/table.ts'
import { startBench } from './stores.ts'

const area = '130100' as Admdvs
/** As many as the issue of an area asks for within a minute. */
const residents = 100_000
const mostTogether = 25
const writers = 16

/** What a screening took. */
export interface ScreeningLine {
  readonly residents: number
  readonly seconds: number
  readonly 'CPU s of the workers': number
  readonly 'residents a second': number
}

/** Measures one screening; `kept`: it took less than a minute. */
export async function benchScreening(): Promise<{ line: ScreeningLine; kept: boolean }> {
  const bench = await startBench('2026-03-09T09:00:00+08:00')
  try {
    await seed(bench)
    await bench.poll(4)
    const started = performance.now()
    const cpu = process.cpuUsage()
    const { screening_id } = await beginScreening(bench.ports, area)
    while ((await loadScreening(bench.aside.table, screening_id))?.status !== 'done') await delay(100)
    const seconds = Math.round((performance.now() - started) / 100) / 10
    const { user, system } = process.cpuUsage(cpu)
    const line = {
      residents,
      seconds,
      'CPU s of the workers': Math.round((user + system) / 1e5) / 10,
      'residents a second': Math.round(residents / seconds),
    }
    return { line, kept: seconds < 60 }
  } finally {
    await bench.stop()
  }
}

/** The index as commits write it; streets and communities as a city has them. */
async function seed({ keys, aside: { table } }: Awaited<ReturnType<typeof startBench>>): Promise<void> {
  const write = async (writer: number) => {
    for (let from = writer * mostTogether; from < residents; from += writers * mostTogether)
      await table.putMany(Array.from({ length: mostTogether }, (_, index) => itemOf(keys, from + index)))
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
}

function itemOf(keys: Keys, n: number): Item {
  const key = peopleKey(area, pidOf(keys, `BENCH${n}`))
  const community = `130102${String(n % 40).padStart(3, '0')}${String(n % 25).padStart(3, '0')}`
  const living = {
    lives: [{ community, from: '2020-01-01' }],
    insured: [['2020-01-01']],
    exempt: [],
  } as unknown as Living
  return { ...key, p: sealAt(keys, key, JSON.stringify(living)) }
}
