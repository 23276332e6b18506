/** Rejected events are taken in again, until none is left that was not tried: `npm run replay-rejected -- [--reason R] …` */
import type { Answer, Client, Replays } from '../../../shared/client/index.ts'
import { main, readArgs, runCommand, terminal, type Usage } from '../support/command.ts'
import { counted, say } from '../support/language.ts'
import { answerOf, connect, connection, connectionUsage, type Surroundings } from '../support/operator.ts'

const usage: Usage = {
  command: 'npm run replay-rejected',
  text: {
    zh: `用法：npm run replay-rejected -- [编号…] [选项]

  编号              只重收这些（GET /v1/rejected-events 里的 id）；不写的从最早的起全部重收
  --reason 原因     只重收因此没有收下的，如 no-key
  --source 来源     只重收这个来源的
  --type 种类       只重收这种事件，如 person.registered

每条和单独重收一样，逐条留痕。又没收下的留在列表里，这一次不再试；开始以后新列出的不算。
中断了再运行一次即可：收下的已经不在列表里。
${connectionUsage.zh}`,
    en: `Usage: npm run replay-rejected -- [ID …] [options]

  ID                these alone (id in GET /v1/rejected-events); without one all of them, from the oldest
  --reason REASON   only what was not taken for this reason, such as no-key
  --source SOURCE   only what came from this source
  --type TYPE       only events of this type, such as person.registered

Each is as if replayed alone, and in the audit trail. What is refused again stays listed and is not tried twice; what is
listed meanwhile waits for another run. Stopped in between, run it again: what was taken is listed no more.
${connectionUsage.en}`,
  },
  done: { zh: '都收下了', en: 'all were taken' },
  wrong: { zh: '有的又没有收下', en: 'some were refused again' },
}

const text = { type: 'string' } as const
const options = { ...connection, reason: text, source: text, type: text } as const

type Wanted = Pick<Replays, 'reason' | 'source' | 'type'>
type Replayed = Answer<'POST /v1/rejected-events/replay'>

/** Most that one call takes. */
const mostAtOnce = 100

/** Runs one command line (without node and script); answers the exit status. */
export const run = (
  args: readonly string[],
  io: Surroundings = { ...terminal, fetch, pause: async () => {} },
): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const { values, positionals: ids } = readArgs(rest, options, Number.POSITIVE_INFINITY)
    const { reason, source, type } = values
    const wanted = Object.fromEntries(
      Object.entries({ reason, source, type }).filter(([, value]) => value !== undefined),
    )
    const client = await connect(values, io)
    const sum = { accepted: 0, rejected: 0, failed: 0 }
    for await (const page of ids.length > 0 ? ofIds(client, ids, wanted) : pages(client, wanted)) {
      for (const count of ['accepted', 'rejected', 'failed'] as const) sum[count] += page[count]
      for (const result of page.results) if (result.status !== 'accepted') io.out(lineOf(result))
      io.out(progressOf(sum))
    }
    return sum.rejected + sum.failed === 0 ? 0 : 1
  })

async function* pages(client: Client, wanted: Wanted): AsyncGenerator<Replayed> {
  for (let cursor: string | undefined; ; ) {
    const body = { ...wanted, ...(cursor === undefined ? {} : { cursor }) }
    const page: Replayed = await answerOf(client.call('POST /v1/rejected-events/replay', { body }))
    yield page
    cursor = page.cursor
    if (cursor === undefined) return
  }
}

/** Whoever names ids and something else beside is told so by the API. */
async function* ofIds(client: Client, ids: readonly string[], wanted: Wanted): AsyncGenerator<Replayed> {
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const body = { ...wanted, ids: ids.slice(from, from + mostAtOnce) }
    yield await answerOf(client.call('POST /v1/rejected-events/replay', { body }))
  }
}

const lineOf = ({ id, status, reason = '' }: Replayed['results'][number]) =>
  status === 'failed'
    ? say({ zh: `${id}  系统出错，没有做完`, en: `${id}  a fault, not done` })
    : say({ zh: `${id}  没有收下  ${reason}`, en: `${id}  refused  ${reason}` })

function progressOf({ accepted, rejected, failed }: Pick<Replayed, 'accepted' | 'rejected' | 'failed'>): string {
  const tried = accepted + rejected + failed
  return say({
    zh: `试了 ${tried} 条：收下 ${accepted}，没有收下 ${rejected}${failed ? `，出错 ${failed}` : ''}`,
    en: `${counted(tried, 'event')} tried: ${accepted} taken, ${rejected} refused${failed ? `, ${failed} failed` : ''}`,
  })
}

if (import.meta.main) await main(run)
