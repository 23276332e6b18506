/** Settings a pooling area may change, and who changed them. */

import { type Admdvs, parseAdmdvs, poolingAreaOf } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { loadSettings } from '../../shared/engine/world.ts'
import type { RegionSettings } from '../../shared/registers/look.ts'
import { settingsKey } from '../../shared/table/keys.ts'
import { auditWrite } from '../calls/audit.ts'

/** The pooling area that a code in a path names; undefined if it is none. */
export function areaIn(code: string): Admdvs | undefined {
  return parseAdmdvs(code) && poolingAreaOf(code)
}

/** Writes the settings, with their line in the audit trail. */
export async function putSettings(
  ports: Ports,
  code: string,
  settings: RegionSettings,
  by: string,
): Promise<RegionSettings> {
  const area = poolingAreaOf(code)
  const next = { ...(await loadSettings(ports.table, area)), ...settings }
  const audit = auditWrite(ports, { by, what: 'settings.put', about: area, detail: next })
  await ports.table.transact([{ put: { ...settingsKey(area), d: JSON.stringify(next) } }, audit])
  return next
}
