/**
 * What is kept, how long and by which provision, and what the job that takes it away has done and has before it:
 * `npm run retention -- --table NAME [--dry-run]`. It only reads; the job runs by itself, every day.
 */
import { parseArgs } from 'node:util'
import { type Counts, countNames } from '../../functions/keeping/counts.ts'
import { dueNow, type Report, runsOf } from '../../functions/keeping/run.ts'
import { yearsOn } from '../../functions/keeping/years.ts'
import { dayOf } from '../../shared/calendar/index.ts'
import { type Clock, systemClock } from '../../shared/clock/index.ts'
import { standings } from '../../shared/codes/index.ts'
import { type Kept, kept, type Means, setKinds, termText } from '../../shared/keeping/index.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import type { Table } from '../../shared/table/table.ts'
import { dynamoAt, dynamoSdk } from './support/sdk.ts'

const USAGE = `用法：npm run retention -- [选项]

  不带选项          保存什么、多久、依据哪一条、由谁删除
  --table 表名      加上：医保局录入的年限，和每天的删除任务做过什么
  --dry-run         加上：今天到期、还没有删的有多少（只数不删；要 --table）
  --region 区域     默认取 AWS_REGION
  --endpoint 地址   本机 DynamoDB 的地址（ready 文件里的 dynamodb）

只读不写；删除任务每天凌晨自己运行。年限用 npm run policies 录入参数 keeping_years，不能短于法定。
退出码：0 做完；2 用法不对或读不到。`

const means: Readonly<Record<Means, string>> = {
  ttl: '表到期自动删除',
  lifecycle: '存储到期自动删除',
  job: '每天的删除任务',
  none: '不删，或随用随删',
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
    out(keptText(one, set && years ? `${years[set]} 年` : termText(one.term)))
  }
  if (!table) return
  const { last, reports } = await runsOf(table)
  const ended = last?.ended_at ? `，${last.ended_at} 做完` : '，还在做'
  out(`\n删除任务：${last ? `最近一次 ${last.day}${ended}` : '还没有运行过'}`)
  for (const report of reports) out(reportText(report))
  if (!dryRun) return
  const { due, dead, refused } = await dueNow({ table, clock })
  out(`\n今天到期、还没有删的：档案 ${due} 份，去世的人 ${dead} 位，没有接收的事件 ${refused} 个`)
}

function keptText({ what, since, by, least, laws, standing }: Kept, term: string): string {
  const bounds = least === undefined ? '' : `（医保局可定，不少于 ${least} 年）`
  const sources = laws.map(({ title, article }) => `    ${title} ${article}`)
  return [`${what}：${term}${bounds}，自${since}算；${means[by]}；${standings[standing]}`, ...sources].join('\n')
}

function reportText({ day, counts, left_out }: Report): string {
  const said = (Object.entries(countNames) as [keyof Counts, string][])
    .filter(([name]) => counts[name] > 0)
    .map(([name, title]) => `${title} ${counts[name]}`)
  return `  ${day}  ${said.join('，')}${left_out > 0 ? `；读不出的档案 ${left_out} 份` : ''}`
}

/** Runs a command line (without node and script); answers the exit code. */
export async function run(args: readonly string[], out = console.log, err = console.error): Promise<number> {
  try {
    const { table: name, region, endpoint, help, 'dry-run': dryRun = false } = readOptions(args)
    if (help) {
      out(USAGE)
      return 0
    }
    if (dryRun && name === undefined) throw new Error('--dry-run 要 --table')
    const client = name === undefined ? undefined : dynamoAt({ region, endpoint })
    const table = client && name ? { table: dynamoTable(dynamoSdk(client), name) } : {}
    await show({ ...table, clock: systemClock, dryRun, out }).finally(() => client?.destroy())
    return 0
  } catch (error) {
    err(`${(error as Error).message}\n\n${USAGE}`)
    return 2
  }
}

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = { table: text, region: text, endpoint: text, 'dry-run': flag, help: { ...flag, short: 'h' } } as const
  return parseArgs({ args: [...args], options }).values
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
