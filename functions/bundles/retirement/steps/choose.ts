/** RULES.md 5: months are missing, the person is told and chooses; nothing is lost meanwhile. */

import { oneOf } from '../../../../events/fields.ts'
import { addDays, type Day, dayOf, rolling, startOfDay } from '../../../../shared/calendar/index.ts'
import type { Effects } from '../../../../shared/chain/chain.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import type { Change } from '../../../../shared/registers/file.ts'
import { policyTopic } from '../../../../shared/table/keys.ts'
import { actionKind, saidBy } from '../../../../shared/tasks/action.ts'
import { askClerk } from '../../../acts/ask-clerk.ts'
import { billsOf, supersede } from '../../../acts/bill.ts'
import { reminders } from '../../../acts/remind.ts'
import { topupRate } from '../parameters.ts'
import { type Assessed, assess, fulfilled, heldPension, onlyIn } from '../rules/assess.ts'
import { priceOf, priceToday } from '../rules/lump-sum.ts'
import { contributedIn, hasOf, shortfallOf } from '../rules/months.ts'
import { inform } from '../rules/telling.ts'
import { go, type Option, options, type RetirementCtx, type RetirementState, step, stepOf } from '../state.ts'
import { clerkWorkingDays, noChoice } from '../tasks.ts'
import { type Missing, optionName, texts } from '../texts.ts'
import { waitOn } from './pay-back.ts'

/** Days after which the person is reminded (RULES.md 5.2). */
export const reminderDays = [7, 30, 60] as const
/** Days without a choice after which a clerk is asked. */
export const noChoiceDays = 90

/** Tells months, sum and choices, once (RULES.md 5.1). */
export const askForChoice = step({
  label: '告知差额',
  goes: ['findPlace', 'awaitChoice'],
  decide(ctx) {
    const assessed = assess(ctx)
    if (!assessed) return go('findPlace')
    if (ctx.state.askedOn) return go('awaitChoice')
    const missing = missingIn(ctx, assessed)
    return go('awaitChoice', {
      state: {
        told: { what: missing.lacks ? 'choose-without-sum' : 'choose', on: ctx.today },
        askedOn: ctx.today,
        noChoiceOn: addDays(ctx.today, noChoiceDays),
        reminded: 0,
      },
      ...inform(ctx, 'choose', texts.ask(missing)),
    })
  },
})

/** Waits for the choice; reminds, and in the end asks a clerk (RULES.md 5.2). */
export const awaitChoice = step({
  label: '等本人选择',
  goes: ['findPlace', 'retire', 'awaitChoice', 'assessLumpSum', 'awaitMonths', 'becomeResident'],
  decide(ctx) {
    const wanted = wantedOption(ctx)
    if (wanted) return chosen(ctx, wanted, 'citizen')
    const assessed = assess(ctx)
    if (!assessed) return go('findPlace')
    if (fulfilled(ctx, assessed)) return go('retire')
    const missing = missingIn(ctx, assessed)
    if (ctx.state.told?.what === 'choose-without-sum' && !missing.lacks) return tellSum(ctx, missing)
    const { askedOn = ctx.today, noChoiceOn = ctx.today, reminded = 0 } = ctx.state
    if (ctx.today >= noChoiceOn) return haveClerkAsk(ctx, assessed, noChoiceOn)
    const { due, next } = reminders(reminderDays, askedOn, ctx.today)
    if (due.length > reminded) {
      const words = inform(ctx, 'reminder', texts.remind(missing))
      return go('awaitChoice', { state: { reminded: due.length }, ...words })
    }
    return waitOn(ctx, {
      actor: 'citizen',
      what: choose,
      until: startOfDay(noChoiceOn),
      ...(next === undefined ? {} : { wakeAt: startOfDay(next) }),
      actions: [choose],
      ...(missing.lacks === 'rate' ? { topics: [policyTopic(topupRate.name)] } : {}),
    })
  },
})

/** Who was asked before the sum was known hears it once it is. */
const tellSum = (ctx: RetirementCtx, missing: Missing) =>
  go('awaitChoice', {
    state: { told: { what: 'choose', on: ctx.today } },
    ...inform(ctx, 'choose', texts.ask(missing)),
  })

/** The option that the person takes in this very call; what is none is no choice. */
export const wantedOption = (ctx: RetirementCtx): Option | undefined => saidBy(choose, ctx)?.option

/** The person takes one of the ways to make up what is missing. */
export const choose = actionKind('choose', '选一项', { option: oneOf('补足的办法', optionName) })

/** Records the choice; a bill of an earlier one is superseded (RULES.md 5.3). */
export function chosen(ctx: RetirementCtx, option: Option, actor: 'citizen' | 'clerk') {
  const effects: Effects<RetirementState> = {
    state: {
      choice: { option, at: ctx.now },
      retrDate: heldPension(ctx).retr_date,
      told: { what: option, on: ctx.today },
    },
    forget: ['bill'],
    change: supersedeBill(ctx),
    say: actor === 'clerk' ? texts.chosenByClerk(option) : texts.chosen(option),
    actor,
  }
  return go(stepOf[option], effects)
}

/** The change by which the present bill gives way to another, or to none. */
export const supersedeBill = (ctx: RetirementCtx): Change[] =>
  supersede(billsOf(ctx).filter(({ bill_no }) => bill_no === ctx.state.bill?.bill_no))

/** Months missing and what they cost now; no sum while no base or rate is known. */
function missingIn(ctx: RetirementCtx, assessed: Assessed): Missing {
  const { area, required, pension } = assessed
  const left = shortfallOf(hasOf(contributedIn(ctx.file, area, required.where), pension.deemed_months), required)
  const price = priceToday(ctx, area)
  const cost = 'lacks' in price ? { lacks: price.lacks } : { amt: priceOf(price, left) }
  return { months: assessed.count.shortfall, left, ...cost, onlyIn: onlyIn(assessed) }
}

/** A clerk asks the person; on rejection the case waits as long again (RULES.md 5.2). */
function haveClerkAsk(ctx: RetirementCtx, assessed: Assessed, on: Day) {
  const { rounds = 0 } = ctx.state
  const task = ctx.task(noChoice, String(rounds))
  // A task that was closed while a transfer was waited for stays closed: the clerk gets another.
  if (task?.status === 'closed') return go('awaitChoice', { state: { rounds: rounds + 1 } })
  const decision = task?.decision
  if (decision && task.status !== 'open') {
    const option = options.find((o) => task.status === 'approved' && o === decision.data.option)
    if (option) return chosen(ctx, option, 'clerk')
    const noChoiceOn = addDays(dayOf(decision.at), noChoiceDays)
    const words = inform(ctx, 'no-choice-yet', texts.waitsOn())
    return go('awaitChoice', { state: { rounds: rounds + 1, noChoiceOn }, ...words, actor: 'clerk' })
  }
  if (ctx.state.told?.what !== `no-choice.${rounds}`) {
    const state = { told: { what: `no-choice.${rounds}`, on: ctx.today } }
    return go('awaitChoice', { state, ...inform(ctx, 'no-choice', texts.noChoice()) })
  }
  const { area, counted } = assessed
  const due = dueIn(ctx, area, clerkWorkingDays, on)
  const here = onlyIn(assessed) === undefined ? {} : { paid_here: counted.towardsPaid.length }
  const facts = { ...assessed.count, ...here, options, text: texts.taskNoChoice(noChoiceDays) }
  const until = due.at > ctx.now ? due.at : rolling(on, noChoiceDays, ctx.now)
  return waitOn(
    ctx,
    { actor: 'clerk', what: noChoice, until, actions: [choose] },
    { tasks: askClerk(noChoice, { area, key: String(rounds), due, facts }) },
  )
}
