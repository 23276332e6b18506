/**
 * The keys of the one table: every access pattern of the contract, and what it costs. Keys are written by hand; they
 * are the design. r = reads (one Query or Get, strongly consistent), w = writes.
 *
 * | question                                   | key                                               | cost |
 * |--------------------------------------------|---------------------------------------------------|------|
 * | the desk: relations and filings of a person| `P#pid`, `A#…`                                    | 1r |
 * | everything that may still change of a person | `P#pid`, `A#…` to `B#…`                         | 1r |
 * | the same with what lies at rest            | `P#pid`, `A#…` to `D#…`                           | 1r |
 * | a row that lies at rest                    | `P#pid`, `D#register#key`                         | 1r |
 * | a case's timeline, a person's notices      | `P#pid`, `J#…` (journal, one item a commit)       | 1r |
 * | an account's entries                       | the same, and `P#pid`, `M#…` (money-only commits) | 2r |
 * | a case, bill, payment, filing by its id    | the pid stands in the id                          | 1r |
 * | the person with this identity number       | `C#hash`, `person`                                | 1r |
 * | whose a receipt is                         | `RECEIPT#hash`, `owner`                           | 1r, 1w |
 * | events waiting for that person             | `C#hash`, `K#…`                                   | 1r |
 * | was this event handled?                    | `E#hash`, `event` (condition of the commit)       | 0r, 1w |
 * | what became of it, for its sender          | `E#hash`, `event` and `rejected`; its parked row  | 1r, taken 2r |
 * | cases that concern a pooling area          | index `lists`, `area#code#shard`, `started#case`  | 1r a shard and a batch |
 * | everybody with a relation or residence in an area | `PEOPLE#area#shard`, `pid`           | 1r a page |
 * | screenings of an area; how far its parts are | `SCREEN#area`, `day`; `SCREENING#id`, `part#n`, `seen#…` | 1r; 1r a part |
 * | figures of a place by the days of screenings | `ENROLLED#place`, `day` and `parts#day`       | 1r |
 * | open tasks of a clerk, employer, operator  | index `lists`, `task#owner#shard`                 | 1r a shard and a batch |
 * | what somebody in office has in hand, has done | `STAFF#area`, `claim#task`, `day#day#who`, `staff#who` | 1r; 1w a claim, decision |
 * | a task that is about no person             | `O#task`, `task`, and what it keeps               | 1r |
 * | rejected events                            | index `lists`, `rejected#shard`                   | 1r a shard |
 * | who moved money since an hour              | index `lists`, `moved#shard`, `hour#pid` (heads)  | 1r a shard |
 * | as of when the ledger is proved            | `LEDGER`, `proof`                                 | 1r |
 * | what falls due                             | index `due`, `due#shard`                          | 1r a shard |
 * | who is at a shard of what falls due        | `SWEEP#shard`, `sweeper`                          | 1r, 2w |
 * | claims of a province not yet cleared       | `CL#province#shard`, `date#claim`                 | 1r a shard |
 * | a clearing with its orders and claims      | `CR#id`, `clearing`, `order#…`, `claim#…`         | 1r |
 * | what many cases may wait for               | `T#topic`, `value`                                | 1r |
 * | who waits for it                           | `T#topic#shard`, `sub#…`                          | 1r a shard |
 * | policy amendments                          | `POLICY`, `name#area#from`                        | 1r |
 * | a row of a parameter, by its id            | `POLICYROW`, `id`                                 | 1r |
 * | a trial of a parameter, its parts, changes | `TRIAL#id`, `trial`, `part#…`, `change#…`         | 1r |
 * | what the last new release brought          | `RELEASE`, `told`                                 | 1r |
 * | the highest epoch that has written here    | `RELEASE`, `epoch`                                | 1r |
 * | the hash key that the pids are made with   | `RELEASE`, `hash-key`                             | 1r |
 * | what an operator holds; how much waits     | `HOLDS`, `holds`; `HOLDS#shard`, `waiting`         | 1r; 1w a commit |
 * | messages kept back for a queue, in order   | `H#queue`, `time#id`                              | 1r |
 * | settings of a pooling area                 | `S#area`, `settings`                              | 1r |
 * | institutions of a province, place by place | `INST#province`, `place#code`                    | 1r a page |
 * | an answer under an idempotency key         | `I#hash`, `answer`                                | 1r, 2w |
 * | the audit trail of a day                   | `U#day#shard`, `at#…` (`shared/trail`)            | 1w |
 * | questions of an institution that missed    | `Q#question#institution`, `at#…`                  | 1r, a miss 1w |
 * | a point; how many tasks of it are open     | `POINT#no`, `point`; `open`                       | 1r |
 * | the points of a pooling area               | `POINTS#area`, `no`                               | 1r |
 * | the points near a place                    | `PLACES#matter`, `squares`; `PLACES#matter#square`, `no` | 2r and more |
 * | how much opens a day in an area            | `VOLUME#area#shard`, `day`                        | 1r a shard, 1w a commit |
 * | articles of an area, province, the nation  | `ARTICLES#area`, `article#id`; kept by `#version` | 1r |
 * | where the article of this id stands        | `ARTICLE#id`, `area`                              | 1r |
 * | a question that was asked                  | `QUESTION#id`, `asked`                            | 1r, 1w |
 * | problems of an area that stand so         | index `lists`, `problem#area#status`, `opened#id` | 1r a status and a batch |
 * | questions of an area without an answer     | `UNANSWERED#area`, `alike`                        | 1r a page, 1w |
 * | an agent; errands opened in a day          | `AGENT#no`, `agent`; `day#date#n`                 | 1r |
 * | what a point did in a month                | `POINT#no`, `day#date`; `done#date`               | 2r |
 * | errands for a person, with their acts      | `P#pid`, `G#errand`; `G#errand#act`               | 1r |
 * | one-time codes about an identity number    | `CODES#hash`, `asked`                             | 1r, 1w |
 * | what was answered about visits             | `SURVEYS#institution`, `day#drawn`                | 1r a page, 1w |
 *
 * No item is written by everybody: heads are per person, claims are sharded per province, and what an area owes is
 * summed when it is cleared, never counted up. What many write to is in shards, as many as its busiest hour needs (0064).
 */

import { createHash } from 'node:crypto'
import type { Day, Instant } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { NumberHash } from '../identity/index.ts'
import { identityText, type Pid, pidIn } from '../registers/ids.ts'
import type { RegisterName, TaskOwner, TaskRow } from '../registers/rows.ts'
import { clearingKey } from './keys/office.ts'
import { inShards, type List, padded, shardFor, shardOf } from './keys/shards.ts'
import type { Key } from './table.ts'

export * from './keys/answers.ts'
export * from './keys/office.ts'
export * from './keys/people.ts'
export { inShards, type List, shardFor, shardOf } from './keys/shards.ts'
export * from './keys/volume.ts'

/** Shards of the due index; reckoned in decision 0064. */
export const dueShards = 64
const rejectedShards = 4
/** Shards of the list of who moved money; the proof does one at a time, whole. */
export const movedShards = 64

/** Registers that stand within the head item: small, and read and written together. */
export const headRegisters = ['relation', 'account'] as const
/** A register of the head item. */
export type HeadRegister = (typeof headRegisters)[number]

const deskRegisters: readonly RegisterName[] = ['filing', 'joined']

/** The partition of a person's file. */
export const personKey = (pid: Pid) => `P#${pid}`
/** The head of a person's file: version, relations, accounts. */
export const headKey = (pid: Pid): Key => ({ pk: personKey(pid), sk: 'A#head' })

/** Where a register's row stands. Rows the desk needs come first, so that its Query reads nothing else. */
export function rowSk(register: RegisterName, key: string): string {
  return `${deskRegisters.includes(register) ? 'A' : 'B'}#${register}#${key}`
}

/** Where it lies at rest, out of the way of every input. */
export const restSk = (register: RegisterName, key: string) => `D#${register}#${key}`
/** Whether a row lies at rest here. */
export const isRestSk = (sk: string) => sk.startsWith('D#')

/** Which row stands at this sort key. */
export function rowAt(sk: string): { register: RegisterName; key: string } {
  const [, register, ...rest] = sk.split('#')
  return { register: register as RegisterName, key: rest.join('#') }
}

/** Everything the engine reads of a file. */
export const fileRange = { from: 'A#', to: 'B~' }
/** A file with all that lies at rest beside it. */
export const wholeRange = { from: 'A#', to: 'D~' }
/** All rows of a register that lie at rest. */
export const restRange = (register: RegisterName) => ({ from: `D#${register}#`, to: `D#${register}$` })
/** What the desk reads of it. */
export const deskRange = { from: 'A#', to: 'A~' }

/** The journal item of a commit; `M` for one that only moved money. */
export const journalKey = (pid: Pid, version: number, kind: 'J' | 'M'): Key => ({
  pk: personKey(pid),
  sk: `${kind}#${padded(version)}`,
})
/** All journal items of a kind, or those up to a version of the file. */
export const journalRange = (kind: 'J' | 'M', version?: number) => ({
  from: `${kind}#`,
  to: version === undefined ? `${kind}~` : `${kind}#${padded(version)}`,
})

const eventPartition = (source: string, id: string) =>
  `E#${createHash('sha256').update(identityText(source, id)).digest('base64url')}`
/** The identity of an event: `source` and `id`; of a spending, how it came lies beside it. */
export const identityKey = (source: string, id: string): Key => ({ pk: eventPartition(source, id), sk: 'event' })
/** That an event was rejected, for whoever sent it: beside the identity that it did not take. */
export const rejectionKey = (sender: string, id: string): Key => ({ pk: eventPartition(sender, id), sk: 'rejected' })

/** Who has this identity number. */
export const numberKey = (hash: NumberHash): Key => ({ pk: `C#${hash}`, sk: 'person' })
/** An event that waits for this identity number to be registered. */
export const numberParkedKey = (hash: NumberHash, id: string): Key => ({ pk: `C#${hash}`, sk: `K#${id}` })
/** All of them. */
export const numberParkedRange = { from: 'K#', to: 'K~' }

/** A person who waits for this identity number while another keeps it. */
export const numberWaiterKey = (hash: NumberHash, pid: Pid): Key => ({ pk: `C#${hash}`, sk: `W#${pid}` })
/** All of them. */
export const numberWaiterRange = { from: 'W#', to: 'W~' }

/** The list of the cases that concern an area. */
export const areaList = (area: Admdvs): List => inShards(`area#${area}`)
/** A case's place in it. */
export const areaEntry = (area: Admdvs, startedAt: string, caseId: string) => ({
  list: shardFor(areaList(area).shards, caseId),
  list_at: `${startedAt}#${caseId}`,
})

/** The list of somebody's open tasks; an employer's, a point's and an expert's are few. */
export function taskList(owner: TaskOwner): List {
  if (owner.role === 'clerk') return inShards(`task#clerk#${owner.area}`)
  if (owner.role === 'supervisor') return inShards(`task#supervisor#${owner.area}`)
  if (owner.role === 'operator') return inShards('task#operator')
  const name = ownList(owner)
  return { name, shards: [name] }
}

function ownList(owner: Extract<TaskOwner, { role: 'agent' | 'expert' | 'employer' }>): string {
  if (owner.role === 'agent') return `task#point#${owner.point_no}`
  return owner.role === 'expert' ? `task#expert#${owner.expert_no}` : `task#employer#${owner.emp_no}`
}

/** A task's place in the list of whoever it is for, while it is open. */
export function taskEntry({ task_id, owner, due_at, status, moved }: TaskRow): { list?: string; list_at?: string } {
  if (status !== 'open' || moved) return {}
  return { list: shardFor(taskList(owner).shards, task_id), list_at: `${due_at}#${task_id}` }
}

/** The list of rejected events. */
export const rejectedList: List = {
  name: 'rejected',
  shards: Array.from({ length: rejectedShards }, (_, shard) => `rejected#${shard}`),
}
/** The shard in which an event stands in it. */
export const rejectedShard = (text: string) => shardFor(rejectedList.shards, text)
/** A task that belongs to no person's file; beside it stands what it keeps. */
export const officeTaskKey = (taskId: string): Key => ({ pk: `O#${taskId}`, sk: 'task' })

/** Where a task stands, by its id: in its person's file, with its clearing, or by itself. */
export function taskKey(taskId: string): Key {
  const pid = pidIn(taskId.split('.')[0] as string)
  if (pid) return { pk: personKey(pid), sk: rowSk('task', taskId) }
  const clearing = /^(CLR-\d{2}-\d{4}-\d{2}-\d{2})-.+\.funds-differ$/.exec(taskId)?.[1]
  return clearing === undefined ? officeTaskKey(taskId) : clearingKey(clearing, `task#${taskId}`)
}

/** A shard of the due index. */
export const dueShard = (text: string) => dueShardAt(shardOf(text, dueShards))
/** The shard with this number. */
export const dueShardAt = (shard: number) => `due#${shard}`
/** Who works on a crowd in it, and until when. */
export const sweeperKey = (shard: number): Key => ({ pk: `SWEEP#${shard}`, sk: 'sweeper' })

/** A shard of the list of who moved money. */
export const movedList = (shard: number) => `moved#${shard}`
/** Who moved money in this hour or later. */
export const movedSince = (at: Instant) => ({ from: hourOf(at), to: '~' })
/** The hour of an instant in business time. */
export const hourOf = (at: Instant) => at.slice(0, 13)
/** The place of a person's head in the list of who moved money, by the last hour in which they did. */
export const movedEntry = (pid: Pid, hour: string) => ({
  list: movedList(shardOf(pid, movedShards)),
  list_at: `${hour}#${pid}`,
})

/** Shards of the lists by which the job of keeping finds persons, one after the other (functions/keeping). */
export const keepShards = 16
/** A person's place in the list of the dead. */
export const deadEntry = (pid: Pid, died: Day) => ({
  list: `dead#${shardOf(pid, keepShards)}`,
  list_at: `${died}#${pid}`,
})

/** What lies outside files and cases may wait for. */
export const topicKey = (topic: string): Key => ({ pk: `T#${topic}`, sk: 'value' })
/** Where those stand who wait for it: the whole country may for a parameter, an area for a switch, for an employer's base its staff alone. */
export function subscriberPartitions(topic: string): string[] {
  const { pk } = topicKey(topic)
  return /^(?:policy|switch)#/.test(topic) ? inShards(pk).shards : [pk]
}
/** A case or a task, by its id, that waits for it. */
export const subscriberKey = (topic: string, id: string): Key => ({
  pk: shardFor(subscriberPartitions(topic), id),
  sk: `sub#${id}`,
})
/** The id of an entry. */
export const subscriberIn = ({ sk }: Key) => sk.slice('sub#'.length)
/** All of them. */
export const subscriberRange = { from: 'sub#', to: 'sub~' }
/** Topic of an employer's base of a year. */
export const baseTopic = (empNo: string, area: Admdvs, year: number) => `base#${empNo}#${area}#${year}`
/** Topic of a policy's values. */
export const policyTopic = (name: string) => `policy#${name}`
