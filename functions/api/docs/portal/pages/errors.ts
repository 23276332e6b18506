/** Everything that can go wrong and what to do about it: why an event is not taken, and the codes of problems. */
import { type RejectionReason, reasons } from '../../../../../events/reasons.ts'
import { heard } from '../../../../bundles/catalogue.ts'
import type { Route } from '../../../../calls/route.ts'
import { problemsOf } from '../../openapi-problems.ts'
import { type Block, h2, json, p, type Row, row, table, ul } from '../blocks.ts'
import type { Page } from '../page.ts'
import { both, coded } from '../words.ts'

const heads = [
  ['原因', 'Reason'],
  ['意思', 'Meaning'],
  ['处理办法', 'Remedy'],
] as const

/** What can go wrong. */
export const errorsPage: Page = {
  slug: 'errors',
  part: 'reference',
  title: both('错误和原因', 'Errors and reasons'),
  about: both(
    '接口的错误编号、事件被拒的原因，各自什么意思、怎么办。',
    'Error codes of calls and reasons for which events are not taken: what each means, and what to do.',
  ),
  blocks: (routes) => [
    h2('codes', '接口的错误编号', 'Error codes of calls'),
    p(
      '出错时回答 `application/problem+json`（RFC 9457）。`code` 不会变，程序按它判断；`title` 和 `detail` 是中文，可以直接给参保人看；填写有误（400）时 `errors` 逐项说明。',
      'Errors are `application/problem+json` (RFC 9457). `code` never changes: programs go by it. `title` and `detail` are Chinese, for the citizen to read; for bad input (400) `errors` names each field.',
    ),
    json({
      type: 'about:blank',
      status: 400,
      code: 'bad-request',
      title: '填写的内容有误',
      detail: '请按提示修改后再试。',
      errors: [{ field: 'from', message: '缺少开始日期' }],
    }),
    ul(
      [
        '可以重试的：429、500、503 和 `key-in-progress`，都带 `Retry-After`（秒）。用同一个 `Idempotency-Key`，重试不会办两次。',
        'To be retried: 429, 500, 503 and `key-in-progress`; all come with `Retry-After` (seconds). With the same `Idempotency-Key` nothing is done twice.',
      ],
      [
        '其余的重试没有用：改正内容、换身份，或者重新读一遍现状。',
        'Retrying the others does not help: correct the input, call as somebody else, or read how things stand.',
      ],
    ),
    codeTable(routes),
    h2('reasons', '事件被拒或等待的原因', 'Why an event is not taken, or waits'),
    p(
      '没有收下的事件原样列为被拒事件，连同原因；它的编号没有占用。原因以 `needs-` 开头的在等所需的信息，到了自动办理。怎样得知见[回执](/docs/queues#receipts)。',
      'An event that is not taken is kept as it came, with the reason; its id stays free. One whose reason begins with `needs-` waits for what it needs and is taken up by itself. How to learn of it: [receipts](/docs/queues#receipts).',
    ),
    reasonTable(),
  ],
}

const parked = both(reasons['needs-person'].remedy, reasons['needs-person'].en.remedy)

function reasonRow(reason: RejectionReason): Row {
  const { meaning, remedy, en } = reasons[reason]
  return {
    entry: { id: `reason-${reason}`, name: both(reason, reason), about: both(meaning, en.meaning) },
    cells: [() => coded(reason), both(meaning, en.meaning), both(remedy, en.remedy)],
  }
}

/** All error codes of these routes, each with its remedy. */
export const codeTable = (routes: readonly Route[]): Block =>
  table(
    ['全部错误编号', 'All error codes'],
    [
      ['编号', 'Code'],
      ['状态码', 'Status'],
      ['什么时候', 'When'],
      ['处理办法', 'Remedy'],
    ],
    Object.entries(problemsOf(routes)).map(([code, { status, when, remedy, en }]) => ({
      entry: { id: `code-${code}`, name: both(code, code), about: both(when, en.when) },
      cells: [() => coded(code), both(`${status}`, `${status}`), both(when, en.when), both(remedy, en.remedy)],
    })),
  )

/** All reasons, each with its remedy. */
export const reasonTable = (): Block =>
  table(['全部原因', 'All reasons'], heads, [
    ...(Object.keys(reasons) as RejectionReason[]).map(reasonRow),
    ...[...new Map(heard.flatMap(({ needs }) => (needs ? [[needs.reason, needs]] : []))).values()].map(
      ({ reason, meaning, en = meaning }) => row(() => coded(reason), both(meaning, en), parked),
    ),
  ])
