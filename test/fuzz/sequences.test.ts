import fc from 'fast-check'
import { expect, it } from 'vitest'
import { life } from './life.ts'
import { live } from './player.ts'
import { tries } from './town.ts'

it('whatever happens to a few people in whatever order: nothing fails, all comes to rest, nobody is forgotten', async () => {
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(life, async (happenings) => {
      const one = await live(happenings)
      for (const file of await one.files()) {
        for (const { bundle, status } of file.all('case')) {
          const key = `${bundle} ${status}`
          seen.set(key, (seen.get(key) ?? 0) + 1)
        }
      }
    }),
    tries(40),
  )
  if (process.env.FUZZ_SHOW) console.log(Object.fromEntries([...seen].sort()))
  for (const bundle of ['transfer', 'newborn', 'maternity-allowance', 'retirement', 'filing']) {
    expect([...seen.keys()].filter((key) => key.startsWith(bundle))).not.toEqual([])
  }
})
