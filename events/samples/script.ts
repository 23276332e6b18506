/** What stories are written with: a part of the sample day, what happens in it and what must come of it. */
import { addDays, type Day, dayOf, type Instant } from '../../shared/calendar/index.ts'
import { type InboundType, inboundEvents, wireType } from '../catalogue.ts'
import type { AnyHeard } from '../heard.ts'
import type { Book } from './book.ts'
import type { Caller, CallStep, ExpectedCase, PartnerRule, SampleEvent, TaskAnswer } from './day.ts'
import type { Draft } from './draft.ts'
import { codeOf, momentOf, People, type SamplePerson } from './people.ts'
import { Random } from './random.ts'

/** The day that is played: a Monday without holidays before the end of March, outside the collection period. */
export const theDay = '2026-03-02' as Day
/** The day before the day that is played. */
export const yesterday = addDays(theDay, -1)

/** Whose part of the day it is: the bundle's name, and what opens the ids of its cases. */
export interface Chapter {
  readonly bundle: string
  readonly prefix: string
}

/** Writes the stories of a bundle; `scale` 1 is as many as the rules' figures have, below 1 there is one of each kind. */
export type Stories = (script: Script, scale: number) => void

/** A story that can be told by itself, on any day: its facts lie before the sample day, its events come when it is told. */
export interface Scenario {
  /** By which it is asked for; a bundle's first bears the bundle's name. */
  readonly name: string
  /** What it shows. */
  readonly title: { readonly zh: string; readonly en: string }
  tell(script: Script): unknown
}

/** Below it a day has one of each kind: all that can happen, told as soon as it can be. */
const smallScale = 0.02

/** How many of a kind a day has at a scale at which its figures come to fewer than `least`. */
export const leastAt = (scale: number, least: number): number => (scale < smallScale ? 1 : least)

/** Stories, and how many of each there are at full scale; `which` tells those of one kind apart. */
export type Kinds = readonly (readonly [story: (script: Script, which: number) => unknown, count: number])[]

/** Where an event stands beside its data. */
export interface Told {
  /** When it happened, if not when it comes in. */
  readonly time?: Instant
}

/**
 * A part of a day, a bundle's or what is nobody's. Its chance, people and numbers are its own, so that what others tell
 * changes nothing in it.
 */
export class Script {
  readonly random: Random
  readonly people: People
  readonly book: Book
  readonly #draft: Draft
  readonly #prefix: string
  readonly #sent: { at: Instant; event: SampleEvent }[] = []
  #numbers: number

  /** A part that no bundle tells has no letters of its own. */
  constructor(draft: Draft, { bundle, prefix }: Chapter = { bundle: '', prefix: '' }) {
    this.random = new Random(draft.seed, bundle)
    this.people = new People(this.random, prefix, draft)
    this.book = draft.book
    this.#draft = draft
    this.#prefix = prefix
    this.#numbers = draft.after
  }

  /** Tells stories, so many of each as fit the scale; at a small one `least` ({@link leastAt}), or all if there are fewer. */
  tell(kinds: Kinds, scale: number, least: number): void {
    for (const [story, count] of kinds) {
      const wanted = Math.max(Math.min(leastAt(scale, least), count), Math.round(count * scale))
      for (let which = 0; which < wanted; which++) story(this, which)
    }
  }

  /** A moment so many days after the day itself. */
  at(days: number, time: string): Instant {
    return momentOf(addDays(this.#draft.day ?? theDay, days), time)
  }

  /** A moment of the day between two full hours, on a mark of twenty minutes; the later hour is left out. */
  between(from: number, to: number, days = 0): Instant {
    const mark = this.random.int(from * 3, to * 3 - 1)
    const hour = String(Math.floor(mark / 3)).padStart(2, '0')
    return this.at(days, `${hour}:${String((mark % 3) * 20).padStart(2, '0')}`)
  }

  /** A number that a partner gives out, no two alike. */
  number(prefix: string): string {
    this.#numbers += 1
    return `${prefix}${theDay.replaceAll('-', '')}${codeOf(this.#prefix)}${String(this.#numbers).padStart(6, '0')}`
  }

  /** The number of a birth certificate. Its nine digits have no room for letters of our own: one that is not taken. */
  certificate(province: string): string {
    const { taken } = this.#draft
    for (let n = this.random.int(0, 9_999_999); ; n = (n + 1) % 10_000_000) {
      const number = `Z${province}${String(n).padStart(7, '0')}`
      if (taken.has(number)) continue
      taken.add(number)
      return number
    }
  }

  /** An event of a partner comes in, one that registers know or that a bundle hears. Answers it, to be repeated. */
  send(
    at: Instant,
    what: InboundType | AnyHeard,
    data: Record<string, unknown>,
    { time = at }: Told = {},
  ): SampleEvent {
    const { type, from } = typeof what === 'string' ? { type: what, from: inboundEvents[what].from } : what
    const source = `urn:sample:${from[0]}`
    const id = `sample-${this.#draft.seed}-${this.#prefix}${this.#sent.length + 1}`
    const event: SampleEvent = { specversion: '1.0', id, source, type: wireType(type), time, data }
    this.#sent.push({ at, event })
    this.again(at, event)
    return event
  }

  /** The same event comes in again. */
  again(at: Instant, event: SampleEvent): void {
    this.#draft.steps.push({ at, do: 'send', event })
  }

  /** An event comes in that must be set aside. */
  sendBad(at: Instant, type: InboundType, data: Record<string, unknown>): void {
    this.#draft.bad.add(this.send(at, type, data).id)
  }

  /** One in so many events comes in once more, at the same moment or the morning after: that must change nothing. */
  repeatOneIn(many: number): void {
    for (const { at, event } of this.#sent) {
      if (this.#draft.bad.has(event.id) || this.random.int(1, many) > 1) continue
      const nextDay = addDays(dayOf(at), 1)
      this.again(this.random.next() < 0.5 ? at : momentOf(nextDay, '09:00'), event)
    }
  }

  /** Somebody in office goes through their tasks. */
  decide(at: Instant, as: Caller): void {
    this.#draft.steps.push({ at, do: 'decide', as })
  }

  /** All clerks go through their tasks, on a later day than those on which they do anyway. */
  clerksDecide(at: Instant): void {
    this.#draft.rounds.add(at)
  }

  /** Tasks of this kind that concern this person are not simply approved. */
  answer(of: SamplePerson, kind: string, answer: TaskAnswer | 'leave'): void {
    this.#draft.answers.push({ of: of.psn_no, kind, answer })
  }

  /** A citizen acts in a case. */
  act(at: Instant, person: SamplePerson, bundle: string, action: { action: string; [field: string]: unknown }): void {
    this.#draft.steps.push({ at, do: 'act', psn_no: person.psn_no, bundle, action })
  }

  /** Somebody calls the API. */
  call(at: Instant, call: Omit<CallStep, 'at' | 'do'>): void {
    this.#draft.steps.push({ at, do: 'call', ...call })
  }

  /** An operator asks for the clearing of a day, at its evening. */
  clear(at: Instant, province: string): void {
    const date = dayOf(at)
    this.book.clear(at, date, province)
    const body = { date, province }
    this.call(at, { as: { role: 'operator' }, method: 'POST', path: '/v1/clearings', body })
  }

  /** Time goes on to a moment at which things fall due. */
  pass(at: Instant): void {
    this.#draft.steps.push({ at, do: 'pass' })
  }

  /** The bank or the tax office answers some messages in a way of its own. */
  partner(name: 'bank' | 'tax', rule: PartnerRule): void {
    this.#draft.partners[name].push(rule)
  }

  /** A case must come of it. */
  expect(expected: ExpectedCase): void {
    this.#draft.cases.push(expected)
  }
}
