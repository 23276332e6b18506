/** Names as the citizens' pages say them. */
import type { Case } from '../../../shared/client/index.ts'
import { actorNames } from '../../../shared/registers/rows/cases.ts'
import { awaitedNames, bundleTitles } from '../../bundles/all.ts'
import type { Field } from '../frame/fields.ts'

/** What a matter is called. */
export const titleOf = (bundle: string): string => bundleTitles[bundle] ?? bundle

/** Who is waited for, and for what. */
export function waitInWords({ actor, what }: Waiting, forWhom?: string): string {
  const awaited = awaitedNames[what] ?? what
  if (actor === 'citizen' && forWhom === undefined) return `要您办：${awaited}`
  return `等${actor === 'citizen' ? forWhom : actorNames[actor]}：${awaited}`
}

type Waiting = NonNullable<Case['waiting_for']>

/** A field says so where nothing need be written. */
export const mayStayEmpty = (field: Field): Field =>
  field.required ? field : { ...field, label: `${field.label}（可以不写）` }

/** How good something was, the best first. */
export const scores = [
  ['5', '非常满意'],
  ['4', '满意'],
  ['3', '基本满意'],
  ['2', '不满意'],
  ['1', '非常不满意'],
] as const
