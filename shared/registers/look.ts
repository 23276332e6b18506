/** What may be asked about the world outside a person's file while an input is applied or a case decides. */

import type { ReceiptName } from '../../events/heard.ts'
import type { Day, Instant } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { NumberHash } from '../identity/index.ts'
import type { PointAtWork } from '../points/point.ts'
import type { Parameter, PolicyLookup } from '../policy/index.ts'
import type { ReceiptState } from './care/receipt-state.ts'
import type { PersonFile } from './file.ts'
import type { Pid } from './ids.ts'
import type { Claim, ClaimState } from './ledger.ts'
import type { BankAccount, Came, RegisterName } from './rows.ts'

/** Employer's average contribution base of a year, in fen a month. */
export interface EmployerBase {
  emp_name: string
  avg_base: number
  bank_acct?: BankAccount
}

/** An expert who reviews chronic and special diseases, as reported last at `time`. */
export interface Expert {
  readonly expert_no: string
  /** Where they work. */
  readonly fixmedins_code: string
  readonly admdvs: Admdvs
  readonly opsp_dise_codes: readonly string[]
  readonly begndate: Day
  readonly enddate?: Day
  readonly time: Instant
}

/** Whether a bundle opens cases, only says what it would do, or neither. */
export type SwitchState = 'off' | 'shadow' | 'live'

/** How a bundle is switched in an area; `from`: of one that is live, the first day on which what opens a case began. */
export interface BundleSwitch {
  state: SwitchState
  from?: Day
}

/** Settings a pooling area may change, as they are there. */
export interface RegionSettings {
  accepts_account_transfer: boolean
  /** How bundles are switched, by their names; what is left out is as the stage has it. */
  bundles?: Readonly<Record<string, BundleSwitch>>
  /** The stage's: whether a bundle of which the area says nothing is live, or off. */
  bundlesLive: boolean
}

/**
 * What lies outside the person's file. Reading what is not loaded yet interrupts the decision; the engine loads it and
 * decides again, so that a step simply reads what it needs.
 */
export interface Look {
  /** A dated parameter: nearest area wins; missing is an answer, never a guess. */
  policy<Value>(parameter: Parameter<string, Value>, area: Admdvs, on: Day): PolicyLookup<Value>
  setting(area: Admdvs): RegionSettings
  base(emp_no: string, area: Admdvs, year: number): EmployerBase | undefined
  /** The person whose identity number has this keyed hash. */
  byNumber(hash: NumberHash): Pid | undefined
  /** How a receipt stands among persons; undefined of one that nobody named yet. */
  receipt(receipt: ReceiptName): ReceiptState | undefined
  /** Another person's file, for example a guardian's: the one that the key leads to by now. */
  file(pid: Pid): PersonFile
  /** The file of a lost number as it was closed. */
  closed(pid: Pid): PersonFile
  claim(claim: Claim): ClaimState
  /** The points of a pooling area by their numbers, each with how many of its tasks are open: read only of one that is asked. */
  points(area: Admdvs): readonly PointAtWork[]
  /** The experts of a pooling area, those no longer in office among them. */
  experts(area: Admdvs): readonly Expert[]
  /**
   * A text that follows from this one and from the key of this installation: what is sorted by it stands in an order that
   * nobody foresees, and that is the same each time.
   */
  lot(text: string): string
  /** What lies at rest beside the file that is being settled: read, it is laid into the file, and all is made again. */
  rest: RestLook
  /** How an event came that may have to wait again; undefined of one that an older release took. */
  came(source: string, id: string): Came | undefined
}

/** How long what has come to its end stays in the file, in days; what is younger need not be looked for at rest. */
export interface RestAfter {
  /** What is settled and paid: only a correction can take it up again. */
  settled: number
  /** What nobody has said anything of. */
  quiet: number
}

/** Rows of the file being settled that lie at rest (rest.ts). */
export interface RestLook {
  after: RestAfter
  /** Looks for one row and those that rest with it. */
  find(register: RegisterName, key: string): void
  /** Looks for all of some registers and those that rest with them. */
  findAll(registers: readonly RegisterName[]): void
  /** Another person's file with this row of it, should it lie at rest, laid into it. */
  of(file: PersonFile, register: RegisterName, key: string): PersonFile
}

/** The time an input is dealt with, and what lies outside the file. */
export interface At {
  now: Instant
  today: Day
  look: Look
}
