/** What one bundle alone hears: kept as it was reported, the latest report of a fact, and read by that bundle. Pure. */
import type * as z from 'zod'
import {
  borneBy,
  type FactName,
  type Heard,
  type HeardEvent,
  type ReceiptSaid,
  type RowName,
  receiptText,
} from '../../../events/heard.ts'
import { innerSource } from '../../../events/wire.ts'
import { compareInstants, type Instant } from '../../calendar/index.ts'
import type { Applied, Apply, ApplyResult } from '../applying.ts'
import { sayOfReceipt } from '../care/receipts.ts'
import { type Change, type PersonFile, put } from '../file.ts'
import type { At } from '../look.ts'
import { mainRelationOn } from '../relation.ts'
import { recall } from '../rest.ts'
import { type HeardFact, heardKey } from '../rows/heard.ts'
import { keyOf } from '../rows.ts'

/** Takes down what was heard; of two reports of one time it is the same one that holds, whichever came first. */
export function hear(file: PersonFile, event: HeardEvent, id: string, at: At): ApplyResult {
  const { fact, key, needs, nobody, placed, receipt } = event.heard
  // Who names a case alone misses the case, whosever it would be.
  const ofCase = needs !== undefined && 'register' in needs && needs.register === 'case'
  if (!file.person && nobody === undefined && !ofCase) return { needs: 'needs-person' }
  if (placed && event.data.admdvs === undefined && !mainRelationOn(file, at.today)) return { needs: 'needs-enrolment' }
  const isReceipt = receipt?.as === 'voided' && at.look.receipt(receipt) !== undefined
  if (needs && !isReceipt && ![needs, needs.or].some((one) => one && isKnown(file, one, at))) {
    return { needs: needs.reason }
  }
  const { type, time, data } = event
  const told = { fact, key, type, time, at: at.now, id, ...(receipt ? { receipt } : {}), private: { data } }
  const held = recall(file, at, 'heard', heardKey(told))
  if (held && !holdsOver(told, held)) return { ok: {} }
  return { ok: withReceipts(file, told, held?.receipt, at) }
}

/** What a report says of a receipt stands with it, and what the one that it replaces said does not, if that was settling it. */
function withReceipts(file: PersonFile, told: HeardFact, before: ReceiptSaid | undefined, at: At): Applied {
  const { receipt: now, time } = told
  const isLeft = before?.as === 'settled' && !isBorne(file, before, told) && !(now && isOne(now, before))
  const said = [
    ...(isLeft ? [sayOfReceipt(file, before, { is: 'unsettled' }, at)] : []),
    ...(now ? [sayOfReceipt(file, now, now.as === 'settled' ? { is: 'settled' } : { is: now.as, time }, at)] : []),
  ]
  return {
    change: [put('heard', told), ...said.flatMap(({ change = [] }) => change)],
    receipts: said.flatMap(({ receipts = [] }) => receipts),
    signals: said.flatMap(({ signals = [] }) => signals),
  }
}

const isOne = (a: ReceiptSaid, b: ReceiptSaid): boolean => receiptText(a) === receiptText(b)

/** Whether another settlement of the file bears the receipt too: it stays settled then. */
const isBorne = (file: PersonFile, receipt: ReceiptSaid, told: HeardFact): boolean =>
  file
    .all('heard')
    .some((one) => one.receipt?.as === 'settled' && isOne(one.receipt, receipt) && heardKey(one) !== heardKey(told))

/** Whether there is what an event builds upon. Rights never rest, and one may have begun on any day. */
function isKnown(file: PersonFile, needs: FactName | RowName, at: At): boolean {
  if (!('register' in needs)) return recall(file, at, 'heard', heardKey(needs)) !== undefined
  if (needs.register === 'case') return recall(file, at, 'case', needs.key) !== undefined
  return file.all('entitlement').some((row) => keyOf.entitlement(row).startsWith(needs.key))
}

const holdsOver = (a: HeardFact, b: HeardFact): boolean =>
  (compareInstants(a.time, b.time) || (a.id > b.id ? 1 : -1)) > 0

/** The same in our own name, for what a person tells by a form; `id`: that of the request, which made twice is one. */
export function tell<Data extends z.ZodType>(
  spec: Heard<Data>,
  data: z.output<Data>,
  { id, time }: { id: string; time: Instant },
): Apply {
  const type = spec.type as HeardEvent['type']
  const said = data as HeardEvent['data']
  const event = { type, id, source: innerSource, time, data: said, heard: borneBy(spec, data) }
  return (file, at) => hear(file, event, id, at)
}

/** What was heard of a lost number and holds over what was heard of this one, which is its person's. */
export const laterHeard = (file: PersonFile, from: PersonFile): Change[] =>
  from.all('heard').flatMap((one) => {
    const held = file.one('heard', heardKey(one))
    return held && (held.id === one.id || !holdsOver(one, held)) ? [] : [put('heard', one)]
  })

/** A fact as it was reported last, and when. */
export interface Told<Data> {
  readonly key: string
  readonly time: Instant
  /** When we heard it. */
  readonly at: Instant
  readonly data: Data
}

/** The facts of which an event of this description is the latest report, in the order of their keys. */
export function heardIn<Data extends z.ZodType>(file: PersonFile, spec: Heard<Data>): Told<z.output<Data>>[] {
  return toldIn(file.all('heard'), spec)
}

/** The same of rows. */
export function toldIn<Data extends z.ZodType>(
  rows: readonly HeardFact[],
  { type }: Heard<Data>,
): Told<z.output<Data>>[] {
  return rows
    .filter((row) => row.type === type)
    .map(({ key, time, at, private: { data } }) => ({ key, time, at, data: data as z.output<Data> }))
}
