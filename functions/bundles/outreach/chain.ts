/** The bundle `outreach`: a case for each whom a screening finds not insured (RULES.md). inform → visit → (will enrol: waits) → done. */
import type { Ctx, Decision, Start } from '../../../shared/chain/chain.ts'
import type { Apply } from '../../../shared/registers/applying.ts'
import { isOfAge } from '../../../shared/registers/family/guardians.ts'
import { drop, put } from '../../../shared/registers/file.ts'
import { keyOf } from '../../../shared/registers/rows.ts'
import type { Manifest } from '../../manifest.ts'
import { outreachBundle } from './reference.ts'
import { aboutOf, isInsured, ofNoCase, toBeAsked } from './rules/stand.ts'
import { chain, end, type OutreachState } from './state.ts'
import { awaitEnrolment, inform, visit } from './steps/visit.ts'
import { tellFamily } from './telling.ts'
import { notices, texts } from './texts.ts'

/** Before every step: who is insured need not be visited, who has died is asked no more (RULES.md 2.4, 2.5). */
function overrides(ctx: Ctx<OutreachState>): Decision<OutreachState, never> | undefined {
  const { community } = ctx.state
  if (ctx.file.died !== undefined) return end('withdrawn', { community, reason: 'deceased' }, { say: texts.died() })
  if (!isInsured(ctx.file, ctx.today)) return undefined
  const text = texts.insured(!isOfAge(ctx.file, ctx.today))
  return end('done', { result: 'insured', community }, tellFamily(ctx, notices.insured, text))
}

/** The chain of the bundle. */
export const outreachChain = chain({
  ...outreachBundle,
  title: '没有参保的居民，上门问问',
  first: 'inform',
  steps: { inform, visit, awaitEnrolment },
  starts: (file): Start<OutreachState>[] =>
    file.all('screened').map((found) => ({
      about: aboutOf(found),
      state: { community: found.community, screenedOn: found.on },
      admdvs: found.admdvs,
      begins: found.on,
      actor: 'system' as const,
    })),
  overrides,
})

/** What a screening finds becomes a case, unless nobody need ask by now (RULES.md 1.1, 1.3). */
export const whenScreened: NonNullable<Manifest['whenScreened']> =
  ({ admdvs, on }): ReturnType<NonNullable<Manifest['whenScreened']>> =>
  (...[file, at]: Parameters<Apply>) => {
    if (file.one('screened', keyOf.screened({ admdvs, on, community: '' }))) return { ok: {} }
    const community = toBeAsked(file, admdvs, at)
    if (community === undefined) return { ok: {} }
    const stale = ofNoCase(file).map((one) => drop('screened', keyOf.screened(one)))
    return { ok: { change: [...stale, put('screened', { admdvs, on, community })] } }
  }
