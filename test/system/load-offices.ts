/** Those in office during the load: they decide whatever comes onto their lists, over HTTP, as fast as they are let. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Caller } from '../../events/samples/day.ts'
import { type ApiClient, apiClient } from '../../infra/local/day/api-client.ts'
import type { TaskOwner } from '../../shared/registers/rows.ts'
import { inParallel } from '../bench/measure.ts'

/** Somebody who decides until stopped. */
export interface Office {
  decided: number
  /** How often it was asked to wait (429, 503). */
  turnedAway: number
  faults: string[]
  stop(): Promise<void>
}

const lookEveryMs = 300
const lanes = 4

/** Starts all offices; they look at their lists in turn. */
export function openOffices(api: string, owners: readonly TaskOwner[]): Office {
  let open = true
  const client = apiClient(api)
  const office: Office = {
    decided: 0,
    turnedAway: 0,
    faults: [],
    async stop() {
      open = false
      await working
    },
  }
  const work = async () => {
    while (open) {
      let found = 0
      for (const owner of owners) found += await decideAll(client, owner, office)
      if (found === 0) await delay(lookEveryMs)
    }
  }
  const working = work()
  return office
}

const callerOf = (owner: TaskOwner): Caller => {
  if (owner.role === 'clerk') return { role: 'clerk', admdvs: owner.area }
  return owner.role === 'employer' ? { role: 'employer', emp_no: owner.emp_no } : { role: 'operator' }
}

async function decideAll(client: ApiClient, owner: TaskOwner, office: Office): Promise<number> {
  const caller = callerOf(owner)
  const listed = await client.call(caller, 'GET', '/v1/tasks?status=open&limit=100')
  if (listed.status !== 200) {
    await wait(office, listed.status)
    return 1
  }
  const { tasks } = listed.body as { tasks: { task_id: string }[] }
  await inParallel(tasks, lanes, async ({ task_id }) => {
    const path = `/v1/tasks/${encodeURIComponent(task_id)}/decision`
    const { status, body } = await client.call(caller, 'POST', path, { decision: 'approve' })
    if (status === 200) office.decided++
    else if (status === 429 || status === 503) await wait(office, status)
    // 409: the list is a moment behind, and it was decided already.
    else if (status !== 409) office.faults.push(`${status} ${JSON.stringify(body).slice(0, 200)}`)
  })
  return tasks.length
}

async function wait(office: Office, status: number): Promise<void> {
  office.turnedAway++
  if (status !== 429 && status !== 503) office.faults.push(`${status} for a list of tasks`)
  await delay(1_000)
}
