import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chains } from '../../../functions/bundles/all.ts'
import { readmes } from '../../../infra/generate/diagrams.ts'
import { type AnyChain, stepsOver } from '../../../shared/chain/chain.ts'
import { chainDiagram, drawnSteps } from '../../../shared/chain/diagram.ts'
import { caseStates } from '../../../shared/chain/states.ts'

const kit = stepsOver(caseStates({ version: 1, state: () => ({}) }))
const made: AnyChain = kit.chain<'begin' | 'ask' | 'undo' | 'finish'>({
  bundle: 'transfer',
  prefix: 'TR',
  title: '测试',
  first: 'begin',
  steps: {
    begin: kit.step({ label: '开始', goes: ['ask', 'finish'], decide: () => kit.go('ask') }),
    ask: kit.step({ label: '问“谁”', goes: ['begin'], decide: () => kit.go('begin') }),
    undo: kit.step({ label: '撤回', goes: [], decide: () => kit.end('withdrawn', {}) }),
    finish: kit.step({ label: '结束', goes: [], decide: () => kit.end('done', {}) }),
  },
  starts: () => [],
})

describe('the diagram of a chain', () => {
  it('shows every step with its label, every way there is, and what may come at any time', () => {
    expect(chainDiagram(made)).toBe(
      [
        'flowchart TD',
        '  start(["测试"]) --> begin',
        '  begin["开始"]',
        '  ask["问“谁”"]',
        '  undo["撤回"]',
        '  finish["结束"]',
        '  begin --> ask',
        '  begin --> finish',
        '  ask --> begin',
        '  anytime(["情况有变，随时"]) -.-> undo',
        '',
      ].join('\n'),
    )
  })
})

describe.each(chains.map((chain) => [chain.bundle, chain] as const))('the chain of %s', (bundle, chain) => {
  it('stands in its README as it is: `node infra/generate/diagrams.ts` writes it', () => {
    const { path, text } = readmes().find((readme) => readme.path.includes(`/${bundle}/`))!
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('goes nowhere but to its own steps, and each is labelled once in Chinese', () => {
    const steps = drawnSteps(chain)
    const names = new Set(steps.map(({ name }) => name))
    expect(names.has(chain.first)).toBe(true)
    for (const { goes, label } of steps) {
      expect(goes.filter((next) => !names.has(next))).toEqual([])
      expect(label).toMatch(/\p{Script=Han}/u)
    }
    expect(new Set(steps.map(({ label }) => label)).size).toBe(steps.length)
  })
})
