/**
 * A later release: every chain one version on, every step and every field of a state under another name, and the ways
 * from the old ones. Its steps are today's, which get to see all as today has it.
 */
import type { AnyChain, Ctx, Decision, Effects, Step } from '../../shared/chain/chain.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import type { CaseStates } from '../../shared/chain/states.ts'
import { type PersonFile, put } from '../../shared/registers/file.ts'
import type { Pid } from '../../shared/registers/ids.ts'
import type { At } from '../../shared/registers/look.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'

type Fields = Record<string, unknown>

const renamed = (name: string) => `${name}Now`
const before = (name: string) => name.slice(0, -renamed('').length)
/** What references of bundles know a case by stays as it is, as they ask. */
const kept: readonly string[] = ['role', 'notice']
const fieldNow = (name: string) => (kept.includes(name) ? name : renamed(name))
const fieldBefore = (name: string) => (kept.includes(name) ? name : before(name))

const under = (name: (old: string) => string, fields: object): Fields =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [name(field), value]))

/** The states of the release after this one, whose chain has these steps. */
const nextStates = (states: CaseStates, steps: readonly string[]): CaseStates => ({
  version: states.version + 1,
  state: (zod) => under(fieldNow, states.state(zod)) as ReturnType<CaseStates['state']>,
  upgrades: {
    ...states.upgrades,
    [states.version]: {
      steps: Object.fromEntries(steps.map((name) => [name, renamed(name)])),
      state: (old) => under(fieldNow, old),
    },
  },
})

/** What both releases store, as today's would have. */
export class Today {
  readonly #versions: ReadonlyMap<string, number>
  readonly #files = new WeakMap<PersonFile, PersonFile>()

  constructor(chains: readonly AnyChain[]) {
    this.#versions = new Map(chains.map(({ bundle, states }) => [bundle, states.version]))
  }

  /** A case. */
  row(row: CaseRow): CaseRow {
    const chain_version = this.#versions.get(row.bundle) ?? row.chain_version
    if (row.chain_version <= chain_version) return row
    return { ...row, chain_version, step: before(row.step), state: under(fieldBefore, row.state as object) }
  }

  /** A person's file. */
  file(file: PersonFile): PersonFile {
    const held = this.#files.get(file) ?? file.with(file.all('case').map((row) => put('case', this.row(row))))
    this.#files.set(file, held)
    return held
  }

  /** What a step or a chain is asked with. */
  seen<T extends At>(of: T): T {
    return { ...of, look: { ...of.look, file: (pid: Pid) => this.file(of.look.file(pid)) } }
  }

  /** What a step is asked with, of its own case. */
  ctx(ctx: Ctx<unknown>): Ctx<unknown> {
    const row = this.row(ctx.case)
    return this.seen({ ...ctx, file: this.file(ctx.file), case: row, state: row.state as object })
  }
}

/** What becomes of a state, in the names of the next. */
const fieldsNow = ({ state, forget }: Pick<Effects<unknown>, 'state' | 'forget'>) => ({
  ...(state ? { state: under(fieldNow, state) } : {}),
  ...(forget ? { forget: forget.map((field) => fieldNow(field)) as never[] } : {}),
})

/** What today's chain decides, in the names of the next. */
function said(chain: AnyChain, { effects, next }: Decision<unknown>): Decision<unknown> {
  return {
    effects: { ...effects, ...fieldsNow(effects) },
    // It may go on where it stands.
    next: 'go' in next && next.go in chain.steps ? { go: renamed(next.go) } : next,
  }
}

function nextChain(chain: AnyChain, today: Today): AnyChain {
  const { overrides, ended, anew, sums, atEnd, concerns } = chain
  const step = (old: Step<unknown>): Step<unknown> => ({
    label: old.label,
    goes: old.goes.map(renamed),
    decide: (ctx) => said(chain, old.decide(today.ctx(ctx))),
  })
  const ofToday = (row: CaseRow, file: PersonFile) => file.one('case', row.case_id) ?? row
  return {
    ...chain,
    states: nextStates(chain.states, Object.keys(chain.steps)),
    first: renamed(chain.first),
    steps: Object.fromEntries(Object.entries(chain.steps).map(([name, old]) => [renamed(name), step(old)])),
    starts: (file, at) =>
      chain
        .starts(today.file(file), today.seen(at))
        .map((start) => ({ ...start, state: under(fieldNow, start.state as object) })),
    ...(overrides
      ? {
          overrides(ctx) {
            const decision = overrides(today.ctx(ctx))
            return decision && said(chain, decision)
          },
        }
      : {}),
    ...(ended ? { ended: (ctx) => said(chain, ended(today.ctx(ctx))) } : {}),
    ...(anew
      ? {
          anew(ctx) {
            const back = anew(today.ctx(ctx))
            return back && { ...back, ...fieldsNow(back), step: renamed(back.step) }
          },
        }
      : {}),
    ...(sums
      ? {
          sums(of) {
            const row = today.row(of.case)
            return sums({ file: today.file(of.file), case: row, state: row.state as object })
          },
        }
      : {}),
    ...(atEnd
      ? {
          atEnd: (file, at) =>
            atEnd(today.file(file), today.seen(at)).map(({ cases, ...matter }) => ({
              ...matter,
              cases: cases.map((row) => ofToday(row, file)),
            })),
        }
      : {}),
    ...(concerns ? { concerns: (now, then) => concerns(today.file(now), then && today.file(then)) } : {}),
  }
}

/** The rules of the next release; cases that wait in today's form go on in the new one. */
export function nextRelease(rules: Rules): Rules {
  const today = new Today(rules.chains)
  return { ...rules, chains: rules.chains.map((chain) => nextChain(chain, today)) }
}
