/** What a bundle declares of itself, for all that knows bundles: engine, API, documents, tests. */
import type { AnyChain } from '../shared/chain/chain.ts'
import type { TaskKind } from '../shared/tasks/kind.ts'

/** A bundle. Its name, title and the prefix of its ids stand in its chain. */
export interface Manifest {
  readonly chain: AnyChain
  /** Bundles whose cases it waits for: they are asked before it. */
  readonly after?: readonly string[]
  /** The kinds of tasks it opens, those of the acts it uses included. */
  readonly tasks: readonly TaskKind[]
}
