/**
 * Writes the types of the client (in `shared/client/`) from the OpenAPI document, which is made of the schemas that
 * check the traffic. `node infra/cli/client-types.ts` writes them; a test fails while they are out of date.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openApi } from '../../functions/api/docs/openapi.ts'
import type { Schema } from '../../functions/api/docs/page-fields.ts'
import { allRoutes } from '../../functions/api/routes/index.ts'
import { problemCodes } from '../../functions/http/problem-codes.ts'

interface Operation {
  summary: string
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}

/** A file of types, and where it stands. */
export interface TypesFile {
  path: string
  text: string
}

const head = (what: string) =>
  `/** ${what}. Written by infra/cli/client-types.ts from the OpenAPI document; not by hand. */\n`

/** The files of types. */
export function clientTypes(): TypesFile[] {
  const { components, paths } = openApi(allRoutes) as unknown as {
    components: { schemas: Record<string, Schema> }
    paths: Record<string, Record<string, Operation>>
  }
  const schemas = Object.entries(components.schemas).filter(([name]) => name !== 'Problem')
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  const bodies = new Set(all.flatMap(({ operation }) => refsIn(operation.requestBody)))
  const answers = schemas.filter(([name]) => !bodies.has(name))
  const codes = Object.keys(problemCodes).map((code) => `  | '${code}'\n`)
  return [
    file('answers.ts', 'What the API answers', answers.map(declare)),
    file('bodies.ts', 'What the API is told', schemas.filter(([name]) => bodies.has(name)).map(declare)),
    file('operations.ts', 'Every call of the API', [
      `${importOf(answers, './answers.ts')}${importOf(
        [...bodies].map((name) => [name]),
        './bodies.ts',
      )}`,
      `/** Codes of problems. New ones may come. */\nexport type ProblemCode =\n${codes.join('')}`,
      `/** Every call by its name: what it takes and what it answers. */\nexport interface Operations {\n${all.flatMap(operationType).join('')}}\n`,
    ]),
  ]
}

const file = (name: string, what: string, parts: string[]): TypesFile => ({
  path: fileURLToPath(new URL(`../../shared/client/${name}`, import.meta.url)),
  text: [head(what), ...parts].join('\n'),
})

/** Those of the names that are used by calls. */
function importOf(named: readonly (readonly [string, ...unknown[]])[], from: string): string {
  const parts = new Set(['Relation', 'CaseSummary', 'CaseItem', 'Service'])
  const names = named.map(([name]) => name).filter((name) => !parts.has(name))
  return `import type {\n${names
    .sort()
    .map((name) => `  ${name},\n`)
    .join('')}} from '${from}'\n`
}

const refsIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) =>
        key === '$ref' ? [(inner as string).split('/').at(-1) as string] : refsIn(inner),
      )

function declare([name, schema]: [string, Schema]): string {
  const comment = `/** ${schema.description ?? `\`${name}\` of the OpenAPI document`}. */\n`
  const [only, ...others] = schema.oneOf ?? []
  if (only && others.length === 0) return declare([name, only])
  if (schema.oneOf) {
    const variants = schema.oneOf.map((one) => `\n  | ${typeOf(one, 1)}`)
    return `${comment}export type ${name} =${variants.join('')}\n`
  }
  return `${comment}export interface ${name} ${typeOf(schema, 0)}\n`
}

function operationType({ method, path, operation }: { method: string; path: string; operation: Operation }): string[] {
  const answer = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1]
  const schema = answer?.content?.['application/json']?.schema
  if (!schema) return []
  const parts = [`answer: ${typeOf(schema, 2)}`]
  const body = operation.requestBody?.content['application/json']?.schema
  if (body) parts.unshift(`body: ${typeOf(body, 2)}`)
  const query = parametersOf(operation, 'query')
  if (query) parts.unshift(`query?: ${typeOf(query, 2)}`)
  const inPath = parametersOf(operation, 'path')
  if (inPath) parts.unshift(`path: ${typeOf(inPath, 2)}`)
  const name = `'${method.toUpperCase()} ${path}'`
  return [`  /** ${operation.summary} */\n  ${name}: ${braced(parts, 1, name.length + 4)}\n`]
}

function parametersOf({ parameters = [] }: Operation, place: string): Schema | undefined {
  const found = parameters.filter((parameter) => parameter.in === place)
  if (found.length === 0) return undefined
  const properties = Object.fromEntries(found.map(({ name, schema }) => [name, schema]))
  return { type: 'object', properties, required: found.filter(({ required }) => required).map(({ name }) => name) }
}

const simple: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

function typeOf(schema: Schema, depth: number): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) as string
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  const variants = schema.oneOf ?? schema.anyOf
  if (variants) return [...new Set(variants.map((one) => typeOf(one, depth)))].join(' | ')
  if (schema.type === 'array') return listOf(typeOf(schema.items ?? {}, depth))
  if (schema.properties && Object.keys(schema.properties).length > 0) return objectOf(schema, depth)
  if (schema.type === 'object')
    return `Record<string, ${schema.additionalProperties ? typeOf(schema.additionalProperties, depth) : 'unknown'}>`
  return simple[schema.type ?? ''] ?? 'unknown'
}

const literal = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value))
const listOf = (type: string) => (/[ |]/.test(type) && !type.startsWith('{') ? `(${type})[]` : `${type}[]`)

function objectOf({ properties = {}, required = [] }: Schema, depth: number): string {
  const fields = Object.entries(properties).map(([name, schema]) =>
    fieldOf(`${name}${required.includes(name) ? '' : '?'}`, schema, depth + 1),
  )
  return braced(fields, depth, depth * 2 + 24)
}

const lineWidth = 120

/** A field; of codes that do not fit its line each takes one. */
function fieldOf(name: string, schema: Schema, depth: number): string {
  const line = `${name}: ${typeOf(schema, depth)}`
  if (!schema.enum || depth * 2 + line.length <= lineWidth) return line
  const pad = '  '.repeat(depth + 1)
  return `${name}:${schema.enum.map((code) => `\n${pad}| ${literal(code)}`).join('')}`
}

/** On one line if it fits there after `before` characters; what is declared as an interface never is. */
function braced(fields: readonly string[], depth: number, before: number): string {
  const line = `{ ${fields.join('; ')} }`
  if (depth > 0 && !line.includes('\n') && line.length + before <= lineWidth) return line
  const pad = '  '.repeat(depth + 1)
  return `{\n${fields.map((field) => `${pad}${field}\n`).join('')}${'  '.repeat(depth)}}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, text } of clientTypes()) writeFileSync(path, text)
}
