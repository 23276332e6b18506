/** How far apart two places are (decision 0099): along the great circle, on a sphere. */

/** A place by its coordinates, in decimal degrees. */
export interface Place {
  lng: number
  lat: number
}

const radiusM = 6_371_000
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres between two places by the haversine formula, not rounded. */
export function metresBetween(a: Place, b: Place): number {
  const [latA, latB] = [radians(a.lat), radians(b.lat)]
  const half = (difference: number) => Math.sin(difference / 2) ** 2
  const h = half(latB - latA) + Math.cos(latA) * Math.cos(latB) * half(radians(b.lng - a.lng))
  return 2 * radiusM * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The place that coordinates written as text name. */
export const placeOf = ({ lng, lat }: { lng: string; lat: string }): Place => ({ lng: Number(lng), lat: Number(lat) })
