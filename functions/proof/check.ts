/** `GET /v1/ledger/check`: from what the last proof found, and from what came since. */
import type { Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { checkLedger, checkOf, type LedgerCheck, plus } from './ledger-check.ts'
import { movedBy, provePersons, stillWrong } from './since.ts'
import { loadState, violationsOf, withWrong } from './state.ts'

/** So many persons are proved while somebody waits: some ten seconds. */
const mostPersons = 5_000

/** A check, and the moment it holds for. */
export type CheckNow = LedgerCheck & { as_of: Instant }

/**
 * Checks the ledger as it is now; as of the last proof, if more people have moved money since than can be proved while
 * somebody waits. Where nothing is proved yet, everything is read.
 */
export async function checkNow(ports: Ports, most = mostPersons): Promise<CheckNow> {
  const now = ports.clock.now()
  const { state } = await loadState(ports.table)
  if (!state.proved) return { ...(await checkLedger(ports)), as_of: now }
  const { as_of, sums } = state.proved
  const moved = await movedBy(ports, as_of, most)
  if (!moved) return { ...checkOf(sums, violationsOf(state)), as_of }
  const found = await provePersons(ports, moved, { from: as_of })
  const wrong = withWrong(await stillWrong(ports, state.wrong), found.wrong)
  const violations = violationsOf({ ...state, wrong })
  return { ...checkOf(plus(sums, found.sums), violations), as_of: now }
}
