/** How long what is kept is kept. */
export { kindsOfItem } from './kinds.ts'
export { type Kept, kept, type Law, type Means, schedule } from './schedule.ts'
export {
  type KeptKind,
  leastDays,
  leastYears,
  msOf,
  type SetKind,
  setKinds,
  type Term,
  terms,
  termText,
  ttlAt,
} from './terms.ts'
