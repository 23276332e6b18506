/** An app as a Lambda function behind a gateway. */
import type { Env, Hono } from 'hono'
import { handle, type LambdaEvent } from 'hono/aws-lambda'

/** The method of an event of an HTTP API, or of a REST API. */
const methodOf = (event: LambdaEvent): string => {
  const { http } = event.requestContext as { http?: { method: string } }
  return http?.method ?? ('httpMethod' in event ? event.httpMethod : '')
}

/**
 * The handler, for events of either kind of API. Some programs send a body with a GET: it is left unread, as by every
 * server; the adapter would refuse the call in words of its own.
 */
export function lambdaHandler<E extends Env>(app: Hono<E>): ReturnType<typeof handle> {
  const answer = handle(app)
  return (event, context) => {
    const isBodyless = /^(GET|HEAD)$/i.test(methodOf(event))
    return answer(isBodyless ? { ...event, body: null } : event, context)
  }
}
