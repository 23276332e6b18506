/** Settings a pooling area may change, and who changed them. */

import { type Day, dayOf } from '../../shared/calendar/index.ts'
import { switchIn } from '../../shared/chain/switches/switches.ts'
import { type Admdvs, parseAdmdvs, poolingAreaOf } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import { type PolicyRow, policyAt, rowId } from '../../shared/policy/index.ts'
import type { BundleSwitch, RegionSettings } from '../../shared/registers/look.ts'
import { same } from '../../shared/same.ts'
import { settingsKey } from '../../shared/table/keys.ts'
import { loadPolicies } from '../../shared/table/policies.ts'
import { loadSettings, settingsUnchanged, switchTopic } from '../../shared/table/settings.ts'
import { bundleNames, manifestOf } from '../bundles/all.ts'
import { auditWrite } from '../calls/audit.ts'
import type { FieldFault } from '../calls/problem.ts'
import { forgetSwitches } from '../desk/switches.ts'
import { topicMark } from '../worker/topics.ts'

/** The pooling area that a code in a path names; undefined if it is none. */
export function areaIn(code: string): Admdvs | undefined {
  return parseAdmdvs(code) && poolingAreaOf(code)
}

/** What an operator sets; what is left out stays as it is. */
export interface NewSettings {
  accepts_account_transfer?: boolean
  bundles?: Readonly<Record<string, BundleSwitch>>
}

/** The settings as set; what is wrong with them; or rows of parameters that nobody has confirmed for a bundle to go live. */
export type SettingsPut =
  | { settings: RegionSettings }
  | { errors: readonly FieldFault[] }
  | { toConfirm: readonly PolicyRow[] }

/** The settings as they are told: every bundle, as it is switched. */
export const settingsView = (settings: RegionSettings) => ({
  accepts_account_transfer: settings.accepts_account_transfer,
  bundles: Object.fromEntries(bundleNames.map((bundle) => [bundle, switchIn(settings, bundle)])),
})

/**
 * Writes the settings, with their line in the audit trail. Two who set at once lose nothing of each other's. What would be
 * cases of a bundle that is switched is asked anew in the background; who dies before that is found by the sweep.
 */
export async function putSettings(ports: Ports, code: string, input: NewSettings, by: string): Promise<SettingsPut> {
  const area = poolingAreaOf(code)
  for (;;) {
    const held = await loadSettings(ports, area)
    const today = dayOf(ports.clock.now())
    const switched = switchedBy(held.settings, input.bundles ?? {}, today)
    if ('errors' in switched) return switched
    const toConfirm = await unconfirmed(ports, area, switched.bundles, today)
    if (toConfirm.length > 0) return { toConfirm }
    const { bundlesLive, ...before } = held.settings
    const { bundles: _bundles, ...others } = input
    const said = { ...before, ...others, ...laidOver(before.bundles, switched.bundles) }
    const version = ((held.item?.v as number | undefined) ?? 0) + 1
    const put = { ...settingsKey(area), v: version, d: JSON.stringify(said) }
    const topics = switched.bundles
      .filter(([, { state }]) => state !== 'off')
      .map(([bundle]) => switchTopic(bundle, area))
    const written = await ports.table.transact([
      { put, if: settingsUnchanged(held) },
      auditWrite(ports, { by, what: 'settings.put', about: area, detail: said }),
      ...topics.map((topic) => topicMark(ports, topic, version)),
    ])
    if (!written.ok) continue
    forgetSwitches(ports.table)
    await pass(
      ports,
      topics.map((topic) => ({ kind: 'topic', topic })),
    )
    return { settings: { ...said, bundlesLive } }
  }
}

const laidOver = (before: RegionSettings['bundles'], switched: Switched) =>
  before || switched.length > 0 ? { bundles: { ...before, ...Object.fromEntries(switched) } } : {}

/** Bundles that are switched otherwise from now on. */
type Switched = readonly (readonly [bundle: string, to: BundleSwitch])[]

/** Which bundles are switched otherwise, or what can't be. One is live from today if no day is named. */
function switchedBy(
  settings: RegionSettings,
  wanted: Readonly<Record<string, BundleSwitch>>,
  today: Day,
): { bundles: Switched } | { errors: FieldFault[] } {
  const all = Object.entries(wanted).map(([bundle, given]) => {
    const now = switchIn(settings, bundle)
    const to: BundleSwitch = given.state === 'live' ? { state: 'live', from: given.from ?? today } : given
    return { bundle, now, to }
  })
  const changed = all.filter(({ now, to }) => !same(now, to))
  const errors = changed.flatMap(({ bundle, now, to }) => {
    const message = faultOf(now, to, today)
    return message === undefined ? [] : [{ field: `bundles.${bundle}.from`, message }]
  })
  return errors.length > 0 ? { errors } : { bundles: changed.map(({ bundle, to }) => [bundle, to] as const) }
}

function faultOf(now: BundleSwitch, { state, from }: BundleSwitch, today: Day): string | undefined {
  if (from === undefined) return undefined
  if (state !== 'live') return '只有正式运行（live）才有启用日期'
  const isPast = from < today && now.state !== 'shadow'
  return isPast ? '启用日期不能早于今天；试运行（shadow）过的，转正式时才可以往前填' : undefined
}

/**
 * Rows that a bundle going live there would rest on, on its first day and today, and that are still to be confirmed: each
 * the nearest, which no nearer one hides (bundles/RULES.md 9.5).
 */
async function unconfirmed(ports: Ports, area: Admdvs, switched: Switched, today: Day): Promise<PolicyRow[]> {
  const goingLive = switched.filter(([, { state }]) => state === 'live')
  if (goingLive.length === 0) return []
  const { amendments } = await loadPolicies(ports.table)
  const rows = goingLive.flatMap(([bundle, { from = today }]) =>
    (manifestOf(bundle)?.parameters ?? []).flatMap((parameter) =>
      [from, today].flatMap((on) => {
        const found = policyAt(amendments, parameter, area, on)
        return found.found && found.row.standing === 'to-confirm' ? [found.row] : []
      }),
    ),
  )
  return [...new Map(rows.map((row) => [rowId(row), row])).values()]
}
