/** One run: a plan carried out by the real inbox, workers and engine in a world that fails; then calm, then the audit. */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { type InboundType, wireType } from '../../events/index.ts'
import { putPolicy } from '../../functions/api/policies.ts'
import { type NewSettings, putSettings } from '../../functions/api/settings.ts'
import { births, manifestOf, parameters, taskKinds } from '../../functions/bundles/all.ts'
import type { FilingForm } from '../../functions/bundles/filing/form.ts'
import { openFiling } from '../../functions/bundles/filing/rules/self-service.ts'
import { newbornForm, startFromForm } from '../../functions/bundles/newborn/form.ts'
import { household, mayActFor } from '../../functions/calls/household.ts'
import { openClearing } from '../../functions/clearing/clearing.ts'
import { makeSweep } from '../../functions/clock/clock.ts'
import { decideAtDesk } from '../../functions/desk/decide.ts'
import { cachePolicies } from '../../functions/desk/policies.ts'
import type { VisitAsked } from '../../functions/desk/visit.ts'
import type { InboxPorts } from '../../functions/inbox/archive.ts'
import { makeInbox } from '../../functions/inbox/inbox.ts'
import { checkNow } from '../../functions/proof/check.ts'
import { checkLedger } from '../../functions/proof/ledger-check.ts'
import { limits, makeProof } from '../../functions/proof/proof.ts'
import { beginScreening } from '../../functions/screening/screening.ts'
import { makeRules, wake } from '../../functions/worker/personal.ts'
import { makeWorker } from '../../functions/worker/worker.ts'
import { settleBureau } from '../../infra/samples/bureau.ts'
import { addMs, compareInstants, type Day, dayOf, type Instant } from '../../shared/calendar/index.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import { handle } from '../../shared/engine/handle.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { childPsnNo, pidOf } from '../../shared/identity/index.ts'
import { lanes, partnerQueues, type QueueName } from '../../shared/queues.ts'
import { decideTask } from '../../shared/registers/apply/task.ts'
import { type Pid, pidIn } from '../../shared/registers/ids.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import { loadPerson, loadWhole } from '../../shared/table/files.ts'
import { identityKey, isRestSk } from '../../shared/table/keys.ts'
import { putPoint } from '../../shared/table/points.ts'
import type { Item } from '../../shared/table/table.ts'
import { testKeys } from '../support/stack.ts'
import { Agenda } from './agenda.ts'
import { Agents, type Clerk, type Decision } from './agents.ts'
import { fromBundles } from './bundles.ts'
import { type Faults, isExpected } from './faults.ts'
import type { Happening, PartnerEvent, Plan } from './plan.ts'
import { type Ended, type Process, Processes } from './processes.ts'
import type { Received } from './queue.ts'
import { Random } from './random.ts'
import { nextRelease } from './releases.ts'
import { rowIn } from './rows.ts'
import { Watch } from './watch.ts'
import { World, type Written } from './world.ts'

const callsOf = new Map((await fromBundles('population')).map(({ bundle, calls }) => [bundle, calls]))

/** A start as it is planned. */
type Started = Extract<Happening, { start: unknown }>['start']

const day = 86_400_000
/** How long after the faults stop a run goes on: longer than any wait of these rules but those for a year to end. */
const calmDays = 210
/** A run that needs more steps than this goes round in a circle. */
const mostSteps = 400_000
const mostProcesses = 5
const hiddenMs = 30_000
/** So often a message is received before it goes to the dead letters. */
const mostReceives = 5

/** What is known of a run when it is over. */
export interface Ran {
  plan: Plan
  world: World
  agents: Agents
  faults: Faults
  /** What went wrong that must not, as far as it was seen under way. */
  violations: string[]
  /** Every event that was delivered, by identity. */
  delivered: PartnerEvent[]
  /** What was sent that must be rejected. */
  junk: string[]
  written: Written[]
  /** At the end, for whom each registered person acts by what the API reads, themselves left out; by person number. */
  households: Map<string, Pid[]>
  trace: string[]
  switches: number
  steps: number
}

/** Carries a plan out. `alone`: nobody answers, and it ends with the plan. */
export async function carryOut(plan: Plan, faults: Faults, schedule: string, alone = false): Promise<Ran> {
  const run = new Run(plan, faults, schedule, alone)
  await run.whole()
  return run.ran
}

type PolicySet = Extract<Happening, { policy: unknown }>['policy']

class Run {
  readonly ran: Ran
  readonly #plan: Plan
  readonly #alone: boolean
  readonly #faults: Faults
  readonly #random: Random
  readonly #processes: Processes
  readonly #world: World
  readonly #agents: Agents
  readonly #agenda = new Agenda()
  readonly #watch = new Watch()
  #rules: Rules
  #takenBack = false
  #messages = 0
  /** When the processes that have not ended began. */
  readonly #begun = new Map<Process, Instant>()
  #sweeping = false

  constructor(plan: Plan, faults: Faults, schedule: string, alone: boolean) {
    this.#plan = plan
    this.#alone = alone
    this.#faults = faults
    this.#random = new Random('schedule', schedule)
    this.#processes = new Processes(new Random('processes', schedule))
    const written = (w: Written) => this.#see(w)
    const parts = { faults, processes: this.#processes, random: new Random('world', schedule), written }
    this.#world = new World(plan.start, parts)
    this.#rules = makeRules(testKeys)
    this.#agents = new Agents({
      seed: plan.seed,
      faults,
      end: plan.end,
      rush: plan.rush,
      now: () => this.#world.clock.now(),
      decide: (at, task, decision, by = 'clerk:s') =>
        this.#call(at, `decide ${task.task_id}`, (ports) => this.#decide(ports, task.task_id, decision, by)),
      act: (at, caseId, action) => {
        const act = (ports: Ports) =>
          handle(ports, this.#rules, pidIn(caseId) as Pid, { action: { case_id: caseId, action } })
        this.#call(at, `act ${caseId} ${action.action}`, act)
      },
      clear: (at) => this.#clear(at, '13', dayOf(at)),
      policy: (at, row) => this.#setPolicy(at, row),
      deliver: (at, type, id, time, data) => {
        const event: PartnerEvent = { type, id, source: 'urn:bank', time, data }
        this.#agenda.add({ at, what: `deliver ${type} ${id}`, run: () => this.#deliver(event) })
      },
    })
    this.ran = {
      plan,
      world: this.#world,
      agents: this.#agents,
      faults,
      violations: [],
      delivered: [],
      junk: [],
      written: [],
      households: new Map(),
      trace: [],
      switches: 0,
      steps: 0,
    }
  }

  /** Rough until the end of the plan, then calm until all is done that can be. */
  async whole(): Promise<void> {
    for (const happening of this.#plan.happenings) this.#write(happening)
    this.#planProofs()
    if (this.#faults.strikes('old-chain-version', this.#random)) {
      const [today, next] = [this.#rules, nextRelease(this.#rules)]
      this.#release(0.5, 'next release', next)
      if (this.#faults.strikes('release-taken-back', this.#random)) {
        this.#release(0.6, 'release before', today, true)
        this.#release(0.8, 'next release', next)
      }
    }
    try {
      await settleBureau(this.#world.table)
      await this.#until(this.#plan.end)
      this.#faults.calm = true
      this.#note('calm')
      if (!this.#alone) await this.#until(addMs(this.#plan.end, calmDays * day))
      await this.#wakeAll()
      if (!this.#alone) await this.#askHouseholds()
      await this.#compareProofs()
    } catch (error) {
      this.ran.violations.push(`run: ${(error as Error).message}`)
    }
    this.ran.violations.push(...this.#world.errors)
    this.ran.switches = this.#processes.switches
  }

  /** Whose files everybody may read and act for, asked as the API asks. */
  async #askHouseholds(): Promise<void> {
    const people = this.ran.delivered.filter(({ type }) => type === 'person.registered').map(({ data }) => data.psn_no)
    const api = { ports: this.#world.quiet, births }
    for (const psnNo of new Set(people as string[])) {
      const [, ...others] = await household(api, psnNo)
      const acts = await Promise.all(others.map((file) => mayActFor(api, psnNo, file)))
      if (acts.includes(false)) this.#fail(`${psnNo}: reads files of which they may not act for`)
      this.ran.households.set(
        psnNo,
        others.map(({ pid }) => pid),
      )
    }
  }

  /** From when this part of the plan's time is over, processes that start are of another release. */
  #release(part: number, what: string, rules: Rules, takenBack = false): void {
    const { start, end } = this.#plan
    const at = addMs(start, Math.floor((Date.parse(end) - Date.parse(start)) * part))
    this.#agenda.add({
      at,
      what,
      run: () => {
        this.#rules = rules
        this.#takenBack = takenBack
      },
    })
  }

  /** An id is used again only if it was taken: else the junk would be the first to bear it, and right. */
  #deliverJunk({ junk, reuses }: Extract<Happening, { junk: string }>): void {
    const taken = reuses && identityKey(reuses.source, reuses.id).pk
    if (taken && ![...this.#world.table.items.values()].some(({ pk }) => pk === taken)) return
    this.ran.junk.push(junk)
    this.#put('inbox', junk)
  }

  #note(what: string): void {
    this.ran.trace.push(`${this.#world.clock.now()} ${what}`)
  }

  #write(happening: Happening): void {
    const { at } = happening
    if ('event' in happening) {
      const { event } = happening
      this.#agenda.add({ at, what: `deliver ${event.type} ${event.id}`, run: () => this.#deliver(event) })
    } else if ('junk' in happening) {
      this.#agenda.add({ at, what: 'deliver junk', run: () => this.#deliverJunk(happening) })
    } else if ('setting' in happening) {
      const { area, accepts } = happening.setting
      const set = (ports: Ports) => putSettings(ports, area, { accepts_account_transfer: accepts }, 'operator:s')
      this.#call(at, `setting ${area} ${accepts}`, set)
    } else if ('switch' in happening) {
      const { area, bundle, ...to } = happening.switch
      this.#call(at, `switch ${bundle} ${area} ${to.state}`, (ports) => switchTo(ports, area, { [bundle]: to }))
    } else if ('policy' in happening) {
      this.#setPolicy(at, happening.policy)
    } else if ('desk' in happening) {
      const asked = happening.desk as unknown as VisitAsked
      this.#call(at, `desk ${asked.mdtrt_id}`, (ports) => {
        return decideAtDesk({ ...ports, policies: cachePolicies(ports.table, ports.clock) }, asked)
      })
    } else if ('file' in happening) {
      const form = happening.file as unknown as FilingForm & { psn_no: string }
      const pid = pidOf(testKeys, form.psn_no)
      this.#call(at, `file ${form.kind} ${form.to_admdvs}`, (ports) =>
        handle(ports, this.#rules, pid, { apply: openFiling({ ...form, commitment: true }) }),
      )
    } else if ('ask' in happening) {
      const { psn_no, form } = happening.ask
      this.#call(at, `ask ${form.birth_cert_no}`, (ports) => this.#ask(ports, psn_no, form))
    } else if ('start' in happening) {
      const { psn_no, bundle } = happening.start
      const id = `start.${psn_no}.${at}`
      this.#call(at, `start ${bundle} ${psn_no}`, (ports) => this.#begin(ports, happening.start, id))
    } else if ('call' in happening) {
      const { bundle, name, body } = happening.call
      const call = callsOf.get(bundle)?.[name]
      if (!call) throw new Error(`no call ${name} of ${bundle}`)
      this.#call(at, `call ${name} ${bundle}`, (ports) => call({ ports, rules: this.#rules }, body as never))
    } else if ('point' in happening) {
      this.#call(at, `point ${happening.point.point_no}`, (ports) => putPoint(ports.table, happening.point, () => []))
    } else if ('screen' in happening) {
      const area = happening.screen as Admdvs
      this.#call(at, `screen ${area}`, (ports) => beginScreening(ports, area))
    } else if ('clear' in happening) {
      this.#clear(at, happening.clear.province, happening.clear.date as Day)
    }
  }

  /** As the API does it: noted in the file of who asks, then put to the child's. */
  async #ask(ports: Ports, psnNo: string, filled: Record<string, unknown>): Promise<void> {
    const form = newbornForm.parse(filled)
    const guardian = await loadPerson(ports.table, testKeys, pidOf(testKeys, psnNo))
    const psn_no = childPsnNo(testKeys, form.birth_cert_no)
    const child = { pid: pidOf(testKeys, psn_no), psn_no }
    const request = { guardian, child, form, id: `ask.${child.pid}`, now: ports.clock.now() }
    const started = startFromForm(testKeys, request)
    if ('errors' in started) return
    const noted = await handle(ports, this.#rules, guardian.pid, { apply: started.ok.note })
    if (noted.result !== 'refused') await handle(ports, this.#rules, child.pid, { apply: started.ok.certify })
  }

  /** As the API does it, by the form that a bundle declares. */
  async #begin(ports: Ports, { psn_no, bundle, form: filled }: Started, id: string): Promise<void> {
    const form = manifestOf(bundle)?.form
    const applicant = await loadPerson(ports.table, testKeys, pidOf(testKeys, psn_no))
    const load = (pid: Pid) => loadPerson(ports.table, testKeys, pid)
    const whole = (pid: Pid) => loadWhole(ports.table, testKeys, pid)
    const asked = { keys: testKeys, applicant, form: form?.schema.parse(filled), id, now: ports.clock.now() }
    const begun = await form?.start?.begin({ ...asked, repeated: false, load, whole, mayActFor: async () => true })
    if (!begun || !('inputs' in begun)) return
    for (const { pid, apply } of begun.inputs) await handle(ports, this.#rules, pid, { apply, applied: true })
  }

  #setPolicy(at: Instant, row: PolicySet): void {
    this.#call(at, `policy ${row.name}`, (ports) => setPolicy(ports, row))
  }

  #clear(at: Instant, province: string, date: Day): void {
    this.#call(at, `clear ${province} ${date}`, (ports) => openClearing(ports, this.#rules, province, date))
  }

  #deliver(event: PartnerEvent): void {
    const { type, id, source, time, data } = event
    const body = JSON.stringify({ specversion: '1.0', id, source, type: wireType(type as InboundType), time, data })
    if (!this.ran.delivered.some((other) => other.id === id && other.source === source)) this.ran.delivered.push(event)
    this.#world.queue('inbox').send([body])
  }

  #decide(ports: Ports, taskId: string, decision: Decision, by: Clerk) {
    const { decision: verdict, reason, ...data } = decision
    const wanted = { taskId, verdict, by, data, ...(reason ? { reason } : {}) }
    const [caseId] = taskId.split('.') as [string]
    return handle(ports, this.#rules, pidIn(caseId) as Pid, { apply: decideTask(taskKinds, wanted), answers: caseId })
  }

  /** Somebody calls the API; who gets no answer calls again some time later. */
  #call(at: Instant, what: string, call: (ports: Ports) => Promise<unknown>): void {
    this.#agenda.add({
      at,
      what,
      run: () =>
        this.#start(what, call, (how) => {
          if (!('result' in how))
            this.#call(addMs(this.#world.clock.now(), this.#random.int(1, 600) * 1000), what, call)
          if ('error' in how && !isExpected(how.error.name)) this.#fail(`${what}: ${how.error.stack}`)
        }),
    })
  }

  #fail(what: string): void {
    this.#note(`wrong: ${what}`)
    this.ran.violations.push(what)
  }

  #start(name: string, run: (ports: InboxPorts) => Promise<unknown>, ended: (how: Ended) => void): Promise<void> {
    const process = this.#world.process(name)
    this.#note(`start ${name}`)
    this.#begun.set(process, this.#world.clock.now())
    return this.#processes.start(
      process,
      () => run(this.#world.ports(process)),
      (how) => {
        this.#begun.delete(process)
        if (!('result' in how)) this.#note(`${name}: ${'error' in how ? how.error.message : 'stopped'}`)
        ended(how)
      },
    )
  }

  #see(written: Written): void {
    this.ran.written.push(written)
    if (!this.#alone) for (const { after } of written.changes) if (after) this.#agents.see(after)
    for (const wrong of this.#watch.commit(written)) this.#fail(wrong)
    for (const { before, after } of written.changes) {
      const isRow = isRestSk((after ?? before)?.sk ?? '')
      if (isRow && (!before || !after)) this.#faults.count(after ? 'gone-to-rest' : 'taken-up-from-rest')
    }
  }

  async #until(end: Instant): Promise<void> {
    for (;;) {
      if (++this.ran.steps > mostSteps) throw new Error('does not come to rest')
      const now = this.#world.clock.now()
      const choices = this.#choices(now)
      if (choices.length === 0) {
        if (!(await this.#idle(end))) return
        continue
      }
      if (this.#faults.strikes('clock-jump', this.#random)) this.#jump()
      if (this.#faults.strikes('needless-sweep', this.#random)) await this.#sweep()
      await this.#random.weighted(choices)()
    }
  }

  #choices(now: Instant): (readonly [number, () => Promise<unknown>])[] {
    const choices: (readonly [number, () => Promise<unknown>])[] = []
    if (this.#processes.running > 0) choices.push([8, () => this.#processes.step()])
    const waiting = (['inbox', ...lanes] as const).filter((name) => this.#world.queue(name).visible > 0)
    if (waiting.length > 0 && this.#processes.running < mostProcesses) {
      choices.push([3, () => this.#receive(this.#random.pick(waiting))])
    }
    const next = this.#agenda.next
    if (next !== undefined && next <= now) choices.push([2, async () => this.#agenda.take()?.run()])
    if (partnerQueues.some((name) => this.#world.queue(name).visible > 0))
      choices.push([1, async () => this.#partners()])
    return choices
  }

  /** Nothing can be done now: goes to the time when something can. False if that is after `end`. */
  async #idle(end: Instant): Promise<boolean> {
    const hidden = [...this.#world.queues.values()].flatMap((queue) => queue.nextVisible ?? [])
    const due = this.#world.nextDue()
    const now = this.#world.clock.now()
    const swept = due === undefined ? [] : [due <= now ? addMs(now, 1_000) : addMs(due, this.#random.int(0, 60_000))]
    const times = [...hidden, ...swept, ...(this.#agenda.next ? [this.#agenda.next] : [])].sort()
    const next = times[0]
    if (next === undefined || next > end) return false
    await this.#heard()
    this.#world.clock.set(next)
    if (this.#faults.likely('expired-identity') > 0) this.#world.expire()
    if (swept[0] === next) await this.#sweep()
    return true
  }

  /** Once nothing is left to do for now, nobody still waits for what somebody has set or reported. */
  async #heard(): Promise<void> {
    const due = this.#world.nextDue()
    if (due !== undefined && due <= this.#world.clock.now()) return
    if (this.#agenda.awaits('redrive') || this.#agenda.awaits('policy')) return
    // Cases of a release that was taken back are left alone until it is there again, and they are woken.
    if (this.#takenBack || [...this.#world.table.items.values()].some(isLeftAlone)) return
    if (lanes.some((name) => this.#world.queue(name).nextVisible !== undefined)) return
    if (!this.#random.chance(0.1)) return
    const unsent = [...this.#world.table.items.values()].some(({ sk, due }) => sk.startsWith('J#') && due !== undefined)
    if (!unsent) await this.#wakeAll()
  }

  #jump(): void {
    const span = this.#random.pick([60_000, 3_600_000, day, 10 * day])
    const to = addMs(this.#world.clock.now(), this.#random.int(1, span))
    if (to < this.#plan.end) this.#world.clock.set(to)
  }

  async #sweep(): Promise<void> {
    if (this.#sweeping) return
    this.#sweeping = true
    await this.#start(
      'clock',
      (ports) => makeSweep(ports)(),
      (how) => {
        this.#sweeping = false
        if ('error' in how && !isExpected(how.error.name)) this.#fail(`clock: ${how.error.stack}`)
      },
    )
  }

  /** Now and then the ledger is proved in parts, while all else goes on. */
  #planProofs(): void {
    const { start, end } = this.#plan
    const random = new Random('proofs', this.#plan.seed)
    const length = Date.parse(end) - Date.parse(start)
    for (let proof = 0; proof < 4; proof++)
      this.#agenda.add({ at: addMs(start, random.int(0, length)), what: 'prove', run: () => this.#prove() })
  }

  /** A function lives for seconds: what is proved is older than any commit of those under way, however the clock jumped. */
  async #prove(): Promise<void> {
    await this.#world.catchUp()
    const now = this.#world.clock.now()
    const oldest = [now, ...this.#begun.values()].sort(compareInstants)[0] as Instant
    const settledMs = Date.parse(now) - Date.parse(oldest) + 10_000
    const prove = (ports: Ports) => makeProof(ports, { ...limits, everyMs: 0, settledMs })()
    await this.#start('proof', prove, (how) => {
      if ('error' in how && !isExpected(how.error.name)) this.#fail(`proof: ${how.error.stack}`)
    })
  }

  /** What was proved in parts all along is what everything says in the end, and so is what a call is told. */
  async #compareProofs(): Promise<void> {
    const ports = this.#world.quiet
    this.#world.clock.set(addMs(this.#world.clock.now(), 60_000))
    const prove = makeProof(ports, { ...limits, everyMs: 0, settledMs: 0 })
    await prove()
    const whole = JSON.stringify(await checkLedger(ports))
    for (const proved of [(await prove()).ledger, await checkNow(ports)]) {
      const { as_of: _when, ...said } = proved ?? {}
      if (JSON.stringify(said) !== whole) this.#fail(`ledger: ${JSON.stringify(said)} in parts, ${whole} in all`)
    }
  }

  async #receive(name: QueueName): Promise<void> {
    const queue = this.#world.queue(name)
    const all = queue.receive(this.#random.int(1, 10), hiddenMs, (n) => this.#random.int(0, n - 1))
    const received = all.filter((message) => !this.#isDead(name, message))
    if (received.length === 0) return
    await this.#work(name, received)
    // A queue may give the same message to two at once, each time as the first.
    if (this.#faults.strikes('delivered-twice', this.#random)) await this.#work(name, received)
  }

  /** Puts a message into a queue, as somebody outside would. */
  #put(name: QueueName, body: string): void {
    this.#world.queue(name).send([body])
  }

  /** What fails time and again goes to the dead letters; an operator sends it back as a new message. */
  #isDead(name: QueueName, { receipt, body, receiveCount }: Received): boolean {
    if (receiveCount <= mostReceives || !this.#faults.strikes('dead-letter', this.#random)) return false
    this.#world.queue(name).remove(receipt)
    const at = addMs(this.#world.clock.now(), this.#random.int(1, 20) * day)
    this.#agenda.add({ at, what: `redrive ${name}`, run: () => this.#put(name, body) })
    return true
  }

  async #work(name: QueueName, received: readonly Received[]): Promise<void> {
    const eventSourceARN = `arn:aws:sqs:local:000000000000:${name}`
    const Records = received.map(({ messageId, body, receiveCount, group }) => {
      const attributes = { ApproximateReceiveCount: String(receiveCount), MessageGroupId: group }
      return { messageId: `${messageId}.${++this.#messages}`, body, attributes, eventSourceARN }
    })
    for (const { messageId, body } of Records) this.#note(`  ${name} ${messageId} ${body.slice(0, 160)}`)
    const batch = { Records } as unknown as SQSEvent
    const rules = this.#rules
    const handler = (ports: InboxPorts) => (name === 'inbox' ? makeInbox(ports) : makeWorker(ports, rules))(batch)
    await this.#start(`${name} ${Records.length}`, handler, (how) => {
      if ('error' in how) this.#fail(`${name}: ${how.error.stack}`)
      if ('result' in how) this.#handled(name, received, Records, how.result as SQSBatchResponse)
    })
  }

  #handled(
    name: QueueName,
    received: readonly Received[],
    records: readonly { messageId: string }[],
    { batchItemFailures }: SQSBatchResponse,
  ): void {
    const failed = new Set(batchItemFailures.map((failure) => failure.itemIdentifier))
    if (failed.size > 0 && this.#faults.calm) this.#fail(`${name}: a message failed without faults`)
    for (const [index, message] of received.entries()) {
      if (failed.has(records[index]?.messageId ?? '')) continue
      if (!this.#faults.strikes('delete-lost', this.#random)) this.#world.queue(name).remove(message.receipt)
    }
  }

  #partners(): void {
    for (const name of partnerQueues) {
      for (const message of this.#world.queue(name).receive(10, hiddenMs)) {
        if (!this.#alone) this.#agents.hear({ queue: name, body: message.body })
        this.#world.queue(name).remove(message.receipt)
      }
    }
  }

  /**
   * Asks every file again: whatever that changes was forgotten before.
   * What is due this moment is not: a sweep finds it, or has found it and looks again in a few minutes.
   */
  async #wakeAll(): Promise<void> {
    const items = [...this.#world.table.items.values()]
    const soon = addMs(this.#world.quiet.clock.now(), 10 * 60_000)
    const isDue = ({ due_at }: Item) => due_at !== undefined && (due_at as Instant) <= soon
    const due = new Set(items.filter(isDue).map(({ pk }) => pk))
    for (const { pk, v } of items.filter(({ sk, pk }) => sk === 'A#head' && !due.has(pk))) {
      await wake(this.#world.quiet, this.#rules, pk.slice(2) as Pid)
      const after = this.#world.table.items.get(`${pk}\u0000A#head`)
      if (after?.v !== v && !onlyShadows(items, [...this.#world.table.items.values()], pk)) {
        this.#fail(`file ${pk} had not come to rest: waking it changed it`)
      }
    }
  }
}

/** What opens no case is looked for when somebody comes to the file, long after it began too: nothing waits for that. */
function onlyShadows(before: readonly Item[], after: readonly Item[], pk: string): boolean {
  const rest = (items: readonly Item[]) =>
    items.filter((item) => item.pk === pk && !/^(?:A#head|B#unopened#)/.test(item.sk))
  const was = new Set(rest(before))
  const is = rest(after)
  return is.length === was.size && is.every((item) => was.has(item))
}

/** Whether the item is a case of a newer release that waits for it to be there. */
export const isLeftAlone = (item: Item): boolean =>
  item.sk.startsWith('B#case#') && rowIn<CaseRow>(item).retry_at !== undefined

/** Confirms what stands in the way of going live; what can't be set is refused, and stays as it is. */
async function switchTo(ports: Ports, area: string, bundles: NewSettings['bundles'] & object): Promise<void> {
  const put = await putSettings(ports, area, { bundles }, 'operator:s')
  if (!('toConfirm' in put)) return
  for (const { source: _source, standing: _standing, ...row } of put.toConfirm) await setPolicy(ports, row)
  return switchTo(ports, area, bundles)
}

async function setPolicy(ports: Ports, row: PolicySet) {
  const set = await putPolicy(ports, parameters.get(row.name)!, { source: '测试', ...row }, 'operator:s')
  if (!set.ok) throw new Error(`policy ${row.name}: ${JSON.stringify(set.errors)}`)
}
