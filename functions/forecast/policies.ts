/** The parameters and the calendar that forecasts reckon by, as of now. */
import { type Day, dayOf, type HolidayCalendar } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { calendarIn } from '../../shared/policy/due.ts'
import { policyAt } from '../../shared/policy/index.ts'
import type { Parameter } from '../../shared/policy/parameter.ts'
import { currentPolicies } from '../../shared/table/policies.ts'

/** What an area has today. */
export interface Reckoning {
  calendar: HolidayCalendar
  look: {
    policy<Value>(parameter: Parameter<string, Value>, area: Admdvs, on: Day): ReturnType<typeof policyAt<Value>>
  }
  today: Day
  /** The value of a parameter of the house. Throws if no row holds: the release brings one. */
  parameterOf<Value>(parameter: Parameter<string, Value>): Value
}

/** Reads them. */
export async function reckoningIn(ports: Ports, area: Admdvs): Promise<Reckoning> {
  const { amendments } = await currentPolicies(ports)
  const today = dayOf(ports.clock.now())
  const look: Reckoning['look'] = { policy: (parameter, of, on) => policyAt(amendments, parameter, of, on) }
  return {
    calendar: calendarIn(look, area),
    look,
    today,
    parameterOf(parameter) {
      const found = look.policy(parameter, area, today)
      if (!found.found) throw new Error(`${parameter.name}: no row holds`)
      return found.value
    },
  }
}
