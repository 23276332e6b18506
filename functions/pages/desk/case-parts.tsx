/** How a case went, and what it rests on. */
import type { Child } from 'hono/jsx'
import type { Answer } from '../../../shared/client/index.ts'
import { areaName } from '../../../shared/codes/index.ts'
import { standings } from '../../../shared/codes/standing.ts'
import { actorNames } from '../../../shared/registers/rows/cases.ts'
import { schemas } from '../../../shared/schemas.ts'
import { manifestOf, parameterNames, parameters } from '../../bundles/all.ts'
import { dayText, moment, Value } from '../frame/values.tsx'
import { Table } from '../frame/wide.tsx'

/** Who did something in a case. */
const byWhom = (actor: string): string =>
  (({ ...actorNames, system: '系统' }) as Readonly<Record<string, string>>)[actor] ?? actor

/** What happened, oldest first. */
export function Timeline({ found, now }: { found: Answer<'GET /v1/cases/{case_id}'>; now: string }) {
  const steps = manifestOf(found.bundle)?.chain.steps ?? {}
  return (
    <ol class="timeline">
      {found.timeline.map(({ at, step, text, actor }) => (
        <li>
          <span class="quiet">{`${moment(at, now)} ${byWhom(actor)} · ${steps[step]?.label ?? step}`}</span>
          <br />
          {text}
        </li>
      ))}
    </ol>
  )
}

const heads = [
  '规则',
  '参数',
  ['数值', 'long'],
  '统筹区',
  ['自何日', 'whole'],
  ['来源', 'long'],
  ['可信程度', 'whole'],
] as const

/** The parameters it was decided by: each with the rule that asked for it, its day and its source. */
export function Grounds({ why: { decisions } }: { why: Answer<'GET /v1/cases/{case_id}/why'> }) {
  const rows = decisions.flatMap(({ rule, parameters }) => parameters.map((parameter) => ({ rule, ...parameter })))
  if (rows.length === 0) return <p>这件事没有用到政策参数。</p>
  return (
    <Table
      label="依据"
      heads={heads}
      rows={rows.map(({ rule, name, value, admdvs, from, source, standing }) => [
        rule,
        parameterNames[name] ?? name,
        inWords(name, value),
        areaName(admdvs),
        from ? dayText(from) : '一直',
        source,
        standings[standing],
      ])}
      empty=""
    />
  )
}

/** What a parameter says, as its declaration has it. */
function inWords(name: string, value: unknown): Child {
  const parameter = parameters.get(name)
  if (!parameter) return String(value)
  const said = typeof value === 'string' ? parameter.words?.[value] : undefined
  return said ?? <Value schema={parameter.value(schemas)} name={name} value={value} />
}
