/** The events on the docs page, from the AsyncAPI document, and how they are signed. */
import { html } from 'hono/html'
import { catalogue } from '../../events/catalogue.ts'
import { example } from './docs-api.ts'
import { fieldTable, type Schema } from './docs-schema.ts'

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
${section('inbound')}
<h3>发给合作方的</h3>
${section('outbound')}
${signing}`
}

const signing = html`<h3 id="signing">签名</h3>
<p>登记了公钥的合作方，每个事件都要签名：</p>
<ol>
<li>事件写上 <code>"signtype": "SM2"</code>，不写 <code>signature</code>。</li>
<li>按 RFC 8785（JSON 规范化）写成文本：字段按名称排序，没有空格，UTF-8。</li>
<li>用 SM2 签名（杂凑用 SM3，用户标识 <code>1234567812345678</code>），r 和 s 连成 128 位十六进制，写进 <code>signature</code>。</li>
</ol>
<p>公钥有起止时间，按事件的 <code>time</code> 选用；换钥时新旧两把可以同时有效。没有签名或签名不对的事件不会收下，列为被拒事件，原因是：</p>
<table><thead><tr><th>原因</th><th>意思</th></tr></thead><tbody>
<tr><td><code>unsigned</code></td><td>没有签名</td></tr>
<tr><td><code>unknown-signtype</code></td><td>签名算法不是 SM2</td></tr>
<tr><td><code>unknown-source</code></td><td>来源没有登记，或没有登记公钥</td></tr>
<tr><td><code>no-key</code></td><td>事件发生的时间没有有效的公钥，或者到得太晚</td></tr>
<tr><td><code>bad-signature</code></td><td>签名与内容不符</td></tr>
<tr><td><code>not-your-source</code></td><td>来源写的不是自己</td></tr>
<tr><td><code>not-your-event</code></td><td>这种事件不由这一方发送</td></tr>
</tbody></table>
<p>命令行工具：<code>npm run event -- keygen | validate 文件 | sign 文件 --key 密钥 | verify 文件 --keys 公钥表 | send 文件</code>。</p>
`
