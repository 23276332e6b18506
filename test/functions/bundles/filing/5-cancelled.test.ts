/** RULES.md 5.5: a visit that the institution takes back; bundles/RULES.md 8.3: a death that is. */
import { beforeEach, describe, expect, test } from 'vitest'
import { filingView } from '../../../../functions/bundles/filing/rules/view.ts'
import { decideAtDesk } from '../../../../functions/desk/decide.ts'
import { policiesOf } from '../../../../functions/desk/policies.ts'
import { readVisit } from '../../../../functions/desk/visit.ts'
import { day } from '../../../../shared/calendar/index.ts'
import { certnoOf } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { file, insured, makeFilingStack, only, settlement, visit } from './scene.ts'

let stack: Stack
let psn: string
beforeEach(async () => {
  stack = await makeFilingStack()
  psn = await insured(stack, '130100')
})

const cancel = (more: { time?: string } = {}) =>
  stack.happen(
    'visit.cancelled',
    { fixmedins_code: 'H11000000001', mdtrt_id: 'M1', psn_no: psn, reason: '没有入院' },
    more,
  )
const tell = (template: string) => stack.sent('notice').filter(({ data }) => data.template === `filing.${template}`)

async function ask(more: Record<string, unknown> = {}) {
  const { table, keys, clock } = stack.ports
  const read = readVisit(visit(psn, '110000', more))
  if (!read.ok) throw new Error(JSON.stringify(read.errors))
  return decideAtDesk({ table, keys, clock, policies: policiesOf(table, clock), bundlesLive: true }, read.visit)
}

describe('a visit that is cancelled', () => {
  test('while its case is open ends it, withdrawn; the decision stands, marked, and nobody has anything to undo', async () => {
    await stack.happen('visit.admitted', visit(psn, '110000'))
    await cancel()
    expect(await only(stack, psn)).toMatchObject({
      status: 'withdrawn',
      actions: [],
      outcome: { result: 'deemed', basis: '5', cancelled: true, reason: 'revoked' },
    })
    expect(await stack.tasks(psn)).toEqual([])
    expect(tell('revoked')).toHaveLength(1)
    await cancel()
    expect(tell('revoked')).toHaveLength(1)
    expect(await ask()).toMatchObject({ decision: 'deemed', cancelled: true })
  })

  test('and takes place after all goes on, without being put on record twice', async () => {
    await stack.happen('visit.admitted', visit(psn, '110000'))
    await cancel()
    await stack.happen('visit.admitted', visit(psn, '110000'), { time: '2023-09-01T10:00:00+08:00' })
    expect(await only(stack, psn)).toMatchObject({ status: 'waiting', step: 'awaitSettlement' })
    expect((await only(stack, psn)).outcome).toBeUndefined()
    expect(stack.sent('medins', 'filing.recorded')).toHaveLength(2)
    expect(await ask()).not.toHaveProperty('cancelled')
    await stack.happen('visit.settled', settlement(psn, '110000'))
    expect((await only(stack, psn)).outcome).not.toHaveProperty('cancelled')
  })

  test('once it is settled: a clerk of the insured place is told, once, and nothing is undone', async () => {
    await stack.happen('visit.admitted', visit(psn, '110000'))
    await stack.happen('visit.settled', settlement(psn, '110000'))
    await cancel({ time: '2023-09-06T09:00:00+08:00' })
    await cancel({ time: '2023-09-07T09:00:00+08:00' })
    const row = await only(stack, psn)
    expect(row).toMatchObject({ status: 'done', outcome: { result: 'deemed', cancelled: true } })
    expect(row.outcome).toHaveProperty('settled')
    const [task, ...more] = await stack.tasks(psn)
    expect(task).toMatchObject({
      kind: 'reverse-by-hand',
      owner: { role: 'clerk', area: '130100' },
      facts: { reason: 'revoked', case_id: row.case_id, bundle: 'filing' },
    })
    expect(more).toEqual([])
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    await cancel({ time: '2023-09-08T09:00:00+08:00' })
    expect(await stack.tasks(psn)).toEqual([])
  })

  test('before it was admitted opens no case; the settlement that came too is on record', async () => {
    await cancel({ time: '2023-09-01T09:00:00+08:00' })
    expect((await stack.file(psn)).all('parked')).toMatchObject([{ reason: 'needs-visit' }])
    await stack.happen('visit.admitted', visit(psn, '110000'), { time: '2023-09-01T08:30:00+08:00' })
    expect(await stack.cases(psn)).toEqual([])
    expect((await stack.file(psn)).count('parked')).toBe(0)
  })

  test('that only a desk had asked about: its answer stands, marked, whatever is filed afterwards', async () => {
    stack = await makeFilingStack()
    psn = await insured(stack, '140100')
    const given = await ask()
    expect(given).toMatchObject({ decision: 'required' })
    await cancel()
    await file(stack, psn, { to: '110000' })
    expect(await ask()).toEqual({ ...(given as object), cancelled: true })
    expect(await ask({ med_type: '21' })).toMatchObject({ given: { decision: 'required', cancelled: true } })
  })

  test('is claimed by hand no more', async () => {
    stack = await makeFilingStack()
    psn = await insured(stack, '140100')
    await stack.happen('visit.admitted', visit(psn, '110000'))
    await stack.happen('visit.settled', settlement(psn, '110000', { fund_pay_sumamt: '0.00' }))
    const filed = await file(stack, psn, { to: '110000' })
    const view = async () => filingView(await stack.file(psn), filed, day('2023-09-06'))
    expect(await view()).toMatchObject({ claim_by_hand: ['M1'] })
    await cancel({ time: '2023-09-06T09:00:00+08:00' })
    expect(await view()).not.toHaveProperty('claim_by_hand')
  })
})

describe('a wait for a filing that a death ended', () => {
  const taiyuan = async () => {
    stack = await makeFilingStack()
    psn = await insured(stack, '140100')
    await stack.happen('visit.admitted', visit(psn, '110000'))
    await stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2023-09-01' })
    expect(await only(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'required' } })
  }
  const revoke = (time: string) => stack.happen('death.revoked', { certno: certnoOf(1), reason: '登记错误' }, { time })

  test('goes on once the death is taken back, and a filing still turns it', async () => {
    await taiyuan()
    await revoke('2023-09-03T09:00:00+08:00')
    expect(await only(stack, psn)).toMatchObject({ status: 'waiting', step: 'awaitFiling' })
    await file(stack, psn, { to: '110000' })
    expect(await only(stack, psn)).toMatchObject({ step: 'awaitSettlement' })
  })

  test('stays at its end once the time to file is over', async () => {
    await taiyuan()
    await revoke('2023-10-05T09:00:00+08:00')
    expect(await only(stack, psn)).toMatchObject({ status: 'done', outcome: { result: 'required' } })
  })
})
