/** chronic/RULES.md 2: who is asked, and who is not. */
import { expect, it } from 'vitest'
import { lingbi, lueyang, scene, shandong } from './scene.ts'

it('reminds after 7, 30 and 60 days, and ends at the end of the 90th; it can still be asked for (2.2)', async () => {
  const { treated, stack, told, theCase, ask } = await scene(lueyang)
  await treated('2026-03-10', 'I10')
  expect((await theCase()).due_at).toBeUndefined()
  const reminded = async (day: string) => {
    await stack.advanceTo(`${day}T12:00:00+08:00`)
    return told().filter((one) => one === 'chronic.reminder').length
  }
  expect([await reminded('2026-03-16'), await reminded('2026-03-17'), await reminded('2026-04-09')]).toEqual([0, 1, 2])
  expect([await reminded('2026-05-08'), await reminded('2026-05-09')]).toEqual([2, 3])
  await stack.advanceTo('2026-06-09T00:00:05+08:00')
  expect(await theCase()).toMatchObject({ status: 'done', outcome: { result: 'no-answer' } })
  expect((await ask()).status).toBe(201)
})

it('an answer in the last second of the 90th day counts (2.2)', async () => {
  const { treated, stack, choose } = await scene(lingbi)
  await treated('2026-03-10')
  await stack.advanceTo('2026-06-08T23:59:59+08:00')
  expect((await choose('accept')).body.outcome).toMatchObject({ result: 'granted', from: '2026-03-10' })
})

it.each(['second-review', 'accept', 'nonsense'])(
  'what is not offered is refused, and changes nothing: %s',
  async (option) => {
    const { treated, choose, theCase } = await scene(lueyang)
    await treated('2026-03-10', 'I10')
    expect((await choose(option)).status).toBe(option === 'nonsense' ? 400 : 409)
    expect((await theCase()).options).toEqual(['apply', 'decline'])
  },
)

it('371700: in force the same day, and due it (2.4)', async () => {
  const { treated, theCase } = await scene({ area: '371700', insutype: '390' })
  await treated('2026-03-10')
  const { outcome, due_at } = await theCase()
  expect([outcome, due_at]).toMatchObject([{ result: 'granted', insutype: '390' }, '2026-03-10T23:59:59+08:00'])
  const there = await scene(shandong)
  await there.treated('2026-03-10')
  expect((await there.theCase()).due_at).toBe('2026-04-08T23:59:59+08:00')
  const asked = await scene({ area: '371700', insutype: '390' })
  expect((await asked.ask('M00500')).body.due_at).toBe('2026-03-10T23:59:59+08:00')
})

it('of several the earliest at most 365 days old at the start counts, whichever was told first (2.1)', async () => {
  const { treated, rights } = await scene(shandong)
  await treated('2025-03-12')
  await treated('2025-03-10')
  await treated('2025-03-09')
  expect(await rights()).toEqual([['chronic-M00500', '2025-03-10', null]])
})

it('another insurance of the person may be the earlier: the right is of that (2.1)', async () => {
  const { treated, enrol, theCase, rights } = await scene(shandong)
  await enrol({ area: '370100', insutype: '390' })
  await treated('2026-03-10')
  await treated('2026-03-04', 'C34', { insutype: '390' })
  expect((await theCase()).outcome).toMatchObject({ from: '2026-03-04', insutype: '390' })
  expect(await rights()).toHaveLength(1)
})

it('a case that was declined in one area says nothing of another', async () => {
  const { treated, enrol, choose, rights } = await scene(lingbi)
  await enrol(shandong)
  await treated('2026-03-10')
  await choose('decline')
  await treated('2026-03-10', 'C34', { insu_admdvs: '370100', insutype: '310' })
  expect(await rights()).toEqual([['chronic-M00500', '2026-03-10', null]])
})
