/**
 * What goes by the lanes: checked events, and wakes; and the way that each goes. A message only says why; state lives in
 * the table. The way is a lane, and within it the group that a message takes turns with, so that one partner's flood
 * holds up nobody but itself. What an input sets off goes on by the way the input came: the crowd behind a flood stays in
 * the flood's own turn, and what follows from a citizen's act is as urgent as the act.
 */
import { createHash } from 'node:crypto'
import type { PartnerEvent } from '../../events/index.ts'
import type { Day } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { NumberHash } from '../identity/index.ts'
import type { Lane, Outgoing } from '../queues.ts'
import type { Pid } from '../registers/ids.ts'
import type { Told } from '../registers/rows/parked.ts'
import type { Came } from '../registers/rows.ts'
import type { Signal } from '../registers/signals.ts'

/** A message of a lane. `cert` is the hash of an identity number: messages queued by older releases call it so. */
export type Message =
  /**
   * A checked event, for the file it names, or for whoever has the identity number with this keyed hash; with it, how it
   * came. `held`: it waited for that number, or was sent on by another file, and its identity with it. `told`: its sender
   * was told that it waits, or that it was rejected, before.
   */
  | { kind: 'event'; event: PartnerEvent; came?: Came; pid?: Pid; cert?: NumberHash; held?: true; told?: Told }
  /** Ask the person's cases again: something outside the file changed, or a time has come. */
  | { kind: 'wake'; pid: Pid }
  /** Messages of a journal item may not have been sent. */
  | { kind: 'flush'; pid: Pid; journal: string }
  /** News from another person's file. */
  | { kind: 'signal'; pid?: Pid; cert?: NumberHash; signal: Signal }
  /** An identity number has been registered: what waited for it goes on. */
  | { kind: 'release'; cert: NumberHash }
  /** Something outside files was set, and who waits for it may not have been woken. */
  | { kind: 'topic'; topic: string }
  /** A clock has started: the release may be a new one. */
  | { kind: 'new-release' }
  /** A hold was lifted: what it kept leaves. */
  | { kind: 'let-go' }
  /** A shard of the due index holds more than the clock takes. */
  | { kind: 'sweep'; shard: number }
  /** What opened in an area on a day may be too much. */
  | { kind: 'volume'; area: Admdvs; day: Day }
  /** A part of a trial of a parameter goes on. */
  | { kind: 'trial'; trial_id: string; part: number }
  /** A part of a screening goes on; without one, it may have come to its end. */
  | { kind: 'screening'; screening_id: string; part?: number }
  /** Areas that are screened by themselves are due for today's. */
  | { kind: 'screenings' }
  /** Whom a screening found not insured, part by part, is put to their files. */
  | { kind: 'screened'; screening_id: string; part: number; behind?: Pid }
  /** What is past its term is taken away, page by page. */
  | { kind: 'keep' }
  /** A correction that was released may not have been taken in. */
  | { kind: 'correction'; correction_id: string }
  /** A part of a policy pack goes on: those whom it concerns are found. */
  | { kind: 'pack-part'; pack_id: string; part: number }
  /** Policy packs that wait for somebody may be sent. */
  | { kind: 'packs'; pid: Pid }
  /** A clearing goes on. */
  | { kind: 'clearing'; clearing_id: string }
  /** An event that waits for an identity number has waited long enough to be listed. */
  | { kind: 'list-parked'; cert: NumberHash; key: string }

/** A lane, and the group within it; what has none stands for itself. */
export interface Way {
  readonly lane: Lane
  readonly group?: string
}

/** Of what citizens, employers and clerks do: they wait for what becomes of it. */
export const promptWay: Way = { lane: 'prompt' }
/** Of what has fallen due: thousands may at once, at the end of a day, and nobody waits for that minute. */
export const dueWay: Way = { lane: 'steady', group: 'due' }

/** Of the same work for all whom one thing concerns: a parameter, an employer's base, a release. */
export const wayForAll = (what: string): Way => ({ lane: 'mass', group: groupOf(what) })

/** A message that carries no event: those go by what their types declare, see event-way.ts. */
export type OwnMessage = Exclude<Message, { kind: 'event' }>

/** A message on its way; `way` is that of what set it off. */
export function onItsWay(message: OwnMessage, way: Way): Outgoing {
  return outgoing(message, wayOf(message, way))
}

/** A message that leaves by a way. */
export function outgoing(message: Message, { lane, group }: Way): Outgoing {
  return { queue: lane, body: JSON.stringify(message), ...(group === undefined ? {} : { group }) }
}

function wayOf(message: OwnMessage, way: Way): Way {
  switch (message.kind) {
    case 'topic':
      return wayForAll(message.topic)
    case 'trial':
      return wayForAll(`trial#${message.trial_id}`)
    case 'screening':
    case 'screened':
      return wayForAll(`screening#${message.screening_id}`)
    case 'pack-part':
      return wayForAll(`pack#${message.pack_id}`)
    case 'packs':
    case 'keep':
    case 'screenings':
    case 'new-release':
    case 'sweep':
    case 'volume':
      return wayForAll(message.kind)
    default:
      return way
  }
}

/** What SQS takes as the name of a group. */
const groupName = /^[!-~]{1,128}$/

/** A name as a group's; one that the queue would not take is told by its digest. */
export function groupOf(name: string): string {
  return groupName.test(name) ? name : createHash('sha256').update(name).digest('base64url')
}
