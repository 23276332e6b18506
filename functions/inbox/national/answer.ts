/** The answer to a message of the national interface, in the shape that partners' programs read. Pure. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../../../events/canonical.ts'
import type { FieldError } from '../../../events/index.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import { nationalMessage } from './catalogue.ts'
import { momentOf, textOf } from './fields.ts'
import type { Json } from './mapping.ts'
import { readingOf } from './reading.ts'

/** The answer, members in the specification's order. */
export interface NationalAnswer {
  /** 0: taken; -1: refused. */
  infcode: 0 | -1
  inf_refmsgid: string
  refmsg_time: string
  respond_time: string
  err_msg: string
  output: object
}

/** Most letters of a fault that the specification lets through. */
const longestFault = 200

/** What is answered at `now`; `errors`: why it was refused, none of one that was taken. */
export function nationalAnswer(message: Json, errors: readonly FieldError[], now: Instant): NationalAnswer {
  const isTaken = errors.length === 0
  return {
    infcode: isTaken ? 0 : -1,
    inf_refmsgid: answerId(message),
    refmsg_time: digitsOf(now, 17),
    respond_time: digitsOf(now, 17),
    err_msg: faultsIn(errors),
    output: isTaken ? (nationalMessage(textOf(message.infno) ?? '')?.output?.(readingOf(message)) ?? {}) : {},
  }
}

/** `yyyyMMddHHmmssSSS`, or so many digits of it. */
function digitsOf(at: Instant, length: number): string {
  return at.replace('+08:00', '').replace(/\D/g, '').padEnd(17, '0').slice(0, length)
}

/**
 * The area, the message's own time and ten digits that follow from its content: the same message is answered under the same
 * id, however often it comes.
 */
function answerId(message: Json): string {
  const area = /^\d{6}$/.exec(textOf(message.mdtrtarea_admvs)?.trim() ?? '')?.[0] ?? '000000'
  const said = momentOf(message.inf_time) ?? momentOf(message.refmsg_time)
  const digest = createHash('sha256').update(writtenOut(message)).digest('hex').slice(0, 15)
  const serial = String(BigInt(`0x${digest}`) % 10_000_000_000n).padStart(10, '0')
  return `${area}${said ? digitsOf(said, 14) : '0'.repeat(14)}${serial}`
}

function writtenOut(message: Json): string {
  try {
    return canonicalJson(message)
  } catch {
    return JSON.stringify(message)
  }
}

/** All faults that fit, each with its field. */
function faultsIn(errors: readonly FieldError[]): string {
  let text = ''
  for (const { field, message } of errors) {
    const more = `${text === '' ? '' : '；'}${message}（${field}）`
    if (text.length + more.length > longestFault) return text === '' ? more.slice(0, longestFault) : text
    text += more
  }
  return text
}
