/**
 * The bundle `filing` (RULES.md 1.1, 5): a case for each admission that is reported. decide → (required: waits for a
 * filing) → record → tell → waits for the settlement → done. A decision that an institution asks for by HTTP takes no
 * case: see functions/desk.
 */
import { dayOf, dueOn } from '../../../shared/calendar/index.ts'
import type { Ctx, Decision, Start } from '../../../shared/chain/chain.ts'
import { isCancelled } from '../../../shared/registers/apply/taken-back.ts'
import { casesAbout } from '../../../shared/registers/cases.ts'
import { type PersonFile, put } from '../../../shared/registers/file.ts'
import type { At } from '../../../shared/registers/look.ts'
import { isLongAgo, type Matter } from '../../../shared/registers/rest.ts'
import type { Visit } from '../../../shared/registers/rows.ts'
import { same } from '../../../shared/same.ts'
import { inform } from '../../acts/inform.ts'
import { takenBackNews } from '../../acts/taken-back.ts'
import { anew } from './anew.ts'
import { filingBundle } from './reference.ts'
import { isRecorded, placeInCharge } from './rules/decide.ts'
import { decisionOn, type FilingDecision, visitKey } from './rules/decision.ts'
import { chain, end, type FilingState, go, outcomeOf, stay, still, visitIn } from './state.ts'
import { awaitFiling, mayStillFile } from './steps/await-filing.ts'
import { awaitSettlement } from './steps/await-settlement.ts'
import { decideVisit, tell, visitDecided } from './steps/decide-visit.ts'
import { record } from './steps/record.ts'
import {
  filedInTime,
  insuredAfterAll,
  notices,
  settledLater,
  settlementUndone,
  taskCancelled,
  tookPlace,
  withdrawn,
} from './texts.ts'

/** Before every step: a visit that did not take place needs no filing; its decision stands, marked (RULES.md 5.5). */
function overrides(ctx: Ctx<FilingState>): Decision<FilingState, never> | undefined {
  const visit = visitIn(ctx)
  const decision = decisionOn(visit)
  if (!decision?.cancelled) return undefined
  const outcome = { ...outcomeOf(visit, decision), reason: 'revoked' }
  return end('withdrawn', outcome, inform(ctx.file, notices.revoked, withdrawn))
}

/** A late message may take an ended case up again, or add to its outcome (RULES.md 5.3, 5.5). */
function whenEnded(ctx: Ctx<FilingState>): Decision<FilingState, 'decide' | 'awaitFiling' | 'awaitSettlement'> {
  const visit = visitDecided(ctx)
  const decision = decisionOn(visit) as FilingDecision
  const isWithdrawn = ctx.case.status === 'withdrawn'
  if (isWithdrawn && !isCancelled(visit)) {
    // What both sides have on record they are not sent again.
    const told = inform(ctx.file, notices[decision.decision], tookPlace)
    return go(ctx.state.toldOn ? 'awaitSettlement' : 'decide', { ...told, withoutOutcome: true })
  }
  const isUsed = isCancelled(visit) && (!isWithdrawn || visit.settled !== undefined)
  const news = takenBackNews(ctx, isUsed ? { text: taskCancelled } : undefined)
  if (news) return still(ctx, news)
  if (visit !== visitIn(ctx) || decision.decision !== ctx.case.outcome?.result) {
    const say = decision.decision === 'on-file' ? filedInTime : insuredAfterAll
    return go('decide', { say, withoutOutcome: true })
  }
  if (decision.decision === 'required' && mayStillFile(ctx, visit)) {
    return go('awaitFiling', { ...inform(ctx.file, notices.required, decision.message), withoutOutcome: true })
  }
  return settledAnew(ctx, { ...outcomeOf(visit, decision), ...(isWithdrawn ? { reason: 'revoked' as const } : {}) })
}

/** What the case came to, if it differs: a settlement came late, or was undone, and then another is awaited (RULES.md 5.6). */
function settledAnew(
  ctx: Ctx<FilingState>,
  outcome: ReturnType<typeof outcomeOf>,
): Decision<FilingState, 'awaitSettlement'> {
  const { outcome: before, status } = ctx.case
  if (same(outcome, before)) return stay()
  const isUndone = before?.settled !== undefined && outcome.settled === undefined
  if (isUndone && status === 'done' && isRecorded(outcome.result)) {
    return go('awaitSettlement', { say: settlementUndone, withoutOutcome: true })
  }
  const say = isUndone ? settlementUndone : settledLater
  return end(
    status === 'withdrawn' ? 'withdrawn' : 'done',
    outcome,
    outcome.cancelled === before?.cancelled ? { say } : {},
  )
}

/**
 * Visits that nothing reported of them is expected to change any more, each with its cases: they go to rest. Whether the
 * cases are over too, the engine sees to.
 */
function visitsAtEnd(file: PersonFile, at: At): Matter[] {
  return file
    .all('visit')
    .filter((visit) => isAtEnd(visit, at))
    .flatMap((visit) => {
      const cases = casesAbout(file, filingBundle.prefix, visitKey(visit))
      const isQuiet = cases.every(({ updated_at }) => isLongAgo(at, 'settled', updated_at))
      return isQuiet && !isUnopened(file, visit) ? [{ cases, rows: [put('visit', visit)] }] : []
    })
}

/** Whether it would have a case, were the bundle live (bundles/RULES.md 9): as long as that is kept it is asked for. */
const isUnopened = (file: PersonFile, visit: Visit): boolean =>
  file.all('unopened').some(({ bundle, about }) => bundle === filingBundle.bundle && about === visitKey(visit))

/**
 * Settled with the fund for a while, or begun so long ago that no filing reaches back to it: one who paid alone may still
 * be told so, and one who should have filed may still file.
 */
function isAtEnd(visit: Visit, at: At): boolean {
  const decision = decisionOn(visit)
  const { settled, begntime } = visit
  // A refusal for want of a relation is decided again when the enrolment is reported after all.
  if (decision?.basis === '1' && decision.asked_by === 'event') return false
  // One without a decision was reported where the bundle is not live: of no other is there none by now.
  if (!decision) return visit.admitted !== undefined && isLongAgo(at, 'quiet', begntime)
  if (settled && !isLongAgo(at, 'settled', settled.time)) return false
  return isLongAgo(at, settled && settled.fund_pay_sumamt > 0 ? 'settled' : 'quiet', begntime)
}

/** The chain of the bundle. */
export const filingChain = chain({
  ...filingBundle,
  title: '异地就医备案',
  first: 'decide',
  steps: { decide: decideVisit, awaitFiling, record, tell, awaitSettlement },
  starts: (file, { today }): Start<FilingState>[] =>
    file
      .all('visit')
      .filter((visit) => visit.admitted && !isCancelled(visit))
      .map((visit) => {
        const admdvs = placeInCharge(file, visit)
        const key = visitKey(visit)
        const areas = [...new Set([admdvs, visit.mdtrtarea_admvs])]
        const state = { visit: key, openedOn: today }
        return { about: key, state, admdvs, begins: dayOf(visit.begntime), areas, due: dueOn(today) }
      }),
  overrides,
  ended: whenEnded,
  anew,
  atEnd: visitsAtEnd,
})
