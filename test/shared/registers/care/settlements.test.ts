/** Settlements as bundles read them: the later report of each holds, and years long over lie at rest. */
import { expect, it } from 'vitest'
import { settlementPosted } from '../../../../events/subjects/settlement.ts'
import { day } from '../../../../shared/calendar/index.ts'
import { handle } from '../../../../shared/engine/handle.ts'
import { pidOf } from '../../../../shared/identity/index.ts'
import { settlementsIn, settlementsOf } from '../../../../shared/registers/care/settlements.ts'
import { register } from '../../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../../support/stack.ts'

const now = '2026-03-12T09:00:00+08:00'
const at = (hour: number) => `2026-03-12T0${hour}:00:00+08:00`

async function scene() {
  const stack = await makeStack({ now })
  const psn_no = await register(stack, 1)
  const post = (setl_id: string, hour: number, more: object = {}) =>
    stack.happen('settlement.posted', { ...settlementPosted.example, psn_no, setl_id, ...more }, { time: at(hour) })
  const revoke = (setl_id: string, hour: number) =>
    stack.happen('settlement.revoked', { psn_no, setl_id, reason: '录入有误' }, { time: at(hour) })
  return { stack, psn_no, post, revoke, read: () => heldIn(stack, psn_no) }
}

const heldIn = async (stack: Stack, psn_no: string) =>
  settlementsOf(await stack.file(psn_no)).map(({ setl_id, fund }) => [setl_id, fund])

it('hold in the order of their times; a later report replaces the whole, a revoked one never was', async () => {
  const { post, revoke, read } = await scene()
  await post('S2', 3, { setl_time: '2026-03-11T10:00:00+08:00' })
  await post('S1', 3)
  await post('S1', 5, { fund_pay_sumamt: '9000.00' })
  await post('S1', 4, { fund_pay_sumamt: '1.00' })
  expect(await read()).toEqual([
    ['S1', 900000],
    ['S2', 1100000],
  ])
  await revoke('S1', 6)
  await post('S1', 5, { fund_pay_sumamt: '2.00' })
  expect(await read()).toEqual([['S2', 1100000]])
  await post('S1', 7)
  expect(await read()).toHaveLength(2)
})

it('wait to be revoked until they are known', async () => {
  const { stack, psn_no, post, revoke, read } = await scene()
  await revoke('S1', 6)
  expect((await stack.file(psn_no)).all('parked').map(({ reason }) => reason)).toEqual(['needs-settlement'])
  await post('S1', 3)
  expect(await read()).toEqual([])
})

it.each([
  ['inscp_scp_amt', { inscp_scp_amt: '18000.01' }],
  ['fund_pay_sumamt', { fund_pay_sumamt: '18000.01' }],
  ['maf_pay', { maf_pay: '11000.01' }],
  ['setl_time', { setl_time: '2026-03-01T10:00:00+08:00' }],
  ['drugs', { drugs: [{ med_list_codg: 'X', prd_days: 367, det_item_fee_sumamt: '1.00' }] }],
  ['hosp_lv', { hosp_lv: '4' }],
])('are refused where %s cannot be', (field, wrong) => {
  const read = settlementPosted.data.safeParse({ ...settlementPosted.example, ...wrong })
  expect(read.error?.issues.map(({ path }) => path[0])).toEqual([field])
})

it('of years long over lie at rest, and are there for who looks as far back', async () => {
  const { stack, psn_no, post } = await scene()
  const old = { begntime: '2023-02-01T09:00:00+08:00', setl_time: '2023-02-03T09:00:00+08:00' }
  await post('OLD', 3, old)
  await post('NEW', 3)
  const seen = { lately: [] as string[], asFarBack: [] as string[] }
  await handle(stack.ports, stack.rules, pidOf(testKeys, psn_no), {
    apply: (file, at) => {
      seen.lately = settlementsIn(file, at, day('2025-01-01')).map(({ setl_id }) => setl_id)
      seen.asFarBack = settlementsIn(file, at, day('2023-02-03')).map(({ setl_id }) => setl_id)
      return { ok: {} }
    },
  })
  const file = await stack.file(psn_no)
  expect(['OLD', 'NEW'].filter((id) => file.restOf('heard', `settlement#${id}`))).toEqual(['OLD'])
  expect(seen).toEqual({ lately: ['NEW'], asFarBack: ['OLD', 'NEW'] })
})
