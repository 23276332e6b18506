/** The job that carries the schedule of what is kept out: what should be gone is gone, and what should stay stays. */
import { describe, expect, it } from 'vitest'
import { checkLedger } from '../../../functions/proof/ledger-check.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { kindsOfItem } from '../../../shared/keeping/index.ts'
import { journalOf } from '../../../shared/table/journal.ts'
import { numberKey } from '../../../shared/table/keys.ts'
import { openAt } from '../../../shared/table/seals/sealed.ts'
import { apiOf, citizen, clerk, operator } from '../../support/api.ts'
import { credit, person } from '../../support/people.ts'
import { type Stack, testKeys } from '../../support/stack.ts'
import { settlement, visit } from '../bundles/filing/scene.ts'
import { away, home, jump, keep, keepFor, longAgo, runs } from './scene.ts'

/** All texts that the table holds, opened. */
function textsIn({ table }: Stack, sk = ''): string {
  return [...table.items.values()]
    .filter((item) => item.sk.startsWith(sk))
    .map((item) => {
      if (!(item.p instanceof Uint8Array)) return JSON.stringify(item)
      return openAt(testKeys, item)
    })
    .join('\n')
}

const proved = async (stack: Stack) => expect((await checkLedger(stack.ports)).violations).toEqual([])

describe('keeping', () => {
  it('takes nothing away before its term', async () => {
    const { stack } = await longAgo()
    const before = textsIn(stack)
    jump(stack, '2033-08-15T08:00:00+08:00')
    await keep(stack)
    expect((await runs(stack)).reports).toEqual([])
    expect(textsIn(stack).length).toBeGreaterThan(before.length * 0.95)
  })

  it('takes the words after ten years, and no movement', async () => {
    const { stack, psn_no } = await longAgo()
    const [kase] = await stack.cases(psn_no)
    const words = (await stack.journal(psn_no)).map(({ text }) => text)
    expect(words.length).toBeGreaterThan(2)
    jump(stack, '2033-11-15T08:00:00+08:00')
    await keep(stack)
    // What the hospital was answered stands in the visit, for as long as that does.
    const after = textsIn(stack, 'J#')
    for (const text of words) expect(after.includes(text)).toBe(false)
    expect((await runs(stack)).reports).toMatchObject([{ counts: { texts: words.length, cases: 0 } }])
    const api = apiOf(stack)
    const shown = await api.call(citizen(psn_no), `GET /v1/cases/${kase!.case_id}`)
    expect(shown.body).toMatchObject({ status: 'done', timeline: [] })
    expect((await api.call(citizen(psn_no), 'GET /v1/me/accounts')).body.accounts[0].entries).toHaveLength(3)
    expect((await api.call(citizen(psn_no), 'GET /v1/me/notices')).body.notices).toEqual([])
    await proved(stack)
  })

  it('takes cases with all that is theirs after thirty years, and opens none of them again', async () => {
    const { stack, psn_no } = await longAgo()
    const [kase] = await stack.cases(psn_no)
    const words = (await stack.journal(psn_no)).map(({ text }) => text)
    jump(stack, '2033-11-15T08:00:00+08:00')
    await keep(stack)
    jump(stack, '2053-11-15T08:00:00+08:00')
    await keepFor(stack, 2, 1)
    for (const text of words) expect(textsIn(stack).includes(text), text).toBe(false)
    const file = await stack.file(psn_no)
    expect(['case', 'visit', 'spending', 'erased'].map((one) => file.all(one as 'case').length)).toEqual([0, 0, 1, 1])
    expect([...stack.table.items.keys()].filter((key) => key.includes(kase!.case_id))).toHaveLength(1)
    const api = apiOf(stack)
    for (const who of [citizen(psn_no), clerk(home), clerk(away)]) {
      expect((await api.call(who, 'GET /v1/cases')).body.cases).toEqual([])
    }
    expect((await api.call(citizen(psn_no), `GET /v1/cases/${kase!.case_id}`)).status).toBe(404)
    expect((await api.call(citizen(psn_no), 'GET /v1/me/export')).body.held.visits).toEqual([])
    // Late messages about what is gone: no case, no money, no crash.
    await stack.happen('visit.settled', settlement(psn_no, away), { time: '2053-11-20T08:00:00+08:00' })
    await stack.happen('visit.admitted', visit(psn_no, away), { time: '2053-11-20T09:00:00+08:00' })
    await stack.happen('account.spent', { psn_no, insu_admdvs: home, setl_id: 'S1', amt: '30.00' })
    await stack.advanceTo('2053-11-21T12:00:00+08:00')
    expect(await stack.cases(psn_no)).toEqual([])
    expect((await stack.file(psn_no)).one('account', home)?.balance).toBe(71_00)
    await proved(stack)
  })

  it('does not touch who has an open case, what is young, nor anybody else', async () => {
    const { stack, psn_no } = await longAgo()
    jump(stack, '2043-01-15T08:00:00+08:00')
    await stack.happen('visit.admitted', visit(psn_no, away, { mdtrt_id: 'M9', begntime: '2043-01-15T08:00:00+08:00' }))
    const young = (await stack.journal(psn_no)).filter(({ at }) => at > '2043').map(({ text }) => text)
    expect(young.length).toBeGreaterThan(0)
    await keep(stack)
    const left = (await stack.journal(psn_no)).map(({ text }) => text)
    expect(left).toEqual(young)
  })

  it('takes events that were not taken after three years, and frees their ids', async () => {
    const { stack, psn_no } = await longAgo()
    await stack.sendRaw('没有人看得懂')
    await stack.happen('visit.settled', settlement(psn_no, away, { mdtrt_id: 'nobody' }), { id: 'late' })
    await stack.happen(
      'pension.approved',
      {
        certno: person(77).certno,
        psn_name: '无名氏',
        retr_date: '2023-10-18',
        pension_admdvs: home,
        deemed_months: 0,
      },
      { id: 'unmet' },
    )
    await stack.advanceTo('2023-10-21T08:00:00+08:00')
    const api = apiOf(stack)
    expect((await api.call(operator, 'GET /v1/rejected-events')).body.events).toHaveLength(3)
    jump(stack, '2026-10-25T08:00:00+08:00')
    await keep(stack)
    expect((await api.call(operator, 'GET /v1/rejected-events')).body.events).toEqual([])
    expect((await runs(stack)).reports).toMatchObject([{ counts: { refused: 3 } }])
    for (const gone of ['没有人看得懂', '无名氏', 'nobody']) expect(textsIn(stack).includes(gone), gone).toBe(false)
    await stack.happen('visit.settled', settlement(psn_no, away, { mdtrt_id: 'nobody' }), { id: 'late' })
    expect((await stack.file(psn_no)).count('parked')).toBe(1)
  })

  it('takes the name of somebody thirty years dead, and keeps every movement', async () => {
    const { stack, psn_no } = await longAgo()
    await stack.happen(
      'death.registered',
      { certno: person(1).certno, dead_date: '2024-01-05' },
      { time: '2024-01-06T08:00:00+08:00' },
    )
    await stack.advanceTo('2024-01-20T08:00:00+08:00')
    const { cert_hash } = (await stack.file(psn_no)).person!
    jump(stack, '2054-01-10T08:00:00+08:00')
    await keepFor(stack, 3, 1)
    const file = await stack.file(psn_no)
    expect(file.person).toMatchObject({ psn_no, erased: '2054-01-11', private: { psn_name: '' } })
    expect(file.all('case').concat(file.all('visit') as never[])).toEqual([])
    for (const gone of [person(1).certno, '测试1', '13900000000'])
      expect(textsIn(stack).includes(gone), gone).toBe(false)
    expect(await stack.table.get(numberKey(cert_hash!))).toBeUndefined()
    expect((await apiOf(stack).call(citizen(psn_no), 'GET /v1/me')).status).toBe(200)
    await stack.happen('account.credited', credit(psn_no, home, '1.00'))
    await proved(stack)
    const entries = [...stack.table.items.values()].filter(
      ({ pk, sk }) => pk === `P#${pidOf(testKeys, psn_no)}` && /^[JM]#/.test(sk),
    )
    expect(entries.flatMap((item) => journalOf(testKeys, pidOf(testKeys, psn_no), item).move).length).toBeGreaterThan(3)
  })

  it('done twice is done once, and is told once', async () => {
    const { stack } = await longAgo()
    jump(stack, '2053-11-15T08:00:00+08:00')
    await keep(stack)
    const after = new Map(stack.table.items)
    await keep(stack)
    expect([...stack.table.items]).toEqual([...after])
    await keepFor(stack, 1, 1)
    expect((await runs(stack)).reports).toHaveLength(1)
    expect([...stack.table.items.values()].filter((item) => kindsOfItem(item).length === 0)).toEqual([])
  })
})
