/** Proposing a correction, and what another operator makes of it (decision 0079). */
import type { FieldError } from '../../../events/index.ts'
import { inboundEvents } from '../../../events/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { CORRECTIONS } from '../../../shared/engine/rejected.ts'
import { auditWrite } from '../../calls/audit.ts'
import type { Problems } from '../../calls/problem-codes.ts'
import type { Api, Attempt } from '../../calls/route.ts'
import { carryOut } from '../../corrections/carry-out.ts'
import {
  becoming,
  bodyOf,
  type Correction,
  type CorrectionStatus,
  type CorrectionType,
  correctionIdOf,
  listCorrections,
  loadCorrection,
  proposing,
} from '../../corrections/correction.ts'
import { keepAccepted, takingIn } from '../../inbox/archive.ts'
import { receive } from '../../inbox/inbox.ts'
import { takeEvent } from '../../worker/worker.ts'

/** Proposals among which that of a call is looked for which is made once more. */
const mostLatest = 100

/** Why a correction is not decided upon. */
export const correctionProblems = {
  'correction-closed': {
    status: 409,
    name: '更正已经处理过',
    when: '这份更正已经放行或撤回',
    remedy: '看更正的现状；还要改的另提一份',
    en: {
      when: 'The correction was released or withdrawn already',
      remedy: 'Look at how it stands; for another change propose another',
    },
  },
  'second-person': {
    status: 403,
    name: '要由另一个人决定',
    when: '更正要两个人：一个人提出，另一个人放行，不能放行自己提出的',
    remedy: '由另一位运行人员放行',
    en: { when: 'A correction takes two: one proposes, another releases', remedy: 'Have another operator release it' },
  },
} as const satisfies Problems

/** What is proposed, by whom, by which request. */
export interface Proposal {
  type: CorrectionType
  data: Record<string, unknown>
  reason: string
  by: string
}

/** The proposal as kept, or what is wrong with its event. */
export type Proposed = { ok: true; correction: Correction } | { ok: false; errors: readonly FieldError[] }

/** Keeps a proposal whose event the inbox would take, once for a request. */
export async function propose(ports: Ports, proposal: Proposal, attempt: Attempt): Promise<Proposed> {
  const { type, reason, by } = proposal
  const at = ports.clock.now()
  const data = withReason(type, proposal.data, reason)
  const said = { status: 'proposed' as const, type, by, at, reason, data, request: attempt.id }
  const received = receive(ports, bodyOf({ ...said, correction_id: correctionIdOf(said, 0) }), door)
  if ('reason' in received) return { ok: false, errors: received.errors }
  const before = attempt.repeated ? await proposedBy(ports, attempt) : undefined
  if (before) return { ok: true, correction: before }
  for (let n = 0; ; n++) {
    const correction: Correction = { ...said, correction_id: correctionIdOf(said, n) }
    const written = await ports.table.transact([
      proposing(ports.keys, correction),
      ...(attempt.mark.beside ?? []),
      auditWrite(ports, { by, what: 'correction.propose', ...aboutOf(ports, correction) }),
    ])
    if (written.ok) return { ok: true, correction }
    const held = await loadCorrection(ports, correction.correction_id)
    if (!held) throw new Error('correction: neither written nor there')
    if (held.request === attempt.id) return { ok: true, correction: held }
  }
}

/** Of the latest the one that an attempt of this call proposed, which died before it answered. */
async function proposedBy(ports: Ports, { id }: Attempt): Promise<Correction | undefined> {
  const { corrections } = await listCorrections(ports, mostLatest, undefined)
  return corrections.find(({ request }) => request === id)
}

/** Where a proposal names no reason of its own for the event, its own is the event's too. */
function withReason(type: CorrectionType, data: Record<string, unknown>, reason: string): Record<string, unknown> {
  return 'reason' in inboundEvents[type].example && data.reason === undefined ? { ...data, reason } : data
}

const door = { via: CORRECTIONS }

/** Whom it is about, as the audit trail names people. */
export function aboutOf(ports: Pick<Ports, 'keys' | 'clock'>, correction: Correction) {
  const { correction_id: id, type } = correction
  const { pid, cert } = messageOf(ports, correction)
  return { about: pid ?? cert ?? type, detail: { id, type } }
}

/** What becomes of a decision: the correction as it stands, or why it is not decided. */
export type Decided = { correction: Correction } | { refused: 'unknown' | keyof typeof correctionProblems }

/** Releases a correction, never for who proposed it: its event is kept, and goes the way of every event. */
export async function release(api: Api, id: string, by: string, attempt: Attempt): Promise<Decided> {
  const { ports, rules } = api
  const carriedOut = (to: Correction) => carryOut(ports, to, (message) => takeEvent(ports, rules, message))
  for (;;) {
    const held = await loadCorrection(ports, id)
    if (!held) return { refused: 'unknown' }
    if (held.status !== 'proposed') {
      if (!(attempt.repeated && held.status === 'released')) return { refused: 'correction-closed' }
      return { correction: await carriedOut(held) }
    }
    if (held.by === by) return { refused: 'second-person' }
    const message = messageOf(ports, held)
    // Nothing goes on that is not in the archive.
    await keepAccepted(takingIn(api), [{ via: CORRECTIONS, source: message.event.source, id, body: bodyOf(held) }])
    const correction = await decide(ports, { ...held, message }, 'released', by, attempt)
    if (correction) return { correction: await carriedOut(correction) }
  }
}

/** Throws an Error if the event is none any more: it was when it was proposed. */
function messageOf(ports: Pick<Ports, 'keys' | 'clock'>, correction: Correction) {
  const received = receive(ports, bodyOf(correction), door)
  if ('reason' in received) throw new Error(`correction: the event is ${received.reason}`)
  return received.message
}

/** Takes a proposal back, or refuses it: nothing has happened, and nothing will. */
export async function withdraw({ ports }: Api, id: string, by: string, attempt: Attempt): Promise<Decided> {
  for (;;) {
    const held = await loadCorrection(ports, id)
    if (!held) return { refused: 'unknown' }
    if (held.status !== 'proposed') {
      return attempt.repeated && held.status === 'withdrawn' ? { correction: held } : { refused: 'correction-closed' }
    }
    const correction = await decide(ports, held, 'withdrawn', by, attempt)
    if (correction) return { correction }
  }
}

/** Undefined if somebody else decided in the meantime. */
async function decide(ports: Ports, held: Correction, status: CorrectionStatus, by: string, attempt: Attempt) {
  const correction: Correction = { ...held, status, decided: { by, at: ports.clock.now() } }
  const what = status === 'released' ? 'correction.release' : 'correction.withdraw'
  const written = await ports.table.transact([
    becoming(ports.keys, correction, 'proposed'),
    ...(attempt.mark.beside ?? []),
    auditWrite(ports, { by, what, ...aboutOf(ports, correction) }),
  ])
  return written.ok ? correction : undefined
}
