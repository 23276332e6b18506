/** How long what is kept is kept. */

export type { Kept, Law, Means } from './kept.ts'
export { kindsOfItem } from './kinds.ts'
export { kept, schedule } from './schedule.ts'
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
