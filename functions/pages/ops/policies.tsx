/** 「参数」: dated values with their sources; each is set by a form that its declaration makes. */
import * as z from 'zod'
import type { Policies, Policy } from '../../../shared/client/index.ts'
import { areaName } from '../../../shared/codes/index.ts'
import { standings } from '../../../shared/codes/standing.ts'
import type { AnyParameter } from '../../../shared/policy/index.ts'
import { schemas } from '../../../shared/schemas.ts'
import { parameterNames, parameters } from '../../bundles/all.ts'
import { need } from '../frame/client.ts'
import { type Field, fieldsOf, sentOf, type Written } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import type { Posted } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import { Wide } from '../frame/wide.tsx'
import { type After, type Operator, servedChange } from './change.tsx'

/** The pages `/ops/policies` and `/ops/policies/<name>`. */
export function servedPolicies(pages: Pages<'operator'>): void {
  pages.get('/ops/policies', async () => ({
    title: '参数',
    body: (
      <ul class="columns">
        {[...parameters.values()].map(({ name, title }) => (
          <li>
            <a class="choice" href={`/ops/policies/${name}`}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    ),
  }))

  pages.get('/ops/policies/:name', (visit) => drawPolicy(visit, visit.param('name'), {}))

  servedChange(pages, {
    path: '/ops/policies/:name',
    draw: (visit, after) => drawPolicy(visit, visit.param('name'), after),
    shows: (visit, form) => policyShown(visit, visit.param('name'), form),
    make: (visit, form) => setPolicy(visit, visit.param('name'), form),
    said: 'set',
    leads: (visit) => `/ops/policies/${visit.param('name')}`,
  })
}

const where: readonly Field[] = [
  {
    name: 'admdvs',
    label: '地方',
    hint: '统筹区、省（如 130000）或全国（000000）的代码',
    required: true,
    kind: 'text',
  },
  { name: 'from', label: '从哪天起', hint: '写作 2026-03-01；从来就是的不写', required: false, kind: 'text' },
]
const source: Field = { name: 'source', label: '依据', hint: '文号或者网址', required: true, kind: 'text' }

/** What a value is written by: fields of its own, or, where it is a list of things, one field of JSON. */
function valueFields(parameter: AnyParameter): { fields: readonly Field[]; json: boolean } {
  const [field] = fieldsOf(z.object({ value: parameter.value(schemas) }))
  const isFlat =
    field && (field.kind === 'group' ? field.parts?.every(({ kind }) => kind !== 'group' && kind !== 'lines') : true)
  const isJson = !isFlat || field.kind === 'lines' || (field.kind === 'group' && field.parts?.length === 0)
  if (isJson)
    return {
      json: true,
      fields: [{ name: 'value', label: '取值（JSON）', hint: parameter.expects, required: true, kind: 'long' }],
    }
  return { json: false, fields: [{ ...field, label: '取值', hint: field.hint ?? parameter.expects }] }
}

/** The value as the form says it; what is no JSON goes as text, and the API says what is wrong with it. */
function valueIn(parameter: AnyParameter, written: Written): unknown {
  const { fields, json } = valueFields(parameter)
  if (!json) return sentOf(fields, written).value
  try {
    return JSON.parse(written.value ?? '')
  } catch {
    return written.value
  }
}

/** What is set by a form on any page. */
export async function setPolicy(visit: Operator, name: string, { written, key: _key }: Posted) {
  const parameter = parameters.get(name)
  const { admdvs = '', from, source = '' } = written
  const value = parameter ? valueIn(parameter, written) : undefined
  const body = { admdvs, ...(from ? { from } : {}), value, source }
  return visit.api.call('PUT /v1/policies/{name}', { path: { name }, body: body as never })
}

/** What holds there until now, and what will. */
export async function policyShown(visit: Operator, name: string, { written }: Posted) {
  const parameter = parameters.get(name)
  const { admdvs = '', from } = written
  const { policies } = need(await visit.api.call('GET /v1/policies', { query: { name } }))
  const same = policies.find((row) => row.admdvs === admdvs && (row.from ?? '') === (from ?? ''))
  const value = parameter ? valueText(valueIn(parameter, written)) : ''
  return {
    title: `改“${parameterNames[name] ?? name}”吗？`,
    before: same ? `${placeOf(same)}：${valueText(same.value)}` : '这个地方这一天还没有设过',
    after: `${areaName(admdvs as never)}${from ? `，${from}起` : ''}：${value}`,
  }
}

async function drawPolicy(visit: Operator, name: string, after: After) {
  const { policies } = need(await visit.api.call('GET /v1/policies', { query: { name } }))
  return {
    title: parameterNames[name] ?? '没有找到',
    ...(parameters.has(name) ? {} : { status: 404 }),
    body: (
      <>
        <Nearest policies={policies} />
        <PolicyForm name={name} action={`/ops/policies/${name}`} after={after} />
      </>
    ),
  }
}

/** The form that sets a parameter; `known` is what is known of where and from when. */
export function PolicyForm(props: { name: string; action: string; after: After; known?: Written }) {
  const { name, action, after, known = {} } = props
  const parameter = parameters.get(name)
  if (!parameter) return null
  const { fields } = valueFields(parameter)
  return (
    <section aria-label="设置取值">
      <h2>设置取值</h2>
      <Form action={action} again={after.again} label="设置取值">
        <Fields fields={[...where, ...fields, source]} written={known} again={after.again} />
        <button type="submit" class="main">
          设置
        </button>
      </Form>
      {after.question}
    </section>
  )
}

/** Values that there are, as they are found beside a form. */
export function Nearest({ policies }: Pick<Policies, 'policies'>) {
  if (policies.length === 0) return <p>还没有任何地方设过。</p>
  return (
    <Wide label="已有的取值">
      <table>
        <caption>已有的取值</caption>
        <thead>
          <tr>
            {['地方', '从哪天起', '取值', '依据', '可信程度'].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {policies.map((row) => (
            <tr>
              <td>{areaName(row.admdvs as never)}</td>
              <td>{row.from ?? '一直'}</td>
              <td>{valueText(row.value)}</td>
              <td>{row.source}</td>
              <td>{standings[row.standing]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}

const placeOf = ({ admdvs, from }: Policy) => `${areaName(admdvs as never)}${from ? `，${from}起` : ''}`

/** A value as text: one that has parts as JSON. */
const valueText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'boolean' ? (value ? '是' : '否') : JSON.stringify(value)
