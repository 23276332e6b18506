/** Where what is held stands in the export. */
import type { RegisterName } from '../../../shared/registers/rows.ts'
import type { Held } from './schema.ts'

/** Where each register stands in the answer; what was only decided in shadow is nobody's, and for operators alone. */
export const placeOf: Readonly<Record<Exclude<RegisterName, 'unopened'>, keyof Held>> = {
  person: 'person',
  relation: 'relations',
  account: 'accounts',
  months: 'contributions',
  case: 'cases',
  erased: 'cases',
  task: 'tasks',
  bill: 'bills',
  premium: 'premiums',
  payment: 'payments',
  entitlement: 'entitlements',
  filing: 'filings',
  visit: 'visits',
  alias: 'former_numbers',
  joined: 'former_numbers',
  birth: 'births',
  custody: 'guardian_changes',
  delivery: 'deliveries',
  pension: 'pensions',
  residence: 'residences',
  exemption: 'exemptions',
  screened: 'screenings',
  link: 'dependants',
  mandate: 'mandates',
  spending: 'spendings',
  credit: 'credits',
  parked: 'waiting',
  heard: 'reports',
  preferences: 'preferences',
  counted: 'cases',
  problem: 'cases',
  packs: 'packs',
}
