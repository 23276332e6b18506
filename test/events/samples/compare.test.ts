import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countsOf, differencesIn } from '../../../events/samples/compare.ts'
import type { ExpectedCase } from '../../../events/samples/day.ts'

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
    const other = { date: '2026-03-02', province: '33', positions: [{ admdvs: '330100', net: '5.00' }] }
    const found = [other, { date: '2026-03-02', province: '13', positions }]
    const is = { cases: [], accounts: [], clearings: found, rejectedEvents: 2 }
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
