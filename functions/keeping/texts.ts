/** Taking the words out of a person's journal, from its beginning to what is not yet past its term. */
import type { Day } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { journalOf, journalWithout } from '../../shared/table/journal.ts'
import { journalRange, personKey } from '../../shared/table/keys.ts'
import type { Item } from '../../shared/table/table.ts'
import { isPast } from './years.ts'

const pageLength = 50

/** What came of it. */
export interface TextsErased {
  words: number
  /** The last item behind which nothing of before is left to be looked at again. */
  upTo?: string
  /** The day of the first words that stay for now. */
  next?: Day
}

/**
 * Erases what is past its term. What was said of a case stays until the case has been over for as long; what was moved
 * stays for good. An item that still owes messages is left alone.
 */
export async function eraseTexts(ports: Ports, file: PersonFile, cutoff: Day, after?: string): Promise<TextsErased> {
  const cases = new Map(file.all('case').map((row) => [row.case_id as string, row]))
  const isGone = (caseId: string) => {
    const row = cases.get(caseId)
    if (!row) return true
    return row.status !== 'running' && row.status !== 'waiting' && isPast(row.updated_at, cutoff)
  }
  const found: TextsErased = { words: 0, ...(after === undefined ? {} : { upTo: after }) }
  let isWhole = true
  for await (const item of itemsAfter(ports, file, after)) {
    const { at, lines } = journalOf(ports.keys, file.pid, item)
    if (!isPast(at, cutoff)) return { ...found, next: at.slice(0, 10) as Day }
    const without = item.due === undefined ? journalWithout(ports.keys, file.pid, item, isGone) : undefined
    if (without && (await ports.table.write(without.write))) found.words += without.words
    isWhole &&= item.due === undefined && lines.every(({ case_id }) => isGone(case_id))
    if (isWhole) found.upTo = item.sk
  }
  return found
}

async function* itemsAfter({ table }: Ports, { pid }: PersonFile, after: string | undefined): AsyncGenerator<Item> {
  const pk = personKey(pid)
  let behind = after
  for (;;) {
    const query = { pk, ...journalRange('J'), limit: pageLength }
    const page = await table.query(behind === undefined ? query : { ...query, after: { pk, sk: behind } })
    yield* page.items
    behind = page.items.at(-1)?.sk
    if (page.cursor === undefined || behind === undefined) return
  }
}
