/** Nothing that began before a bundle was live has a case, and whatever may have one does not wait for it. */
import { addMs, type Day, dayOf, type Instant } from '../../../shared/calendar/index.ts'
import { openingUnder, switchIn } from '../../../shared/chain/switches/switches.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { BundleSwitch, RegionSettings } from '../../../shared/registers/look.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import type { Audit, Records } from './records.ts'

/** Whether operators switched bundles in this run: the models of bundles reckon with all of them live. */
export const isSwitched = ({ plan }: Records['ran']): boolean => plan.happenings.some((one) => 'switch' in one)

/** So long may go by, clocks jumping, between the time that a decision is of and the setting that it read. */
const slackMs = 31 * 86_400_000

export const auditSwitches: Audit = (records) => {
  if (!isSwitched(records.ran)) return []
  const lines = settingsIn(records)
  return [...records.files.values()].flatMap((file) => [
    ...waiting(file, lines, records),
    ...(records.isMerged(file.pid) ? [] : tooOld(file, lines)),
  ])
}

interface Line {
  at: Instant
  area: string
  settings: RegionSettings
}

/** What was set, by the audit trail. */
function settingsIn({ items }: Records): Line[] {
  return items
    .flatMap(({ pk, d }) => (pk.startsWith('U#') ? [JSON.parse(d as string)] : []))
    .filter(({ what }) => what === 'settings.put')
    .map(({ at, about, detail }) => ({ at, area: about, settings: { ...detail, bundlesLive: true } }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** The switches that may have been read by who decided at a moment. */
function switchesAt(lines: readonly Line[], bundle: string, area: string, at: Instant): BundleSwitch[] {
  const own = lines.filter((line) => line.area === area)
  const before = own.filter((line) => line.at < at).at(-1)
  const around = own.filter((line) => line.at >= at && line.at <= addMs(at, slackMs))
  const first = before ? switchIn(before.settings, bundle) : ({ state: 'live' } as const)
  return [first, ...around.map(({ settings }) => switchIn(settings, bundle))]
}

/** What would be a case and might be one. */
function waiting(file: PersonFile, lines: readonly Line[], { now }: Records): string[] {
  if (file.into !== undefined) return file.all('unopened').map(({ case_id }) => `${case_id}: unopened in a closed file`)
  return file.all('unopened').flatMap(({ case_id, bundle, admdvs, begins, wake_at }) => {
    const last = lines.filter((line) => line.area === admdvs).at(-1)
    const is = last ? switchIn(last.settings, bundle) : ({ state: 'live' } as const)
    const opening = openingUnder(is, begins, dayOf(now))
    if (opening === 'open') return [`${case_id}: unopened, though ${bundle} is live in ${admdvs} for ${begins}`]
    return opening !== 'shadow' && wake_at !== undefined ? [`${case_id}: is woken, and not decided`] : []
  })
}

/** Cases of what had begun before any day from which the bundle could be live when they opened. */
function tooOld(file: PersonFile, lines: readonly Line[]): string[] {
  return file.all('case').flatMap((row) => {
    const begins = beganOn(file, row)
    if (begins === undefined) return []
    const areas = [...new Set([...row.areas, row.admdvs])]
    const may = areas.flatMap((area) => switchesAt(lines, row.bundle, area, row.started_at))
    if (may.some((is) => openingUnder(is, begins, dayOf(row.started_at)) === 'open')) return []
    return [`${row.case_id}: of ${begins}, opened on ${row.started_at}, when ${row.bundle} was ${JSON.stringify(may)}`]
  })
}

/** The last day on which what a case is about can be said to have begun, by the registers alone. */
function beganOn(file: PersonFile, { bundle, state }: CaseRow): Day | undefined {
  const { visit, setl_id, enrolledOn } = state as { visit?: string; setl_id?: string; enrolledOn?: Day }
  const last = (days: readonly (Day | undefined)[]) =>
    days
      .flatMap((one) => one ?? [])
      .sort()
      .at(-1)
  switch (bundle) {
    case 'filing': {
      const row = file.one('visit', visit ?? '')
      return row && dayOf(row.begntime)
    }
    case 'maternity-allowance':
      return file.one('delivery', setl_id ?? '')?.dscg_date
    case 'newborn':
      return last(file.all('birth').map(({ brdy }) => brdy))
    case 'retirement':
      return last(file.all('pension').map(({ retr_date }) => retr_date))
    default:
      return enrolledOn
  }
}
