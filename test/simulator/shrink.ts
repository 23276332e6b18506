/** Cuts a failing plan down: persons first, then happenings in halves, quarters and one by one, as long as it still fails. */
import type { Happening, Plan } from './plan.ts'
import { runPlan, type Verdict } from './seeds.ts'

/** A plan that fails, and how. */
export interface Shrunk {
  plan: Plan
  verdict: Verdict
}

/** The kind of a failure: its words without numbers and ids. */
export const kindOf = (violation: string): string =>
  violation
    .replace(/\b(?:[A-Z]{2})?[a-z2-7]{20,32}\b/g, '…')
    .replace(/[\d.-]+/g, '#')
    .slice(0, 60)

/** Shrinks within so many milliseconds. What is left fails in the same way as what was given. */
export async function shrink(plan: Plan, schedule: string, failed: Verdict, limitMs: number): Promise<Shrunk> {
  const until = performance.now() + limitMs
  const kinds = new Set(failed.violations.map(kindOf))
  let best: Shrunk = { plan, verdict: failed }
  const tryLess = async (happenings: Happening[]): Promise<boolean> => {
    const less = { ...best.plan, happenings }
    const verdict = await runPlan(less, schedule)
    if (!verdict.violations.some((violation) => kinds.has(kindOf(violation)))) return false
    best = { plan: less, verdict }
    return true
  }
  for (const person of new Set(plan.happenings.map((happening) => happening.person))) {
    if (performance.now() > until) return best
    await tryLess(best.plan.happenings.filter((happening) => happening.person !== person))
  }
  for (let size = Math.ceil(best.plan.happenings.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < best.plan.happenings.length; ) {
      if (performance.now() > until) return best
      const { happenings } = best.plan
      if (!(await tryLess([...happenings.slice(0, from), ...happenings.slice(from + size)]))) from += size
    }
  }
  return best
}

/** A plan in a few lines. */
export function tell({ plan }: Shrunk): string {
  const line = (happening: Happening): string => {
    const { at, person, ...what } = happening
    return `  ${at}  ${person < 0 ? '-' : person}  ${JSON.stringify(what)}`
  }
  return [`start ${plan.start}, end ${plan.end}${plan.rush ? ', rush' : ''}`, ...plan.happenings.map(line)].join('\n')
}
