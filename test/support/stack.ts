/**
 * The whole system in one process, on the in-memory table and queues: the real inbox, workers and engine. Tests speak
 * to it as partners, citizens and clerks do, and `run` carries everything to rest.
 */
import type { SQSEvent } from 'aws-lambda'
import { type AnyHeard, type AnyInboundType, inboundSpecOf, wireType } from '../../events/index.ts'
import { putPolicy } from '../../functions/api/policies.ts'
import { type NewSettings, putSettings } from '../../functions/api/settings.ts'
import { parameters, taskKinds } from '../../functions/bundles/all.ts'
import { heard } from '../../functions/bundles/catalogue.ts'
import { openClearing } from '../../functions/clearing/clearing.ts'
import { makeSweep } from '../../functions/clock/clock.ts'
import type { InboxPorts } from '../../functions/inbox/archive.ts'
import { makeInbox, ownInbox } from '../../functions/inbox/inbox.ts'
import { makeRules } from '../../functions/worker/personal.ts'
import { makeWorker } from '../../functions/worker/worker.ts'
import { settleBureau } from '../../infra/samples/bureau.ts'
import { addMs, compareInstants, type Day, type Instant, instant, parseInstant } from '../../shared/calendar/index.ts'
import { misfit } from '../../shared/chain/states.ts'
import { manualClock } from '../../shared/clock/index.ts'
import { handle } from '../../shared/engine/handle.ts'
import { type Keys, keysFromJson, pidOf } from '../../shared/identity/index.ts'
import type { Log } from '../../shared/log.ts'
import { lanes, type QueueName } from '../../shared/queues.ts'
import { decideTask } from '../../shared/registers/apply/task.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { pidIn } from '../../shared/registers/ids.ts'
import type { RestAfter } from '../../shared/registers/look.ts'
import type { CaseRow, JournalLine, TaskRow } from '../../shared/registers/rows.ts'
import { loadWhole } from '../../shared/table/files.ts'
import { journalOf } from '../../shared/table/journal.ts'
import { journalRange, personKey } from '../../shared/table/keys.ts'
import { memoryTable } from '../../shared/table/memory.ts'
import { queryAll, type Table } from '../../shared/table/table.ts'
import type { CitizenAction } from '../../shared/tasks/action.ts'
import { memoryBucket } from './bucket.ts'

const key32 = (seed: string) => Buffer.alloc(32, seed).toString('base64')
const credentialKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'Ks8KOEZjYAJbcjDIWIscWm4WzrlxQPzTWeVqxfHWIaE',
  y: '7_0EUfmehgsGWczn-j_yv2crexJZbc9lFhDdAtyr7dQ',
  d: 'dg2-jcIqG_gJLxOUPP3PSRwNkLqJ9Sd5KKhkbfdP02o',
}

/** Keys of tests; they protect nothing. None is to sign with: most tests don't ask, and it costs a millisecond a message. */
export const testKeysJson = {
  hash_key: key32('hash'),
  seal_keys: { current: 'k1', by_id: { k1: key32('seal') } },
  credential_keys: [{ key: credentialKey, from: '2000-01-01T00:00:00+08:00' }],
}
export const testKeys = keysFromJson(JSON.stringify(testKeysJson))

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** An event as it left for a partner. */
export interface Sent {
  queue: QueueName
  id: string
  source: string
  type: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read what partners read
  data: Record<string, any>
}

/** Starts a stack at a moment of business time. */
export async function makeStack(options: {
  now: string
  log?: Log
  restAfter?: RestAfter
  hears?: readonly AnyHeard[]
  /** False: nobody has set what the sample province's bureau has. */
  bureau?: false
  /** False: bundles are off in areas that say nothing of them, as in a new stage. */
  bundlesLive?: false
  /** Keys other than {@link testKeys}. */
  keys?: Keys
  /** What stands between the system and the table, to count or to disturb; `table` is what lies beneath. */
  through?: (table: Table) => Table
}) {
  const hears = options.hears ?? heard
  const keys = options.keys ?? testKeys
  const clock = manualClock(instant(options.now))
  const table = memoryTable()
  if (options.bureau !== false) await settleBureau(table)
  const queues = new Map<QueueName, string[]>()
  const failures: string[] = []
  const archive = memoryBucket()
  const ports: InboxPorts = {
    archive,
    table: options.through?.(table) ?? table,
    clock,
    keys,
    stage: 'test',
    epoch: 0,
    bundlesLive: options.bundlesLive ?? true,
    ...(options.restAfter ? { restAfter: options.restAfter } : {}),
    log: options.log ?? {
      ...silent,
      error: (message, fields) => failures.push(`${message} ${JSON.stringify(fields)}`),
    },
    backoff: async () => {},
    queues: {
      async send(queue, bodies) {
        queues.set(queue, [...(queues.get(queue) ?? []), ...bodies])
        return []
      },
    },
  }
  const rules = makeRules(keys)
  const inbox = makeInbox(ports, ownInbox, hears)
  const worker = makeWorker(ports, rules)
  const sweep = makeSweep(ports)
  let events = 0
  let messages = 0

  const take = (queue: QueueName): string[] => queues.get(queue)?.splice(0) ?? []
  const batchOf = (bodies: string[]): SQSEvent =>
    ({ Records: bodies.map((body) => ({ messageId: `m${++messages}`, body })) }) as unknown as SQSEvent

  /** Carries messages on until no queue of ours holds one. */
  const run = async () => {
    for (let rounds = 0; rounds < 1000; rounds++) {
      const arrived = take('inbox')
      if (arrived.length > 0) await inbox(batchOf(arrived))
      let worked = arrived.length
      for (const queue of lanes) {
        const bodies = take(queue)
        worked += bodies.length
        if (bodies.length === 0) continue
        const { batchItemFailures } = await worker(batchOf(bodies))
        if (batchItemFailures.length > 0) throw new Error(`worker failed: ${failures.join('; ') || queue}`)
      }
      if (worked === 0) return
    }
    throw new Error('the stack does not come to rest')
  }

  /** Whatever a test reads of somebody, what their cases remember is of the form that is declared. */
  const file = async (psnNo: string): Promise<PersonFile> => {
    const whole = await loadWhole(table, ports.keys, pidOf(keys, psnNo))
    for (const { bundle, chain_version, case_id, state } of whole.all('case')) {
      const states = rules.chains.find((chain) => chain.bundle === bundle)?.states
      const wrong = states?.version === chain_version ? misfit(states, state) : undefined
      if (wrong) throw new Error(`${case_id}: ${wrong}`)
    }
    return whole
  }

  const stack = {
    ports,
    table,
    /** Where accepted events are kept. */
    archive,
    clock,
    rules,
    /**
     * Puts an event into the inbox; `time` is now unless given. Nobody reports what has not happened: a fact later than
     * now takes the clock along. Answers its id.
     */
    async send(
      type: AnyInboundType,
      data: Record<string, unknown>,
      envelope: { id?: string; time?: string; source?: string } = {},
    ): Promise<string> {
      const id = envelope.id ?? `e${++events}`
      const facts = inboundSpecOf(wireType(type), hears)?.spec.past.map((field: string) => data[field]) ?? []
      for (const fact of envelope.time === undefined ? facts : [envelope.time]) {
        const at = parseInstant(fact) ?? parseInstant(`${fact}T00:00:00+08:00`)
        if (at !== undefined) clock.set(at)
      }
      const time = envelope.time ?? clock.now()
      const event = { specversion: '1.0', id, source: envelope.source ?? 'urn:test', type: wireType(type), time, data }
      await stack.sendRaw(JSON.stringify(event))
      return id
    },
    /** Puts any text into the inbox. */
    sendRaw: (body: string) => ports.queues.send('inbox', [body]),
    run,
    /** Sends and carries to rest. */
    async happen(type: AnyInboundType, data: Record<string, unknown>, envelope: { id?: string; time?: string } = {}) {
      await stack.send(type, data, envelope)
      await run()
    },
    /** The whole file, with what lies at rest. */
    file,
    /** Cases of a person, by the time they started. */
    async cases(psnNo: string, bundle?: CaseRow['bundle']): Promise<CaseRow[]> {
      const rows = (await file(psnNo)).all('case').filter((row) => bundle === undefined || row.bundle === bundle)
      return rows.sort((a, b) => compareInstants(a.started_at, b.started_at))
    },
    /** Tasks of a person's cases; open ones unless told otherwise. */
    async tasks(psnNo: string, status: TaskRow['status'] | 'any' = 'open'): Promise<TaskRow[]> {
      return (await file(psnNo)).all('task').filter((task) => status === 'any' || task.status === status)
    },
    /** The timeline of a person's cases, oldest first. */
    async journal(psnNo: string): Promise<(JournalLine & { at: Instant })[]> {
      const pid = pidOf(keys, psnNo)
      const items = await queryAll(table, { pk: personKey(pid), ...journalRange('J') })
      return items.flatMap((item) => {
        const { at, lines } = journalOf(ports.keys, pid, item)
        return lines.map((line) => ({ ...line, at }))
      })
    },
    /** How many messages lie in a queue. */
    left: (queue: QueueName) => queues.get(queue)?.length ?? 0,
    /** Takes what lies in a queue, as whoever reads it does. */
    take,
    /** Events that have left for partners so far, without taking them. */
    sent(queue?: QueueName, type?: string): Sent[] {
      const from = queue ? [queue] : (['tax', 'bank', 'notice', 'medins', 'registry', 'hotline', 'invoice'] as const)
      return from
        .flatMap((name) =>
          (queues.get(name) ?? []).map((body) => {
            const { id, source, type: wire, data } = JSON.parse(body)
            return { queue: name as QueueName, id, source, type: wire.replace(/^mianshen\.|\.v1$/g, ''), data }
          }),
        )
        .filter((event) => type === undefined || event.type === type)
    },
    /** What a clerk, employer or operator decides; answers the engine's result. */
    async decideTask(
      taskId: string,
      decision: { decision: 'approve' | 'reject'; reason?: string; [field: string]: unknown },
    ) {
      const pid = pidIn(taskId.split('.')[0] as string)
      if (!pid) throw new Error(`no task ${taskId}`)
      const { decision: verdict, reason, ...data } = decision
      const wanted = { taskId, verdict, by: 'clerk:test', data, ...(reason ? { reason } : {}) }
      const handled = await handle(ports, rules, pid, {
        apply: decideTask(taskKinds, wanted),
        answers: taskId.split('.')[0],
      })
      await run()
      return handled
    },
    /** What a citizen does in a case. */
    async act(caseId: string, action: CitizenAction) {
      const pid = pidIn(caseId)
      if (!pid) throw new Error(`no case ${caseId}`)
      const handled = await handle(ports, rules, pid, { action: { case_id: caseId, action } })
      await run()
      return handled
    },
    /** Goes to a moment, letting every timer on the way fire at its time. */
    async advanceTo(to: string) {
      const end = instant(to)
      for (let fired = 0; fired < 5000; fired++) {
        const next = [...table.items.values()]
          .flatMap((item) => (item.due_at === undefined ? [] : [item.due_at as Instant]))
          .sort(compareInstants)[0]
        if (next === undefined || compareInstants(next, end) > 0) break
        clock.set(addMs(next, 1000))
        await sweep()
        await run()
      }
      clock.set(end)
      await sweep()
      await run()
    },
    /** Changes settings of a pooling area. */
    async setting(area: string, settings: NewSettings) {
      const put = await putSettings(ports, area, settings, 'operator:test')
      await run()
      return put
    },
    /** Sets a policy and lets what waited for it go on. */
    async policy(row: { name: string; admdvs: string; from?: string; value: unknown; source?: string }) {
      const set = await putPolicy(ports, parameters.get(row.name)!, { source: '测试', ...row }, 'operator:test')
      await run()
      return set
    },
    /** Opens a clearing and carries it as far as it goes. */
    async clear(province: string, date: string) {
      const clearing = await openClearing(ports, rules, province, date as Day)
      await run()
      return clearing
    },
  }
  return stack
}

/** A stack of a test. */
export type Stack = Awaited<ReturnType<typeof makeStack>>
