/** RULES.md 6, and the task `paid-twice`: the allowance is paid once, to somebody. */
import { describe, expect, test } from 'vitest'
import type { Pid } from '../../../../shared/identity/index.ts'
import { rowItem, rowOf } from '../../../../shared/table/files.ts'
import type { Item } from '../../../../shared/table/table.ts'
import { bankAccount, certnoOf, enrolment, register } from '../../../support/people.ts'
import { type Stack, testKeys } from '../../../support/stack.ts'
import { makeNursery, motherBirth, notices } from '../newborn-support.ts'

const at = (on: string) => `${on}T09:00:00+08:00`
const psnNo = 'P000002'
const area = '440100'
const other = { ...bankAccount, acct_no: '6222000099998888' }

/** An allowance that is paid to the mother herself (Guangdong, from 2025), as far as it goes. */
async function allowance(more: { bank_acct?: typeof bankAccount } = {}) {
  const stack = await makeNursery(at('2026-04-08'))
  await register(stack, 2, { brdy: motherBirth, ...more })
  await stack.happen('enrolment.registered', enrolment(psnNo, area, '2020-01-01'))
  await stack.happen('employer.base-declared', {
    emp_no: `E${area}`,
    emp_name: '测试单位',
    insu_admdvs: area,
    year: 2025,
    avg_base: '3000.00',
    bank_acct: { ...bankAccount, acct_name: '测试单位' },
  })
  for (const [name, value] of [['allowance_min_months', 0]] as const) {
    await stack.policy({ name, admdvs: '440000', value })
  }
  await stack.policy({ name: 'extended_days', admdvs: '440000', value: { first: 0, second: 0, third: 0 } })
  await stack.happen('delivery.settled', {
    setl_id: 'S1',
    fixmedins_code: 'H44010200001',
    certno: certnoOf(2, motherBirth),
    psn_name: '测试2',
    insu_admdvs: area,
    dscg_date: '2026-04-08',
    outcome: 'birth',
    dystocia: false,
    fetus_count: 1,
    child_order: 1,
    gestation_weeks: 39,
  })
  const verify = (await stack.tasks(psnNo)).find(({ kind }) => kind === 'verify-birth')
  if (verify) await stack.decideTask(verify.task_id, { decision: 'approve' })
  return stack
}

const amt = '9800.00'
const theCase = async (stack: Stack) => (await stack.cases(psnNo, 'maternity-allowance'))[0]!
const orders = (stack: Stack) => stack.sent('bank', 'payment.ordered').map(({ data }) => data)
const openTask = async (stack: Stack, kind: string) => (await stack.tasks(psnNo)).find((task) => task.kind === kind)
const settled = (stack: Stack, n: number, on: string) =>
  stack.happen('payment.settled', { pay_no: orders(stack)[n]!.pay_no, amt, bank_time: at(on) }, { time: at(on) })
const returned = (stack: Stack, n: number, on: string) =>
  stack.happen('payment.returned', { pay_no: orders(stack)[n]!.pay_no, amt, reason: '账户已销户' }, { time: at(on) })
const findAccount = async (stack: Stack) =>
  stack.decideTask((await openTask(stack, 'payment-returned'))!.task_id, { decision: 'approve', bank_acct: other })

describe('paid to the mother', () => {
  test('who has no account on record: she is asked, and it is ordered the moment she gives one', async () => {
    const stack = await allowance()
    const row = await theCase(stack)
    expect(row).toMatchObject({
      waiting_for: { actor: 'citizen', what: 'provide-bank-account' },
      actions: ['provide-bank-account'],
    })
    expect(notices(stack, 'allowance.needs-account')).toHaveLength(1)
    expect(orders(stack)).toEqual([])
    await stack.act(row.case_id, { action: 'provide-bank-account', ...other })
    expect(orders(stack)).toMatchObject([{ amt, payee: { kind: 'person', acct_no: other.acct_no } }])
    await settled(stack, 0, '2026-04-10')
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'paid', amt } })
  })

  test('who has died without one: a clerk looks for the heirs’ at once', async () => {
    const stack = await allowance()
    await stack.happen('death.registered', { certno: certnoOf(2, motherBirth), dead_date: '2026-04-08' })
    expect(await theCase(stack)).toMatchObject({
      waiting_for: { actor: 'clerk', what: 'payment-returned' },
      actions: [],
    })
    await findAccount(stack)
    expect(orders(stack)).toMatchObject([{ payee: { acct_no: other.acct_no } }])
  })

  test('whose relation is taken back while she is asked gets none', async () => {
    const stack = await allowance()
    await stack.happen('enrolment.revoked', {
      psn_no: psnNo,
      insu_admdvs: area,
      insutype: '310',
      psn_insu_date: '2020-01-01',
      reason: '误登',
    })
    expect(await theCase(stack)).toMatchObject({ status: 'withdrawn', actions: [] })
  })
})

describe('a bank that pays, says that it did not, and says late that it did', () => {
  test('while the second is at the bank: done, and a clerk is told', async () => {
    const stack = await allowance({ bank_acct: bankAccount })
    await returned(stack, 0, '2026-04-10')
    await findAccount(stack)
    await settled(stack, 0, '2026-04-12')
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'paid', amt } })
    expect(await openTask(stack, 'paid-twice')).toMatchObject({
      owner: { role: 'clerk', area },
      facts: { amt, pay_no: orders(stack)[1]!.pay_no },
    })
    await settled(stack, 1, '2026-04-13')
    expect(await stack.tasks(psnNo)).toHaveLength(1)
  })

  test('after the second is settled: a clerk is told', async () => {
    const stack = await allowance({ bank_acct: bankAccount })
    await returned(stack, 0, '2026-04-10')
    await findAccount(stack)
    await settled(stack, 1, '2026-04-12')
    await settled(stack, 0, '2026-04-13')
    const task = await openTask(stack, 'paid-twice')
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect(await stack.tasks(psnNo)).toEqual([])
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'paid' } })
  })

  test('before a clerk found another account: none is needed any more', async () => {
    const stack = await allowance({ bank_acct: bankAccount })
    await returned(stack, 0, '2026-04-10')
    await settled(stack, 0, '2026-04-11')
    expect(await theCase(stack)).toMatchObject({ status: 'done' })
    expect(await stack.tasks(psnNo)).toEqual([])
    expect(orders(stack)).toHaveLength(1)
  })
})

const rewritten = (item: Item, old: (row: Stored) => object): Item => {
  const pid = item.pk.slice(2) as Pid
  return rowItem(testKeys, pid, item.sk, old(rowOf<Stored>(testKeys, pid, item)))
}

interface Stored {
  state?: Record<string, object>
  used?: string
  known?: string[]
}

describe('a case that an older release left', () => {
  test('resting after a returned payment goes on: a clerk finds another account', async () => {
    const stack = await allowance({ bank_acct: bankAccount })
    await returned(stack, 0, '2026-04-10')
    const rewrite = async (prefix: string, old: (row: Stored) => object) => {
      for (const item of [...stack.table.items.values()].filter(({ sk }) => sk.startsWith(prefix)))
        await stack.table.write({ put: { ...item, ...rewritten(item, old) } })
    }
    await rewrite('B#payment#', ({ used: _used, known: _known, ...row }) => row)
    await rewrite('B#case#MA', (row) => {
      const { askedOn: _askedOn, payment, ...state } = row.state ?? {}
      const before = { ...state, returns: 2, payment: { ...payment, pay_no: orders(stack)[0]!.pay_no, tries: 1 } }
      return { ...row, chain_version: 1, step: 'restReturned', state: before }
    })
    await register(stack, 2, { brdy: motherBirth, tel: '13900000001' })
    expect(orders(stack)).toHaveLength(1)
    await findAccount(stack)
    expect(orders(stack)).toMatchObject([{}, { amt, payee: { acct_no: other.acct_no } }])
    await settled(stack, 1, '2026-04-12')
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'paid', amt } })
  })
})
