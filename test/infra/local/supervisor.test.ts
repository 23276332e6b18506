import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ChildSpec, Supervisor } from '../../../infra/local/supervisor.ts'
import { eventually, isAlive, testDir } from './support.ts'

const childModule = fileURLToPath(new URL('../../../infra/local/processes/child.ts', import.meta.url))

let dir: string
let remove: () => void
let supervisor: Supervisor
let died: string[]
let started: number[]

beforeEach(() => {
  ;({ dir, remove } = testDir())
  died = []
  started = []
  supervisor = new Supervisor({
    died: (name, how) => died.push(`${name} ${how}`),
    started: (_name, pid) => started.push(pid),
  })
})
afterEach(async () => {
  await supervisor.stop()
  remove()
})

function child(name: string, code: string, stage = 0): ChildSpec {
  const program = join(dir, `${name}.ts`)
  writeFileSync(program, `import { endWithParent, sayReady } from ${JSON.stringify(childModule)}\n${code}`)
  return { name, command: process.execPath, args: [program], logFile: join(dir, `${name}.log`), stage }
}

const serving = 'endWithParent(async () => {}); setInterval(() => {}, 1000); sayReady()'

describe('a supervisor', { timeout: 30_000 }, () => {
  it('says that a child has started only when the child says so', async () => {
    const late = `setTimeout(() => { console.log('now'); ${serving} }, 300)`
    await supervisor.start(child('late', late))
    expect(readFileSync(join(dir, 'late.log'), 'utf8')).toContain('now')
  })

  it('starts a killed child again within a second, under a new process id', async () => {
    await supervisor.start(child('one', serving))
    const before = supervisor.pids().one as number
    const killedAt = performance.now()
    process.kill(before, 'SIGKILL')
    const after = await eventually(() => started[1])
    expect(performance.now() - killedAt).toBeLessThan(1_000)
    expect(supervisor.pids()).toEqual({ one: after })
    expect(died).toEqual(['one 被 SIGKILL 终止'])
    expect(isAlive(after)).toBe(true)
  })

  it('waits longer each time a child dies at once', async () => {
    await supervisor.start(child('crashing', `${serving}; setTimeout(() => process.exit(7), 20)`))
    await eventually(() => (died.length >= 4 ? true : undefined))
    const soFar = died.length
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(died.length).toBeLessThan(soFar + 3)
    expect(died[0]).toBe('crashing 退出，退出码 7')
  })

  it('gives up, with the last words, on a child that never comes up', async () => {
    await expect(supervisor.start(child('broken', `throw new Error('no such luck')`))).rejects.toThrow('no such luck')
  })

  it('says so when a program does not exist', async () => {
    const missing = { ...child('missing', ''), command: join(dir, 'nowhere'), probe: async () => true }
    await expect(supervisor.start(missing)).rejects.toThrow('missing 启动不了')
  })

  it('asks a foreign program whether it serves, as it can not say so', async () => {
    let asked = 0
    const sleeping = { name: 'foreign', command: 'sleep', args: ['60'], logFile: join(dir, 'foreign.log'), stage: 0 }
    await supervisor.start({ ...sleeping, probe: async () => ++asked > 3 })
    expect(asked).toBe(4)
  })

  it('stops users before the stores they use, and lets each finish', async () => {
    const order = join(dir, 'order')
    const code = (name: string) => `import { appendFileSync } from 'node:fs'
      endWithParent(async () => {
        await new Promise((resolve) => setTimeout(resolve, 100))
        appendFileSync(${JSON.stringify(order)}, '${name} ')
      })
      setInterval(() => {}, 1000); sayReady()`
    await Promise.all([
      supervisor.start(child('store', code('store'), 0)),
      supervisor.start(child('user', code('user'), 1)),
    ])
    await supervisor.stop()
    expect(readFileSync(order, 'utf8')).toBe('user store ')
    expect(died).toEqual([])
  })

  it('kills who does not stop', async () => {
    await supervisor.start(
      child('stubborn', `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); sayReady()`),
    )
    const pid = supervisor.pids().stubborn as number
    await supervisor.stop(200)
    expect(isAlive(pid)).toBe(false)
  })

  it('leaves no child behind when it is killed itself, foreign programs neither', async () => {
    const spec = child('ours', serving)
    const program = join(dir, 'parent.ts')
    const supervisorModule = fileURLToPath(new URL('../../../infra/local/supervisor.ts', import.meta.url))
    writeFileSync(
      program,
      `import { Supervisor } from ${JSON.stringify(supervisorModule)}
       const supervisor = new Supervisor()
       await supervisor.start(${JSON.stringify(spec)})
       await supervisor.start({ name: 'foreign', command: 'sleep', args: ['60'], logFile: ${JSON.stringify(join(dir, 'f.log'))}, stage: 0, probe: async () => true })
       console.log(JSON.stringify(Object.values(supervisor.pids())))`,
    )
    const parent = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
    const line = await new Promise<string>((resolve) => parent.stdout.once('data', (data) => resolve(String(data))))
    const pids = JSON.parse(line) as number[]
    expect(pids.map(isAlive)).toEqual([true, true])
    parent.kill('SIGKILL')
    await eventually(() => (pids.some(isAlive) ? undefined : true))
  })
})
