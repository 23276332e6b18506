/** Parameters of home service, those of the area in charge on the day of opening (RULES.md 1.2, 2.2). */
import type { Day } from '../../../shared/calendar/index.ts'
import { type Admdvs, NATION } from '../../../shared/codes/index.ts'
import { expects, type Parameter, parameter, values } from '../../../shared/policy/index.ts'
import type { Look } from '../../../shared/registers/look.ts'

/** Working days from the opening to the visit. */
export const homeDays = parameter({
  name: 'home_days',
  title: '上门服务的期限（工作日）',
  expects: expects.days,
  value: values.days,
  rows: [
    { admdvs: NATION, value: 3, standing: 'to-confirm', source: '本系统参数：武陵源区3日内上门并答复，待各地核实' },
  ],
})

/** Hours in which somebody of a point that was asked must have claimed the visit. */
export const homeClaimHours = parameter({
  name: 'home_claim_hours',
  title: '请网点上门，多少小时没有人认领就另请一家',
  expects: '整数（小时）',
  value: (zod) => zod.int().min(1).max(720),
  rows: [{ admdvs: NATION, value: 24, standing: 'to-confirm', source: '本系统参数：24小时内认领，待各地核实' }],
})

/** A parameter's value in an area on a day. Both have a row for the nation; throws if one were taken away: a bug. */
export function valueIn<Value>(look: Pick<Look, 'policy'>, of: Parameter<string, Value>, area: Admdvs, on: Day): Value {
  const found = look.policy(of, area, on)
  if (!found.found) throw new Error(`home-service: ${of.name} has no row for the nation`)
  return found.value
}

/** All of them, for the manifest. */
export const parameters = [homeDays, homeClaimHours] as const
