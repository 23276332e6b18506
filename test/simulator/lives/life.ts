/** What a bundle brings so that a million lives go through its rules: how one is drawn and told, and what must come. */
import type { Point } from '../../../shared/points/point.ts'
import type { Apply } from '../../../shared/registers/applying.ts'
import type { CitizenAction } from '../../../shared/tasks/action.ts'
import type { Random } from '../random.ts'
import type { Row } from './plain/rows.ts'

/** Something that happens in a life, at its moment. */
export type Happening = { at: string } & (
  | { hear: string; data: Record<string, unknown> }
  /** An operator sets a parameter. */
  | { set: Row }
  /** An operator says whether an area takes accounts. */
  | { accepts: boolean; area: string }
  /** Somebody in office decides the open task of this kind. */
  | { decide: string; verdict: 'approve' | 'reject'; data?: Record<string, unknown> }
  /** Somebody in office takes the open task of this kind in hand, or lays it back. */
  | { claim: string }
  | { release: string }
  /** An operator sets up a point. */
  | { point: Point }
  | { act: CitizenAction }
  /** A call of the bundle's own, by its name. */
  | { call: string; body: unknown }
  /** The bank carries out what it was ordered and has not answered yet, or sends it back. */
  | { bank: 'settles' | 'returns' }
  /** The person pays the bill that was assessed last, in full. */
  | { pay: 'latest' }
  /** Nothing: the clock goes on. */
  | { nothing: true }
)

/** A life: plain facts in the words of the rules, from which all else follows. It is printed as JSON when it fails. */
export interface Life {
  /** The code of the place it is counted under. */
  place: string
}

/** `life.ts` in a bundle's test folder. */
export interface LifePart<L extends Life = Life> {
  /** Draws a life. */
  draw(random: Random): L
  /** What happens in it, in the order of time. */
  happenings(life: L): Happening[]
  /** The bundle's own calls, by name. */
  calls?: Readonly<Record<string, (body: never) => Apply>>
}

/** `expected.ts`: what the text of the rules says must come. It imports nothing but what stands in `plain/`. */
export interface ExpectedPart<L extends Life = Life> {
  /** What must come of it, as far as the text says: members of what `lead` answers. */
  expected(life: L): unknown
}
