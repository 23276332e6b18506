/** The journals of a person from their beginning, page by page: what was said, and what was moved. */
import type { Ports } from '../../../shared/engine/ports.ts'
import type { Pid } from '../../../shared/identity/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { type Journal, journalOf } from '../../../shared/table/journal.ts'
import { journalRange, personKey } from '../../../shared/table/keys.ts'
import { readable } from '../../../shared/table/unreadable.ts'

/** Commits told of in one answer at most: with all that a file of forty years holds it stays far below six megabytes. */
const pageItems = 400

/** The journal that is read, and the key of the last commit that was told of. */
interface Place {
  part: number
  after?: string
}

/** The next commits, of the person's own file and of those merged into it; `place`: where an earlier page ended. */
export async function journalPage(ports: Ports, file: PersonFile, place?: string) {
  const pids = [...file.all('joined').map(({ pid }) => pid), file.pid]
  const parts = pids.flatMap((pid) => (['J', 'M'] as const).map((kind) => ({ pid, kind })))
  const journals: Journal[] = []
  let at: Place = place === undefined ? { part: 0 } : (JSON.parse(place) as Place)
  while (at.part < parts.length && journals.length < pageItems) {
    const { pid, kind } = parts[at.part] as { pid: Pid; kind: 'J' | 'M' }
    const pk = personKey(pid)
    const page = await ports.table.query({
      pk,
      ...journalRange(kind),
      limit: pageItems - journals.length,
      ...(at.after === undefined ? {} : { after: { pk, sk: at.after } }),
    })
    journals.push(
      ...page.items.flatMap((item) => readable(ports.log, item, () => journalOf(ports.keys, pid, item)) ?? []),
    )
    const last = page.items.at(-1)
    at = page.cursor === undefined || !last ? { part: at.part + 1 } : { part: at.part, after: last.sk }
  }
  return { pids, journals, ...(at.part < parts.length ? { place: JSON.stringify(at) } : {}) }
}
