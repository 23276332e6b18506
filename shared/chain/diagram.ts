/** A chain as a picture: drawn from the same data the engine runs by, so that it can't tell anything else. */
import type { AnyChain } from './chain.ts'

/** A step as drawn: its name, its label, and the steps it may go to. */
export interface DrawnStep {
  name: string
  label: string
  goes: readonly string[]
}

/** The steps of a chain in reading order. */
export function drawnSteps(chain: AnyChain): DrawnStep[] {
  return Object.entries(chain.steps).map(([name, { label, goes }]) => ({ name, label, goes }))
}

/** Steps that no step goes to: `overrides` or `ended` go there from any other, when something overrides what was going on. */
export function overriding(chain: AnyChain): DrawnStep[] {
  const steps = drawnSteps(chain)
  const reached = new Set<string>([chain.first, ...steps.flatMap(({ goes }) => goes)])
  return steps.filter(({ name }) => !reached.has(name))
}

/** The chain as a Mermaid flowchart; ends with a line break. */
export function chainDiagram(chain: AnyChain): string {
  const steps = drawnSteps(chain)
  const nodes = steps.map(({ name, label }) => `  ${name}["${label.replaceAll('"', '”')}"]`)
  const edges = steps.flatMap(({ name, goes }) => goes.map((next) => `  ${name} --> ${next}`))
  const overrides = overriding(chain).map(({ name }) => `  anytime(["情况有变，随时"]) -.-> ${name}`)
  const begin = `  start(["${chain.title}"]) --> ${chain.first}`
  return ['flowchart TD', begin, ...nodes, ...edges, ...overrides, ''].join('\n')
}
