/** The script of a sample day while it is being written: stories add what happens and what must come of it. */
import { addDays, compareInstants, type Day, dayOf, type Instant } from '../../shared/calendar/index.ts'
import { type InboundType, inboundEvents, wireType } from '../catalogue.ts'
import { Book } from './book.ts'
import type {
  AnswerFor,
  Bundle,
  Caller,
  CallStep,
  ExpectedCase,
  PartnerRule,
  SampleDay,
  SampleEvent,
  Step,
  TaskAnswer,
} from './day.ts'
import { momentOf, People, type SamplePerson } from './people.ts'
import { Random } from './random.ts'

/** The day that is played: a Monday without holidays before the end of March, outside the collection period. */
export const theDay = '2026-03-02' as Day

/** Where an event stands beside its data. */
export interface Told {
  /** When it happened, if not when it comes in. */
  readonly time?: Instant
}

/** Collects the steps of a day and what is expected of it. */
export class Script {
  readonly seed: number
  readonly random: Random
  readonly people: People
  readonly book = new Book()
  readonly #steps: Step[] = []
  readonly #answers: AnswerFor[] = []
  readonly #partners: { bank: PartnerRule[]; tax: PartnerRule[] } = { bank: [], tax: [] }
  readonly #cases: ExpectedCase[] = []
  #events = 0
  #numbers = 0
  readonly #bad = new Set<string>()

  constructor(seed: number) {
    this.seed = seed
    this.random = new Random(seed)
    this.people = new People(this.random)
  }

  /** A moment so many days after the day itself. */
  at(days: number, time: string): Instant {
    return momentOf(addDays(theDay, days), time)
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
    return `${prefix}${theDay.replaceAll('-', '')}${String(this.#numbers).padStart(6, '0')}`
  }

  /** The number of a birth certificate. */
  certificate(province: string): string {
    this.#numbers += 1
    return `Z${province}${String(this.#numbers).padStart(7, '0')}`
  }

  /** An event of a partner comes in. Answers it, to be repeated. */
  send(at: Instant, type: InboundType, data: Record<string, unknown>, { time = at }: Told = {}): SampleEvent {
    this.#events += 1
    const source = `urn:sample:${inboundEvents[type].from[0]}`
    const id = `sample-${this.seed}-${this.#events}`
    const event: SampleEvent = { specversion: '1.0', id, source, type: wireType(type), time, data }
    this.#steps.push({ at, do: 'send', event })
    return event
  }

  /** The same event comes in again. */
  again(at: Instant, event: SampleEvent): void {
    this.#steps.push({ at, do: 'send', event })
  }

  /** An event comes in that must be set aside. */
  sendBad(at: Instant, type: InboundType, data: Record<string, unknown>): void {
    this.#bad.add(this.send(at, type, data).id)
  }

  /** One in so many events comes in once more, at the same moment or the morning after: that must change nothing. */
  repeatOneIn(many: number): void {
    for (const step of [...this.#steps]) {
      if (step.do !== 'send' || this.#bad.has(step.event.id) || this.random.int(1, many) > 1) continue
      const nextDay = addDays(dayOf(step.at), 1)
      this.again(this.random.next() < 0.5 ? step.at : momentOf(nextDay, '09:00'), step.event)
    }
  }

  /** Somebody in office goes through their tasks. */
  decide(at: Instant, as: Caller): void {
    this.#steps.push({ at, do: 'decide', as })
  }

  /** Tasks of this kind that concern this person are not simply approved. */
  answer(of: SamplePerson, kind: string, answer: TaskAnswer | 'leave'): void {
    this.#answers.push({ of: of.psn_no, kind, answer })
  }

  /** A citizen acts in a case. */
  act(at: Instant, person: SamplePerson, bundle: Bundle, action: { action: string; [field: string]: unknown }): void {
    this.#steps.push({ at, do: 'act', psn_no: person.psn_no, bundle, action })
  }

  /** Somebody calls the API. */
  call(at: Instant, call: Omit<CallStep, 'at' | 'do'>): void {
    this.#steps.push({ at, do: 'call', ...call })
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
    this.#steps.push({ at, do: 'pass' })
  }

  /** The bank or the tax office answers some messages in a way of its own. */
  partner(name: 'bank' | 'tax', rule: PartnerRule): void {
    this.#partners[name].push(rule)
  }

  /** A case must come of it. */
  expect(expected: ExpectedCase): void {
    this.#cases.push(expected)
  }

  /** The finished day. */
  finish(now: Instant): SampleDay {
    const steps = this.#steps
      .map((step, index) => ({ step, index }))
      .sort((a, b) => compareInstants(a.step.at, b.step.at) || rank(a.step) - rank(b.step) || a.index - b.index)
      .map(({ step }) => step)
    return {
      seed: this.seed,
      now,
      steps,
      answers: this.#answers,
      partners: this.#partners,
      expected: { cases: this.#cases, ...this.book.expected(), rejectedEvents: this.#bad.size },
    }
  }
}

/** Of what happens at one moment, events come first and clerks next. */
function rank(step: Step): number {
  return ['send', 'act', 'decide', 'call', 'pass'].indexOf(step.do)
}
