/**
 * A real browser for tests of pages: it comes with `npm ci`, is started once for a file of tests, and every page that is
 * looked at fails its test if it says an error, asks for what is not there, or breaks its own policy.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import chromium from '@sparticuz/chromium'
import axe from 'axe-core'
import { type Browser, type Page, chromium as starter } from 'playwright-core'
import { afterAll } from 'vitest'

/** How a page is looked at. */
export interface Look {
  /** Of the window, in CSS pixels. */
  readonly width?: number
  readonly colours?: 'light' | 'dark'
  /** False: as where scripts are switched off. */
  readonly scripts?: false
  readonly height?: number
  /** What the browser has kept of us: `name=value`. */
  readonly cookie?: string | undefined
}

/** What is served to the browser: an app as the API is one. */
export interface Served {
  fetch(request: Request): Response | Promise<Response>
}

/** A page that is looked at. */
export interface Looked {
  readonly page: Page
  /** What went wrong since it was opened; it must stay empty. */
  readonly faults: readonly string[]
}

/** The browser of a file of tests, and the app that it is shown. Everything is closed after the last test. */
export function browserOn(app: () => Promise<Served>) {
  let started: Promise<{ browser: Browser; address: string; close(): Promise<void> }> | undefined
  afterAll(async () => (await started)?.close())

  const start = async () => {
    const { address, server } = await served(await app())
    const executablePath = await chromium.executablePath()
    // In a single process the browser would end with its first page.
    const args = chromium.args.filter((arg) => !/^--(single-process|no-zygote)$/.test(arg))
    const browser = await starter.launch({ executablePath, args: [...args, '--no-sandbox', '--disable-gpu'] })
    const close = async () => {
      await browser.close()
      server.close()
    }
    return { browser, address, close }
  }

  /** Opens a page at a path of the app, and closes it when what is done with it is done. */
  const look = async <T>(path: string, how: Look, seen: (looked: Looked) => Promise<T>): Promise<T> => {
    started ??= start()
    const { browser, address } = await started
    const { width = 1280, height = 800, colours = 'light', scripts = true } = how
    const viewport = { width, height }
    const context = await browser.newContext({ viewport, colorScheme: colours, javaScriptEnabled: scripts })
    try {
      if (how.cookie !== undefined) await context.addCookies([cookieFor(address, how.cookie)])
      const page = await context.newPage()
      const faults = faultsOf(page)
      await page.goto(address + path)
      return await seen({ page, faults })
    } finally {
      await context.close()
    }
  }
  return { look }
}

function cookieFor(address: string, kept: string) {
  const [name = '', value = ''] = kept.split(/=(.*)/s)
  // Asked for by https alone; to the loopback a browser sends it all the same.
  return {
    name,
    value,
    url: address.replace('http:', 'https:'),
    secure: true,
    httpOnly: true,
    sameSite: 'Lax' as const,
  }
}

async function served(app: Served) {
  const server = createServer(getRequestListener((request) => app.fetch(request)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Collects what a page says and asks for in vain. What its policy forbids is an error that it says. */
function faultsOf(page: Page): string[] {
  const faults: string[] = []
  page.on('console', (said) => {
    if (said.type() === 'error' || said.type() === 'warning') faults.push(said.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('requestfailed', (request) => faults.push(`${request.url()}: ${request.failure()?.errorText}`))
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.url()}: ${response.status()}`)
  })
  return faults
}

/** What axe finds: rule, element and what to do; with `only`, by these rules alone. */
export async function barriersOn(page: Page, only?: readonly string[]): Promise<string[]> {
  // Not as a script of the page, which its policy forbids.
  await page.evaluate(axe.source)
  const rules = only
    ? { runOnly: { type: 'rule' as const, values: [...only] } }
    : { rules: { 'target-size': { enabled: true } } }
  const { violations } = await page.evaluate(
    (options) => (globalThis as unknown as { axe: typeof axe }).axe.run({ ...options, resultTypes: ['violations'] }),
    rules,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`),
  )
}

/** By how many pixels the page is wider than its window; 0 if one need not scroll sideways. */
export const widerBy = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>

/** Controls that are smaller than they must be, or write smaller; links within a sentence aside. In CSS pixels. */
export const tooSmallOn = (page: Page, { target, text }: { target: number; text: number }): Promise<string[]> =>
  page.evaluate(`
    [...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select, nav a, header button, header a:not(.skip)')]
      .filter((one) => one.checkVisibility() && !one.closest('p > a:not(.button), li > span > a'))
      .filter((one) => {
        const box = (one.closest('label') ?? one).getBoundingClientRect()
        return box.width < ${target} || box.height < ${target} || Number.parseFloat(getComputedStyle(one).fontSize) < ${text}
      })
      .map((one) => one.outerHTML.slice(0, 90))`) as Promise<string[]>
