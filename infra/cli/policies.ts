/**
 * Parameters at the command line, for a bureau's first day and any day after it:
 * `npm run policies -- --admdvs A | template --admdvs A | check FILE | try FILE | set FILE | release TRIAL …`
 */
import { setTimeout } from 'node:timers/promises'
import type { Client } from '../../shared/client/index.ts'
import { standings } from '../../shared/codes/index.ts'
import { main, readArgs, required, runCommand, terminal, type Usage, WrongCall } from './support/command.ts'
import { counted, type Said, say } from './support/language.ts'
import { answerOf, connect, connection, connectionUsage, type Surroundings } from './support/operator.ts'
import { check, readRows, release, set, toFill, tryOut } from './support/policy-rows.ts'

const usage: Usage = {
  command: 'npm run policies',
  text: {
    zh: `用法：npm run policies -- [命令] [选项]

  --admdvs 统筹区            列出当地办事要用的全部政策参数：录入了没有、可信到什么程度、多少办件在等 [--on 日期]
  template --admdvs 统筹区   写出一个文件：缺的和待核实的各一行，填好值和依据就能用
  check 文件                 逐行检查，什么都不写
  try 文件                   逐行试算：用了它，当地在办的和近期办结的事各会怎样；什么都不改
  set 文件                   检查后逐行录入；再来一次不会录成别的。要两个人的环境里先试算，由另一个人放行
  release 试算编号…          放行别人试算过的参数

${connectionUsage.zh}
文件是一个列表：[{ "name", "admdvs", "from"?, "value", "source" }]。`,
    en: `Usage: npm run policies -- [command] [options]

  --admdvs A            all parameters that an area works by: whether they are set, how far they can be trusted, how many
                        cases wait for them [--on DATE]
  template --admdvs A   writes a file: a line for each that is missing or to be confirmed, to fill in value and source
  check FILE            judges it row by row, and writes nothing
  try FILE              tries it row by row: what would become of the area's open and lately closed cases; changes nothing
  set FILE              judges it, then sets it row by row; repeating it changes nothing. Where it takes two persons, each
                        row is tried, and somebody else releases it
  release TRIAL …       releases what somebody else has tried

${connectionUsage.en}
FILE is a list: [{ "name", "admdvs", "from"?, "value", "source" }].`,
  },
  done: { zh: '全部正确', en: 'all is well' },
  wrong: { zh: '有参数不合格或没有录入', en: 'a parameter is wrong, or was not set' },
}

const surroundings: Surroundings = { ...terminal, fetch, pause: () => setTimeout(500) }

const text = { type: 'string' } as const
const options = { admdvs: text, on: text, ...connection } as const
type Options = ReturnType<typeof readArgs<typeof options>>['values']

/** Runs one command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io: Surroundings = surroundings): Promise<number> =>
  runCommand(usage, io, args, async (line) => {
    const { values, positionals } = readArgs(line, options, Number.POSITIVE_INFINITY)
    const [command = 'list', ...rest] = positionals
    switch (command) {
      case 'list':
        return list(areaOf(values), await connect(values, io), values.on, io)
      case 'template':
        return template(areaOf(values), await connect(values, io), io)
      case 'check':
        return check(readRows(fileOf(rest)), io)
      case 'try':
        return tryOut(readRows(fileOf(rest)), () => connect(values, io), io)
      case 'set':
        return set(readRows(fileOf(rest)), () => connect(values, io), io)
      case 'release':
        return release(await connect(values, io), rest, io)
      default:
        throw new WrongCall(say({ zh: `没有命令 ${command}`, en: `there is no command ${command}` }))
    }
  })

function fileOf([file, ...more]: readonly string[]): string {
  if (more.length > 0) throw new WrongCall(say({ zh: `多了 ${more.join(' ')}`, en: `not expected: ${more.join(' ')}` }))
  return required(file, say({ zh: '参数文件', en: 'the file of parameters' }))
}

function areaOf({ admdvs }: Options): string {
  return required(admdvs, '--admdvs')
}

const needsOf = (client: Client, admdvs: string, on?: string) =>
  answerOf(client.call('GET /v1/policy-needs', { query: { admdvs, ...(on === undefined ? {} : { on }) } }))

type Need = Awaited<ReturnType<typeof needsOf>>['parameters'][number]

const stateNames: Readonly<Record<string, Said>> = {
  missing: { zh: '缺', en: 'missing' },
  'to-confirm': { zh: standings['to-confirm'], en: 'to be confirmed' },
  set: { zh: standings.set, en: 'set' },
  published: { zh: standings.published, en: 'published' },
  'does-not-apply': { zh: '不适用', en: 'does not apply' },
}
/** What a bureau must look at stands first. */
const urgency = ['missing', 'to-confirm', 'set', 'published', 'does-not-apply']

async function list(admdvs: string, client: Client, on: string | undefined, io: Surroundings): Promise<number> {
  const { area, parameters: needs, ...page } = await needsOf(client, admdvs, on)
  io.out(
    say({
      zh: `${area}（${page.admdvs}）办事要用的政策参数，${page.on}：`,
      en: `Parameters that ${area} (${page.admdvs}) works by on ${page.on}:`,
    }),
  )
  for (const state of urgency) {
    const those = needs.filter((need) => need.state === state)
    if (those.length === 0) continue
    const { zh = state, en = state } = stateNames[state] ?? {}
    io.out(say({ zh: `\n${zh}（${those.length}）`, en: `\n${en} (${those.length})` }))
    for (const need of those) io.out(needText(need))
  }
  if (page.more_waiting) io.out(say({ zh: '\n等着的太多，没有数完。', en: '\nToo many wait to count them all.' }))
  return 0
}

/** What it is called, what holds or how a value is written, what waits for it, and on what it rests. */
function needText({ name, title, year, row, waiting, expects }: Need): string {
  const from = row?.from === undefined ? '' : say({ zh: ` 自${row.from}`, en: ` from ${row.from}` })
  const holds = row ? `${JSON.stringify(row.value)}  ${row.admdvs}${from}` : expects
  const waits = waiting > 0 ? say({ zh: `  等着 ${waiting} 件`, en: `  ${counted(waiting, 'case')} waiting` }) : ''
  const source = row && row.standing !== 'set' ? `\n    ${say({ zh: '依据：', en: 'source: ' })}${row.source}` : ''
  return `  ${name}${year === undefined ? '' : ` ${year}`}  ${title}\n    ${holds}${waits}${source}`
}

/** One line for each parameter that is missing or to be confirmed: with the value that holds, and room for the source. */
async function template(admdvs: string, client: Client, io: Surroundings): Promise<number> {
  const { parameters: needs } = await needsOf(client, admdvs)
  const open = needs.filter(({ state }) => state === 'missing' || state === 'to-confirm')
  const rows = open.map(({ name, year, row, expects }) => ({
    name,
    admdvs: row?.admdvs ?? admdvs,
    ...(year === undefined ? (row?.from === undefined ? {} : { from: row.from }) : { from: `${year}-01-01` }),
    value: row ? row.value : `${toFill}${expects}`,
    source: row ? row.source : `${toFill}${say({ zh: '政策依据', en: 'source of the rule' })}`,
  }))
  io.out(JSON.stringify(rows, undefined, 2))
  return 0
}

if (import.meta.main) await main(run)
