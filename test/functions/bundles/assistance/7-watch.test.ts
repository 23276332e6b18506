/** assistance/RULES.md 7: who may have become poor by illness is asked, once a year. */
import { describe, expect, it } from 'vitest'
import { at } from '../../../support/bank.ts'
import { leaving, onlyCase, scene } from './scene.ts'

const end = (on: string) => `${on}T23:59:59+08:00`

async function warned(more: Record<string, unknown> = {}) {
  const s = await scene({ now: at('2026-01-05'), recognized: false })
  await s.stack.policy({ name: 'hardship_line', admdvs: '130100', value: '20000.00' })
  await s.settle(leaving('20000.00', '2026-07-15', more))
  const choose = async (option: string) => {
    const { case_id } = (await s.cases()).find(({ actions }) => actions.includes('choose')) ?? (await s.cases())[0]!
    return s.api.call(s.me, `POST /v1/cases/${case_id}/actions`, { action: 'choose', option })
  }
  return { ...s, choose }
}

describe('a warning', () => {
  it('is answered by the end of the 30th day, or not at all (7.2)', async () => {
    const s = await warned()
    expect(s.told()).toEqual(['assistance.warning'])
    expect((await onlyCase(s)).due_at).toBeUndefined()
    await s.stack.advanceTo(end('2026-08-14'))
    expect((await onlyCase(s)).status).toBe('waiting')
    await s.dawn('2026-08-15')
    const outcome = { result: 'no-answer', burden: '20000.00', from_month: '202508', to_month: '202607' }
    expect(await onlyCase(s)).toMatchObject({ status: 'done', outcome })
  })

  it('is declined; an option of another matter is not offered (7.2)', async () => {
    const s = await warned()
    const other = await s.choose('lump-sum')
    expect([other.status, other.body.code]).toEqual([409, 'action-not-offered'])
    expect((await s.choose('no')).body).toMatchObject({ status: 'done', outcome: { result: 'declined' } })
  })

  it('is passed on, and refused; once a person and year (7.3)', async () => {
    const s = await warned()
    await s.choose('refer')
    expect((await onlyCase(s)).waiting_for).toMatchObject({
      actor: 'partner',
      what: 'hardship.refused',
      until: end('2026-09-13'),
    })
    const { case_id } = await onlyCase(s)
    await s.stack.happen('hardship.refused' as never, { case_id, reason: '财产超标' }, { time: at('2026-08-01') })
    expect(await onlyCase(s)).toMatchObject({ status: 'done', outcome: { result: 'refused', burden: '20000.00' } })
    await s.settle(leaving('30000.00', '2026-09-15'))
    expect(await s.cases()).toHaveLength(1)
    expect(s.stack.sent('registry', 'hardship.referred')).toHaveLength(1)
  })

  it('that nobody decides upon ends after the 60th day (7.3)', async () => {
    const s = await warned()
    await s.choose('refer')
    await s.dawn('2026-09-14')
    expect(await onlyCase(s)).toMatchObject({ status: 'done', outcome: { result: 'no-answer' } })
  })

  it('ends by an identity of the table in force today, not by another (7.4)', async () => {
    const s = await warned()
    await s.recognize({ psn_idet_type: 'worker-hardship' })
    expect((await onlyCase(s)).status).toBe('waiting')
    await s.recognize({ begndate: '2026-08-01' })
    expect((await onlyCase(s)).status).toBe('waiting')
    await s.recognize({ begndate: '2026-07-15' })
    const watch = (await s.cases()).find(({ outcome }) => outcome !== undefined)
    expect(watch).toMatchObject({ status: 'done', outcome: { result: 'recognized' } })
  })

  it('ends on the day on which an identity begins that was told before (7.4)', async () => {
    const s = await warned()
    await s.choose('refer')
    await s.recognize({ begndate: '2026-08-20' })
    await s.dawn('2026-08-20')
    expect(await onlyCase(s)).toMatchObject({ status: 'done', outcome: { result: 'recognized' } })
    expect(s.told()).toEqual(['assistance.warning', 'assistance.recognized'])
  })

  it('is withdrawn without its ground before it is passed on, and asked anew with another (7.4)', async () => {
    const s = await warned()
    await s.revoke('S.2026-07-15', '2026-07-20')
    expect(await onlyCase(s)).toMatchObject({ status: 'withdrawn', outcome: { reason: 'revoked' } })
    await s.settle({ ...leaving('25000.00', '2026-07-25') })
    expect(await onlyCase(s)).toMatchObject({ status: 'waiting', waiting_for: { until: end('2026-08-24') } })
    expect(s.told()).toEqual(['assistance.warning', 'assistance.warning'])
    await s.choose('refer')
    await s.revoke('S.2026-07-25', '2026-07-28')
    expect((await onlyCase(s)).status).toBe('waiting')
    await s.dies('2026-07-29')
    expect(await onlyCase(s)).toMatchObject({ status: 'withdrawn', outcome: { reason: 'deceased' } })
  })
})

describe('no warning', () => {
  it.each([
    ['of whom an identity was in force that day', { identity: {} }],
    ['of a treatment that is not assisted', { med_type: '11' }],
    ['where other departments paid a part', { aid: true }],
  ])('%s (7.1)', async (_, { identity, aid, ...more }: Record<string, unknown>) => {
    const s = await scene({ now: at('2026-01-05'), recognized: identity ? {} : false })
    await s.settle(leaving('19999.99', '2026-07-10'))
    await s.stack.policy({ name: 'hardship_line', admdvs: '130100', value: '20000.00' })
    if (aid) await s.aid({ setl_id: 'S.2026-07-10', amt: '0.02', paid_at: at('2026-07-11') })
    await s.settle(leaving('0.01', '2026-07-15', more))
    const watches = (await s.cases()).filter(({ state }) => (state as { warning?: object }).warning)
    expect(watches).toEqual([])
  })
})
