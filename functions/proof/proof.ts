/**
 * The nightly proof: the ledger is reckoned anew from every entry, and the clearings of the last fortnight are looked
 * at. It changes nothing; it says in the log what it found, and alarms follow from that.
 */
import { addDays, type Day, dayOf, daysFrom } from '../../shared/calendar/index.ts'
import { provinceNames } from '../../shared/codes/area-names.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { yuan } from '../../shared/money/index.ts'
import { clearingKey } from '../../shared/table/keys.ts'
import type { Clearing } from '../clearing/clearing.ts'
import { checkLedger, type LedgerCheck } from './ledger-check.ts'

/** Days from which a clearing counts as late, and days looked back. */
const lateAfterDays = 2
const lookBackDays = 14

/** What was found. */
export interface Proof {
  readonly ledger: LedgerCheck
  /** Ids of clearings that ought to be settled and are not. */
  readonly late: readonly string[]
}

/** The proof; throws when the table stays out of reach. */
export function makeProof(ports: Ports): () => Promise<Proof> {
  return async () => {
    const late = await lateClearings(ports, dayOf(ports.clock.now()))
    ports.log.info('clearings looked at', { late: late.length, clearings: late })
    const ledger = await checkLedger(ports)
    const { balanced, total_debit, total_credit, unfunded, violations } = ledger
    const say = balanced ? ports.log.info : ports.log.error
    say('ledger proved', {
      unfunded_fen: yuan(unfunded),
      imbalance_fen: Math.abs(yuan(total_debit) - yuan(total_credit)),
      violations: violations.length,
    })
    return { ledger, late }
  }
}

/** Clearings of all provinces that were opened two days ago or earlier and are not settled. */
async function lateClearings(ports: Ports, today: Day): Promise<string[]> {
  const days = daysFrom(addDays(today, -lookBackDays), addDays(today, -lateAfterDays))
  const late: string[] = []
  for (const day of days) {
    const keys = Object.keys(provinceNames).map((province) => clearingKey(`CLR-${province}-${day}`, 'clearing'))
    const clearings = (await ports.table.getMany(keys)).map((item) => JSON.parse(item.d as string) as Clearing)
    late.push(...clearings.filter(({ status }) => status !== 'settled').map(({ clearing_id }) => clearing_id))
  }
  return late
}
