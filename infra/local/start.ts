/** `npm start`: the local stack, playing the sample day of a province; with `--once` it ends after the summary. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { differencesIn } from '../../events/samples/compare.ts'
import type { SampleDay } from '../../events/samples/day.ts'
import { sampleDay } from '../samples/index.ts'
import { fileClock } from './clock-file.ts'
import { lookAtDay } from './day/look.ts'
import { playDay } from './day/play.ts'
import { progressOn } from './day/progress.ts'
import { summarise, summaryText } from './day/summary.ts'
import { type StartOptions, startHelp, startOptions, UsageError } from './options.ts'
import { type Stack, StackError, StackUnwanted, startStack } from './stack.ts'
import { untilStopped } from './until-stopped.ts'

/** Answers the exit status. */
async function start(options: StartOptions): Promise<number> {
  const day = sampleDay(options.seed, options.scale)
  const dir = mkdtempSync(join(tmpdir(), 'mianshen-day-'))
  const stubsConfig = join(dir, 'stubs.json')
  writeFileSync(stubsConfig, JSON.stringify({ tax: { rules: day.partners.tax }, bank: { rules: day.partners.bank } }))
  try {
    return await startWith(options, day, stubsConfig)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

async function startWith(options: StartOptions, day: SampleDay, stubsConfig: string): Promise<number> {
  const unwanted = untilStopped()
  const say = (line: string) => console.error(line)
  console.log('Starting the local stack …')
  const stack = await startStack({ now: day.now, stubs: true, stubsConfig, port: options.port, unwanted, say })
  try {
    const well = await Promise.race([playAndTell(stack, day), unwanted.then(() => undefined)])
    if (well === undefined || options.once) return well === false ? 1 : 0
    const { api } = stack.describe()
    console.log(`\nAPI ${api}/v1, docs ${api}/openapi.json and ${api}/asyncapi.json. Ctrl-C ends.`)
    await unwanted
    return 0
  } finally {
    await stack.stop()
  }
}

/** Answers whether all is well. */
async function playAndTell({ config }: Stack, day: SampleDay): Promise<boolean> {
  console.log(`Playing sample day ${day.now.slice(0, 10)}, ${day.steps.length} steps:`)
  const progress = progressOn(process.stdout)
  const played = await playDay(config, day, progress.show)
  progress.end()
  const seen = await lookAtDay(config, day, played, fileClock(config.clockFile).now())
  const summary = summarise(seen)
  console.log(`\n${summaryText(seen, summary)}`)
  const otherwise = [...played.faults, ...differencesIn(day.expected, seen)]
  if (otherwise.length === 0) console.log('all outcomes, balances and clearings are what the rules say')
  else console.log(`OTHERWISE THAN THE RULES SAY:\n  ${otherwise.join('\n  ')}`)
  return summary.well && otherwise.length === 0
}

try {
  const options = startOptions(process.argv.slice(2))
  if (options === undefined) console.log(startHelp)
  process.exit(options === undefined ? 0 : await start(options))
} catch (error) {
  if (error instanceof StackUnwanted) process.exit(0)
  if (error instanceof UsageError) console.error(`${error.message}\n\n${startHelp}`)
  else console.error(error instanceof StackError ? error.message : error)
  process.exit(error instanceof UsageError ? 2 : 1)
}
