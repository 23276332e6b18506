/** One person under two numbers (contract-operations.md §1): what is on file goes over once, whatever comes before or after. */
import { describe, expect, it } from 'vitest'
import { checkLedger } from '../../functions/proof/ledger-check.ts'
import { numberHashOf, pidOf } from '../../shared/identity/index.ts'
import { accountIn, fundedPart } from '../../shared/registers/ledger.ts'
import { monthsInProvince, paidMonths } from '../../shared/registers/months.ts'
import { standings } from '../../shared/registers/relation.ts'
import { loadFile, loadPerson } from '../../shared/table/files.ts'
import { numberKey } from '../../shared/table/keys.ts'
import { apiOf, operator } from '../support/api.ts'
import { bankAccount, certnoOf, credit, enrolment, pause, person, register } from '../support/people.ts'
import { makeStack, type Stack, testKeys } from '../support/stack.ts'
import { contribution, monthsUpTo, pension } from './bundles/retirement/scene.ts'

const A = '130200'
const B = '130100'
const kept = 'P000001'
const lost = 'P000003'
const now = '2026-03-02T09:00:00+08:00'
const merge = { psn_no: lost, into_psn_no: kept, reason: '同一人重复建档' }

const fileOf = (stack: Stack, psnNo: string) => loadPerson(stack.table, testKeys, pidOf(testKeys, psnNo))
const balanced = async (stack: Stack) => {
  const { balanced, violations } = await checkLedger(stack.ports)
  expect(violations).toEqual([])
  expect(balanced).toBe(true)
}
const rejections = (stack: Stack) =>
  [...stack.table.items.values()].flatMap((item) =>
    item.pk.startsWith('R#') ? [(JSON.parse(item.d as string) as { reason: string }).reason] : [],
  )
const approve = async (stack: Stack, psnNo: string, kind: string) => {
  const task = (await fileOf(stack, psnNo)).all('task').find((one) => one.kind === kind && one.status === 'open')
  return stack.decideTask(task?.task_id ?? '', { decision: 'approve' })
}

/** Two numbers of one man: insured in A under the lost one, in B since. */
async function twice(balance = '2177.04') {
  const stack = await makeStack({ now })
  await register(stack, 1)
  await register(stack, 3)
  await stack.happen('enrolment.registered', enrolment(lost, A, '2019-03-01'))
  await stack.happen('account.credited', credit(lost, A, balance))
  await stack.happen('enrolment.paused', pause(lost, A, '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(kept, B, '2026-03-02'))
  return stack
}

describe('person.merged', () => {
  it('brings relations and money together: what follows from them happens under the number that is kept', async () => {
    const stack = await twice()
    expect(await stack.cases(kept)).toEqual([])
    await stack.happen('person.merged', merge)
    const file = await fileOf(stack, lost)
    expect(file.pid).toBe(pidOf(testKeys, kept))
    expect(standings(file, '2026-03-02' as never).map((one) => one.relation.insu_admdvs)).toEqual([B, A])
    expect(accountIn(file, A as never).balance).toBe(217704)
    expect(file.one('joined', pidOf(testKeys, lost))).toMatchObject({ psn_no: lost, done: true })
    expect(await stack.cases(kept, 'transfer')).toMatchObject([{ status: 'waiting' }])
    await approve(stack, kept, 'approve-transfer-out')
    const after = await fileOf(stack, kept)
    expect([accountIn(after, A as never).balance, accountIn(after, B as never).balance]).toEqual([0, 217704])
    await balanced(stack)
  })

  it('ends what was open under the lost number, and opens it anew', async () => {
    const stack = await twice()
    await stack.happen('enrolment.registered', enrolment(lost, B, '2026-03-02'))
    const [open] = await stack.cases(lost, 'transfer')
    expect(open).toMatchObject({ status: 'waiting', waiting_for: { what: 'approve-transfer-out' } })
    await stack.happen('person.merged', merge)
    expect(await stack.cases(lost, 'transfer')).toMatchObject([
      { case_id: open?.case_id, status: 'withdrawn', outcome: { reason: 'merged' }, actions: [] },
    ])
    expect(await stack.tasks(lost)).toEqual([])
    expect(await stack.cases(kept, 'transfer')).toMatchObject([{ status: 'waiting' }])
    await approve(stack, kept, 'approve-transfer-out')
    expect(await stack.cases(kept, 'transfer')).toMatchObject([{ status: 'done', outcome: { amt: '2177.04' } }])
    await balanced(stack)
  })

  it.each(['before', 'after'])('carries virtual money over, cleared %s and funded where it is', async (when) => {
    const stack = await twice()
    await stack.happen('enrolment.registered', enrolment(lost, B, '2026-03-02'))
    await approve(stack, lost, 'approve-transfer-out')
    if (when === 'before') await stack.clear('13', '2026-03-02')
    await stack.happen('person.merged', merge)
    await balanced(stack)
    const before = accountIn(await fileOf(stack, kept), B as never)
    expect([before.balance, fundedPart(before)]).toEqual([217704, 0])
    if (when === 'after') await stack.clear('13', '2026-03-02')
    const [order] = stack.sent('bank', 'funds.ordered')
    const { clearing_id, order_no, from_admdvs, to_admdvs, amt } = order?.data ?? {}
    const bank_time = '2026-03-02T10:00:00+08:00'
    await stack.happen('funds.settled', { clearing_id, order_no, from_admdvs, to_admdvs, amt, bank_time })
    const after = accountIn(await fileOf(stack, kept), B as never)
    expect([after.balance, fundedPart(after), after.lots]).toEqual([217704, 217704, []])
    // It had been transferred already: nobody is asked again.
    expect(await stack.cases(kept, 'transfer')).toMatchObject([{ status: 'done' }])
    await balanced(stack)
  })

  it('takes a transfer back that was made under the lost number', async () => {
    const stack = await twice()
    await stack.happen('enrolment.registered', enrolment(lost, B, '2026-03-02'), { time: '2026-03-02T08:00:00+08:00' })
    await approve(stack, lost, 'approve-transfer-out')
    await stack.happen('person.merged', merge)
    const revoked = { psn_no: lost, insu_admdvs: B, insutype: '310', psn_insu_date: '2026-03-02', reason: '报错了' }
    await stack.happen('enrolment.revoked', revoked)
    const file = await fileOf(stack, kept)
    expect([accountIn(file, A as never).balance, accountIn(file, B as never).balance]).toEqual([217704, 0])
    await balanced(stack)
  })

  it('joins the halves of a career: a shortfall that was asked for is reckoned anew', async () => {
    const stack = await makeStack({ now: '2026-06-10T10:00:00+08:00' })
    const brdy = '1963-05-18'
    await register(stack, 1, { brdy, bank_acct: bankAccount })
    await register(stack, 3, { brdy, bank_acct: bankAccount })
    await stack.happen('enrolment.registered', enrolment(kept, B, '1995-01-01'))
    await stack.happen('contribution.posted', monthsUpTo(kept, B, 200, '202605'))
    await stack.happen('enrolment.registered', enrolment(lost, B, '1990-01-01'))
    await stack.happen('contribution.posted', monthsUpTo(lost, B, 210, '200910'))
    await stack.happen('pension.approved', pension(1, brdy, '2026-05-18'))
    expect(await stack.cases(kept, 'retirement')).toMatchObject([{ waiting_for: { what: 'choose' } }])
    await stack.happen('person.merged', merge)
    const file = await fileOf(stack, kept)
    // One of the 410 was paid under both.
    expect(monthsInProvince(file, '13')).toHaveLength(409)
    expect(await stack.cases(kept, 'retirement')).toMatchObject([{ status: 'done', outcome: { result: 'retired' } }])
  })

  it('moves a pension and its open case with the lost number', async () => {
    const stack = await makeStack({ now: '2026-06-10T10:00:00+08:00' })
    const brdy = '1963-05-18'
    await register(stack, 1, { brdy })
    await register(stack, 3, { brdy })
    await stack.happen('enrolment.registered', enrolment(kept, B, '1995-01-01'))
    await stack.happen('contribution.posted', monthsUpTo(kept, B, 350, '202605'))
    await stack.happen('enrolment.registered', enrolment(lost, B, '2010-01-01'))
    await stack.happen('contribution.posted', contribution(lost, B, '199601', '199701'))
    await stack.happen('pension.approved', pension(3, brdy, '2026-05-18'))
    expect(await stack.cases(lost, 'retirement')).toMatchObject([{ status: 'waiting' }])
    await stack.happen('person.merged', merge)
    expect(await stack.cases(lost, 'retirement')).toMatchObject([{ status: 'withdrawn' }])
    expect(await stack.cases(kept, 'retirement')).toMatchObject([{ status: 'done', outcome: { result: 'retired' } }])
  })

  it('waits for either number, and for whatever waits with them', async () => {
    const events = [
      ['person.registered', person(1)],
      ['person.registered', person(3)],
      ['enrolment.registered', enrolment(lost, A, '2019-03-01')],
      ['account.credited', credit(lost, A, '100.00')],
      ['account.spent', { psn_no: lost, insu_admdvs: A, amt: '30.00', setl_id: 'S1' }],
      ['enrolment.paused', pause(lost, A, '2026-01-31')],
      ['contribution.posted', contribution(lost, A, '202501', '202512')],
      ['contribution.posted', contribution(kept, A, '202506', '202602')],
      ['person.merged', merge],
    ] as const
    const seen = new Set<string>()
    for (let turn = 0; turn < events.length; turn++) {
      const stack = await makeStack({ now })
      const order = [...events.slice(turn), ...events.slice(0, turn)]
      for (const [type, data] of turn % 2 ? order.reverse() : order) await stack.happen(type, data)
      const file = await fileOf(stack, lost)
      const { relation, account, months, parked } = {
        relation: standings(file, '2026-03-02' as never).map(({ psn_insu_stas, relation }) => [
          psn_insu_stas,
          relation.insu_admdvs,
        ]),
        account: file.all('account').map(({ balance }) => balance),
        months: paidMonths(file).map(({ months }) => [...months]),
        parked: file.all('parked').map(({ type }) => type),
      }
      seen.add(JSON.stringify([file.person?.psn_no, relation, account, months, parked]))
      expect(rejections(stack)).toEqual([])
      await balanced(stack)
    }
    expect([...seen]).toHaveLength(1)
    expect([...seen][0]).toContain('[7000]')
  })

  it('leaves nothing to be decided under a number that is lost the moment it is registered', async () => {
    const stack = await makeStack({ now })
    await register(stack, 1)
    await stack.happen('person.merged', merge)
    await register(stack, 3, { certno: certnoOf(1) })
    const closed = await loadFile(stack.table, testKeys, pidOf(testKeys, lost))
    expect(closed.into).toBe(pidOf(testKeys, kept))
    expect(closed.all('task').filter(({ status }) => status === 'open')).toEqual([])
    expect((await apiOf(stack).call(operator, 'GET /v1/tasks?kind=identity-taken')).body.tasks).toEqual([])
  })

  it('leads the lost number to the other: events, identity numbers, desks and citizens', async () => {
    const stack = await twice('100.00')
    await stack.happen('person.merged', merge)
    await stack.happen('account.credited', credit(lost, A, '5.00'))
    await stack.happen('person.registered', person(3, { tel: '13700000000', psn_name: '旧名字' }))
    await stack.happen('death.registered', { certno: certnoOf(3), dead_date: '2026-03-01' })
    const file = await fileOf(stack, kept)
    expect(accountIn(file, A as never).balance).toBe(10500)
    expect(file.person).toMatchObject({
      psn_no: kept,
      death: { date: '2026-03-01' },
      private: { psn_name: '测试1', tel: '13700000000' },
    })
    expect(rejections(stack)).toEqual([])
    const api = apiOf(stack)
    const me = await api.call({ role: 'citizen', sub: lost, psn_no: lost }, 'GET /v1/me')
    expect([me.status, me.body.psn_no]).toEqual([200, kept])
    const cases = await api.call({ role: 'citizen', sub: kept, psn_no: kept }, 'GET /v1/cases')
    expect(cases.status).toBe(200)
    const accounts = await api.call({ role: 'citizen', sub: kept, psn_no: kept }, 'GET /v1/me/accounts')
    const [inA] = accounts.body.accounts
    const sum = inA.entries.reduce((all: number, { amt }: { amt: string }) => all + Math.round(Number(amt) * 100), 0)
    expect(sum).toBe(10500)
    await balanced(stack)
  })

  it('once, and never the other way round', async () => {
    const stack = await twice()
    await register(stack, 5)
    await stack.happen('person.merged', merge)
    const before = (await fileOf(stack, kept)).version
    await stack.happen('person.merged', merge)
    expect(rejections(stack)).toEqual([])
    await stack.happen('person.merged', { ...merge, psn_no: kept, into_psn_no: lost })
    expect(rejections(stack)).toEqual(['merged'])
    await stack.happen('person.merged', { ...merge, into_psn_no: 'P000005' })
    expect(rejections(stack)).toEqual(['merged', 'merged'])
    expect((await fileOf(stack, kept)).version - before).toBeLessThanOrEqual(1)
    // The kept number may itself turn out to be another's; then both lead there, and no way leads back.
    await stack.happen('person.merged', { ...merge, psn_no: kept, into_psn_no: 'P000005' })
    expect((await fileOf(stack, lost)).person?.psn_no).toBe('P000005')
    expect(accountIn(await fileOf(stack, lost), A as never).balance).toBe(217704)
    await stack.happen('person.merged', { ...merge, psn_no: 'P000005', into_psn_no: lost })
    expect(rejections(stack)).toHaveLength(3)
    await stack.happen('account.credited', credit(lost, A, '1.00'))
    expect(accountIn(await fileOf(stack, 'P000005'), A as never).balance).toBe(217804)
    await balanced(stack)
  })

  it('told both ways at once, one holds', async () => {
    const stack = await twice()
    await stack.send('person.merged', merge)
    await stack.send('person.merged', { ...merge, psn_no: kept, into_psn_no: lost })
    await stack.run()
    expect(rejections(stack)).toEqual(['merged'])
    const [one, other] = [await fileOf(stack, lost), await fileOf(stack, kept)]
    expect(one.pid).toBe(other.pid)
    expect(accountIn(one, A as never).balance).toBe(217704)
    await balanced(stack)
  })

  it('loses and repeats nothing, wherever a process dies', async () => {
    for (let dies = 0; dies < 12; dies++) {
      const stack = await twice()
      const { send } = stack.ports.queues
      let sends = 0
      await stack.send('person.merged', merge)
      stack.ports.queues.send = async (queue, bodies) => {
        if (sends++ === dies) throw new Error('died')
        return send(queue, bodies)
      }
      for (let turns = 0; turns < 5; turns++) await stack.run().catch(() => undefined)
      stack.ports.queues.send = send
      await stack.happen('person.merged', merge)
      await stack.advanceTo('2026-03-02T09:10:00+08:00')
      const file = await fileOf(stack, lost)
      expect(file.person?.psn_no).toBe(kept)
      expect(accountIn(file, A as never).balance).toBe(217704)
      expect(await stack.cases(kept, 'transfer')).toMatchObject([{ status: 'waiting' }])
      await balanced(stack)
    }
  })

  it('by the operator, of two who were registered with one identity number', async () => {
    for (const keeper of [kept, lost]) {
      const stack = await makeStack({ now })
      await register(stack, 1)
      await register(stack, 3, { certno: certnoOf(1) })
      await stack.happen('account.credited', credit(lost, A, '10.00'))
      await stack.happen('account.credited', credit(kept, A, '1.00'))
      const api = apiOf(stack)
      const { tasks } = (await api.call(operator, 'GET /v1/tasks?kind=identity-taken')).body
      const target = `POST /v1/tasks/${tasks[0].task_id}/decision`
      expect((await api.call(operator, target, { decision: 'approve', merge: true })).status).toBe(400)
      const decided = await api.call(operator, target, { decision: 'approve', psn_no: keeper, merge: true })
      expect([decided.status, decided.body.status]).toEqual([200, 'approved'])
      await stack.run()
      const file = await fileOf(stack, kept)
      expect(file.person).toMatchObject({ psn_no: keeper, private: { certno: certnoOf(1) } })
      expect(file.person?.cert_wanted).toBeUndefined()
      expect(accountIn(file, A as never).balance).toBe(1100)
      expect((await api.call(operator, 'GET /v1/tasks?kind=identity-taken')).body.tasks).toEqual([])
      await stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2026-03-01' })
      expect((await fileOf(stack, lost)).died).toBe('2026-03-01')
      await balanced(stack)
    }
  })

  it('keeps the identity number of both, though it was about to be given from one to the other', async () => {
    for (const [from, into] of [
      [lost, kept],
      [kept, lost],
    ]) {
      const stack = await makeStack({ now })
      await register(stack, 1)
      await register(stack, 3, { certno: certnoOf(1) })
      const { send } = stack.ports.queues
      const onItsWay: string[] = []
      stack.ports.queues.send = (queue, bodies) => {
        onItsWay.push(...bodies.filter((body) => body.includes('number-ceded')))
        return send(
          queue,
          bodies.filter((body) => !body.includes('number-ceded')),
        )
      }
      const [task] = await stack.tasks(lost)
      await stack.decideTask(task?.task_id ?? '', { decision: 'approve', psn_no: lost })
      expect(onItsWay).toHaveLength(1)
      await stack.happen('person.merged', { ...merge, psn_no: from, into_psn_no: into })
      await send('prompt', onItsWay)
      await stack.run()
      const file = await fileOf(stack, lost)
      const hash = numberHashOf(testKeys, certnoOf(1))
      expect([file.person?.psn_no, file.person?.cert_hash]).toEqual([into, hash])
      expect((await stack.table.get(numberKey(hash)))?.d).toBe(file.pid)
    }
  })

  describe('of one who has a passport, whose lost number waited for an identity card of another', () => {
    const passport = { psn_cert_type: '08', certno: 'E000000001' }
    const card = numberHashOf(testKeys, certnoOf(5))
    async function waiting() {
      const stack = await makeStack({ now })
      await register(stack, 1, passport)
      await register(stack, 5)
      await register(stack, 3, { certno: certnoOf(5) })
      return stack
    }
    const leadsTo = async (stack: Stack) => (await stack.table.get(numberKey(card)))?.d
    const taken = async (stack: Stack) =>
      (await apiOf(stack).call(operator, 'GET /v1/tasks?kind=identity-taken')).body.tasks

    it.each(['before', 'after'])('the card leads there once it is free, %s', async (when) => {
      const stack = await waiting()
      const free = () => register(stack, 5, { certno: certnoOf(7) })
      if (when === 'before') await free()
      await stack.happen('person.merged', merge)
      if (when === 'after') await free()
      const { person, pid } = await fileOf(stack, kept)
      expect(await leadsTo(stack)).toBe(pid)
      expect([person?.cert_hash, person?.also]).toEqual([numberHashOf(testKeys, 'E000000001', '08'), [card]])
      expect(await taken(stack)).toEqual([])
      await stack.happen('death.registered', { certno: certnoOf(5), dead_date: '2026-03-01' })
      expect((await fileOf(stack, kept)).died).toBe('2026-03-01')
    })

    it('the operator is asked whose it is, once, and gives it to either', async () => {
      for (const keeper of [kept, 'P000005']) {
        const stack = await waiting()
        await stack.happen('person.merged', merge)
        const [task, ...more] = await taken(stack)
        expect([more, task.facts.persons.map((one: { psn_no: string }) => one.psn_no)]).toEqual([[], ['P000005', kept]])
        const decision = { decision: 'approve', psn_no: keeper }
        const decided = await apiOf(stack).call(operator, `POST /v1/tasks/${task.task_id}/decision`, decision)
        expect(decided.status).toBe(200)
        await stack.run()
        expect(await leadsTo(stack)).toBe((await fileOf(stack, keeper)).pid)
      }
    })

    it('what an operator had decided is not asked again', async () => {
      const stack = await waiting()
      const [task] = await taken(stack)
      await stack.decideTask(task.task_id, { decision: 'reject' })
      await stack.happen('person.merged', merge)
      expect(await taken(stack)).toEqual([])
      await register(stack, 5, { certno: certnoOf(7) })
      expect(await leadsTo(stack)).toBe((await fileOf(stack, kept)).pid)
    })

    it('the register of the one that is kept tells the card itself: that is waited for, and comes', async () => {
      const stack = await waiting()
      await stack.happen('person.merged', merge)
      await register(stack, 1, { certno: certnoOf(5) })
      expect((await fileOf(stack, kept)).person?.private.also_wanted).toBeUndefined()
      await register(stack, 5, { certno: certnoOf(7) })
      const { person, pid } = await fileOf(stack, kept)
      expect([await leadsTo(stack), person?.cert_hash, person?.cert_wanted]).toEqual([pid, card, undefined])
    })
  })

  it('gives a number of the lost one to another if an operator says so', async () => {
    const stack = await makeStack({ now })
    await register(stack, 1)
    await register(stack, 3)
    await stack.happen('person.merged', merge)
    await register(stack, 5, { certno: certnoOf(3) })
    const [task] = await stack.tasks('P000005')
    await stack.decideTask(task?.task_id ?? '', { decision: 'approve', psn_no: 'P000005' })
    const { person, pid } = await fileOf(stack, 'P000005')
    const hash = numberHashOf(testKeys, certnoOf(3))
    expect([(await stack.table.get(numberKey(hash)))?.d, person?.cert_hash]).toEqual([pid, hash])
    expect((await fileOf(stack, kept)).person?.also).toBeUndefined()
  })
})
