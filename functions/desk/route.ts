/**
 * The desk's call as the table of routes has it: for the OpenAPI document, and for the one app of a single machine. The
 * function of its own answers the same by `deskApp`, without the schema library.
 */
import * as z from 'zod'
import { visit, visitAdmitted } from '../../events/subjects/visit.ts'
import { codeOf } from '../../shared/codes/coded.ts'
import { askedByNames, decisionNames, ratesNames } from '../bundles/filing/rules/decision.ts'
import { basisNames } from '../bundles/filing/rules/twelve.ts'
import { called } from '../calls/called.ts'
import { isProblem } from '../calls/problem.ts'
import { bundleOffProblem, personUnknown } from '../calls/problem-codes.ts'
import { type Route, route } from '../calls/route.ts'
import { answerAtDesk, isPassing } from './answer.ts'
import { deskCall } from './call.ts'
import { policiesOf } from './policies.ts'

const grounds = z.object({ source: z.string(), admdvs: z.string(), from: z.iso.date().optional() })

/** The decision as it is answered (filing/RULES.md 2.1). */
export const decisionSchema = called(
  'FilingDecision',
  z.object({
    mdtrt_id: z.string(),
    decision: codeOf(decisionNames),
    basis: codeOf(basisNames),
    filing_id: z.string().optional(),
    rates: codeOf(ratesNames),
    pay_ratio: z.string().optional(),
    cancelled: z.literal(true).optional(),
    valid_from: z.iso.date().optional(),
    valid_to: z.iso.date().optional(),
    message: z.string(),
    insuplc_admdvs: z.string().optional(),
    why: z.object({ rule: z.string(), grounds: grounds.optional(), ratio: grounds.omit({ source: true }).optional() }),
    decided_at: z.iso.datetime({ offset: true }),
    asked_by: codeOf(askedByNames),
  }),
)

/** The call, its schemas and its answer. */
export const deskRoute: Route = route(deskCall, {
  access: { institution: 'visits' },
  served: 'desk',
  tag: '异地就医',
  summary: '医疗机构询问：这次就诊能否直接结算、按哪个备案、按什么待遇',
  body: called('Visit', visit),
  answer: decisionSchema,
  problems: {
    ...personUnknown,
    ...bundleOffProblem,
    'visit-known': {
      status: 409,
      name: '这次就诊已经判定过',
      when: '这次就诊已经按另外的信息判定过，decision 是先前的判定',
      remedy: '按 decision 结算；就诊信息确实变了的，由医院重报就诊',
      en: {
        when: 'The visit was decided with other facts before; decision is that decision',
        remedy: 'Settle by decision; if the facts did change, the institution reports the visit anew',
      },
    },
  },
  example: visitAdmitted.example,
  async handler({ ports: { table, keys, clock, bundlesLive }, subject, body }) {
    const ports = { table, keys, clock, policies: policiesOf(table, clock), bundlesLive }
    const decision = await answerAtDesk(ports, subject, body)
    return isProblem(decision) ? decision : { body: decision, passing: isPassing(decision) }
  },
})
