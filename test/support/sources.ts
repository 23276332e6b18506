/** The repository as text: its files, what each imports, and circles among them. For tests that read the source. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** The root of the repository, with a slash at its end. */
export const root = new URL('../..', import.meta.url).pathname

/** A file by its path from the root. */
export interface Source {
  file: string
  text: string
}

/** All files that match, those not yet committed too. */
export function filesLike(...patterns: string[]): string[] {
  const arguments_ = ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns]
  return execFileSync('git', arguments_, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)
}

/** Reads them; one that was deleted and is still listed is left out. */
export function read(files: readonly string[]): Source[] {
  return files.flatMap((file) => {
    try {
      return [{ file, text: readFileSync(join(root, file), 'utf8') }]
    } catch {
      return []
    }
  })
}

/** Every source file, tests included. */
export const sources = read(
  filesLike('*.ts', '*.tsx').filter((file) => /^(events|shared|functions|infra|test)\//.test(file)),
)
/** Those that are no tests. */
export const ours = sources.filter(({ file }) => !file.startsWith('test/'))

/** Files of ours that a file imports, for types or on demand too, as paths from the root. */
export function importsOf({ file, text }: Source): string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*'(\.[^']+)'/g)].map(([, path = '']) =>
    normalize(join(dirname(file), path)),
  )
}

/** Who imports whom. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>

/** The graph of imports between what `unitOf` makes of files, without what a unit has within itself. */
export function graphOf(files: readonly Source[], unitOf: (file: string) => string): Graph {
  const graph = new Map<string, Set<string>>()
  for (const source of files) {
    const unit = unitOf(source.file)
    const out = graph.get(unit) ?? new Set<string>()
    graph.set(unit, out)
    for (const target of importsOf(source)) if (unitOf(target) !== unit) out.add(unitOf(target))
  }
  return graph
}

/** The circles of a graph: its strongly connected components of more than one node (Tarjan). */
export function circlesIn(graph: Graph): string[][] {
  const number = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (node: string): void => {
    const own = number.size
    number.set(node, own)
    low.set(node, own)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!number.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!))
    }
    if (low.get(node) !== own) return
    const circle = stack.splice(stack.indexOf(node))
    if (circle.length > 1) circles.push(circle.sort())
  }
  for (const node of graph.keys()) if (!number.has(node)) visit(node)
  return circles
}

/** Where names are imported from a file: the names by target; `*` for all of it. */
function namesUsed(files: readonly Source[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>()
  const use = (target: string, name: string) => used.set(target, (used.get(target) ?? new Set()).add(name))
  const passedOn: { by: string; as: string; target: string; name: string }[] = []
  for (const { file, text } of files) {
    const at = (path: string) => normalize(join(dirname(file), path))
    for (const [, verb, list = '', path = ''] of text.matchAll(
      /\b(import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'(\.[^']+)'/g,
    )) {
      for (const item of list.split(',').flatMap((one) => one.trim() || [])) {
        const [name = '', as = name] = item.replace(/^type /, '').split(' as ')
        if (verb === 'import') use(at(path), name)
        else passedOn.push({ by: file, as, target: at(path), name })
      }
    }
    for (const [, path = ''] of text.matchAll(/\bimport\s+(?:type\s+)?\*\s+as\s+\w+\s+from\s+'(\.[^']+)'/g))
      use(at(path), '*')
    for (const [, path = ''] of text.matchAll(/\bexport\s+(?:type\s+)?\*\s+from\s+'(\.[^']+)'/g))
      passedOn.push({ by: file, as: '*', target: at(path), name: '*' })
    for (const [, list = '', path = ''] of text.matchAll(/\{([^{}]*)\}\s*=\s*await import\('(\.[^']+)'\)/g))
      for (const name of list.split(',')) use(at(path), name.trim())
    for (const [, path = '', name = ''] of text.matchAll(/import\('(\.[^']+)'\)\)?\.(\w+)/g)) use(at(path), name)
  }
  // An index passes on what others import of it; an index of indexes is as deep as it goes.
  for (let depth = 0; depth < 3; depth++) {
    for (const { by, as, target, name } of passedOn) {
      const asked = used.get(by) ?? new Set()
      if (as === '*') for (const one of [...asked]) use(target, one)
      else if (asked.has(as) || asked.has('*')) use(target, name)
    }
  }
  return used
}

const comment = /\/\*.*?\*\/|(?<=^|\s)\/\/ [^\n]*$/gms

/** The code alone. */
export const withoutComments = (text: string): string => text.replace(comment, '')

/**
 * Exports that no other file imports, tests included: what only a test calls is exported for it. A type may be there to
 * be named by what an exported function takes or gives; one that its own file does not name either is dead.
 */
export function deadExports(files: readonly Source[], users: readonly Source[]): string[] {
  const used = namesUsed(users)
  return files.flatMap(({ file, text }) => {
    const names = used.get(file) ?? new Set()
    const exported = [...text.matchAll(/^export (?:async )?(function\*?|class|interface|type|const|let) (\w+)/gm)]
    return exported.flatMap(([, kind = '', name = '']) => {
      if (names.has(name) || names.has('*')) return []
      const isNamed = withoutComments(text).split(new RegExp(`\\b${name}\\b`)).length > 2
      return /interface|type/.test(kind) && isNamed ? [] : [`${file} ${name}`]
    })
  })
}

/** Functions, methods and callbacks with a body of their own, and their lines from the opening brace to the closing one. */
export function functionLengths({ file, text }: Source): { at: string; lines: number }[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    const [, indent = ''] = /^( *)/.exec(line) ?? []
    const begins = /(=>|\)|\)(: [^=]+)) \{$/.test(line) && !/^ *(\} |if |for |while |switch |do )/.test(line)
    if (!begins) return []
    const end = lines.findIndex((other, place) => place > index && other.startsWith(`${indent}}`))
    return end < 0 ? [] : [{ at: `${file}:${index + 1}`, lines: end - index + 1 }]
  })
}

/** Comments of a file, each with the line it begins at. */
export function commentsOf({ text }: Source): { line: number; comment: string }[] {
  return [...text.matchAll(comment)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    comment: match[0],
  }))
}
