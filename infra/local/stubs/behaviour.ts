/** How stub partners behave: a small file that may be changed while they run. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { type PartnerQueue, partnerQueues } from '../../../shared/queues.ts'

const manner = z.strictObject({
  /**
   * `ok` answers right · `slow` answers right after 30 s (or `delay_s`) · `wrong-sum` answers with another sum ·
   * `twice` sends the same answer two times · `paid-twice` two answers under two ids, as if paid two times ·
   * `return` (bank) returns payments, (invoice) finds receipts not valid · `never` takes the message and never answers · `down` leaves it in the queue.
   */
  behaviour: z.enum(['ok', 'slow', 'wrong-sum', 'twice', 'paid-twice', 'return', 'never', 'down']).default('ok'),
  /** Seconds of real time until the answer; SQS keeps it so long. */
  delay_s: z.int().min(0).max(900).optional(),
  /** What `wrong-sum` adds to the sum, in yuan. */
  wrong_by: z
    .string()
    .regex(/^-?\d+\.\d{2}$/)
    .default('-1.00'),
})

const partner = z.strictObject({
  ...manner.shape,
  /** Exceptions: the first whose `match` holds in the `data` of the message decides; `payee.acct_no` looks into `payee`. */
  rules: z.array(z.strictObject({ match: z.record(z.string(), z.string()), ...manner.shape })).default([]),
})

/** What stub partners read: receipts are left to whoever sends events. */
export const stubQueues = partnerQueues.filter((name): name is StubQueue => name !== 'receipts')
/** A queue that a stub partner reads. */
export type StubQueue = Exclude<PartnerQueue, 'receipts'>

const behaviours = z.strictObject({
  tax: partner.prefault({}),
  bank: partner.prefault({}),
  notice: partner.prefault({}),
  medins: partner.prefault({}),
  registry: partner.prefault({}),
  hotline: partner.prefault({}),
  invoice: partner.prefault({}),
})

/** How to answer one message. */
export type Manner = z.output<typeof manner>
/** How all partners behave. */
export type Behaviours = z.output<typeof behaviours>

/** Writes a file in which all partners answer right, if there is none. */
export function makeBehaviourFile(path: string): void {
  if (existsSync(path)) return
  const all = Object.fromEntries(stubQueues.map((name) => [name, { behaviour: 'ok' }]))
  writeFileSync(path, `${JSON.stringify(all, undefined, 2)}\n`)
}

/**
 * Reads the behaviour anew each time it is asked. While the file is malformed (half written, say) the last good one
 * holds, and `fault` hears why.
 */
export function behaviourIn(path: string, fault: (error: unknown) => void): () => Behaviours {
  let lastText: string | undefined
  let last: Behaviours = behaviours.parse({})
  return () => {
    const text = readFileSync(path, 'utf8')
    if (text === lastText) return last
    lastText = text
    try {
      last = behaviours.parse(JSON.parse(text))
    } catch (error) {
      fault(error)
    }
    return last
  }
}

/** How a partner answers a message with this `data`. */
export function mannerFor(all: Behaviours, name: StubQueue, data: Readonly<Record<string, unknown>>): Manner {
  const { rules, ...standing } = all[name]
  const matches = (match: Record<string, string>) =>
    Object.entries(match).every(([field, value]) => String(valueAt(data, field)) === value)
  return rules.find((rule) => matches(rule.match)) ?? standing
}

/** A field of the data, or of an object in it. */
function valueAt(data: Readonly<Record<string, unknown>>, field: string): unknown {
  return field.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], data)
}
