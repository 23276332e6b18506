/** RULES.md 1: the one question that nobody else can answer, and the claim that answers it. */
import { addDays, compareInstants, endOfDay, startOfDay } from '../../../../shared/calendar/index.ts'
import type { Effects } from '../../../../shared/chain/chain.ts'
import { areaName } from '../../../../shared/codes/index.ts'
import { sayOfReceipt } from '../../../../shared/registers/care/receipts.ts'
import { saidBy } from '../../../../shared/tasks/action.ts'
import { reminders } from '../../../acts/remind.ts'
import { choose } from '../actions.ts'
import { outcomeOf } from '../outcome.ts'
import { dueOf, type Facts, factsOf, isNewForm, worthOf } from '../rules/facts.ts'
import { claimIn } from '../rules/receipts.ts'
import { refusalOf } from '../rules/refusal.ts'
import { tellFamily } from '../rules/telling.ts'
import { end, go, type ReimbursementCtx, type ReimbursementState, step, wait } from '../state.ts'
import { notices, texts } from '../texts.ts'
import { refuse, takenNow } from './refuse.ts'

/** Days after which the person is reminded (RULES.md 1.2). */
export const reminderDays = [7, 30, 90] as const
/** Days through which the person may answer. */
export const answerDays = 365

type Claimed = NonNullable<ReimbursementState['claim']>

/** Asks, reminds, and takes down what is claimed. */
export const ask = step({
  label: '问本人要不要报销',
  goes: ['ask', 'query', 'reckon'],
  decide(ctx) {
    const facts = factsOf(ctx)
    const said = saidBy(choose, ctx)?.option
    if (said === 'decline') {
      return end('done', outcomeOf(ctx.state, 'declined'), { say: texts.declined(), actor: 'citizen' })
    }
    const claim = claimNow(ctx, facts, said)
    if (claim) {
      const next = facts.receipt.upload ? 'reckon' : 'query'
      const claimed = { ...ctx, state: { ...ctx.state, claim } }
      const reason = refusalOf(claimed, facts)
      const refused = reason ? refuse(claimed, facts, reason, next) : takenNow(claimed, facts, next)
      if (!refused) return go(next, claiming(ctx, facts, claim))
      return { ...refused, effects: { ...refused.effects, due: dueOf(ctx, facts, claim) } }
    }
    const { openedOn, reminded } = ctx.state
    const until = endOfDay(addDays(openedOn, answerDays))
    if (compareInstants(ctx.now, until) > 0) {
      const words = tellFamily(ctx, notices['not-claimed'], texts.notClaimed())
      return end('done', outcomeOf(ctx.state, 'not-claimed'), words)
    }
    if (reminded === undefined) return go('ask', { state: { reminded: 0 }, ...asking(ctx, facts) })
    const { due, next } = reminders(reminderDays, openedOn, ctx.today)
    if (due.length > reminded) {
      const words = tellFamily(ctx, notices.reminder, texts.remind(facts.visit.medfee))
      return go('ask', { state: { reminded: due.length }, ...words })
    }
    const wakeAt = next === undefined ? {} : { wakeAt: startOfDay(next) }
    return wait({ actor: 'citizen', what: choose, until, through: true, actions: [choose], ...wakeAt })
  },
})

/** What is claimed in this moment: by the person's choice or form, or for who has died. */
function claimNow({ file, state, now }: ReimbursementCtx, { receipt }: Facts, said?: 'claim' | 'third-party') {
  if (said) return { choice: said, by: 'choice', at: now } as const
  const form = claimIn(receipt)
  if (form && isNewForm(form, state)) {
    return { choice: form.data.third_party ? 'third-party' : 'claim', by: 'form', at: now, form: form.time } as const
  }
  return file.person?.death ? ({ choice: 'claim', by: 'death', at: now } as const) : undefined
}

/** The claim is made: the receipt is this person's from now on, and the time limit runs. */
function claiming(ctx: ReimbursementCtx, facts: Facts, claim: Claimed): Effects<ReimbursementState> {
  const {
    change = [],
    receipts = [],
    signals = [],
  } = sayOfReceipt(ctx.file, facts.receipt.name, { is: 'claimed' }, ctx)
  return {
    state: { claim },
    forget: ['queried', 'approved', 'basis'],
    due: dueOf(ctx, facts, claim),
    change,
    receipts,
    signals,
    say: claim.by === 'death' ? texts.died() : texts.chosen(claim.choice === 'third-party'),
    actor: claim.by === 'death' ? 'system' : 'citizen',
  }
}

function asking(ctx: ReimbursementCtx, facts: Facts) {
  const { visit } = facts
  const { inscp, sum } = worthOf(ctx, facts)
  const sums = { fee: visit.medfee, inscp, sum: sum?.amt }
  return tellFamily(ctx, notices.ask, texts.ask(`${areaName(visit.place)}的医院`, facts.receipt.name, sums))
}
