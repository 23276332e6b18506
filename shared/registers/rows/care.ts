/** Births, deliveries, pensions, visits and filings. */

import type { Day, Instant } from '../../calendar/index.ts'
import type { Admdvs, Gend } from '../../codes/index.ts'
import type { NumberHash } from '../../identity/index.ts'
import type { Fen } from '../../money/index.ts'
import type { Ref } from '../ids.ts'

/**
 * A filing: made by the person on commitment, or reported by the hospital that refers them. Key: filing id. Stored where the
 * desk's Query finds it.
 */
export interface Filing {
  filing_id: Ref
  kind: 'long-term' | 'temporary' | 'referral'
  to_admdvs: Admdvs
  from: Day
  to?: Day
  made_at: Instant
  ended_at?: Instant
  /** Of one that a hospital reported: its number, the last day named, when it was said, and that it was taken back. */
  reported?: { no: string; time: Instant; to?: Day; revoked?: TakenBack }
}

/** A report that took a fact back: the fact does not hold, unless it was reported anew at a later time. */
export interface TakenBack {
  time: Instant
  reason: string
}

/** A visit at an institution and the one decision on it. Key: `fixmedins_code#mdtrt_id`. */
export interface Visit {
  mdtrt_id: string
  fixmedins_code: string
  mdtrtarea_admvs: Admdvs
  med_type: string
  begntime: Instant
  emergency?: boolean
  cross_region_enabled: boolean
  acct_only?: boolean
  insuplc_admdvs?: Admdvs
  /** The DECISION as answered. */
  decision?: Record<string, unknown>
  /** Reported by `visit.admitted`: a case goes with it. */
  admitted?: { time: Instant; at: Instant }
  settled?: { setl_id: string; endtime: Instant; medfee_sumamt: Fen; fund_pay_sumamt: Fen; time: Instant }
  /** Settlements that were undone: the fact does not hold unless it was reported anew at a later time. */
  undone?: (TakenBack & { setl_id: string })[]
  /** The institution took it back: taken-back.ts says whether that holds. */
  cancelled?: TakenBack
  /** Somebody has answered about it; what, stands with nobody's name (functions/surveys). */
  surveyed?: true
}

/** A guardian as a certificate or court names them, known by the keyed hash of their number. */
export interface GuardianNamed {
  cert_hash: NumberHash
  relation: 'mother' | 'father' | 'other'
}

/** What is said of guardians and must not lie in the clear: all who are named, with a number or not. */
export type GuardiansSaid = { certno?: string; psn_name?: string; tel?: string }[]

/** Other guardians than the certificate's, from a day on. Key: event identity. */
export interface Custody {
  id: string
  from: Day
  time: Instant
  guardians: GuardianNamed[]
  private: { guardians: GuardiansSaid; reason: string }
}

/** A birth certificate as reported, in the child's file. Key: event identity or start request. */
export interface BirthNotice {
  id: string
  birth_cert_no: string
  /** Number of the certificate that this one was issued in place of. */
  replaces?: string
  brdy: Day
  born_at: string
  gend: Gend
  fixmedins_code: string
  insu_admdvs?: Admdvs
  /** Day of enrolment: date of the event's time. */
  time: Instant
  /** By whom: the hospital's event or a guardian's request. */
  by: 'partner' | 'citizen'
  /** Of a request: who asked. Others it names are kept, and not told. */
  requester?: NumberHash
  /** Those named with a number: who they are is found by it. */
  guardians: GuardianNamed[]
  private: { psn_name: string; guardians: GuardiansSaid }
}

/** A settled delivery, in the mother's file. Key: setl id. */
export interface Delivery {
  setl_id: string
  fixmedins_code: string
  insu_admdvs: Admdvs
  dscg_date: Day
  outcome: 'birth' | 'miscarriage'
  dystocia: boolean
  fetus_count: number
  child_order: number
  gestation_weeks: number
  /** Children born alive; left out, all of them. */
  alive_count?: number
  birth_cert_nos: string[]
  time: Instant
  at: Instant
  /** It was taken back: taken-back.ts says whether that holds. */
  revoked?: TakenBack
  /** As the settlement names her, where it does. */
  private: { psn_name?: string }
}

/** An approved pension. Key: event identity. */
export interface Pension {
  id: string
  retr_date: Day
  pension_admdvs: Admdvs
  deemed_months: number
  emp_no?: string
  time: Instant
  at: Instant
}
