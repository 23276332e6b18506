/** `npm run serve`: the local stack, empty, until it is asked to stop. */
import { type ServeOptions, serveHelp, serveOptions, UsageError } from './options.ts'
import { StackError, StackUnwanted, startStack } from './stack.ts'
import { untilStopped } from './until-stopped.ts'

async function serve(options: ServeOptions): Promise<void> {
  const stopped = untilStopped()
  const started = performance.now()
  const stack = await startStack({ ...options, unwanted: stopped, say: (line) => console.error(line) })
  const { api, now } = stack.describe()
  console.log(`ready in ${((performance.now() - started) / 1_000).toFixed(1)} s: ${api} (business clock ${now})`)
  await stopped
  await stack.stop()
}

try {
  const options = serveOptions(process.argv.slice(2))
  if (options === undefined) console.log(serveHelp)
  else await serve(options)
  process.exit(0)
} catch (error) {
  if (error instanceof StackUnwanted) process.exit(0)
  if (error instanceof UsageError) console.error(`${error.message}\n\n${serveHelp}`)
  else console.error(error instanceof StackError ? error.message : error)
  process.exit(error instanceof UsageError ? 2 : 1)
}
