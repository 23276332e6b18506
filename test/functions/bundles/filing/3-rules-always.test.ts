/** RULES.md 3: whatever the visit, the decision is the one that the model gives. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { circumstancesOf, decide } from '../../../../functions/bundles/filing/rules/decide.ts'
import { rules } from '../../../../functions/bundles/filing/rules/twelve.ts'
import { addDays, day } from '../../../../shared/calendar/index.ts'
import type { Filing } from '../../../../shared/registers/rows.ts'
import { pid, type RelationSpec } from '../../../support/files.ts'
import { naive, type Story } from './model.ts'
import { aRef, fileWithFilings, lookIn, now, visitRow } from './scene.ts'

// Taiyuan stands several times: most rules are its own.
const taiyuan = ['140100', '140100', '140100']
const prefectures = ['130100', '130600', '140200', '530100', '370200']
const areas = [...taiyuan, ...prefectures, '110000', '120000', '310000', '139900', '133100', '130181', '460000']
const places = [...areas, '130000', '140000', '370000', '530000', '410000', '419001']
const turning = ['2021-08-01', '2022-03-01', '2022-04-01', '2023-01-01', '2023-02-10', '2023-04-01', '2023-07-01']

/** Days, most of them next to a date on which a rule begins. */
const aroundTurning = fc
  .tuple(fc.constantFrom(...turning), fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -300, max: 300 })))
  .map(([date, off]) => addDays(day(date), off) as string)

const span = fc.tuple(aroundTurning, fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }))
const until = (from: string, length: number | undefined) =>
  length === undefined ? {} : { to: addDays(day(from), length) as string }

const relations = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...areas), fc.constantFrom('310', '390', '510')), {
    maxLength: 3,
    selector: (pair) => pair.join(),
  })
  .chain((keys) =>
    fc.tuple(
      ...keys.map(([area, insutype]) =>
        fc.tuple(span, fc.boolean(), fc.boolean(), fc.boolean()).map(([[from, length], old, student, early]) => ({
          area,
          insutype,
          type: insutype === '390' ? '15' : old ? '12' : '11',
          from: early ? '2015-01-01' : from,
          ...(early && length === undefined ? {} : until(from, length)),
          student,
        })),
      ),
    ),
  )
  // Two relations of a kind that begin on one day: the rules do not say which counts.
  .filter((list) => new Set(list.map((r) => `${r.insutype}${r.from}`)).size === list.length)

const filings = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('long-term' as const, 'referral' as const, 'temporary' as const),
      fc.constantFrom(...places),
      span,
    ),
    // One of a kind: the rules do not say which of two of a kind counts.
    { maxLength: 3, selector: ([kind]) => kind },
  )
  .map((list) =>
    list.map(([kind, place, [from, length]], index) => ({
      id: aRef(`f${index}`) as string,
      kind,
      place,
      from,
      ...until(from, length),
    })),
  )

/** Mostly this. */
const often = (value: boolean) => fc.constantFrom(value, value, value, !value)

const stories: fc.Arbitrary<Story> = fc
  .record({
    relations,
    filings,
    day: aroundTurning,
    area: fc.constantFrom(...areas),
    insuplc: fc.option(fc.constantFrom(...areas), { nil: undefined, freq: 2 }),
    med_type: fc.constantFrom('11', '13', '14', '21', '21', '21', '24', '41', '52', '1401', '2102', '2401', '9921'),
    emergency: often(false),
    enabled: often(true),
    acct_only: fc.boolean(),
  })
  .map(({ insuplc, ...rest }) => (insuplc === undefined ? rest : { ...rest, insuplc }))

function circumstancesFrom(story: Story) {
  const filed = story.filings.map(
    ({ id, place, ...f }) => ({ ...f, filing_id: id, to_admdvs: place, made_at: now }) as unknown as Filing,
  )
  const file = fileWithFilings(story.relations as RelationSpec[], filed)
  const { day: on, area, insuplc, enabled, ...said } = story
  const asked = visitRow({
    on,
    in: area,
    med_type: said.med_type,
    emergency: said.emergency,
    acct_only: said.acct_only,
    cross_region_enabled: enabled,
    ...(insuplc === undefined ? {} : { insuplc }),
  })
  return circumstancesOf(file, asked, lookIn([]))
}

test('every decision is the one that the text of the rules gives', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(stories, (story) => {
      const expected = naive(story)
      const made = decide(circumstancesFrom(story), { pid, now, asked_by: 'event' })
      seen.add(made.basis)
      expect({ decision: made.decision, basis: made.basis, rates: made.rates }).toEqual({
        decision: expected.decision,
        basis: expected.basis,
        rates: expected.rates,
      })
      expect(made.pay_ratio).toBe(expected.pay_ratio)
      expect(made.insuplc_admdvs).toBe(expected.insured)
      if (expected.basis === '10') expect(made.filing_id).toBe(expected.filing_id)
    }),
    { numRuns: 20_000, seed: 20230401 },
  )
  expect([...seen].sort((a, b) => Number(a) - Number(b))).toEqual(rules.map(({ no }) => String(no)))
})

test('the first rule that fits decides: no rule before it fits', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const circumstances = circumstancesFrom(story)
      const made = decide(circumstances, { pid, now, asked_by: 'event' })
      const fitting = rules.filter((rule) => rule.applies(circumstances)).map(({ no }) => no)
      expect(Number(made.basis)).toBe(Math.min(...fitting))
    }),
    { numRuns: 3_000 },
  )
})

test('every message is Chinese and names no number, name or institution', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const { message } = decide(circumstancesFrom(story), { pid, now, asked_by: 'desk' })
      expect(message).toMatch(/^[\u4e00-\u9fff0-9%.，。；、（）]+$/u)
      expect(message).toMatch(/。$/u)
    }),
    { numRuns: 2_000 },
  )
})
