/** The credential (医保码): made by the person, verified by anybody, checked by who needs to know (credentials/RULES.md). */
import * as z from 'zod'
import { number } from '../../../events/fields.ts'
import { dayOf } from '../../../shared/calendar/index.ts'
import { publishedCredentialKeys } from '../../../shared/identity/index.ts'
import { called } from '../../calls/called.ts'
import { time } from '../../calls/fields.ts'
import { isProblem } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { checkCredential, credentialProblems } from '../../credentials/check.ts'
import { issueCredential } from '../../credentials/issue.ts'
import { relationSchema } from '../schemas.ts'
import { relationsOn } from '../views.ts'

const tag = '医保码'

/** What citizens call, and what everybody verifies by. */
export const credentialRoutes: readonly Route[] = [
  route('POST /v1/credentials', {
    access: { citizen: 'household' },
    tag,
    summary: '出示医保码：自己的、所监护家人的，或者授权出示的家人的；一分钟一换',
    body: called('NewCredential', z.object({ psn_no: number('人员编号').optional() })),
    answer: called('Credential', z.object({ qr: z.string().meta({ description: '二维码的内容' }), expires_at: time })),
    status: 201,
    example: {},
    async handler({ ports, rules, births, subject, body }) {
      const issued = await issueCredential({ ports, rules, births }, subject.psn_no, body.psn_no)
      return isProblem(issued) ? issued : { body: issued }
    },
  }),

  route('GET /v1/credential-keys', {
    access: 'none',
    tag,
    summary: '核对医保码签名的公钥（JWKS）：签名的、将要签名的、停用不到一天的',
    answer: called(
      'CredentialKeys',
      z.object({
        keys: z.array(
          z.object({
            ...{ kty: z.string(), crv: z.string(), x: z.string(), y: z.string() },
            ...{ kid: z.string(), alg: z.string(), use: z.string() },
          }),
        ),
      }),
    ),
    cacheable: true,
    async handler({ ports: { keys, clock } }) {
      const listed = publishedCredentialKeys(keys.credentialKeys ?? [], clock.now())
      return { body: { keys: listed.map(({ jwk, kid }) => ({ ...jwk, kid, alg: 'ES256', use: 'sig' })) } }
    },
  }),
]

/** What institutions and clerks call. */
export const credentialCheckRoute: Route = route('POST /v1/credential-checks', {
  access: { institution: 'shown', clerk: 'shown' },
  tag,
  summary: '核对对方出示的医保码：是谁、参保情况；一个码用一次；留痕',
  body: called(
    'CredentialCheck',
    z.object({ qr: z.string({ error: '缺少医保码' }).max(4000, { error: '医保码太长' }) }),
  ),
  answer: called(
    'CredentialHolder',
    z.object({ psn_no: z.string(), psn_name: z.string(), relations: z.array(relationSchema) }),
  ),
  idempotent: false,
  problems: credentialProblems,
  example: { qr: 'MIC1:eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl' },
  async handler({ ports, subject, body }) {
    const today = dayOf(ports.clock.now())
    const checked = await checkCredential(ports, subject, body.qr, (file) => ({
      psn_no: file.person?.psn_no ?? '',
      psn_name: file.person?.private.psn_name ?? '',
      relations: relationsOn(file, today),
    }))
    return isProblem(checked) ? checked : { body: checked.answer }
  },
})
