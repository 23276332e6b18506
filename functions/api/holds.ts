/** Holds as operators set and lift them; each is a line of the audit trail. */
import {
  type Hold,
  type HoldName,
  type Holds,
  holdsWrite,
  loadHolds,
  loadWaiting,
  mayHoldMoney,
} from '../../shared/engine/holds.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import { formatYuan, ZERO } from '../../shared/money/index.ts'
import { auditWrite } from '../calls/audit.ts'

/** Who had read that nothing is held has sent by then: what it sent left before the hold was answered for. */
const underWayMs = 1_000

/** Sets a hold: from the answer on nothing it names leaves. Set again, it keeps its beginning. Answers all that stand. */
export async function setHold(ports: Ports, what: HoldName, reason: string, by: string): Promise<readonly Hold[]> {
  const standing = await change(
    ports,
    { by, what: 'hold.set', about: what, detail: { reason } },
    ({ active, ending, version }) => {
      const since = active.find((hold) => hold.what === what)?.since ?? ports.clock.now()
      return {
        active: [...active.filter((hold) => hold.what !== what), { what, reason, since, by }],
        ending: ending.filter((name) => name !== what),
        version,
      }
    },
  )
  await ports.pause?.(underWayMs)
  return standing
}

/** Lifts a hold: what no other hold keeps leaves, in the order decided. One that does not stand is lifted already. */
export async function liftHold(ports: Ports, what: HoldName, by: string): Promise<readonly Hold[]> {
  const standing = await change(ports, { by, what: 'hold.lifted', about: what }, ({ active, ending, version }) => {
    if (!active.some((hold) => hold.what === what)) return undefined
    return { active: active.filter((hold) => hold.what !== what), ending: [...ending, what], version }
  })
  await pass(ports, [{ kind: 'let-go' }])
  return standing
}

async function change(
  ports: Ports,
  line: Parameters<typeof auditWrite>[1],
  next: (holds: Holds) => Holds | undefined,
): Promise<readonly Hold[]> {
  for (;;) {
    const holds = await loadHolds(ports.table)
    const changed = next(holds)
    if (!changed) return holds.active
    const written = await ports.table.transact([holdsWrite(changed, ports.clock.now()), auditWrite(ports, line)])
    if (written.ok) return changed.active
  }
}

/** Holds as they are told: each with what waits behind it. */
export async function viewHolds({ table }: Ports, active: readonly Hold[]) {
  const waiting = await loadWaiting(
    table,
    active.map(({ what }) => what),
  )
  return active.map((hold) => {
    const { count = 0, fen = ZERO } = waiting.get(hold.what) ?? {}
    return { ...hold, waiting: { count, ...(mayHoldMoney(hold.what) ? { amt: formatYuan(fen) } : {}) } }
  })
}
