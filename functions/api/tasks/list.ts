/** Open tasks page by page, soonest due first. */
import type { Ports } from '../../../shared/engine/ports.ts'
import { maskName, type Pid } from '../../../shared/identity/index.ts'
import type { Person, TaskRow } from '../../../shared/registers/rows.ts'
import { rowOf } from '../../../shared/table/files.ts'
import { type List, rowSk } from '../../../shared/table/keys.ts'
import { entryAt, openList, placeOf } from '../../../shared/table/lists.ts'
import type { Item } from '../../../shared/table/table.ts'
import { readable } from '../../../shared/table/unreadable.ts'

/** A task that is listed, with whose matter it is, their name masked. */
export interface ListedTask {
  task: TaskRow
  about: { psn_no?: string; psn_name?: string }
  /** Where it stands in the list. */
  entry: Item
}

/** Most times that pointers are taken for one answer: a rare filter answers with fewer and a cursor to go on from. */
const mostPages = 20
/** Tasks looked at together where a filter may leave most of them out. */
const batch = 100

/** A page of the open tasks of a list; `fits` leaves out some of those that were read together. */
export async function listTasks(
  ports: Ports,
  of: List,
  page: { fits?: (tasks: readonly ListedTask[]) => Promise<readonly ListedTask[]>; limit: number; cursor?: string },
) {
  const { fits, limit, cursor } = page
  const list = openList(ports.table, of, { behind: cursor === undefined ? undefined : entryAt(cursor) })
  const found: ListedTask[] = []
  let last: Item | undefined
  for (let read = 0; read < mostPages && found.length < limit; read++) {
    const entries = await list.take(fits ? batch : limit - found.length)
    if (entries.length === 0) break
    const listed = await tasksAt(ports, entries)
    const fitting = fits ? await fits(listed) : listed
    const shown = fitting.slice(0, limit - found.length)
    found.push(...shown)
    last = shown.length < fitting.length ? shown.at(-1)?.entry : entries.at(-1)
    if (last !== entries.at(-1)) return { found, ...(last ? { cursor: placeOf(last) } : {}) }
  }
  return { found, ...(last && list.isMore() ? { cursor: placeOf(last) } : {}) }
}

/** The tasks that entries of a list point at, in their order. */
async function tasksAt(ports: Ports, pointers: readonly Item[]): Promise<ListedTask[]> {
  const people = [...new Set(pointers.map(({ pk }) => pk).filter((pk) => pk.startsWith('P#')))]
  const keys = [
    ...pointers.map(({ pk, sk }) => ({ pk, sk })),
    ...people.map((pk) => ({ pk, sk: rowSk('person', 'self') })),
  ]
  const items = new Map((await ports.table.getMany(keys)).map((item) => [`${item.pk} ${item.sk}`, item]))
  return pointers.flatMap((entry) => {
    const { pk, sk } = entry
    const item = items.get(`${pk} ${sk}`)
    if (!item) return []
    const person = items.get(`${pk} ${rowSk('person', 'self')}`)
    const task = readable(ports.log, item, () => rowOf<TaskRow>(ports.keys, pk.slice(2) as Pid, item))
    const about = person && readable(ports.log, person, () => whose(ports, pk, person))
    return task ? [{ entry, task, about: about ?? {} }] : []
  })
}

/** Whose file an item of a person is in, their name masked. */
export function whose(ports: Ports, pk: string, item: Item): { psn_no: string; psn_name: string } {
  const person = rowOf<Person>(ports.keys, pk.slice(2) as Pid, item)
  return { psn_no: person.psn_no, psn_name: maskName(person.private.psn_name) }
}
