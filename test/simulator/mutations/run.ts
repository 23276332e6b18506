/** Runs the simulator against each deliberate bug, a few at a time; every one must be caught. Writes RESULT.md. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { inParallel } from '../../bench/measure.ts'
import { mutations } from './list.ts'
import type { Mutation } from './mutate.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '5000' },
    minutes: { type: 'string', default: '5' },
  },
})

interface Result {
  name: string
  about: string
  caught: boolean
  seed: number
  first: string
}

const simulate = new URL('../simulate.ts', import.meta.url).pathname
const apply = new URL('./apply.ts', import.meta.url).href

interface Failed {
  seed: number
  first: string
}

/** The first seed from `from` on that fails, with the bug or (no name) without. */
async function failing(name: string, from: number, seeds: number): Promise<Failed | undefined> {
  const limits = [
    '--seed',
    String(from),
    '--seeds',
    String(seeds),
    '--minutes',
    values.minutes,
    '--shrink',
    '0',
    '--lang',
    'en',
  ]
  const env = { ...process.env, ...(name ? { MUTATION: name } : {}) }
  const { output, ok } = await new Promise<{ output: string; ok: boolean }>((done) => {
    const options = { env, maxBuffer: 64 * 1024 * 1024 }
    execFile(process.execPath, ['--import', apply, simulate, ...limits], options, (error, _, stderr) =>
      done({ output: stderr, ok: error === null }),
    )
  })
  const failed = /^seed (\S+) fails:\n\s*(.*)/m.exec(output)
  if (!failed && !ok) throw new Error(`${name} did not run:\n${output}`)
  return failed ? { seed: Number(failed[1]), first: failed[2] ?? '' } : undefined
}

/** A seed that fails without the bug too catches nothing. */
async function runOne({ name, about }: Mutation): Promise<Result> {
  const last = Number(values.seeds)
  for (let from = 1; from <= last; ) {
    const failed = await failing(name, from, last - from + 1)
    if (!failed) break
    if (!(await failing('', failed.seed, 1))) return { name, about, caught: true, ...failed }
    from = failed.seed + 1
  }
  return { name, about, caught: false, seed: 0, first: '' }
}

const results: Result[] = []
const wanted = mutations.filter(({ name }) => values.only === undefined || name.includes(values.only))
await inParallel(wanted, availableParallelism(), async (mutation) => {
  const result = await runOne(mutation)
  results.push(result)
  const how = (result.caught ? `caught at seed ${result.seed}` : 'NOT CAUGHT').padEnd(20)
  console.log(`${how} ${result.name}: ${result.first.slice(0, 110)}`)
})
results.sort((a, b) => wanted.findIndex((m) => m.name === a.name) - wanted.findIndex((m) => m.name === b.name))

const escaped = results.filter(({ caught }) => !caught)
if (values.only === undefined) {
  const plain = (text: string) =>
    text
      .replaceAll('|', '/')
      .replace(/\b[A-Z]{2}[a-z2-7]{30}\b|\b[a-z2-7]{20}\b/g, '…')
      .slice(0, 140)
  const lines = [
    '# Deliberate bugs and how the simulator caught them',
    '',
    `Made by \`node test/simulator/mutations/run.ts\`: seeds from 1 on until one fails. ${results.length - escaped.length} of ${results.length} caught.`,
    '',
    '| bug | what is wrong | caught at seed | first thing the audit says |',
    '|---|---|---|---|',
    ...results.map(
      ({ name, about, seed, first }) => `| ${name} | ${about} | ${seed || 'not caught'} | ${plain(first)} |`,
    ),
    '',
  ]
  writeFileSync(new URL('./RESULT.md', import.meta.url), lines.join('\n'))
}
if (escaped.length > 0) process.exitCode = 1
