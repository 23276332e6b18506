/** RULES.md 2.2: a certificate that already has a case. */
import { describe, expect, test } from 'vitest'
import { at } from '../../../support/bank.ts'
import { bankAccount, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { birth, childOf, makeNursery, motherBirth, paid, theCase } from './scene.ts'

async function firstAndSecond(more: Record<string, unknown>, secondDay = '2026-03-10') {
  const stack = await makeNursery(at('2026-03-10'))
  await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
  await stack.happen('birth.certified', birth('2026-03-10'))
  const first = await theCase(stack)
  await stack.happen('birth.certified', birth(secondDay, more), { time: at('2026-03-10', '09:30') })
  const second = (await stack.cases(childOf())).find(({ case_id }) => case_id !== first.case_id)!
  return { stack, first, second }
}

const second = async (stack: Stack, first: { case_id: string }) =>
  (await stack.cases(childOf())).find(({ case_id }) => case_id !== first.case_id)!

describe('the same certificate again', () => {
  test('with the same birth date and sex is rejected and names the first', async () => {
    const { stack, first, second } = await firstAndSecond({ psn_name: '另一个名字' })
    expect(second).toMatchObject({
      status: 'rejected',
      outcome: { result: 'rejected', reason: 'already-enrolled', duplicate_of: first.case_id },
    })
    expect(await theCase(stack)).toMatchObject({ case_id: first.case_id, status: 'waiting' })
    expect(stack.sent('tax')).toHaveLength(1)
  })

  test('the very same event twice is one notice', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10'), { id: 'once' })
    await stack.happen('birth.certified', birth('2026-03-10'), { id: 'once' })
    expect(await stack.cases(childOf())).toHaveLength(1)
  })

  test('which of two that agree came first leaves no trace in the registers', async () => {
    const early = { data: birth('2026-03-10', { insu_admdvs: '530100' }), time: at('2026-03-10') }
    const late = { data: birth('2026-03-10', { insu_admdvs: '530300' }), time: at('2026-03-11') }
    const areas: unknown[] = []
    for (const order of [
      [early, late],
      [late, early],
    ]) {
      const stack = await makeNursery(at('2026-03-12'))
      for (const [index, { data, time }] of order.entries())
        await stack.happen('birth.certified', data, { time, id: `${index}${time}` })
      const file = await stack.file(childOf())
      areas.push([file.all('relation').map((r) => r.insu_admdvs), (await stack.cases(childOf())).length])
    }
    expect(areas).toEqual([
      [['530100'], 2],
      [['530100'], 2],
    ])
  })
})

describe('a second notice that differs in birth date or sex', () => {
  test('is a task for a clerk of the enrolment area; nothing changes until decided', async () => {
    const { stack, second } = await firstAndSecond({}, '2026-03-09')
    expect(second).toMatchObject({ status: 'waiting', waiting_for: { actor: 'clerk', what: 'certificate-differs' } })
    expect(await stack.tasks(childOf())).toMatchObject([
      {
        kind: 'certificate-differs',
        owner: { role: 'clerk', area: '530100' },
        facts: { held: { brdy: '2026-03-10' }, reported: { brdy: '2026-03-09' } },
      },
    ])
    expect((await theFirst(stack)).due_at).toBe('2026-06-08T23:59:59+08:00')
  })

  const theFirst = async (stack: Stack) => {
    const cases = await stack.cases(childOf())
    return cases.find((row) => (row.state as { role: string }).role === 'first')!
  }

  test('approved: the new data hold; bills, cover and reminders are reckoned anew, a payment of the old bill counts', async () => {
    const { stack, first } = await firstAndSecond({ gend: '1' }, '2026-02-10')
    const old = stack.sent('tax')[0]!.data
    const [task] = await stack.tasks(childOf())
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect(await second(stack, first)).toMatchObject({
      status: 'rejected',
      outcome: { reason: 'already-enrolled', duplicate_of: first.case_id },
    })
    const bills = stack.sent('tax')
    expect(bills).toHaveLength(2)
    expect(bills[1]!.data).toMatchObject({ due_date: '2026-05-11' })
    expect((await theFirst(stack)).due_at).toBe('2026-05-11T23:59:59+08:00')
    expect((await stack.file(childOf())).person).toMatchObject({ brdy: '2026-02-10', gend: '1' })
    await stack.happen('premium.paid', { bill_no: old.bill_no, amt: '400.00', paid_at: at('2026-03-12') })
    expect(await theFirst(stack)).toMatchObject({
      status: 'done',
      outcome: { years: [{ from: '2026-02-10' }], cardless_to: '2026-08-09' },
    })
  })

  test('approved after payment: the cover is reckoned anew from the true birth date', async () => {
    const { stack } = await firstAndSecond({}, '2026-02-27')
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    const [task] = await stack.tasks(childOf())
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect((await theFirst(stack)).outcome).toMatchObject({ years: [{ from: '2026-02-27', to: '2026-12-31' }] })
    expect((await stack.file(childOf())).all('entitlement')).toMatchObject([{ from: '2026-02-27' }])
  })

  test('reminders follow the true birth date', async () => {
    const { stack } = await firstAndSecond({}, '2026-02-10')
    const [task] = await stack.tasks(childOf())
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    await stack.advanceTo(at('2026-03-12'))
    expect(stack.sent('notice').filter(({ data }) => data.template === 'newborn.reminder')).toHaveLength(1)
  })

  test('refused: the second is rejected for it, and the first goes on unchanged', async () => {
    const { stack, first } = await firstAndSecond({ gend: '1' })
    const [task] = await stack.tasks(childOf())
    await stack.decideTask(task!.task_id, { decision: 'reject', reason: '医院填错' })
    expect(await second(stack, first)).toMatchObject({
      status: 'rejected',
      outcome: { result: 'rejected', reason: 'certificate-differs', duplicate_of: first.case_id },
    })
    expect((await theFirst(stack)).status).toBe('waiting')
    expect((await stack.file(childOf())).person?.gend).toBe('2')
    expect(stack.sent('tax')).toHaveLength(1)
  })
})
