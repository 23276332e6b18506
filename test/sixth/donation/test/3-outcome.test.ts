/** donation/RULES.md 3: what comes of it. */
import { describe, expect, it } from 'vitest'
import { scene, told } from './scene.ts'

describe('the outcome', () => {
  it('tells the gift and the millilitres of the latest report (donation/RULES.md 1.1, 3.1)', async () => {
    const { stack, psnNo, outcome } = await scene()
    await stack.happen('donation.reported', told(psnNo))
    await stack.happen('donation.reported', told(psnNo, { ml: 200 }), { time: '2026-03-10T08:00:00+08:00' })
    const [row] = await stack.cases(psnNo)
    await stack.act(row!.case_id, { action: 'take-gift', gift: 'card' })
    expect(await outcome()).toEqual({ result: 'thanked', gift: 'card', ml: 400 })
  })
})
