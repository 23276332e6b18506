/**
 * The bundle `assistance`. A year's case: gather (to the end of the month) → run → confirm → pay → gather, or, after the
 * last run, reconcile → done (RULES.md 3 to 6). A warning: warn → awaitChoice → awaitCivil → done (RULES.md 7).
 */
import type { Start } from '../../../shared/chain/chain.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { At } from '../../../shared/registers/look.ts'
import { fundSums } from '../../acts/payment/fund.ts'
import { anew, ended, overrides } from './overrides.ts'
import { aboutWarning, aboutYear, assistanceBundle } from './reference.ts'
import { dueOf, yearsOf } from './rules/due.ts'
import { groundIn } from './rules/hardship.ts'
import { aboutsConcerned, restingIn } from './rules/long-ago.ts'
import { type AssistanceState, chain } from './state.ts'
import { confirm } from './steps/confirm.ts'
import { gather, run } from './steps/gather.ts'
import { open } from './steps/open.ts'
import { awaitAccount, pay } from './steps/pay.ts'
import { reconcile } from './steps/reconcile.ts'
import { awaitChoice, awaitCivil, warn } from './steps/warning.ts'
import { texts } from './texts.ts'

const fresh = (year: number): AssistanceState => ({ year, runs: 0, debts: [], booked: [], beside: [] })

/** The case of a year in which some settlement fits. */
function yearStart(file: PersonFile, at: At, year: number): Start<AssistanceState>[] {
  const { settlements, areas } = dueOf(file, at, year)
  const [first] = settlements
  const admdvs = areas.at(-1)
  if (!first || !admdvs) return []
  const say = texts.opened(year)
  return [{ about: aboutYear(year), state: fresh(year), admdvs, areas: [...new Set(areas)], begins: first.day, say }]
}

/** The warning of a year in which the line of hardship was reached. */
function warningStart(file: PersonFile, at: At, year: number): Start<AssistanceState>[] {
  const ground = file.died === undefined ? groundIn(file, at, year) : undefined
  if (!ground) return []
  const state = { ...fresh(year), warning: { ...ground, until: ground.day } }
  return [{ about: aboutWarning(year), state, admdvs: ground.admdvs, begins: ground.day }]
}

/** The chain of the bundle. */
export const assistanceChain = chain({
  ...assistanceBundle,
  title: '医疗救助',
  first: 'open',
  steps: { open, gather, run, confirm, pay, awaitAccount, reconcile, warn, awaitChoice, awaitCivil },
  starts: (file, at) =>
    file.person ? yearsOf(file).flatMap((year) => [...yearStart(file, at, year), ...warningStart(file, at, year)]) : [],
  overrides,
  ended,
  sums: ({ file, state, case: row }) => fundSums({ file, case: row }, state.debts, state.booked),
  countsBefore: true,
  anew,
  atEnd: restingIn,
  concerns: aboutsConcerned,
})
