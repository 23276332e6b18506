import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parameters } from '../../../functions/bundles/all.ts'
import { addDays, type Day, day } from '../../../shared/calendar/index.ts'
import { type Admdvs, NATION, parseAdmdvs } from '../../../shared/codes/index.ts'
import {
  type AnyParameter,
  amend,
  checkRows,
  couldHold,
  inYearlyPeriod,
  mergeRows,
  type PolicyRow,
  policyAt,
  policyKey,
  rowsOf,
} from '../../../shared/policy/index.ts'

const named = (name: string): AnyParameter => parameters.get(name)!
/** A parameter without rows of its own: the test says what holds. */
const bare = (name: string): AnyParameter => ({ ...named(name), rows: [] })
const place = (code: string): Admdvs => (code === NATION ? NATION : parseAdmdvs(code)!)
const premium = (admdvs: string, year: number, value: string): PolicyRow => ({
  name: 'resident_premium',
  admdvs: place(admdvs),
  from: day(`${year}-01-01`),
  value,
  standing: 'set',
  source: '测试',
})
const waiting = (admdvs: string, from: Day | undefined, value: number): PolicyRow => ({
  name: 'waiting_months',
  admdvs: place(admdvs),
  ...(from && { from }),
  value,
  standing: 'set',
  source: '测试',
})

describe('a parameter that is missing for a date', () => {
  it('is never guessed: the answer names what is missing', () => {
    expect(policyAt([], named('resident_premium'), place('530102'), day('2027-06-01'))).toEqual({
      found: false,
      parameter: named('resident_premium'),
      area: '530100',
      on: '2027-06-01',
    })
  })

  it('is there once it is set, for that year only', () => {
    const set = amend(named('resident_premium'), {
      admdvs: '000000',
      from: '2027-01-01',
      value: '420.00',
      source: '2027年度国家标准',
    })
    const rows = set.ok ? [set.row] : []
    expect(policyAt(rows, named('resident_premium'), place('530100'), day('2027-12-31'))).toMatchObject({
      value: '420.00',
    })
    expect(policyAt(rows, named('resident_premium'), place('530100'), day('2028-01-01')).found).toBe(false)
    expect(policyAt(rows, named('resident_premium'), place('530100'), day('2026-12-31'))).toMatchObject({
      value: '400.00',
    })
  })
})

describe('the nearest row', () => {
  const rows = [
    waiting(NATION, undefined, 6),
    waiting('320000', day('2025-01-01'), 3),
    waiting('320500', day('2026-01-01'), 1),
    waiting('320500', day('2026-07-01'), 2),
  ]
  const value = (code: string, on: string): unknown => {
    const looked = policyAt(rows, bare('waiting_months'), place(code), day(on))
    return looked.found && looked.value
  }

  it('wins: the pooling area, then the province, then the nation', () => {
    expect(value('320500', '2026-03-01')).toBe(1)
    expect(value('320500', '2025-12-31')).toBe(3)
    expect(value('320500', '2024-12-31')).toBe(6)
    expect(value('320100', '2026-03-01')).toBe(3)
    expect(value('130100', '2026-03-01')).toBe(6)
  })

  it('holds until the next of the same area', () => {
    expect(value('320500', '2026-06-30')).toBe(1)
    expect(value('320500', '2026-07-01')).toBe(2)
  })

  it('of a province or the nation is what they are asked for themselves', () => {
    expect(value('320000', '2026-03-01')).toBe(3)
    expect(value(NATION, '2026-03-01')).toBe(6)
  })

  it('of one by year is passed over outside its year', () => {
    const years = [premium(NATION, 2025, '400.00'), premium(NATION, 2026, '400.00'), premium('530100', 2025, '380.00')]
    const looked = (on: string) => policyAt(years, bare('resident_premium'), place('530100'), day(on))
    expect(looked('2025-06-01')).toMatchObject({ value: '380.00' })
    expect(looked('2026-06-01')).toMatchObject({ value: '400.00' })
    expect(looked('2027-06-01').found).toBe(false)
  })

  it('is what a naive reading of the rule finds', () => {
    const date = fc.nat(40).map((n) => addDays(day('2026-01-01'), n))
    const row = fc
      .tuple(
        fc.constantFrom(NATION, '130000', '130100', '130181', '130200', '133100', '110000'),
        fc.option(date, { nil: undefined }),
        fc.nat(9),
      )
      .map(([code, from, value]) => waiting(code, from, value))
    const distinct = fc.uniqueArray(row, { selector: policyKey, maxLength: 25 })
    fc.assert(
      fc.property(
        distinct,
        fc.constantFrom('130100', '130181', '130200', '130300', '133100', '110000'),
        date,
        (all, code, on) => {
          const looked = policyAt(all, bare('waiting_months'), place(code), on)
          expect(looked.found ? looked.row : undefined).toEqual(naive(all, code, on))
        },
      ),
    )
  })

  /** All rows that hold, the nearest and latest first. */
  function naive(all: readonly PolicyRow[], code: string, on: Day): PolicyRow | undefined {
    const nearness = [code, `${code.slice(0, 2)}0000`, '000000']
    return all
      .filter((row) => nearness.includes(row.admdvs) && (row.from === undefined || row.from <= on))
      .sort(
        (a, b) => nearness.indexOf(a.admdvs) - nearness.indexOf(b.admdvs) || (a.from! < b.from! || !a.from ? 1 : -1),
      )[0]
  }
})

describe('an amendment', () => {
  const good = {
    name: 'filing_deemed_areas',
    admdvs: '310000',
    from: '2026-12-01',
    value: ['320000', '330100'],
    source: '长三角',
  }
  const faults = (change: object): unknown => {
    const { name, ...input } = { ...good, ...change }
    const amended = amend(named(name), input)
    return amended.ok ? [] : amended.errors.map(({ field }) => field)
  }

  it('lets a province join a filing rule by a row alone', () => {
    const deemed = named('filing_deemed_areas')
    const amended = amend(deemed, good)
    expect(amended.ok && policyAt([amended.row], deemed, place('310000'), day('2026-12-01'))).toMatchObject({
      found: true,
      value: ['320000', '330100'],
    })
  })

  it('for a county means its pooling area', () => {
    const amended = amend(named(good.name), { ...good, admdvs: '330106' })
    expect(amended.ok && amended.row.admdvs).toBe('330100')
    const within = amend(named(good.name), {
      ...good,
      admdvs: '130638',
      value: ['110105', '330106', '320000', '130629'],
    })
    expect(within.ok && within.row).toMatchObject({
      admdvs: '133100',
      value: ['110000', '330100', '320000', '133100'],
    })
  })

  it('for an area that is its whole province holds in all of it', () => {
    const amended = amend(bare('waiting_months'), { admdvs: '460105', value: 3, source: '海南省' })
    const rows = amended.ok ? [amended.row] : []
    for (const code of ['460000', '460200', '469901'])
      expect(policyAt(rows, bare('waiting_months'), place(code), day('2026-01-01'))).toMatchObject({ value: 3 })
  })

  it('without a date holds from always', () => {
    const amended = amend(bare('waiting_months'), { admdvs: '340000', value: 3, source: '安徽省' })
    const rows = amended.ok ? [amended.row] : []
    expect(policyAt(rows, bare('waiting_months'), place('340100'), day('1990-01-01')).found).toBe(true)
  })

  it('replaces the row of the same name, area and date, and no other', () => {
    const deemed = named('filing_deemed_areas')
    const amended = amend(deemed, { ...good, admdvs: '110000', from: '2023-04-01' })
    const rows = amended.ok ? rowsOf([amended.row], deemed) : []
    expect(rows).toHaveLength(deemed.rows.length)
    expect(rows).toContainEqual(amended.ok && amended.row)
  })

  it.each<[string, object, string[]]>([
    ['no area', { admdvs: undefined }, ['admdvs']],
    ['an area that does not exist', { admdvs: '990000' }, ['admdvs']],
    ['a date that does not exist', { from: '2026-02-30' }, ['from']],
    ['no source', { source: ' ' }, ['source']],
    ['a value of another kind', { value: true }, ['value']],
    ['a value with a wrong part', { value: ['110000', '99'] }, ['value.1']],
    ['all at once', { admdvs: '1', from: 1, value: 1, source: 1 }, ['from', 'admdvs', 'value', 'source']],
  ])('with %s is refused by field', (_, change, fields) => {
    expect(faults(change)).toEqual(fields)
  })

  it('of a parameter by year begins on 1 January', () => {
    const year = { name: 'resident_premium', admdvs: '000000', value: '420.00' }
    expect(faults({ ...year, from: '2027-01-01' })).toEqual([])
    expect(faults({ ...year, from: '2027-03-01' })).toEqual(['from'])
    expect(faults({ ...year, from: undefined })).toEqual(['from'])
  })

  it.each<[string, readonly unknown[], readonly unknown[]]>([
    ['resident_premium', ['400.00', '0.00'], ['400', 400, '-1.00', '0400.00', '400.0']],
    ['topup_rate', ['0.0800', '1.0000'], ['0.08', '8%', 0.08, '2.0000x']],
    ['waiting_months', [0, 6], [-1, 1.5, '6', null]],
    [
      'collection_period',
      [{ from: '09-01', to: '02-28' }],
      [{ from: '09-31', to: '12-31' }, { from: '09-01' }, '09-01'],
    ],
    [
      'extended_days',
      [
        { first: 0, second: 60, third: 90 },
        { first: 0, second: 60, third: 90, none_alive: 0 },
      ],
      [
        { first: 0, second: 60 },
        { first: 0, second: 60, third: 90, none_alive: '0' },
        { first: 0, second: 0, third: 0, x: 1 },
      ],
    ],
    ['retire_total_months', [{ male: 300, female: 240 }], [{ male: 300 }, 300]],
    ['allowance_payee', ['person'], ['hospital', '']],
    ['province_filing_free', [true, false], ['true', 1]],
    ['filing_free_in_province', [{ holds: false, except_med_types: [] }], [true, { holds: true }]],
    ['filing_automatic_med_types', [[], ['21', '52']], ['21', [21]]],
    [
      'reduced_ratio',
      [{}, { referral: { in_service: '0.80', retired: '0.85', resident: '0.60' } }],
      [
        { referral: { in_service: '0.80' } },
        { other: {} },
        { referral: { in_service: '1.20', retired: '1', resident: '0' } },
      ],
    ],
  ])('of %s is held to its kind of value', (name, right, wrong) => {
    const from = '2027-01-01'
    for (const value of right) expect([value, faults({ name, from, value })]).toEqual([value, []])
    for (const value of wrong) expect([value, faults({ name, from, value })]).not.toEqual([value, []])
  })

  it('refused says in Chinese what would be right', () => {
    const amended = amend(named('topup_rate'), { ...good, value: '8%' })
    expect(amended.ok ? [] : amended.errors).toEqual([{ field: 'value', message: '应为四位小数的比例，如 "0.0800"' }])
  })
})

describe('amendments kept elsewhere', () => {
  it('hold before the rows they are laid over, the last before the first', () => {
    const base = [waiting('320000', undefined, 3), waiting(NATION, undefined, 6)]
    const merged = mergeRows(base, [waiting('320000', undefined, 4), waiting('320000', undefined, 5)])
    expect(merged.map((row) => row.value)).toEqual([5, 6])
    expect(mergeRows(base, [])).toEqual(base)
  })
})

describe('rows that a decision in an area could rest on', () => {
  const areas = ['130100', '130000', NATION, '130200', '110000']
  const date = fc.integer({ min: 0, max: 12 }).map((n) => day(`20${23 + Math.floor(n / 4)}-0${(n % 4) + 1}-01`))

  it('are those that some day finds, and no others', () => {
    const from = fc.option(date, { nil: undefined })
    const row = fc
      .tuple(fc.constantFrom(...areas), from, fc.nat(9))
      .map(([code, on, value]) => waiting(code, on, value))
    const rows = fc.uniqueArray(row, { selector: policyKey, maxLength: 12 })
    fc.assert(
      fc.property(rows, fc.constantFrom('130100', '110000'), (all, code) => {
        const days = ['1950-01-01', ...all.flatMap((one) => one.from ?? [])].map((on) => day(on))
        const found = days.flatMap((on) => {
          const looked = policyAt(all, bare('waiting_months'), place(code), on)
          return looked.found ? [policyKey(looked.row)] : []
        })
        const could = couldHold(all, bare('waiting_months'), place(code)).map(policyKey)
        expect(new Set(could)).toEqual(new Set(found))
        expect(could).toHaveLength(new Set(could).size)
      }),
    )
  })

  it('of one by year are hidden by a nearer row of that year alone', () => {
    const all = [premium(NATION, 2026, '400.00'), premium(NATION, 2027, '420.00'), premium('130000', 2027, '450.00')]
    const could = couldHold(all, bare('resident_premium'), place('130100'))
    expect(could.map(({ value }) => value)).toEqual(['450.00', '400.00'])
  })
})

describe('the check of a set of rows', () => {
  it('finds a row that stands twice, out of order, or is wrong', () => {
    const twice = [waiting('320000', undefined, 3), waiting('320000', undefined, 4)]
    expect(checkRows(bare('waiting_months'), twice).problems).toEqual(['waiting_months|320000|: twice'])
    const disordered = [waiting('320000', day('2026-01-01'), 3), waiting('320000', day('2025-01-01'), 4)]
    expect(checkRows(bare('waiting_months'), disordered).problems).toEqual([
      'waiting_months|320000|2025-01-01: stands after a later date',
    ])
    expect(checkRows(bare('waiting_months'), [waiting('320100', undefined, -1)]).problems).toHaveLength(1)
    expect(checkRows(bare('waiting_months'), [waiting('320102', undefined, 1)]).problems).toEqual([
      'waiting_months|320102|: admdvs: not a pooling area',
    ])
  })

  it('names the years a parameter by year leaves open', () => {
    const rows = [premium(NATION, 2023, '1.00'), premium(NATION, 2026, '1.00'), premium('530000', 2024, '1.00')]
    expect(checkRows(bare('resident_premium'), rows)).toEqual({
      problems: [],
      gaps: [2024, 2025].map((year) => ({ name: 'resident_premium', admdvs: NATION, year })),
    })
  })
})

describe('a period that comes every year', () => {
  it('holds both its ends', () => {
    const period = { from: '09-01', to: '12-31' }
    expect(['2026-08-31', '2026-09-01', '2026-12-31', '2027-01-01'].map((d) => inYearlyPeriod(period, day(d)))).toEqual(
      [false, true, true, false],
    )
  })

  it('may reach over the new year, and to the leap day', () => {
    const period = { from: '10-01', to: '02-28' }
    expect(
      ['2026-09-30', '2026-12-31', '2027-01-01', '2028-02-29', '2028-03-01'].map((d) => inYearlyPeriod(period, day(d))),
    ).toEqual([false, true, true, true, false])
  })
})
