/** How filing is switched in areas, as a desk's process keeps it: read once in a few seconds. */
import { epochMs, type Instant } from '../../shared/calendar/index.ts'
import { switchIn } from '../../shared/chain/switches/switches.ts'
import type { Clock } from '../../shared/clock/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { BundleSwitch } from '../../shared/registers/look.ts'
import { loadSettings } from '../../shared/table/settings.ts'
import type { Table } from '../../shared/table/table.ts'
import { filingBundle } from '../bundles/filing/reference.ts'

/** How long a switch that another process set may go unnoticed. */
const keptMs = 5_000

/** What a desk needs to know how filing is switched. */
export interface SwitchPorts {
  table: Table
  clock: Clock
  bundlesLive: boolean
}

type Kept = Map<Admdvs, { is: Promise<BundleSwitch>; at: Instant }>
const caches = new WeakMap<Table, Kept>()

/** How filing is switched in an area. */
export function filingSwitch({ table, clock, bundlesLive }: SwitchPorts, area: Admdvs): Promise<BundleSwitch> {
  const kept = caches.get(table) ?? new Map()
  caches.set(table, kept)
  const now = clock.now()
  const held = kept.get(area)
  if (held && epochMs(now) - epochMs(held.at) < keptMs) return held.is
  const is = loadSettings({ table, bundlesLive }, area).then(({ settings }) => switchIn(settings, filingBundle.bundle))
  kept.set(area, { is, at: now })
  // What could not be read must not be kept: the next decision tries again.
  is.catch(() => kept.delete(area))
  return is
}

/** Reads the switches of this table again the next time: somebody has set one in this process. */
export const forgetSwitches = (table: Table): void => void caches.delete(table)
