/** assistance/RULES.md 1: which identities count, and where. */
import { describe, expect, it } from 'vitest'
import { at } from '../../../support/bank.ts'
import { leaving, onlyCase, scene, shanghai } from './scene.ts'

/** What is granted on the settlement of 10 March, by whom. */
const granted = async (s: Awaited<ReturnType<typeof scene>>) =>
  ((await s.asked()).payers as { admdvs: string; due: string }[]).map(({ admdvs, due }) => [admdvs, due])

describe('an identity', () => {
  it('ends with a later report of the same fact, the last day included (1.1)', async () => {
    const s = await scene({ recognized: { enddate: '2026-03-10' } })
    await s.settle()
    expect(await granted(s)).toEqual([['130100', '3500.00']])
    await s.stack.happen(
      'identity.recognized' as never,
      { psn_no: s.psn, psn_idet_type: 'low-income', admdvs: '130102', begndate: '2026-01-01', enddate: '2026-03-09' },
      { time: at('2026-03-20') },
    )
    expect(await granted(s)).toEqual([])
  })

  it('that is withdrawn never was, and waits for the one it is about (1.1)', async () => {
    const s = await scene({ recognized: false })
    const about = { psn_idet_type: 'low-income', admdvs: '130100', begndate: '2026-01-01' }
    const withdrawn = { certno: s.certno, ...about, reason: '认定有误' }
    await s.stack.happen('identity.withdrawn' as never, withdrawn, { time: at('2026-03-05') })
    expect((await s.stack.file(s.psn)).all('parked')).toMatchObject([{ reason: 'needs-identity' }])
    await s.stack.happen('identity.recognized' as never, { certno: s.certno, ...about }, { time: at('2026-03-03') })
    await s.settle()
    expect(await s.cases()).toEqual([])
  })

  it('of two areas that counts where one began last, of two that began together the smaller code (1.2)', async () => {
    const last = await scene({ recognized: { admdvs: shanghai, begndate: '2026-02-01' } })
    await last.recognize()
    await last.settle()
    expect(await granted(last)).toEqual([[shanghai, '4500.00']])
    const together = await scene({ recognized: { admdvs: shanghai } })
    await together.recognize()
    await together.settle()
    expect(await granted(together)).toEqual([['130100', '3500.00']])
  })

  it('of none of the table decides nothing beside one of it (1.2)', async () => {
    const s = await scene()
    await s.recognize({ psn_idet_type: 'worker-hardship', admdvs: shanghai, begndate: '2026-03-01' })
    await s.settle()
    expect(await granted(s)).toEqual([['130100', '3500.00']])
  })

  it('in another area for the latest settlement puts the case in its charge; areas are all of the year (4.1)', async () => {
    const s = await scene({ recognized: { enddate: '2026-03-31' } })
    await s.recognize({ admdvs: shanghai, begndate: '2026-04-01' })
    await s.settle()
    expect(await onlyCase(s)).toMatchObject({ admdvs: '130100' })
    await s.settle(leaving('1000.00', '2026-05-10'))
    expect(await onlyCase(s)).toMatchObject({ admdvs: shanghai, areas: ['130100', shanghai] })
    expect(await granted(s)).toEqual([
      ['130100', '3500.00'],
      [shanghai, '900.00'],
    ])
  })
})

describe('what is not right is refused at the inbox', () => {
  it.each([
    ['an end before its beginning', 'identity.recognized', { enddate: '2025-12-31' }],
    ['nobody', 'identity.recognized', { psn_no: undefined }],
    ['a word that is none', 'identity.recognized', { psn_idet_type: 'Low_Income' }],
    ['the reserved department', 'aid.paid', { dept: 'medical-assistance' }],
  ])('%s', async (_, type, more) => {
    const s = await scene()
    await s.settle()
    const data = { psn_no: s.psn, psn_idet_type: 'low-income', admdvs: '130100', begndate: '2026-01-01' }
    const aid = { aid_no: 'A1', psn_no: s.psn, setl_id: 'S1', dept: 'union', amt: '1.00', paid_at: at('2026-03-12') }
    const before = [...s.stack.table.items.keys()].length
    await s.stack.happen(type as never, { ...(type === 'aid.paid' ? aid : data), ...more })
    expect((await s.stack.file(s.psn)).count('heard')).toBe(2)
    expect([...s.stack.table.items.keys()].length).toBeGreaterThan(before)
  })
})
