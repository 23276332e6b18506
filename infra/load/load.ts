/**
 * History comes in without acting: `npm run load -- check|write|import|figures|compare`. What was loaded opens, sends,
 * tells and moves nothing (infra/decisions/0075).
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { type Day, dayOf, parseDay } from '../../shared/calendar/index.ts'
import { type Clock, systemClock } from '../../shared/clock/index.ts'
import type { Keys } from '../../shared/identity/index.ts'
import { PersonFile } from '../../shared/registers/file.ts'
import {
  Misuse,
  main,
  readArgs,
  required,
  runCommand,
  terminal,
  type Usage,
  WrongCall,
} from '../cli/support/command.ts'
import { failureText } from '../cli/support/failures.ts'
import { counted, type Said, say } from '../cli/support/language.ts'
import type { Surroundings } from '../cli/support/operator.ts'
import { compareTable, figuresIn } from './compare.ts'
import { differences, Figures } from './figures.ts'
import { importFiles } from './import.ts'
import { count, summary } from './load-told.ts'
import { lay } from './loaded.ts'
import { Pace } from './pace.ts'
import { anyKeys, type Given, keysOf, type Place, placeOf, placeOptions } from './place.ts'
import { nowhere, runLoad } from './run.ts'
import { filesOf, type Plan, Work } from './work.ts'
import { type Sink, Writer } from './write.ts'

const usage: Usage = {
  command: 'npm run load',
  text: {
    zh: `用法：npm run load -- 命令 文件… [选项]

  check 文件…                逐行检查，什么都不写
  write 文件…                检查后写入在用的表：不发消息、不开办件、不动钱
  import 文件… --out 目录    检查后写成 DynamoDB 从 S3 导入新表用的文件
  figures 文件… --out 文件   按登记簿和统筹区算出数目、金额、哈希 [--persons 文件：每人的哈希]
  compare --figures 文件     和导入后的表对账 [--persons 文件：找出哪些人不同]

文件名以登记簿的名字开头：persons、relations、months、accounts、entitlements、filings、retirees；
NDJSON（一行一条）或 .csv（列名与事件字段相同），可以是 .gz。一个登记簿可以分成几个文件。

  --until 日期     第一个不算历史的日子（默认当天）：在它之前的事归原系统
  --rejects 文件   不合格的行、要看一看的行、没有动的人、对不上的人（默认 load-found.ndjson）
  --work 目录      工作目录，中断后接着做（默认 .load-work，做完删除）
  --share i/n      只管 n 份中的第 i 份人，几个进程同时做（check 不用分）
  --keys 文件      密钥 JSON，或本机 --data-dir 里的 keys.json；写 - 表示标准输入。check、figures 不需要
  --table 表名     [--region 区域] [--endpoint 地址]；本机：--ready-file 文件
  --rate 数        每秒最多写多少单位，每个进程（默认 3500；本机不限）

有一行不合格，这个人整个不导入；已经由事件登记的人不动；导入过同样内容的跳过，所以可以反复运行。
没有做完，再运行一次接着做。`,
    en: `Usage: npm run load -- COMMAND FILE … [options]

  check FILE …               judges every line, and writes nothing
  write FILE …               judges, then writes into the table in use: no message, no case, no money moves
  import FILE … --out DIR    judges, then writes the files from which DynamoDB imports a new table from S3
  figures FILE … --out FILE  numbers, sums and hashes by register and area [--persons FILE: the hash of each person]
  compare --figures FILE     holds the table against them afterwards [--persons FILE: finds who differs]

A file's name begins with its register: persons, relations, months, accounts, entitlements, filings, retirees; NDJSON (a
line each) or .csv (columns as the fields of the events), .gz too. A register may come in several files.

  --until DATE     the first day that is no history (today if not given): what was before is the former system's
  --rejects FILE   lines that are wrong or to be looked at, persons left as they are or different; its reasons are in
                   Chinese, as the API's (load-found.ndjson if not given)
  --work DIR       where it keeps how far it is (.load-work if not given, removed when done)
  --share i/n      the ith of n shares of the persons alone, for several processes (check needs none)
  --keys FILE      the keys as JSON, or keys.json of a local --data-dir; - is standard input; not for check and figures
  --table NAME     [--region R] [--endpoint URL]; on this machine --ready-file FILE
  --rate N         at most N write units a second and process (3500 if not given; on this machine any)

Where one line is wrong its person is not loaded at all; who is registered by events is left; what was loaded with the same
content is passed over, so that it may be run again and again. What was stopped goes on when it is run again.`,
  },
  done: { zh: '全部完成', en: 'all is done' },
  wrong: { zh: '有不合格的行、没有动的人或对不上的数', en: 'lines are wrong, persons were left, or figures differ' },
}

const surroundings: Surroundings = { ...terminal, fetch, pause: async () => {} }

const text = { type: 'string' } as const
const how = { until: text, rejects: text, work: text, rate: text, share: text } as const
const what = { out: text, figures: text, persons: text } as const
const optionsTaken = { ...placeOptions, ...how, ...what } as const
type Options = ReturnType<typeof readArgs<typeof optionsTaken>>['values']

/** What a command is run with. */
interface Call {
  readonly files: readonly string[]
  readonly options: Options
  readonly io: Surroundings
  readonly given: Given
}

const commands: Readonly<Record<string, (call: Call) => Promise<number>>> = {
  check: (call) => load('check', call, { keys: anyKeys(call.options), clock: clockOf(call) }, () => nowhere),
  import: (call) => {
    const out = outOf(call)
    mkdirSync(out, { recursive: true, mode: 0o700 })
    const keys = keysOf(call.options)
    return load(`import ${out}`, call, { keys, clock: clockOf(call) }, (loading) =>
      importFiles(`${out}/items${shareName(call.options)}`, loading),
    )
  },
  async write(call) {
    const [keys, rate] = [keysOf(call.options), rateOf(call.options)]
    return inPlace(call, ({ name, table, clock }) =>
      load(
        `write ${name}`,
        call,
        { keys, clock },
        (loading) => new Writer({ ...loading, table, pace: new Pace(rate) }),
      ),
    )
  },
  figures,
  compare,
}

/** Runs one command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io: Surroundings = surroundings, given: Given = {}): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const { values: options, positionals } = readArgs(rest, optionsTaken, Number.POSITIVE_INFINITY)
    const [name, ...files] = positionals
    const called = required(name, say({ zh: '命令', en: 'a command' }))
    const command = Object.hasOwn(commands, called) ? commands[called] : undefined
    if (!command) throw new WrongCall(say({ zh: `没有命令 ${called}`, en: `there is no command ${called}` }))
    if (called !== 'compare') required(files[0], say({ zh: '文件', en: 'a file' }))
    return command({ files, options, io, given })
  })

const clockOf = ({ given }: Call): Clock => given.clock ?? systemClock

async function inPlace(call: Call, work: (place: Place) => Promise<number>): Promise<number> {
  const place = await placeOf(call.options, call.io, call.given)
  try {
    return await work(place)
  } finally {
    place.close()
  }
}

type Loading = { keys: Keys; until: Day; clock: Clock }

/** Carries files to a sink; jobs that write nothing begin anew each time. */
async function load(
  job: string,
  { files, options, io }: Call,
  { keys, clock }: Omit<Loading, 'until'>,
  sinkOf: (loading: Loading) => Sink,
): Promise<number> {
  const dir = workIn(options)
  const isFleeting = job === 'check' || job === 'figures'
  if (isFleeting) Work.discard(dir, job)
  const until = untilIn(options, Work.untilOf(dir, job), dayOf(clock.now()))
  const plan: Plan = { job, files: filesOf(files), until, ...shareIn(options) }
  const work = new Work(dir, plan, keys)
  if (work.resumed) io.err(say({ zh: '接着上次没有做完的做', en: 'goes on where it was stopped' }))
  const rejects = foundIn(options)
  const tally = await writingTo(rejects, (found) =>
    runLoad({ plan, work, keys, sink: sinkOf({ keys, until, clock }), say: io.err }, found),
  )
  work.remove()
  for (const line of summary(isFleeting, tally, rejects)) io.out(line)
  return tally.rejected + tally.left === 0 ? 0 : 1
}

/** Runs what finds things, and writes them to a file that only its owner reads. What is broken off can be gone on with. */
async function writingTo<T>(path: string, run: (found: (text: string) => void) => Promise<T>): Promise<T> {
  const file = openSync(path, 'w', 0o600)
  try {
    return await run((text) => writeSync(file, text))
  } catch (error) {
    if (error instanceof Misuse) throw error
    const { name, message } = error as Error
    const why = failureText(error) ?? `${name} ${message}`
    throw new Misuse(
      say({
        zh: `没有做完：${why}\n做过的都留着，再运行一次接着做`,
        en: `not done: ${why}\nwhat was done is kept: run it again to go on`,
      }),
    )
  } finally {
    closeSync(file)
  }
}

/** The figures of what would be loaded, and the hashes of each person. */
async function figures(call: Call): Promise<number> {
  const out = outOf(call)
  const { persons } = call.options
  const all = new Figures()
  const makeAll = (told: (text: string) => void) =>
    load('figures', call, { keys: anyKeys(call.options), clock: clockOf(call) }, (loading) => ({
      async take(histories, part) {
        for (const history of histories) {
          const laid = lay(history, PersonFile.of(history.pid, 0), loading)
          if ('draft' in laid) told(`${JSON.stringify(all.add(laid.draft.file))}\n`)
        }
        return nowhere.take(histories, part)
      },
    }))
  const code = await (persons === undefined ? makeAll(() => {}) : writingTo(persons, makeAll))
  await writingTo(out, async (told) => {
    for (const figure of all.all) told(`${JSON.stringify(figure)}\n`)
  })
  return code
}

/** What the table holds of persons who were loaded, against the figures of the core system. */
async function compare(call: Call): Promise<number> {
  const { options, io } = call
  const file = required(options.figures, '--figures')
  const theirs = await figuresIn(file)
  const keys = keysOf(options)
  const path = options.persons
  return inPlace(call, async ({ table, clock }) => {
    const dir = workIn(options)
    Work.discard(dir, 'compare')
    const files = filesOf([file, ...(path === undefined ? [] : [path])])
    const work = new Work(dir, { job: 'compare', files, until: dayOf(clock.now()) }, keys)
    const rejects = foundIn(options)
    let persons = 0
    const ours = await writingTo(rejects, (found) =>
      compareTable({ table, keys }, path === undefined ? undefined : { path, together: work }, (one) => {
        persons += 1
        found(`${JSON.stringify(one)}\n`)
      }),
    )
    work.remove()
    const differ = differences(ours, theirs)
    for (const line of differ) io.out(line)
    const where = persons > 0 ? rejects : undefined
    const who: Said =
      path === undefined
        ? { zh: '', en: '' }
        : {
            zh: `；${count(persons)} 人不同${where ? `，见 ${where}` : ''}`,
            en: `; ${counted(persons, 'person', 'persons')} differ${where ? `, see ${where}` : ''}`,
          }
    io.out(
      say({
        zh: `${count(theirs.length)} 组数，${count(differ.length)} 组不同${who.zh}`,
        en: `${counted(theirs.length, 'figure')}, ${count(differ.length)} differ${who.en}`,
      }),
    )
    return differ.length + persons === 0 ? 0 : 1
  })
}

function outOf({ options }: Call): string {
  return required(options.out, '--out')
}

function untilIn({ until }: Options, before: Day | undefined, today: Day): Day {
  if (until === undefined) return before ?? today
  const day = parseDay(until)
  if (!day) throw new WrongCall(say({ zh: '--until 应为日期，写作 YYYY-MM-DD', en: '--until is a date: YYYY-MM-DD' }))
  if (day > today)
    throw new Misuse(
      say({
        zh: `--until ${day} 还没有到：历史只能截到今天（${today}）`,
        en: `--until ${day} is to come: history ends today (${today}) at the latest`,
      }),
    )
  return day
}

function shareIn({ share }: Options): Pick<Plan, 'share'> {
  if (share === undefined) return {}
  const [, own, of] = (/^(\d+)\/(\d+)$/.exec(share) ?? []).map(Number)
  if (!own || !of || own > of)
    throw new WrongCall(say({ zh: '--share 应为 i/n，如 1/8', en: '--share is i/n, such as 1/8' }))
  return { share: { own: own - 1, of } }
}

/** Shares work beside each other: each has names of its own. */
const shareName = ({ share }: Options) => (share === undefined ? '' : `-${share.replace('/', 'of')}`)
const workIn = (options: Options) => options.work ?? `.load-work${shareName(options)}`
const foundIn = (options: Options) => options.rejects ?? `load-found${shareName(options)}.ndjson`

const defaultRate = 3_500

function rateOf({ rate, endpoint, 'ready-file': ready }: Options): number | undefined {
  if (rate === undefined) return endpoint === undefined && ready === undefined ? defaultRate : undefined
  const number = Number(rate)
  if (!(number > 0)) throw new WrongCall(say({ zh: '--rate 应为大于零的数', en: '--rate is a number above 0' }))
  return number
}

if (import.meta.main) await main(run)
