/** RULES.md 4.2, 4.3, 4.5, 4.11: who looks at a balance before it leaves, and what moves where nobody need. */
import { describe, expect, it } from 'vitest'
import { transferApproval } from '../../../../functions/bundles/transfer/parameters.ts'
import type { TransferState } from '../../../../functions/bundles/transfer/state.ts'
import { settleAccount } from '../../../../functions/bundles/transfer/steps/account.ts'
import { day, instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { yuan } from '../../../../shared/money/index.ts'
import type { PolicyLookup } from '../../../../shared/policy/index.ts'
import { type Change, put } from '../../../../shared/registers/file.ts'
import { accountIn } from '../../../../shared/registers/ledger.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import type { Table } from '../../../../shared/table/table.ts'
import { asked, fileWith, relation, taskRow } from '../../../support/files.ts'
import { credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { start, tell, theCase } from './scene.ts'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
4.2 the example of the rules: Zhejiang, 10000.00
  enrol Hangzhou 2019-03-01 · credit Hangzhou 10000.00 · pause Hangzhou 2026-01-31 · enrol Ningbo 2026-03-02
  → cases: Ningbo done transferred 10000.00; money: Ningbo 10000.00 virtual; tasks: none; due: 2026-03-02
4.2 the example of the rules: Zhejiang, 10000.01
  enrol Hangzhou 2019-03-01 · credit Hangzhou 10000.01 · pause Hangzhou 2026-01-31 · enrol Ningbo 2026-03-02
  → cases: Ningbo waiting approve-transfer-out; tasks: approve-transfer-out Hangzhou 10000.01; due: 2026-03-03
4.2 Zhejiang, above the sum: agreed
  enrol Hangzhou 2019-03-01 · credit Hangzhou 10000.01 · pause Hangzhou 2026-01-31 · enrol Ningbo 2026-03-02 · approve
  → cases: Ningbo done transferred 10000.01; money: Ningbo 10000.01 virtual
4.2 Zhejiang, above the sum: rejected
  enrol Hangzhou 2019-03-01 · credit Hangzhou 10000.01 · pause Hangzhou 2026-01-31 · enrol Ningbo 2026-03-02 · reject
  → cases: Ningbo done balance-held; money: Hangzhou 10000.01; tasks: none
4.2 Hunan: nobody, whatever the sum
  enrol Changsha 2019-03-01 · credit Changsha 90000.00 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-03-02
  → cases: Zhuzhou done transferred 90000.00; money: Zhuzhou 90000.00 virtual; tasks: none; due: 2026-03-02
4.2 Jiangsu: as the nation
  enrol Nanjing 2019-03-01 · credit Nanjing 0.01 · pause Nanjing 2026-01-31 · enrol Suzhou 2026-03-02
  → cases: Suzhou waiting approve-transfer-out; tasks: approve-transfer-out Nanjing 0.01; due: 2026-03-16
4.2 as it is set for A, not for B
  asks B 2023-01-01 never · enrol A 2019-03-01 · credit A 5.00 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B waiting approve-transfer-out; tasks: approve-transfer-out A 5.00
4.2 A's own row before its province's
  asks Changsha 2025-12-01 always · enrol Changsha 2019-03-01 · credit Changsha 5.00 · pause Changsha 2026-01-31 ·
  enrol Zhuzhou 2026-03-02
  → cases: Zhuzhou waiting approve-transfer-out; tasks: approve-transfer-out Changsha 5.00
4.2 as it is set on the day on which B's period began: the first
  asks A 2026-03-02 never · enrol A 2019-03-01 · credit A 5.00 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B done transferred 5.00; tasks: none
4.2 the day before, though it is told later
  asks A 2026-03-02 never · enrol A 2019-03-01 · credit A 5.00 · pause A 2026-01-31 · enrol B 2026-03-01
  → cases: B waiting approve-transfer-out
4.2 a bureau's own sum and days
  asks A 2026-01-01 500.00/3 · enrol A 2019-03-01 · credit A 500.01 · pause A 2026-01-31 · enrol B 2026-03-02
  → cases: B waiting approve-transfer-out; due: 2026-03-05
4.2 its working days, over a weekend
  asks A 2026-01-01 0.00/5 · enrol A 2019-03-01 · credit A 0.01 · pause A 2026-01-31 · on 2026-03-05 · enrol B 2026-03-05
  → cases: B waiting approve-transfer-out; due: 2026-03-12
4.3 at the pause that was waited for
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · enrol Zhuzhou 2026-03-02 · on 2026-04-01 · pause Changsha 2026-03-31
  → cases: Zhuzhou done transferred 5.00; tasks: none; due: 2026-04-01; relations: Changsha ended 2026-04-01, Zhuzhou normal
4.3 where a clerk of B chose it
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · enrol Zhuzhou 2026-03-02 · on 2026-06-02 · choose Changsha
  → cases: Zhuzhou done transferred 5.00; money: Zhuzhou 5.00 virtual; tasks: none
4.3 it can be spent at once
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-03-02 ·
  spend Zhuzhou 5.00 S1
  → money: none; tasks: none; parked: none
4.5 a late credit follows at once
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-03-02 ·
  on 2026-04-01 · credit Changsha 3.00
  → cases: Zhuzhou done transferred 8.00; money: Zhuzhou 8.00 virtual; tasks: none
4.5 after no-balance too
  enrol Changsha 2019-03-01 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-03-02 · credit Changsha 3.00
  → cases: Zhuzhou done transferred 3.00; money: Zhuzhou 3.00 virtual; tasks: none
4.5 a late credit is judged alone: beneath the sum
  enrol Hangzhou 2019-03-01 · credit Hangzhou 10000.00 · pause Hangzhou 2026-01-31 · enrol Ningbo 2026-03-02 ·
  on 2026-04-01 · credit Hangzhou 9000.00
  → cases: Ningbo done transferred 19000.00; tasks: none
4.5 a late credit is judged alone: above it
  enrol Hangzhou 2019-03-01 · credit Hangzhou 5.00 · pause Hangzhou 2026-01-31 · enrol Ningbo 2026-03-02 ·
  on 2026-04-01 · credit Hangzhou 10000.01
  → cases: Ningbo waiting approve-transfer-out; tasks: approve-transfer-out Hangzhou 10000.01
  → money: Hangzhou 10000.01, Ningbo 5.00 virtual; due: 2026-04-02
4.7 spending in A that is told after it left at once is paid in B
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-03-02 ·
  on 2026-04-01 · spend Changsha 2.00 S1
  → cases: Zhuzhou done transferred 5.00; money: Zhuzhou 3.00 virtual; tasks: none
4.11 a sum that spending takes below what is looked at goes at once
  enrol Hangzhou 2019-03-01 · credit Hangzhou 10000.01 · pause Hangzhou 2026-01-31 · enrol Ningbo 2026-03-02 ·
  on 2026-03-03 · spend Hangzhou 0.01 S1
  → cases: Ningbo done transferred 10000.00; money: Ningbo 10000.00 virtual; tasks: none
4.11 one that stays above it is asked for as it is now
  enrol Hangzhou 2019-03-01 · credit Hangzhou 10000.02 · pause Hangzhou 2026-01-31 · enrol Ningbo 2026-03-02 ·
  spend Hangzhou 0.01 S1
  → cases: Ningbo waiting approve-transfer-out; tasks: approve-transfer-out Hangzhou 10000.01
4.11 one that grows keeps its time limit
  enrol Hangzhou 2019-03-01 · credit Hangzhou 10000.01 · pause Hangzhou 2026-01-31 · enrol Ningbo 2026-03-02 ·
  on 2026-03-03 · credit Hangzhou 5.00
  → tasks: approve-transfer-out Hangzhou 10005.01; due: 2026-03-03
4.11 an enrolment from a day still to come is no reason to wait
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-05-01
  → cases: Zhuzhou done transferred 5.00; money: Zhuzhou 5.00 virtual; relations: Changsha paused, Zhuzhou to come
5.1 a refund is looked at, where nobody looks at a transfer
  account · refuse Zhuzhou · enrol Changsha 2019-03-01 · credit Changsha 5.00 · pause Changsha 2026-01-31 ·
  enrol Zhuzhou 2026-03-02
  → cases: Zhuzhou waiting approve-refund; tasks: approve-refund Changsha 5.00; due: 2026-03-16
5.1 beneath the sum too
  account · refuse Ningbo · enrol Hangzhou 2019-03-01 · credit Hangzhou 5.00 · pause Hangzhou 2026-01-31 ·
  enrol Ningbo 2026-03-02
  → tasks: approve-refund Hangzhou 5.00; due: 2026-03-16
6.1 B fell away while the pause was waited for: nothing was credited
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · enrol Zhuzhou 2026-03-02 · revoke Zhuzhou 2026-03-02
  → cases: Zhuzhou withdrawn not-transferred; money: Changsha 5.00; relations: Changsha normal, Zhuzhou to come
6.1 B paused after the credit, which counts as the approval
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-03-02 ·
  on 2026-03-20 · pause Zhuzhou 2026-03-19
  → cases: Zhuzhou done transferred 5.00; money: Zhuzhou 5.00 virtual; relations: Changsha ended 2026-03-02, Zhuzhou paused
6.2 revoked after the credit: taken back
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-03-02 ·
  on 2026-03-20 · revoke Zhuzhou 2026-03-02
  → cases: Zhuzhou withdrawn reversed 5.00; money: Changsha 5.00; tasks: none; relations: Changsha paused, Zhuzhou to come
6.3 revoked after it was spent in part
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-03-02 ·
  spend Zhuzhou 1.00 S1 · on 2026-03-20 · revoke Zhuzhou 2026-03-02
  → cases: Zhuzhou done transferred 5.00; tasks: reverse-by-hand Changsha 5.00, reverse-by-hand Zhuzhou 5.00
2.4 an earlier relation reported after the credit is an older one
  enrol Hangzhou 2021-03-01 · credit Hangzhou 5.00 · pause Hangzhou 2025-12-31 · enrol Ningbo 2026-03-02 ·
  on 2026-03-20 · enrol Wenzhou 2026-01-01 · credit Wenzhou 7.00 · pause Wenzhou 2026-01-31
  → cases: Ningbo done transferred 5.00; money: Ningbo 5.00 virtual, Wenzhou 7.00; tasks: older-relation Ningbo of Wenzhou 7.00
4.6 there and back: two cases, one balance, nobody asked
  enrol Changsha 2019-03-01 · credit Changsha 500.00 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-03-02 ·
  on 2026-05-01 · pause Zhuzhou 2026-04-30 · enrol Changsha 2026-05-01 · credit Changsha 30.00
  → cases: Zhuzhou done transferred 500.00, Changsha done transferred 500.00; money: Changsha 530.00 (500.00 virtual); tasks: none
1.4 two that wait for one pause: the one begun first takes it
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · enrol Zhuzhou 2026-03-02 · enrol Xiangtan 2026-03-02 ·
  on 2026-04-01 · pause Changsha 2026-03-31
  → cases: Zhuzhou done transferred 5.00, Xiangtan waiting enrolment.paused; money: Zhuzhou 5.00 virtual
1.4 whichever of the two was told first
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · enrol Xiangtan 2026-03-02 · enrol Zhuzhou 2026-03-02 ·
  on 2026-04-01 · pause Changsha 2026-03-31
  → cases: Xiangtan waiting enrolment.paused, Zhuzhou done transferred 5.00; money: Zhuzhou 5.00 virtual
1.4 and once it is paused, the other
  enrol Changsha 2019-03-01 · credit Changsha 5.00 · enrol Xiangtan 2026-03-02 · enrol Zhuzhou 2026-03-02 ·
  on 2026-04-01 · pause Changsha 2026-03-31 · on 2026-05-01 · pause Zhuzhou 2026-04-30
  → cases: Xiangtan done transferred 5.00, Zhuzhou done transferred 5.00; money: Xiangtan 5.00 virtual
`)

describe('who looks', () => {
  it.each(cases)('$title', holds)
})

describe('where nobody need look', () => {
  it('the account is credited in the commit of the enrolment', async () => {
    let commits = 0
    const through = (table: Table): Table => ({
      ...table,
      transact: (writes) => {
        commits++
        return table.transact(writes)
      },
    })
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00', through })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, '330100', '2019-03-01'))
    await stack.happen('account.credited', credit(psn, '330100', '10000.00'))
    await stack.happen('enrolment.paused', pause(psn, '330100', '2026-01-31'))
    commits = 0
    await stack.happen('enrolment.registered', enrolment(psn, '330200', '2026-03-02'))
    expect(commits).toBe(1)
    const done = await theCase(stack, psn)
    expect(done).toMatchObject({
      status: 'done',
      due_at: '2026-03-02T23:59:59+08:00',
      outcome: { result: 'transferred', amt: '10000.00', from_admdvs: '330100', to_admdvs: '330200' },
    })
    expect(done.updated_at).toBe(done.started_at)
    expect(await stack.tasks(psn, 'any')).toEqual([])
  })

  it('the timeline says that the money is there, and names no clerk', async () => {
    const { stack, psn } = await tell(
      await start(),
      'enrol Changsha 2019-03-01 · credit Changsha 5.00 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-03-02',
    )
    const lines = await stack.journal(psn)
    expect(lines.map(({ actor }) => actor)).not.toContain('clerk')
    expect(lines.at(-1)).toMatchObject({
      actor: 'system',
      template: 'transfer.credited',
      text: '5.00元已经到您在株洲市的个人账户，现在就能用。',
    })
    expect(lines.map(({ text }) => text).join()).not.toContain('确认')
  })

  it('nor does it where a clerk was asked and spending took the sum away from them', async () => {
    const { stack, psn } = await tell(
      await start(),
      'enrol Hangzhou 2019-03-01 · credit Hangzhou 10000.01 · pause Hangzhou 2026-01-31 · enrol Ningbo 2026-03-02 · spend Hangzhou 1.00 S1',
    )
    expect((await stack.journal(psn)).map(({ actor }) => actor)).not.toContain('clerk')
    expect((await stack.tasks(psn, 'any')).map(({ status }) => status)).toEqual(['closed'])
  })

  it('a clearing takes the claim in on the day of the credit', async () => {
    const scene = await tell(
      await start(),
      'enrol Changsha 2019-03-01 · credit Changsha 5.00 · pause Changsha 2026-01-31 · enrol Zhuzhou 2026-03-02',
    )
    const before = await scene.stack.clear('43', '2026-03-01')
    expect(before.gross).toEqual([])
    const { gross } = await scene.stack.clear('43', '2026-03-02')
    expect(gross).toMatchObject([{ from_admdvs: '430100', to_admdvs: '430200', amt: 500 }])
  })
})

/** A clerk's choice of A, of a person who moves within Zhejiang with a sum that nobody need look at. */
const state: TransferState = {
  to: '330200' as Admdvs,
  enrolledOn: day('2026-03-02'),
  openedOn: day('2026-03-02'),
  from: '330100' as Admdvs,
  fromPeriod: day('2019-03-01'),
  pausedOn: day('2026-01-31'),
  chosen: true,
  round: 0,
  moved: [],
  booked: {},
}

/** What the step answers that says where the balance goes, at a moment, where a parameter says so. */
function settled(policy: PolicyLookup<unknown>, now: string, ...changes: Change[]) {
  const stay = { area: '330100', from: '2019-03-01', to: '2026-01-31' }
  const held = put('account', { ...accountIn(fileWith([]), '330100' as Admdvs), balance: yuan('5.00') })
  const file = fileWith([{ area: '330200', from: '2026-03-02' }, stay], [held, ...changes])
  const look = {
    policy: () => policy,
    setting: () => ({ accepts_account_transfer: true, bundlesLive: true }),
  } as Partial<Look> as Look
  return settleAccount.decide({ ...asked(file, state, now), look })
}

describe('a place of which nothing says who looks', () => {
  const missing: PolicyLookup<unknown> = {
    found: false,
    parameter: transferApproval,
    area: '330100' as Admdvs,
    on: day('2026-03-02'),
  }
  const key = 'transfer_approval.2026-03-02'

  it('waits for the operator, and moves nothing', () => {
    const { next, effects } = settled(missing, '2026-03-02T09:00:00+08:00')
    expect(next).toMatchObject({ wait: { actor: 'operator', until: '2026-03-07T23:59:59+08:00' } })
    expect(effects.tasks).toMatchObject([
      { kind: 'policy-missing', key, facts: { name: 'transfer_approval', admdvs: '330100', on: '2026-03-02' } },
    ])
    expect(effects.move).toBeUndefined()
  })

  it('waits since the day on which it was first asked for', () => {
    const task = taskRow('policy-missing', key, { opened_at: instant('2026-03-04T09:00:00+08:00') })
    const { next } = settled(missing, '2026-03-20T09:00:00+08:00', put('task', task))
    expect(next).toMatchObject({ wait: { until: '2026-03-09T23:59:59+08:00' } })
  })
})

describe('who is insured in A again', () => {
  it('keeps there what a clerk of B chose, also where nobody would look (4.6)', () => {
    const never: PolicyLookup<unknown> = { found: true, value: 'never', row: transferApproval.rows[0]! }
    const now = '2026-03-20T09:00:00+08:00'
    expect(settled(never, now).next).toEqual({ go: 'creditAccount' })
    const back = relation({ area: '330100', from: '2019-03-01', to: '2026-01-31' }, { from: '2026-03-19' })
    expect(settled(never, now, back).next).toEqual({ go: 'leaveInPlace' })
  })
})
