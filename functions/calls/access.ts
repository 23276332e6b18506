/**
 * Who may call, and whose data each of them sees: every route says it of itself (`access`), and nowhere else does it
 * stand. All of it as one table is in the documents, and in a golden file that shows whoever changes it.
 */
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Acting } from '../../shared/registers/applying.ts'

/** Roles a token can have. */
export const roles = [
  'citizen',
  'clerk',
  'supervisor',
  'agent',
  'expert',
  'employer',
  'institution',
  'operator',
  'partner',
] as const
/** A role. */
export type Role = (typeof roles)[number]

/** Names of roles, for people. */
export const roleNames: Readonly<Record<Role, string>> = {
  citizen: '参保人',
  clerk: '经办人员',
  supervisor: '经办负责人',
  agent: '帮办员',
  expert: '评审专家',
  employer: '用人单位',
  institution: '定点医药机构',
  operator: '运行人员',
  partner: '合作方系统',
}

/**
 * The caller. `id` names them under idempotency keys, and in the audit trail where they have no `staff_no`. The `area` of a
 * clerk of a whole province is the province's, who sees what its areas see and decides nothing. A citizen's call that
 * somebody makes on their behalf says who does (`acting`).
 */
export type Subject = { id: string } & (
  | { role: 'citizen'; psn_no: string; acting?: Acting }
  | { role: 'clerk'; area: Admdvs; staff_no?: string }
  | { role: 'supervisor'; area: Admdvs; staff_no?: string }
  | { role: 'agent'; agent_no: string; point_no: string }
  | { role: 'expert'; expert_no: string }
  | { role: 'employer'; emp_no: string }
  | { role: 'institution'; fixmedins_code: string }
  | { role: 'operator'; staff_no?: string }
  | { role: 'partner'; source: string }
)

/** The subject of a role. */
export type SubjectOf<R extends Role> = Extract<Subject, { role: R }>

/** Whose data a caller sees by a call. */
export const scopes = {
  everyone: '对所有人一样的内容',
  own: '只有本人的',
  household: '本人和所监护家人的',
  area: '涉及本统筹区的',
  point: '本网点的',
  drawn: '抽中由本人评审的，不显示是谁',
  staff: '本单位职工的',
  visits: '本机构就诊的',
  asked: '凭对方出示的编号询问，只答能否结算；留痕',
  shown: '凭对方出示的医保码；留痕',
  source: '本来源的事件',
  all: '全部；留痕',
} as const
/** A scope. */
export type Scope = keyof typeof scopes

/** What each role may see: nobody sees by a scope that is not theirs. */
interface ScopesOf {
  citizen: 'everyone' | 'own' | 'household'
  clerk: 'everyone' | 'area' | 'shown'
  supervisor: 'everyone' | 'area'
  agent: 'everyone' | 'point'
  expert: 'everyone' | 'drawn'
  employer: 'everyone' | 'staff'
  institution: 'everyone' | 'visits' | 'asked' | 'shown'
  operator: 'everyone' | 'all'
  partner: 'everyone' | 'source'
}

/** The roles that may call, each with what it sees. */
export type Sees = { readonly [R in Role]?: ScopesOf[R] }

/** Who may call; `none`: no token is needed. */
export type Access = 'none' | Sees

/** The roles that may call. */
export type RoleIn<A extends Access> = A extends 'none' ? never : keyof A & Role

/**
 * The caller as a call takes them: a supervisor may all that a clerk of the area may, and is a clerk to each call that says
 * nothing of supervisors. Undefined if they may not call.
 */
export function admitted(subject: Subject, access: Sees): Subject | undefined {
  if (subject.role in access) return subject
  return subject.role === 'supervisor' && 'clerk' in access ? { ...subject, role: 'clerk' } : undefined
}

/** What is the same for everyone who has a token. */
export const anyRole = {
  citizen: 'everyone',
  clerk: 'everyone',
  agent: 'everyone',
  expert: 'everyone',
  employer: 'everyone',
  institution: 'everyone',
  operator: 'everyone',
  partner: 'everyone',
} as const satisfies Sees

/** The roles that may call with what each sees, one by one; none where no token is needed. */
export const seen = (access: Access): [Role, Scope][] =>
  access === 'none' ? [] : (Object.entries(access) as [Role, Scope][])
