/** What cases remember, in every version: none is forgotten, and none changes under the cases that it stored. */
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chains } from '../../../functions/bundles/all.ts'
import { formFault, keptVersion } from '../../../infra/generate/states.ts'
import { caseStates, misfit, upgraded } from '../../../shared/chain/states.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'

describe.each(chains)('what a case of $bundle remembers', ({ bundle, steps, states }) => {
  const versions = Array.from({ length: states.version }, (_, index) => index + 1)

  it('has the form in which this version stores it: see the message', () => {
    expect(formFault({ bundle, states })).toBeUndefined()
  })

  it('is kept in every version, and in none that is to come', () => {
    const files = readdirSync(new URL(`./${bundle}/states`, import.meta.url))
    expect(files.sort()).toEqual(versions.map((version) => `${version}.json`))
    for (const version of versions) expect(keptVersion(bundle, version)?.cases, `${version}.json`).not.toEqual([])
  })

  it.each(versions.flatMap((version) => keptVersion(bundle, version)?.cases.map((one) => ({ version, ...one })) ?? []))(
    'is brought up from version $version: $what',
    ({ version, step, state }) => {
      const stored = JSON.stringify(state)
      const row = { case_id: 'x', chain_version: version, step, state } as unknown as CaseRow
      const now = upgraded(states, row)
      expect(misfit(states, now.state)).toBeUndefined()
      expect(Object.keys(steps)).toContain(now.step)
      expect(JSON.stringify(state)).toBe(stored)
    },
  )
})

describe('a form that changes under its version', () => {
  const [{ bundle, states }] = chains.filter((chain) => chain.bundle === 'filing') as [(typeof chains)[number]]

  it('says what is to be done', () => {
    const changed = caseStates({ ...states, state: (z) => ({ ...states.state(z), more: z.string() }) })
    expect(formFault({ bundle, states: changed })).toContain('把版本提到 2，在 `upgrades` 的 1 处写明')
  })

  it('is a new one under a new version', () => {
    expect(formFault({ bundle, states: { ...states, version: 2 } })).toContain('npm run bundles')
  })
})
