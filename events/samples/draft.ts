/** A sample day while it is being written: what all its scripts put together. */
import { compareInstants, type Day, type Instant } from '../../shared/calendar/index.ts'
import { Book } from './book.ts'
import type { AnswerFor, ExpectedCase, PartnerRule, SampleDay, Step } from './day.ts'

/** Collects the steps of a day and what is expected of it. */
export class Draft {
  readonly seed: number
  /** The day that is told, if it is another than that of the sample day. */
  readonly day?: Day
  /** Numbers of people, settlements and the like begin after this one: so that they are new where others were told before. */
  readonly after: number
  readonly book = new Book()
  readonly steps: Step[] = []
  readonly answers: AnswerFor[] = []
  readonly partners: { bank: PartnerRule[]; tax: PartnerRule[] } = { bank: [], tax: [] }
  readonly cases: ExpectedCase[] = []
  /** Ids of the events that must be set aside. */
  readonly bad = new Set<string>()
  /** Moments at which all clerks go through their tasks, beside those of every day. */
  readonly rounds = new Set<Instant>()
  /** Numbers given out, of those that all scripts take from one stock: identity numbers, birth certificates. */
  readonly taken = new Set<string>()

  /** The seed is a whole number. */
  constructor(seed: number, { day, after = 0 }: { day?: Day; after?: number } = {}) {
    this.seed = seed
    this.after = after
    if (day !== undefined) this.day = day
  }

  /** The finished day. */
  finish(now: Instant): SampleDay {
    const steps = this.steps
      .map((step, index) => ({ step, index }))
      .sort((a, b) => compareInstants(a.step.at, b.step.at) || rank(a.step) - rank(b.step) || a.index - b.index)
      .map(({ step }) => step)
    return {
      seed: this.seed,
      now,
      steps,
      answers: this.answers,
      partners: this.partners,
      expected: { cases: this.cases, ...this.book.expected(), rejectedEvents: this.bad.size },
    }
  }
}

/** Of what happens at one moment, events come first and clerks next. */
function rank(step: Step): number {
  return ['send', 'act', 'decide', 'call', 'pass'].indexOf(step.do)
}
