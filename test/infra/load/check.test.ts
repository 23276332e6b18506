/** What is wrong with the files of a former system is said line by line, and nothing is written. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvReader } from '../../../infra/load/files/csv.ts'
import { Partitions, partOf } from '../../../infra/load/partitions.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { csvOf } from '../../support/province.ts'
import { makeStack, testKeys } from '../../support/stack.ts'
import { directory, loading, provinceOf, until } from './support.ts'

const stack = await makeStack({ now: `${until}T08:00:00+08:00` })
const province = provinceOf(60)

describe('load check', () => {
  it('finds nothing wrong with a province, in either format, and keeps nothing', async () => {
    for (const format of ['ndjson', 'csv'] as const) {
      const load = loading(stack)
      const before = stack.table.items.size
      const ran = await load.run(['check', ...load.files(province, format)])
      expect(ran).toMatchObject({ code: 0, found: [] })
      expect(ran.out).toContain(`persons ${province.rows.persons.length}`)
      expect(existsSync(load.work)).toBe(false)
      expect(stack.table.items.size).toBe(before)
    }
  })

  const person = province.rows.persons[0]!
  const other = province.rows.persons[1]!
  const own = { psn_no: person.psn_no, insu_admdvs: '130100', insutype: '310' }
  const period = { ...own, psn_type: '11', psn_insu_date: '2020-01-01', paus_insu_date: '2020-12-31' }
  const paid = { base: '5000.00', amt_psn: '100.00', amt_emp: '400.00' }
  const run = { ...own, accrym_begn: '202001', accrym_end: '202006', ...paid }
  const retired = { ...own, retr_date: '2020-06-01' }
  const right = { ...own, kind: 'retiree', from: '2020-06-01' }
  const filing = { psn_no: person.psn_no, kind: 'long-term', to_admdvs: '110000', from: '2025-01-01' }

  it.each<[string, Parameters<ReturnType<typeof loading>['rows']>[0], [string, number, string][]]>([
    ['a number that is none', { persons: [{ ...person, certno: '130102198803141239' }] }, [['persons', 1, '校验位']]],
    ['a missing field', { persons: [{ ...person, brdy: undefined }] }, [['persons', 1, '缺少出生日期']]],
    ['a person twice', { persons: [person, person] }, [['persons', 2, '这个人已经有了']]],
    [
      'two persons with one number',
      { persons: [person, { ...other, certno: person.certno }] },
      [
        ['persons', 1, '证件号码和第 2 行的人相同'],
        ['persons', 2, '证件号码和第 1 行的人相同'],
      ],
    ],
    ['a line of nobody', { relations: [period] }, [['relations', 1, '没有这个人的人员登记']]],
    [
      'an area that is none',
      { persons: [person], relations: [{ ...period, insu_admdvs: '990100' }] },
      [['relations', 1, '行政区划']],
    ],
    [
      'periods that overlap',
      {
        persons: [person],
        relations: [{ ...period, psn_insu_date: '2020-12-31', paus_insu_date: '2021-02-01' }, period],
      },
      [['relations', 1, '参保期和relations.ndjson 第 2 行重复或重叠']],
    ],
    [
      'a period that goes on, and another',
      {
        persons: [person],
        relations: [
          { ...period, paus_insu_date: undefined },
          { ...period, psn_insu_date: '2022-01-01', paus_insu_date: '2022-02-01' },
        ],
      },
      [['relations', 2, '重叠']],
    ],
    [
      'a pause before its beginning',
      { persons: [person], relations: [{ ...period, paus_insu_date: '2019-01-01' }] },
      [['relations', 1, '不能早于参保日期']],
    ],
    [
      'what is no history',
      { persons: [person], relations: [{ ...period, psn_insu_date: until, paus_insu_date: undefined }] },
      [['relations', 1, '不是历史']],
    ],
    [
      'months twice',
      { persons: [person], relations: [period], months: [run, { ...run, accrym_begn: '202006' }] },
      [['months', 2, '缴费月份和']],
    ],
    [
      'an account twice',
      {
        persons: [person],
        relations: [period],
        accounts: [
          { ...own, balance: '1.00' },
          { ...own, balance: '1.00' },
        ],
      },
      [['accounts', 2, '个人账户和']],
    ],
    [
      'a balance below zero',
      { persons: [person], accounts: [{ ...own, balance: '-1.00' }] },
      [['accounts', 1, '不能为负']],
    ],
    [
      'a right that ends before it begins',
      { persons: [person], entitlements: [{ ...right, to: '2020-01-01' }] },
      [['entitlements', 1, '终止日不能早于起始日']],
    ],
    [
      'a right that nobody gives',
      { persons: [person], entitlements: [{ ...right, kind: 'free-beer' }] },
      [['entitlements', 1, '待遇种类应为']],
    ],
    [
      'a filing without its end',
      { persons: [person], filings: [{ ...filing, kind: 'temporary' }] },
      [['filings', 1, '要有结束日期']],
    ],
    [
      'filings that overlap',
      { persons: [person], filings: [filing, { ...filing, from: '2025-05-01' }] },
      [['filings', 2, '备案时间和']],
    ],
    ['a retiree who never served', { persons: [person], retirees: [retired] }, [['retirees', 1, '没有职工医保关系']]],
    [
      'a retiree before serving',
      { persons: [person], relations: [period], retirees: [{ ...retired, retr_date: '2019-01-01' }] },
      [['retirees', 1, '早于在这个统筹区的参保日期']],
    ],
  ])('says of %s where it stands and why', async (_, rows, expected) => {
    const load = loading(stack)
    const ran = await load.run(['check', ...load.rows(rows)])
    expect(ran.code).toBe(1)
    const found = ran.found.filter(({ level }) => level === 'reject')
    expect(found).toHaveLength(expected.length)
    for (const [register, line, reason] of expected) {
      expect(found).toContainEqual(
        expect.objectContaining({
          file: `${register}.ndjson`,
          register,
          line,
          reason: expect.stringContaining(reason),
        }),
      )
    }
    // Who gave offence with one line is told of by it, and by nothing of theirs.
    const names = [person.certno, person.psn_name, person.tel].filter((said) =>
      JSON.stringify(ran.found).includes(said!),
    )
    expect(names).toEqual([])
  })

  it('says nothing of the lines of a person whose own line is refused: they wait for it', async () => {
    const load = loading(stack)
    const rows = { persons: [{ ...person, brdy: '1' }], relations: [period], months: [run] }
    const { found, out } = await load.run(['check', ...load.rows(rows)])
    expect(found.map(({ register }) => register)).toEqual(['persons'])
    expect(out).toContain('共 1 人，其中 1 人因有不合格的行整个不导入')
  })

  it('warns of what happens, and is worth a look', async () => {
    const load = loading(stack)
    const rows = {
      persons: [{ ...person, brdy: '1990-01-01' }],
      relations: [period],
      accounts: [{ ...own, insu_admdvs: '130200', balance: '1.00' }],
      months: [{ ...run, accrym_end: '202101' }],
    }
    const { code, found } = await load.run(['check', ...load.rows(rows)])
    expect(code).toBe(0)
    expect(found.map(({ level, register }) => `${level} ${register}`).sort()).toEqual([
      'warning accounts',
      'warning months',
      'warning persons',
    ])
  })

  it('counts lines that are none, and goes on', async () => {
    const load = loading(stack)
    const [path] = load.rows({ persons: [person] }) as [string]
    writeFileSync(path, `not json\n\n${readFileSync(path, 'utf8')}[]`)
    const { found, out } = await load.run(['check', path])
    expect(found.map(({ line, reason }) => [line, reason])).toEqual([
      [1, '不是合格的一行'],
      [4, '不是合格的一行'],
    ])
    expect(out).toContain('共 1 人')
  })

  it('names columns that it does not know', async () => {
    const load = loading(stack)
    const { out, code } = await load.run(['check', ...load.rows({ persons: [{ ...person, telephone: '1' }, other] })])
    expect([code, out]).toEqual([0, expect.stringContaining('没有用到的列（写错了吗？）：persons.telephone')])
  })

  it('each share finds what is its own, and together they find all once', async () => {
    const load = loading(stack)
    const rows = {
      ...province.rows,
      persons: province.rows.persons.map((one, n) => (n % 7 === 0 ? { ...one, gend: '3' } : one)),
    }
    const files = load.rows({ ...rows, relations: [...rows.relations, { psn_no: '' }] })
    const whole = await load.run(['check', ...files])
    const parts = [
      await load.run(['check', ...files, '--share', '1/3']),
      await load.run(['check', ...files, '--share', '2/3']),
      await load.run(['check', ...files, '--share', '3/3']),
    ]
    const sorted = (all: object[]) => all.map((one) => JSON.stringify(one)).sort()
    expect(sorted(parts.flatMap(({ found }) => found))).toEqual(sorted(whole.found))
    expect(whole.found.length).toBeGreaterThan(9)
  })

  it('reads packed files, and says what it cannot read', async () => {
    const load = loading(stack)
    const packed = join(load.dir, 'persons.csv.gz')
    writeFileSync(packed, gzipSync(csvOf([person])))
    expect(await load.run(['check', packed])).toMatchObject({ code: 0, found: [] })
    writeFileSync(packed, 'no gzip')
    expect(await load.run(['check', packed])).toMatchObject({ code: 2, err: expect.stringContaining('读不出') })
    expect(await load.run(['check', join(load.dir, 'keys.json')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('文件名应以'),
    })
    expect(await load.run(['check', join(load.dir, 'none.csv')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('没有这个文件'),
    })
    expect(await load.run(['nothing'])).toMatchObject({ code: 2, err: expect.stringContaining('用法') })
    expect(await load.run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('用法') })
  })
})

describe('what a load works with', () => {
  it('lies sealed, each where it belongs, and for nobody else to look at', () => {
    const dir = directory()
    const [one, other] = [
      new Partitions<string>(dir, 'persons', 8, testKeys),
      new Partitions<string>(dir, 'persons', 8, testKeys),
    ]
    const names = Array.from({ length: 50 }, (_, n) => `张${n}`)
    for (const name of names) one.add(partOf(pidOf(testKeys, name), 8), name)
    one.flush()
    expect(
      Array.from({ length: 8 }, (_, part) => other.read(part))
        .flat()
        .sort(),
    ).toEqual(names.sort())
    for (const file of readdirSync(dir)) {
      expect(readFileSync(join(dir, file)).includes('张')).toBe(false)
      expect(statSync(join(dir, file)).mode & 0o077).toBe(0)
    }
  })

  it('CSV is read as it was written, wherever the pieces are cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '张', '𠮷', '"', ',', '\n', ' ') })
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 7 }),
        (rows, cut) => {
          const text = `\ufeff${rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n')}`
          const letters = [...text]
          const reader = new CsvReader()
          const read = []
          for (let at = 0; at < letters.length; at += cut)
            read.push(...reader.push(letters.slice(at, at + cut).join('')))
          read.push(...reader.end())
          expect(read.map(({ fields }) => fields)).toEqual(rows)
        },
      ),
    )
  })
})
