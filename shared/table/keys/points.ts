/** Keys of points, and of who works there. */
import type { Admdvs } from '../../codes/index.ts'
import type { Key } from '../table.ts'

const pointPartition = (pointNo: string) => `POINT#${pointNo}`
/** A point. */
export const pointKey = (pointNo: string): Key => ({ pk: pointPartition(pointNo), sk: 'point' })
/** How many of its agents' tasks are open, by kind. */
export const pointOpenKey = (pointNo: string): Key => ({ pk: pointPartition(pointNo), sk: 'open' })
/** The points of a pooling area. */
export const pointAreaPartition = (area: Admdvs) => `POINTS#${area}`
/** One of them. */
export const pointAreaKey = (area: Admdvs, pointNo: string): Key => ({ pk: pointAreaPartition(area), sk: pointNo })
/** The squares of the map in which points have a matter. */
export const pointCellsKey = (matter: string): Key => ({ pk: `PLACES#${matter}`, sk: 'squares' })
/** The points in a square that have it. */
export const pointCellPartition = (matter: string, cell: string) => `PLACES#${matter}#${cell}`
/** One of them. */
export const pointCellKey = (matter: string, cell: string, pointNo: string): Key => ({
  pk: pointCellPartition(matter, cell),
  sk: pointNo,
})

/** An agent. */
export const agentKey = (agentNo: string): Key => ({ pk: `AGENT#${agentNo}`, sk: 'agent' })
