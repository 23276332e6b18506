/** What one bundle alone hears of a person. */
import type { FactName, ReceiptSaid } from '../../../events/heard.ts'
import type { Instant } from '../../calendar/index.ts'

/** A fact as it was reported last. Key: what kind of fact, and which. */
export interface HeardFact extends FactName {
  /** The event's type, without prefix and version. */
  type: string
  /** Of the report, and when it came. */
  time: Instant
  at: Instant
  /** Of the event, as `eventKey` makes it: tells two reports of one time apart. */
  id: string
  /** What it says of a receipt. */
  receipt?: ReceiptSaid
  private: { data: Readonly<Record<string, unknown>> }
}

/** The key of a fact within the register. */
export const heardKey = ({ fact, key }: FactName): string => `${fact}#${key}`
