/** Names of the schemas in the OpenAPI document, and with them of the types of the client. */
import type * as z from 'zod'
import { nameOf, type Route } from '../../calls/route.ts'
import { decisionSchema } from '../../desk/route.ts'
import * as core from '../schemas.ts'
import * as more from '../schemas-services.ts'

/** Schemas of answers, by name; those within others are referred to by theirs. */
export const answerNames: Readonly<Record<string, z.ZodType>> = {
  Health: core.healthSchema,
  Relation: core.relationSchema,
  Me: core.meSchema,
  Accounts: core.accountsSchema,
  Entitlements: core.entitlementsSchema,
  Notices: core.noticesSchema,
  Forecast: more.forecastSchema,
  CaseSummary: core.caseSummarySchema,
  CaseItem: core.caseItemSchema,
  Case: core.caseSchema,
  Cases: core.casesSchema,
  Codes: more.codesSchema,
  Service: more.serviceSchema,
  Services: more.servicesSchema,
  Form: more.formSchema,
  Filing: more.filingSchema,
  Filings: more.filingsSchema,
  FilingDecision: decisionSchema,
  Cardless: more.cardlessSchema,
  Task: core.taskSchema,
  Tasks: core.tasksSchema,
  Settings: core.settingsSchema,
  Policy: core.policySchema,
  Policies: core.policiesSchema,
  Clearing: core.clearingSchema,
  RejectedEvents: core.rejectedSchema,
  Replay: core.replaySchema,
  LedgerCheck: core.ledgerCheckSchema,
  Holds: core.holdsSchema,
}

const bodyNames: Readonly<Record<string, string>> = {
  'POST /v1/cases': 'NewCase',
  'POST /v1/cases/{case_id}/actions': 'CaseAction',
  'POST /v1/filings': 'NewFiling',
  'POST /v1/filing-decisions': 'Visit',
  'POST /v1/tasks/{task_id}/decision': 'TaskDecision',
  'PUT /v1/regions/{admdvs}/settings': 'NewSettings',
  'PUT /v1/policies/{name}': 'NewPolicy',
  'POST /v1/clearings': 'NewClearing',
  'PUT /v1/holds/{what}': 'NewHold',
}

/** The name of a route's body. Throws for a body without one: the document would not be complete. */
export function bodyName(route: Route): string {
  const name = bodyNames[nameOf(route)]
  if (name === undefined) throw new Error(`openapi: the body of ${nameOf(route)} has no name in schema-names.ts`)
  return name
}

/** The name of a route's answer; undefined for documents, whose shape is somebody else's standard. */
export function answerName(route: Route): string | undefined {
  return Object.entries(answerNames).find(([, schema]) => schema === route.answer)?.[0]
}
