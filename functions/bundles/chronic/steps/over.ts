/** How a case ends, and what it leaves: rights, and word of them (RULES.md 4). */

import { said } from '../../../../events/heard.ts'
import type { Day } from '../../../../shared/calendar/index.ts'
import type { Send } from '../../../../shared/chain/chain.ts'
import type { Insutype } from '../../../../shared/codes/index.ts'
import { type Due, dueIn } from '../../../../shared/policy/due.ts'
import type { Change } from '../../../../shared/registers/file.ts'
import type { Entitlement } from '../../../../shared/registers/rows.ts'
import { inform } from '../../../acts/inform.ts'
import { personOf } from '../../../acts/person.ts'
import { chronicRecorded } from '../events.ts'
import type { ChronicOutcome } from '../outcome.ts'
import { chronicDays, valueIn } from '../parameters.ts'
import {
  hasDays,
  movedRight,
  movedTwoDiseases,
  type Right,
  rightOf,
  twoDiseasesFrom,
  type Which,
} from '../rules/rights.ts'
import { recognitionOf } from '../rules/settlements.ts'
import { type ChronicCtx, type ChronicState, end, type Granted } from '../state.ts'
import { notices, texts } from '../texts.ts'
import type { Basis, WithdrawnFor } from '../words.ts'

/** Which right a case is about. */
export const whichOf = ({ state, case: { admdvs: area, case_id } }: ChronicCtx): Which => ({
  area,
  code: state.disease.opsp_dise_code,
  case_id,
})

const grantedEvent = (ctx: ChronicCtx, { to, ...right }: Entitlement): Send => ({
  type: 'entitlement.granted',
  data: { psn_no: personOf(ctx).psn_no, ...right, to: to ?? null },
})

function recordedEvent(
  ctx: ChronicCtx,
  { basis }: Granted,
  { insu_admdvs, insutype, from, to, case_id }: Entitlement,
): Send {
  const { disease } = ctx.state
  const { ide_fixmedins_no, hosp_ide_date } = recognitionOf(ctx) ?? {}
  return said(chronicRecorded, {
    psn_no: personOf(ctx).psn_no,
    insu_admdvs,
    insutype,
    opsp_dise_code: disease.opsp_dise_code,
    opsp_dise_name: disease.opsp_dise_name,
    begndate: from,
    ...(to === undefined ? {} : { enddate: to }),
    basis,
    ...(ide_fixmedins_no && hosp_ide_date ? { ide_fixmedins_no, hosp_ide_date } : {}),
    case_id,
  })
}

/** What becomes of rights by a state: the rows that change, word of them, and the right as it is then. */
export interface RightsMoved {
  change: Change[]
  send: Send[]
  right?: Right
  /** Since when two-disease benefits cover the first refusal. */
  twoFrom?: Day
}

/** Brings rows to what ought to be. */
export function moveRights(ctx: ChronicCtx, state: ChronicState): RightsMoved {
  const which = whichOf(ctx)
  const right = state.granted && rightOf(ctx.file, which, state.granted)
  const own = movedRight(ctx.file, which, right)
  const between = ctx.file.with(own.change)
  const two = movedTwoDiseases(between, which.area, { case_id: which.case_id, state })
  const change = [...own.change, ...two.change]
  const twoFrom = state.first?.two && twoDiseasesFrom(ctx.file.with(change), which.area, state.first.on)
  return {
    change,
    send: [
      ...own.rights.flatMap((one) => [
        grantedEvent(ctx, one),
        ...(state.granted ? [recordedEvent(ctx, state.granted, one)] : []),
      ]),
      ...two.rights.map((one) => grantedEvent(ctx, one)),
    ],
    ...(right ? { right } : {}),
    ...(twoFrom ? { twoFrom } : {}),
  }
}

/** What every outcome of a case says. */
const common = ({ state, case: { admdvs } }: Pick<ChronicCtx, 'state' | 'case'>) => ({
  opsp_dise_code: state.disease.opsp_dise_code,
  insu_admdvs: admdvs,
  insutype: state.insutype,
})

/** Of a right, as it stands. */
export function grantedOutcome(ctx: ChronicCtx, { basis }: Granted, { right, twoFrom }: RightsMoved): ChronicOutcome {
  const days = right && hasDays(right) ? { from: right.from, ...(right.to === undefined ? {} : { to: right.to }) } : {}
  return {
    result: 'granted',
    ...common(ctx),
    ...(right ? { insutype: right.insutype } : {}),
    basis,
    ...days,
    ...(twoFrom === undefined ? {} : { two_diseases_from: twoFrom }),
  }
}

/** Of what did not come to a right. */
export function plainOutcome(
  ctx: ChronicCtx,
  result: Exclude<ChronicOutcome['result'], 'granted'>,
  { reason, twoFrom }: { reason?: string | undefined; twoFrom?: Day | undefined } = {},
): ChronicOutcome {
  return {
    result,
    ...common(ctx),
    ...(reason === undefined ? {} : { reason }),
    ...(twoFrom === undefined ? {} : { two_diseases_from: twoFrom }),
  }
}

/** Time limit from now: from an answer that the person owed, or the start where none is asked (RULES.md 2.4). */
export const dueFromNow = (ctx: ChronicCtx): Due =>
  dueIn(ctx, ctx.case.admdvs, valueIn(ctx.look, chronicDays, ctx.case.admdvs, ctx.state.on))

/** It is granted: the right begins, whoever settles hears of it, and so does the person (RULES.md 4.1). */
export function grant(
  ctx: ChronicCtx,
  { basis, from, insutype, ground }: { basis: Basis; from: Day; insutype: Insutype; ground?: string },
  by: { actor?: 'citizen' | 'expert' | 'clerk'; due?: Due } = {},
  state: Partial<ChronicState> = {},
) {
  const granted: Granted = { basis, from, insutype, doubts: 0, ...(ground === undefined ? {} : { ground }) }
  const moved = moveRights(ctx, { ...ctx.state, granted })
  const { change, send } = moved
  const told = inform(ctx.file, notices.granted, texts.granted(ctx.state.disease.opsp_dise_name, from))
  return end('done', grantedOutcome(ctx, granted, moved), {
    state: { ...state, granted },
    forget: ['question', 'review', 'answerBy'],
    change,
    send,
    ...told,
    ...by,
  })
}

/** It ends without having come to anything. */
export function withdrawn(ctx: ChronicCtx, reason: WithdrawnFor) {
  const { change, send, twoFrom } = moveRights(ctx, ctx.state)
  const outcome = plainOutcome(ctx, 'withdrawn', { reason, twoFrom })
  return end('withdrawn', outcome, { change, send, say: texts.withdrawn[reason] })
}

/** The last review said no, and nobody asks for another. */
export function refused(
  ctx: ChronicCtx,
  state: ChronicState,
  words: { say?: string; told?: string; actor?: 'citizen' | 'expert' | 'clerk' },
) {
  const { reason } = state.final ?? state.first ?? {}
  const moved = moveRights(ctx, state)
  const { say, told, actor } = words
  return end('done', plainOutcome(ctx, 'refused', { reason, twoFrom: moved.twoFrom }), {
    state: state.final ? { final: state.final } : {},
    forget: ['review', 'answerBy'],
    change: moved.change,
    send: moved.send,
    ...(told === undefined ? {} : inform(ctx.file, notices.refused, told)),
    ...(say === undefined ? {} : { say }),
    ...(actor ? { actor } : {}),
  })
}
