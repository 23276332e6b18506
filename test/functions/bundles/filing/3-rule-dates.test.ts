/** RULES.md 3: the examples, and each rule on the day before it holds and on its first day. */
import { expect, test } from 'vitest'
import { addDays, day } from '../../../../shared/calendar/index.ts'
import type { RelationSpec } from '../../../support/files.ts'
import { decisionOf, type Expected, filing, full, inHebei, inTaiyuan, none, reduced, type VisitSpec } from './scene.ts'

type Row = [
  words: string,
  relations: RelationSpec[],
  visit: VisitSpec,
  expected: Expected,
  filings?: ReturnType<typeof filing>[],
]

const retiredInTaiyuan: RelationSpec[] = [{ area: '140100', type: '12' }]
const residentInTaiyuan: RelationSpec[] = [{ area: '140100', insutype: '390' }]
const temporary = filing({ kind: 'temporary', to_admdvs: '110000', from: '2023-08-01', to: '2024-01-30' })

const examples: Row[] = [
  [
    'insured 130100, inpatient in 110000 on 2023-02-10',
    inHebei,
    { in: '110000', on: '2023-02-10', med_type: '21' },
    full('deemed', 5),
  ],
  [
    'insured 110000, outpatient in 130600 on 2023-03-31',
    [{ area: '110000' }],
    { in: '130600', on: '2023-03-31' },
    none('required', 12),
  ],
  [
    'insured 110000, outpatient in 130600 on 2023-04-01',
    [{ area: '110000' }],
    { in: '130600', on: '2023-04-01' },
    full('deemed', 5),
  ],
  [
    'insured 120000, chronic disease in 130400, institution not enabled',
    [{ area: '120000' }],
    { in: '130400', on: '2026-05-01', med_type: '14', cross_region_enabled: false },
    none('refused', 4),
  ],
  [
    'insured 140100 in service, inpatient in 110000, no filing',
    inTaiyuan,
    { in: '110000', on: '2023-09-01', med_type: '21' },
    reduced('automatic', 11, '0.72'),
  ],
  [
    'the same, retired',
    retiredInTaiyuan,
    { in: '110000', on: '2023-09-01', med_type: '21' },
    reduced('automatic', 11, '0.81'),
  ],
  [
    'the same, resident',
    residentInTaiyuan,
    { in: '110000', on: '2023-09-01', med_type: '21' },
    reduced('automatic', 11, '0.50'),
  ],
  [
    'the same, emergency',
    inTaiyuan,
    { in: '110000', on: '2023-09-01', med_type: '21', emergency: true },
    full('deemed', 9),
  ],
  [
    'the same, with a temporary filing',
    inTaiyuan,
    { in: '110000', on: '2023-09-01', med_type: '21' },
    reduced('on-file', 10, '0.72'),
    [temporary],
  ],
  [
    'insured 530100, outpatient in 310000, no filing',
    [{ area: '530100' }],
    { in: '310000', on: '2023-09-01' },
    none('required', 12),
  ],
  [
    'relation paused the day before',
    [{ area: '130100', to: '2023-02-09' }],
    { in: '110000', on: '2023-02-10', med_type: '21' },
    none('refused', 1),
  ],
]

test.each(examples)('example of the rules: %s', (_words, relations, asked, expected, filings = []) => {
  expect(decisionOf(relations, asked, { filings })).toMatchObject(expected)
})

/** Every rule and date: the situation, the date it begins, what holds the day before and from the day itself. */
const student: RelationSpec[] = [{ area: '140100', insutype: '390', student: true }]
const dated: [
  words: string,
  relations: RelationSpec[],
  visit: Omit<VisitSpec, 'on'>,
  from: string,
  before: Expected,
  then: Expected,
][] = [
  [
    '3 account only',
    inTaiyuan,
    { in: '110000', acct_only: true },
    '2022-03-01',
    none('required', 12),
    full('not-required', 3),
  ],
  [
    '5 Hebei to Beijing',
    inHebei,
    { in: '110000', med_type: '21' },
    '2023-02-10',
    none('required', 12),
    full('deemed', 5),
  ],
  [
    '5 Hebei to Tianjin',
    inHebei,
    { in: '120000', med_type: '11' },
    '2023-02-10',
    none('required', 12),
    full('deemed', 5),
  ],
  [
    '5 Beijing to Hebei',
    [{ area: '110000' }],
    { in: '130600', med_type: '52' },
    '2023-04-01',
    none('required', 12),
    full('deemed', 5),
  ],
  [
    '5 Beijing to Tianjin',
    [{ area: '110000' }],
    { in: '120000', med_type: '41' },
    '2023-04-01',
    none('required', 12),
    full('deemed', 5),
  ],
  [
    '5 Tianjin to Hebei',
    [{ area: '120000' }],
    { in: '139900', med_type: '14' },
    '2023-04-01',
    none('required', 12),
    full('deemed', 5),
  ],
  [
    '5 Tianjin to Beijing',
    [{ area: '120000' }],
    { in: '110000' },
    '2023-04-01',
    none('required', 12),
    full('deemed', 5),
  ],
  [
    '5 Hebei, provincial level, to Beijing',
    [{ area: '139900' }],
    { in: '110000' },
    '2023-02-10',
    none('required', 12),
    full('deemed', 5),
  ],
  [
    '6 Taiyuan in its province',
    inTaiyuan,
    { in: '140200' },
    '2021-08-01',
    none('required', 12),
    full('not-required', 6),
  ],
  [
    '6 chronic disease in its province',
    inTaiyuan,
    { in: '140200', med_type: '14' },
    '2022-04-01',
    none('required', 12),
    full('not-required', 6),
  ],
  ['7 Hebei in its province', inHebei, { in: '130600' }, '2023-04-01', none('required', 12), full('not-required', 7)],
  [
    '7 provincial level in a prefecture',
    [{ area: '139900' }],
    { in: '130100' },
    '2023-04-01',
    none('required', 12),
    full('not-required', 7),
  ],
  ['8 resident student', student, { in: '110000' }, '2023-07-01', none('required', 12), full('not-required', 8)],
  [
    '9 emergency said',
    [{ area: '530100' }],
    { in: '310000', emergency: true },
    '2023-01-01',
    none('required', 12),
    full('deemed', 9),
  ],
  [
    '9 emergency outpatient',
    [{ area: '530100' }],
    { in: '310000', med_type: '13' },
    '2023-01-01',
    none('required', 12),
    full('deemed', 9),
  ],
  [
    '9 emergency to inpatient',
    [{ area: '530100' }],
    { in: '310000', med_type: '24' },
    '2023-01-01',
    none('required', 12),
    full('deemed', 9),
  ],
  [
    '11 automatic',
    inTaiyuan,
    { in: '110000', med_type: '21' },
    '2023-07-01',
    none('required', 12),
    reduced('automatic', 11, '0.72'),
  ],
]

test.each(dated)('rule %s: not the day before, but from its day', (_words, relations, asked, from, before, then) => {
  const at = (on: string) => decisionOf(relations, { ...asked, on })
  expect(at(addDays(day(from), -1))).toMatchObject(before)
  expect(at(from)).toMatchObject(then)
  expect(at(addDays(day(from), 1))).toMatchObject(then)
})
