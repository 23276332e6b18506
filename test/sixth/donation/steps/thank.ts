/** Thanks the donor, and waits for what they choose (donation/RULES.md 2.1). */
import { inform } from '../../../../functions/acts/inform.ts'
import { compareInstants, endOfDay } from '../../../../shared/calendar/index.ts'
import { saidBy } from '../../../../shared/tasks/action.ts'
import { takeGift } from '../actions.ts'
import { choiceDays, chooseUntil, mayChoose } from '../rules/choice.ts'
import { type DonationCtx, donationOf, end, go, step, wait } from '../state.ts'
import { notices, texts } from '../texts.ts'

const mlOf = (ctx: DonationCtx): number => ctx.state.found ?? donationOf(ctx).ml

const words = (ml: number): string => (mayChoose(ml) ? texts.thanks(ml, choiceDays) : texts.thanksAlone(ml))

/** Thanks the donor, once (donation/RULES.md 2.1). */
export const thank = step({
  label: '道谢',
  goes: ['awaitChoice'],
  decide: (ctx) => go('awaitChoice', inform(ctx.file, notices.thanks, words(mlOf(ctx)))),
})

/** The donor may choose a gift; who says nothing is asked no more (donation/RULES.md 2.1). */
export const awaitChoice = step({
  label: '等本人选',
  goes: [],
  decide(ctx) {
    const gift = saidBy(takeGift, ctx)?.gift
    const ml = mlOf(ctx)
    if (!mayChoose(ml)) return end('done', { result: 'thanked', ml })
    if (gift) return end('done', { result: 'thanked', gift, ml }, { say: texts.taken(gift), actor: 'citizen' })
    const until = endOfDay(chooseUntil(ctx.state.openedOn))
    if (compareInstants(until, ctx.now) <= 0) return end('done', { result: 'silent', ml }, { say: texts.silent() })
    return wait({ actor: 'citizen', what: takeGift, until, actions: [takeGift] })
  },
})
