/** The transfer, from enrolment in B to money that can be spent, at the rate the machine takes. */
import { taskList } from '../../shared/table/keys.ts'
import { queryAll } from '../../shared/table/table.ts'
import { credit, enrolment, pause, person } from '../support/people.ts'
import { eventBodies, type Figures, measure, until } from './measure.ts'
import { startBench } from './stores.ts'

const A = '130200'
const B = '130100'

/** Measures `count` transfers; `rounds` populations follow each other, so that growth would show. */
export async function benchTransfer(count: number, rounds: number): Promise<Figures[]> {
  const bench = await startBench('2026-03-02T09:00:00+08:00')
  try {
    bench.poll(4)
    const figures: Figures[] = []
    for (let round = 0; round < rounds; round++) {
      const psns = Array.from({ length: count }, (_, index) => `B${round}-${index}`)
      const { send } = eventBodies(bench.ports)
      for (const psn_no of psns) {
        await send([
          ['person.registered', { ...person(1), psn_no }],
          ['enrolment.registered', enrolment(psn_no, A, '2019-03-01')],
          ['account.credited', credit(psn_no, A, '2177.04')],
          ['enrolment.paused', pause(psn_no, A, '2026-01-31')],
        ])
      }
      const held = async () => (await queryAll(bench.ports.table, { index: 'lists', pk: open })).length
      const open = taskList({ role: 'clerk', area: A as never })
      await until(async () => (await settled(bench.ports, psns)) === count)
      figures.push(
        await measure(bench, 'transfer', count, async () => {
          await send(psns.map((psn_no) => ['enrolment.registered', enrolment(psn_no, B, '2026-03-02')]))
          await until(async () => (await held()) === count)
          const tasks = await queryAll(bench.ports.table, { index: 'lists', pk: open })
          await inParallel(tasks, 16, async ({ sk }) => {
            const path = `/v1/tasks/${sk.replace('B#task#', '')}/decision`
            const { status } = await bench.call({ role: 'clerk', admdvs: A }, 'POST', path, { decision: 'approve' })
            if (status !== 200) throw new Error(`approval answered ${status}`)
          })
        }),
      )
    }
    return figures
  } finally {
    await bench.stop()
  }
}

/** How many of these persons have everything that goes before a transfer. */
async function settled(ports: Parameters<typeof eventBodies>[0], psns: readonly string[]): Promise<number> {
  const { loadFile } = await import('../../shared/table/files.ts')
  const { pidOf } = await import('../../shared/identity/index.ts')
  const last = psns.slice(-20)
  const files = await Promise.all(last.map((psn) => loadFile(ports.table, ports.keys, pidOf(ports.keys, psn))))
  const ready = files.every((file) => file.all('account').length === 1 && file.all('relation')[0]?.pauses.length === 1)
  return ready ? psns.length : 0
}

async function inParallel<T>(items: readonly T[], width: number, run: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items]
  const lane = async () => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await run(item)
  }
  await Promise.all(Array.from({ length: width }, lane))
}
