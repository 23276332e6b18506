/** Which notices were read (contract-people.md), and what somebody wants to be told. */
import { beforeAll, describe, expect, it } from 'vitest'
import { pidOf } from '../../../../shared/identity/index.ts'
import { journalWithout } from '../../../../shared/table/journal.ts'
import { journalRange, personKey } from '../../../../shared/table/keys.ts'
import { queryAll } from '../../../../shared/table/table.ts'
import { citizen, operator } from '../../../support/api.ts'
import { register } from '../../../support/people.ts'
import { testKeys } from '../../../support/stack.ts'
import { makeTown, type Town } from '../town.ts'

let town: Town
beforeAll(async () => {
  town = await makeTown()
})

const notices = async (who: string) => (await town.api.call(citizen(who), 'GET /v1/me/notices')).body.notices
const read = (who: string, id: string) => town.api.call(citizen(who), `POST /v1/me/notices/${id}/read`)

describe('a notice', () => {
  it('has an id of its own, stays unread until it is read, and keeps the first time', async () => {
    const all = await notices(town.me)
    expect(new Set(all.map(({ notice_id }: { notice_id: string }) => notice_id)).size).toBe(all.length)
    expect(all.every((one: object) => !('read_at' in one))).toBe(true)
    const { notice_id } = all[1]
    const first = await read(town.me, notice_id)
    expect(first.status).toBe(200)
    town.stack.clock.set('2026-03-12T11:00:00+08:00' as never)
    expect((await read(town.me, notice_id)).body).toEqual(first.body)
    const after = await notices(town.me)
    expect(after.map(({ read_at }: { read_at?: string }) => read_at)).toEqual([
      undefined,
      first.body.read_at,
      ...Array(all.length - 2).fill(undefined),
    ])
  })

  it('of a dependant is read too; of a stranger, or of none, there is none', async () => {
    const ofChild = (await notices(town.me)).find(({ case_id }: { case_id: string }) => case_id === town.ids.newborn)
    expect((await read(town.me, ofChild.notice_id)).status).toBe(200)
    expect((await read(town.strangerNo, ofChild.notice_id)).status).toBe(404)
    const [pid, version, which] = ofChild.notice_id.split('.')
    for (const id of [
      `${pid}.${Number(version) + 500}.${which}`,
      `${pid}.${version}.000000000000`,
      'x',
      town.ids.newborn,
    ]) {
      expect((await read(town.me, id)).status, id).toBe(404)
    }
  })

  it('keeps its id though what was said before it in the same commit is taken out', async () => {
    const pid = pidOf(testKeys, town.me)
    const before = await notices(town.me)
    const items = await queryAll(town.stack.table, { pk: personKey(pid), ...journalRange('J') })
    for (const item of items) {
      const without = journalWithout(testKeys, pid, { ...item }, (caseId) => caseId === town.ids.transfer)
      if (without) await town.stack.table.write(without.write)
    }
    const kept = before.filter(({ case_id }: { case_id: string }) => case_id !== town.ids.transfer)
    expect(await notices(town.me)).toEqual(kept)
  })
})

describe('preferences', () => {
  it('are first packs, no elder style, no copies; PUT replaces, and what is left out is as at first', async () => {
    const { api, strangerNo } = town
    const who = citizen(strangerNo)
    expect((await api.call(who, 'GET /v1/me/preferences')).body).toEqual({
      packs: true,
      elder: false,
      copy_to_helper: false,
    })
    const all = { packs: false, elder: true, copy_to_helper: true }
    expect((await api.call(who, 'PUT /v1/me/preferences', all)).body).toEqual(all)
    expect((await api.call(who, 'PUT /v1/me/preferences', { elder: true })).body).toEqual({
      packs: true,
      elder: true,
      copy_to_helper: false,
    })
    expect((await api.call(who, 'GET /v1/me/preferences')).body.copy_to_helper).toBe(false)
    expect((await api.call(who, 'PUT /v1/me/preferences', { packs: 'no' })).status).toBe(400)
    expect((await api.call(operator, 'GET /v1/me/preferences')).status).toBe(403)
    expect((await api.call(citizen('P404'), 'PUT /v1/me/preferences', all)).status).toBe(404)
  })

  it('go over with a number that was lost', async () => {
    const { stack, api } = town
    const [lost, kept] = [await register(stack, 31), await register(stack, 32)]
    await api.call(citizen(lost), 'PUT /v1/me/preferences', { packs: false })
    const merged = { psn_no: lost, into_psn_no: kept, reason: '重复建档' }
    await stack.happen('person.merged', merged)
    expect((await api.call(citizen(kept), 'GET /v1/me/preferences')).body.packs).toBe(false)
  })
})
