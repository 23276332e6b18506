/**
 * Bundles in shadow at the command line: how many would have come to what, and beside it what the office decided by hand:
 * `npm run shadow -- --bundle B --admdvs A | compare --bundle B --admdvs A FILE`
 */
import { setTimeout } from 'node:timers/promises'
import * as z from 'zod'
import type { Client } from '../../shared/client/index.ts'
import { linesOf } from '../load/files/lines.ts'
import { type Comparison, compareWith, type Ours, resultOf, type Theirs } from './shadow-compare.ts'
import { Misuse, main, readArgs, required, runCommand, terminal, type Usage, WrongCall } from './support/command.ts'
import { jsonIn } from './support/files.ts'
import { counted, say } from './support/language.ts'
import { answerOf, connect, connection, connectionUsage, type Surroundings } from './support/operator.ts'

const usage: Usage = {
  command: 'npm run shadow',
  text: {
    zh: `用法：npm run shadow -- [命令] [选项]

  --bundle 业务 --admdvs 统筹区               试运行的业务会办成什么样：各种结果各有多少件
  compare --bundle 业务 --admdvs 统筹区 文件   和窗口手工办的结果逐件对照：一致的、不一致的、只有一边有的

${connectionUsage.zh}
文件是窗口办结的结果：.json（一个列表）、NDJSON（一行一条）或 .csv（列名相同），可以是 .gz。每条：
  psn_no   人员编号
  begins   这件事从哪天起：出生、参保、出院、退休或就诊的日期
  result   结果，用本业务的词（办件 outcome 的 result，如 insured、paid；没有结果而办结的，rejected 或 withdrawn）
  amt      钱数（元，两位小数），可以不写
同一个人同一天的算同一件。对照的范围是文件里最早到最晚的一天，--from、--to 可以另指定。
我们这边停在要请人办的地方、还没有结果也没有钱数的，单列一类，不算不一致。`,
    en: `Usage: npm run shadow -- [command] [options]

  --bundle B --admdvs A                what a bundle in shadow would come to: how many of each result
  compare --bundle B --admdvs A FILE   held against what the office decided by hand: agreeing, differing, on one side only

${connectionUsage.en}
FILE is what the office decided: .json (a list), NDJSON (a line each) or .csv (columns of these names), .gz too. Each:
  psn_no   the person's number
  begins   the day the matter begins: of birth, enrolment, discharge, retirement or visit
  result   in the words of the bundle (result of an outcome: insured, paid; closed without one: rejected or withdrawn)
  amt      the sum in yuan, two decimals; may be left out
One person and one day are one matter. Compared are the days from the first to the last of the file, or --from to --to.
What stops here where somebody would be asked, without result or sum yet, is a kind of its own and differs from nothing.`,
  },
  done: { zh: '都一致', en: 'all agree' },
  wrong: { zh: '有不一致的或只有一边有的', en: 'some differ, or are on one side only' },
}

const surroundings: Surroundings = { ...terminal, fetch, pause: () => setTimeout(500) }

const text = { type: 'string' } as const
const options = { bundle: text, admdvs: text, from: text, to: text, ...connection } as const
type Options = ReturnType<typeof readArgs<typeof options>>['values']

/** Runs one command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io: Surroundings = surroundings): Promise<number> =>
  runCommand(usage, io, args, async (line) => {
    const { values, positionals } = readArgs(line, options, 2)
    const [command = 'list', file] = positionals
    if (command === 'list') return list(placeOf(values), await connect(values, io), io)
    if (command !== 'compare')
      throw new WrongCall(say({ zh: `没有命令 ${command}`, en: `there is no command ${command}` }))
    const office = await readOffice(
      required(file, say({ zh: '窗口结果的文件', en: "the file of the office's results" })),
    )
    return compare(await connect(values, io), { ...placeOf(values), ...rangeOf(values, office) }, office, io)
  })

/** Which bundle, where. */
interface Place {
  bundle: string
  admdvs: string
}

function placeOf({ bundle, admdvs }: Options): Place {
  return { bundle: required(bundle, '--bundle'), admdvs: required(admdvs, '--admdvs') }
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
  if (first === undefined || last === undefined)
    throw new Misuse(say({ zh: '文件里一条也没有', en: 'there is nothing in the file' }))
  return { from: first, to: last }
}

const pageOf = (client: Client, { bundle, admdvs }: Place, cursor?: string) => {
  // What is no bundle the API says.
  const query = { bundle: bundle as never, admdvs, limit: 100, ...(cursor === undefined ? {} : { cursor }) }
  return answerOf(client.call('GET /v1/shadow', { query }))
}

async function list(place: Place, client: Client, io: Surroundings): Promise<number> {
  const { counts, more_counted } = await pageOf(client, place)
  const all = Object.entries(counts).sort(([, a], [, b]) => b - a)
  const sum = all.reduce((total, [, count]) => total + count, 0)
  io.out(
    say({
      zh: `${place.bundle} 在 ${place.admdvs} 试运行：${sum} 件`,
      en: `${place.bundle} in shadow in ${place.admdvs}: ${counted(sum, 'case')}`,
    }),
  )
  for (const [came, count] of all) io.out(`  ${came}  ${count}`)
  if (more_counted) io.out(say({ zh: '太多，没有数完。', en: 'There are too many to count them all.' }))
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
  const shown = wrong.slice(0, 10)
  const more = wrong.length > shown.length
  throw new Misuse(
    say({
      zh: `${file} 第 ${shown.join('、')}${more ? ` 等 ${wrong.length}` : ''} 行不合格：每条要有 psn_no、begins（日期）和 result，amt 是两位小数的元`,
      en: `${file}: wrong in line ${shown.join(', ')}${more ? ` and others, ${wrong.length} in all` : ''}: each needs psn_no, begins (a date) and result; amt is yuan with two decimals`,
    }),
  )
}

async function linesIn(file: string): Promise<{ line: number; said: Record<string, unknown> | undefined }[]> {
  if (/\.json$/.test(file) || file === '-') {
    const list = jsonIn(file)
    if (!Array.isArray(list)) throw new Misuse(say({ zh: `${file} 应是一个列表`, en: `${file} should be a list` }))
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
  const { bundle, admdvs, from, to } = place
  const [same, other, unknown, ours, theirs] = [agreeing, differing, open, onlyOurs, onlyTheirs].map(
    (all) => all.length,
  )
  io.out(
    say({
      zh: `${bundle} 在 ${admdvs}，${from} 至 ${to}：
  一致 ${same}  不一致 ${other}  还没有结果 ${unknown}
  只有我们有 ${ours}  只有窗口有 ${theirs}`,
      en: `${bundle} in ${admdvs}, ${from} to ${to}:
  agreeing ${same}  differing ${other}  without result yet ${unknown}
  only ours ${ours}  only the office's ${theirs}`,
    }),
  )
  for (const { ours, theirs } of differing) {
    const [we, they] = [ourWords(ours), theirWords(theirs)]
    io.out(
      say({
        zh: `不一致  ${matter(ours)}\n    我们：${we}\n    窗口：${they}`,
        en: `differing  ${matter(ours)}\n    ours: ${we}\n    the office's: ${they}`,
      }),
    )
  }
  const [onlyWe, onlyThey] = [
    say({ zh: '只有我们有', en: 'only ours' }),
    say({ zh: '只有窗口有', en: "only the office's" }),
  ]
  for (const ours of onlyOurs) io.out(`${onlyWe}  ${matter(ours)}  ${ourWords(ours)}`)
  for (const theirs of onlyTheirs) io.out(`${onlyThey}  ${theirs.psn_no} ${theirs.begins}  ${theirWords(theirs)}`)
}

const matter = ({ psn_no = '', begins, case_id }: Ours) => `${psn_no} ${begins}  ${case_id}`
const sum = (amt: string | undefined) => (amt === undefined ? '' : say({ zh: ` ${amt} 元`, en: ` ${amt} yuan` }))
const theirWords = ({ result, amt }: Theirs) => `${result}${sum(amt)}`

function ourWords(ours: Ours): string {
  const task = ours.task === undefined ? '' : say({ zh: `（${ours.task}）`, en: ` (${ours.task})` })
  const waits = say({ zh: `停在 ${ours.step}${task}`, en: `stops at ${ours.step}${task}` })
  return `${resultOf(ours) ?? waits}${sum(ours.amt)}`
}

if (import.meta.main) await main(run)
