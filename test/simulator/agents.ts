/**
 * Those who answer: clerks, employers and operators who find tasks, citizens whose case offers an action. What each
 * decides follows from the seed and from what it is about, so that it is the same however the messages came.
 */
import { createHash } from 'node:crypto'
import type { AnyInboundType } from '../../events/index.ts'
import { addMs, type Instant } from '../../shared/calendar/index.ts'
import type { CaseRow, TaskRow } from '../../shared/registers/rows.ts'
import type { Item } from '../../shared/table/table.ts'
import type { CitizenAction } from '../../shared/tasks/action.ts'
import { fromBundles } from './bundles.ts'
import type { Faults } from './faults.ts'
import { Partners } from './partners.ts'
import { atNine } from './plan.ts'
import { isSamePerson } from './population/merges.ts'
import { Random } from './random.ts'
import { rowIn } from './rows.ts'
import type { Sent } from './world.ts'

const minute = 60_000
const day = 86_400_000
/** So often does a citizen act in one case at most. */
const mostActions = 8

/** What agents can do. */
export interface Hands {
  seed: string
  faults: Faults
  end: Instant
  rush: boolean
  now(): Instant
  decide(at: Instant, task: TaskRow, decision: Decision, by?: Clerk): void
  act(at: Instant, caseId: string, action: CitizenAction): void
  clear(at: Instant): void
  policy(at: Instant, row: { name: string; admdvs: string; from?: string; value: unknown }): void
  deliver(at: Instant, type: AnyInboundType, id: string, time: Instant, data: Record<string, unknown>): void
}

/** A decision as somebody in office makes it. */
export interface Decision {
  decision: 'approve' | 'reject'
  reason?: string
  [field: string]: unknown
}

/** Two who sit at one desk: a large sum takes both. */
export type Clerk = 'clerk:s' | 'clerk:t'

const populations = await fromBundles('population')
const answers = new Map(populations.flatMap(({ answers = {} }) => Object.entries(answers)))
const actions = populations.flatMap(({ actions = {} }) => Object.entries(actions))
/** Values that operators set for parameters that are missing. */
const values = new Map(populations.flatMap(({ published = {} }) => Object.entries(published)))

/** Tasks that only facts close. */
const byFacts: readonly TaskRow['kind'][] = ['policy-missing', 'calendar-missing', 'funds-differ', 'chain-stopped']

/** All who answer in one run. */
export class Agents {
  readonly partners: Partners
  readonly #hands: Hands
  readonly #seen = new Set<string>()
  readonly #actions = new Map<string, number>()
  readonly #proposals = new Map<string, number>()

  constructor(hands: Hands) {
    this.#hands = hands
    this.partners = new Partners(hands)
  }

  /** Looks at an item that was just written. */
  see(item: Item): void {
    if (item.sk.startsWith('B#task#')) this.#task(rowIn<TaskRow>(item))
    else if (item.sk.startsWith('B#case#')) this.#case(rowIn<CaseRow>(item))
  }

  /** Reads a message that left for a partner. */
  hear({ queue, body }: Pick<Sent, 'queue' | 'body'>): void {
    const { id, type, data } = JSON.parse(body) as { id: string; type: string; data: Record<string, string> }
    if (this.#first(`message ${id}`)) this.partners.hear(queue, type, data)
  }

  #first(what: string): boolean {
    if (this.#seen.has(what)) return false
    this.#seen.add(what)
    return true
  }

  #random(...about: string[]): Random {
    return new Random('agents', this.#hands.seed, ...about)
  }

  /** Soon, in some days, or (who forgets) when the run has turned calm. */
  #later(random: Random, forgets = 0.05): Instant {
    const { now, end, rush } = this.#hands
    const wait = random.weighted([
      [2, random.int(1, 600) * minute],
      [2, random.int(1, 15) * day],
      [1, minute],
    ] as const)
    const some = addMs(now(), wait)
    const soon = rush ? atNine(some) : some
    const late = addMs(end, random.int(1, 5) * day)
    return random.chance(forgets) && late > soon ? late : soon
  }

  #task(task: TaskRow): void {
    if (task.status !== 'open') return
    const opened = `task ${task.task_id} ${task.opened_at}`
    if (task.proposal) this.#second(task, task.proposal, opened)
    else if (this.#first(opened)) this.#decides(task)
  }

  #decides(task: TaskRow): void {
    const random = this.#random(task.task_id)
    const at = this.#later(random)
    if (task.kind === 'policy-missing') this.#missing(this.#later(this.#random('missing', task.task_id), 0.5), task)
    if (byFacts.includes(task.kind)) return
    this.#hands.decide(at, task, this.#decision(task, random))
    answers.get(task.kind)?.beside?.(this.#hands, at, task, random)
    if (this.#hands.faults.strikes('decided-twice', random)) {
      this.#hands.decide(addMs(at, random.pick([0, 1, minute])), task, this.#decision(task, random))
    }
  }

  /** What one has proposed another approves, mostly; what is dropped is decided anew. */
  #second(task: TaskRow, { by, at }: NonNullable<TaskRow['proposal']>, opened: string): void {
    if (!this.#first(`${opened}, proposed ${at}`)) return
    this.#seen.delete(opened)
    const times = this.#proposals.get(opened) ?? 0
    this.#proposals.set(opened, times + 1)
    const random = this.#random('second', task.task_id, String(times))
    const decision: Decision = random.chance(0.15)
      ? { decision: 'reject', reason: '金额有疑问' }
      : { decision: 'approve' }
    this.#hands.decide(this.#later(random), task, decision, by === 'clerk:s' ? 'clerk:t' : 'clerk:s')
  }

  #decision(task: TaskRow, random: Random): Decision {
    if (random.chance(0.15)) return { decision: 'reject', reason: '核对不符' }
    return { decision: 'approve', ...this.#withApproval(task, random) }
  }

  #withApproval(task: TaskRow, random: Random): Record<string, unknown> {
    switch (task.kind) {
      case 'payment-returned':
        return { bank_acct: account(random) }
      case 'identity-taken':
        return identified(task.facts.persons as { psn_no: string }[], random)
      default:
        return answers.get(task.kind)?.approval?.(task, random) ?? {}
    }
  }

  #missing(at: Instant, task: TaskRow): void {
    const { name, admdvs, on, year } = task.facts as { name: string; admdvs: string; on: string; year?: number }
    if (!values.has(name)) return
    const from = year === undefined ? on : `${year}-01-01`
    this.#hands.policy(at, { name, admdvs: year === undefined ? admdvs : '000000', from, value: values.get(name) })
  }

  #case(row: CaseRow): void {
    const { case_id, actions: offered } = row
    if (offered.length === 0) return
    const state = createHash('sha256').update(JSON.stringify(row.state)).digest('base64url').slice(0, 8)
    const times = this.#actions.get(case_id) ?? 0
    if (times >= mostActions || !this.#first(`offer ${case_id} ${state}`)) return
    this.#actions.set(case_id, times + 1)
    const random = this.#random('action', case_id, String(times))
    if (offered.includes('provide-bank-account')) {
      this.#hands.act(this.#later(random), case_id, { action: 'provide-bank-account', ...account(random) })
    }
    for (const [name, take] of actions) {
      const action = offered.includes(name) ? take(times, random) : undefined
      if (action) this.#hands.act(this.#later(random), case_id, action)
    }
  }
}

/** Whose the number is; two entries of one person are merged, mostly. */
function identified(persons: readonly { psn_no: string }[], random: Random): Record<string, unknown> {
  const { psn_no } = random.pick(persons)
  const isOne = persons.every((other) => isSamePerson(psn_no, other.psn_no))
  return isOne && random.chance(0.7) ? { psn_no, merge: true } : { psn_no }
}

const account = (random: Random) => ({
  bank_code: '102',
  acct_no: `6222${random.int(1e9, 9e9)}`,
  acct_name: '测试人',
})
