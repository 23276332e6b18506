import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type InboundType, inboundEvents } from '../../events/catalogue.ts'
import { type FieldError, parseEvent } from '../../events/parse.ts'
import { contract, eventOf, required, validEvent } from './contract.ts'

const types = Object.keys(contract) as InboundType[]

/** The example of a type with some fields changed (undefined takes one away). */
const example = (type: InboundType, change: Record<string, unknown> = {}) =>
  JSON.parse(JSON.stringify(eventOf(type, { ...(inboundEvents[type].example as object), ...change })))

function dataOf(type: InboundType, change: Record<string, unknown> = {}): Record<string, unknown> {
  const parsed = parseEvent(example(type, change))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return parsed.event.data
}

function errorsOf(raw: unknown): readonly FieldError[] {
  const parsed = parseEvent(raw)
  return parsed.ok ? [] : parsed.errors
}

const fieldsOf = (raw: unknown) => errorsOf(raw).map(({ field }) => field)

describe('what the contract lists passes, what it does not is refused by name', () => {
  test.each(types)('%s: every event made by the contract passes, as text and as JSON', (type) => {
    fc.assert(
      fc.property(validEvent(type), (event) => {
        const parsed = parseEvent(JSON.stringify(event))
        expect(parsed, JSON.stringify(parsed)).toMatchObject({
          ok: true,
          event: { type, id: event.id, source: event.source },
        })
        expect(parseEvent(event)).toEqual(parsed)
      }),
      { numRuns: 60 },
    )
  })

  test.each(types)('%s: without a required field it fails and that field is named', (type) => {
    const lost = fc.constantFrom(undefined, null, '')
    fc.assert(
      fc.property(validEvent(type), fc.constantFrom(...required(type)), lost, (event, field, nothing) => {
        const bare = Object.fromEntries(required(type).map((name) => [name, event.data[name]]))
        expect(fieldsOf({ ...event, data: { ...bare, [field]: nothing } })).toContain(`data.${field}`)
      }),
      { numRuns: 60 },
    )
  })

  test.each(types)('%s: a required field of the wrong kind fails and is named', (type) => {
    const wrong = fc.constantFrom<unknown>({ a: 1 }, [7], -1.5, ' \n ')
    fc.assert(
      fc.property(validEvent(type), fc.constantFrom(...required(type)), wrong, (event, field, value) => {
        const named = fieldsOf({ ...event, data: { ...event.data, [field]: value } })
        expect(named.some((name) => name.startsWith(`data.${field}`))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('any JSON and any text gets an answer, never an exception', () => {
    const anything = fc.oneof(fc.string(), fc.json(), fc.jsonValue())
    fc.assert(
      fc.property(anything, fc.constantFrom(...types), fc.jsonValue(), (raw, type, data) => {
        expect(parseEvent(raw).ok).toBe(false)
        expect(parseEvent(eventOf(type, data)).ok).toBe(false)
      }),
    )
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`
    expect(parseEvent(deep)).toMatchObject({ ok: false, reason: 'not-cloudevent' })
  })
})

describe('the envelope', () => {
  test('what is no JSON, no object, no CloudEvent, of no known type or without data says so', () => {
    expect(parseEvent('{"id":')).toMatchObject({ ok: false, reason: 'not-json', errors: [{ field: 'event' }] })
    expect(parseEvent('[1]')).toMatchObject({ ok: false, reason: 'not-cloudevent', errors: [{ field: 'event' }] })
    expect(parseEvent('{}')).toMatchObject({ ok: false, reason: 'not-cloudevent' })
    expect(fieldsOf('{}')).toEqual(['specversion', 'id', 'source', 'type', 'time'])
    expect(parseEvent(eventOf('person.vanished', {}))).toMatchObject({ reason: 'unknown-type', id: 'e-1' })
    expect(parseEvent(eventOf('payment.ordered', {}))).toMatchObject({ reason: 'unknown-type' })
    expect(parseEvent(eventOf('person.registered', undefined))).toMatchObject({
      reason: 'bad-data',
      errors: [{ field: 'data' }],
      type: 'mianshen.person.registered.v1',
      source: 'urn:partner:test',
    })
  })

  test.each([
    ['specversion', '0.3'],
    ['id', ''],
    ['id', 'x'.repeat(257)],
    ['id', 7],
    ['source', null],
    ['time', '2026-02-30T00:00:00+08:00'],
    ['time', 1_772_000_000],
    ['time', '2026-03-10'],
    ['time', '2026-03-10T09:00:00'],
  ])('%s = %j is refused by name', (attribute, value) => {
    const event = { ...example('account.credited'), [attribute]: value }
    expect(parseEvent(event)).toMatchObject({ ok: false, reason: 'not-cloudevent' })
    expect(fieldsOf(event)).toEqual([attribute])
  })

  test.each(['id', 'source', 'subject'])('half a letter is refused wherever it stands: %s', (attribute) => {
    expect(parseEvent({ ...example('account.credited'), [attribute]: 'a\ud842' })).toMatchObject({ ok: false })
    const inside = JSON.stringify({ ...example('account.credited'), ext: { deep: ['\ud842'] } })
    expect(parseEvent(inside)).toMatchObject({ ok: false, reason: 'not-cloudevent' })
  })

  test('an institution that claims to treat elsewhere is told so, by a reason of its own', () => {
    const { data } = example('visit.admitted') as { data: Record<string, unknown> }
    const elsewhere = { ...data, mdtrtarea_admvs: '310115' }
    expect(parseEvent(eventOf('visit.admitted', elsewhere))).toMatchObject({
      ok: false,
      reason: 'place-differs',
      errors: [{ field: 'data.mdtrtarea_admvs' }],
    })
    const { psn_no: _, ...nobody } = elsewhere as Record<string, unknown>
    expect(parseEvent(eventOf('visit.admitted', nobody))).toMatchObject({ reason: 'bad-data' })
  })

  test('time is put into business time; subject is kept; extensions do no harm', () => {
    const event = { ...example('account.credited'), time: '2026-03-09T17:00:00.5Z', subject: 's', traceparent: '00-ab' }
    expect(parseEvent(event)).toMatchObject({
      ok: true,
      event: { time: '2026-03-10T01:00:00.500+08:00', subject: 's' },
    })
  })
})

describe('what comes in is mapped', () => {
  test('whatever code comes in, the pooling area is answered, for every area field', () => {
    expect(dataOf('enrolment.registered', { insu_admdvs: '130102' }).insu_admdvs).toBe('130100')
    expect(dataOf('enrolment.registered', { insu_admdvs: '139900' }).insu_admdvs).toBe('139900')
    expect(dataOf('enrolment.registered', { insu_admdvs: '130638' }).insu_admdvs).toBe('133100')
    expect(dataOf('enrolment.registered', { insu_admdvs: '469005' }).insu_admdvs).toBe('460000')
    const hall = { fixmedins_code: 'H13062900001', mdtrtarea_admvs: '133100' }
    expect(dataOf('visit.admitted', hall).mdtrtarea_admvs).toBe('133100')
    const place = { fixmedins_code: 'H31010100001', mdtrtarea_admvs: '310115' }
    expect(dataOf('visit.admitted', { ...place, insuplc_admdvs: '530102' })).toMatchObject({
      mdtrtarea_admvs: '310000',
      insuplc_admdvs: '530100',
    })
    expect(dataOf('household.registered', { admdvs: '530102' }).admdvs).toBe('530100')
    expect(dataOf('pension.approved', { pension_admdvs: '440305' }).pension_admdvs).toBe('440300')
    expect(dataOf('funds.settled', { from_admdvs: '130202', to_admdvs: '130102' })).toMatchObject({
      from_admdvs: '130200',
      to_admdvs: '130100',
    })
  })

  test('letters of numbers are capitals', () => {
    expect(dataOf('household.registered', { birth_cert_no: 'z530000001' }).birth_cert_no).toBe('Z530000001')
    const certno = '11010119900101001x'
    const parsed = parseEvent(example('death.registered', { certno }))
    expect(parsed.ok || parsed.errors[0]?.message).toMatch(/校验位/)
    expect(dataOf('death.registered', { certno: '11010519491231002x' }).certno).toBe('11010519491231002X')
  })

  test('times are put into business time', () => {
    expect(dataOf('birth.certified', { brdy: '2026-03-09T20:00:00Z' }).brdy).toBe('2026-03-10T04:00:00+08:00')
  })

  test('blanks around a name are dropped', () => {
    expect(dataOf('person.registered', { psn_name: ' 张 \u3000' }).psn_name).toBe('张')
  })

  test('money stays text; null and "" of an optional field are as if not given; unknown fields go no further', () => {
    const data = dataOf('account.credited', { memo: null, amt: '0.01', colour: 'red' })
    expect(data).toEqual({ psn_no: '13000000000000100001', insu_admdvs: '130200', amt: '0.01' })
    expect(dataOf('person.registered', { tel: '' })).not.toHaveProperty('tel')
  })

  test('blanks in an account number are dropped', () => {
    const bank_acct = { bank_code: '102', acct_no: '6222 0000 0000 0000 001', acct_name: ' 张小满 ' }
    expect(dataOf('person.registered', { bank_acct }).bank_acct).toEqual({
      bank_code: '102',
      acct_no: '6222000000000000001',
      acct_name: '张小满',
    })
  })

  test('a number as text is taken for the original retirement age alone', () => {
    expect(dataOf('enrolment.registered', { orig_retire_age: '55' }).orig_retire_age).toBe(55)
  })
})

describe('what partners really send, and nobody is helped by refusing', () => {
  test.each([
    ['a premium paid by somebody with a passport', 'premium.paid', { payer_certno: 'e12345678' }],
    ['and who says so', 'premium.paid', { payer_certno: 'e12345678', payer_psn_cert_type: '08' }],
    ['a settlement that was cancelled whole', 'account.spent', { amt: '0.00' }],
    ['a visit that cost nothing', 'visit.settled', { medfee_sumamt: '0.00', fund_pay_sumamt: '0.00' }],
    ['a kind of treatment of a place', 'visit.admitted', { med_type: '2102' }],
    ['one that no table has', 'visit.admitted', { med_type: '9921' }],
    ['a kind of insurance that no bundle acts on', 'enrolment.registered', { insutype: '320' }],
    ['a kind of person that no bundle acts on', 'enrolment.registered', { psn_type: '1300' }],
    ['an age of retirement for heavy work', 'enrolment.registered', { orig_retire_age: 45 }],
    ['a sex that is not known', 'person.registered', { gend: '0' }],
    ['a sex that was not said', 'birth.certified', { gend: '9' }],
    ['a bank account of blanks', 'person.registered', { bank_acct: { bank_code: '', acct_no: '', acct_name: null } }],
    ['a list with a blank in it', 'delivery.settled', { birth_cert_nos: ['', null, 'Z130000001'] }],
  ] as const)('%s', (_what, type, change) => {
    expect(parseEvent(example(type, change))).toMatchObject({ ok: true })
  })

  test('a kind of insured person is read as its class; what stands blank as not given', () => {
    expect(dataOf('enrolment.registered', { psn_type: '1101' }).psn_type).toBe('11')
    expect(dataOf('enrolment.registered', { insutype: '320' }).insutype).toBe('320')
    const { bank_acct } = dataOf('person.registered', { bank_acct: { bank_code: '', acct_no: '', acct_name: '' } })
    expect(bank_acct).toBeUndefined()
    expect(dataOf('delivery.settled', { birth_cert_nos: ['', 'Z130000001'] }).birth_cert_nos).toEqual(['Z130000001'])
  })
})

describe('what hurts is refused', () => {
  const wrong: [InboundType, Record<string, unknown>, string][] = [
    ['person.registered', { certno: '130102198803141232' }, 'certno'],
    ['person.registered', { certno: '13010219880314123' }, 'certno'],
    ['person.registered', { brdy: '2026-02-29' }, 'brdy'],
    ['person.registered', { brdy: '19880314' }, 'brdy'],
    ['person.registered', { gend: '3' }, 'gend'],
    ['person.registered', { gend: 1 }, 'gend'],
    ['person.registered', { bank_acct: { bank_code: '102' } }, 'bank_acct.acct_no'],
    ['enrolment.registered', { insu_admdvs: '1301' }, 'insu_admdvs'],
    ['enrolment.registered', { insu_admdvs: '990100' }, 'insu_admdvs'],
    ['enrolment.registered', { insu_admdvs: 130100 }, 'insu_admdvs'],
    ['enrolment.registered', { insutype: '31' }, 'insutype'],
    ['enrolment.registered', { psn_type: '1' }, 'psn_type'],
    ['enrolment.registered', { student: 'yes' }, 'student'],
    ['enrolment.registered', { orig_retire_age: 7 }, 'orig_retire_age'],
    ['contribution.posted', { accrym_begn: '202613' }, 'accrym_begn'],
    ['contribution.posted', { accrym_begn: '2026-03' }, 'accrym_begn'],
    ['contribution.posted', { accrym_begn: '202604' }, 'accrym_end'],
    ['contribution.posted', { accrym_begn: '190001' }, 'accrym_end'],
    ['contribution.posted', { base: '6000' }, 'base'],
    ['contribution.posted', { base: 6000 }, 'base'],
    ['contribution.posted', { amt_psn: '-1.00' }, 'amt_psn'],
    ['contribution.posted', { amt_emp: '99999999999999999.00' }, 'amt_emp'],
    ['account.credited', { amt: '0.00' }, 'amt'],
    ['account.credited', { amt: '10000000000.00' }, 'amt'],
    ['account.credited', { amt: '-5.00' }, 'amt'],
    ['account.credited', { amt: '1,000.00' }, 'amt'],
    ['account.credited', { amt: '5.0' }, 'amt'],
    ['account.credited', { amt: 5 }, 'amt'],
    ['employer.base-declared', { year: '2025' }, 'year'],
    ['birth.certified', { birth_cert_no: '5300000001' }, 'birth_cert_no'],
    ['birth.certified', { brdy: '2026-13-01' }, 'brdy'],
    ['birth.certified', { brdy: '0001-01-01T08:00:00+08:00' }, 'brdy'],
    ['enrolment.registered', { psn_insu_date: '1899-12-31' }, 'psn_insu_date'],
    ['enrolment.paused', { paus_insu_date: '9999-12-31' }, 'paus_insu_date'],
    ['contribution.posted', { accrym_end: '999912' }, 'accrym_end'],
    ['birth.certified', { guardians: [] }, 'guardians'],
    ['birth.certified', { fixmedins_code: 'H991' }, 'fixmedins_code'],
    [
      'birth.certified',
      { guardians: [{ certno: '130102199001010023', psn_name: '王', relation: 'aunt' }] },
      'guardians.0.relation',
    ],
    [
      'birth.certified',
      { guardians: [{ certno: '130102199001010024', psn_name: '王', relation: 'mother' }] },
      'guardians.0.certno',
    ],
    ['delivery.settled', { fetus_count: 0 }, 'fetus_count'],
    ['delivery.settled', { alive_count: -1 }, 'alive_count'],
    ['delivery.settled', { fetus_count: 2, alive_count: 3 }, 'alive_count'],
    ['delivery.settled', { outcome: 'miscarriage', fetus_count: 0, alive_count: 1 }, 'alive_count'],
    ['delivery.settled', { child_order: 1.5 }, 'child_order'],
    ['delivery.settled', { gestation_weeks: '39' }, 'gestation_weeks'],
    ['delivery.settled', { dystocia: 'true' }, 'dystocia'],
    ['delivery.settled', { outcome: 'stillbirth' }, 'outcome'],
    ['pension.approved', { deemed_months: -1 }, 'deemed_months'],
    ['premium.paid', { birth_cert_no: undefined }, 'bill_no'],
    ['premium.paid', { year: undefined }, 'year'],
    ['premium.paid', { year: '2026' }, 'year'],
    ['visit.admitted', { psn_no: undefined }, 'psn_no'],
    ['visit.admitted', { med_type: '9x' }, 'med_type'],
    ['visit.admitted', { cross_region_enabled: undefined }, 'cross_region_enabled'],
    ['visit.admitted', { begntime: '01/05/2026' }, 'begntime'],
    ...(
      [
        ['birth.certified', 'brdy'],
        ['visit.admitted', 'begntime'],
        ['visit.settled', 'endtime'],
        ['premium.paid', 'paid_at'],
        ['payment.settled', 'bank_time'],
        ['funds.settled', 'bank_time'],
      ] as const
    ).flatMap(([type, field]) =>
      [
        '2026-03-10',
        '2026-03-10 09:00:00',
        '2026-03-10T09:00:00',
        '2026-02-30T09:00:00+08:00',
        '2026-03-10T24:00:00Z',
      ].map((written): [InboundType, Record<string, unknown>, string] => [type, { [field]: written }, field]),
    ),
    ...['张\n三', '张三\n', '张\u0000三', '张\u2028三', '张<三>', '张\ud842', '字'.repeat(101), '\u3000'].map(
      (psn_name): [InboundType, Record<string, unknown>, string] => ['person.registered', { psn_name }, 'psn_name'],
    ),
    [
      'person.registered',
      { bank_acct: { bank_code: '102', acct_no: '1', acct_name: '张\t三' } },
      'bank_acct.acct_name',
    ],
    ['person.registered', { tel: '139\u0007' }, 'tel'],
    ['person.registered', { psn_no: 'P\ud83d' }, 'psn_no'],
    ['person.registered', { psn_no: 'P\u00001' }, 'psn_no'],
    ['account.credited', { memo: '第一行\n第二行' }, 'memo'],
    ['death.registered', { certno: undefined }, 'certno'],
  ]
  test.each(wrong)('%s with %j: %s', (type, change, field) => {
    const event = example(type, change)
    expect(parseEvent(event)).toMatchObject({ ok: false, reason: 'bad-data' })
    expect(fieldsOf(event)).toEqual(expect.arrayContaining([`data.${field}`]))
    const message = errorsOf(event).find((error) => error.field === `data.${field}`)?.message
    expect(message).toMatch(/[\u4e00-\u9fff]/)
  })

  test('messages say what is wrong and never repeat the value', () => {
    const event = example('person.registered', { certno: '130102198803141232', tel: 139 })
    expect(JSON.stringify(errorsOf(event))).not.toMatch(/1301021988|139/)
    expect(errorsOf(example('contribution.posted', { base: undefined }))).toEqual([
      { field: 'data.base', message: '缺少月缴费基数' },
    ])
  })
})

describe('what does not hurt passes', () => {
  const right: [InboundType, Record<string, unknown>][] = [
    ['person.registered', { psn_cert_type: '03', certno: 'E12345678' }],
    ['delivery.settled', { psn_cert_type: '03', certno: 'E12345678' }],
    ...[
      '𠮷',
      '𠮷'.repeat(100),
      '阿依古丽·买买提',
      '阿依古丽•买买提',
      '尼 玛・多吉',
      "Zoë O'Brien-Smith Jr.",
      'Ｌｉ　Ｗｅｉ',
      '邓〇',
    ].map((psn_name): [InboundType, Record<string, unknown>] => ['person.registered', { psn_name }]),
    [
      'employer.base-declared',
      { bank_acct: { bank_code: '102', acct_no: '1', acct_name: '春风机械（石家庄）有限公司' } },
    ],
    ['delivery.settled', { outcome: 'miscarriage', fetus_count: 0, child_order: 0, gestation_weeks: 12 }],
    ['delivery.settled', { alive_count: 0 }],
    ['delivery.settled', { fetus_count: 2, alive_count: 2 }],
    ['contribution.posted', { amt_psn: '0.00' }],
    ['premium.paid', { birth_cert_no: undefined, year: undefined, bill_no: 'B1' }],
    ['premium.paid', { birth_cert_no: undefined, psn_no: '5301' }],
    ['visit.admitted', { psn_no: undefined, certno: '130102199001010023' }],
    ['visit.settled', { fund_pay_sumamt: '0.00' }],
    ['death.registered', { certno: undefined, birth_cert_no: 'Z530000001' }],
  ]
  test.each(right)('%s with %j', (type, change) => {
    expect(errorsOf(example(type, change))).toEqual([])
  })
})
