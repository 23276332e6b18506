/** Who acts for a child on a day, by every call that shows or does something (rules/newborn.md §Enrolment 1). */
import { describe, expect, test } from 'vitest'
import { instant } from '../../../../shared/calendar/index.ts'
import { apiOf, citizen } from '../../../support/api.ts'
import { register } from '../../../support/people.ts'
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
} from '../newborn-support.ts'

const at = (on: string) => `${on}T09:00:00+08:00`

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
