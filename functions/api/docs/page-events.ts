/** The events on the docs page, from the AsyncAPI document, and how they are signed. */
import { html } from 'hono/html'
import { reasons } from '../../../events/reasons.ts'
import { catalogue } from '../../bundles/catalogue.ts'
import { example } from './page-calls.ts'
import { fieldTable, type Schema } from './page-fields.ts'

type Json = Record<string, unknown>

interface Message {
  name: string
  title: string
  summary: string
  description?: string
  examples: { payload: unknown }[]
}

/** All events: those partners send, then those partners receive. */
export function eventReference(events: Json) {
  const { messages, schemas } = events.components as {
    messages: Record<string, Message>
    schemas: Record<string, Schema>
  }
  const resolve = (ref: string) => schemas[ref.split('/').at(-1) as string] ?? {}
  const { description } = events.info as { description: string }
  const section = (direction: 'inbound' | 'outbound') =>
    catalogue
      .filter((entry) => entry.direction === direction)
      .map(({ type, queue }) => {
        const message = messages[type] as Message
        return html`<details><summary><code>${message.name}</code> ${message.title}</summary>
<p>${message.summary}${message.description ?? ''}队列：<code>${queue}</code>。</p>
${fieldTable(schemas[type] ?? {}, resolve)}${example(message.examples[0]?.payload)}
</details>
`
      })
  return html`${description.split('\n\n').map((line) => html`<p>${line}</p>`)}
<h3>信封</h3>
<p>每条消息的最外层；内容在 <code>data</code> 里。</p>
${fieldTable(schemas.envelope ?? {}, resolve)}
<h3>合作方发来的</h3>
<p>放进自己的收件队列；没有队列的，用 <code>POST /v1/events</code> 送来，令牌写明 <code>"role": "partner"</code> 和登记的来源
<code>source</code>。两条路核对、留存、办理都一样，同一来源和编号的事件走哪条路都只办一次。</p>
${section('inbound')}
<h3>发给合作方的</h3>
${section('outbound')}
${rejections}
${signing}`
}

const rejections = html`<h3 id="rejections">被拒的原因</h3>
<p>没有收下的事件原样列为被拒事件，连同原因；它的编号没有占用。等待所需信息的事件一小时后也列在这里。</p>
<table><thead><tr><th>原因</th><th>意思</th><th>处理办法</th></tr></thead><tbody>
${Object.entries(reasons).map(
  ([reason, { meaning, remedy }]) =>
    html`<tr><td><code>${reason}</code></td><td>${meaning}</td><td>${remedy}</td></tr>
`,
)}</tbody></table>
`

const signing = html`<h3 id="signing">签名</h3>
<p>登记了公钥的合作方，每个事件都要签名：</p>
<ol>
<li>事件写上 <code>"signtype": "SM2"</code>，不写 <code>signature</code>。</li>
<li>按 RFC 8785（JSON 规范化）写成文本：字段按名称排序，没有空格，UTF-8。</li>
<li>用 SM2 签名（杂凑用 SM3，用户标识 <code>1234567812345678</code>），r 和 s 连成 128 位十六进制，写进 <code>signature</code>。</li>
</ol>
<p>公钥有起止时间，按事件的 <code>time</code> 选用；换钥时新旧两把可以同时有效。没有签名或签名不对的事件不会收下，见<a href="#rejections">被拒的原因</a>。</p>
<p>命令行工具：<code>npm run event -- keygen | validate 文件 | sign 文件 --key 密钥 | verify 文件 --keys 公钥表 | send 文件</code>。</p>
`
