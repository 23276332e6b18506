/** What a citizen starts by a form: the form is the bundle's own, filled in with all that is known. */
import type { Answer } from '../../../shared/client/index.ts'
import { manifests } from '../../bundles/index.ts'
import type { CaseForm } from '../../manifest.ts'
import { may, need } from '../frame/client.ts'
import { type Field, fieldsAsked, fieldsOf, sentOf, writtenOf } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import { type Again, again } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { type Citizen, whoseIn } from './whose.ts'
import { mayStayEmpty, titleOf } from './words.ts'

/** What a citizen may start. */
export const startable = manifests.flatMap(({ chain, form, service }) =>
  form?.start ? [{ bundle: chain.bundle, form: form as CaseForm<unknown>, guide: service.guide }] : [],
)

/** The pages of the forms: `/my/new/<bundle>`. */
export function servedStart(pages: Pages<'citizen'>): void {
  for (const one of startable) {
    const path = `/my/new/${one.bundle}`
    pages.get(path, (visit) => drawForm(visit, one))
    pages.post(path, async (visit, form) => {
      const whose = await whoseIn(visit)
      const body = { bundle: one.bundle, form: sentOf(fieldsOf(one.form.schema), form.written) }
      const started = await whose.api.call('POST /v1/cases', { body: body as never, key: form.key })
      if (started.ok) return visit.go(whose.at(`/my/cases/${started.body.case_id}`), 'started')
      return drawForm(visit, one, again(form, started, 'form.'))
    })
  }
}

async function drawForm(
  visit: Citizen,
  { bundle, form, guide }: (typeof startable)[number],
  refused?: Again,
): Promise<Drawn> {
  const whose = await whoseIn(visit)
  const [, lead = guide, more = ''] = /^(.*?。.*?。)(.*)$/s.exec(guide) ?? []
  const [{ prefilled, choices }, me] = await Promise.all([
    whose.api.call('GET /v1/forms/{bundle}', { path: { bundle } as never }).then(need),
    whose.api.call('GET /v1/me').then(may),
  ])
  const fields = fieldsAsked(form, choices).flatMap((field) => askedOf(field, me))
  return {
    title: titleOf(bundle),
    ...(refused ? { fault: refused.detail, status: refused.status } : {}),
    body: (
      <>
        <p>{lead}</p>
        <Form action={whose.at(`/my/new/${bundle}`)} again={refused} label={titleOf(bundle)}>
          <Fields
            fields={fields}
            written={{ psn_no: me?.psn_no ?? '', ...writtenOf(prefilled as never) }}
            again={refused}
          />
          <button type="submit" class="main">
            提交
          </button>
        </Form>
        {more === '' ? null : (
          <section aria-label="还要知道的">
            <h2>还要知道的</h2>
            {more.split(/(?<=。)(?=[^。：]{2,12}：)/).map((part) => (
              <p>{part}</p>
            ))}
          </section>
        )}
      </>
    ),
  }
}

/** Whom it is for, by name; of who acts for nobody it is not asked. */
function askedOf(field: Field, me: Answer<'GET /v1/me'> | undefined): Field[] {
  if (field.name !== 'psn_no' || !me) return [mayStayEmpty(field)]
  const family = me.dependants.map(({ psn_no, psn_name }) => [psn_no, psn_name] as const)
  const options = [[me.psn_no, `${me.psn_name}（本人）`] as const, ...family]
  return family.length === 0 ? [] : [{ name: field.name, label: '给谁办', required: true, kind: 'choice', options }]
}
