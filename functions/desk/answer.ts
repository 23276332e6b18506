/** The answer to an institution's question, whichever app it was put to, and what it leaves behind. */

import { bundleOff } from '../../shared/chain/switches/switches.ts'
import { areaOfInstitution, placeDiffers } from '../../shared/codes/index.ts'
import { type FilingDecision, visitKey } from '../bundles/filing/rules/decision.ts'
import type { SubjectOf } from '../calls/access.ts'
import { audited } from '../calls/audit.ts'
import { missesOf } from '../calls/misses.ts'
import { badRequest, notFound, type Problem, problem } from '../calls/problem.ts'
import { type DeskPorts, decideAtDesk, hashOf } from './decide.ts'
import type { VisitAsked } from './visit.ts'

/**
 * The decision, or why there is none. Every question is in the audit trail, those about nobody too; an institution that
 * asks about nobody too often has to wait (filing/RULES.md 1.5, 1.6).
 */
export async function answerAtDesk(
  ports: DeskPorts,
  institution: SubjectOf<'institution'>,
  visit: VisitAsked,
): Promise<FilingDecision | Problem> {
  const { fixmedins_code } = institution
  // An institution asks about its own visits; another's is as good as not there.
  if (visit.fixmedins_code !== fixmedins_code) return notFound()
  if (visit.mdtrtarea_admvs !== areaOfInstitution(fixmedins_code)) {
    return badRequest([{ field: 'mdtrtarea_admvs', message: placeDiffers }])
  }
  const misses = missesOf(ports.table, ports.clock)
  const refusal = await misses.refusal('filing-decisions', fixmedins_code)
  if (refusal) return refusal
  // Side by side: the trail makes nobody at the desk wait.
  const trail = audited(ports, institution, 'filing-decision.ask', hashOf(ports.keys, visit), visitKey(visit))
  const [answer] = await Promise.all([decideAtDesk(ports, visit), trail])
  if (answer === 'person-unknown') {
    return (await misses.miss('filing-decisions', fixmedins_code)) ?? personUnknown()
  }
  if (answer === 'bundle-off') return problem(bundleOff.status, bundleOff.code, bundleOff.detail)
  return 'given' in answer ? visitKnown(answer.given) : answer
}

const personUnknown = () => problem(404, 'person-unknown', '没有查到此人的医保信息，请核对人员编号或证件号码。')

function visitKnown(decision: FilingDecision): Problem {
  const detail =
    '这次就诊已经按先前提交的信息判定过，这次提交的信息与先前不同；先前的判定见 decision，信息确有变化的请用新的就诊编号。'
  return problem(409, 'visit-known', detail, { more: { decision } })
}

/** What a later fact may change: a filing turns it, until discharge. */
export const isPassing = ({ decision }: FilingDecision): boolean => decision === 'required'
