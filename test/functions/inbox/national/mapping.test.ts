/** Decision 0087: messages of the national interface become our events, or are refused by the names of their fields. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { receiveAll } from '../../../../functions/inbox/inbox.ts'
import { nationalAnswer } from '../../../../functions/inbox/national/answer.ts'
import { date, moment, momentOf, moneyOf } from '../../../../functions/inbox/national/fields.ts'
import { type Json, nationalMessages, nationalTables } from '../../../../functions/inbox/national/index.ts'
import { nationalIn, spokenBy } from '../../../../functions/inbox/national/mapping.ts'
import { readingOf } from '../../../../functions/inbox/national/reading.ts'
import { instant } from '../../../../shared/calendar/index.ts'
import { makeStack } from '../../../support/stack.ts'

const via = 'urn:partner:medins-13'
const sampleOf = (infno: string) => structuredClone(nationalMessages.find((one) => one.infno === infno)!.sample) as Any
// biome-ignore lint/suspicious/noExplicitAny: a message is whatever partners write
type Any = Record<string, any>

const spoken = (message: Json) => {
  const said = spokenBy(message, via)
  if ('reason' in said) throw new Error(JSON.stringify(said))
  return said.events.map(({ wire }) => wire as Any)
}
const faults = (message: Json) => {
  const said = spokenBy(message, via)
  return 'reason' in said ? said.errors.map(({ field }) => field) : []
}
const types = (message: Json) => spoken(message).map(({ type }) => type.replace(/^mianshen\.(.*)\.v1$/, '$1'))

describe('each message', () => {
  it.each(nationalMessages.map(({ infno, sample }) => [infno, sample] as const))(
    '%s: its sample is taken, and every event of it passes',
    async (_, sample) => {
      const { ports } = await makeStack({ now: '2026-03-12T09:00:00+08:00', bureau: false })
      const taken = await receiveAll(ports, JSON.stringify(sample), { via })
      expect(taken).not.toHaveProperty('reason')
      expect('messages' in taken && taken.messages.map(({ event }) => event.id)).toEqual(
        spoken(sample).map(({ id }) => id),
      )
    },
  )

  it('says these events', () => {
    const says = Object.fromEntries(nationalMessages.map(({ infno, sample }) => [infno, types(sample)]))
    expect(says).toEqual({
      1101: ['person.registered', 'enrolment.registered'],
      2102: ['account.spent'],
      2103: ['account.spent'],
      2201: ['visit.admitted'],
      2202: ['visit.cancelled'],
      2203: ['visit.admitted'],
      2207: ['visit.settled', 'account.spent'],
      2208: ['visit.unsettled', 'account.spent'],
      2304: ['visit.settled', 'account.spent'],
      2305: ['visit.unsettled', 'account.spent'],
      2401: ['visit.admitted'],
      2402: ['delivery.reported'],
      2404: ['visit.cancelled'],
      2501: ['filing.reported'],
      2502: ['filing.ended'],
      4202: ['visit.admitted', 'visit.self-paid'],
      4205: ['visit.admitted', 'visit.self-paid'],
    })
  })

  it('has its table: every field of ours with what it comes from', () => {
    for (const { infno, fields } of nationalTables) {
      expect(fields.length, infno).toBeGreaterThan(3)
      for (const { national, about } of fields) expect(national.length > 0 || about !== undefined).toBe(true)
    }
  })

  it('without a field that it needs is refused by that field', () => {
    for (const { infno, sample } of nationalMessages) {
      for (const { national, needed } of nationalTables.find((one) => one.infno === infno)!.fields) {
        const [path = ''] = national
        const names = path.split(/\[\]\.|\./)
        if (!needed || names.length !== 3 || national.length > 1) continue
        const without = structuredClone(sample) as Any
        const node = without[names[0]!][names[1]!]
        for (const one of [node].flat()) one[names[2]!] = ''
        const found = faults(without)
        // What nobody is told to bring but who is paused, or spends.
        if (/paus_insu_date|acct_pay$/.test(path)) continue
        if (path.endsWith('brdy') || path.includes('mdtrt_cert_no') || path.endsWith('memo')) expect(found).toEqual([])
        else expect(found, `${infno} ${path}`).toContain(path)
      }
    }
  })
})

describe('what 1101 answers', () => {
  it('is paused where it says so, and leaves out what one is not insured in', () => {
    const message = sampleOf('1101')
    const [one] = message.output.insuinfo
    message.output.insuinfo.push(
      { ...one, insuplc_admdvs: '130200', psn_insu_stas: 2, paus_insu_date: '2025-12-31 00:00:00' },
      { ...one, insutype: '390', psn_insu_stas: '0', psn_insu_date: null },
    )
    expect(types(message)).toEqual([
      'person.registered',
      'enrolment.registered',
      'enrolment.registered',
      'enrolment.paused',
    ])
    expect(spoken(message)[3]!.data).toMatchObject({ insu_admdvs: '130200', paus_insu_date: '2025-12-31' })
    expect(new Set(spoken(message).map(({ id }) => id)).size).toBe(4)
    expect(spoken(message)).toEqual(spoken(structuredClone(message)))
  })

  it('is read from a text too, from a list of one, and with the birth date of the number', () => {
    const message = sampleOf('1101')
    const { baseinfo, insuinfo } = message.output
    const asText = JSON.stringify({ baseinfo: [{ ...baseinfo, brdy: '' }], insuinfo: insuinfo[0] })
    expect(spoken({ ...message, output: asText })).toEqual(spoken(message))
  })

  it('is refused if the platform said no, with garbled names, or without its id', () => {
    const message = sampleOf('1101')
    expect(faults({ ...message, infcode: -1 })).toEqual(['infcode'])
    expect(faults({ ...message, refmsg_time: '', inf_time: '' })).toEqual(['refmsg_time'])
    expect(faults({ ...message, inf_refmsgid: ' ', msgid: null })).toEqual(['msgid'])
    message.output.baseinfo.psn_name = '寮犱笁'
    expect(faults(message)).toEqual(['output.baseinfo.psn_name'])
  })
})

describe('what 2402 says of a birth', () => {
  const born = (more: object) => {
    const message = sampleOf('2402')
    Object.assign(message.input.dscginfo, more)
    return message
  }
  const data = (more: object) => spoken(born(more))[0]?.data

  it.each<[string, object, object]>([
    ['a plain birth', { matn_type: '1' }, { outcome: 'birth', dystocia: false }],
    ['an assisted birth', { matn_type: 2 }, { outcome: 'birth', dystocia: true }],
    ['by the diagnoses where the kind is left out', { matn_type: '' }, { outcome: 'birth', dystocia: true }],
    [
      'a miscarriage',
      { matn_type: '5', geso_val: 10, fetts: 0, fetus_cnt: 0 },
      { outcome: 'miscarriage', dystocia: false, fetus_count: 0, child_order: 0, gestation_weeks: 10 },
    ],
    ['an abortion', { matn_type: '', birctrl_type: '3', geso_val: '9' }, { outcome: 'miscarriage' }],
    ['a stillbirth from 28 weeks', { matn_type: '6', geso_val: 28 }, { outcome: 'birth' }],
  ])('%s', (_, more, expected) => {
    expect(data(more)).toMatchObject(expected)
  })

  it('is nothing without one: noughts, a look at the unborn, birth control', () => {
    const none = { matn_type: '', geso_val: 0, fetts: 0, fetus_cnt: '0', birctrl_matn_date: '' }
    expect(data(none)).toBeUndefined()
    expect(data({ ...none, matn_type: '7', geso_val: 20 })).toBeUndefined()
    expect(data({ ...none, birctrl_type: '5', birctrl_matn_date: '2026-03-01' })).toBeUndefined()
  })

  it('is refused where the days could not be reckoned', () => {
    expect(faults(born({ fetus_cnt: 0 }))).toEqual(['input.dscginfo.fetus_cnt'])
    expect(faults(born({ matn_type: '', geso_val: 26 }))).toEqual(['input.dscginfo.matn_type'])
    expect(faults(born({ birctrl_matn_date: '2026-03-03' }))).toEqual(['input.dscginfo.endtime'])
  })
})

describe('a settlement', () => {
  it('spends nothing without the account, and ends no visit half way', () => {
    const message = sampleOf('2304')
    message.output.setlinfo.acct_pay = 0
    expect(types({ ...message, insuplc_admdvs: '' })).toEqual(['visit.settled'])
    expect(types({ ...message, input: { data: { mid_setl_flag: '1' } } })).toEqual([])
  })

  it('undone in the second it was made in is undone after it', () => {
    const undone = { ...sampleOf('2208'), inf_time: '2026-03-02 09:00:01' }
    expect(spoken(undone)[0]!.time > spoken(sampleOf('2207'))[0]!.time).toBe(true)
  })

  it.each([12.345, '12.345', '1e3', 'x', {}, -1, '-0.01', 1e15])('refuses %j as a sum, by its field', (acct_pay) => {
    const message = sampleOf('2207')
    message.output.setlinfo.acct_pay = acct_pay
    expect(faults(message)).toEqual(['output.setlinfo.acct_pay'])
  })
})

describe('who sent it', () => {
  const source = (message: Json) => {
    const said = spokenBy(message, 'inbox')
    return 'reason' in said ? said.errors[0]?.field : said.source
  }

  it('is known by the way it came, and in an inbox that all share by its code or its message id', () => {
    expect(spoken(sampleOf('2401'))[0]).toMatchObject({ source: via })
    expect(source(sampleOf('2401'))).toBe('urn:fixmedins:H13010200001')
    expect(source({ ...sampleOf('2401'), fixmedins_code: '' })).toBe('urn:fixmedins:H13010200001')
    expect(source({ ...sampleOf('1101'), fixmedins_code: '', msgid: '' })).toBe('urn:admdvs:130100')
    expect(source({ ...sampleOf('2401'), fixmedins_code: '', msgid: 'x1' })).toBe('fixmedins_code')
  })
})

describe('fields', () => {
  it('sums are exact: what was reckoned in binary is the sum that was meant, and nothing is rounded', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 - 1 }), (fen) => {
        const text = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
        for (const written of [fen / 100, text, `${text}00`]) expect(moneyOf(written)).toEqual({ value: text })
        expect(moneyOf(fen / 100 + 0.001)).toHaveProperty('fault')
        expect(moneyOf(`${text}1`)).toHaveProperty('fault')
      }),
    )
    const parts = fc.array(fc.integer({ min: 0, max: 1e7 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(parts, (fens) => {
        const sum = fens.reduce((total, fen) => total + fen / 100, 0)
        expect(moneyOf(sum)).toEqual({ value: (fens.reduce((total, fen) => total + fen, 0) / 100).toFixed(2) })
      }),
    )
    expect([0.1 + 0.2, 1e3, 100, '7', '007.5', 0].map((one) => moneyOf(one))).toEqual(
      ['0.30', '1000.00', '100.00', '7.00', '7.50', '0.00'].map((value) => ({ value })),
    )
  })

  it('times are of business time, in whichever way they are written, and dates that are none are none', () => {
    const at = '2026-03-02T09:05:07+08:00'
    const written = [
      '2026-03-02 09:05:07',
      ' 2026-03-02T09:05:07',
      '20260302090507',
      '2026/3/2 9:05:07',
      20260302090507,
    ]
    const message = (value: unknown) => readingOf({ input: { data: { at: value } } })
    const field = moment('input.data.at', '时间')
    for (const one of written) {
      expect(field.read(message(one).at('input.data.at'), message(one)), String(one)).toEqual({ value: at })
    }
    expect(momentOf('20260302090507123')).toBe('2026-03-02T09:05:07.123+08:00')
    expect(momentOf('2026-03-02 01:05:07Z')).toBe(at)
    for (const one of ['2026-02-30', '2026-13-01 00:00:00', '昨天', '2026-03-02 25:00:00', '2026', {}, true, 1.5]) {
      expect(momentOf(one), String(one)).toBeUndefined()
    }
    expect(date('x', '日期').read('2026-03-02 23:59:59', message(''))).toEqual({ value: '2026-03-02' })
  })
})

describe('any JSON', () => {
  const now = instant('2026-03-12T09:00:00+08:00')

  it('is taken or refused with a field, and answered: nothing breaks', () => {
    const infnos = fc.constantFrom(...nationalMessages.map(({ infno }) => infno), '9001', 7, null, '__proto__')
    fc.assert(
      fc.property(infnos, fc.object({ maxDepth: 3 }), fc.jsonValue(), (infno, more, part) => {
        for (const message of [
          { ...more, infno },
          { infno, input: part, output: part, inf_time: part, msgid: part },
        ]) {
          const said = spokenBy(JSON.parse(JSON.stringify(message)), 'inbox')
          const errors = 'reason' in said ? said.errors : []
          expect('events' in said || errors.length > 0).toBe(true)
          const { infcode, err_msg } = nationalAnswer(JSON.parse(JSON.stringify(message)), errors, now)
          expect(infcode === 0).toBe(err_msg === '')
          expect(err_msg.length).toBeLessThanOrEqual(200)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('that changes one field of a sample does no harm either', () => {
    const leaves = (value: unknown, path: string[] = []): string[][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([name, inside]) => [[...path, name], ...leaves(inside, [...path, name])])
        : []
    const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('', null, '  ', 'NaN', -1, 1e300, '𠮷'))
    fc.assert(
      fc.property(fc.constantFrom(...nationalMessages), fc.nat(), odd, ({ sample }, which, value) => {
        const paths = leaves(sample)
        const path = paths[which % paths.length]!
        const message = structuredClone(sample) as Any
        const parent = path.slice(0, -1).reduce((node, name) => node[name], message)
        parent[path.at(-1)!] = value
        const said = spokenBy(message, via)
        expect('events' in said || said.errors.length > 0).toBe(true)
        nationalAnswer(message, [], now)
      }),
      { numRuns: 300 },
    )
  })

  it('is one of these only with a transaction, and without what makes it an event', () => {
    expect(nationalIn('{"infno":"2401"}')).toEqual({ infno: '2401' })
    for (const body of ['{"infno":"2401","specversion":"1.0"}', '["infno"]', '{"a":"infno"', '"\\"infno\\""'])
      expect(nationalIn(body)).toBeUndefined()
  })
})
