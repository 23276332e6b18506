/**
 * The SQS server (fauxqs), made to fit a stack whose processes may be killed. What is mended here, each time because it
 * lost messages or calls in a test:
 * - it listens on all interfaces whatever host it is given; here on loopback only;
 * - its queue URLs name hosts (`sqs.cn-north-1.localhost`) that not every machine resolves, and after a restart the port
 *   of long ago; here they are 127.0.0.1 and the present port;
 * - a caller that died while it waited for messages is still served the next ones, which are then away until their
 *   visibility ends; here it is not;
 * - with a data directory, giving a message back at once (visibility 0) fails on its database and loses the message from
 *   memory; here its state is kept;
 * - it refuses letters beyond the basic plane (𠮷), which SQS takes; here it takes them;
 * - it forgets the group of a message of a standard queue, by which SQS is fair; here groups take turns.
 * It reaches into files that the package does not export: its version is pinned, and `test/infra/local/sqs/fauxqs.test.ts`
 * holds all six.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { Server, type Socket } from 'node:net'
import { type FauxqsServer, startFauxqs } from 'fauxqs'
import { queueUrl } from '../queues.ts'
import { FairList } from './turns.ts'

type Method = (this: unknown, ...args: unknown[]) => unknown
type Prototype = Record<string, Method>

/**
 * Starts an SQS server on loopback. With `dataDir` its state is on disk and survives a kill. One server a process: the
 * package is mended for all of it.
 */
export async function startSqs(options: { port: number; region: string; dataDir?: string }): Promise<FauxqsServer> {
  const { port, region, dataDir } = options
  listenOnLoopback()
  await ownQueueUrls(port)
  await serveNobodyWhoLeft()
  await takeTurns()
  await takeAllLetters()
  if (dataDir !== undefined) await keepReturnedMessages()
  return startFauxqs({ port, defaultRegion: region, logger: false, ...(dataDir === undefined ? {} : { dataDir }) })
}

async function prototypeOf(file: string, name: string): Promise<Prototype> {
  const module = (await import(new URL(file, import.meta.resolve('fauxqs')).href)) as Record<
    string,
    { prototype: Prototype }
  >
  const found = module[name]
  if (!found) throw new Error(`fauxqs has no ${name} in ${file} any more`)
  return found.prototype
}

function wrap(prototype: Prototype, name: string, make: (original: Method) => Method): void {
  const original = prototype[name]
  if (typeof original !== 'function') throw new Error(`fauxqs has no method ${name} any more`)
  prototype[name] = make(original)
}

function listenOnLoopback(): void {
  wrap(
    Server.prototype as unknown as Prototype,
    'listen',
    (listen) =>
      function (this: unknown, first: unknown, ...rest: unknown[]) {
        const target = typeof first === 'object' && first !== null ? { ...first, host: '127.0.0.1' } : first
        return listen.call(this, target, ...rest)
      },
  )
}

async function ownQueueUrls(port: number): Promise<void> {
  const store = await prototypeOf('./sqs/sqsStore.js', 'SqsStore')
  const ours = (name: unknown) => queueUrl(port, String(name))
  wrap(store, 'buildQueueUrl', () => (name) => ours(name))
  wrap(
    store,
    'createQueue',
    (create) =>
      function (this: unknown, name: unknown, _url: unknown, ...rest: unknown[]) {
        return create.call(this, name, ours(name), ...rest)
      },
  )
}

interface Entry {
  MessageBody?: string
  MessageGroupId?: string
}

/** A request under way: who waits for its answer, and what of it has not become a message yet. */
interface Call {
  socket: Socket
  unsent: Entry[]
}

const calls = new AsyncLocalStorage<Call>()

async function serveNobodyWhoLeft(): Promise<void> {
  wrap(
    await prototypeOf('./sqs/sqsRouter.js', 'SqsRouter'),
    'handle',
    (handle) =>
      function (this: unknown, request: unknown, reply: unknown) {
        const { raw, body } = request as { raw: { socket: Socket }; body?: Entry & { Entries?: Entry[] } }
        const unsent = [...(body?.Entries ?? (body ? [body] : []))]
        return calls.run({ socket: raw.socket, unsent }, () => handle.call(this, request, reply))
      },
  )
  wrap(
    await prototypeOf('./sqs/sqsStore.js', 'SqsQueue'),
    'dequeue',
    (dequeue) =>
      function (this: unknown, ...args: unknown[]) {
        const caller = calls.getStore()?.socket
        return caller?.destroyed || caller?.readableEnded ? [] : dequeue.apply(this, args)
      },
  )
}

/** Messages keep their group, and are taken from the queue group by group in turn. */
async function takeTurns(): Promise<void> {
  const store = (await prototypeOf('./sqs/sqsStore.js', 'SqsStore')).constructor as unknown as Prototype
  wrap(
    store,
    'createMessage',
    (create) =>
      function (this: unknown, body: unknown, attributes: unknown, delay: unknown, group: unknown, ...rest: unknown[]) {
        const unsent = calls.getStore()?.unsent ?? []
        const [entry] = unsent.splice(
          unsent.findIndex(({ MessageBody }) => MessageBody === body),
          1,
        )
        return create.call(this, body, attributes, delay, group ?? entry?.MessageGroupId, ...rest)
      },
  )
  wrap(
    await prototypeOf('./sqs/sqsStore.js', 'SqsQueue'),
    'dequeue',
    (dequeue) =>
      function (this: unknown, ...args: unknown[]) {
        const queue = this as { messages: { messageGroupId?: string | undefined }[] }
        if (!(queue.messages instanceof FairList)) {
          const fair = new FairList()
          for (const message of queue.messages) fair.push(message)
          queue.messages = fair
        }
        return dequeue.apply(this, args)
      },
  )
}

/** What SQS refuses: control characters, lone surrogates, U+FFFE and U+FFFF. */
const refusedLetter = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u

async function takeAllLetters(): Promise<void> {
  const name = 'INVALID_MESSAGE_BODY_CHAR'
  const url = new URL('./sqs/sqsTypes.js', import.meta.resolve('fauxqs')).href
  const own = ((await import(url)) as Record<string, RegExp>)[name]
  if (!(own instanceof RegExp)) throw new Error(`fauxqs has no ${name} any more`)
  own.test = (body) => refusedLetter.test(body)
}

async function keepReturnedMessages(): Promise<void> {
  interface Manager {
    db: { prepare(sql: string): { run(...args: unknown[]): unknown } }
  }
  const sql = 'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?'
  wrap(
    await prototypeOf('./persistence.js', 'PersistenceManager'),
    'updateMessageReady',
    () =>
      function (this: unknown, messageId: unknown) {
        return (this as Manager).db.prepare(sql).run(messageId)
      },
  )
}
