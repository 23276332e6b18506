/**
 * The real rules over a handful of files in memory: a bundle's chain through the pure `settle`, and nothing of the engine
 * about it. One life takes a millisecond here, where the whole system takes a hundred.
 */
import type * as z from 'zod'
import { borneBy, receiptText } from '../../../events/heard.ts'
import { inboundSpecOf, type PartnerEvent, wireType } from '../../../events/index.ts'
import { taskKinds } from '../../../functions/bundles/all.ts'
import { heard } from '../../../functions/bundles/catalogue.ts'
import { routeOf } from '../../../functions/inbox/route.ts'
import { makeRules } from '../../../functions/worker/personal.ts'
import { addMs, compareInstants, dayOf, type Instant, instant } from '../../../shared/calendar/index.ts'
import type { Send } from '../../../shared/chain/chain.ts'
import { type Input, type Rules, type Settled, settle } from '../../../shared/chain/settle.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { keyedHash } from '../../../shared/identity/hash.ts'
import { keysFromJson, type NumberHash, type Pid, pidOfNobody } from '../../../shared/identity/index.ts'
import { yuan } from '../../../shared/money/index.ts'
import type { Point, PointAtWork } from '../../../shared/points/point.ts'
import { type PolicyRow, policyAt } from '../../../shared/policy/index.ts'
import { applyEvent } from '../../../shared/registers/apply/index.ts'
import { applySignal } from '../../../shared/registers/apply/signal.ts'
import { decideTask } from '../../../shared/registers/apply/task.ts'
import type { Apply } from '../../../shared/registers/applying.ts'
import { type ReceiptState, receiptsAfter } from '../../../shared/registers/care/receipt-state.ts'
import { type Hand, type TaskChange, withTask } from '../../../shared/registers/desk/claim.ts'
import { eventKey, type PersonalEvent } from '../../../shared/registers/events.ts'
import { PersonFile } from '../../../shared/registers/file.ts'
import type { EmployerBase, Expert, Look, RegionSettings } from '../../../shared/registers/look.ts'
import { parkedRow } from '../../../shared/registers/rows/parked.ts'
import type { CaseRow, TaskRow } from '../../../shared/registers/rows.ts'
import type { Signal } from '../../../shared/registers/signals.ts'
import type { CitizenAction } from '../../../shared/tasks/action.ts'

const key32 = (seed: string) => Buffer.alloc(32, seed).toString('base64')
/** Keys of lives; they protect nothing. */
export const keys = keysFromJson(
  JSON.stringify({ hash_key: key32('hash'), seal_keys: { current: 'k1', by_id: { k1: key32('seal') } } }),
)
const all = makeRules(keys)

/** The rules of one bundle: a life is of one matter. */
const rulesOf = (bundle: string) => ({ ...all, chains: all.chains.filter((chain) => chain.bundle === bundle) })

/** Whoever is in office. */
const office = { by: 'clerk:test', name: 'test' }

const dayMs = 86_400_000

/** Nothing goes to rest: a life is over before it would. */
const never = 1e6

/** What a partner heard of us. */
export type Sent = Pick<Send, 'type'> & { at: Instant; case_id: string; data: Record<string, unknown> }

/** What is on its way: to a file, or to whoever has a number. */
type Onward = { to: { pid: Pid } | { cert: NumberHash } } & (
  | { event: PartnerEvent }
  | { signal: Signal }
  | { wake: true }
)

type BaseDeclared = Extract<PartnerEvent, { type: 'employer.base-declared' }>
type ExpertRegistered = Extract<PartnerEvent, { type: 'expert.registered' }>

/** The persons of one life, what is known of them, and what was sent. */
export class LifeWorld {
  readonly sent: Sent[] = []
  now: Instant
  readonly #files = new Map<Pid, PersonFile>()
  readonly #numbers = new Map<NumberHash, Pid>()
  readonly #receipts = new Map<string, ReceiptState>()
  #unknown: Onward[] = []
  #amendments: readonly PolicyRow[] = []
  readonly #bases = new Map<string, EmployerBase>()
  readonly #settings = new Map<string, RegionSettings>()
  #points: readonly Point[] = []
  readonly #experts = new Map<string, Expert>()
  readonly #look: Look
  readonly #rules: Rules
  readonly #snoozed = new Map<Pid, { days: number; until: Instant }>()
  #events = 0

  constructor(bundle: string, now: string) {
    this.#rules = rulesOf(bundle)
    this.now = instant(now)
    this.#look = {
      policy: (parameter, area, on) => policyAt(this.#amendments, parameter, area, on),
      setting: (area) => this.#settings.get(area) ?? { accepts_account_transfer: true, bundlesLive: true },
      base: (empNo, area, year) => this.#bases.get(`${empNo}#${area}#${year}`),
      byNumber: (hash) => this.#numbers.get(hash),
      receipt: (receipt) => this.#receipts.get(receiptText(receipt)),
      file: (pid) => this.#file(pid),
      closed: (pid) => this.#file(pid),
      points: (area) => this.#pointsIn(area),
      claim: () => 'open',
      rest: { after: { settled: never, quiet: never }, find: () => {}, findAll: () => {}, of: (file) => file },
      experts: (area) => [...this.#experts.values()].filter(({ admdvs }) => admdvs === area),
      lot: (text) => keyedHash(keys, 'lot', text),
      came: () => undefined,
    }
  }

  /** All cases of a bundle, and whose they are, by the time they were opened. */
  cases(bundle: string): CaseRow[] {
    const rows = [...this.#files.values()].flatMap((file) => file.all('case').filter((row) => row.bundle === bundle))
    return rows.sort((a, b) => compareInstants(a.started_at, b.started_at))
  }

  /** All tasks of everybody. */
  get tasks(): TaskRow[] {
    return [...this.#files.values()].flatMap((file) => file.all('task'))
  }

  /** Everybody's files. */
  get files(): PersonFile[] {
    return [...this.#files.values()]
  }

  /** A partner reports something, now. Throws if the inbox would refuse it: the life is told wrongly. */
  hear(type: string, data: Record<string, unknown>): void {
    this.#events += 1
    const id = `e${this.#events}`
    const known = inboundSpecOf(wireType(type), heard)
    if (!known) throw new Error(`no event ${type}`)
    // As the inbox reads it, but for the envelope and the digest of the text, which no rule looks at.
    const read = (known.spec.data as z.ZodType).safeParse(data)
    if (!read.success) throw new Error(`${type}: ${read.error.message}`)
    const said = { type: known.type, id, source: 'urn:test', time: this.now, data: read.data }
    const event = ('heard' in known ? { ...said, heard: borneBy(known.spec, read.data) } : said) as PartnerEvent
    const route = routeOf(keys, event)
    if (!route) throw new Error(`${type}: to nobody`)
    if ('impersonal' in route) this.#takeImpersonal(event as BaseDeclared | ExpertRegistered)
    else this.#carry([{ to: 'pid' in route ? route : { cert: route.number }, event }])
  }

  /** Somebody in office decides the open task of a kind: `ok`, `nothing` if there is none, or why it is refused. */
  decide(kind: string, verdict: 'approve' | 'reject', data: Record<string, unknown> = {}): string {
    const decided = { verdict, ...office, data, reason: '测试' }
    return this.#upon(kind, (taskId) => decideTask(taskKinds, { taskId, ...decided }))
  }

  /** Somebody in office takes it in hand, or lays it back; answers the same. */
  inHand(kind: string, does: (hand: Hand) => TaskChange): string {
    return this.#upon(kind, (taskId) => withTask(taskKinds, taskId, does(office)))
  }

  #upon(kind: string, does: (taskId: string) => Apply): string {
    for (const file of this.files) {
      const task = file.all('task').find((one) => one.kind === kind && one.status === 'open')
      if (!task) continue
      this.#snoozed.delete(file.pid)
      return this.#put(file.pid, { apply: does(task.task_id), answers: task.case_id }) ?? 'ok'
    }
    return 'nothing'
  }

  /** An operator sets up a point. */
  point(point: Point): void {
    this.#points = [...this.#points, point]
  }

  #pointsIn(area: Admdvs): PointAtWork[] {
    return this.#points
      .filter(({ admdvs }) => admdvs === area)
      .map((point) => {
        const open: Record<string, number> = {}
        for (const { kind, owner, status } of this.tasks) {
          if (status !== 'open' || owner.role !== 'agent' || owner.point_no !== point.point_no) continue
          open[kind] = (open[kind] ?? 0) + 1
        }
        return { ...point, open }
      })
  }

  /** A citizen acts in the first case that offers it: `ok`, `nothing` if none does, or why it is refused. */
  act(action: CitizenAction): string {
    for (const file of this.files) {
      const row = file.all('case').find((one) => one.actions.includes(action.action))
      if (!row) continue
      this.#snoozed.delete(file.pid)
      return this.#put(file.pid, { action: { case_id: row.case_id, action } }) ?? 'ok'
    }
    return 'nothing'
  }

  /** A call that changes the file of whoever is registered first; answers the code it is refused with, if it is. */
  call(apply: Apply): string | undefined {
    const [file] = this.files
    return file && this.#put(file.pid, { apply })
  }

  /** An operator sets a parameter. */
  set(row: PolicyRow): void {
    const others = this.#amendments.filter(
      ({ name, admdvs, from }) => name !== row.name || admdvs !== row.admdvs || from !== row.from,
    )
    this.#amendments = [...others, row]
    this.#wakeAll()
  }

  /** An operator changes a setting of an area. */
  setting(area: string, accepts: boolean): void {
    this.#settings.set(area, { accepts_account_transfer: accepts, bundlesLive: true })
  }

  /** Goes to a moment; whatever is to be asked on the way is asked at its time. */
  goTo(to: string): void {
    const end = instant(to)
    for (let fired = 0; fired < 1000; fired++) {
      const next = this.#nextTimer()
      if (!next || compareInstants(next.at, end) > 0) break
      if (compareInstants(next.at, this.now) > 0) this.now = addMs(next.at, 1000)
      const before = this.#standing(next.pid)
      this.#put(next.pid, { anew: true })
      if (this.#standing(next.pid) === before) this.#snooze(next.pid)
      else this.#snoozed.delete(next.pid)
    }
    if (compareInstants(this.now, end) < 0) this.now = end
  }

  /** What a case waits for, who was asked and how much was said: asked in vain, none of it changes. */
  #standing(pid: Pid): string {
    const cases = this.#file(pid)
      .all('case')
      .map(({ step, status, waiting_for }) => [step, status, waiting_for])
    return JSON.stringify([cases, this.#file(pid).count('task'), this.sent.length])
  }

  /**
   * A case whose time has passed is asked every day. Here it is asked ever more seldom, as long as nothing comes of it:
   * some wait for years, and nothing but what happens to them can change anything.
   */
  #snooze(pid: Pid): void {
    const days = Math.min(64, 2 * (this.#snoozed.get(pid)?.days ?? 0.5))
    this.#snoozed.set(pid, { days, until: addMs(this.now, days * dayMs) })
  }

  #nextTimer(): { at: Instant; pid: Pid } | undefined {
    let next: { at: Instant; pid: Pid } | undefined
    for (const [pid, file] of this.#files) {
      const snoozed = this.#snoozed.get(pid)?.until
      for (const { wake_at, retry_at } of file.all('case')) {
        const due = retry_at ?? wake_at
        const at = due !== undefined && snoozed !== undefined && compareInstants(due, snoozed) < 0 ? snoozed : due
        if (at !== undefined && (!next || compareInstants(at, next.at) < 0)) next = { at, pid }
      }
    }
    return next
  }

  #file(pid: Pid): PersonFile {
    return this.#files.get(pid) ?? PersonFile.of(pid, 0)
  }

  #takeImpersonal(event: BaseDeclared | ExpertRegistered): void {
    if (event.type === 'expert.registered') this.#experts.set(event.data.expert_no, { ...event.data, time: event.time })
    else this.#declareBase(event)
  }

  #declareBase({ data }: BaseDeclared): void {
    const { emp_no, emp_name, insu_admdvs, year, avg_base, bank_acct } = data
    const base = { emp_name, avg_base: yuan(avg_base), ...(bank_acct ? { bank_acct } : {}) }
    this.#bases.set(`${emp_no}#${insu_admdvs}#${year}`, base)
    this.#wakeAll()
  }

  /** Who has a case may have waited for it. */
  #wakeAll(): void {
    const waiting = this.files.filter((file) => file.count('case') > 0)
    this.#carry(waiting.map(({ pid }) => ({ to: { pid }, wake: true }) as const))
  }

  #carry(first: readonly Onward[]): void {
    const queue = [...first]
    for (let one = queue.shift(); one; one = queue.shift()) {
      const pid = 'pid' in one.to ? one.to.pid : this.#numbers.get(one.to.cert)
      if (pid === undefined) this.#unknown.push(one)
      else {
        this.#snoozed.delete(pid)
        queue.push(...this.#take(pid, inputOf(one)))
      }
    }
  }

  #put(pid: Pid, input: Input): string | undefined {
    let refused: string | undefined
    this.#carry(this.#take(pid, input, (code) => (refused = code)))
    return refused
  }

  #take(pid: Pid, input: Input, onRefusal?: (code: string) => void): Onward[] {
    const at = { now: this.now, today: dayOf(this.now), look: this.#look }
    const result = settle(this.#rules, this.#file(pid), input, at)
    if ('refused' in result) {
      if (!onRefusal) throw new Error(`refused: ${result.refused.code} ${result.refused.detail}`)
      onRefusal(result.refused.code)
      return []
    }
    if ('needs' in result) throw new Error(`needs ${result.needs}`)
    return this.#commit(result.settled)
  }

  #commit(settled: Settled): Onward[] {
    const { file, sends, signals, numberWrites, receipts, forward, again, alongside } = settled
    this.#files.set(file.pid, file)
    for (const { type, data, case_id } of sends)
      this.sent.push({ type, at: this.now, case_id, data: { ...(data as object) } })
    for (const write of numberWrites) {
      if ('waiter' in write) continue
      if (write.now === undefined) this.#numbers.delete(write.hash)
      else this.#numbers.set(write.hash, write.now)
    }
    for (const { receipt, now } of receiptsAfter(receipts)) this.#receipts.set(receiptText(receipt), now)
    const known = this.#unknown.filter(({ to }) => 'cert' in to && this.#numbers.has(to.cert))
    if (known.length > 0) this.#unknown = this.#unknown.filter((one) => !known.includes(one))
    const told = settled.change.some(
      ({ register }) => register === 'relation' || register === 'person' || register === 'case',
    )
    return [
      ...alongside.flatMap((one) => this.#commit(one.settled)),
      ...known,
      ...signals.map(({ to, signal }) => ({ to: 'nobody' in to ? { pid: pidOfNobody(keys, to.nobody) } : to, signal })),
      ...forward.map(({ to, event }) => ({ to: { pid: to }, event })),
      ...(told ? file.all('link').map(({ pid }) => ({ to: { pid }, wake: true }) as const) : []),
      ...(again ? [{ to: { pid: file.pid }, wake: true } as const] : []),
    ]
  }
}

function inputOf(onward: Onward): Input {
  if ('wake' in onward) return { anew: true }
  if ('signal' in onward) return { apply: (file, at) => applySignal(keys, file, onward.signal, at) }
  const { event } = onward
  return {
    apply: applyEvent(keys, event as PersonalEvent),
    park: (reason, now) => parkedRow(keys, { id: eventKey(event), event }, reason, now),
  }
}
