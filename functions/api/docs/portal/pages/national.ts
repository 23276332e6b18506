/** The national interface: which field of its messages becomes which of our events, table by table, from the mapping itself. */
import { wireType } from '../../../../../events/catalogue.ts'
import { nationalTables } from '../../../../inbox/national/index.ts'
import { type Block, h2, json, p, type Row, table, ul } from '../blocks.ts'
import type { Page } from '../page.ts'
import { both, chinese, coded } from '../words.ts'

/** Messages of the national interface. */
export const nationalPage: Page = {
  slug: 'national',
  part: 'partners',
  title: both('国家接口规范', 'The national interface'),
  about: both(
    '按《医疗保障信息平台定点医药机构接口规范》发的消息：收哪些，哪个字段变成哪个事件。',
    'Messages of the national interface specification: which are taken, and which field becomes which of our events.',
  ),
  blocks: () => [
    ul(
      [
        '用 `POST /v1/national/{infno}` 发来，令牌和合作方的一样；也可以放进收件队列。回答是规范的样子：`infcode`、`err_msg`。',
        'Send them to `POST /v1/national/{infno}` with a partner’s token, or into the inbound queue. The answer has the specification’s form: `infcode`, `err_msg`.',
      ],
      [
        '事件编号取自 `msgid`，时间取自 `inf_time`（回答取 `refmsg_time`）；同一条消息再来，还是同样的事件。',
        'Ids come from `msgid`, times from `inf_time` (of answers `refmsg_time`); a message that comes again says the same events.',
      ],
      [
        '数字写成文本，时间补上时区，空文本按没有填；对不上的说明是哪个字段。',
        'Numbers are written as text, times get their offset, empty text is not given; what cannot be mapped is refused with its field.',
      ],
    ),
    p('名称和说明按规范，只有中文。', 'Names and what is said of fields are the specification’s, in Chinese.'),
    ...nationalTables.flatMap(messageBlocks),
  ],
}

type NationalTable = (typeof nationalTables)[number]

function messageBlocks({ infno, name, kind, about, events, fields, sample }: NationalTable): Block[] {
  const types = events.map(({ type }) => `[\`${wireType(type)}\`](/docs/events#${type})`)
  const rows = fields.map(
    ({ ours, national, name: called, about: says = '' }): Row => ({
      cells: [
        () => coded(national.join(' ')),
        () => coded(ours),
        (language) => chinese([called, says].filter(Boolean).join('：'), language),
      ],
    }),
  )
  return [
    h2(`infno-${infno}-${kind}`, `\`${infno}\` ${name}`, `\`${infno}\``),
    { kind: 'drawn', entries: [], draw: (language) => chinese(about, language) },
    p(`变成：${types.join('、') || '—'}`, `Becomes: ${types.join(', ') || '—'}`),
    table(
      [`${infno} 的字段`, `Fields of ${infno}`],
      [
        ['规范的字段', 'National field'],
        ['我们的字段', 'Our field'],
        ['是什么', 'What it is'],
      ],
      rows,
    ),
    json(sample),
  ]
}
