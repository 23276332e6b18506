/** Packs as they are listed: by area, then by their ids. */
import type { Admdvs } from '../../../shared/codes/index.ts'
import { entryAt, placeOf } from '../../../shared/table/lists.ts'
import type { Item, Page, Query, Table } from '../../../shared/table/table.ts'
import { type Pack, packIn, packList, packsOfArea } from '../../packs/pack.ts'

/** Entries read at a time, and pages of them for one answer. */
const pageLength = 50
const mostPages = 40

/** A page of packs, of some areas or of all, behind a place. Of what is not shown so much is passed by, and no more. */
export async function listPacks(
  table: Table,
  areas: readonly Admdvs[] | undefined,
  { limit, place, isShown }: { limit: number; place: string | undefined; isShown: (pack: Pack) => boolean },
): Promise<{ packs: Pack[]; place?: string }> {
  const behind = place === undefined ? undefined : entryAt(place)
  const packs: Pack[] = []
  let last: Item | undefined
  let pages = 0
  for await (const entries of pagesOf(table, areas, behind)) {
    const byKey = new Map(
      (await table.getMany(entries.map(({ pk, sk }) => ({ pk, sk })))).map((item) => [item.pk, item]),
    )
    for (const entry of entries) {
      if (packs.length === limit) return { packs, place: placeOf(last ?? entry) }
      const item = byKey.get(entry.pk)
      const pack = item && packIn(item)
      last = entry
      if (pack && isShown(pack)) packs.push(pack)
    }
    if (++pages === mostPages && last) return { packs, place: placeOf(last) }
  }
  return { packs }
}

/** Entries behind a place, area by area. */
async function* pagesOf(table: Table, areas: readonly Admdvs[] | undefined, behind: Item | undefined) {
  const at = (behind?.list_at as string | undefined) ?? ''
  const ranges: { from: string; to: string }[] = areas ? [...areas].sort().map(packsOfArea) : [{ from: '0', to: '~' }]
  for (const { from, to } of ranges.filter((range) => range.to >= at)) {
    const query: Query = { index: 'lists', pk: packList, from, to, limit: pageLength }
    let next: Pick<Query, 'after' | 'cursor'> | undefined = behind && from <= at ? { after: behind } : {}
    while (next) {
      const { items, cursor }: Page = await table.query({ ...query, ...next })
      yield items
      next = cursor === undefined ? undefined : { cursor }
    }
  }
}
