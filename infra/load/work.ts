/**
 * The directory in which a load works: how far it has come, and the partitions. Only its owner may look into it, what
 * stands in it of persons is sealed, and it is taken away when all is done.
 */
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import type { Day } from '../../shared/calendar/index.ts'
import { type Keys, open, seal } from '../../shared/identity/index.ts'
import { Misuse } from '../cli/support/command.ts'
import { say } from '../cli/support/language.ts'

/** What a run is about: only the same may be resumed. */
export interface Plan {
  /** What is done with the persons, and where: `write mianshen-prod`. */
  readonly job: string
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly changed: number }[]
  /** The first day that is no history. */
  readonly until: Day
  /** Of so many shares of the persons this one; without it all. */
  readonly share?: { readonly own: number; readonly of: number }
}

interface Stored extends Plan {
  readonly parts: number
  /** Of the partitions, sealed by the stage's keys. */
  readonly key: string
  /** All files have been read to their end. */
  sorted: boolean
}

/** Bytes of files a partition: some two thousand persons, of a province some twenty thousand. */
const partBytes = 4 * 1024 * 1024
const mostParts = 4096
const context = 'load'

/** The files as a plan names them. Throws a {@link Misuse} for one that is not there. */
export function filesOf(paths: readonly string[]): Plan['files'] {
  return paths.map((path) => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found?.isFile()) throw new Misuse(say({ zh: `没有这个文件：${path}`, en: `there is no such file: ${path}` }))
    return { path: resolve(path), bytes: found.size, changed: Math.round(found.mtimeMs) }
  })
}

const planName = 'plan.json'

function storedIn(dir: string): Stored | undefined {
  const path = join(dir, planName)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Stored) : undefined
}

/** The directory of a run, new or resumed. */
export class Work {
  readonly dir: string
  /** Keys of this run alone, in the scheme of the stage's. */
  readonly keys: Keys
  readonly resumed: boolean
  readonly #stored: Stored

  /** The end of history of a run of this job that was broken off there: resumed the day after, it is the same. */
  static untilOf(dir: string, job: string): Day | undefined {
    const stored = storedIn(dir)
    return stored?.job === job ? stored.until : undefined
  }

  /** Takes away what a run of this job left there. */
  static discard(dir: string, job: string): void {
    if (storedIn(dir)?.job === job) rmSync(dir, { recursive: true, force: true })
  }

  /** Throws a {@link Misuse} if another run is at work there, or began there and was not finished. */
  constructor(dir: string, plan: Plan, keys: Keys) {
    this.dir = resolve(dir)
    const before = storedIn(dir)
    this.resumed = before !== undefined
    if (!before) {
      if (existsSync(this.dir) && readdirSync(this.dir).length > 0)
        throw new Misuse(
          say({ zh: `工作目录 ${dir} 里有别的东西`, en: `there is something else in the work directory ${dir}` }),
        )
      mkdirSync(this.dir, { recursive: true, mode: 0o700 })
      const key = Buffer.from(seal(keys, randomBytes(32).toString('base64'), context)).toString('base64')
      this.#stored = { ...plan, parts: partsFor(plan.files), key, sorted: false }
      this.#save()
    } else {
      const { parts: _parts, key: _key, sorted: _sorted, ...planned } = before
      this.#stored = before
      if (JSON.stringify(planned) !== JSON.stringify(plan)) {
        throw new Misuse(
          say({
            zh: `工作目录 ${dir} 里是另一次没有做完的导入：接着做它，或删掉这个目录重来（重来不会重复写入）`,
            en: `the work directory ${dir} holds another load that was not done: go on with that, or remove the directory and begin anew (nothing is written twice)`,
          }),
        )
      }
    }
    this.keys = runKeys(keys, Buffer.from(opened(keys, this.#stored.key), 'base64'))
  }

  get parts(): number {
    return this.#stored.parts
  }

  get sorted(): boolean {
    return this.#stored.sorted
  }

  /** All files have been read, and lie in partitions. */
  setSorted(): void {
    this.#stored.sorted = true
    this.#save()
  }

  /** What was left of reading that was broken off is no use: it begins anew. */
  clear(): void {
    for (const name of readdirSync(this.dir)) if (name !== planName) rmSync(this.#path(name), { force: true })
  }

  /** Keeps what came of a step; whole, or not at all. */
  keep(name: string, value: unknown): void {
    const path = this.#path(name)
    writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }

  /** What {@link keep} kept; undefined if it did not come to that. */
  kept<T>(name: string): T | undefined {
    const path = this.#path(name)
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined
  }

  /** A new file of findings. */
  findings(name: string): Findings {
    return new Findings(this.#path(name))
  }

  /** What stands in one. */
  findingsIn(name: string): string {
    const path = this.#path(name)
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }

  /** Takes the directory away, with all that is in it. */
  remove(): void {
    rmSync(this.dir, { recursive: true, force: true })
  }

  #path = (name: string) => join(this.dir, name)

  #save(): void {
    this.keep(planName, this.#stored)
  }
}

/** What was found of rows, kept in a file: of a province there may be more than memory holds. */
export class Findings {
  count = 0
  readonly #path: string
  #texts: string[] = []

  constructor(path: string) {
    this.#path = path
    writeFileSync(path, '', { mode: 0o600 })
  }

  add(finding: object): void {
    this.count += 1
    this.#texts.push(`${JSON.stringify(finding)}\n`)
    if (this.#texts.length >= 1_000) this.flush()
  }

  flush(): void {
    appendFileSync(this.#path, this.#texts.join(''))
    this.#texts = []
  }
}

function partsFor(files: Plan['files']): number {
  const unpacked = files.reduce((sum, { path, bytes }) => sum + bytes * (path.endsWith('.gz') ? 8 : 1), 0)
  return Math.min(mostParts, Math.max(1, Math.ceil(unpacked / partBytes)))
}

function runKeys({ sealKeys, ...hashing }: Keys, bytes: Uint8Array): Keys {
  const scheme = sealKeys.byId.get(sealKeys.current)?.scheme ?? 'aes-256-gcm'
  return { ...hashing, sealKeys: { current: 'run', byId: new Map([['run', { scheme, bytes }]]) } }
}

function opened(keys: Keys, key: string): string {
  try {
    return open(keys, Buffer.from(key, 'base64'), context)
  } catch {
    throw new Misuse(say({ zh: '工作目录是用另一套密钥做的', en: 'the work directory was made with other keys' }))
  }
}
