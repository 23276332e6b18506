/** How somebody stands, whom a screening found not insured. Pure. */
import { addDays, type Day, dayOf, daysBetween } from '../../../../shared/calendar/index.ts'
import { type Admdvs, Insutype } from '../../../../shared/codes/index.ts'
import { casesAbout } from '../../../../shared/registers/cases.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { mainRelationOn, periodsOf } from '../../../../shared/registers/relation.ts'
import { livingIn, standingOn } from '../../../../shared/registers/residence.ts'
import { endOf, isOpen } from '../../../../shared/registers/rows/cases.ts'
import type { Screened } from '../../../../shared/registers/rows.ts'
import { newbornBundle } from '../../newborn/reference.ts'
import { retirementBundle } from '../../retirement/reference.ts'
import { transferBundle } from '../../transfer/reference.ts'
import { outreachAgainDays } from '../parameters.ts'
import { outreachBundle } from '../reference.ts'

/** Whether a relation of employees or residents is in normal state, anywhere. */
export const isInsured = (file: PersonFile, on: Day): boolean => mainRelationOn(file, on) !== undefined

/** The day on which a relation begins that is announced. */
export function insuredFrom(file: PersonFile, today: Day): Day | undefined {
  const insuring: readonly string[] = [Insutype.employee, Insutype.resident]
  const begins = file
    .all('relation')
    .filter(({ insutype }) => insuring.includes(insutype))
    .flatMap((relation) => periodsOf(relation).map(({ from }) => from))
  return begins.filter((from) => from > today).sort()[0]
}

/** Open cases of these lead to being insured, or have just asked (RULES.md 1.2). */
const leading: readonly string[] = [
  newbornBundle.bundle,
  transferBundle.bundle,
  retirementBundle.bundle,
  outreachBundle.bundle,
]

/** Where somebody is to be asked who lives in the area not insured; undefined if nobody need ask (RULES.md 1). */
export function toBeAsked(file: PersonFile, area: Admdvs, at: At): string | undefined {
  const living = livingIn(file, area, at.today)
  const stands = living && standingOn(living, at.today)
  if (stands?.state !== 'not_insured' || isInHand(file, area, at)) return undefined
  return stands.community
}

function isInHand(file: PersonFile, area: Admdvs, at: At): boolean {
  const again = at.look.policy(outreachAgainDays, area, at.today)
  const days = again.found ? again.value : 0
  return file.all('case').some((row) => {
    if (isOpen(row)) return leading.includes(row.bundle)
    const ended = endOf(row)
    return row.bundle === outreachBundle.bundle && ended !== undefined && daysBetween(dayOf(ended), at.today) <= days
  })
}

/** What makes a case: the area, and the day of the screening. */
export const aboutOf = ({ admdvs, on }: Screened): string => `${admdvs}#${on}`

/** Findings of earlier screenings of which no case came: they say nothing any more. */
export const ofNoCase = (file: PersonFile): Screened[] =>
  file.all('screened').filter((one) => casesAbout(file, outreachBundle.prefix, aboutOf(one)).length === 0)

/** The last day of an exemption that is found today (RULES.md 2.3). */
export const exemptTo = (today: Day): Day => addDays(`${Number(today.slice(0, 4)) + 1}-01-01` as Day, -1)
