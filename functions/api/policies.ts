/** Dated parameters as operators see and amend them. What waited for a value goes on once it is set. */

import type { Ports } from '../../shared/engine/ports.ts'
import {
  type AmendmentInput,
  type AnyParameter,
  amend,
  type FieldFault,
  type PolicyRow,
} from '../../shared/policy/index.ts'
import { policyTopic } from '../../shared/table/keys.ts'
import { loadPolicies, policyItems } from '../../shared/table/policies.ts'
import type { Item, Write } from '../../shared/table/table.ts'
import { auditWrite } from '../calls/audit.ts'
import type { Problems } from '../calls/problem-codes.ts'
import type { Attempt } from '../calls/route.ts'
import { isDone, loadStanding, releasing } from '../trials/trial.ts'
import { topicMark, wakeMarked } from '../worker/topics.ts'

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
  for (;;) if (await setRow(ports, amended.row, () => [audit()])) return amended
}

/**
 * Sets a row, in one transaction with its version and what goes `beside`, and wakes who waited for it. False if somebody
 * else set one meanwhile, or what goes beside can't be written.
 */
async function setRow(ports: Ports, row: PolicyRow, beside: () => readonly Write[]): Promise<boolean> {
  const { version } = await loadPolicies(ports.table)
  const [versionItem, ...items] = policyItems([row], version + 1)
  const written = await ports.table.transact([
    { put: versionItem as Item, if: version === 0 ? 'absent' : { attr: 'v', equals: version } },
    ...items.map((put) => ({ put })),
    topicMark(ports, policyTopic(row.name), version + 1),
    ...beside(),
  ])
  if (written.ok) await wakeMarked(ports, policyTopic(row.name))
  return written.ok
}

/** What becomes of a release: the row as set, or why not. */
export type Released = { row: PolicyRow } | { refused: 'unknown' | keyof typeof releaseProblems }

/** Why a trial is not released. */
export const releaseProblems = {
  'trial-running': { status: 409, name: '还没有试算完', when: '还没有试算完，看到结果再发布' },
  'trial-released': { status: 409, name: '已经发布过', when: '这次试算的参数已经发布过' },
  'second-person': {
    status: 403,
    name: '要由另一个人发布',
    when: '这个环境要求两个人：一个人试算，另一个人发布；不能自己发布自己试算的，也不能不经试算直接设置',
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
    if (!standing) return { refused: 'unknown' }
    const { trial } = standing
    if (trial.released) return attempt.repeated ? { row: trial.row } : { refused: 'trial-released' }
    if (secondPerson && trial.by === by) return { refused: 'second-person' }
    if (!isDone(standing)) return { refused: 'trial-running' }
    const { row } = trial
    const beside = () => [
      releasing(trial, by, ports.clock.now()),
      ...(attempt.mark.beside ?? []),
      auditWrite(ports, { by, what: 'policy-trial.release', about: row.name, detail: { id: trialId, row } }),
    ]
    if (await setRow(ports, row, beside)) return { row }
  }
}
