import fc from 'fast-check'
import { expect, test } from 'vitest'
import { errorsOf } from '../../../events/parse.ts'
import { visit, visitAdmitted } from '../../../events/subjects/visit.ts'
import { readVisit } from '../../../functions/desk/visit.ts'
import { certnoOf } from '../../support/people.ts'

const good = {
  mdtrt_id: fc.constantFrom('M1', 'x'.repeat(64)),
  fixmedins_code: fc.constantFrom('H11010100001', 'p130102'),
  mdtrtarea_admvs: fc.constantFrom('110101', '110105', '110000', '130102'),
  psn_no: fc.constantFrom('P1', '13000000000000100001'),
  psn_cert_type: fc.constantFrom('01', '02'),
  certno: fc.constantFrom(certnoOf(1), certnoOf(2).toLowerCase(), certnoOf(36).toLowerCase(), 'E12345678'),
  insuplc_admdvs: fc.constantFrom('130102', '310115'),
  med_type: fc.constantFrom('11', '13', '14', '21', '24', '41', '52'),
  begntime: fc.constantFrom(
    '2026-05-01T09:00:00+08:00',
    '2026-05-01T01:00:00Z',
    '2026-05-01',
    '2026-05-01 09:00:00',
    '1900-01-01',
    '1899-12-31',
    '2999-12-31T23:59:59+08:00',
    '3000-01-01T00:00:00+08:00',
  ),
  emergency: fc.boolean(),
  cross_region_enabled: fc.boolean(),
  acct_only: fc.boolean(),
}

const bad = fc.constantFrom<unknown>(
  0,
  1.5,
  true,
  'no way',
  '999999',
  '11',
  ' 1',
  '2026-02-30',
  '2026-05-01T25:00:00Z',
  [],
  {},
  ['11'],
  'é'.repeat(65),
)
const broken = Object.fromEntries(
  Object.entries(good).map(([name, value]) => [
    name,
    fc.oneof({ arbitrary: value as fc.Arbitrary<unknown>, weight: 12 }, { arbitrary: bad, weight: 1 }),
  ]),
)

test('reads a visit exactly as the schema of visit.admitted does: the same values, the same faults in the same words', () => {
  let accepted = 0
  const any = fc.record(broken, {
    requiredKeys: ['mdtrt_id', 'fixmedins_code', 'mdtrtarea_admvs', 'med_type', 'begntime'],
  })
  fc.assert(
    fc.property(any, (body) => {
      const expected = visit.safeParse(body)
      const read = readVisit(body)
      if (read.ok) accepted += 1
      expect(read.ok).toBe(expected.success)
      if (read.ok) {
        expect(read.visit).toEqual(expected.data)
        return
      }
      // Of several faults the schema may see one more in the same field, or none that lies in two fields.
      const faults = errorsOf(expected.error!)
      expect(faults).toEqual(expect.arrayContaining(read.errors))
      if (faults.length === 1) expect(read.errors).toEqual(faults)
    }),
    { numRuns: 6000 },
  )
  expect(accepted).toBeGreaterThan(600)
})

test('reads the example of the catalogue', () => {
  expect(readVisit(visitAdmitted.example)).toEqual({ ok: true, visit: visit.parse(visitAdmitted.example) })
})

test('every missing field is named', () => {
  const read = readVisit({})
  expect(read.ok ? [] : read.errors.map(({ field }) => field)).toEqual(
    errorsOf(visit.safeParse({}).error!).map(({ field }) => field),
  )
})

test('null and empty text are read as not given, as in every message of a partner', () => {
  expect(readVisit({ ...visitAdmitted.example, certno: null, insuplc_admdvs: '' })).toMatchObject({ ok: true })
})

test.each([undefined, null, 'text', 7, [], [visitAdmitted.example]])('%j is no visit', (body) => {
  expect(readVisit(body)).toMatchObject({ ok: false, errors: [{ field: 'body' }] })
})
