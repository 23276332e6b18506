import { describe, expect, it } from 'vitest'
import { orderOf } from '../../../../functions/bundles/transfer/stories/plain.ts'

describe('the orders of messages', () => {
  it('are all different', () => {
    const orders = new Set(Array.from({ length: 120 }, (_, n) => orderOf(n, 5).join()))
    expect(orders.size).toBe(120)
  })
})
