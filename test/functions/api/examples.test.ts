import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { outboundEvents } from '../../../events/catalogue.ts'
import { hearDay } from './day-heard.ts'
import { examplesOf } from './write-examples.ts'

let day: Awaited<ReturnType<typeof hearDay>>
beforeAll(async () => {
  day = await hearDay()
})

it('examples of answers are those of the day: else run `node test/functions/api/write-examples.ts`', () => {
  const file = readFileSync(new URL('../../../functions/api/docs/examples.json', import.meta.url), 'utf8')
  expect(JSON.parse(file)).toEqual(examplesOf(day.heard))
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
  const examples = Object.entries(outboundEvents).map(([type, { example }]) => [type, Object.entries(example)] as const)

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
