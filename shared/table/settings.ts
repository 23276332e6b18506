/** What a pooling area has set: one item, in the clear, for it is about nobody. */
import type { Admdvs } from '../codes/index.ts'
import type { RegionSettings } from '../registers/look.ts'
import { settingsKey } from './keys.ts'
import type { Condition, Item, Table } from './table.ts'

/** Settings of an area that changed none. */
const defaultSettings = { accepts_account_transfer: true }

/** Settings as they are, and the item that says them, if one does. */
export interface HeldSettings {
  settings: RegionSettings
  item?: Item
}

/** The settings of a pooling area; `bundlesLive`: the stage's. */
export async function loadSettings(
  { table, bundlesLive }: { table: Table; bundlesLive: boolean },
  area: Admdvs,
): Promise<HeldSettings> {
  const item = await table.get(settingsKey(area))
  const said = item ? (JSON.parse(item.d as string) as Partial<RegionSettings>) : {}
  return { settings: { ...defaultSettings, ...said, bundlesLive }, ...(item ? { item } : {}) }
}

/** The condition that the settings of an area still say what was read of them. */
export const settingsUnchanged = ({ item }: HeldSettings): Condition =>
  item ? { attr: 'd', equals: item.d as string } : 'absent'

/** Topic of a bundle's switch in an area: what would be its cases there waits for it, and is listed by it. */
export const switchTopic = (bundle: string, area: Admdvs) => `switch#${bundle}#${area}`
/** The area whose bundle a topic is the switch of; undefined if it is no switch's. */
export const areaSwitched = (topic: string) => /^switch#[^#]+#(\d{6})$/.exec(topic)?.[1] as Admdvs | undefined
