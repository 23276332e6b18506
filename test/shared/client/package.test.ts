/** The package as whoever installs it has it: packed, unpacked, compiled by TypeScript 5 in the ways there are, and run. */
import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { createContext, runInContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as Package from '../../../shared/client/index.ts'
import ts from '../../../shared/client/node_modules/typescript/lib/typescript.js'
import { root } from '../../support/sources.ts'

const dir = mkdtempSync(join(tmpdir(), 'mianshen-client-'))
const installed = join(dir, 'node_modules/@mianshen/client')
let server: Server
let cut = 0

beforeAll(async () => {
  const pack = ['pack', '--silent', '--pack-destination', dir]
  const name = execFileSync('npm', pack, { cwd: join(root, 'shared/client'), encoding: 'utf8' }).trim()
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', join(dir, name), '--strip-components=1', '-C', installed])
  symlinkSync(join(root, 'node_modules/miniprogram-api-typings'), join(dir, 'node_modules/miniprogram-api-typings'))
  cpSync(join(root, 'test/shared/client/consumers'), dir, { recursive: true })
  server = createServer(({ url, headers }, response) => {
    response.on('close', () => {
      if (!response.writableEnded) cut++
    })
    if (url?.endsWith('hangs')) return
    const isKnown = headers.authorization === 'Bearer new'
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isKnown ? { psn_no: 'P1' } : { code: 'unauthorized', title: '请先登录', detail: '' }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
}, 60_000)
afterAll(() => {
  server?.close()
  rmSync(dir, { recursive: true, force: true })
})

const manifest = () => JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))

describe('what is packed', () => {
  it('brings nothing with it', () => {
    expect(Object.keys(manifest()).filter((name) => /^(?:optional|peer|bundled?)?dependencies$/i.test(name))).toEqual(
      [],
    )
  })

  it.each(['esm', 'cjs'])('imports nothing, in code or in types: %s', (format) => {
    for (const file of ['index.js', 'index.d.ts']) {
      const { importedFiles, referencedFiles, typeReferenceDirectives } = ts.preProcessFile(
        readFileSync(join(installed, 'dist', format, file), 'utf8'),
      )
      expect([...importedFiles, ...referencedFiles, ...typeReferenceDirectives]).toEqual([])
    }
  })
})

/** What is installed for the example is another matter. */
const isSource = (path: string) => !/node_modules|miniprogram_npm/.test(path)

describe('TypeScript 5, strict, compiles', () => {
  const parsed = new Map<string, ts.SourceFile | undefined>()
  /** What is wrong with these, and with the package's declarations: of how many files in all. */
  function faults(names: readonly string[], options: ts.CompilerOptions, count = 2 * names.length): string[] {
    const all = { target: ts.ScriptTarget.ES2018, strict: true, noEmit: true, ...options }
    const host = ts.createCompilerHost(all)
    const getSourceFile = host.getSourceFile.bind(host)
    host.getSourceFile = (name, version, ...rest) => {
      const key = JSON.stringify([name, version])
      if (!parsed.has(key)) parsed.set(key, getSourceFile(name, version, ...rest))
      return parsed.get(key)
    }
    host.getCurrentDirectory = () => dir
    const program = ts.createProgram(
      names.map((name) => join(dir, name)),
      all,
      host,
    )
    const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(dir))
    // Who imports has other declarations than who requires.
    expect(ours).toHaveLength(count)
    const found = [
      ...program.getOptionsDiagnostics(),
      ...ours.flatMap((one) => [...program.getSyntacticDiagnostics(one), ...program.getSemanticDiagnostics(one)]),
    ]
    return found.map(
      ({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
  }
  const { CommonJS, ESNext, NodeNext } = ts.ModuleKind
  const { Node10, Bundler, NodeNext: byNode } = ts.ModuleResolutionKind
  const ES2018 = 'lib.es2018.d.ts'
  const mini = { lib: [ES2018], types: ['miniprogram-api-typings'] }
  const exactOptionalPropertyTypes = true

  it('a mini-program', () => {
    expect(faults(['mini.ts'], { ...mini, module: CommonJS, moduleResolution: Node10 })).toEqual([])
  })

  it('a mini-program that goes through a bundler, options exact', () => {
    const options = { ...mini, exactOptionalPropertyTypes, module: ESNext, moduleResolution: Bundler }
    expect(faults(['mini.ts'], options)).toEqual([])
  })

  it('the example, by its own settings', () => {
    cpSync(join(root, 'shared/client/examples/miniprogram'), join(dir, 'example'), {
      recursive: true,
      filter: isSource,
    })
    const { config } = ts.readConfigFile(join(dir, 'example/tsconfig.json'), ts.sys.readFile)
    const { fileNames, options, errors } = ts.parseJsonConfigFileContent(config, ts.sys, join(dir, 'example'))
    expect(errors).toEqual([])
    const names = fileNames.map((name) => relative(dir, name))
    expect(names).toContain('example/miniprogram/pages/index/index.ts')
    expect(faults(names, options, names.length + 1)).toEqual([])
  })

  it('modules of both kinds, as Node and browsers have them', () => {
    const lib = [ES2018, 'lib.dom.d.ts']
    const target = ts.ScriptTarget.ES2022
    const options = { lib, types: [], target, exactOptionalPropertyTypes, module: NodeNext, moduleResolution: byNode }
    expect(faults(['page.mts', 'server.cts'], options)).toEqual([])
  })
})

describe('the package runs', () => {
  /** Compiles a consumer, and runs it. */
  const run = async (file: string, format: ts.ModuleKind): Promise<unknown> => {
    const { outputText } = ts.transpileModule(readFileSync(join(dir, file), 'utf8'), {
      fileName: file,
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: format },
    })
    const compiled = join(dir, file.replace(/ts$/, 'js'))
    writeFileSync(compiled, outputText)
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { stdout } = await promisify(execFile)(process.execPath, [compiled, address])
    return JSON.parse(stdout)
  }

  it('imported, over HTTP: it logs in, and what is aborted or late is cut', async () => {
    const me = { ok: true, status: 200, body: { psn_no: 'P1' } }
    expect(await run('page.mts', ts.ModuleKind.ESNext)).toEqual({ me, late: 'deadline', aborted: 'aborted', own: true })
    expect(cut).toBe(2)
  })

  it('required', async () => {
    expect(await run('server.cts', ts.ModuleKind.CommonJS)).toEqual({ me: 'P1' })
  })

  it('where the tool of mini-programs puts it, with nothing but the language, timers and wx', async () => {
    const code = readFileSync(join(installed, manifest().miniprogram, 'index.js'), 'utf8')
    const module = { exports: {} as typeof Package }
    runInContext(code, createContext({ module, exports: module.exports, setTimeout, clearTimeout }))
    const { createClient, newAbort, wxTransport } = module.exports
    let task = 0
    const wx: Package.Wx = {
      request({ url, success }) {
        if (url.endsWith('/v1/me')) success({ statusCode: 200, header: {}, data: '{"psn_no":"P1"}' })
        return { abort: () => void task++ }
      },
    }
    const api = createClient({ baseUrl: 'https://api.test', transport: wxTransport(wx) })
    expect(await api.call('GET /v1/me')).toMatchObject({ ok: true, body: { psn_no: 'P1' } })
    const { signal, abort } = newAbort()
    setTimeout(abort, 10)
    expect(await api.call('GET /v1/areas', { signal })).toMatchObject({ status: 0, problem: { code: 'aborted' } })
    expect(task).toBe(1)
  })
})
