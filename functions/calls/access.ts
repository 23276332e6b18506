/** Who may call: the roles of tokens, and the caller that one names. */
import type { Admdvs } from '../../shared/codes/index.ts'

/** Roles a token can have. */
export const roles = ['citizen', 'clerk', 'employer', 'institution', 'operator'] as const
/** A role. */
export type Role = (typeof roles)[number]

/** The caller. `id` names them in the audit trail and under idempotency keys. */
export type Subject = { id: string } & (
  | { role: 'citizen'; psn_no: string }
  | { role: 'clerk'; area: Admdvs }
  | { role: 'employer'; emp_no: string }
  | { role: 'institution'; fixmedins_code: string }
  | { role: 'operator' }
)

/** The subject of a role. */
export type SubjectOf<R extends Role> = Extract<Subject, { role: R }>
