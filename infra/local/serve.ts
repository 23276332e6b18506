/** `npm run serve`: the local stack, empty, until it is asked to stop. */
import { main, runCommand, type Terminal, terminal } from '../cli/support/command.ts'
import { say } from '../cli/support/language.ts'
import { sitesText } from '../cli/support/sites.ts'
import { type ServeOptions, serveOptions, serveUsage } from './options.ts'

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(serveUsage, io, args, (rest) => serve(serveOptions(rest), io))

async function serve(options: ServeOptions, io: Terminal): Promise<number> {
  const [{ StackUnwanted, startStack }, { untilStopped }] = await Promise.all([
    import('./stack.ts'),
    import('./until-stopped.ts'),
  ])
  const stopped = untilStopped()
  const started = performance.now()
  try {
    const stack = await startStack({ ...options, unwanted: stopped, say: io.err })
    const { api, now } = stack.describe()
    const seconds = ((performance.now() - started) / 1_000).toFixed(1)
    io.out(
      say({
        zh: `就绪，用时 ${seconds} 秒：${api}（业务时钟 ${now}）`,
        en: `ready in ${seconds} s: ${api} (business clock ${now})`,
      }),
    )
    io.out(sitesText(api))
    await stopped
    await stack.stop()
  } catch (error) {
    if (!(error instanceof StackUnwanted)) throw error
  }
  return 0
}

if (import.meta.main) {
  await main(run)
  // Connections of the pools would keep it for a while.
  process.exit()
}
