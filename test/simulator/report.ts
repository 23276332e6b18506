/** Figures of runs: seeds, cases by bundle and result, faults by kind. */
import { say } from '../../infra/cli/support/language.ts'
import { recordsOf } from './audit/records.ts'
import { type CountedKind, faultKinds, happeningKinds } from './faults.ts'
import type { Ran } from './run.ts'

/** Figures summed over seeds. */
export interface Totals {
  seeds: number
  cases: Map<string, number>
  faults: Map<CountedKind, number>
  events: number
  switches: number
  steps: number
}

/** No figures yet. */
export const emptyTotals = (): Totals => ({
  seeds: 0,
  cases: new Map(),
  faults: new Map(),
  events: 0,
  switches: 0,
  steps: 0,
})

const sum = (map: ReadonlyMap<string, number>) => [...map.values()].reduce((a, b) => a + b, 0)

/** Cases of all runs so far. */
export const casesIn = (totals: Totals): number => sum(totals.cases)

/** Adds a run to the figures. */
export function count(totals: Totals, ran: Ran): void {
  totals.seeds++
  totals.events += ran.delivered.length
  totals.switches += ran.switches
  totals.steps += ran.steps
  for (const [kind, n] of ran.faults.counts) totals.faults.set(kind, (totals.faults.get(kind) ?? 0) + n)
  for (const file of recordsOf(ran).files.values()) {
    for (const row of file.all('case')) {
      const what = `${row.bundle} ${row.status === 'waiting' ? `waiting ${row.waiting_for?.what}` : row.outcome?.result}`
      totals.cases.set(what, (totals.cases.get(what) ?? 0) + 1)
    }
  }
}

/** The figures as text. */
export function report(totals: Totals, ms: number): string {
  const { seeds, events, switches, steps } = totals
  const [cases, faults, seconds] = [sum(totals.cases), sum(totals.faults), (ms / 1000).toFixed(1)]
  const lines = [
    say({
      zh: `种子 ${seeds}，办件 ${cases}，事件 ${events}，故障 ${faults}，进程切换 ${switches}，步 ${steps}，${seconds} 秒`,
      en: `seeds ${seeds}, cases ${cases}, events ${events}, faults ${faults}, switches between processes ${switches}, steps ${steps}, ${seconds} s`,
    }),
    ...[...totals.cases].sort().map(([what, n]) => `  ${say({ zh: '办件', en: 'case ' })} ${what.padEnd(44)} ${n}`),
    ...[...faultKinds, ...happeningKinds].map(
      (kind) => `  ${say({ zh: '故障', en: 'fault' })} ${kind.padEnd(44)} ${totals.faults.get(kind) ?? 0}`,
    ),
  ]
  return lines.join('\n')
}
