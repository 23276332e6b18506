/** Births, guardians and payments of tests. */
import { packageItems } from '../../../../functions/bundles/newborn/package/items.ts'
import { coverFor } from '../../../../functions/bundles/newborn/rules/terms.ts'
import { opening } from '../../../../functions/bundles/newborn/state.ts'
import { type Day, day } from '../../../../shared/calendar/index.ts'
import { parseAdmdvs } from '../../../../shared/codes/index.ts'
import { handle } from '../../../../shared/engine/handle.ts'
import { World } from '../../../../shared/engine/world.ts'
import { childPsnNo, pidOf } from '../../../../shared/identity/index.ts'
import { policyAt } from '../../../../shared/policy/index.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import { certnoOf } from '../../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../../support/stack.ts'

/** A stack that starts at a moment of business time. */
export const makeNursery = (now: string): Promise<Stack> => makeStack({ now })

/** Mother of tests: person 2 unless another even number; born 1994-05-20. */
export const motherBirth = '1994-05-20'
export const mother = (n = 2) => ({
  certno: certnoOf(n, motherBirth),
  psn_name: `测试${n}`,
  relation: 'mother' as const,
})
/** Father of tests: person 1 unless another odd number; born 1992-08-08. */
export const fatherBirth = '1992-08-08'
export const father = (n = 1) => ({
  certno: certnoOf(n, fatherBirth),
  psn_name: `测试${n}`,
  relation: 'father' as const,
})

/** `birth.certified`, in Kunming unless told otherwise. */
export const birth = (brdy: string, more: Record<string, unknown> = {}) => ({
  birth_cert_no: 'Z530000001',
  brdy: `${brdy}T08:15:00+08:00`,
  gend: '2',
  psn_name: '测试宝宝',
  fixmedins_code: 'H53010200001',
  guardians: [mother()],
  ...more,
})

/** The person number a certificate leads to. */
export const childOf = (certNo = 'Z530000001') => childPsnNo(testKeys, certNo)

/** `premium.paid` by self-declaration. */
export const paid = (year: number, on: string, more: Record<string, unknown> = {}) => ({
  birth_cert_no: 'Z530000001',
  year,
  amt: '400.00',
  paid_at: `${on}T10:00:00+08:00`,
  ...more,
})

/** The case of a child; throws if there is not exactly one. */
export async function theCase(stack: Stack, psnNo = childOf()) {
  const cases = await stack.cases(psnNo, 'newborn')
  const first = cases.filter((row) => row.outcome?.duplicate_of === undefined && row.status !== 'rejected')
  if (first.length !== 1) throw new Error(`${first.length} cases`)
  return first[0]!
}

/** Notices of a template, so far. */
export const notices = (stack: Stack, template?: string) =>
  stack.sent('notice', 'notice.requested').filter(({ data }) => template === undefined || data.template === template)

/** Items of a child's case as it is shown on a day. */
export async function itemsOn(stack: Stack, today: string) {
  const world = new World(stack.ports)
  const [file, row] = [await stack.file(childOf()), await theCase(stack)]
  return world.loading(() => packageItems(file, row, { look: world.look, today: day(today) }))
}

/** Whatever wakes a child's file without reporting anything of it. */
export async function wake(stack: Stack, psnNo = childOf()): Promise<void> {
  await handle(stack.ports, stack.rules, pidOf(testKeys, psnNo), {})
  await stack.run()
}

/** The cover that paying for a year gives in an area, by the rows of the release. */
export function coverIn(
  admdvs: string,
  year: number,
  born: string,
  paidOn: string,
): { from: Day; to: Day } | undefined {
  const [area, birth] = [parseAdmdvs(admdvs)!, day(born)]
  const look = { policy: (parameter, place, on) => policyAt([], parameter, place, on) } as Pick<Look, 'policy'> as Look
  const enrolled = { notice: 'n', birth, area, on: birth }
  const found = coverFor({ look, state: { ...opening('first', 'n'), enrolled } }, year, day(paidOn))
  return found.found ? found.cover : undefined
}
