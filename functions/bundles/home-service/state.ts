/** What a case remembers from step to step, what it comes to, and the kit its steps are made with. */
import * as z from 'zod'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field, type Held } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'
import { resultNames } from './words.ts'

/** What a case comes to (RULES.md 3.3). */
export const homeServiceOutcome = z.object({
  result: codeOf(resultNames).optional(),
  point_no: z.string().optional(),
  visited_on: shown.day(schemas).optional(),
  reason: z.string().optional().meta({ description: '没有上门或撤回的原因' }),
})

/** A point that was asked to visit. */
const asking = (z: Schemas) =>
  z.strictObject({
    point_no: z.string(),
    at: field.instant(z),
    /** A clerk asked it: it keeps the visit until it says no. */
    forGood: z.literal(true).exactOptional(),
  })
/** One of them. */
export type Asking = Held<typeof asking>

/** State of a case: one for each time that somebody asks for a visit. */
const homeServiceStates = caseStates({
  version: 1,
  state: (z) => ({
    /** What it is about: the key of its fact. */
    about: z.string(),
    openedAt: field.instant(z),
    matter: z.string(),
    community: z.string(),
    due: field.due(z),
    /** The points that were asked, in turn; the last is asked now. */
    asked: z.array(asking(z)),
    /** Since when the next one is to be asked. */
    freeSince: field.instant(z).exactOptional(),
    /** How many had been asked when the person was told who comes. */
    toldOf: z.int().exactOptional(),
  }),
})
/** Of a case as its steps see it. */
export type HomeServiceState = StateOf<typeof homeServiceStates>

/** What steps of a case get. */
export type HomeServiceCtx = Ctx<HomeServiceState>

export const { step, go, wait, end, chain, stateIn } = stepsOver(homeServiceStates)
