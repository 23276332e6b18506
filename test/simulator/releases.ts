/** A later release: every chain one version on, every step under another name, and the map from the old names. */
import type { AnyChain, Decision, Step } from '../../shared/chain/chain.ts'
import type { Rules } from '../../shared/chain/settle.ts'

const renamed = (name: string) => `${name}Now`

/** A chain may go on where it stands, by the name its case bears already. */
function moved<D extends Decision<unknown> | undefined>(chain: AnyChain, decision: D): D {
  if (!decision || !('go' in decision.next) || !(decision.next.go in chain.steps)) return decision
  return { ...decision, next: { go: renamed(decision.next.go) } }
}

function nextChain(chain: AnyChain): AnyChain {
  const names = Object.keys(chain.steps)
  const step = (old: Step<unknown>): Step<unknown> => ({
    label: old.label,
    goes: old.goes.map(renamed),
    decide: (ctx) => moved(chain, old.decide(ctx)),
  })
  const { watch, ended } = chain
  return {
    ...chain,
    version: chain.version + 1,
    first: renamed(chain.first),
    steps: Object.fromEntries(Object.entries(chain.steps).map(([name, old]) => [renamed(name), step(old)])),
    ...(watch ? { watch: (ctx) => moved(chain, watch(ctx)) } : {}),
    ...(ended ? { ended: (ctx) => moved(chain, ended(ctx)) } : {}),
    renamed: { ...chain.renamed, [chain.version]: Object.fromEntries(names.map((name) => [name, renamed(name)])) },
  }
}

/** The rules of the next release; cases that wait under today's names go on under the new ones. */
export function nextRelease(rules: Rules): Rules {
  return { ...rules, chains: rules.chains.map(nextChain) }
}
