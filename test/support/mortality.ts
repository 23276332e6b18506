/** A process that dies between two writes of the table, for tests of what is left then. */
import type { Table } from '../../shared/table/table.ts'

/**
 * A table beside which the process dies at the `at`th write, before it or after; dead, it writes nothing more. Counting begins
 * once `writes` is set to 0.
 */
export function mortality() {
  const state = { writes: Number.NEGATIVE_INFINITY, at: 0, after: false, dead: false }
  const through = async <T>(call: () => Promise<T>): Promise<T> => {
    if (state.dead) throw new Error('dead')
    const dies = ++state.writes === state.at
    state.dead ||= dies
    const made = dies && !state.after ? undefined : await call()
    if (dies) throw new Error('died')
    return made as T
  }
  const mortal = (table: Table): Table => ({
    ...{ get: table.get, getMany: table.getMany, query: table.query, scan: table.scan },
    write: (write) => through(() => table.write(write)),
    putMany: (items) => through(() => table.putMany(items)),
    transact: (all) => through(() => table.transact(all)),
  })
  return { state, mortal }
}
