/** RULES.md 3: an expert who was drawn reviews it, at last a clerk; a refusal is reviewed once more if the person wants. */
import { compareInstants, type Day, dayOf } from '../../../../shared/calendar/index.ts'
import type { TaskDraft } from '../../../../shared/chain/chain.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import type { TaskRow } from '../../../../shared/registers/rows.ts'
import { saidBy } from '../../../../shared/tasks/action.ts'
import { inform } from '../../../acts/inform.ts'
import { personOf } from '../../../acts/person.ts'
import { choose as chooses } from '../actions.ts'
import { twoDiseases, valueIn } from '../parameters.ts'
import { isOfOwnInstitution, lastDayOf, nextReview } from '../rules/draw.ts'
import { residents } from '../rules/kinds.ts'
import { atIssue, recognitionsOf } from '../rules/settlements.ts'
import { type ChronicCtx, go, type Refusal, type Review, step, wait } from '../state.ts'
import { reviewChronic } from '../tasks.ts'
import { notices, texts } from '../texts.ts'
import { dueFromNow, grant, moveRights, refused } from './over.ts'

/** Working days in which the person may ask for a second review (RULES.md 3.3). */
export const secondReviewDays = 10

const actorOf = ({ expert_no }: Review) => (expert_no === undefined ? 'clerk' : 'expert')

export const review = step({
  label: '专家评审',
  goes: ['review', 'appeal'],
  decide(ctx) {
    const { state, now } = ctx
    const { review: asked } = state
    if (!asked) return go('review', drawn(ctx))
    const task = ctx.task(reviewChronic, String(asked.no))
    const { decision } = task ?? {}
    if (decision && task?.status === 'approved') {
      const actor = actorOf(asked)
      return grant(ctx, { basis: actor, from: dayOf(decision.at), insutype: state.insutype }, { actor })
    }
    if (decision) return turnedDown(ctx, asked, decision)
    if (isOfOwnInstitution(ctx, asked)) return go('review', { ...drawn(ctx), say: texts.ownInstitution() })
    if (asked.expert_no !== undefined && compareInstants(asked.due.at, now) < 0) {
      return go('review', drawn(ctx, lastDayOf(asked)))
    }
    return wait(
      { actor: actorOf(asked), what: reviewChronic, until: asked.due, through: true },
      { tasks: [taskOf(ctx, asked)] },
    )
  },
})

/** Whoever reviews next; `missed`: the last day of one who was silent. */
function drawn(ctx: ChronicCtx, missed?: Day) {
  const next = nextReview(ctx, missed)
  const says = next.review.expert_no === undefined ? texts.nobodyLeft() : texts.drawn()
  return { state: next, say: missed ? `${texts.silent()}${says}` : says }
}

/** The task of whoever reviews: the illness as it was treated, and never whose it is. */
function taskOf(ctx: ChronicCtx, { no, expert_no, on, due }: Review): TaskDraft {
  const { state, case: c } = ctx
  const { brdy, gend } = personOf(ctx)
  const [recognized] = recognitionsOf(ctx).sort((a, b) => (a.data.hosp_ide_date > b.data.hosp_ide_date ? -1 : 1))
  const facts = {
    opsp_dise_code: state.disease.opsp_dise_code,
    opsp_dise_name: state.disease.opsp_dise_name,
    age: ageOn(brdy, on),
    gend,
    settlements: atIssue(ctx, on).map(({ day, hosp_lv, med_type, diags = [] }) => ({
      day,
      ...(hosp_lv === undefined ? {} : { hosp_lv }),
      med_type,
      diags,
    })),
    ...(recognized
      ? { recognized: { hosp_ide_date: recognized.data.hosp_ide_date, hosp_lv: recognized.data.hosp_lv } }
      : {}),
    ...(state.first ? { second: true as const } : {}),
    text: texts.review(),
  }
  const owner =
    expert_no === undefined ? { role: 'clerk' as const, area: c.admdvs } : { role: 'expert' as const, expert_no }
  return { kind: reviewChronic.kind, key: String(no), owner, admdvs: c.admdvs, due, facts }
}

/** Whole years on a day. */
const ageOn = (brdy: Day, on: Day): number =>
  Number(on.slice(0, 4)) - Number(brdy.slice(0, 4)) - (on.slice(5) < brdy.slice(5) ? 1 : 0)

/** The first no may be reviewed once more, the second is final; residents get two-disease benefits meanwhile. */
function turnedDown(ctx: ChronicCtx, asked: Review, decision: NonNullable<TaskRow['decision']>) {
  const { state, look, case: c } = ctx
  const { opsp_dise_code: code, opsp_dise_name: name } = state.disease
  const { reason } = decision
  const on = dayOf(decision.at)
  const actor = actorOf(asked)
  const told = { on, ...(reason === undefined ? {} : { reason }) }
  if (state.first) return refused(ctx, { ...state, final: told }, { told: texts.refusedForGood(name, reason), actor })
  const isTwo =
    state.insutype === residents &&
    decision.data.diagnosed !== false &&
    valueIn(look, twoDiseases, c.admdvs, state.on).includes(code)
  const first: Refusal = { ...told, ...(isTwo ? { two: true } : {}) }
  const { change, send, twoFrom } = moveRights(ctx, { ...state, first })
  return go('appeal', {
    state: { first, answerBy: dueIn(ctx, c.admdvs, secondReviewDays, on) },
    forget: ['review'],
    change,
    send,
    ...inform(ctx.file, notices.refused, texts.refused(name, reason, twoFrom, secondReviewDays)),
    actor,
  })
}

export const appeal = step({
  label: '等本人说要不要再评审',
  goes: ['review'],
  decide(ctx) {
    const { state, now } = ctx
    const { answerBy } = state
    if (!answerBy) throw new Error('chronic: nothing was refused')
    const option = saidBy(chooses, ctx)?.option
    if (option === 'second-review')
      return go('review', { forget: ['answerBy'], due: dueFromNow(ctx), actor: 'citizen' })
    if (option === 'accept') return refused(ctx, state, { say: texts.accepted(), actor: 'citizen' })
    if (compareInstants(answerBy.at, now) < 0) return refused(ctx, state, { say: texts.accepted() })
    return wait({
      actor: 'citizen',
      what: chooses,
      until: answerBy,
      through: true,
      actions: [chooses],
      options: ['second-review', 'accept'],
    })
  },
})
