/** What a case comes to (RULES.md 4.4). */
import * as z from 'zod'
import { codeOf, openCode } from '../../../shared/codes/coded.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'
import { basisNames, resultNames, withdrawnNames } from './words.ts'

/** Of a case that has ended. */
export const chronicOutcome = z.object({
  result: codeOf(resultNames),
  opsp_dise_code: z.string(),
  insu_admdvs: shown.area(schemas),
  insutype: z.string(),
  basis: codeOf(basisNames).optional(),
  from: shown.day(schemas).optional(),
  to: shown.day(schemas).optional(),
  reason: openCode(withdrawnNames).optional().meta({ description: '没有通过的理由，或者不再办理的原因' }),
  two_diseases_from: shown.day(schemas).optional().meta({ description: '两病门诊用药保障从哪天起' }),
})
/** It. */
export type ChronicOutcome = z.input<typeof chronicOutcome>
