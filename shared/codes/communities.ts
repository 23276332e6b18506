/**
 * Communities and villages (社区、村) by the statistical division code of twelve digits: the first six are the county, nine
 * the street or township. Which of them there are changes every year and is nobody's secret to keep: none is listed here.
 */
import { type Admdvs, parseAdmdvs, poolingAreaOf } from './areas.ts'

/** The code of a community; undefined for anything else, or where its province is none. */
export const parseCommunity = (text: string): string | undefined =>
  /^\d{12}$/.test(text) && parseAdmdvs(text.slice(0, 6)) ? text : undefined

/** The pooling area that a community, street or county lies in, by its first six digits. */
export const areaOfCommunity = (code: string): Admdvs => poolingAreaOf(code.slice(0, 6))
