/** What a case remembers from step to step, what it comes to, and the kit its steps are made with. */
import * as z from 'zod'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'

/** What a visit may find (RULES.md 2.3). */
export const answerNames = {
  'will-enrol': '愿意参保',
  'insured-elsewhere': '在别处参保了',
  military: '现役军人',
  abroad: '在国（境）外',
  moved: '搬走了',
  deceased: '已经去世',
  refuses: '不愿意参保',
  'not-found': '没有找到本人',
} as const
/** One of them. */
export type Answer = keyof typeof answerNames

/** What a case comes to (RULES.md 3.1). */
export const outreachOutcome = z.object({
  result: codeOf({ insured: '已参保', ...answerNames }).optional(),
  community: z.string(),
  exempt_to: shown.day(schemas).optional(),
  reason: codeOf({ deceased: '本人去世' }).optional(),
})

/** State of a case: one a person, area and screening. */
const outreachStates = caseStates({
  version: 1,
  state: (z) => ({
    community: z.string(),
    /** The day of the screening. */
    screenedOn: field.day(z),
    /** The point whose agents are to visit; none: the clerks. */
    point: z.string().exactOptional(),
    due: field.due(z).exactOptional(),
    /** The day on which somebody said that they would enrol. */
    willEnrolOn: field.day(z).exactOptional(),
  }),
})
/** Of a case as its steps see it. */
export type OutreachState = StateOf<typeof outreachStates>

/** What steps of a case get. */
export type OutreachCtx = Ctx<OutreachState>

export const { step, go, wait, end, stay, chain } = stepsOver(outreachStates)
