import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parameters } from '../../../functions/bundles/all.ts'
import { provinceFilingFree } from '../../../functions/bundles/filing/parameters.ts'
import { arrange, cachePolicies } from '../../../functions/desk/policies.ts'
import { addDays, day, instant } from '../../../shared/calendar/index.ts'
import { manualClock } from '../../../shared/clock/index.ts'
import { type Admdvs, NATION } from '../../../shared/codes/index.ts'
import { type PolicyRow, policyAt } from '../../../shared/policy/index.ts'
import { policyPartition } from '../../../shared/table/keys.ts'
import { memoryTable } from '../../../shared/table/memory.ts'

const asked = [...parameters.values()].filter(({ byYear }) => !byYear)
const areas = ['130100', '130000', '139900', '140100', '110000', '310000', NATION] as Admdvs[]

const amendments = fc.array(
  fc.record({
    name: fc.constantFrom(...asked.map(({ name }) => name)),
    admdvs: fc.constantFrom(...areas),
    from: fc.option(fc.integer({ min: -900, max: 900 }), { nil: undefined }),
    value: fc.integer(),
  }),
  { maxLength: 12 },
)

test('a look-up answers what policyAt answers, whatever was amended', () => {
  const question = fc.tuple(
    fc.constantFrom(...asked),
    fc.constantFrom(...areas.slice(0, -1)),
    fc.integer({ min: -1000, max: 1000 }),
  )
  fc.assert(
    fc.property(amendments, fc.array(question, { maxLength: 10 }), (list, questions) => {
      const rows = list.map(({ from, ...row }) => ({
        ...row,
        ...(from === undefined ? {} : { from: addDays(day('2023-02-10'), from) }),
        source: '测试',
      })) as unknown as PolicyRow[]
      const at = arrange(rows)
      for (const [parameter, area, off] of questions) {
        const on = addDays(day('2023-02-10'), off)
        expect(at(parameter, area, on)).toEqual(policyAt(rows, parameter, area, on))
      }
    }),
    { numRuns: 500 },
  )
})

test('parameters are read once in five seconds, at once when told, and again after a failure', async () => {
  const table = memoryTable()
  const clock = manualClock(instant('2023-09-01T08:00:00+08:00'))
  let reads = 0
  let broken = false
  const counting = {
    ...table,
    query: (query: Parameters<typeof table.query>[0]) => {
      reads += 1
      if (broken) return Promise.reject(new Error('throttled'))
      return table.query(query)
    },
  }
  const cache = cachePolicies(counting, clock)
  const free = async () => {
    const held = (await cache.current())(provinceFilingFree, '530100' as Admdvs, day('2023-09-01'))
    return held.found && held.value
  }
  const amend = (value: boolean) => {
    const row = { name: 'province_filing_free', admdvs: '530000', value, source: '测试' }
    return table.write({ put: { pk: policyPartition, sk: 'province_filing_free#530000#', d: JSON.stringify(row) } })
  }
  await table.write({ put: { pk: policyPartition, sk: '#version', v: 1 } })
  expect([await free(), await free(), reads]).toEqual([false, false, 1])
  await amend(true)
  clock.advance('PT4S')
  expect([await free(), reads]).toEqual([false, 1])
  clock.advance('PT1S')
  expect([await free(), reads]).toEqual([true, 2])
  await amend(false)
  cache.forget()
  expect([await free(), reads]).toEqual([false, 3])
  broken = true
  cache.forget()
  await expect(cache.current()).rejects.toThrow('throttled')
  broken = false
  expect([await free(), reads]).toEqual([false, 5])
})
