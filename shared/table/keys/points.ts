/** Keys of points, and of who works there. */
import type { Day } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { NumberHash, Pid } from '../../identity/index.ts'
import type { Key } from '../table.ts'
import { padded } from './shards.ts'

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
/** The errands that an agent has opened in a day, a place each. */
export const agentDayRange = (agentNo: string, day: Day) => ({
  pk: agentKey(agentNo).pk,
  from: `day#${day}#`,
  to: `day#${day}#~`,
})
/** The `n`th place. */
export const agentDayKey = (agentNo: string, day: Day, n: number): Key => ({
  pk: agentKey(agentNo).pk,
  sk: `day#${day}#${padded(n)}`,
})

/** What a point did in a day, by matter: errands opened, acts done and returned. */
export const pointDayKey = (pointNo: string, day: Day): Key => ({ pk: pointPartition(pointNo), sk: `day#${day}` })
/** How many of its tasks were approved in a day, by kind. */
export const pointDoneKey = (pointNo: string, day: Day): Key => ({ pk: pointPartition(pointNo), sk: `done#${day}` })
/** Days of a point from one to another, of what it did or of what was approved. */
export const pointDays = (pointNo: string, of: 'day' | 'done', from: Day, to: Day) => ({
  pk: pointPartition(pointNo),
  from: `${of}#${from}`,
  to: `${of}#${to}`,
})

/** An errand for a person. */
export const errandKey = (pid: Pid, errandId: string): Key => ({ pk: `P#${pid}`, sk: `G#${errandId}` })
/** An act in it. */
export const errandActKey = (pid: Pid, errandId: string, actId: string): Key => ({
  pk: `P#${pid}`,
  sk: `G#${errandId}#${actId}`,
})
/** All errands for a person with their acts, or one with its. */
export const errandRange = (pid: Pid, errandId?: string) =>
  errandId === undefined
    ? { pk: `P#${pid}`, from: 'G#', to: 'G~' }
    : { pk: `P#${pid}`, from: `G#${errandId}`, to: `G#${errandId}~` }

/** One-time codes asked for about an identity number. */
export const errandCodesKey = (hash: NumberHash): Key => ({ pk: `CODES#${hash}`, sk: 'asked' })
