/** Rights to benefits: granted by a case, told to the insurance register, and taken back. */
import type { Day } from '../../shared/calendar/index.ts'
import type { Ctx } from '../../shared/chain/chain.ts'
import type { Admdvs, Insutype } from '../../shared/codes/index.ts'
import { type Change, drop, put } from '../../shared/registers/file.ts'
import { type Entitlement, keyOf } from '../../shared/registers/rows.ts'
import type { EntitlementKind } from '../../shared/tasks/notice.ts'
import { personOf } from './person.ts'
import type { Done } from './together.ts'

/** What the act reads of a case. */
type GrantCtx = Pick<Ctx<unknown>, 'file' | 'case'>

/** The kind of what a resident's premium gives for its year. */
export const residentBasic: EntitlementKind = { kind: 'resident-basic', title: '居民医保待遇' }

/** A right from a day on; without `to` it has no end. */
export interface Right {
  area: Admdvs
  insutype: Insutype
  kind: EntitlementKind
  from: Day
  to?: Day
}

function rowOf({ case: { case_id } }: GrantCtx, { area, insutype, kind, from, to }: Right): Entitlement {
  return { insu_admdvs: area, insutype, kind: kind.kind, from, ...(to ? { to } : {}), case_id }
}

/** Grants it. */
export function grant(ctx: GrantCtx, right: Right): Done {
  const { psn_no } = personOf(ctx)
  const row = rowOf(ctx, right)
  const data = { psn_no, ...row, to: row.to ?? null }
  return { change: [put('entitlement', row)], send: [{ type: 'entitlement.granted', data }] }
}

/** As if it had never been granted. */
export const takeBackRight = (ctx: GrantCtx, right: Right): Change =>
  drop('entitlement', keyOf.entitlement(rowOf(ctx, right)))

/** Takes back whatever this case granted but these. */
export function takeBackOtherRights(ctx: GrantCtx, rights: readonly Right[]): Change[] {
  const kept = new Set(rights.map((right) => keyOf.entitlement(rowOf(ctx, right))))
  return ctx.file
    .all('entitlement')
    .filter((row) => row.case_id === ctx.case.case_id && !kept.has(keyOf.entitlement(row)))
    .map((row) => drop('entitlement', keyOf.entitlement(row)))
}
