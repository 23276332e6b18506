/** For partners: how to send, how to read a queue, and how to learn what became of an event. */
import { type Block, code, h2, json, ol, p, table, ul } from '../blocks.ts'
import type { Page } from '../page.ts'
import { both, coded } from '../words.ts'

const sending: readonly Block[] = [
  ul(
    [
      '队列：SQS，地址由运行方给出（部署输出 `Partner…sendsto`）；只有登记的账号能放进去，要有 `MessageKeyArn` 那把钥匙的加密权限。一次最多放 10 条。',
      'Queue: SQS; the operator gives its address (output `Partner…sendsto`). Only the registered account may send, and needs leave to encrypt with the key `MessageKeyArn`. Ten messages a request.',
    ],
    [
      'HTTPS：`POST /v1/events`，一个事件，或 1 至 100 个的列表；按顺序逐个回答收下没有。回答 503 的整批重发，已经收下的不会办两次。',
      'HTTPS: `POST /v1/events`, one event or a list of 1 to 100, answered in order. At a 503 send the whole list again; nothing is handled twice.',
    ],
    [
      '几家共用一个收件队列时，把 `source` 作为消息组（`MessageGroupId`）一起发，大批量就不耽误别人；有自己的队列时不必。',
      'Where several share an inbound queue, put `source` into `MessageGroupId`, so that a flood of one holds up nobody; in a queue of your own you need not.',
    ],
    [
      '编号自己定，永不重用：一个事实一个编号，更正用新的编号和更晚的 `time`。',
      'Ids are yours and never used again: one for each fact; a correction has a new one and a later `time`.',
    ],
    [
      '不确定送到没有就再送一次：同一编号、同样内容不起作用。',
      'Not sure whether it arrived? Send it again: the same id and content changes nothing.',
    ],
  ),
  code(
    `aws sqs send-message --queue-url $QUEUE --message-body file://event.json --message-group-id urn:partner:tax-13
curl -s $API/v1/events -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d @event.json`,
  ),
]

/** How a queue is read. */
export const reading: readonly Block[] = [
  ol(
    [
      '长轮询：一次等 20 秒、最多取 10 条；没有就接着等，不要空转。',
      'Poll long: wait 20 seconds, take up to ten; when there is none ask again, without spinning.',
    ],
    [
      '先核对[签名](/docs/signing)，再按 `source` 和 `id` 看办过没有：同一条可能来不止一次，先后也不保证。',
      'Check the [signature](/docs/signing), then look by `source` and `id` whether you have it: a message may come more than once, and in any order.',
    ],
    [
      '办好、存下以后才删除。没删的 5 分钟后再来；办得久的，用 `ChangeMessageVisibility` 延长。',
      'Delete it once it is done and stored, not before. What is not deleted comes again after 5 minutes; extend that by `ChangeMessageVisibility` for long work.',
    ],
    [
      '一条取了 100 次还没删，就移到死信，运行方会得到告警；修好以后请运行方放回来。',
      'A message taken 100 times and never deleted goes to the dead letters, and the operator is alarmed; once you have mended it, ask to have it put back.',
    ],
    [
      '消息最多留 14 天。停机一夜不要紧，停机两周会丢。',
      'Messages are kept for 14 days: a night’s outage does no harm, two weeks’ do.',
    ],
  ),
  code(
    `import { SQSClient, ReceiveMessageCommand, DeleteMessageCommand } from '@aws-sdk/client-sqs'

const sqs = new SQSClient({})
for (;;) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, MaxNumberOfMessages: 10 }))
  for (const { Body, ReceiptHandle } of Messages) {
    const event = JSON.parse(Body)
    if (!isSignedByThem(event)) throw new Error('wrong signature')   // see: signing
    if (!(await known(event.source, event.id))) await handle(event)  // once, and stored
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
  }
}`,
    undefined,
    both('程序', 'Program'),
  ),
  p(
    '发出的消息，编号由办件和步骤推出：重发的还是原来的编号。退回后重付的款，`pay_no` 是新的。',
    'The id of what we send follows from case and step: sent again it is the same. A payment ordered again after a return has a new `pay_no`.',
  ),
  p(
    '本机环境：准备文件里的 `queues` 是各队列的地址，`sqs` 是服务的地址，随便什么密钥都行。用 `--stubs off` 启动，发给合作方的就留给您的程序读。',
    'In the local stack `queues` of the ready file has the addresses and `sqs` the endpoint, any credentials do. Start it with `--stubs off` and what is for partners is left for your program.',
  ),
]

/** How a sender learns what became of an event. */
export const receipts: readonly Block[] = [
  p(
    '送来的每个事件后来怎样，合作方自己知道，不用打电话。三处说的是同一回事：',
    'What became of every event its sender learns by itself. Three places say the same:',
  ),
  table(
    ['事件后来怎样', 'What became of an event'],
    [
      ['哪里', 'Where'],
      ['说什么', 'What it says'],
    ],
    [
      {
        cells: [
          () => coded('POST /v1/events'),
          both(
            '当场逐个回答：`accepted`，或 `rejected` 和原因。收下的还可能在等别的信息。',
            'At once, one by one: `accepted`, or `rejected` with the reason. What is accepted may still wait for something.',
          ),
        ],
      },
      {
        cells: [
          () => coded('GET /v1/events/{id}'),
          both(
            '自己来源的一个事件现在怎样：`accepted`、`waiting`、`rejected`；还没读到的是 404。',
            'How an event of your own stands: `accepted`, `waiting`, `rejected`; 404 until it has been read.',
          ),
        ],
      },
      {
        cells: [
          both('队列 `receipts` 的 `event.answered`', '`event.answered` in the queue `receipts`'),
          both(
            '被拒的马上说；等了一分钟（业务时间）还没等到的说一次；说过在等的，办上了再说一次。',
            'A rejection at once; an event still waiting after a minute of business time; and one so told when it is taken up after all.',
          ),
        ],
      },
    ],
  ),
  json(
    {
      specversion: '1.0',
      id: 'R-5cbb6f0d1f2e4a',
      source: 'urn:mianshen:prod',
      type: 'mianshen.event.answered.v1',
      time: '2026-03-02T09:00:01+08:00',
      data: {
        source: 'urn:partner:registry-13',
        id: 'HR-2026-000001',
        type: 'mianshen.enrolment.paused.v1',
        status: 'waiting',
        reason: 'needs-enrolment',
        at: '2026-03-02T09:00:01+08:00',
      },
    },
    both('一份回执', 'A receipt'),
  ),
  ul(
    [
      '`rejected`：看 `reason` 和 `errors`，照[处理办法](/docs/errors#reasons)改正。',
      '`rejected`: read `reason` and `errors`, and do as the [remedy](/docs/errors#reasons) says.',
    ],
    [
      '`waiting`：不用做什么；缺的到了自动办，一小时后仍缺的，运行方也看得到。',
      '`waiting`: nothing to do; it is taken up when its need comes, and after an hour the operator sees it too.',
    ],
    [
      '没有 `source` 和 `id` 的消息没有回执：不知道回给谁。',
      'A message without `source` and `id` has no receipt: nobody knows whom to tell.',
    ],
    [
      '云上每家一个回执队列；没有队列的用 `GET /v1/events/{id}`。',
      'In the cloud each partner has a receipt queue of its own; without one, ask `GET /v1/events/{id}`.',
    ],
  ),
]

/** Sending, reading, receipts. */
export const queuesPage: Page = {
  slug: 'queues',
  part: 'partners',
  title: both('队列和回执', 'Queues and receipts'),
  about: both(
    '怎样送来事件，怎样读队列，怎样自己知道每个事件后来怎样。',
    'How to send events, how to read a queue, and how to learn what became of each event.',
  ),
  blocks: () => [
    h2('sending', '送来事件', 'Sending events'),
    ...sending,
    h2('reading', '读队列', 'Reading a queue'),
    ...reading,
    h2('receipts', '回执：后来怎样', 'Receipts: what became of it'),
    ...receipts,
  ],
}
