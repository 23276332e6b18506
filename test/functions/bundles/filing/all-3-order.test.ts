/** bundles/RULES.md 3.1: whatever the order of messages. */
import { beforeEach, describe, expect, test } from 'vitest'
import { enrolment, person, register } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'
import { insured, makeFilingStack, only, settlement, visit } from './scene.ts'

let stack: Stack
beforeEach(async () => {
  stack = await makeFilingStack()
})

describe('order of messages', () => {
  test('an admission before its person is taken up when the person is registered', async () => {
    const data = person(1)
    await stack.happen('visit.admitted', visit(data.psn_no, '310000'))
    expect(await stack.cases(data.psn_no)).toEqual([])
    await stack.happen('person.registered', data)
    expect(await only(stack, data.psn_no)).toMatchObject({ outcome: { result: 'refused', basis: '1' } })
  })

  test('an admission by identity number finds its person, now or later', async () => {
    const data = person(1)
    const { psn_no: _, ...byNumber } = { ...visit('', '310000'), certno: data.certno }
    await stack.happen('visit.admitted', byNumber)
    await stack.happen('person.registered', data)
    expect((await only(stack, data.psn_no)).status).toBe('done')
  })

  test('a refusal for want of a relation is taken up when the enrolment is reported after all', async () => {
    const psn_no = await register(stack, 1)
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    expect((await only(stack, psn_no)).outcome).toMatchObject({ result: 'refused', basis: '1' })
    await stack.happen('enrolment.registered', enrolment(psn_no, '130100', '2020-01-01'))
    expect(await only(stack, psn_no)).toMatchObject({ status: 'waiting', step: 'awaitSettlement', admdvs: '130100' })
    expect(stack.sent('medins')).toHaveLength(2)
  })

  test('so is one that stays refused for another reason', async () => {
    const psn_no = await register(stack, 1)
    await stack.happen('visit.admitted', visit(psn_no, '110000', { cross_region_enabled: false }))
    await stack.happen('enrolment.registered', enrolment(psn_no, '130100', '2020-01-01'))
    expect(await only(stack, psn_no)).toMatchObject({
      status: 'done',
      admdvs: '130100',
      outcome: { result: 'refused', basis: '4' },
    })
    expect((await stack.file(psn_no)).all('visit')[0]!.decision).toMatchObject({ basis: '4' })
  })

  test('what is on record stays as it is, even if the relation is reported as paused later', async () => {
    const psn_no = await insured(stack, '130100')
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    await stack.happen('enrolment.paused', {
      psn_no,
      insu_admdvs: '130100',
      insutype: '310',
      paus_insu_date: '2023-08-31',
    })
    expect(await only(stack, psn_no)).toMatchObject({ status: 'waiting', step: 'awaitSettlement' })
    expect((await stack.file(psn_no)).all('visit')[0]!.decision).toMatchObject({ decision: 'deemed' })
  })

  test('person, enrolment, admission and settlement in any order lead to the same registers', async () => {
    const tellings: [Parameters<Stack['send']>[0], Record<string, unknown>][] = [
      ['person.registered', person(1)],
      ['enrolment.registered', enrolment('P000001', '140100', '2020-01-01')],
      ['visit.admitted', visit('P000001', '110000', { med_type: '21' })],
      ['visit.settled', settlement('P000001', '110000')],
    ]
    const ends = []
    for (const order of permutations(tellings)) {
      const one = await makeStack({ now: '2023-09-06T08:00:00+08:00' })
      for (const [type, data] of order) {
        await one.happen(type, data, { id: `${type}-1`, time: '2023-09-05T12:00:00+08:00' })
        await one.happen(type, data, { id: `${type}-1`, time: '2023-09-05T12:00:00+08:00' })
      }
      const held = await one.file('P000001')
      const visits = held
        .all('visit')
        .map(({ decision, admitted: _, ...row }) => ({ ...row, result: decision?.decision, basis: decision?.basis }))
      const cases = held.all('case').map(({ status, outcome, admdvs }) => ({ status, outcome, admdvs }))
      const records = one.sent('medins').map(({ data }) => data)
      ends.push(JSON.stringify({ visits, cases, records, relations: held.all('relation') }))
    }
    expect(new Set(ends).size).toBe(1)
    expect(ends[0]).toContain('"result":"automatic"')
  })
})

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length <= 1) return [[...list]]
  return list.flatMap((head, i) =>
    permutations([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [head, ...rest]),
  )
}
