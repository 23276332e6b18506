/** RULES.md 2.3 to 2.5: who asks learns nothing of others, and is nobody’s guardian by asking. */
import { describe, expect, test } from 'vitest'
import { apiOf, citizen } from '../../../support/api.ts'
import { at } from '../../../support/bank.ts'
import { bankAccount, enrolment, register } from '../../../support/people.ts'
import { birth, childOf, father, fatherBirth, makeNursery, mother, motherBirth, notices, paid } from './scene.ts'

const { guardians: _guardians, ...form } = birth('2026-03-10')

/** Mother (2, insured in 530300), father (1) and somebody else (3), all registered. */
async function town() {
  const stack = await makeNursery(at('2026-03-20'))
  await register(stack, 2, { brdy: motherBirth, bank_acct: { ...bankAccount, acct_no: 'mother' } })
  await register(stack, 1, { brdy: fatherBirth, bank_acct: { ...bankAccount, acct_no: 'father' } })
  await register(stack, 3, { bank_acct: { ...bankAccount, acct_no: 'stranger' } })
  await stack.happen('enrolment.registered', enrolment('P000002', '530300', '2020-01-01'))
  const api = apiOf(stack)
  const get = async (psnNo: string, path: string) => (await api.call(citizen(psnNo), `GET /v1/${path}`)).body
  return {
    stack,
    api,
    ask: (psnNo: string, more: Record<string, unknown> = {}) =>
      api.call(citizen(psnNo), 'POST /v1/cases', { bundle: 'newborn', form: { ...form, ...more } }),
    /** The child numbers and case ids somebody sees. */
    async sees(psnNo: string) {
      const { dependants } = await get(psnNo, 'me')
      const { cases } = await get(psnNo, 'cases?bundle=newborn')
      const { notices } = await get(psnNo, 'me/notices')
      const { entitlements } = await get(psnNo, 'me/entitlements')
      return {
        dependants: dependants.length,
        cases: cases.length,
        told: notices.length > 0,
        entitlements: entitlements.length,
      }
    },
    first: async () =>
      (await stack.cases(childOf())).find(({ state }) => (state as { role: string }).role === 'first')!,
    told: () => notices(stack).map(({ data }) => data.psn_no),
    paidTo: () => stack.sent('bank', 'payment.ordered').map(({ data }) => data.payee.acct_no),
    file: (psnNo: string, child = childOf()) =>
      api.call(citizen(psnNo), 'POST /v1/filings', {
        kind: 'temporary',
        to_admdvs: '110000',
        from: stack.clock.now().slice(0, 10),
        commitment: true,
        psn_no: child,
      }),
  }
}

const nothing = { dependants: 0, cases: 0, told: false, entitlements: 0 }

describe('others named in a request', () => {
  test('are neither tied to the child, told, nor read until the hospital names them', async () => {
    const { stack, ask, sees, told, first } = await town()
    await stack.happen('death.registered', { certno: mother().certno, dead_date: '2026-03-12' })
    const { status, body } = await ask('P000001', { guardians: [father(), mother()] })
    expect(status).toBe(201)
    // The hospital’s place, not the mother’s; and as if she were alive.
    expect(body.admdvs).toBe('530100')
    expect(await sees('P000002')).toEqual(nothing)
    expect(await sees('P000001')).toMatchObject({ dependants: 1, cases: 1, told: true })
    expect(told()).toEqual(['P000001'])
    await stack.happen('premium.paid', paid(2026, '2026-03-20'))
    expect((await first()).outcome).toMatchObject({ result: 'insured', linked: {} })
    expect(notices(stack, 'newborn.insured')[0]!.data.text).toContain('祝贺')
  })

  test('the hospital names who asked: the case goes on under it, with its names and all whom it names', async () => {
    const { stack, ask, sees, first } = await town()
    const { body } = await ask('P000001', { psn_name: '另一个名字', guardians: [father(), mother()] })
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother(), father()] }))
    expect(await stack.cases(childOf())).toHaveLength(1)
    expect(await first()).toMatchObject({ case_id: body.case_id, status: 'waiting', admdvs: '530300' })
    expect((await stack.file(childOf())).person?.private.psn_name).toBe('测试宝宝')
    for (const psnNo of ['P000001', 'P000002']) expect(await sees(psnNo)).toMatchObject({ dependants: 1, cases: 1 })
    expect(await stack.tasks(childOf(), 'any')).toEqual([])
  })

  test('whether the request or the hospital comes first leaves no trace', async () => {
    const end = async (requestFirst: boolean) => {
      const { stack, ask, sees } = await town()
      const certify = () =>
        stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother(), father()] }), {
          time: at('2026-03-10'),
        })
      if (requestFirst) await ask('P000001')
      await certify()
      if (!requestFirst) expect((await ask('P000001')).status).toBe(409)
      await stack.happen('premium.paid', paid(2026, '2026-03-20'))
      const file = await stack.file(childOf())
      const cases = file
        .all('case')
        .map(({ case_id, status, outcome, admdvs }) => ({ case_id, status, outcome, admdvs }))
      const bills = file.all('bill').filter(({ superseded }) => !superseded)
      const { person } = file
      return { cases, bills, person, seen: [await sees('P000001'), await sees('P000002')] }
    }
    expect(await end(true)).toEqual(await end(false))
  })
})

describe('a stranger who asks first', () => {
  const squatted = async (certified: Record<string, unknown> = {}) => {
    const all = await town()
    await all.ask('P000003', { guardians: [{ relation: 'other' }, mother()] })
    await all.stack.happen('premium.paid', paid(2026, '2026-03-21'))
    await all.stack.happen('premium.paid', paid(2026, '2026-03-22'))
    await all.stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother(), father()], ...certified }))
    const [task] = await all.stack.tasks(childOf())
    return { ...all, task: task! }
  }

  test('is not paid what somebody else paid twice, before or after the hospital speaks', async () => {
    const { stack, task, paidTo, first } = await squatted()
    expect(paidTo()).toEqual([])
    expect(task).toMatchObject({ kind: 'certificate-differs', owner: { role: 'clerk', area: '530100' } })
    expect((await first()).actions).toEqual([])
    await stack.decideTask(task.task_id, { decision: 'approve' })
    expect(paidTo()).toEqual(['mother'])
  })

  test('approved, the hospital’s data hold, and the stranger sees, does and hears nothing more', async () => {
    const { stack, task, sees, file, api, first, told } = await squatted({ psn_name: '真名' })
    const { case_id } = await first()
    expect(await sees('P000003')).toMatchObject({ dependants: 1 })
    await stack.decideTask(task.task_id, { decision: 'approve' })
    const before = told().length
    expect(await sees('P000003')).toEqual(nothing)
    expect((await api.call(citizen('P000003'), `GET /v1/cases/${case_id}`)).status).toBe(404)
    expect((await file('P000003')).status).toBe(404)
    for (const psnNo of ['P000001', 'P000002']) expect(await sees(psnNo)).toMatchObject({ dependants: 1 })
    expect((await file('P000002')).status).toBe(201)
    expect((await stack.file(childOf())).person?.private.psn_name).toBe('真名')
    expect(await first()).toMatchObject({ admdvs: '530300' })
    await stack.happen('premium.paid', paid(2026, '2026-03-23'))
    expect(told().slice(before)).not.toContain('P000003')
  })

  test('while a clerk decides, nothing of the mother is read: not where she is insured, nor her death', async () => {
    const { stack, first } = await squatted()
    await stack.happen('death.registered', { certno: mother().certno, dead_date: '2026-03-12' })
    expect(await first()).toMatchObject({ admdvs: '530100', outcome: { linked: {} } })
  })

  test('with another birth date is nobody the hospital’s family sees until a clerk decides', async () => {
    const { stack, task, sees } = await squatted({ brdy: '2026-03-09T08:15:00+08:00' })
    expect(await sees('P000002')).toEqual(nothing)
    await stack.decideTask(task.task_id, { decision: 'approve' })
    expect(await sees('P000002')).toMatchObject({ dependants: 1 })
    expect(await sees('P000003')).toEqual(nothing)
  })

  test('rejected, the request holds: whom only the hospital named sees nothing', async () => {
    const { stack, task, sees, paidTo } = await squatted()
    await stack.decideTask(task.task_id, { decision: 'reject', reason: '核对过户口本' })
    expect(await sees('P000002')).toEqual(nothing)
    expect(await sees('P000003')).toMatchObject({ dependants: 1 })
    expect(paidTo()).toEqual(['stranger'])
  })

  test('who asked and paid twice themselves gets their own back, but not while a clerk decides', async () => {
    const { stack, ask, paidTo } = await town()
    await ask('P000001')
    const { certno: payer_certno } = father()
    for (const on of ['2026-03-21', '2026-03-22']) await stack.happen('premium.paid', paid(2026, on, { payer_certno }))
    expect(paidTo()).toEqual(['father'])
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother()] }))
    await stack.happen('premium.paid', paid(2026, '2026-03-23', { payer_certno }))
    expect(paidTo()).toEqual(['father'])
    const [task] = await stack.tasks(childOf())
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect(paidTo()).toEqual(['father', 'father'])
  })
})

describe('money that goes back while no hospital bears out who asked', () => {
  test('waits for the hospital, and after thirty days a clerk is asked who paid', async () => {
    const { stack, ask, first, paidTo } = await town()
    await ask('P000001')
    for (const on of ['2026-03-21', '2026-03-25']) await stack.happen('premium.paid', paid(2026, on))
    const waiting_for = { actor: 'partner', what: 'birth.certified', until: '2026-04-24T00:00:00+08:00' }
    expect(await first()).toMatchObject({ status: 'waiting', waiting_for, actions: [] })
    await stack.advanceTo(at('2026-04-23'))
    expect(await stack.tasks(childOf())).toEqual([])
    await stack.advanceTo(at('2026-04-24'))
    const [task] = await stack.tasks(childOf())
    const owner = { role: 'clerk', area: '530100' }
    const facts = { amt: '400.00', text: expect.stringContaining('缴费人的账户') }
    expect(task).toMatchObject({ kind: 'payment-returned', owner, facts })
    expect(await first()).toMatchObject({ waiting_for: { actor: 'clerk', what: 'payment-returned' } })
    await stack.decideTask(task!.task_id, { decision: 'approve', bank_acct: { ...bankAccount, acct_no: 'payer' } })
    expect(paidTo()).toEqual(['payer'])
    expect(await stack.tasks(childOf())).toEqual([])
  })

  test('a clerk who found no account is asked again in time, though the hospital is waited for of another sum', async () => {
    const { stack, ask } = await town()
    await ask('P000001')
    for (const on of ['2026-03-21', '2026-03-25']) await stack.happen('premium.paid', paid(2026, on))
    await stack.advanceTo(at('2026-04-24'))
    const [task] = await stack.tasks(childOf())
    await stack.decideTask(task!.task_id, { decision: 'reject', reason: '联系不上' })
    await stack.happen('premium.paid', paid(2026, '2026-04-26'))
    expect(await stack.tasks(childOf())).toEqual([])
    await stack.advanceTo(at('2026-05-20'))
    expect((await stack.tasks(childOf())).map(({ kind }) => kind)).toEqual(['payment-returned'])
  })

  test('goes to the family at once if the hospital comes after all, and the clerk is asked no more', async () => {
    const { stack, ask, paidTo } = await town()
    await ask('P000001')
    for (const on of ['2026-03-21', '2026-03-25']) await stack.happen('premium.paid', paid(2026, on))
    await stack.advanceTo(at('2026-05-01'))
    expect(await stack.tasks(childOf())).toHaveLength(1)
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [father(), mother()] }))
    expect(await stack.tasks(childOf())).toEqual([])
    expect(paidTo()).toEqual(['father'])
  })

  test('nor is a clerk asked who paid while one has to decide whose the child is', async () => {
    const { stack, ask, first, paidTo } = await town()
    await ask('P000003')
    for (const on of ['2026-03-21', '2026-03-25']) await stack.happen('premium.paid', paid(2026, on))
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother(), father()] }))
    await stack.advanceTo(at('2026-05-01'))
    expect(await stack.tasks(childOf())).toMatchObject([{ kind: 'certificate-differs' }])
    expect(await first()).toMatchObject({ waiting_for: { actor: 'clerk', what: 'certificate-differs' } })
    expect(paidTo()).toEqual([])
  })
})

describe('a certificate that has a case', () => {
  test('a stranger is told that it is taken and nothing else, and leaves no trace', async () => {
    const { stack, ask, sees } = await town()
    await stack.happen('birth.certified', birth('2026-03-10'))
    const items = stack.table.items.size
    for (const more of [{}, { brdy: '2026-03-01T08:00:00+08:00', gend: '1' }]) {
      const { status, body } = await ask('P000003', more)
      expect({ status, body }).toEqual({
        status: 409,
        body: {
          type: 'about:blank',
          status: 409,
          code: 'already-enrolled',
          title: expect.any(String),
          detail: '这张出生医学证明已经在办，不用再办一次。',
        },
      })
    }
    expect(stack.table.items.size).toBe(items)
    expect(await sees('P000003')).toEqual(nothing)
  })

  test('its guardian is told which case it is; there is no second one', async () => {
    const { stack, ask, first } = await town()
    await stack.happen('birth.certified', birth('2026-03-10'))
    const { status, body } = await ask('P000002')
    expect({ status, code: body.code, case_id: body.case_id }).toEqual({
      status: 409,
      code: 'case-exists',
      case_id: (await first()).case_id,
    })
    expect(await stack.cases(childOf())).toHaveLength(1)
  })

  test('who asked is told it is there; whom the request only named, that it is taken', async () => {
    const { ask } = await town()
    const guardians = [father(), mother()]
    expect((await ask('P000001', { guardians })).status).toBe(201)
    expect((await ask('P000001', { guardians })).body.code).toBe('case-exists')
    expect((await ask('P000002')).body.code).toBe('already-enrolled')
  })
})

describe('requests that no hospital has confirmed', () => {
  const certNo = (n: number) => `Z53000010${n}`

  test('are three at most; one that is confirmed makes room', async () => {
    const { stack, ask } = await town()
    const codes: unknown[] = []
    for (const n of [1, 2, 3, 4]) codes.push((await ask('P000001', { birth_cert_no: certNo(n) })).body.code)
    expect(codes).toEqual([undefined, undefined, undefined, 'too-many-unconfirmed'])
    expect(await stack.cases(childOf(certNo(4)))).toEqual([])
    await stack.happen('birth.certified', birth('2026-03-10', { birth_cert_no: certNo(2), guardians: [father()] }))
    expect((await ask('P000001', { birth_cert_no: certNo(4) })).status).toBe(201)
    expect((await ask('P000001', { birth_cert_no: certNo(5) })).body.code).toBe('too-many-unconfirmed')
  })

  test('are three at most however many are sent at once', async () => {
    const { ask } = await town()
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => ask('P000001', { birth_cert_no: certNo(n) })))
    const count = (status: number) => answers.filter((answer) => answer.status === status).length
    expect([count(201), count(409)]).toEqual([3, 4])
  })

  test('one that died on its way is counted for an hour, and can be sent again', async () => {
    const { stack, ask } = await town()
    for (const n of [1, 2]) await ask('P000001', { birth_cert_no: certNo(n) })
    const { transact } = stack.table
    let commits = 0
    stack.table.transact = async (writes) => {
      if (++commits > 1) throw new Error('stopped')
      return transact(writes)
    }
    expect((await ask('P000001', { birth_cert_no: certNo(3) })).status).toBe(500)
    stack.table.transact = transact
    expect((await ask('P000001', { birth_cert_no: certNo(4) })).body.code).toBe('too-many-unconfirmed')
    expect((await ask('P000001', { birth_cert_no: certNo(3) })).status).toBe(201)
  })
})
