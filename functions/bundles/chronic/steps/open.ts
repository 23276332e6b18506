/** RULES.md 2: who is granted at once, who is asked, and what is reviewed. */
import type { Day } from '../../../../shared/calendar/index.ts'
import type { Settlement } from '../../../../shared/registers/care/settlements.ts'
import { inform } from '../../../acts/inform.ts'
import { chronicConsent, valueIn } from '../parameters.ts'
import { lastOf, rightsOf } from '../rules/rights.ts'
import { directOf, isInsured, materialOf, recognitionOf } from '../rules/settlements.ts'
import { isRecognizing } from '../rules/starts.ts'
import { type ChronicCtx, go, step } from '../state.ts'
import { notices, texts } from '../texts.ts'
import type { WithdrawnFor } from '../words.ts'
import { dueFromNow, grant, withdrawn } from './over.ts'

/** Why an open case ends: the person has died, another case has granted it, or nothing is left that it rests on. */
export function goneFor(ctx: ChronicCtx): WithdrawnFor | undefined {
  const { file, state, today } = ctx
  const { admdvs, case_id } = ctx.case
  if (file.died !== undefined) return 'deceased'
  const rights = rightsOf(file, admdvs, state.disease.opsp_dise_code)
  if (rights.some((right) => right.case_id !== case_id && lastOf(right) >= today)) return 'granted'
  return hasGround(ctx) ? undefined : 'revoked'
}

/** Whether what it began with is still so; what was asked for was looked at when it was. */
function hasGround(ctx: ChronicCtx): boolean {
  const { file, state } = ctx
  if (state.by === 'screened') return materialOf(ctx).all.length > 0
  const fact = recognitionOf(ctx)
  return !fact || isInsured(file, ctx.case.admdvs, fact.insutype, fact.hosp_ide_date)
}

/** A hospital's word that is enough, as it was reported last. */
export function sureWord(ctx: ChronicCtx) {
  const fact = recognitionOf(ctx)
  return fact && isRecognizing(ctx.look, ctx.case.admdvs, fact) ? fact : undefined
}

/** What is granted without anybody being asked; undefined if somebody is. */
function atOnce(
  ctx: ChronicCtx,
): { basis: 'hospital' | 'direct'; from: Day; insutype: Settlement['insutype']; ground?: string } | undefined {
  const { look, state, case: c } = ctx
  const word = sureWord(ctx)
  if (word) return { basis: 'hospital', from: word.hosp_ide_date, insutype: word.insutype }
  const [first] = directOf(ctx)
  const isTold = first && valueIn(look, chronicConsent, c.admdvs, first.day) === 'tell'
  return first && (state.by === 'asked' || state.accepted || isTold) ? directly(ctx) : undefined
}

/** A direct recognition from the day of the earliest settlement. Throws if there is none: a bug. */
export function directly(ctx: ChronicCtx) {
  const [first] = materialOf(ctx).direct
  if (!first) throw new Error('chronic: nothing recognizes it directly')
  return { basis: 'direct' as const, from: first.day, insutype: first.insutype, ground: first.setl_id }
}

export const open = step({
  label: '看能不能直接认定',
  goes: ['choose', 'review'],
  decide(ctx) {
    const { file, state, today } = ctx
    const { opsp_dise_name: name } = state.disease
    const right = atOnce(ctx)
    const gone = goneFor(ctx)
    // Who has died had the right until then, whichever was told first.
    const isLate = gone === 'deceased' && right !== undefined && right.from <= (file.died as Day)
    if (gone && !isLate) return withdrawn(ctx, gone)
    if (right) return grant(ctx, right, ctx.case.due_at === undefined ? { due: dueFromNow(ctx) } : {})
    const [first] = directOf(ctx)
    if (first) {
      const { from } = directly(ctx)
      const question = { option: 'accept' as const, since: today, reminded: 0 }
      return go('choose', {
        state: { question, direct: true },
        ...inform(file, notices.qualifies, texts.qualifies(name, from)),
      })
    }
    if (state.by !== 'screened' || state.applied) return go('review')
    const question = { option: 'apply' as const, since: today, reminded: 0 }
    return go('choose', { state: { question }, ...inform(file, notices.found, texts.found(name)) })
  },
})
