/**
 * What is set whole under an id of one's choice (points, articles, packs): the form is made from the schema that checks it,
 * and shows what stands there now.
 */
import type { Child } from 'hono/jsx'
import type * as z from 'zod'
import type { Result } from '../../../shared/client/index.ts'
import { type Field, fieldsOf, sentOf, type Written } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import type { Pages } from '../frame/serve.tsx'
import { type After, type Operator, servedChange } from './change.tsx'

/** One kind of it. */
export interface Whole {
  /** Where it is listed: `/ops/points`. */
  readonly path: string
  /** What its id is called. */
  readonly idName: string
  readonly schema: z.ZodType
  /** Fields that no form asks for. */
  readonly without?: readonly string[]
  /** How fields are written that the schema alone does not make easy. */
  readonly written?: Readonly<Record<string, Partial<Field>>>
  /** What of the body is made otherwise than field by field. */
  body?(written: Written): Readonly<Record<string, unknown>>
  /** What stands there now, as the form writes it; undefined of what is new or cannot be read. */
  known(visit: Operator, id: string): Promise<Written | undefined>
  put(visit: Operator, id: string, body: never): Promise<Result<unknown>>
  /** What stands beside the form. */
  beside?(visit: Operator, id: string): Promise<Child>
}

/** The list's form for a new one, and the page of one. */
export function servedWhole(pages: Pages<'operator'>, whole: Whole): void {
  pages.post(`${whole.path}/new`, (visit, { written: { id = '' } }) =>
    /^[\w-]{1,64}$/.test(id)
      ? visit.go(`${whole.path}/${id}`)
      : { title: '编号不对', fault: '编号用 1 至 64 个字母、数字、横线。', status: 400, body: <New {...whole} /> },
  )
  pages.get(`${whole.path}/:id`, (visit) => drawOne(whole, visit, {}))
  servedChange(pages, {
    path: `${whole.path}/:id`,
    draw: (visit, after) => drawOne(whole, visit, after),
    shows: async (visit, { written }) => {
      const known = await whole.known(visit, visit.param('id'))
      return {
        title: '这样改吗？',
        before: known ? <Texts whole={whole} of={known} /> : '还没有',
        after: <Texts whole={whole} of={written} />,
      }
    },
    make: (visit, { written }) => whole.put(visit, visit.param('id'), bodyOf(whole, written) as never),
    said: 'kept',
    leads: (visit) => `${whole.path}/${visit.param('id')}`,
  })
}

/** The form that begins a new one. */
export function New({ path, idName }: Pick<Whole, 'path' | 'idName'>) {
  const field: Field = { name: 'id', label: idName, hint: '已有的写原来的编号', required: true, kind: 'text' }
  return (
    <Form action={`${path}/new`} class="row" label="新的">
      <Fields fields={[field]} />
      <button type="submit">打开</button>
    </Form>
  )
}

const fieldsIn = ({ schema, without = [], written = {} }: Whole): readonly Field[] =>
  fieldsOf(schema)
    .filter(({ name }) => !without.includes(name))
    .map((field) => ({ ...field, ...written[field.name] }))

const bodyOf = (whole: Whole, written: Written) => ({ ...sentOf(fieldsIn(whole), written), ...whole.body?.(written) })

async function drawOne(whole: Whole, visit: Operator, after: After) {
  const id = visit.param('id')
  const [known, beside] = await Promise.all([whole.known(visit, id), whole.beside?.(visit, id)])
  return {
    title: id,
    body: (
      <>
        {beside}
        <Form action={visit.c.req.path} again={after.again} label={id}>
          <Fields fields={fieldsIn(whole)} written={known} again={after.again} />
          <button type="submit" class="main">
            保存
          </button>
        </Form>
        {after.question}
      </>
    ),
  }
}

/** What a form holds, by the names of its fields. */
function Texts({ whole, of }: { whole: Whole; of: Written }) {
  const flat = fieldsIn(whole).flatMap((field) => (field.kind === 'group' ? (field.parts ?? []) : [field]))
  return (
    <ul>
      {flat
        .filter(({ name }) => of[name])
        .map(({ name, label, options }) => (
          <li>
            {label}：{options?.find(([code]) => code === of[name])?.[1] ?? of[name]}
          </li>
        ))}
    </ul>
  )
}
