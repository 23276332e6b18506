/** Whatever a form or a task shows is called something in Chinese, and every decision says what comes of it. */
import { expect, it } from 'vitest'
import * as z from 'zod'
import { newArticleSchema } from '../../../functions/answers/schemas.ts'
import { newPack } from '../../../functions/api/packs/schema.ts'
import { newAgentSchema, newPointSchema } from '../../../functions/api/points/schema.ts'
import { actionKinds, taskKinds } from '../../../functions/bundles/all.ts'
import { manifests } from '../../../functions/bundles/index.ts'
import { type Field, fieldsOf } from '../../../functions/pages/frame/fields.ts'
import { labels } from '../../../shared/codes/labels.ts'
import { schemas } from '../../../shared/schemas.ts'

const kinds = [...taskKinds.values()]
/** `text` and `label` of what has no label in Chinese. */
const nameless = (of: string, fields: readonly Field[]): string[] =>
  fields.flatMap(({ name, label, kind, parts = [], options = [] }) => [
    ...(/\p{Script=Han}/u.test(label) ? [] : [`${of}: ${name}`]),
    ...options.flatMap(([code, called]) => (code === called ? [`${of}: ${name}=${code}`] : [])),
    ...(kind === 'group' ? nameless(of, parts) : []),
  ])

interface Shape {
  title?: string
  properties?: Record<string, Shape>
  items?: Shape
  anyOf?: Shape[]
}

/** What is shown within lists, which no form has: each part of a part has its label, too. */
const namelessWithin = (of: string, { properties = {}, items, anyOf = [] }: Shape): string[] => [
  ...Object.entries(properties).flatMap(([name, one]) => [
    ...(/\p{Script=Han}/u.test(one.title ?? labels[name] ?? '') ? [] : [`${of}: ${name}`]),
    ...namelessWithin(of, one),
  ]),
  ...[...(items ? [items] : []), ...anyOf].flatMap((one) => namelessWithin(of, one)),
]

it('whatever a task shows, however deep', () => {
  const shown = kinds.flatMap(({ kind, facts, forClaimer }) => {
    const schema = z.object({ ...facts(schemas), ...forClaimer?.(schemas) })
    return namelessWithin(kind, z.toJSONSchema(schema, { unrepresentable: 'any', reused: 'inline' }) as Shape)
  })
  expect(shown).toEqual([])
})

it('fields of tasks, actions, forms and outcomes', () => {
  const found = [
    ...kinds.flatMap(({ kind, facts }) => nameless(kind, fieldsOf(z.object(facts(schemas))))),
    ...kinds.flatMap(({ kind, approval }) => nameless(`${kind} (approve)`, fieldsOf(z.object(approval(schemas))))),
    ...actionKinds.flatMap(({ action, body }) => nameless(action, fieldsOf(body))),
    ...manifests.flatMap(({ chain: { bundle }, form }) => (form ? nameless(bundle, fieldsOf(form.schema)) : [])),
    ...manifests.flatMap(({ chain: { bundle }, outcome }) => nameless(`${bundle} (outcome)`, fieldsOf(outcome))),
  ]
  expect(found).toEqual([])
})

it('fields of what operators set whole', () => {
  const set = { pack: newPack, point: newPointSchema, agent: newAgentSchema, article: newArticleSchema }
  expect(Object.entries(set).flatMap(([of, schema]) => nameless(of, fieldsOf(schema)))).toEqual([])
})

it('what a citizen is asked, and why a case is as it is, in words that are no office’s', () => {
  const asked = actionKinds.flatMap(({ title, body }) => [title, ...fieldsOf(body).map(({ label }) => label)])
  const steps = manifests.flatMap(({ chain }) => Object.values(chain.steps).map(({ label }) => label))
  expect([...asked, ...steps].filter((text) => /统筹区|判定|选项/.test(text))).toEqual([])
})

it('what comes of a decision', () => {
  expect(kinds.flatMap(({ kind, after }) => (after ? [] : [kind]))).toEqual([])
  // At a desk one reads at a glance.
  for (const { after } of kinds)
    for (const text of Object.values(after ?? {})) expect(text.length).toBeLessThanOrEqual(30)
})
