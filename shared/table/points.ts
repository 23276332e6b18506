/**
 * Points, each an item in the clear: under its number, in the list of its pooling area, and for each of its matters in the
 * square of the map that it lies in. What its agents have to do is counted beside it, by the commits that open and end
 * their tasks.
 */
import type { Admdvs } from '../codes/index.ts'
import { cellOf, reachOf } from '../points/cells.ts'
import { metresBetween, type Place, placeOf } from '../points/distance.ts'
import type { Point } from '../points/point.ts'
import {
  pointAreaKey,
  pointAreaPartition,
  pointCellKey,
  pointCellPartition,
  pointCellsKey,
  pointKey,
  pointOpenKey,
} from './keys/points.ts'
import { type Item, type Key, queryAll, type Table, type Write } from './table.ts'

const pointIn = ({ d }: Item) => JSON.parse(d as string) as Point

/** The point of this number; undefined if there is none. */
export async function pointOf(table: Table, pointNo: string): Promise<Point | undefined> {
  const item = await table.get(pointKey(pointNo))
  return item && pointIn(item)
}

/** All points of a pooling area, by their numbers. */
export async function pointsOf(table: Table, area: Admdvs): Promise<Point[]> {
  return (await queryAll(table, { pk: pointAreaPartition(area) })).map(pointIn)
}

/** Points of an area that have a matter, by their numbers: so many of them, behind one that was told. */
export async function pointsIn(
  table: Table,
  { area, matter, limit, behind }: { area: Admdvs; matter: string; limit: number; behind?: string | undefined },
): Promise<{ points: Point[]; behind?: string }> {
  const points: Point[] = []
  const query = { pk: pointAreaPartition(area), limit: pageSize, ...(behind === undefined ? {} : { from: behind }) }
  for (let cursor: string | undefined; points.length <= limit; ) {
    const page = await table.query(cursor === undefined ? query : { ...query, cursor })
    points.push(...page.items.map(pointIn).filter((one) => one.matters.includes(matter) && one.point_no !== behind))
    cursor = page.cursor
    if (cursor === undefined) break
  }
  const told = points.slice(0, limit)
  const last = told.at(-1)
  return { points: told, ...(last && points.length > limit ? { behind: last.point_no } : {}) }
}

/** Points in a page of the table, where some may not have the matter. */
const pageSize = 100

/** How many tasks of a point are open, by kind. */
export async function openTasksOf(table: Table, pointNo: string): Promise<Readonly<Record<string, number>>> {
  const item = await table.get(pointOpenKey(pointNo))
  const { pk: _pk, sk: _sk, ...open } = item ?? { pk: '', sk: '' }
  return open as Record<string, number>
}

/** Puts a point in the place of what was known of it; `before` says whether that may be, and what goes with it. */
export async function putPoint(
  table: Table,
  point: Point,
  before: (held: Point | undefined) => readonly Write[] | undefined,
): Promise<boolean> {
  for (;;) {
    const item = await table.get(pointKey(point.point_no))
    const held = item && pointIn(item)
    const beside = before(held)
    if (!beside) return false
    const v = ((item?.v as number | undefined) ?? 0) + 1
    const own: Write = {
      put: { ...pointKey(point.point_no), v, d: JSON.stringify(point) },
      if: item ? { attr: 'v', equals: item.v as number } : 'absent',
    }
    const cells = await cellWrites(table, point, held)
    if ((await table.transact([own, ...areaWrites(point, held), ...cells, ...beside])).ok) return true
  }
}

function areaWrites(point: Point, held: Point | undefined): Write[] {
  const put: Write = { put: { ...pointAreaKey(point.admdvs, point.point_no), d: JSON.stringify(point) } }
  if (held === undefined || held.admdvs === point.admdvs) return [put]
  return [put, { remove: pointAreaKey(held.admdvs, point.point_no) }]
}

/** The point in the square of each of its matters, and no more in those where it was; a square that is new is named. */
async function cellWrites(table: Table, point: Point, held: Point | undefined): Promise<Write[]> {
  const { lng, lat, point_no } = point
  const now = pointCellKeysOf(point)
  const gone = held ? pointCellKeysOf(held).filter((key) => !now.some((one) => one.pk === key.pk)) : []
  const named = await Promise.all(point.matters.map((matter) => namingWrites(table, matter, cellOf(placeOf(point)))))
  return [
    ...now.map((key): Write => ({ put: { ...key, lng, lat, d: point_no } })),
    ...gone.map((key): Write => ({ remove: key })),
    ...named.flat(),
  ]
}

const pointCellKeysOf = (point: Point): Key[] =>
  point.matters.map((matter) => pointCellKey(matter, cellOf(placeOf(point)), point.point_no))

const cellsIn = (item: Item | undefined): string[] => (item ? (item.d as string).split(' ') : [])

async function namingWrites(table: Table, matter: string, cell: string): Promise<Write[]> {
  const key = pointCellsKey(matter)
  const item = await table.get(key)
  const cells = cellsIn(item)
  if (cells.includes(cell)) return []
  const d = [...cells, cell].sort().join(' ')
  return [{ put: { ...key, d }, if: item ? { attr: 'd', equals: item.d as string } : 'absent' }]
}

/** A point as it lies from a place. */
export interface Near {
  point: Point
  /** Whole metres. */
  distance_m: number
}

/** A place in a list of what is near. */
export type Ranked = Pick<Near, 'distance_m'> & { point_no: string }

const comesBefore = (a: Ranked, b: Ranked): boolean =>
  a.distance_m < b.distance_m || (a.distance_m === b.distance_m && a.point_no < b.point_no)

/**
 * Points that have the matter, those nearest to a place first, then by number; so many of them, behind one that was told.
 * Squares are read in the order in which they may hold the next one.
 */
export async function pointsNear(
  table: Table,
  { matter, from, limit, behind }: { matter: string; from: Place; limit: number; behind?: Ranked | undefined },
): Promise<{ near: Near[]; behind?: Ranked }> {
  const cells = cellsIn(await table.get(pointCellsKey(matter)))
    .map((cell) => ({ cell, ...reachOf(cell, from) }))
    .filter(({ farthest }) => behind === undefined || Math.ceil(farthest) >= behind.distance_m)
    .sort((a, b) => a.nearest - b.nearest)
  let found: Ranked[] = []
  for (const { cell, nearest } of cells) {
    // One more than is asked for says whether there are more.
    const last = found[limit]
    if (last && last.distance_m < Math.floor(nearest)) break
    const more = (await queryAll(table, { pk: pointCellPartition(matter, cell) })).map((item): Ranked => {
      const at = placeOf(item as unknown as { lng: string; lat: string })
      return { point_no: item.sk, distance_m: Math.round(metresBetween(from, at)) }
    })
    const left = more.filter((one) => behind === undefined || comesBefore(behind, one))
    found = [...found, ...left].sort((a, b) => (comesBefore(a, b) ? -1 : 1)).slice(0, limit + 1)
  }
  const page = found.slice(0, limit)
  const points = new Map(
    (page.length > 0 ? await table.getMany(page.map(({ point_no }) => pointKey(point_no))) : [])
      .map(pointIn)
      .map((point) => [point.point_no, point]),
  )
  const near = page.flatMap(({ point_no, distance_m }) => {
    const point = points.get(point_no)
    return point ? [{ point, distance_m }] : []
  })
  const last = page.at(-1)
  return { near, ...(last && found.length > limit ? { behind: last } : {}) }
}
