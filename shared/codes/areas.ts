import { prefectureNames, provinceNames } from './area-names.ts'
import { pooledAreas } from './pooling-areas.ts'

/** A six-digit GB/T 2260 code of a place: nation, province, pooling area or county. */
export type Admdvs = string & { readonly __brand: 'Admdvs' }

/** The whole nation, as dated parameters write it; no place a person can be insured in. */
export const NATION = '000000' as Admdvs

const SIX_DIGITS = /^\d{6}$/

/**
 * By what lies in them, whole provinces and places, the pooling areas that are no prefectures. Made by a pure function, as
 * the names are, so that a bundle that maps no areas holds none.
 */
const pooled: ReadonlyMap<string, Admdvs> = /* @__PURE__ */ (() =>
  new Map(pooledAreas.flatMap(({ admdvs, holds }) => holds.map((place) => [place, admdvs as Admdvs] as const))))()

/**
 * Reads a place as a partner writes it. Undefined unless it is six digits of a known province; `000000` is no place
 * (see {@link NATION}). The code is kept as it came: map it with {@link poolingAreaOf}.
 */
export function parseAdmdvs(text: unknown): Admdvs | undefined {
  if (typeof text !== 'string' || !SIX_DIGITS.test(text)) return undefined
  return Object.hasOwn(provinceNames, text.slice(0, 2)) ? (text as Admdvs) : undefined
}

/**
 * The pooling area (统筹区) of a code (contract.md, Conventions): as pooling-areas.ts has it, and of every other place its
 * prefecture; codes ending in 9900 and province codes are their own. Mapping twice changes nothing.
 * Throws a RangeError for what is not six digits: codes are checked where they come in.
 */
export function poolingAreaOf(code: string): Admdvs {
  if (!SIX_DIGITS.test(code)) throw new RangeError('not a six-digit area code')
  return pooled.get(code.slice(0, 2)) ?? pooled.get(code) ?? (`${code.slice(0, 4)}00` as Admdvs)
}

/** The places that lie in a pooling area, each by as many of its first digits as tell it; of a prefecture some lie in others. */
export function placesIn(area: Admdvs): readonly string[] {
  return pooledAreas.find(({ admdvs }) => admdvs === area)?.holds ?? [area.slice(0, 4)]
}

/** The provinces by their two digits, in order. */
export const provinceCodes: readonly string[] = /* @__PURE__ */ Object.keys(provinceNames)

/** The two-digit province of an area code. */
export function provinceOf(code: string): string {
  return code.slice(0, 2)
}

/** The six-digit code of a province, from its two digits or from any code in it: `13` and `130102` → `130000`. */
export function provinceArea(province: string): Admdvs {
  return `${province.slice(0, 2)}0000` as Admdvs
}

/** Whether two areas lie in the same province. */
export function sameProvince(a: string, b: string): boolean {
  return provinceOf(a) === provinceOf(b)
}

/** The pooling area an institution lies in, from characters 2–7 of its code (`H13010200123`); undefined if malformed. */
export function areaOfInstitution(fixmedinsCode: string): Admdvs | undefined {
  const area = parseAdmdvs(fixmedinsCode.slice(1, 7))
  return area && poolingAreaOf(area)
}

/** What to say of a visit elsewhere than where its institution stands. */
export const placeDiffers = '就医地和定点医药机构编号里的行政区划不在同一统筹区'
/** What to say of an institution registered elsewhere than where its code says that it stands. */
export const institutionPlaceDiffers = '所在统筹区和定点医药机构编号里的行政区划不在同一统筹区'

const names: ReadonlyMap<string, string> = /* @__PURE__ */ (() =>
  new Map([
    ...Object.entries(prefectureNames).flatMap(([province, pairs]) =>
      pairs.split(' ').map((pair) => [`${province}${pair.slice(0, 2)}00`, pair.slice(2)] as const),
    ),
    ...pooledAreas.flatMap(({ admdvs, name }) => (name === undefined ? [] : [[admdvs, name] as const])),
  ]))()

/** Chinese name of the province of a code (`130102` → 河北省); the code itself where there is none. */
export function provinceName(code: string): string {
  return provinceNames[provinceOf(code)] ?? code
}

/**
 * Chinese name of a nation, province or pooling area for messages (石家庄市, 河北省本级); a county is named by its pooling
 * area. A prefecture without a name here reads as its province and code.
 */
export function areaName(code: string): string {
  if (code === NATION) return '全国'
  if (!parseAdmdvs(code)) return code
  const area = poolingAreaOf(code)
  if (area.endsWith('0000')) return provinceName(area)
  if (area.endsWith('9900')) return `${provinceName(area)}本级`
  return names.get(area) ?? `${provinceName(area)}（${area}）`
}
