/** Random lives: the rules and the plain models of their text come to the same. A million of them: RESULT.md. */
import { describe, expect, it } from 'vitest'
import { importsOf, sources } from '../../support/sources.ts'
import { differences } from './compare.ts'
import { leadMany, partsFor } from './many.ts'

describe('random lives', () => {
  it('are reckoned by models that know the text of the rules and nothing of the system', () => {
    const models = sources.filter(({ file }) => /^test\/(simulator\/lives\/plain\/|.*\/expected\.ts$)/.test(file))
    const others = models.flatMap((model) =>
      importsOf(model)
        .filter((target) => !target.startsWith('test/simulator/lives/plain/') && !/\/(life|model)\.ts$/.test(target))
        .map((target) => `${model.file} → ${target}`),
    )
    expect(models.length).toBeGreaterThan(4)
    expect(others).toEqual([])
  })

  it('come to what the models say, in every province and bundle', () => {
    const { failures, provinces, cases } = leadMany({ seed: '1', from: 0, count: 1_200 })
    expect(failures.slice(0, 3)).toEqual([])
    expect(Object.keys(cases)).toEqual(expect.arrayContaining(partsFor(undefined).map(({ bundle }) => bundle)))
    expect(Object.keys(provinces).length).toBeGreaterThan(20)
  })

  it('are held member by member', () => {
    const came = { status: 'done', outcome: { amt: '1.00', days: 3 }, tasks: [{ kind: 'a' }] }
    expect(differences({ status: 'done', outcome: { days: 3 }, tasks: [{}] }, came)).toEqual([])
    expect(differences({ outcome: { amt: '2.00', days: undefined }, tasks: [] }, came)).toEqual([
      'outcome.amt: "2.00" must come, "1.00" came',
      'outcome.days: absent must come, 3 came',
      'tasks: [] must come, [{"kind":"a"}] came',
    ])
  })
})
