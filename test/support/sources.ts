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
export const sources = read(filesLike('*.ts').filter((file) => /^(events|shared|functions|infra|test)\//.test(file)))
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
