/**
 * Writes the types of the client (in `shared/client/`) from the OpenAPI document, which is made of the schemas that
 * check the traffic. `node infra/generate/client-types.ts` writes them; a test fails while they are out of date.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openApi } from '../../functions/api/docs/openapi.ts'
import { problemsOf } from '../../functions/api/docs/openapi-problems.ts'
import type { Schema } from '../../functions/api/docs/portal/fields.ts'
import { allRoutes } from '../../functions/api/routes/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const biome = join(root, 'node_modules/.bin/biome')

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
  `/** ${what}. Written by infra/generate/client-types.ts from the OpenAPI document; not by hand. */\n`

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
  const answered = [...new Set(all.flatMap(({ operation }) => refsIn(successOf(operation)?.content)))]
  const codes = Object.keys(problemsOf(allRoutes)).map((code) => `  | '${code}'\n`)
  return [
    file('answers.ts', 'What the API answers', answers.map(declare)),
    file('bodies.ts', 'What the API is told', schemas.filter(([name]) => bodies.has(name)).map(declare)),
    file('operations.ts', 'Every call of the API', [
      `${importOf(answered, './answers.ts')}${importOf([...bodies], './bodies.ts')}`,
      `/** Codes of problems. New ones may come. */\nexport type ProblemCode =\n${codes.join('')}`,
      `/** Every call by its name: what it takes and what it answers. */\nexport interface Operations {\n${all.flatMap(operationType).join('')}}\n`,
    ]),
  ]
}

/** A file of types, laid out as the formatter has it. */
function file(name: string, what: string, parts: string[]): TypesFile {
  const text = execFileSync(biome, ['format', `--stdin-file-path=${name}`], {
    input: [head(what), ...parts].join('\n'),
    cwd: root,
    encoding: 'utf8',
  })
  return { path: join(root, 'shared/client', name), text }
}

function importOf(names: readonly string[], from: string): string {
  return `import type {\n${[...names]
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
  const either = schema.oneOf ?? schema.anyOf
  if (either) {
    const variants = either.map((one) => `\n  | ${typeOf(one)}`)
    return `${comment}export type ${name} =${variants.join('')}\n`
  }
  const type = typeOf(schema)
  return type.startsWith('{')
    ? `${comment}export interface ${name} ${type}\n`
    : `${comment}export type ${name} = ${type}\n`
}

const successOf = ({ responses }: Operation) =>
  Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1]

function operationType({ method, path, operation }: { method: string; path: string; operation: Operation }): string[] {
  const schema = successOf(operation)?.content?.['application/json']?.schema
  if (!schema) return []
  const parts = [`answer: ${typeOf(schema)}`]
  const body = operation.requestBody?.content['application/json']?.schema
  if (body) parts.unshift(`body: ${typeOf(body)}`)
  const query = parametersOf(operation, 'query')
  if (query) parts.unshift(`query${query.required?.length ? '' : '?'}: ${typeOf(query)}`)
  const inPath = parametersOf(operation, 'path')
  if (inPath) parts.unshift(`path: ${typeOf(inPath)}`)
  const name = `'${method.toUpperCase()} ${path}'`
  return [`  /** ${operation.summary} */\n  ${name}: ${braced(parts)}\n`]
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

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) as string
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  const variants = schema.oneOf ?? schema.anyOf
  if (variants) return [...new Set(variants.map((one) => typeOf(one)))].join(' | ')
  if (schema.type === 'array') return listOf(typeOf(schema.items ?? {}))
  if (schema.properties && Object.keys(schema.properties).length > 0) return objectOf(schema)
  if (schema.type === 'object')
    return `Record<string, ${schema.additionalProperties ? typeOf(schema.additionalProperties) : 'unknown'}>`
  return simple[schema.type ?? ''] ?? 'unknown'
}

const literal = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value))
const listOf = (type: string) => (/[ |]/.test(type) && !type.startsWith('{') ? `(${type})[]` : `${type}[]`)

/** A member's name as TypeScript takes it: a bundle's has hyphens. */
const memberOf = (name: string) => (/^\w+$/.test(name) ? name : `'${name}'`)

function objectOf({ properties = {}, required = [] }: Schema): string {
  return braced(
    Object.entries(properties).map(
      ([name, schema]) => `${memberOf(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`,
    ),
  )
}

const braced = (fields: readonly string[]) => `{ ${fields.join('; ')} }`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, text } of clientTypes()) writeFileSync(path, text)
}
