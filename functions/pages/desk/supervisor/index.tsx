/** 「主管」: how the work stands, who does it, what is coming, what people say of it, and where people are not insured. */
import type { Child, PropsWithChildren } from 'hono/jsx'
import type { SubjectOf } from '../../../calls/access.ts'
import type { Pages } from '../../frame/serve.tsx'
import type { Visit } from '../../frame/visit.ts'
import type { Officer, SupervisorVisit } from '../tasks.ts'
import { enrolmentMap } from './enrolment.tsx'
import { forecast } from './forecast.tsx'
import { agents, problems, rates } from './people.tsx'
import { overdue, spotChecks, workload } from './work.tsx'

const parts: readonly (readonly [string, (visit: SupervisorVisit) => Promise<Child>])[] = [
  ['工作量', workload],
  ['超期', overdue],
  ['预测', forecast],
  ['评价', rates],
  ['问题台账', problems],
  ['抽查', spotChecks],
  ['帮办员', agents],
  ['参保地图', enrolmentMap],
]

/** Serves it. To anybody else it is not there. */
export function serveSupervisor(pages: Pages<Officer>): void {
  pages.get('/desk/supervisor', async (visit) => {
    if (visit.subject.role !== 'supervisor')
      return { title: '主管', fault: '您的身份不能使用这个页面。', status: 403, body: null }
    const own = visit as Visit<Officer> & { subject: SubjectOf<'supervisor'> }
    const drawn = await Promise.all(parts.map(async ([name, draw]) => [name, await draw(own)] as const))
    const body = (
      <div class="board">
        {drawn.map(([name, part]) => (
          <Part name={name}>{part ?? <p>还没有数据。</p>}</Part>
        ))}
      </div>
    )
    return { title: '主管', body }
  })
}

function Part({ name, children }: PropsWithChildren<{ name: string }>) {
  return (
    <section aria-labelledby={`part-${name}`}>
      <h2 id={`part-${name}`}>{name}</h2>
      {children}
    </section>
  )
}
