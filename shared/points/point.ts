/** Points (帮办点): halls, villages, banks where somebody is helped; where they are, when they are open, what they do. */
import type { Admdvs } from '../codes/index.ts'

/** Kinds of points, and what each is called. */
export const pointKinds = {
  hall: '政务服务大厅',
  village: '村、社区服务站',
  bank: '银行网点',
  hospital: '医院服务站',
  pharmacy: '药店服务站',
  other: '其他',
} as const
/** A kind. */
export type PointKind = keyof typeof pointKinds

/** What people come for that is no bundle, and what each is called; bundles' names stand beside these. */
export const houseMatters = {
  enrolment: '参保登记和缴费',
  account: '个人账户',
  mandate: '亲情授权',
  other: '其他',
} as const

/** When it is open on some days of the week, 1 Monday to 7 Sunday: from `from` on, before `to`, each `HH:MM`. */
export interface OpenHours {
  days: readonly number[]
  from: string
  to: string
}

/** A point (contract-people.md, POINT). `admdvs` is its pooling area; coordinates are GCJ-02, decimal degrees as text. */
export interface Point {
  point_no: string
  name: string
  kind: PointKind
  admdvs: Admdvs
  address: string
  lng: string
  lat: string
  tel: string
  hours: readonly OpenHours[]
  /** Names of bundles, or of {@link houseMatters}. */
  matters: readonly string[]
  /** The communities that it serves, 12 digits each. */
  communities: readonly string[]
  /** Its agents go to people's homes. */
  home: boolean
}

/** A point with what its agents have to do: how many of its tasks are open, by kind. */
export interface PointAtWork extends Point {
  readonly open: Readonly<Record<string, number>>
}
