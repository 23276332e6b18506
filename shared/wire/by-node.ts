/** Requests by Node's own client: nothing more to load, for what must start at once. */
import { Agent, type IncomingMessage, request } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { overdue, type Post, type PostAnswer } from './post.ts'

const agents = {
  'http:': new Agent({ keepAlive: true, maxSockets: 64, scheduling: 'lifo' }),
  'https:': new SecureAgent({ keepAlive: true, maxSockets: 64, scheduling: 'lifo' }),
}

const places = new Map<string, { protocol: 'http:' | 'https:'; hostname: string; port: string }>()

function placeOf(origin: string) {
  const held = places.get(origin)
  if (held) return held
  const { protocol, hostname, port } = new URL(origin)
  const place = { protocol: protocol === 'https:' ? protocol : 'http:', hostname, port } as const
  places.set(origin, place)
  return place
}

/** {@link Post} by `node:http` and `node:https`. */
export const postByNode: Post = ({ origin, headers, body, patienceMs, signal }) => {
  const { protocol, hostname, port } = placeOf(origin)
  const ask = protocol === 'https:' ? secureRequest : request
  const how = { agent: agents[protocol], hostname, port, method: 'POST', path: '/', headers, signal }
  return new Promise((done, failed) => {
    const asking = ask(how, (response) => read(response, done, failed))
    const giveUp = () => {
      // One that still waits for a connection says nothing of its end before it would have had one.
      failed(overdue(patienceMs))
      asking.destroy(overdue(patienceMs))
    }
    const timer = setTimeout(giveUp, patienceMs)
    // What goes wrong with a socket may be said more than once; unheard, it would end the process.
    asking.on('error', failed)
    asking.once('close', () => clearTimeout(timer))
    asking.end(body)
  })
}

/** Reads the answer; one that breaks off on the way is none. */
function read(response: IncomingMessage, done: (answer: PostAnswer) => void, failed: (error: Error) => void): void {
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  response.on('error', failed)
  response.once('close', () => failed(new Error('wire: the answer broke off')))
  response.once('end', () =>
    done({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }),
  )
}
