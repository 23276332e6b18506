/** 「参数」: dated values with their sources; each is set by a form that its declaration makes. */
import * as z from 'zod'
import type { Policies, Policy } from '../../../shared/client/index.ts'
import { areaName, NATION } from '../../../shared/codes/index.ts'
import { standings } from '../../../shared/codes/standing.ts'
import { houseParameters } from '../../../shared/policy/house.ts'
import type { AnyParameter } from '../../../shared/policy/index.ts'
import { schemas } from '../../../shared/schemas.ts'
import { parameterNames, parameters } from '../../bundles/all.ts'
import { manifests } from '../../bundles/index.ts'
import { need } from '../frame/client.ts'
import { type Field, fieldsOf, sentOf, type Written } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import type { Posted } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import { Table } from '../frame/wide.tsx'
import { type After, type Operator, servedChange } from './change.tsx'

/** The pages `/ops/policies` and `/ops/policies/<name>`. */
export function servedPolicies(pages: Pages<'operator'>): void {
  pages.get('/ops/policies', async () => ({
    title: '参数',
    body: groups.map(([group, declared]) => (
      <section aria-label={group}>
        <h2>{group}</h2>
        <ul class="columns">
          {declared.map(({ name, title }) => (
            <li>
              <a class="choice" href={`/ops/policies/${name}`}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </section>
    )),
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

/** Parameters by what they are of: the house's, and each bundle's. */
const groups: readonly (readonly [string, readonly AnyParameter[]])[] = [
  ['各项业务通用', houseParameters] as const,
  ...manifests.map(({ chain, parameters: own }) => [chain.title, own] as const),
].filter(([, declared]) => declared.length > 0)

const where: readonly Field[] = [
  {
    name: 'admdvs',
    label: '地方',
    hint: '统筹区、省（如 130000）或全国（000000）的代码',
    required: true,
    kind: 'text',
  },
  { name: 'from', label: '从哪天起', hint: '写作 2026-03-01；一直如此的不写', required: false, kind: 'text' },
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
  const value = parameter ? valueText(parameter, valueIn(parameter, written)) : ''
  return {
    title: `改“${parameterNames[name] ?? name}”吗？`,
    changes: [
      {
        before: same ? `${placeOf(same)}：${valueText(parameter, same.value)}` : '这个地方这一天还没有设过',
        after: `${areaName(admdvs as never)}${from ? `，${from}起` : ''}：${value}`,
      },
    ],
  }
}

async function drawPolicy(visit: Operator, name: string, after: After) {
  if (!parameters.has(name)) return { title: '没有找到', body: <p>没有这个参数。</p>, status: 404 }
  const { policies } = need(await visit.api.call('GET /v1/policies', { query: { name } }))
  return {
    title: parameterNames[name] ?? name,
    body: (
      <div class="beside">
        <PolicyForm name={name} action={`/ops/policies/${name}`} after={after} />
        <Nearest name={name} policies={policies} />
      </div>
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

/** Values that there are, as they are found beside a form; those nearest `to` come first, of a place the latest. */
export function Nearest({ name, policies, to = '' }: Pick<Policies, 'policies'> & { name: string; to?: string }) {
  const parameter = parameters.get(name)
  const rows = policies.toSorted(
    (a, b) =>
      farness(a.admdvs, to) - farness(b.admdvs, to) ||
      a.admdvs.localeCompare(b.admdvs) ||
      (b.from ?? '').localeCompare(a.from ?? ''),
  )
  return (
    <Table
      label="已有的取值"
      heads={['地方', ['从哪天起', 'whole'], ['取值', 'long'], ['依据', 'long'], ['可信程度', 'whole']]}
      rows={rows.map((row) => [
        areaName(row.admdvs as never),
        row.from ?? '一直',
        valueText(parameter, row.value),
        row.source,
        standings[row.standing],
      ])}
      empty="还没有任何地方设过。"
    />
  )
}

/** How little the value of one place says of another: the same place, its province, the nation, its neighbours, the rest. */
function farness(admdvs: string, to: string): number {
  if (to === '' || admdvs === to) return 0
  if (admdvs.slice(0, 2) === to.slice(0, 2)) return admdvs.endsWith('0000') ? 1 : 3
  return admdvs === NATION ? 2 : 4
}

const placeOf = ({ admdvs, from }: Policy) => `${areaName(admdvs as never)}${from ? `，${from}起` : ''}`

/** A value as people read it: words by their names, parts by their labels; what is a list of things as JSON. */
function valueText(parameter: AnyParameter | undefined, value: unknown): string {
  if (typeof value === 'string') return parameter?.words?.[value] ?? value
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value !== 'object' || value === null) return String(value)
  const { fields, json } = parameter ? valueFields(parameter) : { fields: [], json: true }
  const parts = json ? undefined : fields[0]?.parts
  // Spaces between its parts: a line breaks there.
  if (!parts) return JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')
  const said = value as Readonly<Record<string, unknown>>
  return parts
    .map(({ name, label }) => [label, said[name.slice('value.'.length)]] as const)
    .filter(([, one]) => one !== undefined)
    .map(([label, one]) => `${label} ${valueText(parameter, one)}`)
    .join('，')
}
