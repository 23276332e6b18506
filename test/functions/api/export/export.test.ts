/** A person's copy of everything that is held on them: whole, readable, and of nobody else. */
import { describe, expect, it } from 'vitest'
import { placeOf } from '../../../../functions/api/export/places.ts'
import { exportRoute } from '../../../../functions/api/export/route.ts'
import { exportSchema } from '../../../../functions/api/export/schema.ts'
import { makeLimiter, standardLimits } from '../../../../functions/http/limits.ts'
import { keyOf } from '../../../../shared/registers/rows.ts'
import { apiOf } from '../../../support/api.ts'
import { bankAccount, certnoOf, credit, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { birth, childOf, makeNursery, motherBirth } from '../../bundles/newborn/scene.ts'
import { makeTown } from '../town.ts'

const citizen = (psn_no: string) => ({ role: 'citizen', psn_no })

/** All pages, one after the other. */
async function copyOf(api: ReturnType<typeof apiOf>, psn_no: string, query = '') {
  const pages = []
  for (let cursor = ''; pages.length < 100; ) {
    const answer = await api.call(citizen(psn_no), `GET /v1/me/export?${query}${cursor}`)
    expect(answer.status, answer.text).toBe(200)
    expect(exportSchema.safeParse(answer.body).error).toBeUndefined()
    pages.push(answer)
    if (!answer.body.cursor) break
    cursor = `&cursor=${answer.body.cursor}`
  }
  return pages
}

describe('a copy of what is held', () => {
  it('has a place for every register', () => {
    expect([...Object.keys(placeOf), 'unopened'].sort()).toEqual(Object.keys(keyOf).sort())
  })

  it('tells what every other call tells, and says whom to turn to', async () => {
    const { api, me, ids } = await makeTown()
    const [page] = await copyOf(api, me)
    const { held, said, entries, correction } = page!.body
    const { body: accounts } = await api.call(citizen(me), 'GET /v1/me/accounts')
    const { body: cases } = await api.call(citizen(me), `GET /v1/cases?psn_no=${me}&limit=100`)
    const { body: own } = await api.call(citizen(me), 'GET /v1/me')
    expect(held).toMatchObject({ person: { psn_no: me, psn_name: own.psn_name }, relations: own.relations })
    expect(held.person.certno).toMatch(/^\d{17}[\dX]$/)
    expect(held.cases.map((one: { case_id: string }) => one.case_id).sort()).toEqual(
      cases.cases.map((one: { case_id: string }) => one.case_id).sort(),
    )
    expect(entries.map((one: { amt: string }) => one.amt)).toEqual(
      accounts.accounts
        .flatMap((one: { entries: { amt: string }[] }) => one.entries)
        .map((one: { amt: string }) => one.amt),
    )
    const { body: transfer } = await api.call(citizen(me), `GET /v1/cases/${ids.transfer}`)
    const texts = said.filter((one: { case_id: string }) => one.case_id === ids.transfer)
    expect(texts.map((one: { text: string }) => one.text)).toEqual(
      transfer.timeline.map((one: { text: string }) => one.text),
    )
    expect(texts[0].bundle).toBe('transfer')
    expect(correction).toContain('经办机构')
  })

  it('is one’s own and one’s dependants’, and masks who else is named', async () => {
    const stack = await makeNursery('2026-03-20T10:00:00+08:00')
    const mother = await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    const stranger = await register(stack, 3)
    const father = { certno: certnoOf(5), psn_name: '张无忌', tel: '13811112222', relation: 'father' }
    const named = { certno: certnoOf(2, motherBirth), psn_name: '测试2', relation: 'mother' }
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [named, father] }))
    const api = apiOf(stack)
    const child = childOf()
    const [page] = await copyOf(api, mother, `psn_no=${child}`)
    expect(page!.body.held.births[0].guardians).toEqual([
      { relation: 'mother', psn_name: '测**'.slice(0, 3), certno: expect.stringMatching(/^\d{3}\*{11}/) },
      { relation: 'father', psn_name: '张**', certno: expect.stringMatching(/^\d{3}\*{11}/) },
    ])
    for (const secret of [father.certno, father.psn_name, father.tel]) expect(page!.text).not.toContain(secret)
    expect((await copyOf(api, mother))[0]!.body.held.dependants).toEqual([child])
    expect((await api.call(citizen(stranger), `GET /v1/me/export?psn_no=${child}`)).status).toBe(404)
    expect((await api.call(citizen(child), `GET /v1/me/export?psn_no=${mother}`)).status).toBe(404)
  })

  it('shows what waits, with the facts as reported', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('account.spent', { psn_no: psn, insu_admdvs: '130100', amt: '10.00', setl_id: 'S1' })
    const [page] = await copyOf(apiOf(stack), psn)
    expect(page!.body.held.waiting).toMatchObject([{ type: 'account.spent', data: { setl_id: 'S1', amt: '10.00' } }])
  })

  it('comes in pages that leave nothing out, and a cursor is the caller’s own', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    for (let n = 0; n < 900; n++) await stack.send('account.credited', credit(psn, '130100', '1.00'))
    await stack.run()
    const api = apiOf(stack)
    const pages = await copyOf(api, psn)
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.flatMap(({ body }) => body.entries)).toHaveLength(900)
    expect(pages.filter(({ body }) => body.held)).toHaveLength(1)
    const other = await register(stack, 3)
    const { cursor } = pages[0]!.body
    expect((await api.call(citizen(other), `GET /v1/me/export?cursor=${cursor}`)).status).toBe(400)
  })

  it('counts for many calls', () => {
    const take = makeLimiter(standardLimits, () => 0)
    const me = { id: 'a', role: 'citizen', psn_no: 'a' } as const
    const taken = Array.from({ length: 10 }, () => take(me, exportRoute.weight).retryAfter)
    expect(taken.filter((wait) => wait === undefined)).toHaveLength(5)
    expect(taken.at(-1)).toBe(1)
  })
})
