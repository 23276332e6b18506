/**
 * Puts accepted events into the bureau's own inbox again, as they came: `npm run replay -- --from T [--to T] [--source S]`.
 * After a restore it makes up for what the table has forgotten (infra/runbooks/restore.md); what it has not, changes nothing,
 * for an event is known by its identity. Stopped, it says where it goes on.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { parseArgs } from 'node:util'
import { type Archived, archivedIn, archivePrefix, hourPrefix, instantOf } from '../../../functions/inbox/archive.ts'
import type { Bucket } from '../../../shared/bucket/bucket.ts'
import { compareInstants, type Instant, parseInstant } from '../../../shared/calendar/index.ts'
import type { Keys } from '../../../shared/identity/index.ts'
import {
  main,
  type Terminal as Plain,
  readArgs,
  required,
  runCommand,
  terminal,
  timeOf,
  type Usage,
  WrongCall,
} from '../support/command.ts'
import { counted, type Said, say } from '../support/language.ts'
import { meansOf } from './replay-means.ts'

const usage: Usage = {
  command: 'npm run replay',
  text: {
    zh: `用法：npm run replay -- --from 时刻 [选项]

  --from 时刻       从这一刻收下的事件起，带时区，如 2026-03-02T09:00:00+08:00
  --to 时刻         到这一刻为止，不含（默认：现在；重放产生的新归档不会再放）
  --source 来源     只放这个来源的
  --after 归档名    接着上次停下的地方，停下时会打印
  --rate N          每秒最多放 N 条（默认 500）
  --dry-run         只数不放
连接：本机 --ready-file 文件；云上 --stage 阶段 --bucket 桶名（堆栈输出 ArchiveBucket）--keys 密钥文件（- 为标准输入）
      [--region 区域]

事件按原样放回本单位自己的收件队列，带着原来的来路；已经办过的按来源和编号认出，不起作用。
Ctrl-C 在放完手头的一批后停下。`,
    en: `Usage: npm run replay -- --from T [options]

  --from T          events accepted from this moment on, with offset: 2026-03-02T09:00:00+08:00
  --to T            up to this moment, not itself (now if not given: what the replay archives is not sent again)
  --source S        of this source alone
  --after NAME      goes on where it stopped, which it then prints
  --rate N          at most N events a second (500 if not given)
  --dry-run         counts, and sends nothing
Where: --ready-file FILE on this machine; in the cloud --stage S --bucket NAME (output ArchiveBucket of the stack)
       --keys FILE (- is standard input) [--region R]

Events go into the bureau's own inbox as they came, with the way they came by; what was done already is known by source and
id, and changes nothing. Ctrl-C stops it after the batch in hand.`,
  },
  done: { zh: '放完', en: 'all are sent' },
  wrong: { zh: '停下了，或有归档读不出', en: 'stopped, or something in the archive could not be read' },
}

/** What is to be sent again. */
export interface Replay {
  readonly from: Instant
  /** Not itself. */
  readonly to: Instant
  readonly source?: string
  /** The key of the last object that was done with. */
  readonly after?: string
  /** Events a second at most. */
  readonly rate: number
  readonly dryRun: boolean
}

/** What it needs: where events are kept, and who takes them. */
export interface ReplayMeans {
  readonly archive: Pick<Bucket, 'get' | 'list'>
  readonly keys: Keys
  /** Resolves when all are in the inbox. Throws if some could not be put there. */
  send(events: readonly Archived[]): Promise<void>
  out(text: string): void
  pause(ms: number): Promise<unknown>
  /** Somebody wants it to stop. */
  stopped(): boolean
}

/** What was done. */
export interface Replayed {
  readonly events: number
  readonly objects: number
  /** Keys of what could not be read. */
  readonly unreadable: readonly string[]
  /** The key behind which it goes on; absent if all is done. */
  readonly after?: string
}

/** Objects read, and sent, together. */
const together = 50
/** Between two lines that tell how far it is. */
const tellEveryMs = 10_000

/** Sends again, in order of acceptance. Throws what the bucket and the queue throw, having said where it goes on. */
export async function replay(means: ReplayMeans, what: Replay): Promise<Replayed> {
  let [events, objects, told] = [0, 0, performance.now()]
  let after = what.after
  const unreadable: string[] = []
  const begun = performance.now()
  for await (const keys of inBatches(keysOf(means.archive, what))) {
    if (means.stopped()) return { events, objects, unreadable, ...(after === undefined ? {} : { after }) }
    const read = await Promise.all(keys.map((key) => readOne(means, key)))
    unreadable.push(...keys.filter((_, index) => read[index] === undefined))
    const found = read.flatMap((some = []) => some.filter(({ source }) => (what.source ?? source) === source))
    try {
      if (!what.dryRun) await means.send(found)
    } catch (error) {
      means.out(goesOn(after))
      throw error
    }
    after = keys.at(-1)
    events += found.length
    objects += keys.length
    const now = performance.now()
    if (now - told > tellEveryMs) {
      told = now
      const [at, aSecond] = [instantOf(after as string), Math.round((events * 1000) / (now - begun))]
      means.out(
        say({
          zh: `  ${at} 为止 ${events} 条，每秒 ${aSecond} 条`,
          en: `  ${events} up to ${at}, ${aSecond} a second`,
        }),
      )
    }
    if (!what.dryRun) await means.pause(Math.max(0, (events * 1000) / what.rate - (now - begun)))
  }
  return { events, objects, unreadable }
}

const goesOn = (after: string | undefined) =>
  after === undefined
    ? say({ zh: '从头再放一遍：重复的不起作用', en: 'run it again from the beginning: repeats change nothing' })
    : say({ zh: `接着放：--after ${after}`, en: `to go on: --after ${after}` })

/** An object's events; undefined if it can't be read. */
async function readOne({ archive, keys }: ReplayMeans, key: string): Promise<Archived[] | undefined> {
  const bytes = await archive.get(key)
  try {
    return bytes && archivedIn(keys, key, bytes)
  } catch {
    return undefined
  }
}

/** Keys of what was accepted in this time, in that order: listed an hour at a time, in which sources lie one by one. */
async function* keysOf(archive: Pick<Bucket, 'list'>, { from, to, source, after }: Replay): AsyncGenerator<string> {
  const start = after === undefined ? from : (instantOf(after) as Instant)
  let [hour, inHour] = ['', [] as string[]]
  const sorted = () => inHour.sort(byTime).filter((key) => after === undefined || byTime(key, after) > 0)
  for await (const key of archive.list(archivePrefix, hourPrefix(start))) {
    const at = instantOf(key) as Instant
    const its = hourPrefix(at)
    if (its !== hour) {
      yield* sorted()
      if (compareInstants(at, to) >= 0) return
      hour = its
      inHour = []
    }
    const isWanted = compareInstants(at, start) >= 0 && compareInstants(at, to) < 0
    if (isWanted && (source === undefined || key.startsWith(hourPrefix(at, source)))) inHour.push(key)
  }
  yield* sorted()
}

const nameOf = (key: string) => key.split('/').at(-1) as string
const byTime = (a: string, b: string) => {
  const [first, second] = [nameOf(a) + a, nameOf(b) + b]
  return first === second ? 0 : first < second ? -1 : 1
}

async function* inBatches(keys: AsyncIterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = []
  for await (const key of keys) {
    batch.push(key)
    if (batch.length < together) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** What the command writes to, and what makes it stop; replaced in tests. */
export type Terminal = Plain & { stopped(): boolean }

/** The terminal, whose Ctrl-C stops it in good order. */
const untilInterrupted: Terminal = {
  ...terminal,
  stopped: () => stopping,
}
let stopping = false
if (import.meta.main)
  process.once('SIGINT', () => {
    stopping = true
  })

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io: Terminal = untilInterrupted): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const options = readArgs(rest, known).values
    const asked = whatOf(options)
    const { archive, keys, send, now } = await meansOf(options)
    const what = { to: now, ...asked, dryRun: options['dry-run'] ?? false }
    const means = { archive, keys, send, out: io.out, pause: (ms: number) => delay(ms), stopped: io.stopped }
    const { events, objects, unreadable, after } = await replay(means, what)
    for (const key of unreadable) io.err(say({ zh: `读不出：${key}`, en: `can't be read: ${key}` }))
    const done: Said = what.dryRun ? { zh: '共有', en: 'there are' } : { zh: '放回', en: 'sent' }
    io.out(
      say({
        zh: `${done.zh} ${events} 条，归档 ${objects} 个`,
        en: `${done.en} ${counted(events, 'event')}, of ${counted(objects, 'object')}`,
      }),
    )
    if (after !== undefined) io.out(goesOn(after))
    return after === undefined && unreadable.length === 0 ? 0 : 1
  })

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const known = {
  from: text,
  to: text,
  source: text,
  after: text,
  rate: text,
  stage: text,
  bucket: text,
  keys: text,
  region: text,
  'ready-file': text,
  'dry-run': flag,
} as const
type Options = ReturnType<typeof parseArgs<{ options: typeof known }>>['values']

function whatOf(options: Options): Omit<Replay, 'dryRun' | 'to'> & { to?: Instant } {
  const { to, source, after, rate } = options
  const from = timeOf('--from', required(options.from, '--from'))
  const most = Number(rate ?? 500)
  if (!(most > 0)) throw new WrongCall(say({ zh: '--rate 应为每秒条数', en: '--rate is events a second' }))
  if (after !== undefined && parseInstant(instantOf(after)) === undefined)
    throw new WrongCall(
      say({ zh: '--after 应为停下时打印的归档名', en: '--after is the name that was printed when it stopped' }),
    )
  return {
    from,
    ...(to === undefined ? {} : { to: timeOf('--to', to) }),
    rate: most,
    ...(source === undefined ? {} : { source }),
    ...(after === undefined ? {} : { after }),
  }
}

if (import.meta.main) await main(run)
