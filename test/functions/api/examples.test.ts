import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../../functions/bundles/catalogue.ts'
import { hearDay, routeOf } from './day-heard.ts'
import { examplesOf } from './write-examples.ts'

let day: Awaited<ReturnType<typeof hearDay>>
beforeAll(async () => {
  day = await hearDay()
})

/** Whether a value is what was answered, or a part of it: fewer entries of a list, fewer fields, the beginning of a text. */
function occursIn(value: unknown, answered: unknown): boolean {
  if (typeof value === 'string' && value.endsWith('…')) return String(answered).startsWith(value.slice(0, -1))
  if (typeof value !== 'object' || value === null) return value === answered
  if (typeof answered !== 'object' || answered === null) return false
  if (Array.isArray(value)) {
    return Array.isArray(answered) && value.every((one) => answered.some((other) => occursIn(one, other)))
  }
  return Object.entries(value).every(([name, one]) => occursIn(one, (answered as Record<string, unknown>)[name]))
}

// Not that a new bundle has none that tell more: what was true stays an example.
describe('an example of an answer occurs on the day: else run `node test/functions/api/write-examples.ts`', () => {
  const file = readFileSync(new URL('../../../functions/api/docs/examples.json', import.meta.url), 'utf8')
  const { answers, places } = JSON.parse(file) as ReturnType<typeof examplesOf>
  const occurs = (name: string, body: unknown) =>
    day.heard.some((one) => one.status < 400 && routeOf(one) === name && occursIn(body, one.body))

  it('and every call that answers has one', () => {
    const fresh = examplesOf(day.heard)
    expect(Object.keys(answers).sort()).toEqual(Object.keys(fresh.answers).sort())
    expect(Object.keys(places).sort()).toEqual(Object.keys(fresh.places).sort())
  })

  it.each(Object.entries(answers))('%s', (name, body) => {
    expect(occurs(name, body)).toBe(true)
    expect(occurs(name, { ...(body as object), more: 1 })).toBe(false)
  })

  it.each(Object.entries(places))('a path has a place {%s} for it', (_, value) => {
    expect(day.heard.some(({ path }) => decodeURIComponent(path).split(/[/?]/).includes(value))).toBe(true)
  })
})

/** Fields whose values are codes of ours. */
const codes = 'template reason kind decision basis rates purpose psn_type insutype psn_insu_stas'.split(' ')
/** Fields that hold numbers we give out. */
const numbers = 'case_id bill_no pay_no filing_id clearing_id order_no'.split(' ')

/** What kind of number it is: the letters it opens with and, where it has parts, those. */
const shapeOf = (value: unknown) => {
  const text = String(value)
  return text.includes('-') ? text.replace(/\d+/g, '0') : text.slice(0, 2)
}

describe('the example of what we send', () => {
  const examples = catalogue.flatMap(({ direction, type, example }) =>
    direction === 'outbound' ? [[type, Object.entries(example as object)] as const] : [],
  )

  it.each(examples)('%s holds only codes and numbers as they occur', (type, example) => {
    const sent = day.sent.filter((one) => one.type === type).map(({ data }) => data)
    if (sent.length === 0) throw new Error(`the day sends no ${type}`)
    for (const [field, value] of example) {
      const seen = sent.flatMap((data) => (field in data ? [data[field]] : []))
      if (codes.includes(field)) expect(seen, field).toContain(value)
      if (numbers.includes(field)) expect(seen.map(shapeOf), field).toContain(shapeOf(value))
    }
  })
})
