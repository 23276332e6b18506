/**
 * What we hold on one person, register by register. A row is plain data, which the table seals whole; only relations
 * and accounts lie in the clear (infra/decisions/0038). What names somebody stands under `private`. Rows hold facts as
 * they were reported, each with the `time` of its report; what follows from them (periods, state, months) is computed,
 * so that the order of messages leaves no trace.
 */
import type { BirthNotice, Custody, Delivery, Filing, Pension, Visit } from './rows/care.ts'
import type { CaseRow, ErasedCase, TaskRow } from './rows/cases.ts'
import { type Counted, countedKey, type Problem } from './rows/counted.ts'
import { type HeardFact, heardKey } from './rows/heard.ts'
import type { Alias, Entitlement, Joined, Link, MonthsRow, Person, Relation, YearOfMonths } from './rows/insurance.ts'
import type { Exemption, Residence, Screened } from './rows/living.ts'
import type { Mandate } from './rows/mandates.ts'
import type { Account, Bill, Credit, DeskPayment, Payment, PremiumPaid, Share, Spending } from './rows/money.ts'
import type { Packs } from './rows/packs.ts'
import type { Parked } from './rows/parked.ts'
import type { Preferences } from './rows/preferences.ts'
import type { Unopened } from './rows/unopened.ts'

export type * from './rows/care.ts'
export type * from './rows/cases.ts'
export type * from './rows/counted.ts'
export type * from './rows/heard.ts'
export type * from './rows/insurance.ts'
export type * from './rows/living.ts'
export type * from './rows/mandates.ts'
export * from './rows/money.ts'
export * from './rows/packs.ts'
export type { Came, Named, Parked } from './rows/parked.ts'
export * from './rows/preferences.ts'
export type * from './rows/unopened.ts'

/** Register names and the rows they hold. */
export interface Registers {
  person: Person
  relation: Relation
  account: Account
  months: MonthsRow | YearOfMonths
  case: CaseRow
  erased: ErasedCase
  task: TaskRow
  bill: Bill
  premium: PremiumPaid
  payment: Payment
  entitlement: Entitlement
  filing: Filing
  visit: Visit
  alias: Alias
  joined: Joined
  birth: BirthNotice
  custody: Custody
  delivery: Delivery
  pension: Pension
  residence: Residence
  exemption: Exemption
  screened: Screened
  link: Link
  mandate: Mandate
  share: Share
  spending: Spending
  credit: Credit
  desk: DeskPayment
  parked: Parked
  heard: HeardFact
  preferences: Preferences
  counted: Counted
  packs: Packs
  problem: Problem
  unopened: Unopened
}

/** A register's name. */
export type RegisterName = keyof Registers

/** The key of a row within its register. */
export const keyOf: { [N in RegisterName]: (row: Registers[N]) => string } = {
  person: () => 'self',
  relation: (row) => `${row.insutype}#${row.insu_admdvs}`,
  account: (row) => row.insu_admdvs,
  months: (row) => [row.insutype, row.insu_admdvs, ...('year' in row ? [row.year] : [])].join('#'),
  case: (row) => row.case_id,
  erased: (row) => row.case_id,
  task: (row) => row.task_id,
  bill: (row) => row.bill_no,
  premium: (row) => row.id,
  payment: (row) => row.pay_no,
  entitlement: (row) => `${row.kind}#${row.insutype}#${row.insu_admdvs}#${row.from}`,
  filing: (row) => row.filing_id,
  visit: (row) => `${row.fixmedins_code}#${row.mdtrt_id}`,
  alias: () => 'self',
  joined: (row) => row.pid,
  birth: (row) => row.id,
  custody: (row) => row.id,
  delivery: (row) => row.setl_id,
  pension: (row) => row.id,
  residence: (row) => row.from,
  exemption: (row) => row.case_id,
  screened: (row) => `${row.admdvs}#${row.on}`,
  link: (row) => row.pid,
  mandate: (row) => row.mandate_id,
  share: (row) => row.share_id,
  spending: (row) => `${row.insu_admdvs}#${row.setl_id}`,
  credit: (row) => `${row.insu_admdvs}#${row.credit_no}`,
  desk: (row) => row.setl_id,
  parked: (row) => row.id,
  heard: (row) => heardKey(row),
  preferences: () => 'self',
  counted: (row) => countedKey(row),
  packs: () => 'self',
  problem: (row) => row.problem_id,
  unopened: (row) => row.case_id,
}
