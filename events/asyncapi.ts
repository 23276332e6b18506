/** The events as an AsyncAPI 3.0 document, made of the same schemas that check the traffic. */
import * as z from 'zod'
import { type CatalogueEntry, wireType } from './catalogue.ts'
import { type OutboundQueue, partnerNames } from './define.ts'
import { envelope } from './envelope.ts'
import { reasons } from './reasons.ts'
import { signingExample } from './signing-example.ts'
import { ourSource } from './wire.ts'

/** What each queue is for, as partners read it. */
const queues: Readonly<Record<'inbox' | OutboundQueue, string>> = {
  inbox: '合作方把事件发到这里',
  tax: '税务部门从这里取缴费单',
  bank: '银行从这里取付款和划款指令',
  notice: '通知服务从这里取要发的通知',
  medins: '两地医保经办机构从这里取备案记录',
  registry: '医保参保登记系统从这里取参保变更和待遇',
  hotline: '12345 热线从这里取工单办理情况',
  invoice: '财政电子票据系统从这里取查验请求和报销入账标记',
  receipts: '发来事件的合作方从这里取回执；各家有自己的一个队列（receipts-编号），本地共用一个',
}

/** Time of the examples; it means nothing. */
const EXAMPLE_TIME = '2026-03-10T09:00:00+08:00'

/** The AsyncAPI 3.0 document of these events; `version` is that of the release. A new object at every call. */
export function asyncApi(catalogue: readonly CatalogueEntry[], version = '1.0.0'): Record<string, unknown> {
  return {
    asyncapi: '3.0.0',
    info: {
      title: '免申即享：医保事件接口',
      version,
      description: [
        '合作方与系统之间的全部事件。每条消息是一个 CloudEvents 1.0 JSON 对象。',
        '来源（source）加编号（id）标识一个事件：无论来几次、以什么顺序来，只办一次；同一编号不能用于另一个事件。',
        '没有收下的事件原样列为被拒事件，原因和处理办法见 inbox 的 x-rejections；被拒的编号没有占用。',
        '大批量发送不耽误别人：收下的事件按来源（source）轮流办理。几家共用一个收件队列时，请把 source 作为消息组（SQS 的 MessageGroupId）一起发送，检查也就轮流进行；有自己的收件队列时不必。',
        '金额是两位小数的文本（元），月份写作 YYYYMM，区划代码按所属统筹区办理。表中没有列出的字段不影响接收。',
      ].join('\n\n'),
    },
    'x-signing-example': signingExample,
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(
      Object.keys(queues).map((queue) => [queue, channel(queue as keyof typeof queues, catalogue)]),
    ),
    operations: Object.fromEntries(
      Object.keys(queues).map((queue) => operation(queue as keyof typeof queues, catalogue)),
    ),
    components: {
      messages: Object.fromEntries(catalogue.map((entry) => [entry.type, message(entry)])),
      schemas: {
        envelope: jsonSchema(envelope),
        ...Object.fromEntries(catalogue.map((e) => [e.type, jsonSchema(e.data)])),
      },
    },
  }
}

function channel(queue: keyof typeof queues, catalogue: readonly CatalogueEntry[]): Record<string, unknown> {
  const messages = entriesOf(queue, catalogue).map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])
  const described = { address: queue, description: queues[queue], messages: Object.fromEntries(messages) }
  return queue === 'inbox' ? { ...described, 'x-rejections': rejections() } : described
}

/** Every reason for which an event is not taken: what it means, and what its sender can do. */
const rejections = () => Object.entries(reasons).map(([reason, { meaning, remedy }]) => ({ reason, meaning, remedy }))

function operation(
  queue: keyof typeof queues,
  catalogue: readonly CatalogueEntry[],
): [string, Record<string, unknown>] {
  const action = queue === 'inbox' ? 'receive' : 'send'
  const messages = entriesOf(queue, catalogue).map(({ type }) => ({ $ref: `#/channels/${queue}/messages/${type}` }))
  const name = `${action}${queue.charAt(0).toUpperCase()}${queue.slice(1)}`
  return [name, { action, channel: { $ref: `#/channels/${queue}` }, summary: queues[queue], messages }]
}

function entriesOf(queue: string, catalogue: readonly CatalogueEntry[]): CatalogueEntry[] {
  return catalogue.filter((entry) => entry.queue === queue)
}

function message(entry: CatalogueEntry): Record<string, unknown> {
  const type = wireType(entry.type)
  const senders =
    entry.direction === 'inbound' ? `发送方：${entry.from.map((kind) => partnerNames[kind]).join('、')}。` : ''
  return {
    name: type,
    title: entry.title,
    summary: entry.about,
    ...(senders && { description: senders }),
    payload: {
      allOf: [{ $ref: '#/components/schemas/envelope' }],
      type: 'object',
      required: ['type', 'data'],
      properties: { type: { const: type }, data: { $ref: `#/components/schemas/${entry.type}` } },
    },
    examples: [{ name: entry.type, summary: entry.title, payload: exampleEvent(entry) }],
  }
}

/** A whole event with the catalogue's example as its `data`. */
export function exampleEvent(entry: CatalogueEntry): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: `example-${entry.type}`,
    source: entry.direction === 'inbound' ? `urn:partner:${entry.from[0]}-13` : ourSource('prod'),
    type: wireType(entry.type),
    time: EXAMPLE_TIME,
    datacontenttype: 'application/json',
    data: entry.example,
  }
}

/** A schema as partners must write to it: before any mapping of ours. */
function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' })
  return rest
}
