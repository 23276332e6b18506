/** From a seed to a verdict. */
import { audit } from './audit/index.ts'
import { Faults } from './faults.ts'
import type { Plan } from './plan.ts'
import { planOf } from './population/index.ts'
import { count, type Totals } from './report.ts'
import { carryOut, type Ran } from './run.ts'

/** What came of a seed. */
export interface Verdict {
  ran: Ran
  violations: string[]
}

/** Runs a seed's population, all of one bundle if it is named, through the faults of the same seed. */
export async function runSeed(seed: string, totals?: Totals, bundle?: string): Promise<Verdict> {
  const faults = new Faults(seed)
  const ran = await carryOut(planOf(seed, faults, bundle), faults, seed)
  if (totals) count(totals, ran)
  return { ran, violations: audit(ran) }
}

/** Runs a plan, cut down perhaps, through the faults of a seed. */
export async function runPlan(plan: Plan, schedule: string): Promise<Verdict> {
  const ran = await carryOut(plan, new Faults(plan.seed), schedule)
  return { ran, violations: audit(ran) }
}
