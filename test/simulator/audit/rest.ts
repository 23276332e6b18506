/** Nobody is forgotten: once all is calm every case has ended or waits for a named somebody with a time to come. */
import { addMs, compareInstants } from '../../../shared/calendar/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { areaList, rowSk } from '../../../shared/table/keys.ts'
import { isIdle } from '../watch.ts'
import type { Audit, Records } from './records.ts'

const ended = (row: CaseRow) => ['done', 'rejected', 'withdrawn'].includes(row.status)

/** Cases, tasks and parked events at rest. */
export const auditRest: Audit = (records) => {
  const wrong: string[] = []
  for (const [pid, file] of records.files) {
    if (file.into !== undefined) {
      wrong.push(...closed(file))
      continue
    }
    for (const row of file.all('case')) {
      wrong.push(...caseAtRest(records, pid, row).map((what) => `${row.case_id}: ${what}`))
      if (file.person?.death && row.actions.includes('provide-bank-account'))
        wrong.push(`${row.case_id}: waits for an account of somebody who has died`)
    }
    for (const task of file.all('task')) {
      const row = task.case_id === undefined ? undefined : file.one('case', task.case_id)
      if (isIdle(task, row)) wrong.push(`${task.task_id}: open, case ended`)
      if (task.status === 'open' && isOverdue(records, task)) wrong.push(`${task.task_id}: nobody decided it`)
    }
    for (const parked of file.all('parked')) {
      const item = records.items.find((i) => i.pk === `P#${pid}` && i.sk === rowSk('parked', parked.id))
      if (compareInstants(parked.list_at, records.now) <= 0 && !item?.list)
        wrong.push(`parked ${parked.id}: not listed`)
    }
  }
  const rows = records.items.filter(({ pk, sk }) => pk.startsWith('P#') && /^[BD]#/.test(sk))
  const places = new Set<string>()
  for (const { pk, sk } of rows) {
    const place = `${pk} ${sk.slice(2)}`
    if (places.has(place)) wrong.push(`${place}: stands in the file and lies at rest`)
    places.add(place)
  }
  for (const item of records.items) {
    if (
      item.pk.startsWith('C#') &&
      item.sk.startsWith('K#') &&
      records.items.some((i) => i.pk === item.pk && i.sk === 'person')
    )
      wrong.push(`waits for a number that is known: ${item.sk}`)
  }
  return wrong
}

/** In the file of a lost number nothing waits any more: all is to be found under the one that is kept. */
function closed(file: PersonFile): string[] {
  const open = file.all('case').filter((row) => !ended(row))
  const tasks = file.all('task').filter(({ status, moved }) => status === 'open' && !moved)
  return [
    ...open.map(({ case_id }) => `${case_id}: open under a lost number`),
    ...tasks.map(({ task_id }) => `${task_id}: open under a lost number`),
    ...file.all('parked').map(({ id }) => `parked ${id}: waits under a lost number`),
  ]
}

/** Agents decide everything within some weeks, but for what only facts close. */
function isOverdue({ now }: Records, task: { opened_at: string; kind: string }): boolean {
  if (['calendar-missing', 'funds-differ'].includes(task.kind)) return false
  return task.opened_at < addMs(now, -40 * 86_400_000)
}

function caseAtRest({ items, now }: Records, pid: Pid, row: CaseRow): string[] {
  const wrong: string[] = []
  if (row.status === 'running') return ['still running']
  if (ended(row)) {
    const { result, reason } = row.outcome ?? {}
    // What was taken back, or ended by a death, came to nothing, and says why or nothing more.
    if (result === undefined && reason === undefined && row.status !== 'withdrawn') wrong.push('ended without a result')
    if (row.actions.length > 0) wrong.push('ended, but offers actions')
    return wrong
  }
  const { waiting_for, wake_at } = row
  if (!waiting_for?.actor || !waiting_for.what || !waiting_for.until) wrong.push('waits for nobody')
  // The bank has answered everything by now.
  const asked = addMs(now, -60 * 86_400_000)
  if (waiting_for?.what === 'payment.settled' && row.updated_at < asked)
    wrong.push('waits for a payment that will not come')
  if (waiting_for?.what === 'chain-stopped') wrong.push('stopped: its chain never ends')
  if (wake_at === undefined || compareInstants(wake_at, now) <= 0) wrong.push('waits without a time to come')
  const item = items.find((i) => i.pk === `P#${pid}` && i.sk === rowSk('case', row.case_id))
  if (item?.due_at !== wake_at || item?.due === undefined) wrong.push('cannot be found when it falls due')
  for (const area of row.areas) {
    const found = items.some(
      (i) => areaList(area).shards.includes(i.list as string) && (i.list_at as string).endsWith(row.case_id),
    )
    if (!found) wrong.push(`clerks of ${area} cannot find it`)
  }
  return wrong
}
