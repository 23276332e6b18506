/**
 * A page of one's own that a bundle declares in its `pages.ts`: what the API tells a citizen, in plain words, and what may be
 * asked for there. The citizens' pages draw it, link to it and send what it asks for; they know it by this alone.
 */
import type * as z from 'zod'
import type { Day } from '../shared/calendar/index.ts'
import type { Answer, Input, OperationName } from '../shared/client/index.ts'

/** Asks the API as whoever looks at the page; undefined where it has nothing for them. */
export type Ask = <N extends OperationName>(call: N, input?: Input<N>) => Promise<Answer<N> | undefined>

/** What is asked for: a call of the API with what it takes. */
export interface Wanted {
  readonly call: OperationName
  readonly path?: Readonly<Record<string, string>>
  readonly body?: object
}

/** Something that one touch asks for. */
export interface Touch {
  /** Tells it from the others of the page. */
  readonly key: string
  readonly button: string
  /** The question that is asked once more before it is done. */
  readonly sure?: string
  readonly wants: Wanted
  /** Which sentence of the page is said once it is done; of what opens a case its page is shown instead. */
  readonly said?: string
}

/** One thing, in a few lines. */
export interface OwnEntry {
  readonly title: string
  readonly lines: readonly string[]
  readonly touch?: Touch
}

/** Things that belong together. */
export interface OwnList {
  readonly title: string
  readonly entries: readonly OwnEntry[]
  /** What is said where there are none; without it such a list is left out. */
  readonly none?: string
  /** Of what is past: left out of the large style. */
  readonly isPast?: true
}

/** A form on a page beside it. */
export interface OwnForm {
  /** The last part of its address. */
  readonly name: string
  readonly title: string
  readonly lead: string
  readonly call: OperationName
  /** What the call takes; a function, so that who draws no page loads none of it. */
  readonly body: () => z.ZodType
  /** The fields it asks for, in this order, each as who fills in would say it. */
  readonly fields: readonly { readonly name: string; readonly label: string; readonly hint?: string }[]
  readonly button: string
  readonly said?: string
}

/** A page of one's own. */
export interface OwnPage {
  /** The last part of its address. */
  readonly name: string
  readonly title: string
  readonly lead: string
  readonly show: (ask: Ask, today: Day) => Promise<readonly OwnList[]>
  readonly forms?: readonly OwnForm[]
  /** Sentences that are said after something was done. */
  readonly said?: Readonly<Record<string, string>>
}
