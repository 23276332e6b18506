/** RULES.md 1: which day and which relation a question is about. */
import { expect, test } from 'vitest'
import type { RelationSpec } from '../../../support/files.ts'
import { decisionOf, inHebei, type VisitSpec } from './scene.ts'

test('the day is that of the visit in business time, not that of the asking', () => {
  const lastMinute = decisionOf(inHebei, {
    in: '110000',
    on: '2023-02-09',
    begntime: '2023-02-09T23:59:59+08:00',
  } as VisitSpec)
  expect(lastMinute.basis).toBe('12')
})

test('insuplc_admdvs left out: the employee relation counts before the resident one', () => {
  const both: RelationSpec[] = [{ area: '140100', insutype: '390', from: '2020-01-01' }, { area: '130100' }]
  expect(decisionOf(both, { in: '130100', on: '2023-09-01' })).toMatchObject({ basis: '2', insuplc_admdvs: '130100' })
})

test('insuplc_admdvs left out: of several employee relations the latest begun counts', () => {
  const two: RelationSpec[] = [
    { area: '130100', from: '2018-01-01' },
    { area: '530100', from: '2020-01-01' },
  ]
  expect(decisionOf(two, { in: '310000', on: '2023-09-01' }).insuplc_admdvs).toBe('530100')
})

test('insuplc_admdvs given: the relation in that place counts', () => {
  const two: RelationSpec[] = [
    { area: '130100', from: '2018-01-01' },
    { area: '530100', from: '2020-01-01' },
  ]
  expect(decisionOf(two, { in: '310000', on: '2023-09-01', insuplc: '130100' }).insuplc_admdvs).toBe('130100')
})
