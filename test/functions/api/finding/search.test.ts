/** Somebody is found by any number they show, by those whom they concern, and who walks through numbers is stopped. */
import { beforeAll, describe, expect, it } from 'vitest'
import { apiOf, type Claims, citizen, clerk, operator, supervisor } from '../../../support/api.ts'
import { certnoOf, enrolment, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { certificate, makeTown, type Town } from '../town.ts'

let town: Town
beforeAll(async () => {
  town = await makeTown()
})
const found = async (who: Claims, q: string) => (await town.api.call(who, 'POST /v1/search', { q })).body.results
const mine = certnoOf(2, '1994-05-20')

describe('a search', () => {
  it('finds a person by their number, their document and, a child, by its certificate; the name masked', async () => {
    const me = { kind: 'person', id: town.me, psn_no: town.me, psn_name: '测**' }
    for (const q of [town.me, mine, mine.toLowerCase(), ` ${mine} `]) {
      expect(await found(operator, q)).toEqual([me])
    }
    const [child] = await found(operator, certificate)
    expect(child).toEqual({ kind: 'person', id: town.child, psn_no: town.child, psn_name: '测***' })
    expect(await found(operator, certificate.toLowerCase())).toEqual([child])
  })

  it('finds documents of other kinds, and an identity number of fifteen digits', async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const api = apiOf(stack)
    const passport = await register(stack, 7, { psn_cert_type: '08', certno: 'E12345678' })
    const old = await register(stack, 8, { certno: certnoOf(8, '1966-04-05'), brdy: '1966-04-05' })
    const ask = async (q: string) => (await api.call(operator, 'POST /v1/search', { q })).body.results
    expect(await ask('e12345678')).toEqual([expect.objectContaining({ psn_no: passport })])
    const of15 = certnoOf(8, '1966-04-05').replace(/^(\d{6})19(\d{9}).$/, '$1$2')
    expect(of15).toHaveLength(15)
    expect(await ask(of15)).toEqual([expect.objectContaining({ psn_no: old })])
  })

  it('finds a case, a task, a bill and a filing by their ids', async () => {
    const [bill] = (await town.stack.file(town.child)).all('bill')
    for (const [kind, id] of [
      ['case', town.ids.transfer],
      ['task', town.ids.transferTask],
      ['bill', bill!.bill_no],
      ['filing', town.ids.filing],
    ] as const) {
      expect(await found(operator, id)).toEqual([expect.objectContaining({ kind, id })])
    }
    expect(await found(operator, `${town.ids.transfer.slice(0, -1)}a`)).toEqual([])
  })

  it('shows clerks what concerns their area, and nobody else’s; a supervisor as much, a clerk of the province all of it', async () => {
    for (const q of [town.me, mine, town.ids.transfer]) {
      for (const who of [clerk('130200'), clerk('130100'), supervisor('130200'), clerk('130000')]) {
        expect(await found(who, q)).toHaveLength(1)
      }
      for (const who of [clerk('130300'), clerk('440100'), clerk('440000')]) expect(await found(who, q)).toEqual([])
    }
  })

  it('shows who lives in the area, and of somebody who is theirs whatever they have', async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const api = apiOf(stack)
    const psn = await register(stack, 7)
    const ask = async (q: string) => (await api.call(clerk('130300'), 'POST /v1/search', { q })).body.results
    expect(await ask(psn)).toEqual([])
    await stack.happen('residence.registered', { psn_no: psn, community: '130302001001', from: '2026-01-01' })
    expect(await ask(psn)).toEqual([expect.objectContaining({ psn_no: psn })])
  })

  it('is for clerks and operators, and asks for something', async () => {
    expect((await town.api.call(citizen(town.me), 'POST /v1/search', { q: town.me })).status).toBe(403)
    expect((await town.api.call(operator, 'POST /v1/search', {})).body.errors).toEqual([
      expect.objectContaining({ field: 'q' }),
    ])
    expect((await town.api.call(operator, `GET /v1/search?q=${mine}`)).status).toBe(404)
  })

  it('leaves in the trail whom it showed, that it showed nobody, and nowhere what was asked for', async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const api = apiOf(stack)
    const psn_no = await register(stack, 5)
    await stack.happen('enrolment.registered', enrolment(psn_no, '130100', '2019-03-01'))
    await api.call(clerk('130100'), 'POST /v1/search', { q: certnoOf(5) })
    await api.call(clerk('130100'), 'POST /v1/search', { q: certnoOf(6) })
    const { lines } = (await api.call(operator, 'GET /v1/audit?by=clerk:130100')).body
    const told = lines.map(({ what, about }: Record<string, string>) => `${what} ${about}`)
    expect(told.sort()).toEqual([`search.hit ${psn_no}`, 'search.miss 130100'])
    const stored = JSON.stringify([...(await stack.table.scan()).items])
    expect(stored).not.toContain(certnoOf(6))
  })

  it('is refused to whoever misses too often', async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const api = apiOf(stack)
    const ask = () => api.call(clerk('130100'), 'POST /v1/search', { q: 'nobody' })
    for (let n = 0; n < 60; n++) expect((await ask()).body).toEqual({ results: [] })
    const refused = await ask()
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-requests'])
    expect((await api.call(clerk('130200'), 'POST /v1/search', { q: 'nobody' })).status).toBe(200)
  })
})
