/** Dated parameters as operators see and amend them. What waited for a value goes on once it is set. */

import { day } from '../../shared/calendar/index.ts'
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
import { policyTopic, trialParts } from '../../shared/table/keys.ts'
import { loadPolicies, policyItems } from '../../shared/table/policies.ts'
import type { Item, Write } from '../../shared/table/table.ts'
import { parameters } from '../bundles/all.ts'
import { auditWrite } from '../calls/audit.ts'
import type { Problems } from '../calls/problem-codes.ts'
import type { Attempt } from '../calls/route.ts'
import { correcting } from '../trials/begin.ts'
import { beginning, isDone, loadStanding, partMessages, releasing } from '../trials/trial.ts'
import { topicMark, wakeMarked } from '../worker/topics.ts'

const always = day('1900-01-01')

/** The row as set, or what is wrong with it. */
export type PolicySet = { ok: true; row: PolicyRow } | { ok: false; errors: readonly FieldFault[] }

/** Sets a parameter from a date on. */
export async function putPolicy(
  ports: Ports,
  parameter: AnyParameter,
  input: AmendmentInput,
  by: string,
): Promise<PolicySet> {
  const amended = amend(parameter, input)
  if (!amended.ok) return amended
  const audit = () => auditWrite(ports, { by, what: 'policy.put', about: amended.row.name, detail: amended.row })
  for (;;) if (await setRow(ports, { parameter, row: amended.row, by }, () => [audit()])) return amended
}

/** A row as somebody sets it. */
interface Set {
  parameter: AnyParameter
  row: PolicyRow
  by: string
}

/**
 * Sets a row, in one transaction with its version and what goes `beside`, wakes who waited for it, and has it carried out
 * that it corrects another. False if somebody else set one meanwhile, or what goes beside can't be written.
 */
async function setRow(
  ports: Ports,
  { parameter, row: given, by }: Set,
  beside: () => readonly Write[],
): Promise<boolean> {
  const { amendments, version } = await loadPolicies(ports.table)
  const row = { ...given, ...sinceWhen(ports, amendments, parameter, given) }
  const correction = correcting(ports, amendments, parameter, { row, by, version: version + 1 })
  const [versionItem, ...items] = policyItems([row], version + 1)
  const written = await ports.table.transact([
    { put: versionItem as Item, if: version === 0 ? 'absent' : { attr: 'v', equals: version } },
    ...items.map((put) => ({ put })),
    topicMark(ports, policyTopic(row.name), version + 1),
    ...(correction ? beginning(correction) : []),
    ...beside(),
  ])
  if (!written.ok) return false
  await wakeMarked(ports, policyTopic(row.name))
  if (correction) await pass(ports, partMessages(correction.trial_id, [...Array(trialParts).keys()]))
  return true
}

/** A value that comes where none held says when: what was told before may be nothing to it. */
function sinceWhen(
  { clock }: Ports,
  amendments: readonly PolicyRow[],
  parameter: AnyParameter,
  { admdvs, from = always }: PolicyRow,
): Pick<PolicyRow, 'set_at'> {
  const held = policyAt(amendments, parameter, admdvs, from)
  if (!held.found) return { set_at: clock.now() }
  const { set_at } = held.row
  return set_at === undefined ? {} : { set_at }
}

/** What becomes of a release: the row as set, or why not. */
export type Released = { row: PolicyRow } | { refused: 'unknown' | keyof typeof releaseProblems }

/** Why a trial is not released. */
export const releaseProblems = {
  'trial-running': {
    status: 409,
    name: '还没有试算完',
    when: '还没有试算完，看到结果再发布',
    remedy: '等试算完，看过结果再发布',
    en: { when: 'The trial is still running', remedy: 'Wait until it is done and look at its result' },
  },
  'trial-released': {
    status: 409,
    name: '已经发布过',
    when: '这次试算的参数已经发布过',
    remedy: '不用再发布；要再改的另行试算',
    en: {
      when: 'The trial’s parameter was released already',
      remedy: 'Nothing is left to do; for another change make another trial',
    },
  },
  'second-person': {
    status: 403,
    name: '要由另一个人决定',
    when: '这个环境要求两个人：一个人试算，另一个人发布；不能自己发布自己试算的，也不能不经试算直接设置',
    remedy: '先试算，再由另一位运行人员发布',
    en: {
      when: 'This stage asks for two: one tries a parameter, another releases it',
      remedy: 'Try it first, then have another operator release it',
    },
  },
} as const satisfies Problems

/** Sets the row of a trial, once; where the stage asks for two persons, not by who tried it. */
export async function releaseTrial(
  ports: Ports,
  trialId: string,
  { by, secondPerson, attempt }: { by: string; secondPerson: boolean; attempt: Attempt },
): Promise<Released> {
  for (;;) {
    const standing = await loadStanding(ports.table, trialId)
    if (!standing || standing.trial.corrects) return { refused: 'unknown' }
    const { trial } = standing
    if (trial.released) return attempt.repeated ? { row: trial.row } : { refused: 'trial-released' }
    if (secondPerson && trial.by === by) return { refused: 'second-person' }
    if (!isDone(standing)) return { refused: 'trial-running' }
    const { row } = trial
    const parameter = parameters.get(row.name)
    if (!parameter) return { refused: 'unknown' }
    const beside = () => [
      releasing(trial, by, ports.clock.now()),
      ...(attempt.mark.beside ?? []),
      auditWrite(ports, { by, what: 'policy-trial.release', about: row.name, detail: { id: trialId, row } }),
    ]
    if (await setRow(ports, { parameter, row, by }, beside)) return { row }
  }
}
