/** A service that answers as told, and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came. */
export interface Asked {
  headers: IncomingHttpHeaders
  body: string
  at: number
}

/** What becomes of a request. */
export type Fate = (response: ServerResponse) => void

/** It is answered, in JSON. */
export const says =
  (status: number, body: object, headers: Record<string, string> = {}): Fate =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...headers }).end(JSON.stringify(body))

/** It is refused under a name. */
export const refuses = (name: string, status = 400, more: object = {}, headers: Record<string, string> = {}): Fate =>
  says(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'said so', ...more }, headers)

/** The connection ends before a word was said. */
export const hangsUp: Fate = (response) => response.socket?.destroy()

/** It ends in the middle of the answer. */
export const breaksOff: Fate = (response) => {
  response.writeHead(200, { 'content-length': '1000' })
  response.write('{"Item":{"pk":', () => response.socket?.destroy())
}

/** It is answered when nobody waits for it any more. */
export const answersAfter =
  (ms: number, fate: Fate): Fate =>
  (response) => {
    setTimeout(() => fate(response), ms)
  }

/** Starts a service that answers one request after the other as told, the last of them for ever. */
export async function startService(...fates: Fate[]) {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      asked.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), at: performance.now() })
      const fate = fates[Math.min(asked.length, fates.length) - 1] as Fate
      fate(response)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    endpoint,
    asked,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
