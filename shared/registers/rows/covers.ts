/**
 * What stands on the outside of a row, to be read without opening it: which row it is that somebody looks for among a
 * thousand. Nothing personal: what would be is written as a keyed hash.
 */
import { epochMs } from '../../calendar/index.ts'
import type { Parked, Registers, Spending } from '../rows.ts'

/** What an event that waits is known by. */
export type ParkedCover = Pick<Parked, 'reason' | 'list_at' | 'listed' | 'told' | 'spent'>

/** What stands on the rows of those registers that may grow long. */
export interface Covers {
  parked: ParkedCover
  /**
   * When it was reported, in milliseconds since 1970, if something was paid of it that may be given back; when it was paid, as
   * a number below zero, if it gives way to none; else 0.
   */
  spending: number
}

/** A register whose rows have a cover. */
export type CoveredRegister = keyof Covers

/** The cover of a row. */
export const coverOf: { [N in CoveredRegister]: (row: Registers[N]) => Covers[N] } = {
  parked: ({ reason, list_at, listed, told, spent }) => ({
    reason,
    list_at,
    ...(listed ? { listed } : {}),
    ...(told ? { told } : {}),
    ...(spent ? { spent } : {}),
  }),
  spending: ({ amt, time, told, desk }: Spending) => (desk ? -epochMs(time) : told && amt > 0 ? epochMs(time) : 0),
}

/** Whether the rows of a register have a cover. */
export const isCovered = (register: keyof Registers): register is CoveredRegister => register in coverOf
