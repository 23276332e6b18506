import { describe, expect, it } from 'vitest'
import { instant } from '../../../../shared/calendar/index.ts'
import { receiptFor } from '../../../../shared/engine/receipts/receipt.ts'

describe('the id of a receipt', () => {
  const about = { source: 'urn:hospital', id: 'e1' }
  const told = (at: string) => {
    const became = { status: 'rejected', reason: 'merged', at: instant(at) } as const
    return receiptFor({ stage: 'test' }, about, became, 'x.merged').map(({ body }) => JSON.parse(body).id)
  }

  it('is another if it was rejected another time, though for the same reason, by another file', () => {
    expect(told('2026-03-02T09:00:00+08:00')).toEqual(told('2026-03-02T09:00:00+08:00'))
    expect(told('2026-03-02T09:00:00+08:00')).not.toEqual(told('2026-03-02T09:00:01+08:00'))
  })
})
