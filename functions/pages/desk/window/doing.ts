/** What is done at the counter, in the person’s name: an action of a case of theirs, or a matter begun. */
import type { Result } from '../../../../shared/client/index.ts'
import { withdraw } from '../../../../shared/tasks/action.ts'
import { manifestOf } from '../../../bundles/all.ts'
import { need } from '../../frame/client.ts'
import { fieldsOf, sentOf } from '../../frame/fields.ts'
import { again, type Posted } from '../../frame/posted.ts'
import type { Drawn } from '../../frame/shell.tsx'
import type { DeskVisit } from '../tasks.ts'
import { drawSession, errandOf, startOf } from './session.tsx'

/** Does it, and shows the errand again. By an agent some acts wait for a clerk: 202 says so. */
export async function done(visit: DeskVisit, form: Posted): Promise<Drawn | Response> {
  const { errand, theirs } = await errandOf(visit)
  const name = form.written.form ?? ''
  const started = name === 'start'
  const result = started ? await begin(theirs, errand.matter, form) : await act(theirs, name, form)
  if (!result.ok) return drawSession(visit, { form: name, again: again(form, result, started ? 'form.' : '') })
  return visit.go(`/desk/window/${errand.errand_id}`, result.status === 202 ? 'to-check' : 'done')
}

type Theirs = DeskVisit['api']

async function act(theirs: Theirs, name: string, { written, key }: Posted): Promise<Result<unknown>> {
  const [case_id = '', action = ''] = name.split(' ')
  const path = { case_id }
  const { bundle } = need(await theirs.call('GET /v1/cases/{case_id}', { path }))
  const kind = [...(manifestOf(bundle)?.actions ?? []), withdraw].find((one) => one.action === action)
  const body = { action, ...(kind ? sentOf(fieldsOf(kind.body), written) : {}) } as never
  return theirs.call('POST /v1/cases/{case_id}/actions', { path, body, key })
}

async function begin(theirs: Theirs, matter: string, { written, key }: Posted): Promise<Result<unknown>> {
  const schema = manifestOf(matter)?.form?.schema
  const form = schema ? sentOf(fieldsOf(schema), written) : {}
  const call = startOf(matter) ?? 'POST /v1/cases'
  const body = call === 'POST /v1/cases' ? { bundle: matter, form } : form
  return theirs.call(call as 'POST /v1/cases', { body: body as never, key })
}
