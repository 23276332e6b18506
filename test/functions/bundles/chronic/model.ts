/** What the rules say must come of a recognition, without the code of the bundle. */

/** A right as it stands. */
export interface Right {
  kind: string
  insu_admdvs: string
  from: string
  to?: string
  case_id: string
}

const lastOf = ({ to }: Right) => to ?? '9999-12-31'

/** What is wrong with somebody's rights (chronic/RULES.md 4.5): none is in force twice in an area, none ends before it begins. */
export function rightsAmiss(rights: readonly Right[]): string[] {
  const of = (one: Right) => `${one.kind} in ${one.insu_admdvs}`
  const ours = rights.filter(({ kind }) => kind.startsWith('chronic-') || kind === 'two-diseases')
  return ours.flatMap((one, index) => [
    ...(one.from > lastOf(one) ? [`${of(one)} ends before it begins`] : []),
    ...(ours.slice(index + 1).some((two) => of(two) === of(one) && two.from <= lastOf(one) && one.from <= lastOf(two))
      ? [`${of(one)} is in force twice`]
      : []),
  ])
}

/** A case as it stands. */
export interface Stands {
  case_id: string
  area: string
  code: string
  isOpen: boolean
  /** Two-disease benefits rest on its refusal of that day. */
  two?: string
}

/** What is wrong with cases beside rights on a day (3.4, 4.1): open beside what another granted, or still helped out. */
export function besidesAmiss(cases: readonly Stands[], rights: readonly Right[], today: string): string[] {
  const lasting = ({ area, code }: Stands, day: string) =>
    rights.filter((one) => one.kind === `chronic-${code}` && one.insu_admdvs === area && lastOf(one) >= day)
  const open = cases.filter((one) => one.isOpen && lasting(one, today).some(({ case_id }) => case_id !== one.case_id))
  const idle = rights.filter(
    ({ kind, to, insu_admdvs }) =>
      kind === 'two-diseases' &&
      to === undefined &&
      !cases.some((one) => one.area === insu_admdvs && one.two !== undefined && lasting(one, one.two).length === 0),
  )
  return [
    ...open.map(({ case_id }) => `${case_id} is open, and another case has granted it`),
    ...idle.map(({ from }) => `two-diseases from ${from} rests on no refusal`),
  ]
}

/** What is wrong with an end for want of an answer (2.2): through the 90th day there is time. */
export const silenceAmiss = (asked: string, ended: string): string[] =>
  daysFrom(asked, ended) > 90 ? [] : [`asked on ${asked}, given up on ${ended}`]

const daysFrom = (one: string, other: string) => (Date.parse(other) - Date.parse(one)) / 86_400_000

/** What a case came to. */
export interface Outcome {
  result: string
  opsp_dise_code: string
  insu_admdvs: string
  insutype: string
  basis?: string
  from?: string
  to?: string
  reason?: string
  two_diseases_from?: string
}

/** What is wrong with the end of a case (4.4): only what was granted has days, a refusal has its reason. */
export function endedAmiss(status: string, { result, basis, from, to, reason, two_diseases_from }: Outcome): string[] {
  const wrong: string[] = []
  if ((status === 'withdrawn') !== (result === 'withdrawn')) wrong.push(`${status} with the result ${result}`)
  if ((result === 'granted') !== (basis !== undefined)) wrong.push(`${result} by ${basis}`)
  if (result !== 'granted' && (from ?? to) !== undefined) wrong.push(`${result} from ${from}`)
  if (result === 'refused' && reason === undefined) wrong.push('refused without a reason')
  if (result === 'declined' && two_diseases_from) wrong.push('declined with two-disease benefits')
  return wrong
}

/** A task of a review. */
export interface Reviewed {
  expert_no?: string
  status: string
}

/** What is wrong with who reviewed (3.1): nobody twice in a case, one at a time, none when it is over. */
export function reviewsAmiss(tasks: readonly Reviewed[], isOver: boolean): string[] {
  const drawn = tasks.flatMap(({ expert_no }) => expert_no ?? [])
  const open = tasks.filter(({ status }) => status === 'open').length
  return [
    ...drawn.filter((one, index) => drawn.indexOf(one) !== index).map((one) => `${one} was drawn twice`),
    ...(open > (isOver ? 0 : 1) ? [`${open} reviews are open`] : []),
  ]
}

/** What those who settle heard last of a case, and the right that it has: they say the same. */
export const recordedAmiss = (
  told: { begndate: string; enddate?: string } | undefined,
  right: Right | undefined,
): string[] => {
  const isNone = told === undefined || (told.enddate !== undefined && told.enddate < told.begndate)
  if (!right) return isNone ? [] : ['recorded, and there is no right']
  const isSame = told?.begndate === right.from && told.enddate === right.to
  return isSame ? [] : [`the right is from ${right.from} to ${right.to}, recorded ${JSON.stringify(told)}`]
}
