/**
 * The national interface (医疗保障信息平台定点医药机构接口规范) at the door: which field of its messages becomes which of our
 * events (infra/decisions/0087). What stands here is data for the documents too.
 */
import { nationalMessages } from './catalogue.ts'

export { type NationalAnswer, nationalAnswer } from './answer.ts'
export { nationalMessages } from './catalogue.ts'
export {
  inNationalWords,
  institutionAsked,
  type Json,
  nationalIn,
  type SaidEvent,
  type Spoken,
  spokenBy,
} from './mapping.ts'
export type { NationalMessage } from './message.ts'

/** A line of the table of a message: a field of ours, where it comes from, and what is done beside copying. */
export interface MappedField {
  readonly event: string
  readonly ours: string
  readonly national: readonly string[]
  readonly name: string
  readonly about?: string
  readonly needed: boolean
}

/** The table of a message, for people: its number and name, what it comes to, when it says which event, field by field. */
export interface NationalTable {
  readonly infno: string
  readonly name: string
  readonly kind: 'request' | 'answer'
  readonly about: string
  readonly events: readonly { readonly type: string; readonly each?: string; readonly when?: string }[]
  readonly fields: readonly MappedField[]
  readonly sample: Readonly<Record<string, unknown>>
}

/** The tables of all messages. */
export const nationalTables: readonly NationalTable[] = nationalMessages.map(
  ({ infno, name, kind, about, says, sample }) => ({
    infno,
    name,
    kind,
    about,
    events: says.map(({ type, each, when }) => ({
      type,
      ...(each === undefined ? {} : { each }),
      ...(when === undefined ? {} : { when: when.about }),
    })),
    fields: says.flatMap(({ type, data }) =>
      Object.entries(data).map(([ours, { from, name: called, about: how, optional }]) => ({
        event: type,
        ours,
        national: from,
        name: called,
        ...(how === undefined ? {} : { about: how }),
        needed: optional !== true,
      })),
    ),
    sample,
  }),
)
