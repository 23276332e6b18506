/**
 * Bundle switches (bundles/RULES.md 9.1, 9.2): a bundle is off, in shadow or live in a pooling area, and opens cases of what began
 * on or after a day alone. Pure.
 */
import type { Day } from '../../calendar/index.ts'
import type { Names } from '../../codes/coded.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { PersonFile } from '../../registers/file.ts'
import type { At, BundleSwitch, RegionSettings, SwitchState } from '../../registers/look.ts'

/** What a bundle does in an area, in plain words. */
export const switchStates = { off: '未启用', shadow: '试运行', live: '正式运行' } as const satisfies Names<SwitchState>

/** What a case is about, as far as the switch looks at it: the area in charge, and the day on which it began. */
export interface Begun {
  admdvs: Admdvs
  begins: Day
}

/**
 * Whether something opens a case: it does; it is decided in shadow; not for now (`off`: what is switched off, or live only
 * from a day to come); or never, for it began before the area's day or before that of the person (`before`).
 */
export type Opening = 'open' | 'shadow' | 'off' | 'before'

/** How a bundle is switched by the settings of an area: as was set, else as the stage has it. */
export const switchIn = ({ bundles, bundlesLive }: RegionSettings, bundle: string): BundleSwitch =>
  bundles?.[bundle] ?? { state: bundlesLive ? 'live' : 'off' }

/** Whether something of a bundle that began so opens a case for the person of the file today. */
export function openingOf(file: PersonFile, bundle: string, begun: Begun, { today, look }: At): Opening {
  const history = file.person?.history
  if (history !== undefined && begun.begins < history) return 'before'
  return openingUnder(switchIn(look.setting(begun.admdvs), bundle), begun.begins, today)
}

/** {@link openingOf}, by the switch alone: for who has no more of the person than a desk. */
export function openingUnder({ state, from }: BundleSwitch, begins: Day, today: Day): Opening {
  if (state !== 'live') return state
  if (from === undefined || begins >= from) return 'open'
  return from > today ? 'off' : 'before'
}

/** What is answered where a bundle is not live, or what is asked for began before it was. */
export const bundleOff = {
  code: 'bundle-off',
  status: 409,
  detail: '这件事现在还由原来的窗口或系统办理，请到原来的地方办；本系统没有收下，也没有改动任何信息。',
} as const
