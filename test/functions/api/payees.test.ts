/** contract-operations.md, section 2: the account that a citizen gives is the payee's, however the name is written. */
import { describe, expect, it } from 'vitest'
import { apiOf, citizen } from '../../support/api.ts'
import { bankAccount, credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'
import { birth, childOf, father, fatherBirth, mother, motherBirth, paid } from '../bundles/newborn/scene.ts'

/** Somebody whose refund waits for a bank account. */
async function waiting(psn_name: string) {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  await stack.setting('130100', { accepts_account_transfer: false })
  const psn = await register(stack, 1, { psn_name })
  await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
  await stack.happen('account.credited', credit(psn, '130200', '10.00'))
  await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
  const [row] = await stack.cases(psn, 'transfer')
  const give = (acct_name: string) =>
    apiOf(stack).call(citizen(psn), `POST /v1/cases/${row!.case_id}/actions`, {
      action: 'provide-bank-account',
      ...bankAccount,
      acct_name,
    })
  return { stack, psn, give }
}

describe('provide-bank-account', () => {
  it('under another name is refused, and changes nothing', async () => {
    const { stack, psn, give } = await waiting('阿依古丽·买买提')
    const answer = await give('买买提·阿依古丽')
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'acct_name' }] } })
    expect((await stack.file(psn)).person?.private.bank_acct).toBeUndefined()
    expect((await stack.cases(psn, 'transfer'))[0]).toMatchObject({ waiting_for: { what: 'provide-bank-account' } })
  })

  it.each(['阿依古丽·买买提', '阿依古丽•买买提', '阿依古丽・买买提', '阿依古丽．买买提', '阿依古丽 · 买买提'])(
    'under the name written %s is taken',
    async (acct_name) => {
      const { give } = await waiting('阿依古丽·买买提')
      expect((await give(acct_name)).status).toBe(200)
    },
  )

  it('not offered, is a conflict whatever the name', async () => {
    const { give } = await waiting('测试人')
    expect((await give('测试人')).status).toBe(200)
    expect((await give('别人')).status).toBe(409)
  })

  it('for a child is a guardian’s, whichever of them gives it', async () => {
    const stack = await makeStack({ now: '2026-03-10T09:00:00+08:00' })
    const me = await register(stack, 2, { brdy: motherBirth })
    await register(stack, 1, { brdy: fatherBirth })
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother(), father()] }))
    await stack.happen('premium.paid', paid(2026, '2026-03-10'))
    await stack.happen('premium.paid', paid(2026, '2026-03-10'))
    const [row] = await stack.cases(childOf(), 'newborn')
    const give = (acct_name: string) =>
      apiOf(stack).call(citizen(me), `POST /v1/cases/${row!.case_id}/actions`, {
        action: 'provide-bank-account',
        ...bankAccount,
        acct_name,
      })
    expect(await give('测试3')).toMatchObject({ status: 400, body: { errors: [{ field: 'acct_name' }] } })
    expect((await give('测试1')).status).toBe(200)
  })
})
