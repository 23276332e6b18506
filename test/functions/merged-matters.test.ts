/** Matters of one person under two numbers: what goes over, what is not done twice, who still sees it. */
import { describe, expect, it } from 'vitest'
import { decideAtDesk } from '../../functions/desk/decide.ts'
import { cachePolicies } from '../../functions/desk/policies.ts'
import { readVisit } from '../../functions/desk/visit.ts'
import { checkLedger } from '../../functions/proof/ledger-check.ts'
import { wake } from '../../functions/worker/personal.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { accountIn } from '../../shared/registers/ledger.ts'
import { loadPerson } from '../../shared/table/files.ts'
import { apiOf, citizen, clerk, institution, operator } from '../support/api.ts'
import { orders, otherAccount } from '../support/bank.ts'
import { bankAccount, certnoOf, credit, enrolment, register } from '../support/people.ts'
import { makeStack, type Stack, testKeys } from '../support/stack.ts'
import { allowance } from './bundles/maternity-allowance/scene.ts'
import { birth, childOf, makeNursery, motherBirth, paid } from './bundles/newborn/scene.ts'
import { monthsUpTo, pension } from './bundles/retirement/scene.ts'

const area = '440100'
const lost = 'P000002'
const kept = 'P000004'
const merge = { psn_no: lost, into_psn_no: kept, reason: '同一人重复建档' }

const fileOf = (stack: Stack, psnNo: string) => loadPerson(stack.table, testKeys, pidOf(testKeys, psnNo))

describe('money that was ordered under the lost number', () => {
  it('is not ordered again: a clerk is told once', async () => {
    const stack = await allowance({ bank_acct: bankAccount }, { twice: true })
    expect(orders(stack)).toHaveLength(1)
    await stack.happen('person.merged', merge)
    await stack.happen('person.merged', merge)
    expect(await stack.cases(lost)).toMatchObject([{ status: 'withdrawn', outcome: { reason: 'merged' } }])
    expect(await stack.cases(kept, 'maternity-allowance')).toEqual([])
    expect(orders(stack)).toHaveLength(1)
    const tasks = await stack.tasks(kept)
    expect(tasks).toMatchObject([{ kind: 'reverse-by-hand', owner: { role: 'clerk', area }, facts: { psn_no: lost } }])
    const { pay_no, amt } = orders(stack)[0] ?? {}
    await stack.happen('payment.settled', { pay_no, amt, bank_time: '2026-04-08T10:00:00+08:00' })
    expect((await fileOf(stack, kept)).one('payment', pay_no)).toMatchObject({ report: { status: 'settled' } })
    const api = apiOf(stack)
    const decided = await api.call(clerk(area), `POST /v1/tasks/${tasks[0]?.task_id}/decision`, { decision: 'approve' })
    expect(decided.status).toBe(200)
    expect(orders(stack)).toHaveLength(1)
  })

  it('comes back to the case that had ended, which finds its orders again', async () => {
    const stack = await allowance({ bank_acct: bankAccount }, { twice: true })
    const { pay_no, amt } = orders(stack)[0] ?? {}
    await stack.happen('payment.settled', { pay_no, amt, bank_time: '2026-04-08T10:00:00+08:00' })
    const [ended] = await stack.cases(lost)
    expect(ended).toMatchObject({ status: 'done' })
    await stack.happen('person.merged', merge)
    expect(await stack.cases(kept)).toMatchObject([{ case_id: ended?.case_id, status: 'done' }])
    await stack.happen('payment.returned', { pay_no, amt, reason: '账户已销户' })
    expect(orders(stack)).toHaveLength(1)
    expect(await stack.cases(kept)).toMatchObject([{ status: 'waiting' }])
    const [task] = await stack.tasks(kept)
    const decision = { decision: 'approve', bank_acct: otherAccount }
    const given = await apiOf(stack).call(clerk(area), `POST /v1/tasks/${task?.task_id}/decision`, decision)
    expect([task?.kind, task?.case_id, given.status]).toEqual(['payment-returned', ended?.case_id, 200])
    await stack.run()
    expect(orders(stack)).toHaveLength(2)
    expect(new Set(orders(stack).map((order) => order.pay_no)).size).toBe(2)
  })

  it('goes on in messages whose ids were not there under the lost number', async () => {
    const stack = await allowance({ bank_acct: bankAccount }, { twice: true })
    const bank_time = '2026-04-08T10:00:00+08:00'
    const { pay_no, amt } = orders(stack)[0] ?? {}
    await stack.happen('payment.settled', { pay_no, amt, bank_time })
    await stack.happen('person.merged', merge)
    const before = (await fileOf(stack, lost)).version
    while ((await fileOf(stack, kept)).version <= before) {
      await stack.happen('payment.returned', { pay_no: orders(stack).at(-1)?.pay_no, amt, reason: '账户已销户' })
      const [task] = await stack.tasks(kept)
      const bank_acct = { ...otherAccount, acct_no: `62220000${orders(stack).length}` }
      await stack.decideTask(task?.task_id ?? '', { decision: 'approve', bank_acct })
    }
    const contents = Map.groupBy(stack.sent(), ({ id }) => id)
    const several = [...contents.values()].filter(
      (all) => new Set(all.map(({ data }) => JSON.stringify(data))).size > 1,
    )
    expect(several).toEqual([])
  })

  it('was none yet: the allowance is decided under the number that is kept, and paid once', async () => {
    const stack = await allowance({}, { twice: true })
    const [open] = await stack.cases(lost)
    expect(open).toMatchObject({ waiting_for: { what: 'provide-bank-account' } })
    await stack.happen('person.merged', merge)
    const cases = (await stack.cases(kept, 'maternity-allowance')).filter(({ status }) => status !== 'withdrawn')
    expect(cases).toHaveLength(1)
    expect(await stack.tasks(kept)).not.toContainEqual(expect.objectContaining({ kind: 'reverse-by-hand' }))
    const api = apiOf(stack)
    // The old case is still to be read by whom it belongs to and by its area, under its id.
    for (const who of [citizen(kept), citizen(lost), clerk(area)]) {
      const read = await api.call(who, `GET /v1/cases/${open?.case_id}`)
      expect([read.status, read.body.status, read.body.psn_no]).toEqual([200, 'withdrawn', kept])
      expect(read.body.timeline.at(-1).text).toContain('已并入')
      const { cases: listed } = (await api.call(who, 'GET /v1/cases')).body
      const ids = listed.map(({ case_id }: { case_id: string }) => case_id)
      expect(ids.sort()).toEqual([open?.case_id, cases[0]?.case_id].sort())
    }
  })
})

describe('a child whose mother has two numbers', () => {
  it('is still hers, by whichever she comes', async () => {
    const stack = await makeNursery('2026-03-10T09:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth })
    await register(stack, 4, { brdy: motherBirth, psn_name: '测试2' })
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.happen('premium.paid', paid(2026, '2026-03-10'))
    const api = apiOf(stack)
    const seen = async (psnNo: string) => (await api.call(citizen(psnNo), 'GET /v1/me')).body.dependants
    expect([(await seen(lost)).length, (await seen(kept)).length]).toEqual([1, 0])
    await stack.happen('person.merged', merge)
    expect([(await seen(lost)).length, (await seen(kept)).length]).toEqual([1, 1])
  })

  it('hears of it though it was asked before all had gone over', async () => {
    const stack = await makeNursery('2026-03-10T09:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth })
    await register(stack, 4, { brdy: motherBirth, psn_name: '测试2' })
    await stack.happen('birth.certified', birth('2026-03-10'))
    const { send } = stack.ports.queues
    const onItsWay: string[] = []
    const isLate = (body: string) => body.includes('take-over')
    stack.ports.queues.send = (queue, bodies) => {
      onItsWay.push(...bodies.filter(isLate))
      return send(
        queue,
        bodies.filter((body) => !isLate(body)),
      )
    }
    await stack.happen('person.merged', merge)
    expect(onItsWay).toHaveLength(1)
    await send('prompt', onItsWay)
    await stack.run()
    // Nothing is left for the day on which something else comes for the child.
    const { pid, version } = await fileOf(stack, childOf())
    await wake(stack.ports, stack.rules, pid)
    expect((await fileOf(stack, childOf())).version).toBe(version)
  })

  it('and a child with two: what was paid, and its cover, are the one child’s', async () => {
    const stack = await makeNursery('2026-03-10T09:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth })
    await register(stack, 4, { brdy: '2026-03-10' })
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.happen('premium.paid', paid(2026, '2026-03-10'))
    await stack.happen('person.merged', { ...merge, psn_no: childOf(), into_psn_no: kept })
    const api = apiOf(stack)
    const { dependants } = (await api.call(citizen(lost), 'GET /v1/me')).body
    expect(dependants.map(({ psn_no }: { psn_no: string }) => psn_no)).toEqual([kept])
    expect((await fileOf(stack, childOf())).all('entitlement')).toHaveLength(1)
    await stack.happen('premium.paid', paid(2027, '2026-12-01'))
    expect((await fileOf(stack, kept)).all('premium')).toHaveLength(2)
    expect(await stack.cases(kept, 'newborn')).toHaveLength(1)
  })
})

describe('two children who are one', () => {
  /** The hospital certified one birth twice, under two numbers: each has a case and a bill. */
  async function twins() {
    const stack = await makeNursery('2026-03-10T09:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10', { birth_cert_no: again }))
    return stack
  }
  const again = 'Z530000002'
  const one = { psn_no: childOf(again), into_psn_no: childOf(), reason: '同一个孩子' }

  it.each(['its own', 'the lost number’s'])('are enrolled once, and %s bill pays', async (whose) => {
    const stack = await twins()
    await stack.happen('person.merged', one)
    expect(await stack.cases(childOf(again))).toMatchObject([{ status: 'withdrawn', outcome: { reason: 'merged' } }])
    const bills = stack.sent('tax', 'premium.assessed').map(({ data }) => data)
    const owner = whose === 'its own' ? childOf() : childOf(again)
    const bill = bills.find(({ psn_no }) => psn_no === owner)
    const payment = { bill_no: bill?.bill_no, amt: bill?.amt, paid_at: '2026-03-10T10:00:00+08:00' }
    await stack.happen('premium.paid', payment)
    const file = await fileOf(stack, childOf())
    expect(file.all('entitlement')).toHaveLength(1)
    const open = file.all('case').filter(({ status }) => status === 'waiting' || status === 'running')
    expect(open.map(({ waiting_for }) => waiting_for?.what)).toEqual([])
    const api = apiOf(stack)
    for (const number of ['Z530000001', again]) {
      const asked = `GET /v1/cardless/${number}?date=2026-03-11`
      const { body } = await api.call(institution('H53010200001'), asked)
      expect(body).toMatchObject({ eligible: true, psn_no: childOf() })
    }
  })

  it.each(['before', 'after'])('who were both paid for %s: one premium goes back, once', async (when) => {
    const stack = await twins()
    await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    const pay = async (number: string, hour: string) =>
      stack.happen('premium.paid', {
        ...paid(2026, '2026-03-10', { birth_cert_no: number, payer_certno: certnoOf(2, motherBirth) }),
        paid_at: `2026-03-10T${hour}:00:00+08:00`,
      })
    await pay('Z530000001', '10')
    if (when === 'before') await pay(again, '11')
    await stack.happen('person.merged', one)
    if (when === 'after') await pay(again, '11')
    expect(orders(stack)).toMatchObject([{ amt: '400.00' }])
    const { pay_no, amt } = orders(stack)[0] ?? {}
    await stack.happen('payment.settled', { pay_no, amt, bank_time: '2026-03-10T12:00:00+08:00' })
    expect(orders(stack)).toHaveLength(1)
    expect((await fileOf(stack, childOf())).all('entitlement')).toHaveLength(1)
  })

  it('are one by the word of an operator, too', async () => {
    const stack = await makeNursery('2026-03-10T09:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10', { birth_cert_no: 'Z530000003', replaces_cert_no: again }))
    await stack.happen('birth.certified', birth('2026-03-10', { birth_cert_no: again, replaces_cert_no: 'Z530000001' }))
    const api = apiOf(stack)
    const { tasks } = (await api.call(operator, 'GET /v1/tasks?kind=identity-taken')).body
    expect(tasks).toHaveLength(1)
    const decision = { decision: 'approve', psn_no: childOf(), merge: true }
    const decided = await api.call(operator, `POST /v1/tasks/${tasks[0].task_id}/decision`, decision)
    expect(decided.status).toBe(200)
    await stack.run()
    const pids = await Promise.all(
      ['Z530000001', again, 'Z530000003'].map(async (number) => (await fileOf(stack, childOf(number))).pid),
    )
    expect(pids[1] === pids[0] || (await stack.file(childOf(again))).one('alias', 'self')?.pid === pids[0]).toBe(true)
    const { dependants } = (await api.call(citizen(lost), 'GET /v1/me')).body
    expect(dependants.map(({ psn_no }: { psn_no: string }) => psn_no)).toEqual([childOf()])
  })
})

describe('who retired under both numbers', () => {
  it('is paid back the months after retirement once', async () => {
    const stack = await makeStack({ now: '2026-06-10T10:00:00+08:00' })
    const brdy = '1963-05-18'
    const [one, two] = ['P000001', 'P000003'] as const
    for (const [n, psn_no] of [
      [1, one],
      [3, two],
    ] as const) {
      await register(stack, n, { brdy, bank_acct: bankAccount })
      await stack.happen('enrolment.registered', enrolment(psn_no, '130100', '1990-01-01'))
      await stack.happen('contribution.posted', monthsUpTo(psn_no, '130100', 380, '202606'))
      await stack.happen('pension.approved', pension(n, brdy, '2026-05-18'))
      expect(await stack.cases(psn_no, 'retirement')).toHaveLength(1)
    }
    const before = orders(stack).length
    expect(before).toBeGreaterThan(0)
    for (const { pay_no, amt } of orders(stack)) {
      await stack.happen('payment.settled', { pay_no, amt, bank_time: '2026-06-10T10:00:00+08:00' })
    }
    await stack.happen('person.merged', { ...merge, psn_no: two, into_psn_no: one })
    expect(orders(stack)).toHaveLength(before)
    const late = monthsUpTo(two, '130100', 1, '202607')
    await stack.happen('contribution.posted', late)
    const paidFor = orders(stack).slice(before)
    expect(new Set(paidFor.map(({ payee }) => payee.kind)).size).toBe(paidFor.length)
  })
})

describe('at the desk', () => {
  it('either number gets the answer of the whole person', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    await register(stack, 2)
    await register(stack, 4)
    await stack.happen('enrolment.registered', enrolment(lost, '130200', '2019-03-01'))
    await stack.happen('person.merged', merge)
    const { table, keys, clock } = stack.ports
    const ports = { table, keys, clock, policies: cachePolicies(table, clock), bundlesLive: true }
    const asked = (who: object, mdtrt_id: string) => {
      const read = readVisit({
        mdtrt_id,
        fixmedins_code: 'H13020000001',
        mdtrtarea_admvs: '130200',
        med_type: '11',
        begntime: '2026-03-02T09:00:00+08:00',
        cross_region_enabled: true,
        ...who,
      })
      if (!read.ok) throw new Error(JSON.stringify(read.errors))
      return read.visit
    }
    const answers = [
      await decideAtDesk(ports, asked({ psn_no: kept }, 'M1')),
      await decideAtDesk(ports, asked({ psn_no: lost }, 'M2')),
      await decideAtDesk(ports, asked({ certno: certnoOf(2) }, 'M3')),
    ]
    expect(answers).toMatchObject([{ decision: 'local' }, { decision: 'local' }, { decision: 'local' }])
    expect((await fileOf(stack, kept)).all('visit')).toHaveLength(3)
  })
})

describe('a long life', () => {
  it('goes over in as many commits as it needs, with what waits', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    await register(stack, 2)
    await register(stack, 4)
    await stack.happen('account.credited', credit(lost, area, '1000.00'))
    for (let n = 0; n < 120; n++) {
      await stack.send('account.spent', { psn_no: lost, insu_admdvs: area, amt: '1.00', setl_id: `S${n}` })
    }
    await stack.happen('account.spent', { psn_no: kept, insu_admdvs: area, amt: '5.00', setl_id: 'K1' })
    for (let n = 0; n < 60; n++) {
      await stack.send('account.spent', { psn_no: lost, insu_admdvs: '440200', amt: '1.00', setl_id: `W${n}` })
    }
    await stack.run()
    await stack.happen('person.merged', merge)
    const file = await fileOf(stack, kept)
    expect(file.all('spending').filter(({ insu_admdvs }) => insu_admdvs === area)).toHaveLength(121)
    expect(accountIn(file, area as never).balance).toBe(100000 - 12000 - 500)
    expect(file.all('parked')).toHaveLength(60)
    expect((await stack.file(lost)).all('parked')).toEqual([])
    // A correction by the lost number finds what was spent under it.
    const later = { psn_no: lost, insu_admdvs: area, amt: '0.50', setl_id: 'S7' }
    await stack.happen('account.spent', later, { time: '2026-03-02T09:30:00+08:00' })
    await stack.happen('account.credited', credit(kept, '440200', '60.00'))
    const after = await fileOf(stack, kept)
    expect([accountIn(after, area as never).balance, accountIn(after, '440200' as never).balance]).toEqual([87550, 0])
    expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true, violations: [] })
  })

  it('a settlement told under both numbers was one', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    await register(stack, 2)
    await register(stack, 4)
    for (const psn_no of [lost, kept]) await stack.happen('account.credited', credit(psn_no, area, '10.00'))
    const spent = (psn_no: string, amt: string) => ({ psn_no, insu_admdvs: area, amt, setl_id: 'S1' })
    await stack.happen('account.spent', spent(lost, '4.00'), { time: '2026-03-02T09:00:00+08:00' })
    await stack.happen('account.spent', spent(kept, '3.00'), { time: '2026-03-02T09:00:01+08:00' })
    await stack.happen('person.merged', merge)
    expect(accountIn(await fileOf(stack, kept), area as never).balance).toBe(1700)
    expect(await checkLedger(stack.ports)).toMatchObject({ balanced: true, violations: [] })
  })
})

describe('a case that came with a lost number', () => {
  it('is found, once, by the clerks of the area that is in charge by what the other number knew', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    await register(stack, 4)
    await stack.happen('enrolment.registered', enrolment(kept, '110000', '2023-01-20'))
    const at = { fixmedins_code: 'H13060200001', mdtrtarea_admvs: '130600', med_type: '41' }
    const visit = {
      ...at,
      mdtrt_id: 'M1',
      psn_no: lost,
      begntime: '2026-03-01T08:00:00+08:00',
      cross_region_enabled: true,
    }
    await stack.happen('visit.admitted', visit)
    await register(stack, 2, { certno: certnoOf(4), gend: '1', psn_name: '测试4' })
    await stack.happen('person.merged', merge)
    const [kase] = await stack.cases(kept, 'filing')
    expect(kase?.areas).toContain('110000')
    for (const area of new Set([...(kase?.areas ?? []), kase!.admdvs])) {
      for (const limit of [1, 50]) {
        const { body } = await apiOf(stack).call(clerk(area), `GET /v1/cases?limit=${limit}`)
        expect(body.cases.map((one: { case_id: string }) => one.case_id)).toEqual([kase?.case_id])
      }
    }
  })
})
