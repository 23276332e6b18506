/**
 * One-time codes: six digits that a person is sent so that they can say them to whoever helps (decision 0099). Kept is a
 * keyed hash alone, by whom it was asked for. Whether anybody bears the number is not to be seen: who asks is answered
 * alike, and as much is written.
 */
import { randomInt, randomUUID } from 'node:crypto'
import { addMs, epochMs, type Instant } from '../../../shared/calendar/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { keyedHash, type NumberHash, type Pid } from '../../../shared/identity/index.ts'
import { ttlAt } from '../../../shared/keeping/index.ts'
import { ttlAttribute } from '../../../shared/table/definition.ts'
import { errandCodesKey } from '../../../shared/table/keys/points.ts'
import { type Problem, tooMany } from '../../calls/problem.ts'

const validMs = 10 * 60_000
const hourMs = 3_600_000
/** So often an hour a code may be asked for about a number. */
const mostAnHour = 5
/** So many wrong tries end a code. */
const mostWrong = 3

/** A code as it is kept. */
interface Code {
  at: Instant
  salt: string
  hash: string
  /** Whom it was sent to; nobody, if nobody is known so. */
  pid?: Pid
  wrong: number
  /** The call that opened an errand with it. */
  used?: string
}

/** What was asked about a number in the last hour, and the newest code of each who asked. */
interface Asked {
  at: Instant[]
  codes: Record<string, Code>
}

type Kept = Pick<Ports, 'table' | 'keys' | 'clock'>

const hashOf = ({ keys }: Kept, number: NumberHash, { salt }: Pick<Code, 'salt'>, code: string) =>
  keyedHash(keys, 'errand-code', [number, salt, code].join(' '))

/** Changes what is kept of a number, on condition that it is still what was read; `change` answers what is to be kept. */
async function changing<T>(
  { table, clock }: Kept,
  number: NumberHash,
  change: (asked: Asked, now: Instant) => { keep?: Asked; answer: T },
): Promise<T> {
  const key = errandCodesKey(number)
  for (;;) {
    const now = clock.now()
    const item = await table.get(key)
    const asked = item ? (JSON.parse(item.d as string) as Asked) : { at: [], codes: {} }
    const { keep, answer } = change(asked, now)
    if (!keep) return answer
    const v = ((item?.v as number | undefined) ?? 0) + 1
    const put = { ...key, v, d: JSON.stringify(keep), [ttlAttribute]: ttlAt('answers', now) }
    if (await table.write({ put, if: item ? { attr: 'v', equals: item.v as number } : 'absent' })) return answer
  }
}

const within = (at: Instant, ms: number, now: Instant) => epochMs(now) - epochMs(at) <= ms

/** Makes a code for who asks about a number, known or not; the code it takes the place of is good no more. */
export function makeCode(
  ports: Kept,
  number: NumberHash,
  { by, pid }: { by: string; pid: Pid | undefined },
): Promise<{ code: string } | Problem> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  return changing(ports, number, (asked, now) => {
    const lately = asked.at.filter((at) => epochMs(now) - epochMs(at) < hourMs)
    const [first] = lately
    if (first !== undefined && lately.length >= mostAnHour) {
      return { answer: tooMany(Math.ceil((epochMs(addMs(first, hourMs)) - epochMs(now)) / 1000)) }
    }
    const salt = randomUUID()
    const made = { at: now, salt, hash: hashOf(ports, number, { salt }, code), wrong: 0, ...(pid ? { pid } : {}) }
    const codes = Object.fromEntries(Object.entries(asked.codes).filter(([, one]) => within(one.at, validMs, now)))
    return { keep: { at: [...lately, now], codes: { ...codes, [by]: made } }, answer: { code } }
  })
}

/**
 * Uses a code up for an errand, and answers whom it was sent to; for the same errand again it is as good as before.
 * Undefined if it is not right, whyever.
 */
export function useCode(
  ports: Kept,
  number: NumberHash,
  { by, code, errand }: { by: string; code: string; errand: string },
): Promise<Pid | undefined> {
  return changing(ports, number, (asked, now) => {
    const held = asked.codes[by]
    const isLiving = held !== undefined && within(held.at, validMs, now) && held.wrong < mostWrong
    if (!isLiving || (held.used !== undefined && held.used !== errand)) return { answer: undefined }
    const isRight = hashOf(ports, number, held, code) === held.hash
    if (isRight && held.used === errand) return { answer: held.pid }
    const next = isRight ? { ...held, used: errand } : { ...held, wrong: held.wrong + 1 }
    return { keep: { ...asked, codes: { ...asked.codes, [by]: next } }, answer: isRight ? held.pid : undefined }
  })
}
