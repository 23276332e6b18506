/**
 * `node test/simulator/mutations/run.ts [--only NAME-PART|BUNDLE,…]`: runs the simulator against each deliberate bug, a few at a
 * time; every one must be caught. Writes RESULT.md.
 */
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { inParallel } from '../../bench/measure.ts'
import { bundlesWithLives } from '../lives/many.ts'
import { mutations } from './list.ts'
import type { Mutation } from './mutate.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    lives: { type: 'string', default: '4000' },
    seeds: { type: 'string', default: '5000' },
    minutes: { type: 'string', default: '5' },
  },
})

/** What caught a bug: a life or a population, by its number, or the house itself, which does not start with it. */
interface Caught {
  by: 'life' | 'seed' | 'start'
  number?: number
  first: string
}

interface Result extends Pick<Mutation, 'name' | 'about'> {
  caught: Caught | undefined
}

interface Failed {
  /** Undefined: it did not start at all. */
  number?: number
  first: string
}

const simulate = new URL('../simulate.ts', import.meta.url).pathname
const apply = new URL('./apply.ts', import.meta.url).href

/** What the simulator says was the first to fail, with the bug or (no name) without. */
async function failing(name: string, args: readonly string[], told: RegExp): Promise<Failed | undefined> {
  const env = { ...process.env, ...(name ? { MUTATION: name } : {}) }
  const { output, ok } = await new Promise<{ output: string; ok: boolean }>((done) => {
    const options = { env, maxBuffer: 64 * 1024 * 1024 }
    const all = ['--import', apply, simulate, ...args, '--lang', 'en']
    execFile(process.execPath, all, options, (error, _, stderr) => done({ output: stderr, ok: error === null }))
  })
  const failed = told.exec(output)
  if (failed) return { number: Number(failed[1]), first: failed[2] ?? '' }
  const refused = /not done: (Error: chain .*)/.exec(output)
  if (refused) return { first: refused[1] ?? '' }
  if (!ok) throw new Error(`${name} did not run:\n${output}`)
  return undefined
}

/** The first of the bundle's lives, `from` one on, that comes out otherwise than its model says. */
const failingLife = (name: string, bundle: string, { from, count }: { from: number; count: number }) =>
  failing(
    name,
    ['--lives', String(count), '--from', String(from), '--bundle', bundle],
    /^life (\d+) \(\S+\) differs:\n\s*(.*)/m,
  )

/** The first seed from `from` on that fails: of the bundle's lives alone where the bug is one of a bundle. */
const failingSeed = (name: string, bundle: string | undefined, { from, count }: { from: number; count: number }) =>
  failing(
    name,
    [
      ...['--seed', String(from), '--seeds', String(count), '--minutes', values.minutes, '--shrink', '0'],
      ...(bundle === undefined ? [] : ['--bundle', bundle]),
    ],
    /^seed (\S+) fails:\n\s*(.*)/m,
  )

/** The first that fails with the bug and not without: what fails without it too catches nothing. */
async function firstCaught(
  by: 'life' | 'seed',
  count: number,
  run: (withBug: boolean, range: { from: number; count: number }) => Promise<Failed | undefined>,
): Promise<Caught | undefined> {
  for (let from = 1; from <= count; ) {
    const failed = await run(true, { from, count: count - from + 1 })
    if (!failed) return undefined
    if (failed.number === undefined) return { by: 'start', ...failed }
    if (!(await run(false, { from: failed.number, count: 1 }))) return { by, ...failed }
    from = failed.number + 1
  }
  return undefined
}

/** A bundle's own lives first: they are a hundred times quicker than a population, and look only at the rules. */
async function runOne({ name, about, bundle }: Mutation): Promise<Result> {
  const life =
    bundle !== undefined && bundlesWithLives.includes(bundle)
      ? await firstCaught('life', Number(values.lives), (withBug, range) =>
          failingLife(withBug ? name : '', bundle, range),
        )
      : undefined
  const caught =
    life ??
    (await firstCaught('seed', Number(values.seeds), (withBug, range) =>
      failingSeed(withBug ? name : '', bundle, range),
    ))
  return { name, about, caught }
}

const how = ({ caught }: Result) => (caught ? [caught.by, caught.number].join(' ').trim() : 'NOT CAUGHT')

const plain = (text: string) =>
  text
    .replaceAll('|', '/')
    .replace(/\b[A-Z]{2}[a-z2-7]{30}\b|\b[a-z2-7]{20}\b/g, '…')
    .slice(0, 140)

/** A row of the table. */
const rowOf = ({ name, about }: Mutation, by: string, first = '') => `| ${name} | ${about} | ${by} | ${plain(first)} |`

const kept = new URL('./RESULT.md', import.meta.url)

/** Rows of earlier runs by the names of their bugs: what is not tried now stands as it was found. */
const rowsBefore = () =>
  new Map(
    readFileSync(kept, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const name = /^\| ([\w-]+) \|/.exec(line)?.[1]
        return name === undefined ? [] : [[name, line] as const]
      }),
  )

/** Writes what was found to the table. */
function keep(results: ReadonlyMap<string, Result>): void {
  const before = rowsBefore()
  const rows = mutations.map((mutation) => {
    const result = results.get(mutation.name)
    if (!result) return before.get(mutation.name) ?? rowOf(mutation, 'not tried')
    return rowOf(mutation, how(result).toLowerCase(), result.caught?.first)
  })
  const caught = rows.filter((row) => !/ \| not (?:caught|tried) \| /.test(row)).length
  const lines = [
    '# Deliberate bugs and how the simulator caught them',
    '',
    'Made by `node test/simulator/mutations/run.ts`: a bundle’s bug by its own lives, else by seeds of its populations; the',
    `others by seeds; from 1 on until one fails. ${caught} of ${rows.length} caught.`,
    '',
    '| bug | what is wrong | caught by | first thing that differs |',
    '|---|---|---|---|',
    ...rows,
    '',
  ]
  writeFileSync(kept, lines.join('\n'))
}

const parts = values.only?.split(',')
const wanted = mutations.filter(
  ({ name, bundle }) => parts?.some((part) => name.includes(part) || bundle === part) ?? true,
)
const results = new Map<string, Result>()
await inParallel(wanted, availableParallelism(), async (mutation) => {
  const result = await runOne(mutation)
  results.set(mutation.name, result)
  console.log(`${how(result).padEnd(16)} ${result.name}: ${result.caught?.first.slice(0, 110) ?? ''}`)
})
keep(results)
if ([...results.values()].some(({ caught }) => caught === undefined)) process.exitCode = 1
