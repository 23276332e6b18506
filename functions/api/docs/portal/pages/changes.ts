/** Versions: what may change, what may not, how long an old form is taken; and what has changed. */
import { changes } from '../../changes.ts'
import type { Change } from '../../first-version.ts'
import { type Block, h2, h3, p, ul } from '../blocks.ts'
import type { Page } from '../page.ts'
import { both } from '../words.ts'

const policy: readonly Block[] = [
  p(
    '接口的版本在路径里（`/v1`），事件的版本在类型里（`.v1`）。同一版本之内：',
    'The version of calls is in the path (`/v1`), that of an event in its type (`.v1`). Within a version:',
  ),
  h3('may', '不另行通知就可能变的', 'What may change without notice'),
  ul(
    [
      '多出新的接口、事件、可以不填的字段、回答里的字段、查询参数。',
      'New calls, events, optional fields, fields of answers, query parameters.',
    ],
    [
      '多出新的代码、错误编号、被拒原因：遇到不认得的，按状态码和 `title` 处理，不要出错。',
      'New codes, error codes, reasons: meeting one you do not know, go by the status and `title`, and do not fail.',
    ],
    [
      '写给人看的文字、列表里同时刻的先后、JSON 字段的先后、游标和各种编号的写法。',
      'Text for people, order of what is of one moment, order of JSON members, how cursors and numbers are written.',
    ],
    ['限额放宽。', 'Limits that are raised.'],
  ),
  h3('may-not', '不会变的', 'What does not change'),
  ul(
    [
      '字段的名称、类型、单位和意思；代码、错误编号、原因的意思；错误的状态码。',
      'Name, type, unit and meaning of a field; meaning of codes, error codes and reasons; the status of an error.',
    ],
    [
      '原来可以不填的不会变成必填，原来收的不会不收（法规要求的除外，提前三个月通知）。',
      'What was optional does not become required, what was taken stays taken (but where the law asks, with three months’ notice).',
    ],
    [
      '同一事件只办一次；已经收下的不会变成没收下。',
      'An event is handled once; what was accepted does not become not accepted.',
    ],
  ),
  h3('old', '旧的形式收多久', 'How long an old form is taken'),
  ul(
    [
      '非改不可的，出新版本（`/v2`、`.v2`），新旧并行至少 12 个月；从这一页写明停用日期那天算起。',
      'What must change comes as a new version (`/v2`, `.v2`), and both are served for at least 12 months from the day this page names the end.',
    ],
    [
      '停用的在 OpenAPI 里标 `deprecated`，登记的合作方由运行方逐家通知。',
      'What will end is marked `deprecated` in OpenAPI, and the operator tells every registered partner.',
    ],
    [
      '发出的事件：新版本只发给要了新版本的合作方，旧版本照发到停用日。',
      'Of what we send, a partner gets the new version once it asks for it, and the old one until its end.',
    ],
    ['收限额、堵漏洞可以更快，但会先说。', 'Lowering a limit or closing a hole may be faster, and is told before.'],
  ),
]

/** Versions and changes. */
export const changesPage: Page = {
  slug: 'changes',
  part: 'terms',
  title: both('版本和变更', 'Versions and changes'),
  about: both(
    '什么会变、什么不变、旧的收多久；接口和事件变过什么。',
    'What may change and what may not, how long an old form is taken, and what has changed.',
  ),
  blocks: () => [
    h2('policy', '约定', 'What you may rely on'),
    ...policy,
    h2('changelog', '变过什么', 'What has changed'),
    ...changes.flatMap(changed),
  ],
}

function changed({ version, date, adds, ends = [], tells }: Change): Block[] {
  const named = (names: readonly string[]) => names.map((name) => `\`${name}\``)
  const lists = [
    both(`新增：${named(adds).join('、')}`, `Added: ${named(adds).join(', ')}`),
    ...(ends.length === 0 ? [] : [both(`停用：${named(ends).join('、')}`, `Ended: ${named(ends).join(', ')}`)]),
  ]
  return [
    h3(`v${version}`, `${version}（${date}）`, `${version} (${date})`),
    ul(...[...tells, ...lists].map(({ zh, en }): [string, string] => [zh, en])),
  ]
}
