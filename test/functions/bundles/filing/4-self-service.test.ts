/** RULES.md 4: filing on commitment. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filingForm } from '../../../../functions/bundles/filing/form.ts'
import { filingFor, overlap } from '../../../../functions/bundles/filing/rules/cover.ts'
import { circumstancesOf, decide } from '../../../../functions/bundles/filing/rules/decide.ts'
import { withDecision } from '../../../../functions/bundles/filing/rules/decision.ts'
import {
  endFiling,
  filingsOf,
  filingView,
  lastFiling,
  openFiling,
} from '../../../../functions/bundles/filing/rules/self-service.ts'
import { addDays, day, daysFrom, instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { fen } from '../../../../shared/money/index.ts'
import type { Apply } from '../../../../shared/registers/applying.ts'
import { type PersonFile, put } from '../../../../shared/registers/file.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { restAfter } from '../../../../shared/registers/rest.ts'
import type { Filing, Visit } from '../../../../shared/registers/rows.ts'
import { fileWith, pid } from '../../../support/files.ts'
import { lookIn, visitRow } from './scene.ts'

const today = '2023-09-01'
const at = (on = today) =>
  ({
    now: instant(`${on}T10:00:00+08:00`),
    today: day(on),
    look: { policy: lookIn([]), rest: { after: restAfter } },
  }) as unknown as At

type Kind = Filing['kind']
interface Wanted {
  kind?: Kind
  to_admdvs?: string
  from?: string
  to?: string
}

function open(file: PersonFile, { kind = 'long-term', to_admdvs = '310000', from = today, to }: Wanted, on = today) {
  const form = {
    kind,
    to_admdvs: to_admdvs as Admdvs,
    from: day(from),
    commitment: true,
    ...(to ? { to: day(to) } : {}),
  }
  return openFiling(form)(file, at(on))
}

/** The file as the input leaves it. */
function done(file: PersonFile, result: ReturnType<Apply>): PersonFile {
  if (!('ok' in result)) throw new Error(JSON.stringify(result))
  return file.with(result.ok.change ?? [])
}

function refusal(result: ReturnType<Apply>) {
  if (!('refused' in result)) throw new Error('not refused')
  return result.refused
}

const mine = fileWith([{ area: '530100' }])

describe('the form', () => {
  const form = { kind: 'long-term', to_admdvs: '310115', from: today, commitment: true }
  test('is read with the place mapped to its pooling area; a province stays one', () => {
    expect(filingForm.parse(form).to_admdvs).toBe('310000')
    expect(filingForm.parse({ ...form, to_admdvs: '130000' }).to_admdvs).toBe('130000')
    expect(filingForm.parse({ ...form, to_admdvs: '130102' }).to_admdvs).toBe('130100')
  })
  test.each([
    ['commitment', { commitment: false }],
    ['commitment', { commitment: undefined }],
    ['commitment', { commitment: 'true' }],
    ['kind', { kind: 'holiday' }],
    ['to_admdvs', { to_admdvs: '999999' }],
    ['from', { from: '2023-02-30' }],
    ['to', { to: 'tomorrow' }],
  ])('is refused where %s is wrong', (field, wrong) => {
    const read = filingForm.safeParse({ ...form, ...wrong })
    expect(read.error?.issues.map(({ path }) => path.join('.'))).toEqual([field])
    expect(read.error?.issues[0]?.message).toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('how long a filing lasts', () => {
  const made = (wanted: Wanted) => lastFiling(done(mine, open(mine, wanted)))!

  test('long-term has no end unless given', () => {
    expect(made({})).not.toHaveProperty('to')
    expect(made({ to: '2030-12-31' }).to).toBe('2030-12-31')
  })
  test.each(['temporary', 'referral'] as const)('%s lasts 183 days unless it ends before', (kind) => {
    expect(made({ kind }).to).toBe('2024-03-01')
    expect(daysFrom(day(today), day('2024-03-01'))).toHaveLength(183)
    expect(made({ kind, to: '2024-03-01' }).to).toBe('2024-03-01')
    expect(made({ kind, to: today }).to).toBe(today)
    const tooLong = refusal(open(mine, { kind, to: '2024-03-02' }))
    expect(tooLong).toMatchObject({ status: 400, field: 'to' })
    expect(tooLong.detail).toContain('2024年3月1日')
  })
  test('it cannot end before it begins', () => {
    expect(refusal(open(mine, { to: '2023-08-31' }))).toMatchObject({ status: 400, field: 'to' })
  })
  test('it may begin 180 days back, not 181, and any day ahead', () => {
    expect(made({ from: addDays(day(today), -180) }).from).toBe('2023-03-05')
    expect(refusal(open(mine, { from: addDays(day(today), -181) }))).toMatchObject({ status: 400, field: 'from' })
    expect(made({ from: '2024-05-01' }).from).toBe('2024-05-01')
    expect(refusal(open(mine, { from: '9999-12-31', kind: 'temporary' }))).toMatchObject({ status: 400, field: 'from' })
  })
})

describe('a second filing', () => {
  const file = done(mine, open(mine, { kind: 'temporary', to: '2023-10-31' }))
  const first = lastFiling(file)!

  test('of the same kind and place that overlaps is refused, and the first one named', () => {
    for (const from of ['2023-08-01', today, '2023-10-31']) {
      const refused = refusal(open(file, { kind: 'temporary', from }))
      expect(refused).toMatchObject({ status: 409, code: 'filing-overlaps', more: { filing_id: first.filing_id } })
      expect(refused.detail).toContain(first.filing_id)
    }
  })
  test('that begins after the first one ends, or ends before it begins, is made', () => {
    expect(open(file, { kind: 'temporary', from: '2023-11-01' })).toHaveProperty('ok')
    expect(open(file, { kind: 'temporary', from: '2023-08-01', to: '2023-08-31' })).toHaveProperty('ok')
  })
  test('of another kind, or for another place, is made', () => {
    expect(open(file, { kind: 'long-term' })).toHaveProperty('ok')
    expect(open(file, { kind: 'temporary', to_admdvs: '320100' })).toHaveProperty('ok')
    const province = done(file, open(file, { kind: 'temporary', to_admdvs: '320000' }))
    expect(open(province, { kind: 'temporary', to_admdvs: '320100' })).toHaveProperty('ok')
  })
  test('of one that was ended is made on the same day', () => {
    const ended = done(file, endFiling(first.filing_id)(file, at()))
    const again = done(ended, open(ended, { kind: 'temporary' }))
    expect(filingsOf(again)).toHaveLength(2)
    expect(new Set(filingsOf(again).map((f) => f.filing_id)).size).toBe(2)
    expect(filingView('P', lastFiling(again)!, day(today)).status).toBe('active')
  })
  test('in a municipality: the area and the province are the same place', () => {
    expect(refusal(open(file, { kind: 'temporary', to_admdvs: '310000' }))).toMatchObject({ status: 409 })
  })
})

describe('the place one is insured in', () => {
  const moving = fileWith([
    { area: '530100', to: '2023-09-10' },
    { area: '310000', from: '2023-09-11' },
  ])
  test('on the first day needs no filing', () => {
    expect(refusal(open(mine, { to_admdvs: '530100' }))).toMatchObject({ status: 400, field: 'to_admdvs' })
    expect(refusal(open(moving, { from: '2023-09-11' }))).toMatchObject({ status: 400, field: 'to_admdvs' })
  })
  test('is not barred before, nor its province, which is more', () => {
    expect(open(moving, { from: '2023-09-10' })).toHaveProperty('ok')
    expect(open(mine, { to_admdvs: '530000' })).toHaveProperty('ok')
  })
})

describe('very many filings', () => {
  const many = (count: number, made: string, more: Partial<Filing> = {}) => {
    let file = mine
    for (let n = 0; n < count; n++) {
      const made_at = instant(`${made}T08:00:00+08:00`)
      const made_ = lastFiling(done(file, open(file, { from: addDays(day(made), 1), kind: 'temporary' }, made)))
      if (!made_) throw new Error('not made')
      const ended = { to: day(made), ended_at: made_at }
      file = file.with([put('filing', { ...made_, made_at, ...ended, ...more })])
    }
    return file
  }

  test('at one time are refused in plain words; one that is ended makes room', () => {
    let file = mine
    for (let n = 0; n < 50; n++) {
      const to_admdvs = `${33 + Math.floor(n / 10)}0${(n % 10) + 1}00`.replace('01000', '1000')
      file = done(file, open(file, { to_admdvs }))
    }
    const refused = refusal(open(file, { to_admdvs: '440300', kind: 'temporary' }))
    expect(refused).toMatchObject({ status: 409, code: 'too-many-filings' })
    const ended = done(file, endFiling(lastFiling(file)!.filing_id)(file, at()))
    expect(open(ended, { to_admdvs: '440300', kind: 'temporary' })).toHaveProperty('ok')
  })
  test('in a year are refused, made and ended again though they are', () => {
    expect(refusal(open(many(100, '2023-03-10'), {})).code).toBe('too-many-filings')
    expect(open(many(99, '2023-03-10'), {})).toHaveProperty('ok')
    expect(open(many(100, '2023-03-10'), { from: '2024-03-11' }, '2024-03-11')).toHaveProperty('ok')
  })
  test('are listed in milliseconds', () => {
    const made_at = instant('2020-03-10T08:00:00+08:00')
    const ids = many(40, '2020-03-10').all('filing')
    const rows = Array.from({ length: 25 }, (_, n) =>
      ids.map((one) => put('filing', { ...one, filing_id: `${one.filing_id}${n}` as Filing['filing_id'], made_at })),
    )
    const file = mine.with(rows.flat())
    const begun = performance.now()
    for (let n = 0; n < 10; n++) expect(filingsOf(file)).toHaveLength(1000)
    expect((performance.now() - begun) / 10).toBeLessThan(100)
  })
})

describe('a day settled at the own cost before', () => {
  const settled = (on: string, area: string, fund: number): Visit => ({
    ...visitRow({ on, in: area }),
    settled: {
      setl_id: 'S',
      endtime: instant(`${on}T18:00:00+08:00`),
      medfee_sumamt: fen(1000),
      fund_pay_sumamt: fen(fund),
      time: instant(`${on}T18:00:00+08:00`),
    },
  })
  const withVisit = (on: string, area: string, fund: number) => mine.with([put('visit', settled(on, area, fund))])

  test('bars a filing that begins that day or before, in a place that covers it', () => {
    const file = withVisit('2023-08-20', '310000', 0)
    for (const from of ['2023-08-01', '2023-08-20']) {
      expect(refusal(open(file, { from }))).toMatchObject({ status: 409, code: 'settled-before' })
    }
    expect(open(file, { from: '2023-08-21' })).toHaveProperty('ok')
    expect(open(file, { from: '2023-08-01', to_admdvs: '320100' })).toHaveProperty('ok')
  })
  test('bars a filing for the whole province, too', () => {
    const file = withVisit('2023-08-20', '320500', 0)
    expect(refusal(open(file, { from: '2023-08-01', to_admdvs: '320000' })).code).toBe('settled-before')
    expect(open(file, { from: '2023-08-01', to_admdvs: '320100' })).toHaveProperty('ok')
  })
  test('does not bar it where the fund paid, or nothing is settled yet', () => {
    expect(open(withVisit('2023-08-20', '310000', 1), { from: '2023-08-01' })).toHaveProperty('ok')
    const open_ = mine.with([put('visit', visitRow({ on: '2023-08-20', in: '310000' }))])
    expect(open(open_, { from: '2023-08-01' })).toHaveProperty('ok')
  })
})

describe('ending a filing', () => {
  const file = done(mine, open(mine, { from: '2023-08-01' }))
  const { filing_id } = lastFiling(file)!
  const ended = (on: string, before = file) =>
    done(before, endFiling(filing_id)(before, at(on))).one('filing', filing_id)!
  const view = (filing: Filing, on: string) => filingView('P', filing, day(on))

  test('answers ended and today, and today is still covered', () => {
    const filing = ended('2023-09-10')
    expect(view(filing, '2023-09-10')).toMatchObject({ status: 'ended', to: '2023-09-10' })
    const covered = (on: string) => filingFor([filing], '310000' as Admdvs, day(on)) !== undefined
    expect(['2023-07-31', '2023-08-01', '2023-09-10', '2023-09-11'].map(covered)).toEqual([false, true, true, false])
  })
  test('of one that begins later leaves nothing covered', () => {
    const later = done(mine, open(mine, { from: '2023-12-01' }))
    const id = lastFiling(later)!.filing_id
    const filing = done(later, endFiling(id)(later, at())).one('filing', id)!
    // It never covered a day.
    expect(view(filing, today)).toMatchObject({ status: 'ended', from: '2023-12-01', to: '2023-11-30' })
    expect(filingFor([filing], '310000' as Admdvs, day('2023-12-01'))).toBeUndefined()
    expect(filingFor([filing], '310000' as Admdvs, day(today))).toBeUndefined()
  })
  test('twice changes nothing the second time', () => {
    const once = done(file, endFiling(filing_id)(file, at('2023-09-10')))
    expect(endFiling(filing_id)(once, at('2023-09-20'))).toEqual({ ok: {} })
  })
  test('of one whose time is over does not make it longer', () => {
    const short = done(mine, open(mine, { kind: 'temporary', to: '2023-09-05' }))
    const id = lastFiling(short)!.filing_id
    expect(endFiling(id)(short, at('2023-09-06'))).toEqual({ ok: {} })
    expect(view(short.one('filing', id)!, '2023-09-05').status).toBe('active')
    expect(view(short.one('filing', id)!, '2023-09-06').status).toBe('ended')
  })
  test('of one that is not there is 404', () => {
    expect(refusal(endFiling('FLnobody')(file, at()))).toMatchObject({ status: 404 })
  })
  test('leaves decided visits as they were', () => {
    const asked = visitRow({ on: '2023-09-01', in: '310000' })
    const circumstances = circumstancesOf(file, asked, lookIn([]))
    const decided = withDecision(asked, decide(circumstances, { pid, now: at().now, asked_by: 'desk' }))
    const before = file.with([put('visit', decided)])
    const after = done(before, endFiling(filing_id)(before, at()))
    expect(after.all('visit')).toEqual([decided])
  })
})

describe('a filing and visits decided required', () => {
  const decidedVisit = (spec: Parameters<typeof visitRow>[0]) => {
    const asked = visitRow(spec)
    return withDecision(
      asked,
      decide(circumstancesOf(mine, asked, lookIn([])), { pid, now: at().now, asked_by: 'desk' }),
    )
  }
  const settledOn = { setl_id: 'S', endtime: at().now, medfee_sumamt: fen(1), fund_pay_sumamt: fen(1), time: at().now }

  test('turns those it covers and that are not discharged to on-file, and no others', () => {
    const visits = [
      decidedVisit({ on: '2023-08-30', in: '310000', mdtrt_id: 'covered' }),
      decidedVisit({ on: '2023-07-30', in: '310000', mdtrt_id: 'before' }),
      decidedVisit({ on: '2023-08-30', in: '320100', mdtrt_id: 'elsewhere' }),
      decidedVisit({ on: '2023-08-30', in: '310000', mdtrt_id: 'refused', cross_region_enabled: false }),
      { ...decidedVisit({ on: '2023-08-30', in: '310000', mdtrt_id: 'discharged' }), settled: settledOn },
    ]
    const file = mine.with(visits.map((v) => put('visit', v)))
    const after = done(file, open(file, { from: '2023-08-01' }))
    const kinds = Object.fromEntries(after.all('visit').map((v) => [v.mdtrt_id, v.decision?.decision]))
    expect(kinds).toEqual({
      covered: 'on-file',
      before: 'required',
      elsewhere: 'required',
      refused: 'refused',
      discharged: 'required',
    })
    const turned = after.all('visit').find((v) => v.mdtrt_id === 'covered')!
    expect(turned.decision).toMatchObject({ basis: '10', filing_id: lastFiling(after)!.filing_id, asked_by: 'desk' })
  })
})

test('nobody files for somebody who is not registered', () => {
  const nobody = fileWith([]).with([{ register: 'person', key: 'self', row: undefined }])
  expect(open(nobody, {})).toEqual({ needs: 'needs-person' })
})

test('two spans overlap if and only if they have a day in common', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }))
  const start = day('2023-01-01')
  const spanOf = ([from, length]: [number, number | undefined]) => ({
    from: addDays(start, from),
    ...(length === undefined ? {} : { to: addDays(start, from + length) }),
  })
  const days = (s: ReturnType<typeof spanOf>) => daysFrom(s.from, s.to ?? addDays(start, 200))
  fc.assert(
    fc.property(span, span, (a, b) => {
      const common = days(spanOf(a)).some((d) => days(spanOf(b)).includes(d))
      expect(overlap(spanOf(a), spanOf(b))).toBe(common)
      expect(overlap(spanOf(b), spanOf(a))).toBe(common)
    }),
  )
})

test('however filings are made and ended, no two active ones of a kind and place overlap', () => {
  const wanted = fc.record({
    kind: fc.constantFrom<Kind>('long-term', 'temporary', 'referral'),
    to_admdvs: fc.constantFrom('310000', '320000'),
    off: fc.integer({ min: -200, max: 300 }),
    length: fc.option(fc.integer({ min: -5, max: 200 }), { nil: undefined }),
    end: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(wanted, { maxLength: 12 }), (list) => {
      let file = mine
      for (const [i, w] of list.entries()) {
        const now = addDays(day(today), i)
        const from = addDays(now, w.off)
        const to = w.length === undefined ? {} : { to: addDays(from, w.length) }
        const result = open(file, { kind: w.kind, to_admdvs: w.to_admdvs, from, ...to }, now)
        if ('ok' in result) file = done(file, result)
        const last = lastFiling(file)
        if (w.end && last) file = done(file, endFiling(last.filing_id)(file, at(now)))
      }
      const active = file.all('filing').filter((f) => f.ended_at === undefined)
      for (const a of active) {
        for (const b of active) {
          if (a !== b && a.kind === b.kind && a.to_admdvs === b.to_admdvs) expect(overlap(a, b)).toBe(false)
        }
        if (a.kind !== 'long-term') expect(daysFrom(a.from, a.to!).length).toBeLessThanOrEqual(183)
      }
    }),
    { numRuns: 300 },
  )
})
