/**
 * Dated parameters: what no source settles for good is data with a date, a place and a source (bundles/RULES.md 1.1).
 */
export { type Amended, type AmendmentInput, amend, type FieldFault, mergeRows } from './amend.ts'
export { type CheckResult, checkRows, type YearGap } from './check.ts'
export { basePolicies } from './data/index.ts'
export {
  isPolicyName,
  type PolicyDefinition,
  type PolicyName,
  type PolicyValue,
  policyDefinitions,
  policyNames,
} from './definitions.ts'
export { type PolicyFound, type PolicyLookup, type PolicyMissing, policyAt } from './lookup.ts'
export { inYearlyPeriod, type PolicyRow, policyKey } from './rows.ts'
