import { describe, expect, test } from 'vitest'
import { asyncApi } from '../../events/asyncapi.ts'
import { catalogueWith } from '../../events/catalogue.ts'
import { faultOf, type RejectionReason, reasons } from '../../events/reasons.ts'

describe('why an event is not taken', () => {
  test.each(Object.keys(reasons) as RejectionReason[])(
    '%s: what it means and what to do is said in Chinese and English',
    (reason) => {
      const { meaning, remedy, en } = reasons[reason]
      expect(meaning).toMatch(/[\u4e00-\u9fff]/)
      expect(remedy).toMatch(/[\u4e00-\u9fff]/)
      for (const text of Object.values(en)) expect(text).toMatch(/^[\x20-\x7e’]{10,}$/)
      expect(faultOf(reason).message).toBe(meaning)
    },
  )

  test('partners read all of it beside the queue they send to', () => {
    const { channels } = asyncApi(catalogueWith([])) as {
      channels: Record<string, { 'x-rejections'?: { reason: string }[] }>
    }
    expect(channels.inbox?.['x-rejections']?.map(({ reason }) => reason)).toEqual(Object.keys(reasons))
    expect(channels.bank).not.toHaveProperty('x-rejections')
  })
})
