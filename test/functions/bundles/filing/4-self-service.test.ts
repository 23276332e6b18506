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
  lastFiling,
  openFiling,
} from '../../../../functions/bundles/filing/rules/self-service.ts'
import { filingView } from '../../../../functions/bundles/filing/rules/view.ts'
import { addDays, day, daysFrom, instant } from '../../../../shared/calendar/index.ts'
import { type Admdvs, NATION } from '../../../../shared/codes/index.ts'
import { fen } from '../../../../shared/money/index.ts'
import type { PolicyRow } from '../../../../shared/policy/index.ts'
import type { Apply } from '../../../../shared/registers/applying.ts'
import { type PersonFile, put } from '../../../../shared/registers/file.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { restAfter } from '../../../../shared/registers/rest.ts'
import type { Filing, Visit } from '../../../../shared/registers/rows.ts'
import { fileWith, pid } from '../../../support/files.ts'
import { lastDayOf } from './model.ts'
import { lookIn, visitRow } from './scene.ts'

const today = '2023-09-01'
const live = () => ({ accepts_account_transfer: true, bundlesLive: true })
const at = (on = today, rows: readonly PolicyRow[] = []) =>
  ({
    now: instant(`${on}T10:00:00+08:00`),
    today: day(on),
    look: { policy: lookIn(rows), rest: { after: restAfter }, setting: live },
  }) as unknown as At

type Kind = Filing['kind']
interface Wanted {
  kind?: Kind
  to_admdvs?: string
  from?: string
  to?: string
}

function open(
  file: PersonFile,
  { kind = 'long-term', to_admdvs = '310000', from = today, to }: Wanted,
  on = today,
  rows: readonly PolicyRow[] = [],
) {
  const form = {
    kind,
    to_admdvs: to_admdvs as Admdvs,
    from: day(from),
    commitment: true,
    ...(to ? { to: day(to) } : {}),
  }
  return openFiling(form)(file, at(on, rows))
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
  test.each(['temporary', 'referral'] as const)('%s lasts six months unless it ends before', (kind) => {
    expect(made({ kind }).to).toBe('2024-02-29')
    expect(made({ kind, to: '2024-02-29' }).to).toBe('2024-02-29')
    expect(made({ kind, to: today }).to).toBe(today)
    const tooLong = refusal(open(mine, { kind, to: '2024-03-01' }))
    expect(tooLong).toMatchObject({ status: 400, field: 'to' })
    expect(tooLong.detail).toContain('最长6个月，最晚可以填2024年2月29日')
  })
  test.each([
    ['2026-05-20', '2026-11-19'],
    ['2026-08-31', '2027-02-27'],
    ['2026-08-30', '2027-02-27'],
    ['2026-08-29', '2027-02-27'],
    ['2026-08-28', '2027-02-27'],
    ['2026-09-01', '2027-02-28'],
    ['2027-08-31', '2028-02-28'],
    ['2026-03-31', '2026-09-29'],
    ['2026-07-01', '2026-12-31'],
  ])('six months from %s end on %s', (from, to) => {
    expect(lastFiling(done(mine, open(mine, { kind: 'temporary', from }, from)))!.to).toBe(to)
    expect(refusal(open(mine, { kind: 'referral', from, to: addDays(day(to), 1) }, from)).field).toBe('to')
  })
  test('as many months as the insured place has on the first day', () => {
    const moving = fileWith([
      { area: '530100', to: '2023-09-10' },
      { area: '320100', from: '2023-09-11', to: '2023-10-10' },
    ])
    const row = (admdvs: string, from: string, value: number) =>
      ({
        name: 'temporary_filing_months',
        admdvs,
        from,
        value,
        standing: 'set',
        source: '测试',
      }) as unknown as PolicyRow
    const rows = [row('530100', '2023-09-05', 12), row('320000', '2023-01-01', 3), row(NATION, '2023-10-15', 9)]
    const end = (from: string) => lastFiling(done(mine, open(moving, { kind: 'temporary', from }, today, rows)))!.to
    expect(end('2023-09-04')).toBe('2024-03-03')
    expect(end('2023-09-05')).toBe('2024-09-04')
    expect(end('2023-09-11')).toBe('2023-12-10')
    expect(end('2023-10-12')).toBe('2024-04-11')
    expect(end('2023-10-15')).toBe('2024-07-14')
  })
  test('is what the rule says, whatever day and number of months', () => {
    const days = fc.integer({ min: 0, max: 1500 }).map((n) => addDays(day('2023-01-01'), n))
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 120 }), (from, value) => {
        const rows = [
          { name: 'temporary_filing_months', admdvs: NATION, value, source: '测试' } as unknown as PolicyRow,
        ]
        const made = lastFiling(done(mine, open(mine, { kind: 'referral', from }, from, rows)))!
        expect(made.to).toBe(lastDayOf(from, value))
      }),
    )
  })
  test('has to be said by the person where no row says it', () => {
    const none = { ...at(), look: { ...at().look, policy: () => ({ found: false }) } } as unknown as At
    const form = { kind: 'temporary' as const, to_admdvs: '310000' as Admdvs, from: day(today), commitment: true }
    expect(refusal(openFiling(form)(mine, none))).toMatchObject({ status: 400, field: 'to' })
    expect(openFiling({ ...form, to: day('2023-12-31') })(mine, none)).toHaveProperty('ok')
    expect(openFiling({ ...form, kind: 'long-term' })(mine, none)).toHaveProperty('ok')
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
    expect(filingView(again, lastFiling(again)!, day(today)).status).toBe('active')
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
  test('is the province where they are one, and the pooling area of whatever code was given', () => {
    const hainan = fileWith([{ area: '460000' }])
    const to_admdvs = filingForm.parse({
      kind: 'long-term',
      to_admdvs: '460105',
      from: today,
      commitment: true,
    }).to_admdvs
    expect(refusal(open(hainan, { to_admdvs }))).toMatchObject({ status: 400, field: 'to_admdvs' })
    const baoding = fileWith([{ area: '130600' }])
    expect(open(baoding, { to_admdvs: '133100' })).toHaveProperty('ok')
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

describe('visits settled at the own cost before the filing was made', () => {
  const settled = (on: string, area: string, fund: number, more: Partial<Visit> & { ends?: string } = {}): Visit => {
    const { ends = `${on}T18:00:00+08:00`, ...rest } = more
    const row = visitRow({ on, in: area, mdtrt_id: `M${on.slice(5)}` })
    const sums = { medfee_sumamt: fen(1000), fund_pay_sumamt: fen(fund) }
    return { ...row, settled: { setl_id: 'S', endtime: instant(ends), ...sums, time: instant(ends) }, ...rest }
  }
  const decision = (kind: string) => ({ decision: { decision: kind } })
  const filed = (visits: readonly Visit[], wanted: Wanted) => {
    const before = mine.with(visits.map((visit) => put('visit', visit)))
    const after = done(before, open(before, wanted))
    expect(after.all('visit')).toEqual(before.all('visit'))
    return filingView(after, lastFiling(after)!, day(today))
  }

  test('keep their decision, and are listed with what to do', () => {
    const visits = [
      settled('2023-08-25', '310000', 0, decision('refused')),
      settled('2023-08-20', '310000', 0, decision('required')),
    ]
    const view = filed(visits, { from: '2023-08-20' })
    expect(view.claim_by_hand).toEqual(['M08-20', 'M08-25'])
    expect(view.message).toContain('2023年8月20日、2023年8月25日')
    expect(view.message).toContain('手工报销')
    expect(filed(visits, { from: '2023-08-21' }).claim_by_hand).toEqual(['M08-25'])
  })
  test('are those in the place it covers, the whole province if it is for one, but not those at home', () => {
    const there = [settled('2023-08-20', '320500', 0)]
    expect(filed(there, { from: '2023-08-01', to_admdvs: '320000' }).claim_by_hand).toEqual(['M08-20'])
    expect(filed(there, { from: '2023-08-01', to_admdvs: '320100' })).not.toHaveProperty('claim_by_hand')
    const home = [settled('2023-08-20', '530100', 0, decision('local')), settled('2023-08-21', '530300', 0)]
    expect(filed(home, { from: '2023-08-01', to_admdvs: '530000' }).claim_by_hand).toEqual(['M08-21'])
  })
  test('are not those that the fund paid, that are not settled, or that begin after it ends', () => {
    const visits = [
      settled('2023-08-20', '310000', 1),
      visitRow({ on: '2023-08-21', in: '310000', mdtrt_id: 'open' }),
      settled('2023-08-22', '310000', 0),
    ]
    const view = filed(visits, { from: '2023-08-01', to: '2023-08-21', kind: 'temporary' })
    expect(view).not.toHaveProperty('claim_by_hand')
    expect(view).not.toHaveProperty('message')
  })
  test('are the same whichever was reported first, and none that was settled under it', () => {
    const after = done(mine, open(mine, { from: '2023-08-01' }))
    const told = after.with(
      [
        settled('2023-08-20', '310000', 0, decision('on-file')),
        settled('2023-08-30', '310000', 0, { ...decision('on-file'), ends: `${today}T18:00:00+08:00` }),
        settled('2023-08-31', '310000', 0, { ...decision('required'), ends: `${today}T10:05:00+08:00` }),
      ].map((visit) => put('visit', visit)),
    )
    expect(filingView(told, lastFiling(told)!, day(today)).claim_by_hand).toEqual(['M08-20', 'M08-31'])
  })
  test('are named by their days, a few of them', () => {
    const visits = ['20', '21', '22', '23', '24', '25'].map((on) => settled(`2023-08-${on}`, '310000', 0))
    const view = filed(visits, { from: '2023-08-01' })
    expect(view.claim_by_hand).toHaveLength(6)
    expect(view.message).toContain('2023年8月24日等开始的就诊')
  })
})

describe('ending a filing', () => {
  const file = done(mine, open(mine, { from: '2023-08-01' }))
  const { filing_id } = lastFiling(file)!
  const ended = (on: string, before = file) =>
    done(before, endFiling(filing_id)(before, at(on))).one('filing', filing_id)!
  const view = (filing: Filing, on: string) => filingView(file, filing, day(on))

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
  test('begins to be over tomorrow: what is filed from today and ended today covers today', () => {
    const from = done(mine, open(mine, { from: today }))
    const filing = ended(today, from)
    expect(view(filing, today)).toMatchObject({ status: 'ended', from: today, to: today })
    expect(filingFor([filing], '310000' as Admdvs, day(today))).toBe(filing)
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
        if (a.kind !== 'long-term') expect(a.to! <= lastDayOf(a.from, 6)).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})
