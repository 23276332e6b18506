/**
 * What is kept, how long and by which provision, and what the job that takes it away has done and has before it:
 * `npm run retention -- --table NAME [--dry-run]`. It only reads; the job runs by itself, every day.
 */
import { type Counts, countNames } from '../../functions/keeping/counts.ts'
import { dueNow, type Report, runsOf } from '../../functions/keeping/run.ts'
import { yearsOn } from '../../functions/keeping/years.ts'
import { dayOf } from '../../shared/calendar/index.ts'
import { type Clock, systemClock } from '../../shared/clock/index.ts'
import { standings } from '../../shared/codes/index.ts'
import {
  type Kept,
  type KeptKind,
  kept,
  type Means,
  setKinds,
  type Term,
  termText,
} from '../../shared/keeping/index.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import type { Table } from '../../shared/table/table.ts'
import { countsInEnglish, keptInEnglish } from './retention-english.ts'
import { main, readArgs, required, runCommand, terminal, type Usage } from './support/command.ts'
import { counted, type Said, say } from './support/language.ts'
import { dynamoAt, dynamoSdk } from './support/sdk.ts'

const usage: Usage = {
  command: 'npm run retention',
  text: {
    zh: `用法：npm run retention -- [选项]

  不带选项          保存什么、多久、依据哪一条、由谁删除
  --table 表名      加上：医保局录入的年限，和每天的删除任务做过什么
  --dry-run         加上：今天到期、还没有删的有多少（只数不删；要 --table）
  --region 区域     默认取 AWS_REGION
  --endpoint 地址   本机 DynamoDB 的地址（ready 文件里的 dynamodb）

只读不写；删除任务每天凌晨自己运行。年限用 npm run policies 录入参数 keeping_years，不能短于法定。`,
    en: `Usage: npm run retention -- [options]

  without options   what is kept, how long, by which provision, and who takes it away
  --table NAME      also: the years that the bureau has set, and what the daily job has done
  --dry-run         also: how much is due today and not taken away yet (it only counts; needs --table)
  --region R        AWS_REGION if not given
  --endpoint URL    of a DynamoDB on this machine (dynamodb of the ready file)

It only reads; the job runs by itself, early every day. The years are the parameter keeping_years (npm run policies), and
never fewer than the law's.`,
  },
  done: { zh: '做完', en: 'done' },
}

const means: Readonly<Record<Means, Said>> = {
  ttl: { zh: '表到期自动删除', en: 'the table takes it away by itself' },
  lifecycle: { zh: '存储到期自动删除', en: 'the store takes it away by itself' },
  job: { zh: '每天的删除任务', en: 'the daily job takes it away' },
  none: { zh: '不删，或随用随删', en: 'it stays, or goes with its use' },
}
const standingNames: Readonly<Record<Kept['standing'], Said>> = {
  published: { zh: standings.published, en: 'published' },
  'to-confirm': { zh: standings['to-confirm'], en: 'the bureau must confirm it' },
}

/** Where it is read, and where it is said. */
export interface Shown {
  table?: Table
  clock: Clock
  dryRun?: boolean
  out(text: string): void
}

/** Shows the schedule; with a table, what holds there and what was done. */
export async function show({ table, clock, dryRun = false, out }: Shown): Promise<void> {
  const years = table ? await yearsOn(table, dayOf(clock.now())) : undefined
  for (const [kind, one] of kept) {
    const set = setKinds.find((name) => name === kind)
    out(keptText(kind, one, set && years ? { years: years[set] } : one.term))
  }
  if (!table) return
  const { last, reports } = await runsOf(table)
  out(`\n${lastText(last)}`)
  for (const report of reports) out(reportText(report))
  if (!dryRun) return
  const { due, dead, refused } = await dueNow({ table, clock })
  out(
    say({
      zh: `\n今天到期、还没有删的：档案 ${due} 份，去世的人 ${dead} 位，没有接收的事件 ${refused} 个`,
      en: `\nDue today and not taken away yet: ${counted(due, 'file')}, ${counted(dead, 'person', 'persons')} who died, ${counted(refused, 'refused event')}`,
    }),
  )
}

function lastText(last: Awaited<ReturnType<typeof runsOf>>['last']): string {
  if (!last) return say({ zh: '删除任务：还没有运行过', en: 'The daily job has not run yet' })
  const { day, ended_at } = last
  return ended_at
    ? say({
        zh: `删除任务：最近一次 ${day}，${ended_at} 做完`,
        en: `The daily job: last on ${day}, done at ${ended_at}`,
      })
    : say({ zh: `删除任务：最近一次 ${day}，还在做`, en: `The daily job: last on ${day}, still at work` })
}

function keptText(kind: KeptKind, { what, since, by, least, laws, standing }: Kept, term: Term): string {
  const sources = laws.map(({ title, article }) => `    ${title} ${article}`)
  const { zh, en } = standingNames[standing]
  const line: Said = {
    zh: `${what}：${termText(term)}${least === undefined ? '' : `（医保局可定，不少于 ${least} 年）`}，自${since}算；${means[by].zh}；${zh}`,
    en: `${keptInEnglish[kind].what}: ${termInEnglish(term)}${least === undefined ? '' : ` (the bureau's to set, at least ${least} years)`}; counted from: ${keptInEnglish[kind].since}; ${means[by].en}; ${en}`,
  }
  return [say(line), ...sources].join('\n')
}

function termInEnglish(term: Term): string {
  if (term === 'ever') return 'for ever'
  if (term === 'use') return 'while it is used'
  const [[unit, count]] = Object.entries(term) as [[string, number]]
  return counted(count, unit.slice(0, -1))
}

function reportText({ day, counts, left_out }: Report): string {
  const all = (Object.keys(countNames) as (keyof Counts)[]).filter((name) => counts[name] > 0)
  const left = say({ zh: `；读不出的档案 ${left_out} 份`, en: `; ${counted(left_out, 'file')} could not be read` })
  const said: Said = {
    zh: all.map((name) => `${countNames[name]} ${counts[name]}`).join('，'),
    en: all.map((name) => `${countsInEnglish[name]} ${counts[name]}`).join(', '),
  }
  return `  ${day}  ${say(said)}${left_out > 0 ? left : ''}`
}

const text = { type: 'string' } as const
const options = { table: text, region: text, endpoint: text, 'dry-run': { type: 'boolean' } } as const

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const { table: name, 'dry-run': dryRun = false, ...where } = readArgs(rest, options).values
    if (dryRun) required(name, '--table')
    const client = name === undefined ? undefined : dynamoAt(where)
    const table = client && name ? { table: dynamoTable(dynamoSdk(client), name) } : {}
    await show({ ...table, clock: systemClock, dryRun, out: io.out }).finally(() => client?.destroy())
    return 0
  })

if (import.meta.main) await main(run)
