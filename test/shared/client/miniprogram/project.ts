/** The mini-program as the developer tool sees it: its files, and its modules compiled. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync, transformSync } from 'esbuild'
import { root } from '../../../support/sources.ts'
import { type Element, parseWxml } from './wxml.ts'

/** The project, as it would be opened in the tool. */
export const project = join(root, 'shared/client/examples/miniprogram')
const source = join(project, 'miniprogram')

/** All files below the root of the mini-program, without those of packages. */
export const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.\w+$/.test(file) && !file.startsWith('miniprogram_npm'))
  .sort()

/** A file's text. */
export const textOf = (file: string): string => readFileSync(join(source, file), 'utf8')
/** A file of JSON. */
export const jsonOf = <T>(file: string): T => JSON.parse(textOf(file)) as T

/** What the tool reads of app.json. */
export interface AppJson {
  pages: string[]
  tabBar: { color: string; selectedColor: string; backgroundColor: string; list: { pagePath: string; text: string }[] }
}
export const app = jsonOf<AppJson>('app.json')

/** What a page or component says of itself. */
export interface PageJson {
  component?: boolean
  enablePullDownRefresh?: boolean
  navigationBarTitleText?: string
  usingComponents?: Record<string, string>
}

/** Components by where they lie, without extension. */
export const components = files.filter((file) => /^components\/.*\.json$/.test(file)).map((file) => file.slice(0, -5))

const trees = new Map<string, Element>()
/** The markup of a page or component. */
export function treeOf(path: string): Element {
  const tree = trees.get(path) ?? parseWxml(textOf(`${path}.wxml`))
  trees.set(path, tree)
  return tree
}

const compiled = new Map<string, string>()
/** A module as the tool compiles it: no types, CommonJS. */
export function codeOf(path: string): string {
  const held = compiled.get(path)
  if (held !== undefined) return held
  const { code } = transformSync(textOf(`${path}.ts`), { loader: 'ts', format: 'cjs', target: 'es2018' })
  compiled.set(path, code)
  return code
}

let client: string | undefined
/** The client as `miniprogram_npm` holds it once the tool has built the packages: one module, CommonJS. */
export function clientCode(): string {
  const entryPoints = [join(root, 'shared/client/index.ts')]
  client ??= buildSync({ entryPoints, bundle: true, format: 'cjs', target: 'es2018', write: false }).outputFiles[0]!
    .text
  return client
}
