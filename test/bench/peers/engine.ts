/** Ours, as it is run: the whole local stack with inbox, two workers, API and clock as processes of their own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Told } from '../../../functions/bench.ts'
import { benchNow } from '../../../functions/bench.ts'
import { credentials, region, tableName } from '../../../infra/local/config.ts'
import { apiClient } from '../../../infra/local/day/api-client.ts'
import { queueDepths } from '../../../infra/local/day/queue-depths.ts'
import { openDevKeys } from '../../../infra/local/dev-keys.ts'
import { startStack } from '../../../infra/local/stack.ts'
import { instant } from '../../../shared/calendar/index.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { lanes } from '../../../shared/queues.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import { sqsQueues, sqsWire } from '../../../shared/sqs.ts'
import { dynamoTable, dynamoWire } from '../../../shared/table/dynamo.ts'
import { taskList } from '../../../shared/table/keys.ts'
import { openList } from '../../../shared/table/lists.ts'
import { benchOf } from '../bundles.ts'
import { eventBody } from '../measure.ts'
import type { Heard, Peer } from './peer.ts'

const spec = benchOf('transfer')
const clerk = { role: 'clerk', admdvs: '130200' } as const
const lookEveryMs = 15

/** Starts the stack, and an office that looks at its list. */
export async function startEngine(heard: Heard, onDisk: boolean): Promise<Peer> {
  const dataDir = onDisk ? mkdtempSync(join(tmpdir(), 'mianshen-peer-')) : undefined
  const now = instant(benchNow)
  const stack = await startStack({ now, stubs: false, port: 0, say: () => {}, ...(dataDir ? { dataDir } : {}) })
  const { sqs, dynamodb, queues: urls, api } = stack.describe()
  const queues = sqsQueues(sqsWire({ endpoint: sqs, region, credentials }), urls)
  const send = async (told: readonly Told[]) => {
    await queues.send(
      'inbox',
      told.map((one) => eventBody(one, now)),
    )
  }
  const client = apiClient(api)
  const { keys } = openDevKeys(stack.config.keysFile)
  const byPid = new Map<string, number>()
  const office = watchList(dynamodb, (taskId) => {
    const n = byPid.get(pidIn(taskId.split('.')[0] ?? '') ?? '')
    if (n !== undefined) tasks.set(n, taskId)
    if (n !== undefined) heard.task(n)
  })
  const tasks = new Map<number, string>()
  return {
    async prepare(numbers) {
      for (const n of numbers) byPid.set(pidOf(keys, spec.psnNo(keys, n)), n)
      await send(numbers.flatMap(spec.before))
      await drained(sqs)
    },
    begin: (n) => send([spec.trigger(n)]),
    async approve(n) {
      const path = `/v1/tasks/${encodeURIComponent(tasks.get(n) ?? '')}/decision`
      const { status } = await client.call(clerk, 'POST', path, { decision: 'approve' })
      if (status !== 200) throw new Error(`approval answered ${status}`)
      heard.done(n)
    },
    pids() {
      const { pids, stores } = stack.describe()
      return { worker: Object.values(pids), stores: Object.values(stores) }
    },
    async stop() {
      await office.stop()
      await stack.stop()
      if (dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** More open tasks than there are cases in flight. */
const mostOpen = 10_000

/** Looks at the list of open tasks all the time; `found` hears of each task once. */
function watchList(endpoint: string, found: (taskId: string) => void) {
  const table = dynamoTable(dynamoWire({ endpoint, region, credentials }), tableName)
  const list = taskList({ role: 'clerk', area: clerk.admdvs as never })
  const seen = new Set<string>()
  let open = true
  const watch = async () => {
    for (; open; await delay(lookEveryMs)) {
      for (const { sk } of await openList(table, list).take(mostOpen)) {
        if (!seen.has(sk)) found(sk.replace('B#task#', ''))
        seen.add(sk)
      }
    }
  }
  const watching = watch()
  return {
    async stop() {
      open = false
      await watching
    },
  }
}

async function drained(sqs: string): Promise<void> {
  for (let empty = 0; empty < 2; await delay(50)) {
    const { open } = await queueDepths(sqs, ['inbox', ...lanes])
    empty = open === 0 ? empty + 1 : 0
  }
}
