/**
 * Bundles in shadow at the command line: how many would have come to what, and beside it what the office decided by hand:
 * `npm run shadow -- --bundle B --admdvs A | compare --bundle B --admdvs A FILE`
 */
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import type { Client } from '../../shared/client/index.ts'
import { linesOf } from '../load/files/lines.ts'
import { type Comparison, compareWith, type Ours, resultOf, type Theirs } from './shadow-compare.ts'
import {
  answerOf,
  connect,
  connection,
  connectionUsage,
  jsonIn,
  Misuse,
  runCommand,
  type Surroundings,
  WrongCall,
} from './support/operator.ts'

const USAGE = `用法：npm run shadow -- [命令] [选项]

  --bundle 业务 --admdvs 统筹区               试运行的业务会办成什么样：各种结果各有多少件
  compare --bundle 业务 --admdvs 统筹区 文件   和窗口手工办的结果逐件对照：一致的、不一致的、只有一边有的

${connectionUsage}
文件是窗口办结的结果：.json（一个列表）、NDJSON（一行一条）或 .csv（列名相同），可以是 .gz。每条：
  psn_no   人员编号
  begins   这件事从哪天起：出生、参保、出院、退休或就诊的日期
  result   结果，用本业务的词（办件 outcome 的 result，如 insured、paid；没有结果而办结的，rejected 或 withdrawn）
  amt      钱数（元，两位小数），可以不写
同一个人同一天的算同一件。对照的范围是文件里最早到最晚的一天，--from、--to 可以另指定。
我们这边停在要请人办的地方、还没有结果也没有钱数的，单列一类，不算不一致。
退出码：0 都一致；1 有不一致的或只有一边有的；2 用法不对、文件读不出或连不上。`

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
    const [command = 'list', file, ...rest] = positionals
    if (rest.length > 0) throw new WrongCall(`多了 ${rest.join(' ')}`)
    if (command === 'list') return list(await connect(values, io), placeOf(values), io)
    if (command !== 'compare') throw new WrongCall(`没有命令 ${command}`)
    if (file === undefined) throw new WrongCall('缺少窗口结果的文件')
    const office = await readOffice(file)
    return compare(await connect(values, io), { ...placeOf(values), ...rangeOf(values, office) }, office, io)
  })

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const
  const options = { bundle: text, admdvs: text, from: text, to: text, ...connection } as const
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

/** Which bundle, where. */
interface Place {
  bundle: string
  admdvs: string
}

function placeOf({ bundle, admdvs }: Options): Place {
  if (bundle === undefined) throw new WrongCall('缺少 --bundle 业务')
  if (admdvs === undefined) throw new WrongCall('缺少 --admdvs 统筹区')
  return { bundle, admdvs }
}

/** The days on which what is compared began. */
interface Range {
  from: string
  to: string
}

function rangeOf({ from, to }: Options, office: readonly Theirs[]): Range {
  const days = office.map(({ begins }) => begins).sort()
  const first = from ?? days[0]
  const last = to ?? days.at(-1)
  if (first === undefined || last === undefined) throw new Misuse('文件里一条也没有')
  return { from: first, to: last }
}

const pageOf = (client: Client, { bundle, admdvs }: Place, cursor?: string) => {
  // What is no bundle the API says.
  const query = { bundle: bundle as never, admdvs, limit: 100, ...(cursor === undefined ? {} : { cursor }) }
  return answerOf(client.call('GET /v1/shadow', { query }))
}

async function list(client: Client, place: Place, io: Surroundings): Promise<number> {
  const { counts, more_counted } = await pageOf(client, place)
  const all = Object.entries(counts).sort(([, a], [, b]) => b - a)
  const sum = all.reduce((total, [, count]) => total + count, 0)
  io.out(`${place.bundle} 在 ${place.admdvs} 试运行：${sum} 件`)
  for (const [came, count] of all) io.out(`  ${came}  ${count}`)
  if (more_counted) io.out('太多，没有数完。')
  return 0
}

const officeRow = z.object({
  psn_no: z.string().min(1),
  begins: z.iso.date(),
  result: z.string().min(1),
  amt: z
    .string()
    .regex(/^\d+\.\d{2}$/)
    .optional(),
})

/** The office's results. Throws a {@link Misuse} that names every line that is none. */
async function readOffice(file: string): Promise<Theirs[]> {
  const wrong: number[] = []
  const rows: Theirs[] = []
  for (const { line, said } of await linesIn(file)) {
    const { amt, ...bare } = said ?? {}
    const read = officeRow.safeParse(amt === '' || amt === undefined ? bare : { ...bare, amt })
    if (read.success) rows.push(read.data as Theirs)
    else wrong.push(line)
  }
  if (wrong.length === 0) return rows
  const shown = wrong.slice(0, 10).join('、')
  throw new Misuse(
    `${file} 第 ${shown}${wrong.length > 10 ? ` 等 ${wrong.length}` : ''} 行不合格：每条要有 psn_no、begins（日期）和 result，amt 是两位小数的元`,
  )
}

async function linesIn(file: string): Promise<{ line: number; said: Record<string, unknown> | undefined }[]> {
  if (/\.json$/.test(file) || file === '-') {
    const list = jsonIn(file)
    if (!Array.isArray(list)) throw new Misuse(`${file} 应是一个列表`)
    return list.map((said, index) => ({ line: index + 1, said: said as Record<string, unknown> }))
  }
  const lines = []
  for await (const piece of linesOf(file)) lines.push(...piece.lines)
  return lines
}

async function compare(
  client: Client,
  place: Place & Range,
  office: readonly Theirs[],
  io: Surroundings,
): Promise<number> {
  const { from, to } = place
  const isMeant = ({ begins }: { begins: string }) => from <= begins && begins <= to
  const shadows: Ours[] = []
  let cursor: string | undefined
  do {
    const page = await pageOf(client, place, cursor)
    shadows.push(...(page.cases as Ours[]).filter(isMeant))
    cursor = page.cursor
  } while (cursor !== undefined)
  const compared = compareWith(office.filter(isMeant), shadows)
  tell(place, compared, io)
  const { differing, onlyOurs, onlyTheirs } = compared
  return differing.length + onlyOurs.length + onlyTheirs.length > 0 ? 1 : 0
}

function tell(place: Place & Range, compared: Comparison, io: Surroundings): void {
  const { agreeing, differing, open, onlyOurs, onlyTheirs } = compared
  io.out(`${place.bundle} 在 ${place.admdvs}，${place.from} 至 ${place.to}：`)
  io.out(`  一致 ${agreeing.length}  不一致 ${differing.length}  还没有结果 ${open.length}`)
  io.out(`  只有我们有 ${onlyOurs.length}  只有窗口有 ${onlyTheirs.length}`)
  for (const { ours, theirs } of differing) {
    io.out(`不一致  ${matter(ours)}\n    我们：${ourWords(ours)}\n    窗口：${theirWords(theirs)}`)
  }
  for (const ours of onlyOurs) io.out(`只有我们有  ${matter(ours)}  ${ourWords(ours)}`)
  for (const theirs of onlyTheirs) io.out(`只有窗口有  ${theirs.psn_no} ${theirs.begins}  ${theirWords(theirs)}`)
}

const matter = ({ psn_no = '', begins, case_id }: Ours) => `${psn_no} ${begins}  ${case_id}`
const sum = (amt: string | undefined) => (amt === undefined ? '' : ` ${amt} 元`)
const theirWords = ({ result, amt }: Theirs) => `${result}${sum(amt)}`

function ourWords(ours: Ours): string {
  const waits = `停在 ${ours.step}${ours.task === undefined ? '' : `（${ours.task}）`}`
  return `${resultOf(ours) ?? waits}${sum(ours.amt)}`
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
