/** What of a mandate each call needs: the one place that says so, unless a route says it of itself (`behalf`). */
import type { MandateScope } from '../../shared/registers/rows/mandates.ts'
import { nameOf, type Route } from '../calls/route.ts'

/** What is the person's own alone, whatever they have allowed (behalf/RULES.md 1). */
const own = /^\w+ \/v1\/(me\/(access|preferences)|mandates|credentials|shares)(\/|$)/
const seen = /^GET \/v1\/(me|cases|forms|filings)(\/|$)/

/** What is done for somebody, and how the person is told of it: Chinese, after the helper's name; the first that fits. */
const acts: readonly (readonly [RegExp, string])[] = [
  [/^POST \/v1\/cases$/, '发起了一件事'],
  [/^POST \/v1\/cases\/[^/]+\/rating$/, '评价了一件事'],
  [/^POST \/v1\/cases\/[^/]+\/actions$/, '在一件事里作了选择或者补充了信息'],
  [/^POST \/v1\/filings$/, '办了异地就医备案'],
  [/^DELETE \/v1\/filings\/[^/]+$/, '结束了一个异地就医备案'],
  [/^POST \/v1\/feedback$/, '提了意见或者求助'],
  [/^POST \/v1\/visits\/[^/]+\/survey$/, '填了就诊满意度调查'],
]

type Named = Pick<Route, 'method' | 'path' | 'behalf'>

const actOf = (route: Named): string | undefined => acts.find(([fits]) => fits.test(nameOf(route)))?.[1]

/** The scope that a mandate must have for this call; `never`: no mandate allows it. */
export function scopeNeeded(route: Named): MandateScope | 'never' {
  if (route.behalf !== undefined) return route.behalf
  const name = nameOf(route)
  if (own.test(name)) return 'never'
  if (seen.test(name)) return 'see'
  return actOf(route) === undefined ? 'never' : 'act'
}

/** What a call does for somebody, in Chinese. */
export const doneBy = (route: Named): string => actOf(route) ?? '办了一件事'

/** Whether these scopes allow what needs one: who may act may see what about. */
export const allows = (scopes: readonly MandateScope[], needed: MandateScope): boolean =>
  scopes.includes(needed) || (needed === 'see' && scopes.includes('act'))
