/** Runs the simulator against each deliberate bug in turn; every one must be caught. Writes RESULT.md. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { mutations } from './list.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '600' },
    minutes: { type: 'string', default: '4' },
  },
})

interface Result {
  name: string
  about: string
  caught: boolean
  seed: string
  first: string
}

const simulate = new URL('../simulate.ts', import.meta.url).pathname
const apply = new URL('./apply.ts', import.meta.url).href

interface Failed {
  seed: string
  first: string
}

/** The first seed from `from` on that fails, with the bug or (no name) without. */
function failing(name: string, from: string, seeds: string): Failed | undefined {
  const args = ['--import', apply, simulate, '--seed', from, '--seeds', seeds, '--minutes', values.minutes]
  const { stdout, stderr, status } = spawnSync(process.execPath, [...args, '--shrink', '0'], {
    env: { ...process.env, ...(name ? { MUTATION: name } : {}) },
    encoding: 'utf8',
  })
  const failed = /^seed (\S+) fails:\n\s*(.*)/m.exec(stderr)
  if (!failed && status !== 0) throw new Error(`${name} did not run:\n${stderr}\n${stdout}`)
  return failed ? { seed: failed[1] ?? '', first: failed[2] ?? '' } : undefined
}

/** A seed that fails without the bug too catches nothing. */
function runOne(name: string, about: string): Result {
  const last = Number(values.seeds)
  for (let from = 1; from <= last; ) {
    const failed = failing(name, String(from), String(last - from + 1))
    if (!failed) break
    if (!failing('', failed.seed, '1')) return { name, about, caught: true, ...failed }
    from = Number(failed.seed) + 1
  }
  return { name, about, caught: false, seed: '', first: '' }
}

const results: Result[] = []
for (const { name, about } of mutations) {
  if (values.only !== undefined && !name.includes(values.only)) continue
  const result = runOne(name, about)
  results.push(result)
  console.log(
    `${result.caught ? `caught at seed ${result.seed}`.padEnd(20) : 'NOT CAUGHT'.padEnd(20)} ${name}: ${result.first.slice(0, 110)}`,
  )
}

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
