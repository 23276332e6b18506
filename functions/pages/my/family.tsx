/** 「家人帮办」: who may do what for whom. Either side asks, the other accepts, and either ends it. */
import type { Mandate } from '../../../shared/client/index.ts'
import { helperRelationNames, mandateScopeNames } from '../../../shared/registers/rows/mandates.ts'
import { dayInWords } from '../../acts/words.ts'
import { need } from '../frame/client.ts'
import type { Field } from '../frame/fields.ts'
import { Dialog, Fields, Form } from '../frame/form.tsx'
import { type Again, again, type Posted } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { fewest, isElder } from './elder.tsx'
import type { Citizen } from './whose.ts'

/** The page `/my/family` and what it asks for. */
export function servedFamily(pages: Pages<'citizen'>): void {
  pages.get('/my/family', (visit) => drawFamily(visit))

  pages.post('/my/family', async (visit, form) => {
    const { as, certno, psn_name, relation, to } = form.written
    const body = { as, certno, psn_name, relation, scopes: form.all('scopes'), ...(to ? { to } : {}) }
    const asked = await visit.api.call('POST /v1/mandates', { body: body as never, key: form.key })
    return asked.ok ? visit.go('/my/family', 'asked') : drawFamily(visit, form, again(form, asked))
  })

  pages.post('/my/family/:mandate_id/acceptance', async (visit, form) => {
    const path = { mandate_id: visit.param('mandate_id') }
    const accepted = await visit.api.call('POST /v1/mandates/{mandate_id}/acceptance', { path, key: form.key })
    return accepted.ok ? visit.go('/my/family', 'accepted') : drawFamily(visit, undefined, again(form, accepted))
  })

  pages.post('/my/family/:mandate_id/end', async (visit, form) => {
    const ended = await visit.api.call('DELETE /v1/mandates/{mandate_id}', {
      path: { mandate_id: visit.param('mandate_id') },
    })
    return ended.ok ? visit.go('/my/family', 'ended') : drawFamily(visit, undefined, again(form, ended))
  })
}

const choice = (name: string, label: string, names: Readonly<Record<string, string>>): Field => ({
  name,
  label,
  required: true,
  kind: 'choice',
  options: Object.entries(names),
})

const sides = { principal: '请家人帮我办', helper: '我帮家人办' }

const fields: readonly Field[] = [
  choice('as', '谁帮谁办', sides),
  { name: 'psn_name', label: '对方姓名', required: true, kind: 'text' },
  { name: 'certno', label: '对方身份证号', required: true, kind: 'text' },
  { ...choice('relation', '帮忙的人是谁', helperRelationNames), hint: '孩子帮父母办，就选“子女”' },
]

async function drawFamily(visit: Citizen, form?: Posted, refused?: Again): Promise<Drawn> {
  const { mandates } = need(await visit.api.call('GET /v1/mandates'))
  const elder = isElder(visit)
  const current = mandates.filter(({ status }) => status === 'offered' || status === 'active')
  const past = mandates.filter((one) => !current.includes(one))
  // In the large style a page asks for little: two choices a mandate.
  const shown = elder ? current.slice(0, fewest / 2) : current
  return {
    title: '家人帮办',
    ...(refused ? { fault: refused.detail, status: refused.status } : {}),
    body: (
      <>
        {mandates.length === 0 ? <p>还没有授权。可以请家人帮您办，也可以提出帮家人办，对方同意就行。</p> : null}
        {shown.map((one) => (
          <OneMandate mandate={one} />
        ))}
        {elder && mandates.length === 0 ? <p>要请家人帮您办，可以打 12393，或者换回普通版来提。</p> : null}
        {elder ? null : <Ask form={form} refused={form ? refused : undefined} />}
        {past.length === 0 || elder ? null : (
          <section aria-label="以前的">
            <h2>以前的</h2>
            <ul>
              {past.map((one) => (
                <li>
                  {inWords(one)}：{one.status === 'lapsed' ? '过期没有成立' : '已结束'}
                </li>
              ))}
            </ul>
          </section>
        )}
      </>
    ),
  }
}

const inWords = ({ as, other: { psn_name } }: Mandate) =>
  as === 'principal' ? `${psn_name}帮我办` : `我帮${psn_name}办`

function OneMandate({ mandate }: { mandate: Mandate }) {
  const { mandate_id, as, scopes, to, status } = mandate
  const isAsked = status === 'offered' && mandate.asker !== as
  const title = inWords(mandate)
  const dialog = `end-${mandate_id}`
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <p>
        可以：{scopes.map((scope) => mandateScopeNames[scope]).join('、')}。
        {status === 'active'
          ? `有效到${dayInWords(to as never)}。`
          : isAsked
            ? '对方提出的，您同意才生效。'
            : '您提出的，等对方同意。'}
      </p>
      <div class="row">
        {isAsked ? (
          <Form action={`/my/family/${mandate_id}/acceptance`}>
            <button type="submit" class="main" aria-label={`同意：${title}`}>
              同意
            </button>
          </Form>
        ) : null}
        {status === 'active' && as === 'helper' ? (
          <a class="button" href={`/my?for=${mandate_id}`}>
            去帮忙办
          </a>
        ) : null}
        <button type="button" data-opens={dialog} aria-label={`结束：${title}`}>
          结束
        </button>
      </div>
      <Dialog id={dialog} title="确定结束吗？马上生效。">
        <Form action={`/my/family/${mandate_id}/end`}>
          <div class="row">
            <button type="submit" class="main">
              确定结束
            </button>
            <button type="button" data-closes>
              先不了
            </button>
          </div>
        </Form>
      </Dialog>
    </section>
  )
}

function Ask({ form, refused }: { form: Posted | undefined; refused: Again | undefined }) {
  const fault = refused?.faults.find(({ field }) => field === 'scopes' || field.startsWith('scopes.'))?.message
  return (
    <section aria-label="提出授权">
      <h2>提出授权</h2>
      <Form action="/my/family" again={refused} label="提出授权">
        <Fields fields={fields} again={refused} />
        <fieldset>
          <legend>可以做什么</legend>
          {Object.entries(mandateScopeNames).map(([scope, name]) => (
            <label class="tick">
              <input type="checkbox" name="scopes" value={scope} checked={form?.all('scopes').includes(scope)} />
              {name}
            </label>
          ))}
          {fault ? <p class="fault">{fault}</p> : null}
        </fieldset>
        <Fields
          fields={[
            {
              name: 'to',
              label: '到哪天为止（可以不写）',
              hint: '写作 2027-03-01',
              required: false,
              kind: 'text',
            },
          ]}
          again={refused}
        />
        <button type="submit" class="main">
          提出
        </button>
      </Form>
    </section>
  )
}
