/** What happens in a run, apart from what goes wrong: everything follows from the seed, and can be cut down to less. */
import type { AnyInboundType } from '../../events/index.ts'
import { addDays, type Day, dayOf, type Instant } from '../../shared/calendar/index.ts'
import type { Point } from '../../shared/points/point.ts'
import type { SwitchState } from '../../shared/registers/look.ts'

/** An event of a partner as it was made once; it may be delivered several times. */
export interface PartnerEvent {
  type: AnyInboundType
  id: string
  source: string
  time: Instant
  data: Record<string, unknown>
}

/** One thing that happens at a time, because of this person (index), or of none (-1). */
export type Happening = { at: Instant; person: number } & (
  | { event: PartnerEvent; again?: true }
  /** What must be rejected; `reuses` the identity of an event, and is sent only once that has been taken. */
  | { junk: string; reuses?: { source: string; id: string } }
  | { setting: { area: string; accepts: boolean } }
  /** A bundle is switched in an area; what can't be is refused. */
  | { switch: { bundle: string; area: string; state: SwitchState; from?: Day } }
  | { policy: { name: string; admdvs: string; from?: string; value: unknown } }
  | { clear: { province: string; date: string } }
  /** A supervisor has the residents of an area screened. */
  | { screen: string }
  | { desk: Record<string, unknown> }
  /** Somebody asks for a child no hospital has certified (`POST /v1/cases`). */
  | { ask: { psn_no: string; form: Record<string, unknown> } }
  /** Somebody starts a case by the form of a bundle (`POST /v1/cases`). */
  | { start: { psn_no: string; bundle: string; form: Record<string, unknown> } }
  /** A call of a bundle's own, by the name that its population gives it. */
  | { call: { bundle: string; name: string; body: unknown } }
  /** An operator sets up a point. */
  | { point: Point }
  | { file: { psn_no: string; kind: string; to_admdvs: string; from: string } }
)

/** The plan of a run. Faults stop at `end`; after it everybody does what is due. */
export interface Plan {
  seed: string
  start: Instant
  end: Instant
  /** Everybody comes at nine: what happens on a day happens at once. */
  rush: boolean
  happenings: Happening[]
}

/** The events of a plan, each once. */
export function eventsOf(plan: Plan): PartnerEvent[] {
  return plan.happenings.flatMap((h) => ('event' in h && !h.again ? [h.event] : []))
}

/** Nine o'clock of that day, or of the next if it is later already. */
export function atNine(at: Instant): Instant {
  const nine = `${dayOf(at)}T09:00:00+08:00` as Instant
  return at <= nine ? nine : (`${addDays(dayOf(at), 1)}T09:00:00+08:00` as Instant)
}
