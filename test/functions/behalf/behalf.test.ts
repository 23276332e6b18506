/** `On-Behalf-Of`: what a mandate allows, that the person is told of each act, and that each act and reading is in the trail. */
import { beforeEach, describe, expect, it } from 'vitest'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { scopeNeeded } from '../../../functions/behalf/scopes.ts'
import { nameOf } from '../../../functions/calls/route.ts'
import { instant } from '../../../shared/calendar/index.ts'
import { apiOf, type Claims, citizen, clerk, type TestApi } from '../../support/api.ts'
import { certnoOf, enrolment, moveAway, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

let stack: Stack
let api: TestApi
let [me, helper, other] = ['', '', '']
beforeEach(async () => {
  stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  api = apiOf(stack)
  me = await register(stack, 1)
  helper = await register(stack, 2)
  other = await register(stack, 3)
  for (const psn of [me, helper, other])
    await stack.happen('enrolment.registered', enrolment(psn, '130100', '2019-03-01'))
})

async function mandate(scopes: string[], principal = 1): Promise<string> {
  const asked = { as: 'helper', certno: certnoOf(principal), psn_name: `测试${principal}`, relation: 'child', scopes }
  const { mandate_id } = (await api.call(citizen(helper), 'POST /v1/mandates', asked)).body
  const accepted = await api.call(citizen(principal === 1 ? me : other), `POST /v1/mandates/${mandate_id}/acceptance`)
  expect(accepted.body.status).toBe('active')
  return mandate_id
}
const as = (psn: string, more: object = {}) => ({ 'on-behalf-of': psn, ...more })
const helping = (target: string, body?: unknown, more: object = {}, who: Claims = citizen(helper)) =>
  api.call(who, target, body, as(me, more))
const filing = { kind: 'long-term', to_admdvs: '310000', from: '2026-03-02', commitment: true }
const accessOf = async (psn: string) => (await api.call(citizen(psn), 'GET /v1/me/access')).body.access

describe('a call on behalf of somebody', () => {
  it('with `see` reads what is theirs and does nothing; without a mandate in force it is 404', async () => {
    expect((await helping('GET /v1/me')).status).toBe(404)
    const id = await mandate(['see'])
    expect((await helping('GET /v1/me')).body.psn_no).toBe(me)
    for (const target of ['cases', 'filings', 'me/accounts', 'me/notices', 'me/entitlements', 'forms/newborn']) {
      expect((await helping(`GET /v1/${target}`)).status).toBe(200)
    }
    expect((await helping('POST /v1/filings', filing)).status).toBe(404)
    // The other way round it allows nothing, nor anybody else.
    expect((await api.call(citizen(me), 'GET /v1/me', undefined, as(helper))).status).toBe(404)
    expect((await helping('GET /v1/me', undefined, {}, citizen(other))).status).toBe(404)
    for (const nobody of [other, helper, 'P404', '', '  ']) {
      expect((await api.call(citizen(helper), 'GET /v1/me', undefined, as(nobody))).status).toBe(404)
    }
    await api.call(citizen(me), `DELETE /v1/mandates/${id}`)
    expect((await helping('GET /v1/cases')).status).toBe(404)
  })

  it('with `act` does it as theirs, and tells them at once what was done and by whom', async () => {
    await mandate(['act'])
    const made = await helping('POST /v1/filings', filing)
    expect([made.status, made.body.psn_no]).toEqual([201, me])
    expect((await api.call(citizen(me), 'GET /v1/filings')).body.filings).toHaveLength(1)
    expect((await helping(`DELETE /v1/filings/${made.body.filing_id}`)).status).toBe(200)
    const told = stack.sent('notice').filter(({ data }) => data.template === 'helped')
    expect(told.map(({ data }) => data.psn_no)).toEqual([me, me])
    expect(told.map(({ data }) => data.text)).toEqual([
      expect.stringMatching(/^测试2（子女）替您办了异地就医备案/),
      expect.stringMatching(/^测试2（子女）替您结束了一个异地就医备案/),
    ])
    // What was refused is neither told nor written down.
    expect((await helping('POST /v1/filings', { ...filing, from: '2020-01-01' })).status).toBe(400)
    expect(stack.sent('notice').filter(({ data }) => data.template === 'helped')).toHaveLength(2)
    expect((await accessOf(me)).map(({ what }: { what: string }) => what)).toHaveLength(2)
  })

  it('in a case stands in its timeline as done by a helper; an account in another name than the payee’s is refused', async () => {
    const moved = await moveAway(stack, 7)
    const { case_id } = (await stack.cases(moved, 'transfer'))[0]!
    const asked = { as: 'helper', certno: certnoOf(7), psn_name: '测试7', relation: 'spouse', scopes: ['act'] }
    const { mandate_id } = (await api.call(citizen(helper), 'POST /v1/mandates', asked)).body
    await api.call(citizen(moved), `POST /v1/mandates/${mandate_id}/acceptance`)
    const read = await api.call(citizen(helper), `GET /v1/cases/${case_id}`, undefined, as(moved))
    expect(read.status).toBe(200)
    const [line] = await accessOf(moved)
    expect(line).toEqual({
      at: line.at,
      role: 'helper',
      place: '测试2',
      what: '帮忙看了：一个办件',
      case_id,
    })
  })

  it('is never made to mandates, preferences, the access log, shares or credentials, nor to what is not a citizen’s', async () => {
    await mandate(['see', 'act', 'show'])
    for (const target of [
      'GET /v1/mandates',
      'GET /v1/me/access',
      'GET /v1/tasks',
      'GET /v1/ledger/check',
      'GET /v1/services',
    ]) {
      expect((await helping(target)).status, target).toBe(404)
    }
    const asked = { as: 'principal', certno: certnoOf(3), psn_name: '测试3', relation: 'child', scopes: ['see'] }
    expect((await helping('POST /v1/mandates', asked)).status).toBe(404)
    expect((await helping('GET /v1/areas')).status).toBe(200)
  })

  it('is no way in for clerks without an errand, nor for a helper who has died', async () => {
    await mandate(['see'])
    for (const who of [clerk('130100'), { role: 'operator' }]) {
      expect((await helping('GET /v1/me', undefined, {}, who)).status).toBe(404)
    }
    await stack.happen('death.registered', { certno: certnoOf(2), dead_date: '2026-03-02' })
    expect((await helping('GET /v1/me')).status).toBe(404)
  })

  it('ends with the last day of the mandate', async () => {
    await mandate(['see'])
    stack.clock.set(instant('2027-03-01T23:59:59+08:00'))
    expect((await helping('GET /v1/me')).status).toBe(200)
    stack.clock.set(instant('2027-03-02T00:00:00+08:00'))
    expect((await helping('GET /v1/me')).status).toBe(404)
  })
})

describe('an idempotency key', () => {
  it('is the helper’s for each person apart: no one’s call is answered with another’s', async () => {
    await mandate(['act'])
    await mandate(['act'], 3)
    const key = { 'idempotency-key': 'same' }
    const own = await api.call(citizen(helper), 'POST /v1/filings', filing, key)
    const mine = await helping('POST /v1/filings', filing, key)
    const theirs = await api.call(citizen(helper), 'POST /v1/filings', filing, as(other, key))
    expect([own, mine, theirs].map(({ status, body }) => [status, body.psn_no])).toEqual([
      [201, helper],
      [201, me],
      [201, other],
    ])
    expect((await helping('POST /v1/filings', filing, key)).body).toEqual(mine.body)
    expect(stack.sent('notice').filter(({ data }) => data.template === 'helped' && data.psn_no === me)).toHaveLength(1)
    expect(await accessOf(me)).toHaveLength(1)
  })
})

describe('what a mandate must allow', () => {
  it('is said of every citizen’s call; what nobody named is never done on behalf', () => {
    const ofCitizens = allRoutes.filter(({ access }) => access !== 'none' && 'citizen' in access)
    const acts = ofCitizens.filter((route) => route.method !== 'get' && scopeNeeded(route) !== 'never').map(nameOf)
    for (const act of acts) expect(act).toMatch(/\/v1\/(cases|filings|feedback|visits)/)
    const seen = ofCitizens.filter((route) => scopeNeeded(route) === 'see').map(nameOf)
    for (const one of seen) expect(one).toMatch(/^GET \/v1\/(me|cases|forms|filings)/)
    expect(seen).not.toContain('GET /v1/me/access')
  })
})
