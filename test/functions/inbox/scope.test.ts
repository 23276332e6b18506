import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type InboundType, inboundEvents } from '../../../events/catalogue.ts'
import { parseEvent } from '../../../events/parse.ts'
import { scope, speaksFor } from '../../../functions/inbox/scope.ts'
import { eventOf } from '../../events/contract.ts'

const bounds = z.object(scope)

/** Whether a partner of these bounds speaks for the example of a type with some fields changed. */
function speaks(settings: object, type: InboundType, change: object = {}): boolean {
  const data = JSON.parse(JSON.stringify({ ...(inboundEvents[type].example as object), ...change }))
  const parsed = parseEvent(eventOf(type, data))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return speaksFor(bounds.parse(settings), parsed.event, parsed.spec)
}

describe('a partner with areas', () => {
  test.each<[InboundType, string]>([
    ['enrolment.registered', 'insu_admdvs'],
    ['enrolment.paused', 'insu_admdvs'],
    ['enrolment.revoked', 'insu_admdvs'],
    ['contribution.posted', 'insu_admdvs'],
    ['employer.base-declared', 'insu_admdvs'],
    ['account.credited', 'insu_admdvs'],
    ['account.spent', 'insu_admdvs'],
    ['household.registered', 'admdvs'],
    ['pension.approved', 'pension_admdvs'],
    ['funds.settled', 'from_admdvs'],
  ])('%s: speaks for its own by %s, a county of it and, with a province, all of that', (type, field) => {
    expect(speaks({ areas: ['130100'] }, type, { [field]: '130102' })).toBe(true)
    expect(speaks({ areas: ['130102'] }, type, { [field]: '130100' })).toBe(true)
    expect(speaks({ areas: ['130100'] }, type, { [field]: '130200' })).toBe(false)
    expect(speaks({ areas: ['130000'] }, type, { [field]: '130200' })).toBe(true)
    expect(speaks({ areas: ['130000'] }, type, { [field]: '139900' })).toBe(true)
    expect(speaks({ areas: ['130000', '310000'] }, type, { [field]: '310115' })).toBe(true)
    expect(speaks({ areas: ['130000'] }, type, { [field]: '530100' })).toBe(false)
  })

  test.each<InboundType>(['birth.certified', 'delivery.settled', 'visit.settled'])(
    '%s: speaks for the institutions that lie there, wherever a patient is insured',
    (type) => {
      expect(speaks({ areas: ['130200'] }, type, { fixmedins_code: 'H13020200001', insu_admdvs: '530100' })).toBe(true)
      expect(speaks({ areas: ['130200'] }, type, { fixmedins_code: 'H13010200001', insu_admdvs: '130200' })).toBe(false)
    },
  )

  test('visit.admitted: speaks for the institutions that lie there', () => {
    const visit = { fixmedins_code: 'H11010100001', mdtrtarea_admvs: '110101', insuplc_admdvs: '530100' }
    expect(speaks({ areas: ['110000'] }, 'visit.admitted', visit)).toBe(true)
    expect(speaks({ areas: ['530100'] }, 'visit.admitted', visit)).toBe(false)
  })
})

describe('a partner with institutions', () => {
  const own = { fixmedins_codes: ['H13010200001', 'h13020200001'] }

  test.each<InboundType>(['birth.certified', 'delivery.settled', 'visit.admitted', 'visit.settled'])(
    '%s: speaks for these and no others',
    (type) => {
      const at = (fixmedins_code: string) => ({ fixmedins_code, mdtrtarea_admvs: fixmedins_code.slice(1, 7) })
      expect(speaks(own, type, at('H13010200001'))).toBe(true)
      expect(speaks(own, type, at('H13020200001'))).toBe(true)
      expect(speaks(own, type, at('H13010200002'))).toBe(false)
    },
  )

  test('an institution that is listed is its own wherever it lies; spending is bounded by areas', () => {
    const both = { ...own, areas: ['130100'] }
    expect(speaks(both, 'birth.certified', { fixmedins_code: 'H13020200001' })).toBe(true)
    expect(speaks(both, 'account.spent', { insu_admdvs: '130200' })).toBe(false)
    expect(speaks(own, 'account.spent', { insu_admdvs: '130200' })).toBe(true)
  })
})

test.each<InboundType>([
  'person.registered',
  'premium.paid',
  'payment.settled',
  'payment.returned',
  'death.registered',
])('%s names neither: it passes', (type) => {
  expect(speaks({ areas: ['650100'], fixmedins_codes: ['H65010200001'] }, type)).toBe(true)
})
