import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('../../../infra/local/start.ts', import.meta.url))

function start(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (data) => {
    text += data
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, exited, text: () => text }
}

describe('npm start', () => {
  it('with --once plays the day, tells what came of it, and ends well if all is as the rules say', async () => {
    const { exited, text } = start('--once', '--scale', '0.01', '--lang', 'en')
    const status = await exited
    for (const part of ['cases, done within p50', 'ledger: balanced', 'no case is stuck', 'clearing CLR']) {
      expect(text()).toContain(part)
    }
    expect(text()).toContain('all outcomes, balances and clearings are what the rules say')
    expect(status).toBe(0)
  }, 240_000)

  it('can be stopped while it plays', async () => {
    const { child, exited, text } = start('--scale', '0.01')
    while (!text().includes('%')) await new Promise((resolve) => setTimeout(resolve, 50))
    const asked = performance.now()
    child.kill('SIGINT')
    expect(await exited).toBe(0)
    expect(performance.now() - asked).toBeLessThan(4_000)
  }, 60_000)
})
