/** `npm start`: the local stack, playing the sample day of a province; with `--once` it ends after the summary. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { differencesIn } from '../../events/samples/compare.ts'
import type { SampleDay } from '../../events/samples/day.ts'
import { main, runCommand, type Terminal, terminal } from '../cli/support/command.ts'
import { say } from '../cli/support/language.ts'
import { sitesText } from '../cli/support/sites.ts'
import { sampleDay } from '../samples/index.ts'
import { fileClock } from './clock-file.ts'
import { lookAtDay } from './day/look.ts'
import { playDay } from './day/play.ts'
import { progressOn } from './day/progress.ts'
import { summarise, summaryText } from './day/summary.ts'
import { type StartOptions, startOptions, startUsage } from './options.ts'
import { type Stack, StackUnwanted, startStack } from './stack.ts'
import { untilStopped } from './until-stopped.ts'

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(startUsage, io, args, (rest) => start(startOptions(rest), io))

async function start(options: StartOptions, io: Terminal): Promise<number> {
  const day = sampleDay(options.seed, options.scale)
  const dir = mkdtempSync(join(tmpdir(), 'mianshen-day-'))
  const stubsConfig = join(dir, 'stubs.json')
  writeFileSync(stubsConfig, JSON.stringify({ tax: { rules: day.partners.tax }, bank: { rules: day.partners.bank } }))
  try {
    return await startWith(options, day, stubsConfig, io)
  } catch (error) {
    if (error instanceof StackUnwanted) return 0
    throw error
  } finally {
    rmSync(dir, { recursive: true })
  }
}

async function startWith(
  options: StartOptions,
  day: SampleDay,
  stubsConfig: string,
  { out, err }: Terminal,
): Promise<number> {
  const unwanted = untilStopped()
  out(say({ zh: '正在启动本机环境……', en: 'Starting the local stack …' }))
  const stack = await startStack({ now: day.now, stubs: true, stubsConfig, port: options.port, unwanted, say: err })
  try {
    const well = await Promise.race([playAndTell(stack, day, out), unwanted.then(() => undefined)])
    if (well === undefined || options.once) return well === false ? 1 : 0
    const { api } = stack.describe()
    const documents = `${api}/openapi.json`
    out(
      say({
        zh: `\n接口 ${api}/v1，文档 ${documents} 和 ${api}/asyncapi.json。`,
        en: `\nAPI ${api}/v1, docs ${documents} and ${api}/asyncapi.json.`,
      }),
    )
    out(sitesText(api, day.expected.cases.find(({ psn_no }) => psn_no !== undefined)?.psn_no))
    out(say({ zh: '按 Ctrl-C 结束。', en: 'Ctrl-C ends.' }))
    await unwanted
    return 0
  } finally {
    await stack.stop()
  }
}

/** Answers whether all is well. */
async function playAndTell({ config }: Stack, day: SampleDay, out: Terminal['out']): Promise<boolean> {
  const date = day.now.slice(0, 10)
  out(
    say({
      zh: `演样例日 ${date}，共 ${day.steps.length} 步：`,
      en: `Playing sample day ${date}, ${day.steps.length} steps:`,
    }),
  )
  const progress = progressOn(process.stdout)
  const played = await playDay(config, day, progress.show)
  progress.end()
  const seen = await lookAtDay(config, day, played, fileClock(config.clockFile).now())
  const summary = summarise(seen)
  out(`\n${summaryText(seen, summary)}`)
  const otherwise = [...played.faults, ...differencesIn(day.expected, seen)]
  const lines = otherwise.join('\n  ')
  out(
    otherwise.length === 0
      ? say({
          zh: '办理结果、余额和清算都与规则一致',
          en: 'all outcomes, balances and clearings are what the rules say',
        })
      : say({ zh: `与规则不一致：\n  ${lines}`, en: `OTHERWISE THAN THE RULES SAY:\n  ${lines}` }),
  )
  return summary.well && otherwise.length === 0
}

if (import.meta.main) {
  await main(run)
  // Connections of the pools would keep it for a while.
  process.exit()
}
