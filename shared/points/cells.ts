/**
 * Squares of half a degree, by which the points near a place are found without reading those far away: of each square one
 * knows how near and how far what lies in it can be at most.
 */
import { metresBetween, type Place } from './distance.ts'

const perDegree = 2

/** The square that a place lies in. */
export const cellOf = ({ lng, lat }: Place): string => `${Math.floor(lat * perDegree)}/${Math.floor(lng * perDegree)}`

/** Metres from a place within which nothing of the square lies, and beyond which nothing does: never too narrow. */
export function reachOf(cell: string, from: Place): { nearest: number; farthest: number } {
  const [row, column] = cell.split('/').map(Number) as [number, number]
  const at = (down: number, right: number): Place => ({
    lat: (row + down) / perDegree,
    lng: (column + right) / perDegree,
  })
  const centre = at(0.5, 0.5)
  // The corners nearer to the equator are the farther ones; on a sphere no way is shorter for a detour.
  const half = Math.max(...[at(0, 0), at(1, 0)].map((corner) => metresBetween(centre, corner)))
  const distance = metresBetween(from, centre)
  return { nearest: Math.max(0, distance - half), farthest: distance + half }
}
