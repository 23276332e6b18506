/** Whole populations in a world that fails, seed after seed, and an audit of each. */
import type { Terminal } from '../../infra/cli/support/command.ts'
import { say } from '../../infra/cli/support/language.ts'
import { Faults } from './faults.ts'
import { planOf } from './population/index.ts'
import { casesIn, emptyTotals, report } from './report.ts'
import { runSeed, type Verdict } from './seeds.ts'
import { shrink, tell } from './shrink.ts'

/** From which seed, until when, and what is told. */
export interface Limits {
  readonly seed: number
  readonly cases: number
  readonly seeds: number
  readonly ms: number
  /** Prints everything that happened. */
  readonly trace: boolean
  /** To spend on cutting a failing seed down. */
  readonly shrinkSeconds: number
  /** Everybody lives a life of this bundle, if it is named. */
  readonly bundle?: string | undefined
}

/** Runs seeds until a limit is reached or one fails; answers whether none did. */
export async function simulate(limits: Limits, io: Terminal): Promise<boolean> {
  const totals = emptyTotals()
  const started = performance.now()
  const isOver = () =>
    casesIn(totals) >= limits.cases || totals.seeds >= limits.seeds || performance.now() - started >= limits.ms
  let failed = false
  for (let seed = limits.seed; !failed && !isOver(); seed++) {
    const verdict = await runSeed(String(seed), totals, limits.bundle)
    if (limits.trace) io.out(verdict.ran.trace.join('\n'))
    failed = verdict.violations.length > 0
    if (failed) await tellFailure(String(seed), verdict, limits, io)
  }
  io.out(report(totals, performance.now() - started))
  return !failed
}

async function tellFailure(
  seed: string,
  verdict: Verdict,
  { shrinkSeconds: seconds, bundle }: Limits,
  { err }: Terminal,
): Promise<void> {
  err(say({ zh: `种子 ${seed} 失败：`, en: `seed ${seed} fails:` }))
  for (const violation of verdict.violations.slice(0, 20)) err(`  ${violation}`)
  if (seconds === 0) return
  const shrunk = await shrink(planOf(seed, new Faults(seed), bundle), seed, verdict, seconds * 1000)
  const { length } = shrunk.plan.happenings
  err(say({ zh: `缩小到 ${length} 件事：\n${tell(shrunk)}`, en: `cut down to ${length} happenings:\n${tell(shrunk)}` }))
  for (const violation of shrunk.verdict.violations.slice(0, 5)) err(`  ${violation}`)
  const last = shrunk.verdict.ran.trace.slice(-60).join('\n')
  const again = `npm run simulate -- --seed ${seed}${bundle === undefined ? '' : ` --bundle ${bundle}`}`
  err(
    say({
      zh: `它最后发生的事：\n${last}\n再来一次：${again}`,
      en: `last of its trace:\n${last}\nreplay: ${again}`,
    }),
  )
}
