/** What several acts do, as one. */
import type { Effects } from '../../shared/chain/chain.ts'

/** Rows an act writes and messages it sends. */
export type Done = Required<Pick<Effects<unknown>, 'change' | 'send'>>

/** One after the other; what is sent leaves in this order. */
export const together = (...acts: readonly Done[]): Done => ({
  change: acts.flatMap(({ change }) => change),
  send: acts.flatMap(({ send }) => send),
})
