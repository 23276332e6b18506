/** RULES.md 7: who may have become poor by illness is asked, and passed on to the civil office. */
import { oneOf } from '../../../../events/fields.ts'
import { said } from '../../../../events/heard.ts'
import { addDays, dueOn, startOfDay } from '../../../../shared/calendar/index.ts'
import type { Wait } from '../../../../shared/chain/chain.ts'
import { formatYuan } from '../../../../shared/money/index.ts'
import { heardIn } from '../../../../shared/registers/apply/hear.ts'
import { actionKind, saidBy } from '../../../../shared/tasks/action.ts'
import { personOf } from '../../../acts/person.ts'
import { hardshipReferred, hardshipRefused } from '../events.ts'
import { warningOutcome } from '../outcome.ts'
import { nextRecognized } from '../rules/identities.ts'
import { optionNames, type WarningResult } from '../rules/words.ts'
import { type AssistanceCtx, end, go, step, type Warning, wait, warningDays } from '../state.ts'
import { notices, texts } from '../texts.ts'
import { tell } from './tell.ts'

/** The person says whether it is passed on. */
export const choose = actionKind('choose', '选一项', { option: oneOf('选的办法', optionNames, 'option') })

/** What a warning remembers. Throws of a year's case: a bug. */
export function warningOf({ state }: Pick<AssistanceCtx, 'state'>): Warning {
  if (!state.warning) throw new Error('assistance: no warning')
  return state.warning
}

/** Warns, and asks. */
export const warn = step({
  label: '因病致贫预警',
  goes: ['awaitChoice'],
  decide(ctx) {
    const warning = warningOf(ctx)
    const until = addDays(ctx.today, warningDays.answer)
    return go('awaitChoice', {
      state: { warning: { ...warning, until } },
      ...tell(ctx, notices.warning, texts.warning(warning, until)),
    })
  },
})

/** Waits for an answer, to the end of its day. */
export const awaitChoice = step({
  label: '等本人选择',
  goes: ['awaitCivil'],
  decide(ctx) {
    const warning = warningOf(ctx)
    const option = saidBy(choose, ctx)?.option
    if (option === 'no') return over(ctx, 'declined', { say: texts.declined(), actor: 'citizen' })
    if (option === 'refer') {
      const until = addDays(ctx.today, warningDays.refuse)
      const { psn_no, private: named } = personOf(ctx)
      const { admdvs, from_month, to_month, burden } = warning
      const referred = said(hardshipReferred, {
        psn_no,
        psn_name: named.psn_name,
        admdvs,
        from_month,
        to_month,
        burden: formatYuan(burden),
        case_id: ctx.case.case_id,
      })
      return go('awaitCivil', {
        state: { warning: { ...warning, until, referredOn: ctx.today } },
        send: [referred],
        say: texts.referred(until),
        actor: 'citizen',
      })
    }
    if (ctx.today > warning.until) return over(ctx, 'no-answer', { say: texts.noAnswer() })
    return wait({ actor: 'citizen', what: choose, ...timesOf(ctx, warning), actions: [choose] })
  },
})

/** Waits for the civil office, which says that it recognises nothing, or recognises an identity. */
export const awaitCivil = step({
  label: '等民政部门认定',
  goes: [],
  decide(ctx) {
    const warning = warningOf(ctx)
    const refusal = heardIn(ctx.file, hardshipRefused).find(({ data }) => data.case_id === ctx.case.case_id)
    if (refusal) {
      const told = tell(ctx, notices['not-recognized'], texts.notRecognized(refusal.data.reason))
      return over(ctx, 'refused', { ...told, actor: 'partner' })
    }
    if (ctx.today > warning.until) return over(ctx, 'no-answer', { say: texts.noAnswer() })
    return wait({ actor: 'partner', what: hardshipRefused, ...timesOf(ctx, warning) })
  },
})

/** Through the last day; an identity that is known to begin before it ends the warning on its first day. */
function timesOf({ file, today }: AssistanceCtx, { until }: Warning): Pick<Wait, 'until' | 'through' | 'wakeAt'> {
  const begins = nextRecognized(file, today)
  return { until: dueOn(until), through: true, ...(begins ? { wakeAt: startOfDay(begins) } : {}) }
}

/** The warning has come to something. */
export const over = (ctx: AssistanceCtx, result: WarningResult, effects: Parameters<typeof end>[2]) =>
  end('done', warningOutcome(result, warningOf(ctx)), effects)
