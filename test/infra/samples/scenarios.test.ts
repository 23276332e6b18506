/** Each scenario comes to the end it tells, in spring and in the collection period, and again with other people. */
import { describe, expect, it } from 'vitest'
import { manifests } from '../../../functions/bundles/index.ts'
import { play, scenario } from '../../../infra/cli/messages/scenario.ts'
import { atTheDoor } from '../../../infra/local/day/at-the-door.ts'
import { scenarios } from '../../../infra/samples/scenarios.ts'
import { makeStack } from '../../support/stack.ts'
import { memoryApi, stubPartners } from './stage.ts'

/** A stage in memory, with partners who do as they are asked. */
async function stageAt(now: string) {
  const stack = await makeStack({ now, bureau: false })
  const partners = stubPartners(stack, { bank: [], tax: [] })
  const told: string[] = []
  const stage = {
    api: memoryApi(stack),
    now: async () => stack.clock.now(),
    send: (event: object) => stack.sendRaw(JSON.stringify(event)),
    settle: async () => {
      await stack.run()
      await partners.answer()
    },
    pause: async () => {},
    tell: (line: string) => void told.push(line),
  }
  return { stage, told }
}

const names = [...scenarios, ...atTheDoor].map(({ name }) => name)

describe.each(['2026-03-02T09:00:00+08:00', '2026-11-26T18:00:00+08:00'])('on %s', (now) => {
  it('every scenario ends as told, twice, with other people', async () => {
    const { stage, told } = await stageAt(now)
    const faults: string[] = []
    for (const seed of [1, 2]) for (const name of names) faults.push(...(await play(name, seed, stage)))
    expect(faults).toEqual([])
    const people = told.filter((line) => /^(人员|people): /.test(line))
    expect(new Set(people).size).toBe(2 * scenarios.length)
  })
})

it('every bundle brings one that bears its name', () => {
  expect(names).toEqual(expect.arrayContaining(manifests.map(({ chain }) => chain.bundle)))
  expect(new Set(names).size).toBe(names.length)
})

it('they are listed, in both languages; a name that is none is said with those there are', async () => {
  const run = async (...args: string[]) => {
    const [out, err]: [string[], string[]] = [[], []]
    const code = await scenario(args, { out: (line) => out.push(line), err: (line) => err.push(line) })
    return { code, out: out.join('\n'), err: err.join('\n') }
  }
  const english = await run('scenario', 'list', '--lang', 'en')
  for (const name of names) expect(english.out).toContain(name)
  expect(english).toMatchObject({ code: 0, err: '' })
  expect(english.out).not.toMatch(/\p{Script=Han}/u)
  expect(await run('scenario', 'newborn', '--lang', 'en')).toMatchObject({ code: 2 })
})
