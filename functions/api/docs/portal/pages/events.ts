/** The events, from the AsyncAPI document. */
import { html } from 'hono/html'
import { asyncApi } from '../../../../../events/asyncapi.ts'
import { type CatalogueEntry, wireType } from '../../../../../events/catalogue.ts'
import { partnerNames } from '../../../../../events/define.ts'
import { madeOnce } from '../../../../../shared/made-once.ts'
import { catalogue } from '../../../../bundles/catalogue.ts'
import { type Block, drawn, type Entry, h2, p, type Row, table, ul } from '../blocks.ts'
import { eventInEnglish, partnersInEnglish } from '../english-events.ts'
import { fieldTable, type Schema } from '../fields.ts'
import type { Language } from '../language.ts'
import type { Page } from '../page.ts'
import { type Both, both, type Html } from '../words.ts'
import { example } from './calls.ts'

interface Message {
  name: string
  examples: { payload: unknown }[]
}

const words = {
  from: both('发送方：', 'Sent by: '),
  queue: both('队列：', 'Queue: '),
} as const

/** What an event is called, and what it means. */
const eventNamed = (entry: CatalogueEntry): { title: Both; about: Both } => {
  const english = eventInEnglish(entry)
  return { title: both(entry.title, english.title), about: both(entry.about, english.about) }
}

export const eventsPage: Page = {
  slug: 'events',
  part: 'partners',
  title: both('事件', 'Events'),
  about: both(
    '合作方与系统之间的全部事件，每种带字段和示例。',
    'Every event between partners and this system, with its fields and an example.',
  ),
  blocks: () => [
    h2('identity', '怎样算同一个事件', 'What is one event'),
    ul(
      [
        '每条消息是一个 CloudEvents 1.0 JSON 对象。`source` 加 `id` 标识一个事件：无论来几次、以什么顺序来，只办一次。',
        'Every message is a CloudEvents 1.0 JSON object. `source` and `id` name an event: it is handled once, however often and in whatever order it comes.',
      ],
      [
        '同一编号、另一内容是 `id-reused`，不起作用。被拒的编号没有占用。',
        'The same id with other content is `id-reused` and changes nothing. The id of a rejected event stays free.',
      ],
      [
        '`time` 是事情发生的时间。同一件事的两次报告，以 `time` 晚的为准；晚于业务时钟十分钟以上的不收。',
        '`time` is when it happened. Of two reports of one fact the later holds; what lies more than ten minutes ahead of the business clock is rejected.',
      ],
      [
        '先到的事件等它要的信息（还没有登记的人、还没有的账户余额），到了自动办；一小时后仍缺的列为被拒事件，缺的到了还是自动办。',
        'An event that comes before what it needs (a person, a balance) waits and is taken up by itself; after an hour it is listed as rejected and is still taken up when its need comes.',
      ],
      [
        '表中没有列出的字段不影响接收；区划代码按所属统筹区办理。',
        'Fields not listed do no harm; area codes are read as the pooling area they belong to.',
      ],
    ),
    p(
      '怎样发送和收取、回执，见[队列和回执](/docs/queues)；签名见[签名](/docs/signing)；被拒的原因和处理办法见[错误和原因](/docs/errors#reasons)。',
      'How to send and receive, and receipts: [queues and receipts](/docs/queues); signatures: [signing](/docs/signing); reasons and remedies: [errors and reasons](/docs/errors#reasons).',
    ),
    h2('envelope', '信封', 'The envelope'),
    p('每条消息的最外层；内容在 `data` 里。', 'What every message has; its content is in `data`.'),
    drawn((language) => {
      const { schemas, resolve } = documented(catalogue)
      return fieldTable(schemas.envelope ?? {}, resolve, language)
    }),
    h2('inbound', '合作方发来的', 'What partners send'),
    section('inbound'),
    h2('outbound', '发给合作方的', 'What partners receive'),
    section('outbound'),
  ],
}

const section = (direction: CatalogueEntry['direction']): Block => {
  const entries = catalogue.filter((entry) => entry.direction === direction)
  return drawn((language) => html`${entries.map((entry) => eventSection(entry, language))}`, entries.map(found))
}

const found = (entry: CatalogueEntry): Entry => {
  const name = wireType(entry.type)
  return { id: entry.type, name: both(name, name), about: eventNamed(entry).title }
}

const documented = madeOnce((entries: typeof catalogue) => {
  const { messages, schemas } = asyncApi(entries).components as {
    messages: Record<string, Message>
    schemas: Record<string, Schema>
  }
  return { messages, schemas, resolve: (ref: string) => schemas[ref.split('/').at(-1) as string] ?? {} }
})

function eventSection(entry: CatalogueEntry, language: Language): Html {
  const { messages, schemas, resolve } = documented(catalogue)
  const { title, about } = eventNamed(entry)
  return html`<details id="${entry.type}"><summary><code>${wireType(entry.type)}</code> ${title[language]}</summary>
<p>${about[language]}</p>
<p class="quiet">${sendersOf(entry, language)}${words.queue[language]}<code>${entry.queue}</code></p>
${fieldTable(schemas[entry.type] ?? {}, resolve, language)}${example(messages[entry.type]?.examples[0]?.payload)}
</details>
`
}

function sendersOf(entry: CatalogueEntry, language: Language): string {
  if (entry.direction === 'outbound') return ''
  const names = entry.from.map((kind) => (language === 'zh' ? partnerNames : partnersInEnglish)[kind])
  return `${words.from[language]}${names.join(language === 'zh' ? '、' : ', ')}${language === 'zh' ? '。' : '. '}`
}

/** Events by name, each leading to what is said of it. */
export const eventList = (of: readonly [zh: string, en: string], entries: readonly CatalogueEntry[]): Block =>
  table(
    of,
    [
      ['事件', 'Event'],
      ['是什么', 'What it is'],
    ],
    entries.map((entry): Row => {
      const link = `[\`${wireType(entry.type)}\`](/docs/events#${entry.type})`
      return { cells: [both(link, link), eventNamed(entry).title] }
    }),
  )
