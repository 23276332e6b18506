/**
 * What cases remember: a bundle declares the form of its state with a version, and how what an older release stored is
 * brought to it. Read anywhere else than by the case's own step (of another case, for an answer), a state is read by
 * {@link stateOf}, never as it is stored.
 */
import type * as z from 'zod'
import type { CaseRow } from '../registers/rows.ts'
import { type Schemas, schemas } from '../schemas.ts'

/** How the cases of a version are brought to the next. Pure: what it needs stands in the case. */
export interface Upgrade {
  /** New names of steps, by the old ones. */
  steps?: Readonly<Record<string, string>>
  /** The state in the next form, from the state as that version stored it and the step at which the case stood. */
  state?(old: object, step: string): object
}

/** The states of a bundle's cases. */
export interface CaseStates<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** Raised with every change of `state`, and when steps get other names. */
  readonly version: number
  /** The fields of the state; an object within it is strict. */
  state(zod: Schemas): Shape
  /** By the version that stored a case; one that is left out is stored as the next would have. */
  readonly upgrades?: Readonly<Record<number, Upgrade>>
}

/** The state of a case, as the bundle's steps see it. */
export type StateOf<C extends CaseStates> = z.output<z.ZodObject<ReturnType<C['state']>>>

/** Declares the states of a bundle's cases. */
export const caseStates = <Shape extends z.ZodRawShape>(definition: CaseStates<Shape>): CaseStates<Shape> => definition

/** A case that this release can't read. */
export class UnreadableCase extends Error {}

/** Only a newer release can read a case that is needed: who answers is to come again, nothing was changed. */
export class OutOfDate extends UnreadableCase {
  override readonly name = 'OutOfDate'
}

/** What is stored of a case fits no form that this release knows: a fault, of an upgrade or of whoever wrote it. */
export class UnfitState extends UnreadableCase {
  override readonly name = 'UnfitState'
}

const schemaOf = new WeakMap<CaseStates, z.ZodType>()

/** The schema of a bundle's states, made once. Unknown fields do not fit. */
export function stateSchema(states: CaseStates): z.ZodType {
  const made = schemaOf.get(states) ?? schemas.strictObject(states.state(schemas))
  schemaOf.set(states, made)
  return made
}

/** What of a state does not fit, as the names of fields only; undefined if it fits. */
export function misfit(states: CaseStates, state: unknown): string | undefined {
  const checked = stateSchema(states).safeParse(state)
  if (checked.success) return undefined
  return checked.error.issues.map(({ code, path }) => `${['state', ...path].join('.')}: ${code}`).join(', ')
}

/**
 * The case as this version would have stored it; of a newer one only what has kept its form. What this version stored is
 * not checked: it knows. Throws an {@link UnreadableCase} if it can't be read.
 */
export function upgraded(states: CaseStates, row: CaseRow): CaseRow {
  const { case_id, chain_version: from } = row
  const { version, upgrades = {} } = states
  if (from === version) return row
  let { step, state } = row
  for (let of = from; of < version; of++) {
    state = stateAfter(upgrades[of], row, state, step)
    step = stepAfter(upgrades[of], step)
  }
  const wrong = misfit(states, state)
  if (!wrong) return { ...row, chain_version: version, step, state }
  const text = `case ${case_id} of version ${from} does not fit ${version}: ${wrong}`
  throw from > version ? new OutOfDate(text) : new UnfitState(text)
}

const stepAfter = (upgrade: Upgrade | undefined, step: string) => upgrade?.steps?.[step] ?? step

function stateAfter(upgrade: Upgrade | undefined, { case_id, chain_version }: CaseRow, state: unknown, step: string) {
  if (!upgrade?.state) return state
  try {
    return upgrade.state(state as object, step)
  } catch (error) {
    throw new UnfitState(`case ${case_id} of version ${chain_version} is not what it said`, { cause: error })
  }
}

/** The state of a case, whichever release stored it. Throws an {@link UnreadableCase} if it can't be read. */
export const stateOf = <Shape extends z.ZodRawShape>(states: CaseStates<Shape>, row: CaseRow) =>
  upgraded(states, row).state as Readonly<z.output<z.ZodObject<Shape>>>

/** What is asked of cases; undefined if one that is needed can't be read: it is left to whoever can. */
export function ifReadable<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch (error) {
    if (error instanceof UnreadableCase) return undefined
    throw error
  }
}

/** Old names of steps that lead to none of these: faults of a declaration. */
export function lostSteps({ version, upgrades = {} }: CaseStates, known: readonly string[]): string[] {
  return Object.keys(upgrades).flatMap((from) =>
    Object.keys(upgrades[Number(from)]?.steps ?? {}).filter((old) => {
      let step = old
      for (let of = Number(from); of < version; of++) step = stepAfter(upgrades[of], step)
      return !known.includes(step)
    }),
  )
}
