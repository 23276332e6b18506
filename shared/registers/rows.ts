/**
 * What we hold on one person, register by register. A row is plain data; what must not lie in the clear stands under
 * `private`, which the table seals. Rows hold facts as they were reported, each with the `time` of its report; what
 * follows from them (periods, state, months) is computed, so that the order of messages leaves no trace.
 */

import type { Day, Instant, Month } from '../calendar/index.ts'
import type { Admdvs, Insutype, PsnType } from '../codes/index.ts'
import type { Fen } from '../money/index.ts'
import type { Pid, Ref } from './ids.ts'

/** A bank account as partners report it. */
export interface BankAccount {
  bank_code: string
  acct_no: string
  acct_name: string
}

/** Who the person is. Key: `self`. */
export interface Person {
  psn_no: string
  /** `time` of the report that holds. */
  time: Instant
  gend: '1' | '2'
  brdy: Day
  birth_cert_no?: string
  /** Keyed hash of the identity number, if it is known. */
  cert_hash?: string
  death?: { date: Day; time: Instant }
  /** `time` of the reports of telephone and bank account that hold. */
  tel_time?: Instant
  bank_time?: Instant
  private: {
    psn_name: string
    psn_cert_type?: string
    certno?: string
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

/** A part of a balance that is not yet backed by real money. */
export interface VirtualLot {
  /** The claim that will back it. */
  claim: Ref
  /** What is still unspent of it, in fen. */
  left: Fen
}

/** A personal account in one pooling area. Key: area. Stored in the head item. */
export interface Account {
  insu_admdvs: Admdvs
  /** What can be spent, in fen; never negative. */
  balance: Fen
  /** Virtual parts of the balance, oldest first. */
  lots: VirtualLot[]
  /** Where the balance went when a case moved it: spending that arrives later follows it. */
  moved?: { case_id: Ref; to?: Admdvs }
  /** Spending that arrived after the balance had left and that nothing covered. */
  uncovered?: { setl_id: string; amt: Fen }[]
}

/** What was paid for one month, in fen a month. */
export interface MonthPaid {
  base: Fen
  amt_psn: Fen
  amt_emp: Fen
  emp_no?: string
  time: Instant
}

/** Contribution months of a year in one relation. Key: `insutype#area#year`. */
export interface MonthsRow {
  insu_admdvs: Admdvs
  insutype: Insutype
  year: string
  months: Record<Month, MonthPaid>
}

/** Status of a case, as in the contract. */
export type CaseStatus = 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
/** Bundles, as in the contract. */
export type Bundle = 'newborn' | 'maternity-allowance' | 'retirement' | 'transfer' | 'filing'
/** Who is waited for. */
export type Actor = 'citizen' | 'clerk' | 'employer' | 'operator' | 'partner'
/** What a citizen may do in a case. */
export type ActionName = 'provide-bank-account' | 'choose' | 'withdraw'

/** A case: one matter of one person on its way through a chain. Key: case id. */
export interface CaseRow {
  case_id: Ref
  bundle: Bundle
  chain_version: number
  status: CaseStatus
  step: string
  state: unknown
  outcome?: Record<string, unknown>
  waiting_for?: { actor: Actor; what: string; until?: Instant }
  /** When the case must be asked again at the latest. */
  wake_at?: Instant
  /** Topics outside the file whose change asks the case again. */
  topics?: string[]
  actions: ActionName[]
  admdvs: Admdvs
  areas: Admdvs[]
  started_at: Instant
  updated_at: Instant
  due_at?: Instant
  due_provisional?: true
}

/** Kinds of tasks, as in the contract; `chain-stopped` refers a chain that never ends to an operator. */
export type TaskKind =
  | 'approve-transfer-out'
  | 'approve-refund'
  | 'choose-origin'
  | 'older-relation'
  | 'reverse-by-hand'
  | 'certificate-differs'
  | 'amount-differs'
  | 'verify-birth'
  | 'review-allowance'
  | 'payment-returned'
  | 'other-province'
  | 'pension-differs'
  | 'no-choice'
  | 'policy-missing'
  | 'calendar-missing'
  | 'funds-differ'
  | 'chain-stopped'

/** Whose a task is. */
export type TaskOwner = { role: 'clerk'; area: Admdvs } | { role: 'employer'; emp_no: string } | { role: 'operator' }

/** Something only this person in office can decide. Key: task id. */
export interface TaskRow {
  task_id: string
  case_id?: Ref
  kind: TaskKind
  owner: TaskOwner
  admdvs: Admdvs
  opened_at: Instant
  due_at: Instant
  due_provisional?: true
  facts: Record<string, unknown>
  /** `closed`: it needs no decision any more. */
  status: 'open' | 'approved' | 'rejected' | 'closed'
  /** Stays open when its case goes on or ends. */
  standing?: true
  decision?: { at: Instant; by: string; reason?: string; data: Record<string, unknown> }
  private?: Record<string, unknown>
}

/** A bill sent to the tax office. Key: bill no. */
export interface Bill {
  bill_no: Ref
  case_id: Ref
  insutype: Insutype
  insu_admdvs: Admdvs
  year?: number
  months?: number
  amt: Fen
  assessed_on: Day
  due_date: Day
  /** A bill that another one took the place of; payment of it still counts. */
  superseded?: true
}

/** A premium that the tax office reports as paid. Key: event identity. */
export interface PremiumPaid {
  id: string
  bill_no?: string
  year?: number
  amt: Fen
  paid_at: Instant
  time: Instant
  /** Keyed hash of the payer's identity number: a refund goes back to whoever paid. */
  payer_hash?: string
  private: { payer_certno?: string }
}

/** A payment ordered from the bank. Key: pay no. */
export interface Payment {
  pay_no: Ref
  case_id: Ref
  payer_admdvs: Admdvs
  payee_kind: 'person' | 'employer'
  amt: Fen
  purpose: string
  ordered_at: Instant
  /** What the bank reported last, by `time` of the report. */
  report?: { status: 'settled' | 'returned'; time: Instant; at: Instant; bank_time?: Instant; reason?: string }
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

/** A self-service filing on commitment. Key: filing id. Stored where the desk's Query finds it. */
export interface Filing {
  filing_id: Ref
  kind: 'long-term' | 'temporary' | 'referral'
  to_admdvs: Admdvs
  from: Day
  to?: Day
  made_at: Instant
  ended_at?: Instant
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
}

/** A birth certificate as reported, in the child's file. Key: event identity or start request. */
export interface BirthNotice {
  id: string
  birth_cert_no: string
  brdy: Day
  born_at: string
  gend: '1' | '2'
  fixmedins_code: string
  insu_admdvs?: Admdvs
  /** Day of enrolment: date of the event's time. */
  time: Instant
  /** By whom: the hospital's event or a guardian's request. */
  by: 'partner' | 'citizen'
  guardians: { cert_hash: string; relation: 'mother' | 'father' | 'other' }[]
  private: { psn_name: string; guardians: { certno: string; psn_name: string; tel?: string }[] }
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
  birth_cert_nos: string[]
  time: Instant
  at: Instant
  private: { psn_name: string }
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

/** A tie between a guardian and a dependant. Key: the other's pid. */
export interface Link {
  pid: Pid
  psn_no: string
  /** What the other one is to the person of this file. */
  role: 'guardian' | 'dependant'
  /** What the guardian is to the dependant. */
  relation: 'mother' | 'father' | 'other'
}

/** Spending from the personal account. Key: `area#setl_id`. */
export interface Spending {
  insu_admdvs: Admdvs
  setl_id: string
  amt: Fen
  time: Instant
}

/** An event that came before what it needs. Key: event identity. */
export interface Parked {
  id: string
  type: string
  received_at: Instant
  /** `needs-person`, `needs-enrolment`, … */
  reason: string
  /** Listed as a rejected event from then on. */
  list_at: Instant
  listed?: true
  private: { event: unknown }
}

/** Register names and the rows they hold. */
export interface Registers {
  person: Person
  relation: Relation
  account: Account
  months: MonthsRow
  case: CaseRow
  task: TaskRow
  bill: Bill
  premium: PremiumPaid
  payment: Payment
  entitlement: Entitlement
  filing: Filing
  visit: Visit
  birth: BirthNotice
  delivery: Delivery
  pension: Pension
  link: Link
  spending: Spending
  parked: Parked
}

/** A register's name. */
export type RegisterName = keyof Registers

/** The key of a row within its register. */
export const keyOf: { [N in RegisterName]: (row: Registers[N]) => string } = {
  person: () => 'self',
  relation: (row) => `${row.insutype}#${row.insu_admdvs}`,
  account: (row) => row.insu_admdvs,
  months: (row) => `${row.insutype}#${row.insu_admdvs}#${row.year}`,
  case: (row) => row.case_id,
  task: (row) => row.task_id,
  bill: (row) => row.bill_no,
  premium: (row) => row.id,
  payment: (row) => row.pay_no,
  entitlement: (row) => `${row.kind}#${row.insutype}#${row.insu_admdvs}#${row.from}`,
  filing: (row) => row.filing_id,
  visit: (row) => `${row.fixmedins_code}#${row.mdtrt_id}`,
  birth: (row) => row.id,
  delivery: (row) => row.setl_id,
  pension: (row) => row.id,
  link: (row) => row.pid,
  spending: (row) => `${row.insu_admdvs}#${row.setl_id}`,
  parked: (row) => row.id,
}
