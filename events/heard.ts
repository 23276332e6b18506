/**
 * Events that bundles hear and say by themselves. A bundle declares them in its folder; what is heard is kept in the person's
 * file as it was said (shared/registers/apply/hear.ts), and the bundle decides what follows. No register knows them by name.
 */
import type * as z from 'zod'
import type { Instant } from '../shared/calendar/index.ts'
import type { Inbound, Lane, Outbound, OutboundQueue } from './define.ts'

/** Which fact something is about: reports of one fact, of whichever type, replace each other by their time. */
export interface FactName {
  /** What kind of fact: `settlement`, `identity`. */
  readonly fact: string
  /** Which of them. */
  readonly key: string
}

/** A row of a register: a case by its id, a right by all but its first day. */
export interface RowName {
  readonly register: 'case' | 'entitlement'
  /** Of the row, or how its key begins. */
  readonly key: string
}

/** A fact or a row that must be known first, or the event waits. */
export interface Needed<Data extends z.ZodType = z.ZodType> {
  /** The reason under which it waits. */
  readonly reason: `needs-${string}`
  /** That reason in words, and in English. */
  readonly meaning: string
  readonly en?: string
  about(data: z.output<Data>): FactName | RowName
  /** Another one that will do as well. */
  or?(data: z.output<Data>): FactName | RowName
}

/** Names an electronic receipt (医疗收费电子票据) by its two numbers: one in the whole system. */
export interface ReceiptName {
  readonly elec_bill_code: string
  readonly elec_billno_code: string
}

/** What an event says of a receipt: that it is the person's who was treated, was settled directly for them, or is void. */
export type ReceiptSaid = ReceiptName & { readonly as: 'uploaded' | 'settled' | 'voided' }

/** The receipt in one text that no other has. */
export const receiptText = ({ elec_bill_code, elec_billno_code }: ReceiptName): string =>
  `${elec_bill_code}#${elec_billno_code}`

/** An event that a bundle hears. */
export interface Heard<Data extends z.ZodType = z.ZodType> extends Inbound<Data> {
  /** Without prefix and version: `identity.recognized`. */
  readonly type: string
  /** Which fact it reports. */
  reports(data: z.output<Data>): FactName
  readonly needs?: Needed<Data>
  /** What it says of a receipt, which is one in the whole system (shared/registers/care/receipts.ts). */
  receipt?(data: z.output<Data>): ReceiptSaid | undefined
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
    readonly needs?: (FactName | RowName) & { readonly reason: string; readonly or?: FactName | RowName }
    readonly receipt?: ReceiptSaid
    /** It names nobody: the name of its file. */
    readonly nobody?: string
    readonly placed?: true
  }
}

/** What is borne along of what a bundle declared of an event with these data. */
export function borneBy(spec: AnyHeard, data: unknown): HeardEvent['heard'] {
  const { lane, movesMoney, needs, placed } = spec
  const nobody = spec.nobody?.(data)
  const or = needs?.or?.(data)
  const receipt = spec.receipt?.(data)
  return {
    ...spec.reports(data),
    lane,
    movesMoney,
    ...(needs ? { needs: { reason: needs.reason, ...needs.about(data), ...(or ? { or } : {}) } } : {}),
    ...(receipt ? { receipt } : {}),
    ...(nobody === undefined ? {} : { nobody }),
    ...(placed ? { placed } : {}),
  }
}

/** What the reasons are called under which events wait for what bundles hear. */
export const heardReasons = (heard: readonly AnyHeard[]): Readonly<Record<string, string>> =>
  Object.fromEntries(heard.flatMap(({ needs }) => (needs ? [[needs.reason, needs.meaning]] : [])))

/** An event that a bundle says. */
export interface Own<Data extends z.ZodType = z.ZodType> extends Outbound<Data> {
  /** Without prefix and version: `hardship.referred`. */
  readonly type: string
}

/** An event that some bundle says, whatever its data are. */
export type AnyOwn = Own

/** Describes an event that a bundle says. */
export const ownEvent = <Data extends z.ZodType>(spec: Own<Data>): Own<Data> => spec

/** Keeps what a bundle says apart from what everybody does. */
declare const ownType: unique symbol

/** A message of a bundle's; it bears with it the queue that its bundle declared. */
export interface OwnEvent {
  readonly type: string & { readonly [ownType]: true }
  readonly data: unknown
  readonly queue: OutboundQueue
}

/** Makes one. Throws (a ZodError) if the data is not what partners are promised: that is a bug of ours. */
export function said<Data extends z.ZodType>({ type, queue, data: schema }: Own<Data>, data: z.input<Data>): OwnEvent {
  schema.parse(data)
  return { type: type as OwnEvent['type'], data, queue }
}
