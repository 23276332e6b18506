/** What a citizen starts by a form: the form is the bundle's own, filled in with all that is known. */
import { manifests } from '../../bundles/index.ts'
import { need } from '../frame/client.ts'
import { type Field, fieldsOf, sentOf, writtenOf } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import { type Again, again } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { type Citizen, whoseIn } from './whose.ts'
import { mayStayEmpty, titleOf } from './words.ts'

const startable = manifests.flatMap(({ chain, form, service }) =>
  form?.start ? [{ bundle: chain.bundle, schema: form.schema, guide: service.guide }] : [],
)

/** Whose a field is, and where one finds a number that nobody knows by heart. */
const told: Readonly<Record<string, Partial<Field>>> = {
  community: { hint: '十二位编号，问村（社区）就知道，也可以打 12393' },
  birth_cert_no: { hint: '一个字母加九位数字，在出生医学证明上' },
  psn_name: { label: '孩子姓名' },
  gend: { label: '孩子性别' },
  fixmedins_code: { label: '出生医院的编号', hint: '字母 H 开头，问接生的医院就知道' },
  insu_admdvs: { hint: '六位编号，不填就跟妈妈一样' },
}

const toldPlainly = (field: Field): Field => mayStayEmpty({ ...field, ...told[field.name] })

/** The pages of the forms: `/my/new/<bundle>`. */
export function servedStart(pages: Pages<'citizen'>): void {
  for (const one of startable) {
    const path = `/my/new/${one.bundle}`
    pages.get(path, (visit) => drawForm(visit, one))
    pages.post(path, async (visit, form) => {
      const whose = await whoseIn(visit)
      const body = { bundle: one.bundle, form: sentOf(fieldsOf(one.schema), form.written) }
      const started = await whose.api.call('POST /v1/cases', { body: body as never, key: form.key })
      if (started.ok) return visit.go(whose.at(`/my/cases/${started.body.case_id}`), 'started')
      return drawForm(visit, one, again(form, started, 'form.'))
    })
  }
}

async function drawForm(
  visit: Citizen,
  { bundle, schema, guide }: (typeof startable)[number],
  refused?: Again,
): Promise<Drawn> {
  const whose = await whoseIn(visit)
  const [, lead = guide, more = ''] = /^(.*?。.*?。)(.*)$/s.exec(guide) ?? []
  const { prefilled } = need(await whose.api.call('GET /v1/forms/{bundle}', { path: { bundle } as never }))
  return {
    title: titleOf(bundle),
    ...(refused ? { fault: refused.detail, status: refused.status } : {}),
    body: (
      <>
        <p>{lead}</p>
        <Form action={whose.at(`/my/new/${bundle}`)} again={refused} label={titleOf(bundle)}>
          <Fields fields={fieldsOf(schema).map(toldPlainly)} written={writtenOf(prefilled as never)} again={refused} />
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
