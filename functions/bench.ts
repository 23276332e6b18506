/** What a bundle declares of itself to be measured: its plain case, as most of its cases are. Never deployed. */
import type { AnyInboundType } from '../events/index.ts'
import { bornADay, certnoOfNobody } from '../events/samples/people.ts'
import { addDays, day } from '../shared/calendar/index.ts'
import type { Keys } from '../shared/identity/index.ts'
import type { PersonFile } from '../shared/registers/file.ts'
import type { TaskOwner } from '../shared/registers/rows.ts'
import type { CitizenAction } from '../shared/tasks/action.ts'

/** The day of all measurements: one for all bundles, so that they can be mixed. */
export const benchDay = '2026-05-20'
/** Business time at which they begin. */
export const benchNow = `${benchDay}T10:00:00+08:00`

/** An event to be told: its type and data. */
export type Told = readonly [AnyInboundType, Record<string, unknown>]

/** What a citizen asks for by the API. */
export interface Asked {
  readonly psn_no: string
  /** Below `/v1`, to be posted to. */
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}

/** What is known by the time of somebody. */
export type KnownOf = (psnNo: string) => Promise<PersonFile>

/** A bundle's plain case: who is there before, who acts, and how it must end. */
interface PlainCase {
  /** Partners answer bills and payments. */
  readonly stubs: boolean
  /** The result that every case must have in the end. */
  readonly result: string
  /** Of the mixed cases of a province so many are of this bundle; the rarest have one, those that ask their person none. */
  readonly share: number
  /** Benches of another kind that say something of it too, by their names. */
  readonly also?: readonly 'desk'[]
  /** What is known of the `n`th person before; not measured. */
  before(n: number): Told[]
  /** What must be known beside persons. */
  readonly facts?: Told[]
  /** Who in office approves whatever task it opens. */
  readonly approvers?: readonly TaskOwner[]
  /** What an approval says beside its yes. */
  readonly approval?: Readonly<Record<string, unknown>>
  /** What its person does once it asks them, where it does. */
  readonly act?: CitizenAction
  /** Whose file the case stands in. */
  psnNo(keys: Keys, n: number): string
}

/** A plain case that is set off by an event. */
export interface BundleBench extends PlainCase {
  /** What sets the `n`th case off. */
  trigger(n: number): Told
  /** What is told of it afterwards. */
  later?(n: number): Told
}

/** A plain case that is set off by what somebody asks for: what they name is known only by then. */
export interface CallBench extends PlainCase {
  /** What is asked for before; not measured. */
  ready(n: number, keys: Keys): Asked
  /** What sets the `n`th case off. */
  asks(n: number, keys: Keys, known: KnownOf): Promise<Asked>
  /** What a partner says of it. */
  word(n: number, known: KnownOf): Promise<Told>
}

/**
 * `person.registered` of the `index`th person of measurements; men and women are told apart by their numbers. Those of
 * one sex may be born from `from` on, `bornADay` a day.
 */
export function someone(index: number, like: { from: string; gend: '1' | '2' }) {
  const brdy = addDays(day(like.from), Math.floor(index / bornADay))
  const nth = (index % bornADay) * 2 + (like.gend === '1' ? 1 : 2)
  return {
    psn_no: `P${like.gend}${String(index).padStart(8, '0')}`,
    psn_cert_type: '01' as const,
    certno: certnoOfNobody(brdy, nth),
    psn_name: `测试${index}`,
    gend: like.gend,
    brdy,
    tel: '13900000000',
  }
}
