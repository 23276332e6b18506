/** RULES.md 1.1, 1.3, 1.4, 2.1: which relations concern a transfer, by the rules themselves. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { transferChain } from '../../../../functions/bundles/transfer/chain.ts'
import {
  type Earlier,
  earlierThan,
  isRevoked,
  lastDayIn,
  originAmong,
  targetOf,
  targets,
  transfersConcerned,
} from '../../../../functions/bundles/transfer/rules/candidates.ts'
import { addDays, day, instant } from '../../../../shared/calendar/index.ts'
import { fen } from '../../../../shared/money/index.ts'
import { type Change, type PersonFile, put } from '../../../../shared/registers/file.ts'
import { accountIn } from '../../../../shared/registers/ledger.ts'
import type { CaseRow, Relation } from '../../../../shared/registers/rows.ts'
import { reportsIn, walk } from '../../../simulator/model/stays.ts'
import { fileWith, type RelationSpec, relation } from '../../../support/files.ts'
import { earlierAmong, originAmong as originByModel } from './model.ts'
import { A, B, C, D } from './scene.ts'

const on = day('2026-03-02')
const atB: RelationSpec = { area: B, from: on }

describe('B', () => {
  const areas = (file: PersonFile, today: string) => targets(file, day(today)).map((one) => one.relation.insu_admdvs)

  it.each([
    ['in service', { area: B, from: '2026-03-02' }, '2026-03-02', true],
    ['from a day still to come', { area: B, from: '2026-05-01' }, '2026-03-02', true],
    ['on its last day', { area: B, from: '2026-03-02', to: '2026-03-20' }, '2026-03-20', true],
    ['on the day after', { area: B, from: '2026-03-02', to: '2026-03-20' }, '2026-03-21', false],
    ['a single day', { area: B, from: '2026-03-02', to: '2026-03-02' }, '2026-03-02', true],
    ['a retiree', { area: B, from: '2026-03-02', type: '12' }, '2026-03-02', false],
    ['a resident', { area: B, from: '2026-03-02', insutype: '390' }, '2026-03-02', false],
  ] as const)('%s', (_what, spec, today, is) => {
    expect(areas(fileWith([spec]), today)).toEqual(is ? [B] : [])
  })

  it('is the latest period alone', () => {
    const file = fileWith([], [relation({ area: B, from: '2020-01-01', to: '2021-12-31' }, { from: '2026-03-02' })])
    expect(targets(file, on).map(({ period }) => period.from)).toEqual([on])
    expect(targetOf(file, B, day('2020-01-01'), on)).toBeUndefined()
    expect(targetOf(file, B, on, on)?.period.from).toBe(on)
  })

  it('which was revoked is not paused', () => {
    const paused = fileWith([{ ...atB, to: '2026-03-20' }])
    expect([isRevoked(paused, B, on), lastDayIn(paused, B, on)]).toEqual([false, '2026-03-20'])
    const row = paused.one('relation', `310#${B}`) as Relation
    const revocation = { psn_insu_date: on, time: instant('2026-03-05T09:00:00+08:00'), reason: '' }
    const revoked = paused.with([put('relation', { ...row, revocations: [revocation] })])
    expect([isRevoked(revoked, B, on), lastDayIn(revoked, B, on)]).toEqual([true, undefined])
    expect(isRevoked(fileWith([]), B, on)).toBe(true)
  })
})

/** A relation of A that a case has ended; `state` is what that case is about. */
function endedBy(state: object | undefined): Change[] {
  const { row } = relation({ area: A, from: '2019-03-01', to: '2026-01-31' })
  const termination = { from: day('2026-02-01'), period: day('2019-03-01'), by: 'TR' as CaseRow['case_id'] }
  const ended = put('relation', { ...(row as Relation), terminations: [termination] })
  const by = {
    case_id: 'TR' as CaseRow['case_id'],
    bundle: 'transfer',
    chain_version: transferChain.states.version,
    step: 'awaitApproval',
  }
  return state ? [ended, put('case', { ...by, state } as CaseRow)] : [ended]
}

describe('the earlier relations', () => {
  it.each([
    ['paused before', { area: A, from: '2019-03-01', to: '2026-01-31' }, true],
    ['still normal', { area: A, from: '2019-03-01' }, true],
    ['begun on the day before B', { area: A, from: '2026-03-01' }, true],
    ['begun on the day of B', { area: A, from: '2026-03-02' }, true],
    ['begun on the day after B', { area: A, from: '2026-03-03' }, false],
    ['paused after B began', { area: A, from: '2019-03-01', to: '2026-04-30' }, true],
    ['B itself', { area: B, from: '2019-03-01', to: '2026-01-31' }, false],
    ['of another province', { area: '110000', from: '2019-03-01', to: '2026-01-31' }, false],
    ['of a municipality beside', { area: '120000', from: '2019-03-01', to: '2026-01-31' }, false],
    ['a retiree’s', { area: A, from: '2019-03-01', to: '2026-01-31', type: '12' }, false],
    ['a resident’s', { area: A, from: '2019-03-01', to: '2026-01-31', insutype: '390' }, false],
    ['of maternity insurance', { area: A, from: '2019-03-01', to: '2026-01-31', insutype: '510' }, false],
  ] as const)('%s', (_what, spec, is) => {
    const found = earlierThan(fileWith([atB, spec].filter(({ area }, index) => area !== B || index > 0)), B, on)
    expect(found.map(({ admdvs }) => admdvs)).toEqual(is ? [A] : [])
  })

  it('are told with their latest period, and when its pause became known', () => {
    const file = fileWith(
      [atB],
      [relation({ area: A, from: '2010-01-01', to: '2015-12-31' }, { from: '2018-01-01', to: '2025-06-30' })],
    )
    expect(earlierThan(file, B, on)).toEqual([
      { admdvs: A, from: '2018-01-01', to: '2025-06-30', pauseKnownAt: '2015-01-01T00:00:00+08:00' },
    ])
  })

  it('whose latest period begins after B, though an earlier one did not, are none', () => {
    const file = fileWith([atB], [relation({ area: A, from: '2010-01-01', to: '2015-12-31' }, { from: '2026-03-03' })])
    expect(earlierThan(file, B, on)).toEqual([])
  })

  it.each([
    ['nobody knows', undefined, false],
    ['an earlier enrolment', { to: C, enrolledOn: '2026-02-01' }, false],
    ['a later enrolment, and nobody has decided', { to: C, enrolledOn: '2026-05-01' }, true],
    ['a later enrolment, and money has moved', { to: C, enrolledOn: '2026-05-01', decided: true }, false],
    ['a later enrolment, and a clerk has chosen', { to: C, enrolledOn: '2026-05-01', chosen: true }, false],
    ['one of the same day, of a smaller area code', { to: '130000', enrolledOn: '2026-03-02' }, false],
    ['one of the same day, of a greater area code', { to: C, enrolledOn: '2026-03-02' }, true],
  ] as const)('ended by a case of %s', (_what, state, is) => {
    const of = state && { openedOn: on, round: 0, moved: [], booked: {}, ...state }
    const found = earlierThan(fileWith([atB], endedBy(of)), B, on)
    expect(found.map(({ admdvs }) => admdvs)).toEqual(is ? [A] : [])
  })

  it('which this very case has ended count as before', () => {
    const found = earlierThan(fileWith([atB], endedBy({ to: C, enrolledOn: '2026-02-01' })), B, on, 'TR')
    expect(found.map(({ admdvs }) => admdvs)).toEqual([A])
  })
})

const earlier = (admdvs: Earlier['admdvs'], from: string, to?: string): Earlier => ({
  admdvs,
  from: day(from),
  ...(to ? { to: day(to) } : {}),
})

describe('A among them', () => {
  const latest = earlier(A, '2018-01-01', '2026-01-31')

  it.each([
    ['none at all', [], { none: true }],
    ['the only one', [latest], { found: latest }],
    ['the one paused a day later', [latest, earlier(C, '2019-01-01', '2026-01-30')], { found: latest }],
    [
      'paused on one day, the one begun a day later',
      [latest, earlier(C, '2017-12-31', '2026-01-31')],
      { found: latest },
    ],
    ['a paused one before a normal one begun later', [latest, earlier(C, '2025-01-01')], { found: latest }],
    ['one that is normal is waited for', [earlier(A, '2018-01-01')], { wait: [earlier(A, '2018-01-01')] }],
    [
      'so are two',
      [earlier(A, '2018-01-01'), earlier(C, '2019-01-01')],
      { wait: [earlier(A, '2018-01-01'), earlier(C, '2019-01-01')] },
    ],
    [
      'alike in both days: a clerk, of those two alone',
      [latest, earlier(C, '2018-01-01', '2026-01-31'), earlier(D, '2010-01-01', '2017-12-31')],
      { choose: [latest, earlier(C, '2018-01-01', '2026-01-31')] },
    ],
    [
      'alike, but neither is the latest',
      [earlier(C, '2010-01-01', '2015-12-31'), earlier(D, '2010-01-01', '2015-12-31'), latest],
      { found: latest },
    ],
  ] as const)('%s', (_what, given, origin) => {
    expect(originAmong(given)).toEqual(origin)
    const backwards = originAmong([...given].reverse())
    expect(Object.keys(backwards)).toEqual(Object.keys(origin))
    if ('found' in origin) expect(backwards).toEqual(origin)
  })
})

/** Periods of places around the day of B, many of them next to each other's ends. */
const someDay = fc
  .oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -900, max: 100 }))
  .map((days) => addDays(on, days))
const someRelation = (area: string) =>
  fc.record({
    area: fc.constant(area),
    from: someDay,
    length: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
    insutype: fc.constantFrom('310', '310', '310', '390' as const),
    type: fc.constantFrom('11', '11', '11', '12' as const),
  })
const someFile = fc
  .subarray([A, C, D, '130500', '110000'] as string[])
  .chain((areas) => fc.tuple(...areas.map(someRelation)))
  .map((all) =>
    all.map(({ length, from, ...one }): RelationSpec => {
      return { ...one, from, ...(length === undefined ? {} : { to: addDays(from, length) }) } as RelationSpec
    }),
  )

describe('whatever the relations', () => {
  it('the earlier ones and A are what the model says', () => {
    fc.assert(
      fc.property(someFile, (specs) => {
        const file = fileWith([atB, ...specs])
        const found = earlierThan(file, B, on)
        const employee = file.all('relation').filter(({ insutype }) => insutype === '310')
        const stays = new Map(employee.map((one) => [one.insu_admdvs as string, walk(reportsIn(one))]))
        const expected = earlierAmong(stays, [], B, on)
        expect(found.map(({ admdvs, from, to }) => [admdvs, from, to]).sort()).toEqual(
          expected.map(({ area, from, to }) => [area, from, to]).sort(),
        )
        const origin = originAmong(found)
        expect('found' in origin ? origin.found.admdvs : undefined).toBe(originByModel(expected))
      }),
    )
  })

  it('the order in which they are held makes no difference', () => {
    fc.assert(
      fc.property(someFile, fc.infiniteStream(fc.nat()), (specs, chance) => {
        const shuffled = specs
          .map((spec) => ({ spec, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ spec }) => spec)
        const of = (order: readonly RelationSpec[]) => {
          const origin = originAmong(earlierThan(fileWith([atB, ...order]), B, on))
          const several = 'choose' in origin ? origin.choose : 'wait' in origin ? origin.wait : []
          return {
            origin: 'found' in origin ? origin.found : Object.keys(origin),
            places: several.map((e) => e.admdvs).sort(),
          }
        }
        expect(of(shuffled)).toEqual(of(specs))
      }),
    )
  })

  it('one that begins after B, or in another province, never matters', () => {
    const beside = fc.constantFrom<RelationSpec>(
      { area: '130600', from: addDays(on, 1) },
      { area: '310000', from: '2010-01-01', to: addDays(on, -1) },
      { area: '130600', from: '2010-01-01', to: addDays(on, -1), insutype: '390' },
    )
    fc.assert(
      fc.property(someFile, beside, (specs, more) => {
        const of = (all: readonly RelationSpec[]) => originAmong(earlierThan(fileWith([atB, ...all]), B, on))
        expect(of([...specs, more])).toEqual(of(specs))
      }),
    )
  })
})

describe('transfers that a report is about', () => {
  const before = fileWith([
    { ...atB, to: '2026-05-31' },
    { area: A, from: '2019-03-01', to: '2026-01-31' },
  ])
  const account = (area: typeof A, balance: number) =>
    put('account', { ...accountIn(before, area), balance: fen(balance) })
  const both = [`${B}#2026-03-02`, `${A}#2019-03-01`]

  it('are all of them where it is not known what has changed', () => {
    expect(transfersConcerned(before, undefined).sort()).toEqual(both)
  })

  it.each([
    ['nothing', [], []],
    ['a place that was left gets money: all', [account(A, 100)], both],
    ['the relation of B: its own', [relation({ ...atB, to: '2026-06-30' })], [`${B}#2026-03-02`]],
    ['a relation that is new: its own', [relation({ area: C, from: '2026-06-01' })], [`${C}#2026-06-01`]],
  ] as const)('%s', (_what, changes, abouts) => {
    expect(transfersConcerned(before.with([...changes]), before).sort()).toEqual([...abouts])
  })

  it('are none where money comes to a place in which the person is insured', () => {
    const insured = fileWith([atB])
    const credited = insured.with([put('account', { ...accountIn(insured, B), balance: fen(100) })])
    expect(transfersConcerned(credited, insured)).toEqual([])
  })
})
