/** Parameters of the house: what registers and all bundles reckon by, and no bundle declares. */
import { deskParameters } from './desk.ts'
import { answerLeast } from './house/answer-least.ts'
import { errandParameters } from './house/errands.ts'
import { familyParameters } from './house/family.ts'
import { forecastParameters } from './house/forecast.ts'
import { packParameters } from './house/packs.ts'
import { surveyParameters } from './house/visit-survey.ts'
import { keepingYears } from './keeping-years.ts'
import type { AnyParameter } from './parameter.ts'
import { screening } from './screening.ts'
import { trialDays } from './trial-days.ts'
import { workingDays } from './working-days.ts'

/** All of them. */
export const houseParameters: readonly AnyParameter[] = [
  answerLeast,
  keepingYears,
  screening,
  trialDays,
  workingDays,
  ...deskParameters,
  ...familyParameters,
  ...forecastParameters,
  ...errandParameters,
  ...packParameters,
  ...surveyParameters,
]
