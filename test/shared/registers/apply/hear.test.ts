/** What one bundle alone hears, from the inbox to the file: here a fact that is found, taken back, and built upon. */
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { caseId, certno, number, psnNo } from '../../../../events/fields.ts'
import { heardEvent, heardReasons } from '../../../../events/heard.ts'
import { day, instant } from '../../../../shared/calendar/index.ts'
import { type Admdvs, Insutype } from '../../../../shared/codes/index.ts'
import { handle } from '../../../../shared/engine/handle.ts'
import { pidOf } from '../../../../shared/identity/index.ts'
import { heardIn, tell } from '../../../../shared/registers/apply/hear.ts'
import { put } from '../../../../shared/registers/file.ts'
import { refOf } from '../../../../shared/registers/ids.ts'
import { credit, enrolment, pause, person, register } from '../../../support/people.ts'
import { makeStack, testKeys } from '../../../support/stack.ts'

const about = {
  psn_no: psnNo.exactOptional(),
  certno: certno.exactOptional(),
  thing_no: number('编号'),
  word: number('话'),
}
const common = {
  about: '试验用。',
  from: ['health'],
  lane: 'steady',
  movesMoney: false,
  past: [],
  concerns: [],
  data: z.object(about),
  example: { psn_no: 'P000001', thing_no: 'T1', word: 'a' },
} as const
const reports = ({ thing_no: key }: { thing_no: string }) => ({ fact: 'thing', key })
const found = heardEvent({ ...common, type: 'thing.found', title: '有了', reports })
const lost = heardEvent({ ...common, type: 'thing.lost', title: '没了', reports })
const used = heardEvent({
  ...common,
  type: 'thing.used',
  title: '用了',
  reports: ({ thing_no }) => ({ fact: 'use', key: thing_no }),
  needs: { reason: 'needs-thing', meaning: '还没有这样东西', about: reports },
})
const ofCase = heardEvent({
  ...common,
  type: 'thing.of-case',
  title: '办件里的',
  data: z.object({ case_id: caseId }),
  example: { case_id: 'TR' },
  reports: ({ case_id: key }) => ({ fact: 'of-case', key }),
  needs: { reason: 'needs-case', meaning: '还没有这个办件', about: ({ case_id: key }) => ({ register: 'case', key }) },
})
const ofRight = heardEvent({
  ...common,
  type: 'thing.of-right',
  title: '待遇里的',
  reports: ({ thing_no: key }) => ({ fact: 'of-right', key }),
  needs: {
    reason: 'needs-entitlement',
    meaning: '还没有这项待遇',
    about: ({ word }) => ({ register: 'entitlement', key: `${word}#` }),
  },
})
const hears = [found, lost, used, ofCase, ofRight]

const now = '2026-03-02T09:00:00+08:00'
const at = (hour: number) => `2026-03-02T0${hour}:00:00+08:00`

async function scene() {
  const stack = await makeStack({ now, hears })
  const psn_no = await register(stack, 1)
  const say = (type: string, word: string, hour: number, more: object = {}) =>
    stack.happen(type, { psn_no, thing_no: 'T1', word, ...more }, { time: at(hour) })
  const words = async (spec = found) => heardIn(await stack.file(psn_no), spec).map(({ data }) => data.word)
  return { stack, psn_no, say, words }
}

describe('what a bundle hears', () => {
  it('is one fact, of which the latest report holds, of whichever type', async () => {
    const { say, words } = await scene()
    await say('thing.found', 'second', 5)
    await say('thing.found', 'first', 4)
    expect([await words(), await words(lost)]).toEqual([['second'], []])
    await say('thing.lost', 'third', 6)
    await say('thing.found', 'late', 3)
    expect([await words(), await words(lost)]).toEqual([[], ['third']])
    await say('thing.found', 'other', 2, { thing_no: 'T2' })
    expect(await words()).toEqual(['other'])
  })

  it('ends alike whichever of two reports of one time comes first', async () => {
    const ends = await Promise.all(
      [
        ['a', 'b'],
        ['b', 'a'],
      ].map(async (order) => {
        const { stack, psn_no, words } = await scene()
        for (const word of order) {
          await stack.happen('thing.found', { psn_no, thing_no: 'T1', word }, { id: word, time: at(5) })
        }
        return await words()
      }),
    )
    expect(ends[0]).toEqual(ends[1])
  })

  it('waits for its person, known by either number, and for what it builds upon', async () => {
    const stack = await makeStack({ now, hears })
    await stack.happen('thing.used', { certno: person(1).certno, thing_no: 'T1', word: 'use' })
    await stack.happen('thing.found', { psn_no: person(1).psn_no, thing_no: 'T2', word: 'other' })
    const psn_no = await register(stack, 1)
    const read = async () => [found, used].map(async (spec) => heardIn(await stack.file(psn_no), spec).length)
    expect(await Promise.all(await read())).toEqual([1, 0])
    expect((await stack.file(psn_no)).all('parked').map(({ reason }) => reason)).toEqual(['needs-thing'])
    await stack.happen('thing.found', { psn_no, thing_no: 'T1', word: 'it' })
    expect(await Promise.all(await read())).toEqual([2, 1])
    expect((await stack.file(psn_no)).all('parked')).toEqual([])
  })

  it('waits for a case, or for a right whenever it began', async () => {
    const { stack, psn_no, say } = await scene()
    const pid = pidOf(testKeys, psn_no)
    const waiting = async () => (await stack.file(psn_no)).all('parked').map(({ reason }) => reason)
    await stack.happen('thing.of-case', { case_id: refOf('ZZ', pid, 'none') })
    await say('thing.of-right', 'care', 5)
    expect((await waiting()).sort()).toEqual(['needs-case', 'needs-entitlement'])
    const from = day('2026-01-01')
    const right = { kind: 'care', insutype: Insutype.resident, insu_admdvs: '130100' as Admdvs, from }
    const change = [put('entitlement', { ...right, case_id: refOf('ZZ', pid, 'one') })]
    await handle(stack.ports, stack.rules, pid, { apply: () => ({ ok: { change } }) })
    expect(await waiting()).toEqual(['needs-case'])
  })

  it('waits for a case also if nobody has the number that its id bears', async () => {
    const stack = await makeStack({ now, hears })
    const pid = pidOf(testKeys, 'P999999')
    await stack.happen('thing.of-case', { case_id: refOf('ZZ', pid, 'none') })
    expect((await stack.file('P999999')).all('parked').map(({ reason }) => reason)).toEqual(['needs-case'])
  })

  it('is taken where the case that it names is there', async () => {
    const stack = await makeStack({ now, hears })
    const psn_no = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn_no, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(psn_no, '130200', '1.00'))
    await stack.happen('enrolment.paused', pause(psn_no, '130200', '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn_no, '130100', '2026-02-01'))
    const [{ case_id } = { case_id: '' }] = await stack.cases(psn_no)
    await stack.happen('thing.of-case', { case_id })
    expect(heardIn(await stack.file(psn_no), ofCase).map(({ key }) => key)).toEqual([case_id])
  })

  it('waits under a reason that has a name', () => {
    expect(heardReasons(hears)).toEqual({
      'needs-thing': '还没有这样东西',
      'needs-case': '还没有这个办件',
      'needs-entitlement': '还没有这项待遇',
    })
  })

  it('goes with a number that is merged: of both the later report', async () => {
    const { stack, say, words } = await scene()
    const lostNo = await register(stack, 3)
    await stack.happen('thing.found', { psn_no: lostNo, thing_no: 'T1', word: 'later' }, { time: at(7) })
    await stack.happen('thing.found', { psn_no: lostNo, thing_no: 'T2', word: 'alone' }, { time: at(7) })
    await stack.happen('thing.found', { psn_no: lostNo, thing_no: 'T3', word: 'older' }, { time: at(2) })
    await say('thing.found', 'earlier', 5)
    await say('thing.found', 'newer', 6, { thing_no: 'T3' })
    await stack.happen('person.merged', { psn_no: lostNo, into_psn_no: person(1).psn_no, reason: '一人两号' })
    expect(await words()).toEqual(['later', 'alone', 'newer'])
    // What comes under the lost number goes on to the kept one.
    await stack.happen('thing.lost', { psn_no: lostNo, thing_no: 'T1', word: 'gone' })
    expect([await words(), await words(lost)]).toEqual([['alone', 'newer'], ['gone']])
  })

  it('is said in our own name where a person tells it', async () => {
    const { stack, psn_no, words } = await scene()
    const apply = tell(found, { thing_no: 'T9', word: 'own' }, { id: 'r1', time: instant(now) })
    await handle(stack.ports, stack.rules, pidOf(testKeys, psn_no), { apply })
    await handle(stack.ports, stack.rules, pidOf(testKeys, psn_no), { apply })
    expect(await words()).toEqual(['own'])
  })

  it('is refused where it is not as declared, or names nobody', async () => {
    const { stack, psn_no } = await scene()
    await stack.happen('thing.found', { psn_no, thing_no: 'T 1', word: 'x' })
    await stack.happen('thing.found', { thing_no: 'T1', word: 'x' })
    const rejected = [...stack.table.items.values()].flatMap(({ list, d }) => (list ? [JSON.parse(d as string)] : []))
    expect(rejected.map(({ reason, errors }) => [reason, errors[0].field]).sort()).toEqual([
      ['bad-data', 'data.thing_no'],
      ['unknown-number', 'data'],
    ])
  })
})
