/** Beginning a trial of a parameter (bundles/RULES.md 1.6). */
import { addDays, type Day, dayOf, type Instant, startOfDay } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import {
  type AmendmentInput,
  type AnyParameter,
  amend,
  type FieldFault,
  type PolicyRow,
  policyAt,
} from '../../shared/policy/index.ts'
import { trialDays } from '../../shared/policy/trial-days.ts'
import { trialParts } from '../../shared/table/keys.ts'
import { loadPolicies } from '../../shared/table/policies.ts'
import { auditWrite } from '../calls/audit.ts'
import { beginning, correctionId, loadTrial, partMessages, type Trial, trialIdOf } from './trial.ts'
import { correctionBy } from './ways.ts'

/** The trial as begun, or what is wrong with its row. */
export type TrialBegun = { ok: true; trial: Trial } | { ok: false; errors: readonly FieldFault[] }

/** Begins a trial, once for a request; who dies before the workers are sent for is found by the sweep. */
export async function beginTrial(
  ports: Ports,
  parameter: AnyParameter,
  input: AmendmentInput,
  { by, request }: { by: string; request: string },
): Promise<TrialBegun> {
  const amended = amend(parameter, input)
  if (!amended.ok) return amended
  const { row } = amended
  const at = ports.clock.now()
  const { amendments } = await loadPolicies(ports.table)
  const trial = await begun(ports, { row, by, at, since: sinceWhen(amendments, row, dayOf(at)), request })
  await pass(ports, partMessages(trial.trial_id, [...Array(trialParts).keys()]))
  return { ok: true, trial }
}

/** Writes a trial that stands for this request, or finds it. Two of the same moment have different ids. */
async function begun(ports: Ports, tried: Omit<Trial, 'trial_id'>): Promise<Trial> {
  for (let n = 0; ; n++) {
    const trial: Trial = { ...tried, trial_id: trialIdOf(tried, n) }
    const { by, row, trial_id } = trial
    const audit = { by, what: 'policy-trial.begin' as const, about: row.name, detail: { id: trial_id, row } }
    const written = await ports.table.transact([...beginning(trial), auditWrite(ports, audit)])
    if (written.ok) return trial
    const held = await loadTrial(ports.table, trial_id)
    if (held?.request === tried.request) return held
  }
}

/** What was decided before is left alone. */
function sinceWhen(amendments: readonly PolicyRow[], { admdvs }: PolicyRow, today: Day): Instant {
  const days = policyAt(amendments, trialDays, admdvs, today)
  return startOfDay(addDays(today, days.found ? -days.value : 0))
}

/** The correction that setting a row over these amendments is, if it is one (bundles/RULES.md 1.7). */
export function correcting(
  { clock }: Pick<Ports, 'clock'>,
  amendments: readonly PolicyRow[],
  parameter: AnyParameter,
  { row, by, version }: { row: PolicyRow; by: string; version: number },
): Trial | undefined {
  const at = clock.now()
  const today = dayOf(at)
  const corrects = correctionBy(amendments, parameter, row, today)
  const trial_id = correctionId(version)
  return corrects && { trial_id, row, by, at, since: sinceWhen(amendments, row, today), request: trial_id, corrects }
}
