import { describe, expect, it } from 'vitest'
import { parseEvent } from '../../../events/index.ts'
import type { SampleDay } from '../../../events/samples/day.ts'
import { enrolmentIn } from '../../../events/samples/insured.ts'
import type { Stories } from '../../../events/samples/script.ts'
import { manifestOf } from '../../../functions/bundles/all.ts'
import { heard } from '../../../functions/bundles/catalogue.ts'
import { areasIn } from '../../../infra/local/day/look.ts'
import { momentsOf } from '../../../infra/local/day/play.ts'
import { parts, sampleDay } from '../../../infra/samples/index.ts'
import { compareInstants } from '../../../shared/calendar/index.ts'
import { checkCertno } from '../../../shared/identity/index.ts'
import { yuan } from '../../../shared/money/index.ts'

const day = sampleDay(1)
const events = (of: SampleDay) => of.steps.flatMap((step) => (step.do === 'send' ? [step.event] : []))
const transfers = day.expected.cases.filter(({ bundle }) => bundle === 'transfer')

/** Every value under a field of this name, however deep. */
function valuesOf(data: unknown, name: string): unknown[] {
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([key, value]) => (key === name ? [value] : valuesOf(value, name)))
}

describe('the sample day', () => {
  it('follows from its seed alone', () => {
    expect(JSON.stringify(sampleDay(1))).toBe(JSON.stringify(day))
    expect(JSON.stringify(sampleDay(2))).not.toBe(JSON.stringify(day))
  })

  it('has its steps in order of time, none before the clock starts', () => {
    const times = day.steps.map(({ at }) => at)
    expect(times).toEqual([...times].sort(compareInstants))
    expect(compareInstants(day.now, times[0]!)).toBeLessThan(0)
    expect(momentsOf(day.steps).flatMap(({ steps }) => steps)).toEqual(day.steps)
  })

  it('sends only events that pass their check, but for those that are wrong on purpose', () => {
    const refused = events(day).filter((event) => !parseEvent(JSON.stringify(event), heard).ok)
    // One event more is well-formed, and is refused for a payment number that is none of ours.
    expect(refused).toHaveLength(day.expected.rejectedEvents - 1)
  })

  it('is about people who are nobody: valid numbers, an area code never issued, names that say so', () => {
    const numbers = valuesOf(events(day), 'certno') as string[]
    const wrong = numbers.filter((certno) => !checkCertno(certno).ok)
    expect(numbers.every((certno) => certno.startsWith('999999'))).toBe(true)
    expect(wrong).toHaveLength(1)
    expect((valuesOf(events(day), 'psn_name') as string[]).every((name) => name.startsWith('测试'))).toBe(true)
  })

  it('has no two people with one number', () => {
    const people = events(day).filter(({ type }) => type === 'mianshen.person.registered.v1')
    const pairs = new Set(people.map(({ data }) => `${data.psn_no} ${data.certno}`))
    const wrong = 1
    expect(new Set(people.map(({ data }) => data.psn_no)).size).toBe(pairs.size)
    expect(new Set(people.map(({ data }) => data.certno)).size).toBe(pairs.size)
    expect(pairs.size).toBeGreaterThan(300 + wrong)
  })

  it('holds at least 300 transfers, over the eleven cities and the provincial level of Hebei', () => {
    expect(transfers.length).toBeGreaterThanOrEqual(300)
    const hebei = areasIn(transfers.map(({ outcome }) => outcome)).filter((area) => area.startsWith('13'))
    expect(hebei).toHaveLength(12)
    expect(hebei).toContain('139900')
  })

  it('has the awkward ones among them, at any scale', () => {
    const stories = new Set(transfers.map(({ story }) => story))
    for (const story of [
      'pause comes later',
      'two origins',
      'zero balance',
      'refund',
      'refund, returned',
      'revoked early',
      'nobody looks',
      'nobody need look',
      'above the sum',
    ]) {
      expect(stories).toContain(story)
    }
    const small = sampleDay(3, 0.01).expected.cases.filter(({ bundle }) => bundle === 'transfer')
    expect(new Set(small.map(({ story }) => story))).toEqual(stories)
  })

  it('moves accounts of 2,177 yuan in the mean in Hebei', () => {
    const inHebei = (psnNo: unknown) => String(psnNo).startsWith('13')
    const movers = transfers.filter(({ psn_no }) => inHebei(psn_no))
    const told = new Map<string, number>()
    for (const { type, id, data } of events(day)) {
      const isCredit = type === 'mianshen.account.credited.v1' && inHebei(data.psn_no)
      if (isCredit && typeof data.amt === 'string' && /\.\d\d$/.test(data.amt)) {
        told.set(id, yuan(data.amt))
      }
    }
    const mean = [...told.values()].reduce((sum, amt) => sum + amt, 0) / movers.length / 100
    // Not to the fen: older relations are credited too, and some people move on with the same money.
    expect(Math.abs(mean - 2_177)).toBeLessThan(2_177 * 0.02)
  })

  it('grows with its scale', () => {
    expect(sampleDay(1, 2).expected.cases.length).toBeGreaterThan(day.expected.cases.length * 1.8)
  })
})

describe('the parts of the day', () => {
  /** A bundle more, first in the order of names, with people of every kind and both sexes. */
  const another: Stories = (script) => {
    for (let n = 0; n < 300; n++) {
      const person = script.people.someone()
      const at = script.between(5, 8)
      script.send(at, 'person.registered', { ...person })
      script.send(at, 'enrolment.registered', enrolmentIn(person, '130100', '2020-01-01'))
    }
    script.certificate('13')
    script.clerksDecide(script.at(5, '12:00'))
  }
  const more = sampleDay(1, 0.1, [{ chapter: { bundle: 'another', prefix: 'AN' }, stories: another }, ...parts])
  const { steps, expected } = sampleDay(1, 0.1)

  it.each(parts)('are told by all bundles, each of its own cases: $chapter.bundle', (part) => {
    const nobodys = sampleDay(1, 0.01, []).expected.cases.length
    const own = sampleDay(1, 0.01, [part]).expected.cases.slice(0, -nobodys)
    const told = new Set(own.map(({ bundle }) => bundle))
    // A bill that a case is asked for by its number is known to nobody before the day is played.
    const byCall = manifestOf(part.chapter.bundle)?.startCalls !== undefined
    expect(told).toEqual(new Set(byCall ? [] : [part.chapter.bundle]))
  })

  it('stay as they are when a bundle is added: people, numbers, times, all', () => {
    const lines = new Set(more.steps.map((step) => JSON.stringify(step)))
    expect(steps.filter((step) => !lines.has(JSON.stringify(step)))).toEqual([])
    expect(more.expected).toEqual(expected)
    const at = '2026-03-07T12:00:00+08:00'
    expect(more.steps.filter((step) => step.do === 'decide' && step.at === at).length).toBeGreaterThan(12)
  })
})
