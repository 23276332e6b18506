/**
 * What a bundle's test folder brings to the simulator. The folders are found, no list names them: a further bundle adds
 * its own and nothing else.
 */
import { existsSync } from 'node:fs'
import { bundleFolders } from '../../infra/generate/bundles.ts'
import type { Instant } from '../../shared/calendar/index.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { CaseRow, Relation, TaskRow, Visit } from '../../shared/registers/rows.ts'
import type { CitizenAction } from '../../shared/tasks/action.ts'
import type { Hands } from './agents.ts'
import type { Audit } from './audit/records.ts'
import type { ExpectedPart, LifePart } from './lives/life.ts'
import type { Known } from './model/known.ts'
import type { Mutation } from './mutations/mutate.ts'
import type { Script } from './population/people.ts'
import type { Random } from './random.ts'

/** `model.ts`: what the rules say must come. It imports nothing of the bundle. */
interface Model {
  /** Under which keys a case owes sums; left out, the bundle owes none. */
  owes?(row: CaseRow): string[]
  /** Under which keys a case owes nothing any more, since what was ordered came back; left out: always ordered again. */
  returned?(row: CaseRow): string[]
  /** What a case has taken out of the person's accounts to have it paid, in fen; left out: nothing. */
  taken?(row: CaseRow): number
  /** What was ordered and came back is ordered again only as far as it is still due: of any case, or of this one. */
  readonly lapses?: boolean | ((row: CaseRow) => boolean)
}

/** `audit.ts`: holds a run against the model. */
interface BundleAudit {
  /** At the end of a run. */
  audit: Audit
  /** After each commit: a person's relations as the desk reads them, and cases of all bundles. */
  ofPerson?(relations: readonly Relation[], cases: readonly CaseRow[], today: string): string[]
  /** After each commit that wrote a visit: what was known of the person just then. */
  ofVisit?(before: Visit | undefined, after: Visit, known: readonly Known[]): string[]
}

/** A life, and how often it is led. */
export interface Life {
  weight: number
  /** How often whole populations are of this kind; left out, never. */
  alike?: number
  lead(script: Script, person: number): void
}

/** How somebody in office decides a kind of task. */
export interface Answer {
  /** What an approval says beside its yes. */
  approval?(task: TaskRow, random: Random): Record<string, unknown>
  /** What else is done at that very moment. */
  beside?(hands: Hands, at: Instant, task: TaskRow, random: Random): void
}

/** `population.ts`: lives that exercise the bundle, and how those answer whom it asks. */
interface Population {
  lives: readonly Life[]
  /** Once in each population, when all lives are led. */
  besides?: readonly ((script: Script) => void)[]
  /** By kind of task. */
  answers?: Readonly<Record<string, Answer>>
  /** What a citizen does when a case offers it for the so-manieth time, by action. */
  actions?: Readonly<Record<string, (times: number, random: Random) => CitizenAction | undefined>>
  /** Calls of its own, by name: who gets no answer calls again. */
  calls?: Readonly<Record<string, (api: { ports: Ports; rules: Rules }, body: never) => Promise<unknown>>>
  /** What operators set for parameters that nobody has published. */
  published?: Readonly<Record<string, unknown>>
}

interface Parts {
  model: Model
  audit: BundleAudit
  population: Population
  life: LifePart
  expected: ExpectedPart
}

const whatItIs: Readonly<Record<keyof Parts, string>> = {
  model: 'what the rules say must come, without the code of the bundle',
  audit: 'exports `audit`, which holds a run against the model',
  population: 'exports `lives` that exercise the bundle',
  life: 'exports `draw` and `happenings`: random lives for its rules, and how they are told',
  expected: 'exports `expected`: what the text of its rules says must come of a life',
}

const ownTests = new URL('../functions/bundles/', import.meta.url)

/** A part of every bundle, by the order of their names. Throws if a bundle lacks it. */
export async function fromBundles<P extends keyof Parts>(
  part: P,
  tests = ownTests,
): Promise<(Parts[P] & { bundle: string })[]> {
  const found = bundleFolders().map(async (bundle) => {
    const file = new URL(`${bundle}/${part}.ts`, tests)
    if (!existsSync(file)) throw new Error(`test/functions/bundles/${bundle}/${part}.ts is missing: ${whatItIs[part]}`)
    return { bundle, ...((await import(file.href)) as Parts[P]) }
  })
  return Promise.all(found)
}

/** Bugs of the bundles that bring some, in `mutations.ts`: which of them the simulator catches shows what it looks at. */
export async function bugsOfBundles(): Promise<Mutation[]> {
  const found = bundleFolders().map(async (bundle) => {
    const file = new URL(`${bundle}/mutations.ts`, ownTests)
    if (!existsSync(file)) return []
    const { mutations }: { mutations: readonly Mutation[] } = await import(file.href)
    return mutations.map((mutation) => ({ ...mutation, bundle }))
  })
  return (await Promise.all(found)).flat()
}
