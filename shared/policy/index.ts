/**
 * Dated parameters: what no source settles for good is data with a date, a place and a source (bundles/RULES.md 1.1).
 */
export { type Amended, type AmendmentInput, amend, type FieldFault, type SetRow } from './amend.ts'
export { type CheckResult, checkRows, type YearGap } from './check.ts'
export {
  couldHold,
  mergeRows,
  type PolicyFound,
  type PolicyLookup,
  type PolicyMissing,
  policyAt,
  rowsOf,
} from './lookup.ts'
export {
  type AnyParameter,
  expects,
  type Parameter,
  type PolicyRow,
  parameter,
  parametersByName,
  policyKey,
  type ValueOf,
  values,
} from './parameter.ts'
export { inYearlyPeriod } from './period.ts'
export { rowId } from './row-id.ts'
