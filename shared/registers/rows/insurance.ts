/** Who somebody is and how they are insured. */

import type { Day, Instant, Month } from '../../calendar/index.ts'
import type { Admdvs, Gend, Insutype, PsnType } from '../../codes/index.ts'
import type { NumberHash } from '../../identity/index.ts'
import type { Fen } from '../../money/index.ts'
import type { Pid, Ref } from '../ids.ts'
import type { LeftSum } from './money.ts'

/** A bank account as partners report it. */
export interface BankAccount {
  bank_code: string
  acct_no: string
  acct_name: string
}

/** A number that another person keeps, and since when it is waited for. */
export interface NumberWanted {
  hash: NumberHash
  since: Instant
  psn_cert_type: string
  certno: string
}

/** Who the person is. Key: `self`. */
export interface Person {
  psn_no: string
  /** `time` of the report that holds. */
  time: Instant
  gend: Gend
  brdy: Day
  /** Keyed hash of the identity number that leads to this person. */
  cert_hash?: NumberHash
  /** Numbers that lead here too: of a person who was this one under another number. */
  also?: NumberHash[]
  /** The number this person was registered with while another keeps it. */
  cert_wanted?: { hash: NumberHash; since: Instant }
  death?: { date: Day; time: Instant }
  /** Long dead: the name, the number and all that is no relation, month or movement of money were erased on this day. */
  erased?: Day
  /** This was another person all along: everything went over to that file, and whoever comes here is led there. */
  merged?: { into: Pid; at: Instant; reason: string }
  /** `time` of the last report that takes a death back: a death reported before it does not hold. */
  death_revoked?: Instant
  /** `time` of the reports of telephone and bank account that hold. */
  tel_time?: Instant
  bank_time?: Instant
  /**
   * The first day that is no history, of a person who was loaded from the former system (infra/load): what began before
   * it was that system's business, and opens nothing here. Absent of whoever came by events.
   */
  history?: Day
  /** Tells what was loaded from anything else: who is loaded twice is loaded once. */
  loaded?: string
  private: {
    psn_name: string
    psn_cert_type?: string
    certno?: string
    wanted?: { psn_cert_type: string; certno: string }
    /** What the person waited for under another number, beside the number that leads here: it will lead here too. */
    also_wanted?: NumberWanted[]
    tel?: string
    bank_acct?: BankAccount
  }
}

/** One report of an enrolment; with others of the same relation it makes periods. */
export interface EnrolmentFact {
  psn_insu_date: Day
  psn_type: PsnType
  time: Instant
  emp_no?: string
  student?: boolean
  orig_retire_age?: number
  /** Set while the first premium is not paid: the relation is not (yet) insured. */
  unpaid?: true
}

/** One report of a pause; `last` is the last insured day. */
export interface PauseFact {
  last: Day
  time: Instant
  /** When we learned of it, for time limits. */
  at: Instant
}

/** An enrolment that was taken back. */
export interface RevocationFact {
  psn_insu_date: Day
  time: Instant
  reason: string
}

/** A relation (参保关系): one person, pooling area and insutype. Key: `insutype#area`. Stored in the head item. */
export interface Relation {
  insu_admdvs: Admdvs
  insutype: Insutype
  enrolments: EnrolmentFact[]
  pauses: PauseFact[]
  revocations: RevocationFact[]
  /** Ended by a case (state 4) from a day, for the period that began on `period`. */
  terminations: { from: Day; period: Day; by: Ref }[]
  /** Change of person type from a day, for example retirement. */
  types: { from: Day; psn_type: PsnType; by: Ref }[]
}

/** What was paid for one month, in fen a month. */
export interface MonthPaid {
  base: Fen
  amt_psn: Fen
  amt_emp: Fen
  emp_no?: string
  time: Instant
}

/** Months next to each other for which the same was reported. */
export interface MonthRun extends Omit<MonthPaid, 'time'> {
  from: Month
  to: Month
  /** `time` of the report of each month, packed (months.ts): a correction takes the place of that month's report alone. */
  times: string
}

/** Months next to each other that were taken back: `times` of the reports that did, packed as those of a {@link MonthRun}. */
export type RevokedRun = Pick<MonthRun, 'from' | 'to' | 'times'>

/** Contribution months of one relation, as runs. Key: `insutype#area`. Read and written by months.ts alone. */
export interface MonthsRow {
  insu_admdvs: Admdvs
  insutype: Insutype
  /** Oldest first, as few as say it. */
  runs: MonthRun[]
  /** Months that were taken back and not reported anew since. */
  revoked?: RevokedRun[]
}

/** Contribution months as older releases stored them. Key: `insutype#area#year`. Goes into the runs when next touched. */
export interface YearOfMonths {
  insu_admdvs: Admdvs
  insutype: Insutype
  year: string
  months: Record<Month, MonthPaid>
}

/** A right the person has for a time. Key: `kind#insutype#area#from`. */
export interface Entitlement {
  insu_admdvs: Admdvs
  insutype: Insutype
  kind: string
  from: Day
  to?: Day
  case_id: Ref
}

/** Another file that turned out to be this person's, taken over row by row. Key: its pid. Stored where the desk reads. */
export interface Joined {
  pid: Pid
  /** The number that leads here since. */
  psn_no: string
  at: Instant
  /** Its accounts and relations are here. */
  begun?: true
  /** All of it is here: until then no case of this file is asked. */
  done?: true
  /** Cases that ended with the other file while money of theirs was ordered: nothing of theirs is decided again. */
  paid?: Ref[]
  /** Sums that its open cases had taken out of its accounts. */
  left?: LeftSum[]
}

/** The birth certificate number that leads to this file is of another file's child. Key: `self`. */
export interface Alias {
  pid: Pid
}

/**
 * Where a guardian or dependant is found. Key: the other's pid. It stays when the tie ends: who acts for whom on a day
 * is for guardians.ts to say.
 */
export interface Link {
  pid: Pid
  psn_no: string
  /** What the other one is to the person of this file. */
  role: 'guardian' | 'dependant'
  /** The guardian asked for the child before any hospital did, at this time. */
  asked?: Instant
}
