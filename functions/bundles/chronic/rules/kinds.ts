/** What cases grant, and what each is called. */
import { Insutype } from '../../../../shared/codes/index.ts'
import type { EntitlementKind } from '../../../../shared/tasks/notice.ts'
import { rightKind } from '../events.ts'
import { opspDiseases } from '../parameters.ts'

/** Whose two-disease benefits are. */
export const residents = Insutype.resident

/** What residents have for high blood pressure and diabetes. */
export const twoDiseasesRight: EntitlementKind = { kind: 'two-diseases', title: '两病门诊用药保障' }

const listed = new Map(
  opspDiseases.rows.flatMap(({ value }) => value.map((one) => [one.opsp_dise_code, one.opsp_dise_name] as const)),
)

/** All that this release names; areas list more. */
export const entitlements: readonly EntitlementKind[] = [
  ...[...listed].map(([code, name]) => ({ kind: rightKind(code), title: `门诊慢特病：${name}` })),
  twoDiseasesRight,
]
