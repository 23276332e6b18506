/**
 * Events that one bundle alone hears. The bundle declares them in its folder; what they report is kept in the person's
 * file as it was said (shared/registers/apply/hear.ts), and the bundle decides what follows. No register knows them by name.
 */
import type * as z from 'zod'
import type { Instant } from '../shared/calendar/index.ts'
import type { Inbound, Lane } from './define.ts'

/** Which fact something is about: reports of one fact, of whichever type, replace each other by their time. */
export interface FactName {
  /** What kind of fact: `settlement`, `identity`. */
  readonly fact: string
  /** Which of them. */
  readonly key: string
}

/** A fact that must be known first, or the event waits. */
export interface Needed<Data extends z.ZodType = z.ZodType> {
  /** The reason under which it waits. */
  readonly reason: `needs-${string}`
  /** That reason in words. */
  readonly meaning: string
  about(data: z.output<Data>): FactName
}

/** An event that a bundle hears. */
export interface Heard<Data extends z.ZodType = z.ZodType> extends Inbound<Data> {
  /** Without prefix and version: `identity.recognized`. */
  readonly type: string
  /** Which fact it reports. */
  reports(data: z.output<Data>): FactName
  readonly needs?: Needed<Data>
  /** Of data that name nobody: what the file is called in which it is kept. Undefined where somebody is named. */
  nobody?(data: z.output<Data>): string | undefined
  /** Waits until its person is insured somewhere, where the data name no area themselves. */
  readonly placed?: true
}

/** An event that some bundle hears, whatever its data are. */
export type AnyHeard = Heard

/** Describes an event that a bundle hears. */
export const heardEvent = <Data extends z.ZodType>(
  spec: Heard<Data> & { past: readonly Field<Data>[]; concerns: readonly Field<Data>[] },
): Heard<Data> => spec

type Field<Data extends z.ZodType> = keyof z.output<Data> & string

/** Keeps what comes as an event of a bundle's apart from events that registers know. */
declare const heardType: unique symbol

/**
 * One that passed its check. It bears with it what its bundle declared, so that whoever carries it and keeps it needs to
 * know nothing of bundles.
 */
export interface HeardEvent {
  readonly type: string & { readonly [heardType]: true }
  readonly id: string
  readonly source: string
  readonly time: Instant
  readonly subject?: string
  readonly data: Readonly<Record<string, unknown>>
  readonly heard: FactName & {
    readonly lane: Lane
    readonly movesMoney: boolean
    readonly needs?: FactName & { readonly reason: string }
    /** It names nobody: the name of its file. */
    readonly nobody?: string
    readonly placed?: true
  }
}

/** What is borne along of what a bundle declared of an event with these data. */
export function borneBy(spec: AnyHeard, data: unknown): HeardEvent['heard'] {
  const { lane, movesMoney, needs, placed } = spec
  const nobody = spec.nobody?.(data)
  return {
    ...spec.reports(data),
    lane,
    movesMoney,
    ...(needs ? { needs: { reason: needs.reason, ...needs.about(data) } } : {}),
    ...(nobody === undefined ? {} : { nobody }),
    ...(placed ? { placed } : {}),
  }
}

/** What the reasons are called under which events wait for what bundles hear. */
export const heardReasons = (heard: readonly AnyHeard[]): Readonly<Record<string, string>> =>
  Object.fromEntries(heard.flatMap(({ needs }) => (needs ? [[needs.reason, needs.meaning]] : [])))
