/**
 * What would be cases of bundles in shadow, page by page, and how many came to what. They stand with those who wait for
 * their bundle's switch, so the list needs no place of its own; reading it is as fresh as the table.
 */
import type { Admdvs } from '../../../shared/codes/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import type { Pid } from '../../../shared/identity/index.ts'
import type { RegionSettings } from '../../../shared/registers/look.ts'
import type { ShadowStand, Unopened } from '../../../shared/registers/rows.ts'
import { rowOf } from '../../../shared/table/files.ts'
import {
  personKey,
  rowSk,
  settingsKey,
  subscriberIn,
  subscriberPartitions,
  subscriberRange,
} from '../../../shared/table/keys.ts'
import { switchTopic } from '../../../shared/table/settings.ts'
import type { Item, Page } from '../../../shared/table/table.ts'
import { readable } from '../../../shared/table/unreadable.ts'

/** What was decided in shadow. */
export type Shadow = Unopened & { stand: ShadowStand }

/** How many came to what: to a result, or to a step. */
export type Counts = Readonly<Record<string, number>>

/** Where a list goes on, with what was counted when it began. */
interface Place {
  pk: string
  cursor?: string
  counts?: Counts
}

/** Which of them: of these bundles in these areas. */
export interface Asked {
  bundles: readonly string[]
  areas: readonly Admdvs[]
}

/** Entries read together; the table takes a hundred keys in one request. */
const atOnce = 100
/** Entries that are counted at most: some ten seconds of reading; a bureau knows enough by then. */
const mostCounted = 100_000
/** A cursor that grew longer would not be taken back. */
const longestPlace = 1_100

/** A page, the counts of all as they were when the first page was asked for, and where it goes on. */
export async function listShadows(ports: Ports, asked: Asked, limit: number, place: string | undefined) {
  const partitions = await partitionsOf(ports, asked)
  const begun = place === undefined ? undefined : (JSON.parse(place) as Place)
  const counted = begun?.counts ? { counts: begun.counts, more: false } : await countAll(ports, partitions)
  const { shadows, next } = await takePage(ports, partitions, limit, begun)
  return { shadows, ...counted, ...(next ? { cursor: placeText({ ...next, counts: counted.counts }) } : {}) }
}

function placeText({ counts, ...place }: Place): string {
  const whole = JSON.stringify({ ...place, counts })
  return whole.length <= longestPlace ? whole : JSON.stringify(place)
}

/** Of areas that never set anything of a bundle nothing is in shadow: of many only the others are looked into. */
async function partitionsOf({ table }: Ports, { bundles, areas }: Asked): Promise<string[]> {
  const said = areas.length > 1 ? await switchedIn({ table }, areas) : undefined
  return areas.flatMap((area) =>
    bundles
      .filter((bundle) => said === undefined || said.get(settingsKey(area).pk)?.bundles?.[bundle])
      .flatMap((bundle) => subscriberPartitions(switchTopic(bundle, area))),
  )
}

async function switchedIn({ table }: Pick<Ports, 'table'>, areas: readonly Admdvs[]) {
  const items = await table.getMany(areas.map(settingsKey))
  return new Map(items.map((item) => [item.pk, JSON.parse(item.d as string) as Partial<RegionSettings>]))
}

/** Goes on where the page before ended, from partition to partition, until it has as many as are asked for. */
async function takePage(ports: Ports, partitions: readonly string[], limit: number, begun: Place | undefined) {
  const shadows: Shadow[] = []
  let index = begun ? partitions.indexOf(begun.pk) : 0
  let cursor = begun?.cursor
  while (index >= 0 && index < partitions.length) {
    const pk = partitions[index] as string
    if (shadows.length >= limit) return { shadows, next: { pk, ...(cursor === undefined ? {} : { cursor }) } }
    const page = await entriesOf(ports, pk, limit - shadows.length, cursor)
    shadows.push(...(await rowsAt(ports, page.items)))
    cursor = page.cursor
    if (cursor === undefined) index++
  }
  return { shadows, next: undefined }
}

const entriesOf = ({ table }: Ports, pk: string, limit: number, cursor: string | undefined): Promise<Page> =>
  table.query({ pk, ...subscriberRange, limit, ...(cursor === undefined ? {} : { cursor }) })

/** What the entries lead to, as far as it was decided and can be read. */
async function rowsAt(ports: Ports, entries: readonly Item[]): Promise<Shadow[]> {
  const keys = entries.map((entry) => {
    const [caseId = ''] = subscriberIn(entry).split('.')
    return { pk: personKey(entry.d as Pid), sk: rowSk('unopened', caseId) }
  })
  const found = new Map((await ports.table.getMany(keys)).map((item) => [item.pk + item.sk, item]))
  return keys.flatMap(({ pk, sk }) => {
    const item = found.get(pk + sk)
    const row = item && readable(ports.log, item, () => rowOf<Unopened>(ports.keys, pk.slice(2) as Pid, item))
    return row?.stand ? [row as Shadow] : []
  })
}

async function countAll(ports: Ports, partitions: readonly string[]): Promise<{ counts: Counts; more: boolean }> {
  const counts = new Map<string, number>()
  let read = 0
  for (const pk of partitions) {
    let cursor: string | undefined
    do {
      if (read >= mostCounted) return { counts: Object.fromEntries(counts), more: true }
      const page = await entriesOf(ports, pk, atOnce, cursor)
      read += page.items.length
      for (const { stand } of await rowsAt(ports, page.items)) {
        const came = String(stand.outcome?.result ?? stand.step)
        counts.set(came, (counts.get(came) ?? 0) + 1)
      }
      cursor = page.cursor
    } while (cursor !== undefined)
  }
  return { counts: Object.fromEntries(counts), more: false }
}
