/**
 * Parameters at the command line, for a bureau's first day and any day after it:
 * `npm run policies -- --admdvs A | template --admdvs A | check FILE | try FILE | set FILE | release TRIAL …`
 */
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Client } from '../../shared/client/index.ts'
import { standings } from '../../shared/codes/index.ts'
import {
  answerOf,
  connect,
  connection,
  connectionUsage,
  runCommand,
  type Surroundings,
  WrongCall,
} from './support/operator.ts'
import { check, readRows, release, set, tryOut } from './support/policy-rows.ts'

const USAGE = `用法：npm run policies -- [命令] [选项]

  --admdvs 统筹区            列出当地办事要用的全部政策参数：录入了没有、可信到什么程度、多少办件在等 [--on 日期]
  template --admdvs 统筹区   写出一个文件：缺的和待核实的各一行，填好值和依据就能用
  check 文件                 逐行检查，什么都不写
  try 文件                   逐行试算：用了它，当地在办的和近期办结的事各会怎样；什么都不改
  set 文件                   检查后逐行录入；再来一次不会录成别的。要两个人的环境里先试算，由另一个人放行
  release 试算编号…          放行别人试算过的参数

${connectionUsage}
文件是一个列表：[{ "name", "admdvs", "from"?, "value", "source" }]。
退出码：0 全部正确；1 有参数不合格或没有录入；2 用法不对、文件读不出或连不上。`

const terminal: Surroundings = { out: console.log, err: console.error, fetch, pause: () => setTimeout(500) }

type Options = ReturnType<typeof readOptions>['values']

/** Runs one command line (without node and script); answers the exit code. */
export const run = (args: readonly string[], io: Surroundings = terminal): Promise<number> =>
  runCommand(USAGE, io, async () => {
    const { values, positionals } = readOptions(args)
    if (values.help) {
      io.out(USAGE)
      return 0
    }
    const [command = 'list', ...rest] = positionals
    switch (command) {
      case 'list':
        return list(await connect(values, io), areaOf(values), values.on, io)
      case 'template':
        return template(await connect(values, io), areaOf(values), io)
      case 'check':
        return check(readRows(rest[0]), io)
      case 'try':
        return tryOut(readRows(rest[0]), () => connect(values, io), io)
      case 'set':
        return set(readRows(rest[0]), () => connect(values, io), io)
      case 'release':
        return release(await connect(values, io), rest, io)
      default:
        throw new WrongCall(`没有命令 ${command}`)
    }
  })

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const
  const options = { admdvs: text, on: text, ...connection } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...options, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    throw new WrongCall((error as Error).message)
  }
}

function areaOf({ admdvs }: Options): string {
  if (admdvs === undefined) throw new WrongCall('缺少 --admdvs 统筹区')
  return admdvs
}

const needsOf = (client: Client, admdvs: string, on?: string) =>
  answerOf(client.call('GET /v1/policy-needs', { query: { admdvs, ...(on === undefined ? {} : { on }) } }))

type Need = Awaited<ReturnType<typeof needsOf>>['parameters'][number]

const stateNames: Readonly<Record<string, string>> = { ...standings, missing: '缺', 'does-not-apply': '不适用' }
/** What a bureau must look at stands first. */
const urgency = ['missing', 'to-confirm', 'set', 'published', 'does-not-apply']

async function list(client: Client, admdvs: string, on: string | undefined, io: Surroundings): Promise<number> {
  const { area, parameters: needs, ...page } = await needsOf(client, admdvs, on)
  io.out(`${area}（${page.admdvs}）办事要用的政策参数，${page.on}：`)
  for (const state of urgency) {
    const those = needs.filter((need) => need.state === state)
    if (those.length === 0) continue
    io.out(`\n${stateNames[state]}（${those.length}）`)
    for (const need of those) io.out(needText(need))
  }
  if (page.more_waiting) io.out('\n等着的太多，没有数完。')
  return 0
}

/** What it is called, what holds or how a value is written, what waits for it, and on what it rests. */
function needText({ name, title, year, row, waiting, expects }: Need): string {
  const holds = row ? `${JSON.stringify(row.value)}  ${row.admdvs}${row.from ? ` 自${row.from}` : ''}` : expects
  const waits = waiting > 0 ? `  等着 ${waiting} 件` : ''
  const source = row && row.standing !== 'set' ? `\n    依据：${row.source}` : ''
  return `  ${name}${year === undefined ? '' : ` ${year}`}  ${title}\n    ${holds}${waits}${source}`
}

/** One line for each parameter that is missing or to be confirmed: with the value that holds, and room for the source. */
async function template(client: Client, admdvs: string, io: Surroundings): Promise<number> {
  const { parameters: needs } = await needsOf(client, admdvs)
  const open = needs.filter(({ state }) => state === 'missing' || state === 'to-confirm')
  const rows = open.map(({ name, year, row, expects }) => ({
    name,
    admdvs: row?.admdvs ?? admdvs,
    ...(year === undefined ? (row?.from === undefined ? {} : { from: row.from }) : { from: `${year}-01-01` }),
    value: row ? row.value : `填：${expects}`,
    source: row ? row.source : '填：政策依据',
  }))
  io.out(JSON.stringify(rows, undefined, 2))
  return 0
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
