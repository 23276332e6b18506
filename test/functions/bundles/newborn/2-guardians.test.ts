/** Who acts for a child on a day, by every call that shows or does something (RULES.md 2.6, 2.7, 2.9). */
import { describe, expect, test } from 'vitest'
import { instant } from '../../../../shared/calendar/index.ts'
import { apiOf, citizen } from '../../../support/api.ts'
import { at } from '../../../support/bank.ts'
import { bankAccount, certnoOf, enrolment, register } from '../../../support/people.ts'
import {
  birth,
  childOf,
  father,
  fatherBirth,
  makeNursery,
  mother,
  motherBirth,
  notices,
  paid,
  theCase,
} from './scene.ts'

/** A paid-up child of mother (2) and father (1), and what each of them may see and do. */
async function familyOf(brdy = '2026-03-10', amt = '400.00') {
  const stack = await makeNursery(at(brdy))
  await register(stack, 2, { brdy: motherBirth })
  await register(stack, 1, { brdy: fatherBirth })
  await stack.happen('birth.certified', birth(brdy, { guardians: [mother(), father()] }))
  await stack.happen('premium.paid', paid(Number(brdy.slice(0, 4)), brdy, { amt }))
  const { case_id } = await theCase(stack)
  const api = apiOf(stack)
  return {
    stack,
    /** What somebody sees of the child, and may do for it: nothing of each if they are no guardian. */
    async may(psnNo: string) {
      const call = (target: string, body?: unknown) => api.call(citizen(psnNo), target, body)
      const from = stack.clock.now().slice(0, 10)
      const filing = { kind: 'temporary', to_admdvs: '110000', from, commitment: true, psn_no: childOf() }
      const { dependants } = (await call('GET /v1/me')).body
      const { filings } = (await call('GET /v1/filings')).body
      const rights = (await call('GET /v1/me/entitlements')).body.entitlements
      return {
        dependants: dependants.map(({ relation }: { relation: string }) => relation),
        rights: rights.length,
        notices: (await call('GET /v1/me/notices')).body.notices.length > 0,
        cases: (await call('GET /v1/cases')).body.cases.length,
        filings: filings.length,
        case: (await call(`GET /v1/cases/${case_id}`)).status,
        act: (await call(`POST /v1/cases/${case_id}/actions`, { action: 'withdraw' })).status,
        file: (await call('POST /v1/filings', filing)).status,
      }
    },
  }
}

const nothing = { dependants: [], rights: 0, notices: false, cases: 0, filings: 0, case: 404, act: 404, file: 404 }
const all = { rights: 1, notices: true, cases: 1, case: 200, act: 409 }

describe('the 18th birthday', () => {
  test.each([
    ['2026-03-10', '400.00', '2044-03-09', '2044-03-10'],
    ['2024-02-29', '380.00', '2042-02-28', '2042-03-01'],
  ])('born %s (premium %s): a guardian acts to %s and not from %s on', async (born, amt, last, birthday) => {
    const { stack, may } = await familyOf(born, amt)
    stack.clock.set(instant(at(last)))
    expect(await may('P000002')).toMatchObject({ ...all, dependants: ['mother'], file: 201 })
    stack.clock.set(instant(at(birthday)))
    expect(await may('P000002')).toEqual(nothing)
  })

  test('what is said of the package from then on goes to the child', async () => {
    const { stack } = await familyOf()
    await stack.happen('premium.paid', paid(2026, '2026-03-11'))
    stack.clock.set(instant(at('2044-03-10')))
    const before = notices(stack).length
    await register(stack, 2, { brdy: motherBirth, tel: '13911111111' })
    const told = notices(stack)
      .slice(before)
      .map(({ data }) => [data.template, data.psn_no])
    expect(told).toEqual([['newborn.needs-account', childOf()]])
  })
})

describe('other guardians (adoption, court order)', () => {
  /** Adopters: 3, and 4 who is insured elsewhere. */
  async function adopted(more: Record<string, unknown> = {}, time?: string) {
    const found = await familyOf()
    const adopter = { certno: certnoOf(3), psn_name: '测试3', relation: 'other' }
    await register(found.stack, 3)
    const data = { birth_cert_no: 'Z530000001', guardians: [adopter], from: '2026-03-20', reason: '收养登记', ...more }
    await found.stack.happen('guardian.changed', data, time === undefined ? {} : { time })
    return found
  }

  test('from that day the new ones see and act, the first ones do not', async () => {
    const { stack, may } = await adopted()
    stack.clock.set(instant(at('2026-03-19')))
    expect(await may('P000002')).toMatchObject({ ...all, dependants: ['mother'] })
    expect(await may('P000003')).toEqual(nothing)
    stack.clock.set(instant(at('2026-03-20')))
    expect(await may('P000002')).toEqual(nothing)
    expect(await may('P000001')).toEqual(nothing)
    expect(await may('P000003')).toMatchObject({ ...all, dependants: ['other'] })
  })

  test('by the number of the person too, and of a child that no certificate told of', async () => {
    const { may } = await adopted({ birth_cert_no: undefined, psn_no: childOf(), from: '2026-03-10' })
    expect(await may('P000003')).toMatchObject({ dependants: ['other'] })
    const { stack } = await adopted({ from: '2026-03-10' })
    await register(stack, 8, { brdy: '2015-01-01' })
    const guardians = [{ certno: certnoOf(3), psn_name: '测试3', relation: 'father' }]
    await stack.happen('guardian.changed', { psn_no: 'P000008', guardians, from: '2026-03-10', reason: '判决' })
    const { dependants } = (await apiOf(stack).call(citizen('P000003'), 'GET /v1/me')).body
    expect(dependants).toHaveLength(2)
  })

  test('the report of the later time holds, whichever came first; one that is announced changes nothing yet', async () => {
    const back = { guardians: [mother()], from: '2026-03-15', reason: '判决' }
    const { stack, may } = await adopted(back, at('2026-03-09'))
    const adopters = [{ certno: certnoOf(3), psn_name: '测试3', relation: 'other' }]
    const data = { birth_cert_no: 'Z530000001', guardians: adopters, from: '2026-03-12', reason: '收养登记' }
    await stack.happen('guardian.changed', data, { time: at('2026-03-08') })
    stack.clock.set(instant(at('2026-03-13')))
    expect(await may('P000002')).toEqual(nothing)
    stack.clock.set(instant(at('2026-03-15')))
    expect(await may('P000002')).toMatchObject({ dependants: ['mother'] })
    expect(await may('P000003')).toEqual(nothing)
  })

  test('before the certificate it waits, and is taken up with it', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await register(stack, 2, { brdy: motherBirth })
    await register(stack, 3)
    const guardians = [{ certno: certnoOf(3), psn_name: '测试3', relation: 'other' }]
    const data = { birth_cert_no: 'Z530000001', guardians, from: '2026-03-10', reason: '收养登记' }
    await stack.happen('guardian.changed', data)
    expect((await stack.file(childOf())).all('parked')).toMatchObject([{ reason: 'needs-birth' }])
    await stack.happen('birth.certified', birth('2026-03-10'))
    expect(notices(stack).map(({ data: { psn_no } }) => psn_no)).toEqual(['P000003'])
    const dependants = async (psnNo: string) =>
      (await apiOf(stack).call(citizen(psnNo), 'GET /v1/me')).body.dependants.length
    expect([await dependants('P000002'), await dependants('P000003')]).toEqual([0, 1])
  })

  test('an open package goes on with the new ones: they are told at once, and paid what goes back', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await register(stack, 2, { brdy: motherBirth, bank_acct: { ...bankAccount, acct_no: 'mother' } })
    await stack.happen('enrolment.registered', enrolment('P000002', '530300', '2020-01-01'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    await register(stack, 3, { bank_acct: { ...bankAccount, acct_no: 'adopter' } })
    const guardians = [{ certno: certnoOf(3), psn_name: '测试3', relation: 'mother' }]
    const data = { birth_cert_no: 'Z530000001', guardians, from: '2026-03-12', reason: '收养登记' }
    await stack.happen('guardian.changed', data)
    await stack.advanceTo(at('2026-03-12'))
    expect(notices(stack, 'newborn.premium').map(({ data: { psn_no } }) => psn_no)).toEqual(['P000002', 'P000003'])
    // Who bore it decides where it was enrolled; her death is no more for others to notice.
    await stack.happen('death.registered', { certno: mother().certno, dead_date: '2026-03-11' })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    await stack.happen('premium.paid', paid(2026, '2026-03-13'))
    expect(await theCase(stack)).toMatchObject({ admdvs: '530300', status: 'done' })
    expect(notices(stack, 'newborn.insured').map(({ data: { psn_no } }) => psn_no)).toEqual(['P000003'])
    expect(stack.sent('bank').map(({ data: { payee } }) => payee.acct_no)).toEqual(['adopter'])
  })
})
