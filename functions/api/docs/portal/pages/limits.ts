/** Environments, and all limits, as they are set where they hold. */
import { type Role, roleNames } from '../../../../calls/access.ts'
import { maxBodyBytes, maxBytesAsItCame } from '../../../../http/input.ts'
import { standardLimits } from '../../../../http/limits.ts'
import { mostBytes } from '../../../../inbox/inbox.ts'
import { code, h2, p, type Row, row, table, ul } from '../blocks.ts'
import { rolesInEnglish } from '../english.ts'
import type { Page } from '../page.ts'
import { both, coded } from '../words.ts'

const kilobytes = (bytes: number) => `${bytes / 1024} kB`

const rates = Object.entries(standardLimits).map(
  ([role, { perSecond, burst }]): Row =>
    row(
      both(roleNames[role as Role], rolesInEnglish[role as Role]),
      both(`${perSecond}`, `${perSecond}`),
      both(`${burst}`, `${burst}`),
    ),
)

const sizes: readonly Row[] = [
  row(
    both('接口提交的内容', 'Body of a call'),
    both(`${kilobytes(maxBodyBytes)}，超过是 413`, `${kilobytes(maxBodyBytes)}, beyond 413`),
  ),
  row(
    both('`POST /v1/events` 一次', 'One `POST /v1/events`'),
    both(`100 个事件，共 ${kilobytes(maxBytesAsItCame)}`, `100 events, ${kilobytes(maxBytesAsItCame)} in all`),
  ),
  row(
    both('一个事件', 'One event'),
    both(
      `${kilobytes(mostBytes)}（连同信封），超过是 \`too-large\``,
      `${kilobytes(mostBytes)} with its envelope, beyond \`too-large\``,
    ),
  ),
  row(both('列表一页', 'Page of a list'), both('默认 20 条，最多 100 条', '20, at most 100')),
  row(
    both('`Idempotency-Key`', '`Idempotency-Key`'),
    both('1 至 128 个可见字符，记 24 小时', '1 to 128 visible characters, remembered 24 hours'),
  ),
  row(
    both('事件的时间', 'Time of an event'),
    both('最多晚于业务时钟 10 分钟', 'at most 10 minutes ahead of the business clock'),
  ),
  row(
    both('等所需信息的事件', 'An event that waits'),
    both('一直等；一小时后列出来', 'as long as it takes; listed after an hour'),
  ),
  row(both('队列里的消息', 'A message in a queue'), both('14 天', '14 days')),
  row(
    both('取而不删的消息', 'A message taken and not deleted'),
    both(
      '5 分钟后再来；第 100 次后移到死信',
      'comes again after 5 minutes; after 100 times it goes to the dead letters',
    ),
  ),
  row(
    both('事件编号', 'Ids of events'),
    both('动钱动月份的永久记着，其余 90 天', 'for ever where money or months move, else 90 days'),
  ),
  row(
    both('文档和代码表', 'Documents and code tables'),
    both('可以缓存 5 分钟，带 `ETag`', 'may be cached for 5 minutes, with an `ETag`'),
  ),
]

/** Environments and limits. */
export const limitsPage: Page = {
  slug: 'limits',
  part: 'terms',
  title: both('环境和限额', 'Environments and limits'),
  about: both(
    '有哪些环境、地址在哪里；多快、多大、留多久。',
    'Which environments there are and where; how fast, how large, how long.',
  ),
  blocks: () => [
    h2('environments', '环境', 'Environments'),
    table(
      ['环境', 'Environments'],
      [
        ['名称', 'Name'],
        ['用来做什么', 'What for'],
        ['地址', 'Address'],
        ['令牌', 'Tokens'],
      ],
      [
        row(
          () => coded('local'),
          both('自己的机器上，随时推倒重来', 'your own machine, made anew at will'),
          both('启动时给出；准备文件里的 `api`', 'said at the start; `api` of the ready file'),
          both('`POST /dev/token`', '`POST /dev/token`'),
        ),
        row(
          () => coded('dev'),
          both('联调：编造的人，数据随时会清', 'trying things together: made-up people, data may go'),
          both('运行方给出：部署输出 `ApiUrl`', 'from the operator: output `ApiUrl`'),
          both('该环境的签发方', 'the stage’s issuer'),
        ),
        row(
          () => coded('staging'),
          both('上线前演练，规模和设置同生产', 'rehearsal, as large and set as production'),
          both('同上', 'likewise'),
          both('同上', 'likewise'),
        ),
        row(
          () => coded('prod'),
          both('真的人和真的钱', 'real people and real money'),
          both('同上；公开的文档可在 `EdgeUrl`', 'likewise; open documents at `EdgeUrl` too'),
          both('同上', 'likewise'),
        ),
      ],
    ),
    p(
      '这一页的地址就是接口的地址：`/v1` 在它下面。我们发出的事件，来源写作 `urn:mianshen:` 加环境名。',
      'Where this page is, there is the API: `/v1` beneath it. Our events name their stage: `urn:mianshen:` and its name.',
    ),
    code('curl -s $API/v1/health'),
    h2('rates', '多快', 'How fast'),
    p(
      '超过的得到 429 和 `Retry-After`。带令牌的每个回答都用 `RateLimit-Policy` 说限额，用 `RateLimit` 说还剩多少（`r`）、多少秒后补满（`t`）：',
      'Beyond it is 429 with `Retry-After`. Every answer to a token says the policy in `RateLimit-Policy`, and in `RateLimit` what is left (`r`) and in how many seconds it is full again (`t`):',
    ),
    table(
      ['每个调用者', 'For each caller'],
      [
        ['身份', 'Role'],
        ['每秒', 'A second'],
        ['一次最多连着', 'At once'],
      ],
      rates,
    ),
    ul(
      [
        '同一医药机构的人合在一起算，同一合作方的程序也是。',
        'All who call for one institution are one caller, and so are the programs of one partner.',
      ],
      [
        '次数按单个服务实例各算各的，是防止出错的程序占住系统，不是配额；整个环境另有总量（设置 `throttle`）。',
        'Each instance counts by itself: it keeps a broken program from taking everybody’s place and is no quota; a stage as a whole has its own (`throttle`).',
      ],
    ),
    h2('sizes', '多大、多少、留多久', 'How large, how many, how long'),
    table(
      ['限额', 'Limits'],
      [
        ['什么', 'What'],
        ['多少', 'How much'],
      ],
      sizes,
    ),
  ],
}
