/**
 * The desk's calls over HTTP. Behind a gateway they come to the desk's own function; on one machine to the same app,
 * straight from Node's server: what is asked a thousand times a second makes no web request and answer of each.
 */
import type { IncomingMessage, RequestListener } from 'node:http'
import { deskCall } from '../../../functions/desk/call.ts'
import type { Answering } from '../../../functions/http/gateway.ts'

/** Bytes that are kept of a body: more than the desk reads. */
const mostKept = 64 * 1024

/** Whether this is the desk's call. */
export const isDeskCall = ({ method, url }: IncomingMessage): boolean => `${method} ${url}` === deskCall

/** Answers by the app. */
export function listenAtDesk(app: Answering): RequestListener {
  return (asked, answer) => {
    const { method = '', url = '', headers } = asked
    const header = (name: string) => headers[name]?.toString()
    const kept: Buffer[] = []
    let length = 0
    asked.on('data', (part: Buffer) => {
      if (length <= mostKept) kept.push(part)
      length += part.length
    })
    asked.on('end', async () => {
      const reply = await app({ method, path: url, header, body: Buffer.concat(kept).toString() })
      answer.writeHead(reply.status, reply.headers).end(reply.body)
    })
  }
}
