/**
 * For whom a partner speaks (contract-operations.md §1): without bounds a hospital could spend from any account of the
 * country and certify the births of another.
 */
import * as z from 'zod'
import type { Inbound } from '../../events/define.ts'
import type { PartnerEvent } from '../../events/index.ts'
import { areaOfCommunity, parseCommunity } from '../../shared/codes/communities.ts'
import { areaOfInstitution, parseAdmdvs, poolingAreaOf, sameProvince } from '../../shared/codes/index.ts'

const areaCode = z.string().transform((written, context) => {
  const code = parseAdmdvs(written)
  if (code === undefined) context.addIssue('not a six-digit area code')
  return code === undefined ? z.NEVER : isProvince(code) ? code : poolingAreaOf(code)
})

/** Bounds as they stand among a partner's settings; what is left out is not bounded. */
export const scope = {
  /** Codes of areas, mapped to their pooling areas; that of a province stands for all of it. */
  areas: z.array(areaCode).min(1).exactOptional(),
  /** Institutions by their codes. */
  fixmedins_codes: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z]\d{6}\w{0,24}$/)
        .toUpperCase(),
    )
    .min(1)
    .exactOptional(),
}

/** Bounds, read and checked. */
export type Scope = z.output<z.ZodObject<typeof scope>>

/** Area and province may be one: such a code means both (bundles/RULES.md 6.2). */
const isProvince = (code: string) => code.endsWith('0000')

/**
 * Whether whatever area and institution the event names is the partner's. An institution that is listed is, wherever it
 * lies; where none are listed, its place decides. What names neither concerns nobody in particular.
 */
export function speaksFor({ areas, fixmedins_codes }: Scope, event: PartnerEvent, { concerns }: Inbound): boolean {
  const isOurs = (area: string | undefined) =>
    areas === undefined || areas.some((own) => own === area || (isProvince(own) && sameProvince(own, area ?? '')))
  const data: Partial<Record<string, unknown>> = event.data
  return concerns.every((field) => {
    const named = data[field] as string | undefined
    if (named === undefined) return true
    if (parseAdmdvs(named)) return isOurs(named)
    if (parseCommunity(named)) return isOurs(areaOfCommunity(named))
    return fixmedins_codes ? fixmedins_codes.includes(named.toUpperCase()) : isOurs(areaOfInstitution(named))
  })
}
