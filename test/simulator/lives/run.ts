/** `npm run simulate -- --lives N [--seed S] [--from N] [--bundle B]`: random lives, rules against models. */
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { say } from '../../../infra/cli/support/language.ts'
import { add, emptyTally, type Failure, type Tally, type Wanted } from './many.ts'
import { resultText } from './result.ts'

/** Lives that a thread leads before it asks for more. */
const piece = 2_000
/** So many failures are enough to learn from. */
const mostFailures = 10
/** A run of so many lives, of all bundles, is one to be kept. */
const whole = 1_000_000

/** Leads them on all cores; tells the first lives that differ, each with its facts and how to lead it again. Answers whether none did. */
export async function runLives(wanted: Wanted): Promise<boolean> {
  const started = performance.now()
  const tally = await onAllCores(wanted)
  const seconds = (performance.now() - started) / 1000
  const text = resultText(wanted, tally)
  console.log(text)
  const [lives, differ] = [tally.lives, tally.failures.length]
  console.log(
    say({
      zh: `${lives} 个人生，用时 ${Math.round(seconds)} 秒，${differ} 个不同`,
      en: `${lives} lives in ${Math.round(seconds)} s, ${differ} differ`,
    }),
  )
  const isWhole = wanted.bundle === undefined && wanted.from === 0 && wanted.count >= whole
  if (isWhole && differ === 0) writeFileSync(new URL('RESULT.md', import.meta.url), text)
  return differ === 0
}

/** A life that differs is told at once: a million take a while. */
function tell(wanted: Pick<Wanted, 'seed' | 'bundle'>, { bundle, number, life, differences }: Failure): void {
  const how = `\n  ${differences.join('\n  ')}\n  ${JSON.stringify(life)}`
  const again = `npm run simulate -- --lives 1 --seed ${wanted.seed} --from ${number}${of(wanted)}`
  console.error(
    say({
      zh: `第 ${number} 个人生（${bundle}）不同：${how}\n  再来一次：${again}`,
      en: `life ${number} (${bundle}) differs:${how}\n  again: ${again}`,
    }),
  )
}

const of = ({ bundle }: Pick<Wanted, 'bundle'>) => (bundle === undefined ? '' : ` --bundle ${bundle}`)

/** Each thread takes the next piece until none is left, enough has failed, or somebody stops it (SIGINT, SIGTERM). */
async function onAllCores({ seed, from, count, bundle }: Wanted): Promise<Tally> {
  const tally = emptyTally()
  const end = from + count
  let next = from
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      next = end
    })
  }
  const threads = Math.min(availableParallelism(), Math.ceil(count / piece))
  const lead = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      const more = () => {
        if (next >= end || tally.failures.length >= mostFailures) return resolve()
        const some = Math.min(piece, end - next)
        worker.postMessage({ seed, from: next, count: some, bundle } satisfies Wanted)
        next += some
      }
      worker.on('error', reject)
      worker.on('message', (part: Tally) => {
        add(tally, part)
        for (const failure of part.failures) tell({ seed, bundle }, failure)
        if (process.stderr.isTTY) process.stderr.write(`\r${tally.lives} `)
        more()
      })
      more()
    })
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('worker.ts', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: 128 } }),
  )
  try {
    await Promise.all(workers.map(lead))
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return tally
}
