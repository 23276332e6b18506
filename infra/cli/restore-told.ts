/** What a restore tells: how it is called, what it would do, what is forgotten by it, and what the operator does next. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { addMs, type Instant } from '../../shared/calendar/index.ts'
import type { Keys } from '../../shared/identity/index.ts'
import { actorNames } from '../../shared/registers/rows/cases.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import type { Terminal, Usage } from './support/command.ts'
import { forgottenSince } from './support/forgotten.ts'
import { say } from './support/language.ts'
import { dynamoSdk } from './support/sdk.ts'

/** How it is called. */
export const usage: Usage = {
  command: 'npm run restore',
  text: {
    zh: `用法：npm run restore -- --stage 阶段 --at 时刻 --epoch N [选项]

  --stage 阶段      staging、prod
  --at 时刻         恢复到这一刻，带时区，如 2026-03-02T09:00:00+08:00
  --epoch N         新的纪元：cdk.json 里该阶段现在的 epoch 加 1
  --table 表名      现用的表（默认 mianshen-阶段）
  --keys 文件       密钥 JSON，用来核账、列出付款；写 - 表示标准输入；--go 时必填
  --region 区域     默认取 AWS_REGION
  --go              真正执行；不写只读不写，列出将要做的事

没有做完可以再运行一次接着做。`,
    en: `Usage: npm run restore -- --stage S --at T --epoch N [options]

  --stage S         staging, prod
  --at T            the moment to restore, with offset: 2026-03-02T09:00:00+08:00
  --epoch N         the new epoch: that of the stage in cdk.json, plus 1
  --table NAME      the table in use (mianshen-S if not given)
  --keys FILE       the keys as JSON, to prove the ledger and to list payments; - is standard input; needed with --go
  --region R        AWS_REGION if not given
  --go              does it; without it, it only reads, and says what it would do

What was stopped goes on when it is run again.`,
  },
  done: { zh: '做完且账平', en: 'done, and the ledger balances' },
  wrong: { zh: '账不平', en: 'the ledger does not balance' },
}

/** What is to be restored. */
export interface Restore {
  readonly stage: string
  readonly at: Instant
  /** The epoch of the stack that will use the restored table. */
  readonly epoch: number
  /** The table in use. */
  readonly source: string
}

/** Events accepted so long before the moment may have had their effect after it: a lane was behind. */
const marginMs = 3_600_000

/** The restored table's name. */
export const targetOf = ({ stage, epoch }: Restore) => `mianshen-${stage}-r${epoch}`

/** What is about to be done. */
export function planText(restore: Restore, hasKeys: boolean): string {
  const { source, at, epoch } = restore
  const what = say({
    zh: `${source} → ${targetOf(restore)}，恢复到 ${at}，纪元 ${epoch}
新表：按需计费、同一密钥、两个索引、变更流、TTL、防删除、时间点恢复、与原表同样预热；然后从头核账`,
    en: `${source} → ${targetOf(restore)}, as of ${at}, epoch ${epoch}
The new table: on demand, the same key, both indexes, stream, time to live, deletion protection, point-in-time recovery,
as warm as the one in use; then its ledger is proved`,
  })
  if (hasKeys) return what
  const only = say({
    zh: '没有 --keys：下面只列统筹区之间的划款，不列付款，也不列人的决定',
    en: 'No --keys: below are the orders between areas alone, neither payments nor what people decided',
  })
  return `${what}\n${only}`
}

/** Says what the table in use knows of the time after the moment. */
export async function tellForgotten(
  client: DynamoDBClient,
  { source, at }: Restore,
  keys: Keys | undefined,
  io: Terminal,
) {
  const { paid, decided } = await forgottenSince(dynamoTable(dynamoSdk(client), source), at, keys)
  for (const { number, amt, at } of paid) {
    const sum = (amt / 100).toFixed(2)
    io.out(say({ zh: `  之后已付：${number} ${sum} ${at}`, en: `  paid since: ${number} ${sum} ${at}` }))
  }
  for (const { case_id, step, actor, at } of decided)
    io.out(
      say({
        zh: `  之后有人决定：${case_id} ${step} ${actorNames[actor]} ${at}`,
        en: `  decided since: ${case_id} ${step} ${actor} ${at}`,
      }),
    )
}

/** What the operator does after this, word for word. */
export function nextSteps(restore: Restore, stream: string): string[] {
  const { stage, epoch, at } = restore
  const settings = `"tableName": "${targetOf(restore)}", "epoch": ${epoch}, "tableStreamArn": "${stream}"`
  const replay = (bucket: string, keys: string) =>
    `npm run replay -- --from ${addMs(at, -marginMs)} --stage ${stage} --bucket ${bucket} --keys ${keys}`
  return [
    say({ zh: `1. cdk.json，stages.${stage}：加上 ${settings}`, en: `1. cdk.json, stages.${stage}: add ${settings}` }),
    `2. npx cdk deploy -c stage=${stage}`,
    say({
      zh: `3. ${replay('归档桶', '密钥文件')}：把这一刻前一小时起收下的事件再放一遍（重复的不起作用）`,
      en: `3. ${replay('ARCHIVE', 'KEYS')}: what was accepted from an hour before on (repeats change nothing)`,
    }),
    say({
      zh: '4. 按上面的清单与银行逐笔核对；清单里各人的决定不在归档里，请他们重做',
      en: '4. Check the list above with the bank, payment by payment; what people decided is in no archive: they do it again',
    }),
    say({
      zh: `5. npm run redrive -- 队列 --stage ${stage}，逐个队列`,
      en: `5. npm run redrive -- QUEUE --stage ${stage}, queue by queue`,
    }),
    say({
      zh: '6. 原来的表还在，核对完再留 35 天',
      en: '6. The table of before is still there: keep it 35 days after all is checked',
    }),
  ]
}
