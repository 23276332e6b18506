/**
 * Who may call what, and whose data each of them sees: one table, to be read as a whole. The OpenAPI document shows it
 * (`x-access`), and the tests make one test of each of its lines; a route that is missing here fails them.
 */
import type { Role } from '../calls/access.ts'

/** Whose data a caller sees by a call. */
export const scopes = {
  everyone: '对所有人一样的内容',
  own: '只有本人的',
  household: '本人和所监护家人的',
  area: '涉及本统筹区的',
  staff: '本单位职工的',
  visits: '本机构就诊的',
  asked: '凭对方出示的编号询问，只答能否结算；留痕',
  all: '全部；留痕',
} as const
/** A scope. */
export type Scope = keyof typeof scopes

/** Roles that may call, each with what it sees; `none`: no token is needed. */
export type Access = 'none' | Readonly<Partial<Record<Role, Scope>>>

const anyRole = {
  citizen: 'everyone',
  clerk: 'everyone',
  employer: 'everyone',
  institution: 'everyone',
  operator: 'everyone',
} as const
const operator = { operator: 'all' } as const

/** The table. */
export const access: Readonly<Record<string, Access>> = {
  'GET /v1/health': 'none',
  'GET /openapi.json': 'none',
  'GET /asyncapi.json': 'none',
  'GET /docs': 'none',
  'GET /v1/codes': 'none',
  'GET /v1/services': anyRole,
  'GET /v1/me': { citizen: 'own' },
  'GET /v1/me/accounts': { citizen: 'own' },
  'GET /v1/me/entitlements': { citizen: 'household' },
  'GET /v1/me/notices': { citizen: 'household' },
  'GET /v1/me/retirement-forecast': { citizen: 'own' },
  'GET /v1/cases': { citizen: 'household', clerk: 'area' },
  'POST /v1/cases': { citizen: 'household' },
  'GET /v1/cases/{case_id}': { citizen: 'household', clerk: 'area', employer: 'staff' },
  'POST /v1/cases/{case_id}/actions': { citizen: 'household' },
  'GET /v1/forms/{bundle}': { citizen: 'own' },
  'GET /v1/filings': { citizen: 'household' },
  'POST /v1/filings': { citizen: 'household' },
  'DELETE /v1/filings/{filing_id}': { citizen: 'household' },
  'POST /v1/filing-decisions': { institution: 'visits' },
  'GET /v1/cardless/{birth_cert_no}': { institution: 'asked' },
  'GET /v1/tasks': { clerk: 'area', employer: 'staff', operator: 'all' },
  'POST /v1/tasks/{task_id}/decision': { clerk: 'area', employer: 'staff', operator: 'all' },
  'GET /v1/regions/{admdvs}/settings': operator,
  'PUT /v1/regions/{admdvs}/settings': operator,
  'GET /v1/policies': operator,
  'PUT /v1/policies/{name}': operator,
  'POST /v1/clearings': operator,
  'GET /v1/clearings/{clearing_id}': operator,
  'GET /v1/rejected-events': operator,
  'POST /v1/rejected-events/{id}/replay': operator,
  'GET /v1/ledger/check': operator,
  'GET /v1/holds': operator,
  'PUT /v1/holds/{what}': operator,
  'DELETE /v1/holds/{what}': operator,
}
