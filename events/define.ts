/** How an event is described: its schema, what people are told about it, and who says or hears it. */
import type * as z from 'zod'

/** Partners by kind, with the name people know them by. */
export const partnerNames = {
  registry: '医保参保登记系统',
  tax: '税务部门',
  bank: '银行',
  medins: '定点医药机构与医保结算系统',
  health: '卫生健康部门',
  police: '公安机关',
  civil: '民政部门',
  pension: '人力资源和社会保障部门',
  hotline: '12345 政务服务便民热线',
  finance: '财政电子票据系统',
  aid: '其他救助部门',
} as const

/** A kind of partner. */
export type PartnerKind = keyof typeof partnerNames

/** Queues partners read from. */
export type OutboundQueue = 'tax' | 'bank' | 'notice' | 'medins' | 'registry' | 'hotline' | 'invoice' | 'receipts'

/**
 * Lanes: the queues our own messages travel by, told apart by how urgent they are, each with workers of its own
 * (infra/decisions/0050). `prompt`: somebody waits for what becomes of it, or harm is done meanwhile. `steady`: partners'
 * everyday reports, and what a time brings; today is soon enough. `mass`: the same work for everybody, such as a changed
 * parameter; it takes as long as it takes.
 */
export const lanes = ['prompt', 'steady', 'mass'] as const
/** A lane. */
export type Lane = (typeof lanes)[number]

/** What an event is called and means, for programmers who read no Chinese. */
export interface InEnglish {
  readonly title: string
  readonly about: string
}

/** An event that partners send us by the queue `inbox`. */
export interface Inbound<Data extends z.ZodType = z.ZodType> {
  /** Short Chinese name. */
  readonly title: string
  /** What it means, in plain Chinese. */
  readonly about: string
  /** The same in English; left out where the portal says it (functions/api/docs/portal). */
  readonly en?: InEnglish
  /** Who may send it. */
  readonly from: readonly PartnerKind[]
  /** How urgent it is: the lane that carries it on once it is checked. */
  readonly lane: Lane
  /** It moves money or months: its identity is kept for ever, others for 90 days (contract.md §3). */
  readonly movesMoney: boolean
  /**
   * Fields that report what has happened: they can't lie after the event itself (contract-operations.md §1). What may be
   * announced, or goes to review where it is still to come, is not among them.
   */
  readonly past: readonly string[]
  /** Of these data even that may lie ahead: a review looks at it. */
  mayLieAhead?(data: z.output<Data>): boolean
  /** Fields that name the areas and institutions it is about; a partner may be bound to some of them. */
  readonly concerns: readonly string[]
  readonly data: Data
  /** A `data` that is right; tests hold it against the schema. */
  readonly example: z.input<Data>
}

/** An event that we send. */
export interface Outbound<Data extends z.ZodType = z.ZodType> {
  readonly title: string
  readonly about: string
  readonly en?: InEnglish
  /** The queue it goes to. */
  readonly queue: OutboundQueue
  readonly data: Data
  readonly example: z.input<Data>
}

/** Names of fields of the `data`. */
type FieldsOf<Data extends z.ZodType> = readonly (keyof z.output<Data> & string)[]

/** Describes an inbound event. */
export const inbound = <Data extends z.ZodType>(
  spec: Inbound<Data> & { past: FieldsOf<Data>; concerns: FieldsOf<Data> },
): Inbound<Data> => spec

/** Describes an outbound event. */
export const outboundEvent = <Data extends z.ZodType>(spec: Outbound<Data>): Outbound<Data> => spec
