/**
 * `npm run simulate -- --seed N --cases N | --seeds N | --minutes M`: whole populations in a world that fails, and an audit.
 * `npm run simulate -- --lives N [--seed S] [--from N] [--bundle B]`: random lives, the rules against plain models.
 */
import { parseArgs } from 'node:util'
import { Faults } from './faults.ts'
import { planOf } from './population/index.ts'
import { casesIn, emptyTotals, report } from './report.ts'
import { runSeed, type Verdict } from './seeds.ts'
import { shrink, tell } from './shrink.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string' },
    seeds: { type: 'string' },
    minutes: { type: 'string' },
    /** Prints everything that happened. */
    trace: { type: 'boolean', default: false },
    /** Seconds to spend on cutting a failing seed down. */
    shrink: { type: 'string', default: '60' },
    /** Random lives through rules and models, instead. */
    lives: { type: 'string' },
    /** Number of the first life. */
    from: { type: 'string', default: '0' },
    /** Lives of this bundle alone. */
    bundle: { type: 'string' },
  },
})

if (values.lives === undefined) await simulate()
else {
  const { runLives } = await import('./lives/run.ts')
  const { seed, from, lives, bundle } = values
  await runLives({ seed, from: Number(from), count: Number(lives), bundle })
}

async function simulate(): Promise<void> {
  const limit = (text: string | undefined) => (text === undefined ? Number.POSITIVE_INFINITY : Number(text))
  const limits = { cases: limit(values.cases), seeds: limit(values.seeds), ms: limit(values.minutes) * 60_000 }
  if (!values.cases && !values.seeds && !values.minutes) limits.seeds = 1

  const totals = emptyTotals()
  const started = performance.now()
  const isOver = () => {
    const ms = performance.now() - started
    return casesIn(totals) >= limits.cases || totals.seeds >= limits.seeds || ms >= limits.ms
  }

  for (let seed = Number(values.seed); !isOver(); seed++) {
    const verdict = await runSeed(String(seed), totals)
    if (values.trace) console.log(verdict.ran.trace.join('\n'))
    if (verdict.violations.length === 0) continue
    await fail(String(seed), verdict)
    break
  }
  console.log(report(totals, performance.now() - started))
}

async function fail(seed: string, verdict: Verdict): Promise<void> {
  process.exitCode = 1
  console.error(`seed ${seed} fails:`)
  for (const violation of verdict.violations.slice(0, 20)) console.error(`  ${violation}`)
  const seconds = Number(values.shrink)
  if (seconds === 0) return
  const shrunk = await shrink(planOf(seed, new Faults(seed)), seed, verdict, seconds * 1000)
  console.error(`cut down to ${shrunk.plan.happenings.length} happenings:\n${tell(shrunk)}`)
  for (const violation of shrunk.verdict.violations.slice(0, 5)) console.error(`  ${violation}`)
  console.error(`last of its trace:\n${shrunk.verdict.ran.trace.slice(-60).join('\n')}`)
  console.error(`replay: npm run simulate -- --seed ${seed}`)
}
