/** A commit that only takes away: nobody is asked, told or paid by it. */
import type { Ports } from '../../shared/engine/ports.ts'
import type { NumberWrite } from '../../shared/registers/applying.ts'
import type { Change, PersonFile } from '../../shared/registers/file.ts'
import { commitWrites } from '../../shared/table/commit.ts'
import type { Write } from '../../shared/table/table.ts'

/** Writes these changes on condition of the version that was read; false if somebody was faster. */
export async function erase(
  { table, keys, clock, epoch }: Ports,
  read: PersonFile,
  change: Change[],
  more: { numberWrites?: readonly NumberWrite[]; beside?: Write[] } = {},
): Promise<boolean> {
  const { numberWrites = [], beside = [] } = more
  const now = clock.now()
  const { writes } = commitWrites(keys, {
    read,
    after: read.with(change),
    change,
    claims: [],
    numberWrites,
    journal: { at: now, epoch, lines: [], move: [] },
    sends: [],
    again: read.again,
    now,
    beside,
    comesAgain: false,
  })
  return (await table.transact(writes)).ok
}
