import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseEvent } from '../../events/index.ts'
import { countsOf, differencesIn, type ExpectedCase, type SampleDay, sampleDay } from '../../events/samples/index.ts'
import { orderOf } from '../../events/samples/stories/transfers-plain.ts'
import { areasIn } from '../../infra/local/day/look.ts'
import { momentsOf } from '../../infra/local/day/play.ts'
import { compareInstants } from '../../shared/calendar/index.ts'
import { checkCertno } from '../../shared/identity/index.ts'
import { yuan } from '../../shared/money/index.ts'

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
    const refused = events(day).filter((event) => !parseEvent(JSON.stringify(event)).ok)
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
    ]) {
      expect(stories).toContain(story)
    }
    const small = sampleDay(3, 0.01).expected.cases.filter(({ bundle }) => bundle === 'transfer')
    expect(new Set(small.map(({ story }) => story))).toEqual(stories)
  })

  it('moves accounts of 2,177 yuan in the mean, as in Hebei', () => {
    const told = new Map<string, number>()
    for (const { type, id, data } of events(day)) {
      if (type === 'mianshen.account.credited.v1' && typeof data.amt === 'string' && /\.\d\d$/.test(data.amt)) {
        told.set(id, yuan(data.amt))
      }
    }
    const mean = [...told.values()].reduce((sum, amt) => sum + amt, 0) / transfers.length / 100
    // Not to the fen: older relations are credited too, and some people move on with the same money.
    expect(Math.abs(mean - 2_177)).toBeLessThan(2_177 * 0.02)
  })

  it('grows with its scale', () => {
    expect(sampleDay(1, 2).expected.cases.length).toBeGreaterThan(day.expected.cases.length * 1.8)
  })
})

describe('the orders of messages', () => {
  it('are all different', () => {
    const orders = new Set(Array.from({ length: 120 }, (_, n) => orderOf(n, 5).join()))
    expect(orders.size).toBe(120)
  })
})

describe('what is found against what is expected', () => {
  const wanted: ExpectedCase = { story: 's', bundle: 'transfer', psn_no: '1', status: 'done', outcome: { amt: '1.00' } }
  const none = { cases: [], accounts: [], clearings: [], rejectedEvents: 0 }
  const found = { case_id: 'TR1', bundle: 'transfer', psn_no: '1', admdvs: '130100', status: 'done' }

  it('agrees if each case has the fields it must have', () => {
    const expected = { ...none, cases: [wanted] }
    expect(differencesIn(expected, { ...none, cases: [{ ...found, outcome: { amt: '1.00', more: 1 } }] })).toEqual([])
  })

  it('names a case that is missing, one that is other, and one too many', () => {
    const expected = { ...none, cases: [wanted] }
    expect(differencesIn(expected, none)).toEqual(['transfer “s” of 1: no case'])
    const other = differencesIn(expected, { ...none, cases: [{ ...found, outcome: { amt: '2.00' } }] })
    expect(other).toEqual(['transfer “s” of 1: TR1 amt is "2.00", expected "1.00"'])
    expect(differencesIn(none, { ...none, cases: [found] })).toHaveLength(1)
  })

  it('tells cases of people not known before apart by what came of them', () => {
    const born = (amt: string): ExpectedCase => ({
      story: 'b',
      bundle: 'newborn',
      admdvs: '530100',
      status: 'done',
      outcome: { amt },
    })
    const child = (psn_no: string, amt: string) => ({
      ...found,
      bundle: 'newborn',
      psn_no,
      admdvs: '530100',
      outcome: { amt },
    })
    const cases = [child('7', '2.00'), child('8', '1.00')]
    expect(differencesIn({ ...none, cases: [born('1.00'), born('2.00')] }, { ...none, cases })).toEqual([])
    expect(differencesIn({ ...none, cases: [born('1.00'), born('1.00')] }, { ...none, cases })).toHaveLength(1)
  })

  it('names accounts, clearings and rejected events that are other', () => {
    const accounts = [{ psn_no: '1', insu_admdvs: '130100', balance: '1.00' }]
    const clearings = [{ date: '2026-03-02', province: '13', positions: { '130100': '1.00', '130200': '-1.00' } }]
    const positions = [
      { admdvs: '130100', net: '1.00' },
      { admdvs: '130200', net: '-2.00' },
    ]
    const is = { cases: [], accounts: [], clearings: [{ date: '2026-03-02', positions }], rejectedEvents: 2 }
    expect(differencesIn({ cases: [], accounts, clearings, rejectedEvents: 1 }, is)).toEqual([
      'clearing of 2026-03-02, 130200: -2.00, expected -1.00',
      'account of 1 in 130100: 0.00, expected 1.00',
      'rejected events: 2, expected 1',
    ])
  })

  it('counts by bundle and by what cases come to', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('paid', 'rejected')), (results) => {
        const cases = results.map((result): ExpectedCase => ({ ...wanted, outcome: { result } }))
        const counts = countsOf(cases).transfer ?? {}
        expect((counts.paid ?? 0) + (counts.rejected ?? 0)).toBe(results.length)
      }),
    )
  })
})
