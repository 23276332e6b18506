/** A second notice of a birth that already has a case: it gets one of its own, which only says so (RULES.md 2.2). */
import { dayOf } from '../../../../shared/calendar/index.ts'
import type { Decision, TaskDraft } from '../../../../shared/chain/chain.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import { agree, holdingNotice, saysTheSame } from '../../../../shared/registers/family/birth-notices.ts'
import type { BirthNotice } from '../../../../shared/registers/rows.ts'
import { askClerk } from '../../../acts/ask-clerk.ts'
import { birthCases, differsTask, firstCase } from '../reference.ts'
import { end, type NewbornCtx, type NewbornState, stay, step, wait } from '../state.ts'
import { certificateDiffers } from '../tasks.ts'
import { texts } from '../texts.ts'
import { clerkWorkingDays } from './collect.ts'

/** RULES.md 2.2, 2.4: already enrolled; another birth date or sex is for a clerk first. */
export const compareCertificates = step({
  label: '和前一次的出生医学证明比对',
  goes: [],
  decide(ctx) {
    const { file, state } = ctx
    const notice = file.one('birth', state.notice)
    const holding = holdingNotice(file, birthCases)
    const first = firstCase(file)
    if (!notice || !holding || !first) throw new Error('newborn: a second notice without a first')
    const duplicate_of = first.case_id
    const task = differsTask(file, notice)
    if (task?.status === 'rejected') {
      const say = texts.differsRefused(task.decision?.reason)
      return end('rejected', { result: 'rejected', reason: 'certificate-differs', duplicate_of, text: say }, { say })
    }
    if (task?.status === 'approved' || saysTheSame(notice, holding)) {
      const say = texts.alreadyEnrolled()
      return end('rejected', { result: 'rejected', reason: 'already-enrolled', duplicate_of, text: say }, { say })
    }
    const limit = dueIn(ctx, first.admdvs, clerkWorkingDays, dayOf(ctx.case.started_at))
    return wait(
      { actor: 'clerk', what: certificateDiffers, until: limit.at },
      { tasks: differsTasks(ctx, notice, holding), admdvs: first.admdvs, areas: [first.admdvs] },
    )
  },
})

function differsTasks(ctx: NewbornCtx, notice: BirthNotice, holding: BirthNotice): TaskDraft[] {
  const admdvs = firstCase(ctx.file)?.admdvs ?? ctx.case.admdvs
  const due = dueIn(ctx, admdvs, clerkWorkingDays, dayOf(ctx.case.started_at))
  const facts = {
    text: agree(notice, holding) ? texts.requesterNotNamed() : texts.differs(),
    held: { brdy: holding.brdy, gend: holding.gend },
    reported: { brdy: notice.brdy, gend: notice.gend },
  }
  return askClerk(certificateDiffers, { area: admdvs, due, facts })
}

/** A second notice's case stays as it ended, but moves with the child: its clerks are those of the enrolment area. */
export function secondEnded({ file, case: row }: NewbornCtx): Decision<NewbornState, never> {
  const admdvs = firstCase(file)?.admdvs ?? row.admdvs
  if (admdvs === row.admdvs) return stay()
  return end('rejected', row.outcome ?? {}, { admdvs, areas: [admdvs] })
}
