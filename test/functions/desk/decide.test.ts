import { beforeEach, describe, expect, test } from 'vitest'
import { endFiling } from '../../../functions/bundles/filing/rules/self-service.ts'
import { handle } from '../../../shared/engine/handle.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { enrolment, person, register } from '../../support/people.ts'
import { type Stack, testKeys } from '../../support/stack.ts'
import { file, insured } from '../bundles/filing/scene.ts'
import { type Desk, makeDesk, visit } from './scene.ts'

let desk: Desk
let stack: Stack
beforeEach(async () => {
  desk = await makeDesk()
  stack = desk.stack
})

describe('a decision at the desk', () => {
  test('is answered as the contract has it, and kept with the visit', async () => {
    const psn_no = await insured(stack, '130100')
    const answer = await desk.ask(visit(psn_no, '110101'))
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      mdtrt_id: 'M1',
      decision: 'deemed',
      basis: '5',
      rates: 'insured-place',
      valid_from: '2023-09-01',
      filing_id: expect.stringMatching(/^FL/),
      message: expect.stringContaining('石家庄市'),
    })
    const stored = (await stack.file(psn_no)).all('visit')
    expect(stored.map(({ decision }) => decision)).toEqual([answer.body])
  })

  test('takes one read of the partition and one write, policies and the switch once', async () => {
    const psn_no = await insured(stack, '130100')
    await desk.ask(visit(psn_no, '110000'))
    expect(desk.takeCalls().sort()).toEqual(['audit', 'get', 'misses', 'policies', 'query', 'write'])
    await desk.ask(visit(psn_no, '110000', { mdtrt_id: 'M2' }))
    expect(desk.takeCalls().sort()).toEqual(['audit', 'query', 'write'])
  })

  test('opens no case, sends nothing and tells nobody', async () => {
    const psn_no = await insured(stack, '130100')
    await desk.ask(visit(psn_no, '110000'))
    await stack.run()
    expect(await stack.cases(psn_no)).toEqual([])
    expect(stack.sent()).toEqual([])
  })

  test('by identity number takes one read more', async () => {
    const psn_no = await insured(stack, '130100')
    const { certno } = person(1)
    const answer = await desk.ask(visit(undefined, '110000', { certno: certno.toLowerCase() }))
    expect(answer.body).toMatchObject({ decision: 'deemed' })
    expect(desk.takeCalls().sort()).toEqual(['audit', 'get', 'get', 'misses', 'policies', 'query', 'write'])
    expect((await stack.file(psn_no)).all('visit')).toHaveLength(1)
  })

  test('asked twice is the same, even if the registers have changed', async () => {
    const psn_no = await insured(stack, '130100')
    const first = await desk.ask(visit(psn_no, '110000'))
    await stack.happen('enrolment.paused', {
      psn_no,
      insu_admdvs: '130100',
      insutype: '310',
      paus_insu_date: '2023-08-31',
    })
    // As read: the district is in the same pooling area, the moment is the same, and a no left out is a no.
    const alike = { begntime: '2023-09-01T01:00:00Z', emergency: false, psn_no: undefined, certno: person(1).certno }
    for (const again of [visit(psn_no, '110000'), visit(psn_no, '110105', alike)]) {
      expect((await desk.ask(again)).body).toEqual(first.body)
    }
  })

  test.each([
    ['another moment', { begntime: '2023-09-02T09:00:00+08:00' }],
    ['another kind of treatment', { med_type: '21' }],
    ['an emergency after all', { emergency: true }],
    ['not enabled', { cross_region_enabled: false }],
    ['the account alone', { acct_only: true }],
    ['another insured place', { insuplc_admdvs: '130200' }],
  ])('asked again with other facts (%s) it is 409, and the decision stands', async (_what, other) => {
    const psn_no = await insured(stack, '130100')
    const first = await desk.ask(visit(psn_no, '110000'))
    expect(await desk.ask(visit(psn_no, '110000', other))).toMatchObject({
      status: 409,
      type: 'application/problem+json',
      body: { code: 'visit-known', decision: first.body },
    })
    expect(await desk.ask(visit(psn_no, '110000'))).toMatchObject({ status: 200, body: first.body })
    expect((await stack.file(psn_no)).all('visit')).toHaveLength(1)
  })

  test('keeps `on-file` when the filing is ended', async () => {
    const psn_no = await insured(stack, '530100')
    await file(stack, psn_no, { to: '110000', from: '2023-08-01' })
    const first = await desk.ask(visit(psn_no, '110000'))
    expect(first.body).toMatchObject({ decision: 'on-file', basis: '10' })
    const apply = endFiling(first.body.filing_id as string)
    stack.clock.advance('P1D')
    await handle(stack.ports, stack.rules, pidOf(testKeys, psn_no), { apply })
    expect((await desk.ask(visit(psn_no, '110000'))).body).toEqual(first.body)
    expect(
      (await desk.ask(visit(psn_no, '110000', { mdtrt_id: 'M2', begntime: '2023-09-03T09:00:00+08:00' }))).body
        .decision,
    ).toBe('required')
  })
})

describe('required at the desk', () => {
  test('turns into on-file once a filing covers it', async () => {
    const psn_no = await insured(stack, '530100')
    expect((await desk.ask(visit(psn_no, '110000'))).body).toMatchObject({
      decision: 'required',
      basis: '12',
      rates: 'none',
    })
    const { filing_id } = await file(stack, psn_no, { to: '110000' })
    expect((await desk.ask(visit(psn_no, '110000'))).body).toMatchObject({
      decision: 'on-file',
      filing_id,
      valid_from: '2023-09-01',
    })
  })

  test('does not turn after discharge', async () => {
    const psn_no = await insured(stack, '530100')
    await desk.ask(visit(psn_no, '110000'))
    await stack.happen('visit.settled', {
      mdtrt_id: 'M1',
      fixmedins_code: 'H11010100001',
      psn_no,
      setl_id: 'S1',
      endtime: '2023-09-01T09:00:00+08:00',
      medfee_sumamt: '10.00',
      fund_pay_sumamt: '5.00',
    })
    await file(stack, psn_no, { to: '110000' })
    expect((await desk.ask(visit(psn_no, '110000'))).body).toMatchObject({ decision: 'required' })
  })

  test('turns when asked again, even if the filing was made while the desk was deciding', async () => {
    const psn_no = await insured(stack, '530100')
    desk.before('write', async () => {
      await file(stack, psn_no, { to: '110000' })
    })
    expect((await desk.ask(visit(psn_no, '110000'))).body).toMatchObject({ decision: 'required' })
    const before = (await stack.file(psn_no)).version
    expect((await desk.ask(visit(psn_no, '110000'))).body).toMatchObject({ decision: 'on-file' })
    const after = await stack.file(psn_no)
    expect(after.version).toBe(before + 1)
    expect(after.all('visit')[0]!.decision).toMatchObject({ decision: 'on-file' })
  })

  test('turning it does not write over a settlement that came meanwhile', async () => {
    const psn_no = await insured(stack, '530100')
    desk.before('write', async () => {
      await file(stack, psn_no, { to: '110000' })
    })
    await desk.ask(visit(psn_no, '110000'))
    desk.before('transact', async () => {
      await stack.happen('visit.settled', {
        mdtrt_id: 'M1',
        fixmedins_code: 'H11010100001',
        psn_no,
        setl_id: 'S1',
        endtime: '2023-09-01T10:00:00+08:00',
        medfee_sumamt: '10.00',
        fund_pay_sumamt: '0.00',
      })
    })
    expect((await desk.ask(visit(psn_no, '110000'))).body).toMatchObject({ decision: 'required' })
    const [held] = (await stack.file(psn_no)).all('visit')
    expect(held).toMatchObject({ settled: { setl_id: 'S1' }, decision: { decision: 'required' } })
  })
})

describe('after death', () => {
  const dead = async (area: string) => {
    const psn_no = await insured(stack, area)
    await stack.happen('death.registered', { certno: person(1).certno, dead_date: '2023-08-31' })
    return psn_no
  }

  test('nothing is settled, and the reason is told; the day of death itself is served', async () => {
    const psn_no = await dead('130100')
    const after = await desk.ask(visit(psn_no, '110000'))
    expect(after.body).toMatchObject({ decision: 'refused', basis: '1', rates: 'none' })
    expect(after.body.message).toContain('2023年8月31日')
    const onTheDay = { mdtrt_id: 'M2', begntime: '2023-08-31T23:00:00+08:00' }
    expect((await desk.ask(visit(psn_no, '110000', onTheDay))).body).toMatchObject({ decision: 'deemed' })
    expect(desk.takeCalls().filter((call) => call === 'query')).toHaveLength(2)
  })

  test('an admission that is reported is refused, too', async () => {
    const psn_no = await dead('130100')
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    expect((await stack.cases(psn_no, 'filing'))[0]).toMatchObject({
      status: 'done',
      outcome: { result: 'refused', basis: '1' },
    })
    expect(stack.sent('medins')).toEqual([])
  })

  test('nobody waits for a filing any more', async () => {
    const psn_no = await insured(stack, '530100')
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    expect((await stack.cases(psn_no, 'filing'))[0]).toMatchObject({ step: 'awaitFiling' })
    await stack.happen('death.registered', { certno: person(1).certno, dead_date: '2023-09-01' })
    expect((await stack.cases(psn_no, 'filing'))[0]).toMatchObject({ status: 'done', outcome: { result: 'required' } })
  })
})

describe('one visit, whichever way comes first', () => {
  test('the desk first: the admission opens a case with the same decision and filing', async () => {
    const psn_no = await insured(stack, '130100')
    const { body } = await desk.ask(visit(psn_no, '110000'))
    await stack.happen('visit.admitted', visit(psn_no, '110000', { cross_region_enabled: false }))
    const [row] = await stack.cases(psn_no, 'filing')
    expect(row).toMatchObject({ status: 'waiting', step: 'awaitSettlement' })
    expect(stack.sent('medins').map(({ data }) => data.filing_id)).toEqual([body.filing_id, body.filing_id])
    expect((await stack.file(psn_no)).all('visit')).toHaveLength(1)
  })

  test('the admission first: the desk is answered what was decided', async () => {
    const psn_no = await insured(stack, '130100')
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    const { body } = await desk.ask(visit(psn_no, '110000'))
    expect(body).toMatchObject({ decision: 'deemed', filing_id: stack.sent('medins')[0]!.data.filing_id })
    expect(body).toEqual((await stack.file(psn_no)).all('visit')[0]!.decision)
  })

  test('both at once: whoever writes first decides, and both say the same', async () => {
    const psn_no = await insured(stack, '130100')
    desk.before('write', async () => {
      await stack.happen('visit.admitted', visit(psn_no, '110000', { cross_region_enabled: false }))
    })
    const { status, body } = await desk.ask(visit(psn_no, '110000'))
    expect(status).toBe(409)
    expect(body.decision).toMatchObject({ decision: 'refused', basis: '4' })
    const [row] = await stack.cases(psn_no, 'filing')
    expect(row!.outcome).toMatchObject({ result: 'refused', basis: '4' })
  })

  test('both at once, the desk a moment earlier: the admission is decided again, upon what the desk was told', async () => {
    const psn_no = await insured(stack, '130100')
    const { table } = stack
    const { transact } = table
    table.transact = async (writes) => {
      table.transact = transact
      await desk.ask(visit(psn_no, '110000', { cross_region_enabled: false }))
      return transact(writes)
    }
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    const [row] = await stack.cases(psn_no, 'filing')
    expect(row!.outcome).toMatchObject({ result: 'refused', basis: '4' })
    expect(stack.sent('medins')).toEqual([])
  })

  test('a refusal given at the desk stays, even if an enrolment is reported later', async () => {
    const psn_no = await register(stack, 1)
    const first = await desk.ask(visit(psn_no, '110000'))
    expect(first.body).toMatchObject({ decision: 'refused', basis: '1' })
    await stack.happen('visit.admitted', visit(psn_no, '110000'))
    await stack.happen('enrolment.registered', enrolment(psn_no, '130100', '2020-01-01'))
    expect((await desk.ask(visit(psn_no, '110000'))).body).toEqual(first.body)
    expect((await stack.cases(psn_no))[0]).toMatchObject({ status: 'done', outcome: { result: 'refused' } })
  })
})
