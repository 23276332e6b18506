/**
 * Why a case is where it is, for an operator at night: `npm run why -- CASE_ID`. What it waits for and why, what holds its
 * messages back; with the table and its keys the last messages it sent and has not sent; with the stage the dead letters that
 * name it, which it looks at and leaves.
 */
import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Keys } from '../../shared/identity/index.ts'
import { type Lane, lanes } from '../../shared/queues.ts'
import { pidIn } from '../../shared/registers/ids.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import { journalOf } from '../../shared/table/journal.ts'
import { journalRange, personKey } from '../../shared/table/keys.ts'
import type { Table } from '../../shared/table/table.ts'
import { keysFrom } from './keys.ts'
import { Misuse, main, readArgs, required, runCommand, terminal, type Usage, WrongCall } from './support/command.ts'
import { say } from './support/language.ts'
import { answerOf, connect, connection, connectionUsage, type Surroundings } from './support/operator.ts'
import { dynamoAt, dynamoSdk } from './support/sdk.ts'

const usage: Usage = {
  command: 'npm run why',
  text: {
    zh: `用法：npm run why -- 办件编号 [选项]

  --table 表名 --keys 文件   加上：最近发出的和还没有发出的消息（keys 写 - 表示标准输入）
  --stage 阶段               加上：死信队列里提到它的消息；只看，不取走
  --endpoint 地址            本机 DynamoDB 的地址（ready 文件里的 dynamodb）
  --region 区域              默认取 AWS_REGION

${connectionUsage.zh}
查看办件会留痕。`,
    en: `Usage: npm run why -- CASE_ID [options]

  --table NAME --keys FILE   also: the last messages it sent and has not sent (keys: - is standard input)
  --stage S                  also: dead letters that name it; they are looked at, and stay
  --endpoint URL             of a DynamoDB on this machine (dynamodb of the ready file)
  --region R                 AWS_REGION if not given

${connectionUsage.en}
Looking at a case leaves a trace in the audit trail.`,
  },
  done: { zh: '做完', en: 'done' },
}

/** Commits looked through for messages, and receives of each queue of dead letters. */
const mostCommits = 200
const mostReceives = 10

/** A message of a case: to which queue, what it is, and whether it has left. */
interface Sent {
  at: string
  queue: string
  type: string
  unsent: boolean
}

/** The last messages that name a case, newest first: those that have left, and those that have not yet. */
export async function messagesOf(table: Table, keys: Keys, caseId: string): Promise<Sent[]> {
  const pid = pidIn(caseId)
  if (!pid) throw new Misuse(say({ zh: '办件编号不对', en: 'this is no id of a case' }))
  const { items } = await table.query({
    pk: personKey(pid),
    ...journalRange('J'),
    backwards: true,
    limit: mostCommits,
  })
  return items.flatMap((item) => {
    const { at, sends } = journalOf(keys, pid, item)
    return sends
      .filter(({ body }) => body.includes(caseId))
      .map(({ queue, body }) => ({ at, queue, type: typeOf(body), unsent: item.due !== undefined }))
  })
}

function typeOf(body: string): string {
  const { type, kind } = JSON.parse(body) as { type?: string; kind?: string }
  return type ?? kind ?? ''
}

/** Dead letters of a queue that name a case or its person: hidden from nobody, deleted by nobody. */
export async function deadLettersNaming(client: Pick<SQSClient, 'send'>, QueueUrl: string, caseId: string) {
  const seen = new Map<string | undefined, string>()
  for (let n = 0; n < mostReceives; n++) {
    const asked = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }
    const { Messages = [] } = await client.send(new ReceiveMessageCommand(asked))
    if (Messages.length === 0) break
    for (const { MessageId, Body = '' } of Messages) seen.set(MessageId, Body)
  }
  const named = [caseId, pidIn(caseId) as string]
  return [...seen].filter(([, body]) => named.some((name) => body.includes(name))).map(([id]) => String(id))
}

const text = { type: 'string' } as const
const options = { ...connection, table: text, keys: text, stage: text, endpoint: text, region: text } as const

async function tell(args: readonly string[], io: Surroundings, sqs: (region?: string) => SQSClient): Promise<number> {
  const { values, positionals } = readArgs(args, options, 1)
  const case_id = required(positionals[0], say({ zh: '办件编号', en: 'the id of a case' }))
  if ((values.table === undefined) !== (values.keys === undefined))
    throw new WrongCall(say({ zh: '--table 和 --keys 要一起写', en: '--table and --keys go together' }))
  const client = await connect(values, io)
  const kase = await answerOf(client.call('GET /v1/cases/{case_id}', { path: { case_id } }))
  const { bundle, step, status, admdvs, waiting_for: waits } = kase
  io.out(
    say({
      zh: `${kase.case_id} ${bundle}：${step}，${status}，${admdvs}`,
      en: `${kase.case_id} ${bundle}: ${step}, ${status}, ${admdvs}`,
    }),
  )
  if (waits) {
    const { actor, what, until } = waits
    io.out(
      say({
        zh: `等 ${actor}：${what}${until ? `，到 ${until}` : ''}`,
        en: `waits for ${actor}: ${what}${until ? `, until ${until}` : ''}`,
      }),
    )
  }
  const why = await answerOf(client.call('GET /v1/cases/{case_id}/why', { path: { case_id } }))
  for (const { at, rule, facts, by } of why.decisions)
    io.out(say({ zh: `${at} ${rule}（${by}）：${facts.join('；')}`, en: `${at} ${rule} (${by}): ${facts.join('; ')}` }))
  const held = await answerOf(client.call('GET /v1/holds'))
  for (const { what, reason, since } of held.holds)
    io.out(
      say({
        zh: `暂停发出 ${what}：${reason}，自 ${since}`,
        en: `held back since ${since}: ${what}, because ${reason}`,
      }),
    )
  if (values.table && values.keys) await tellMessages(values.table, values.keys, case_id, values, io)
  if (values.stage) await tellDeadLetters(sqs(values.region), values.stage, case_id, io)
  return 0
}

async function tellMessages(
  name: string,
  file: string,
  caseId: string,
  where: { region?: string | undefined; endpoint?: string | undefined },
  io: Surroundings,
): Promise<void> {
  const client = dynamoAt(where)
  const keys = keysFrom(file)
  const sent = await messagesOf(dynamoTable(dynamoSdk(client), name), keys, caseId).finally(() => client.destroy())
  for (const { at, queue, type, unsent } of sent)
    io.out(
      say({
        zh: `${at} ${unsent ? '还没有发出' : '已发出'} → ${queue}：${type}`,
        en: `${at} ${unsent ? 'not sent yet' : 'sent'} → ${queue}: ${type}`,
      }),
    )
}

async function tellDeadLetters(client: SQSClient, stage: string, caseId: string, io: Surroundings): Promise<void> {
  for (const lane of lanes satisfies readonly Lane[]) {
    const QueueName = `mianshen-${stage}-${lane}-dlq`
    const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName }))
    for (const id of await deadLettersNaming(client, QueueUrl, caseId))
      io.out(say({ zh: `死信 ${QueueName}：${id}`, en: `dead letter in ${QueueName}: ${id}` }))
  }
  client.destroy()
}

const surroundings: Surroundings = { ...terminal, fetch, pause: () => Promise.resolve() }

/** Runs a command line (without node and script); answers the exit status. */
export const run = (
  args: readonly string[],
  io: Surroundings = surroundings,
  sqs: (region?: string) => SQSClient = (region) => new SQSClient(region ? { region } : {}),
): Promise<number> => runCommand(usage, io, args, (rest) => tell(rest, io, sqs))

if (import.meta.main) await main(run)
