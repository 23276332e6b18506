/** The two sets of rows by which a case is asked, when a row is tried and when one was corrected. */
import { compare, type Day, day } from '../../shared/calendar/index.ts'
import type { TwoWays } from '../../shared/chain/anew.ts'
import { type AnyParameter, type PolicyRow, policyAt, policyKey, rowsOf } from '../../shared/policy/index.ts'
import { same } from '../../shared/same.ts'
import type { Correction } from './trial.ts'

const by =
  (amendments: readonly PolicyRow[]): TwoWays['before'] =>
  (parameter, area, on) =>
    policyAt(amendments, parameter, area, on)

/** By the rows that hold now, and with the tried one laid over them. */
export const triedWays = (amendments: readonly PolicyRow[], row: PolicyRow): TwoWays => ({
  before: by(amendments),
  after: by([...amendments, row]),
})

/** As it was before the row was set, and by the rows that hold now. */
export const correctedWays = (amendments: readonly PolicyRow[], row: PolicyRow, { was }: Correction): TwoWays => ({
  before: by([...amendments.filter((one) => policyKey(one) !== policyKey(row)), ...(was ? [was] : [])]),
  after: by(amendments),
})

const always = day('1900-01-01')

/**
 * What setting a row over these amendments corrects; undefined if it only says what nobody had said, or says the same.
 * Of an optional parameter nothing said was an answer too: open cases went on without it and are asked again, and what was
 * decided stands. Asked on the days on which something of the parameter begins: between them nothing changes.
 */
export function correctionBy(
  amendments: readonly PolicyRow[],
  parameter: AnyParameter,
  row: PolicyRow,
  today: Day,
): Correction | undefined {
  const was = amendments.find((one) => policyKey(one) === policyKey(row))
  const { before, after } = triedWays(amendments, row)
  const begins = rowsOf(amendments, parameter).flatMap(({ from }) => from ?? [])
  const days = [always, ...begins, row.from ?? always, today].filter((on) => on >= (row.from ?? always))
  const found = days.sort(compare).map((on) => {
    return { on, is: before(parameter, row.admdvs, on), will: after(parameter, row.admdvs, on) }
  })
  const differing = found.filter(({ is, will }) => is.found && will.found && !same(is.value, will.value))
  const isFirst = parameter.optional && found.some(({ on, is, will }) => on <= today && !is.found && will.found)
  if (differing.length === 0 && !isFirst) return undefined
  return { ...(was ? { was } : {}), decided: differing.some(({ on }) => on <= today) }
}
