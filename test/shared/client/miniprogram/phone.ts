/**
 * A phone on which the mini-program runs: its compiled pages, a stub of as much of `wx` as they use, and a citizen who
 * reads, taps and types. The storage outlives the mini-program, as on a phone.
 */
import { clientCode, codeOf, jsonOf, type PageJson, app as tool } from './project.ts'
import {
  allShown,
  type Components,
  linesOf,
  type Owner,
  render,
  type SentEvent,
  type Shown,
  wordsOf,
} from './render.ts'
import type { Scope } from './wxml.ts'

type Options = Scope & { data?: Scope; methods?: Scope; properties?: Scope }

interface Screen extends Owner {
  path: string
  page: Scope
}

/** What a phone is connected to. */
export interface Network {
  /** Answers a request as the API does. */
  fetch(path: string, init: RequestInit): Promise<Response>
}

/** Starts the mini-program on a phone with this storage. */
export function startPhone(network: Network, storage = new Map<string, string>(), config?: Scope) {
  const registered = new Map<string, Options>()
  const modules = new Map<string, { exports: Scope }>()
  const stack: Screen[] = []
  const under = new Set<Promise<unknown>>()
  const toasts: string[] = []
  const calls: string[] = []
  const requests: { name: string; key: string | undefined }[] = []
  let confirms = true
  let signal: 'good' | 'none' | 'answers-lost' = 'good'

  /** Something is under way until it has come to its end. */
  const track = <T>(promise: Promise<T>): Promise<T> => {
    const kept = promise.finally(() => under.delete(kept))
    kept.catch(() => {})
    under.add(kept)
    return promise
  }
  const rest = async () => {
    while (under.size > 0) await Promise.all([...under])
  }

  /** A module of the mini-program, by its path without extension, or of a package; loaded once. */
  const load = (path: string): Scope => {
    const held = modules.get(path)
    if (held) return held.exports
    const module = { exports: {} as Scope }
    modules.set(path, module)
    const register = (options: Options) => registered.set(path, options)
    const require = (target: string) =>
      load(target.startsWith('.') ? new URL(target, `file:///${path}`).pathname.slice(1) : target)
    const App = () => {}
    const given = {
      module,
      exports: module.exports,
      require,
      wx,
      App,
      Page: register,
      Component: register,
      setTimeout: soon,
    }
    new Function(...Object.keys(given), path === '@mianshen/client' ? clientCode() : codeOf(path))(
      ...Object.values(given),
    )
    return module.exports
  }

  /** A pause before another try is cut short; a limit is not. */
  const soon = (then: () => void, ms: number) => setTimeout(then, ms < 5_000 ? ms / 50 : ms)

  const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

  /** What only whoever renders may read: data, as a copy. */
  const instance = (path: string): Screen => {
    load(path)
    const options = registered.get(path)
    if (!options) throw new Error(`${path} registers no page`)
    const { data = {}, ...own } = options
    const page: Scope = {
      ...own,
      data: json(data),
      setData(patch: Scope) {
        for (const [name, value] of Object.entries(patch)) {
          if (value === undefined) throw new Error(`${path} sets ${name} to undefined`)
          screen.data[name] = json(value)
        }
      },
    }
    const screen: Screen = {
      path,
      page,
      data: page.data as Scope,
      call: (handler, event) => send(page, handler, event),
    }
    return screen
  }

  const send = (page: Scope, handler: string, event?: unknown): unknown => {
    const method = page[handler]
    if (typeof method !== 'function') return undefined
    const answer: unknown = method.call(page, event)
    return answer instanceof Promise ? track(answer) : answer
  }

  const components: Components = (path, properties, trigger) => {
    load(path)
    const { data = {}, methods = {} } = registered.get(path) ?? {}
    const scope: Scope = { ...data, ...properties }
    const self: Scope = { ...methods, data: scope, properties: scope, triggerEvent: trigger }
    return { data: scope, call: (handler: string, event: SentEvent) => send(self, handler, event) }
  }

  const go = (url: string, leave: number) => {
    const [path = '', search = ''] = url.slice(1).split('?')
    if (!tool.pages.includes(path)) throw new Error(`${path} is no page`)
    for (const screen of stack.splice(stack.length - leave)) send(screen.page, 'onUnload')
    const screen = instance(path)
    stack.push(screen)
    send(screen.page, 'onLoad', Object.fromEntries(new URLSearchParams(search)))
    send(screen.page, 'onShow')
    return Promise.resolve({})
  }
  const isTab = (url: string) => tool.tabBar.list.some(({ pagePath }) => `/${pagePath}` === url)

  const request = async ({ url, method = 'GET', header, data, dataType, success, fail }: WxRequest) => {
    const { pathname, search } = new URL(url)
    const headers = header ?? {}
    requests.push({ name: `${method} ${pathname}`, key: headers['idempotency-key'] })
    const body = data === undefined ? {} : { body: typeof data === 'string' ? data : JSON.stringify(data) }
    const answer = signal === 'none' ? undefined : await network.fetch(pathname + search, { method, headers, ...body })
    if (answer === undefined || signal === 'answers-lost') return fail({ errMsg: 'request:fail timeout' })
    const text = await answer.text()
    const isText = dataType !== undefined && dataType !== 'json'
    success({
      statusCode: answer.status,
      header: Object.fromEntries(answer.headers),
      data: isText ? text : JSON.parse(text),
    })
  }

  const known: Scope = {
    request: (options: WxRequest) => void track(request(options)),
    getStorageSync: (key: string) => JSON.parse(storage.get(key) ?? '""'),
    setStorageSync: (key: string, value: unknown) => void storage.set(key, JSON.stringify(value)),
    removeStorageSync: (key: string) => void storage.delete(key),
    getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
    getAppBaseInfo: () => ({ fontSizeSetting: 16 }),
    login: ({ success }: { success(answer: { code: string }): void }) => success({ code: 'a-code' }),
    navigateTo: ({ url }: { url: string }) => go(url, 0),
    redirectTo: ({ url }: { url: string }) => go(url, 1),
    reLaunch: ({ url }: { url: string }) => go(url, stack.length),
    switchTab({ url }: { url: string }) {
      if (!isTab(url)) throw new Error(`${url} is no tab`)
      return go(url, stack.length)
    },
    navigateBack() {
      send(stack.pop()?.page ?? {}, 'onUnload')
      send(stack.at(-1)?.page ?? {}, 'onShow')
    },
    stopPullDownRefresh: () => {},
    showToast: ({ title }: { title: string }) => void toasts.push(title),
    showModal: async ({ title }: { title: string }) => {
      toasts.push(title)
      return { confirm: confirms }
    },
    makePhoneCall: ({ phoneNumber }: { phoneNumber: string }) => void calls.push(phoneNumber),
  }
  const wx = new Proxy(known, {
    get(_, name) {
      if (typeof name === 'string' && !(name in known)) throw new Error(`the stub has no wx.${name}`)
      return known[name as string]
    },
  })

  const here = (): Screen => {
    const screen = stack.at(-1)
    if (!screen) throw new Error('no page is open')
    return screen
  }
  const view = () => render(here().path, here(), components)
  const shown = () => allShown(view())

  /** Those one can do something with, by what one reads on them; of several the innermost. */
  const found = (label: string, is: (one: Shown) => boolean): Shown => {
    const all = shown().filter(is)
    const namesOf = (one: Shown) => [wordsOf(one.children), String(one.attributes['aria-label'] ?? '')]
    const exact = all.filter((one) => namesOf(one).includes(label))
    const some = exact.length > 0 ? exact : all.filter((one) => namesOf(one).some((name) => name.includes(label)))
    const one = some.at(-1)
    if (!one) throw new Error(`nothing says ${label}: ${linesOf(view()).join(' | ')}`)
    return one
  }

  load('app')
  if (config) Object.assign(load('config').config as Scope, config)
  go(`/${tool.pages[0]}`, 0)

  return {
    storage,
    toasts,
    calls,
    requests,
    rest,
    view,
    /** Where one is. */
    path: () => here().path,
    /** What one reads, a line each. */
    lines: () => linesOf(view()),
    /** What one reads. */
    text: () => linesOf(view()).join('\n'),
    data: () => here().data,
    /** Taps and does not wait. */
    touch: (label: string) => void found(label, ({ listens }) => 'tap' in listens).send('tap'),
    /** Taps, and waits for what comes of it. */
    async tap(label: string) {
      found(label, ({ listens }) => 'tap' in listens).send('tap')
      await rest()
    },
    /** Writes into the input of that name. */
    async write(label: string, value: string) {
      found(label, ({ tag }) => tag === 'input').send('input', { value })
      await rest()
    },
    /** Picks in the picker that reads so. */
    async pick(label: string, value: unknown, event = 'change') {
      const picker = shown().find(({ tag, children }) => {
        const [inner] = children
        return tag === 'picker' && typeof inner === 'object' && String(inner.attributes['aria-label']).startsWith(label)
      })
      if (!picker) throw new Error(`no picker ${label}`)
      picker.send(event, event === 'change' ? { value } : value)
      await rest()
    },
    /** Opens a tab by its name. */
    async tab(text: string) {
      const { pagePath } = tool.tabBar.list.find((tab) => tab.text === text)!
      go(`/${pagePath}`, stack.length)
      await rest()
    },
    /** Pulls the page down. */
    async pull() {
      if (!jsonOf<PageJson>(`${here().path}.json`).enablePullDownRefresh) throw new Error(`${here().path} has no pull`)
      send(here().page, 'onPullDownRefresh')
      await rest()
    },
    /** Scrolls to the end. */
    async scroll() {
      send(here().page, 'onReachBottom')
      await rest()
    },
    async back() {
      ;(known.navigateBack as () => void)()
      await rest()
    },
    /** How well the network works from now on; `answers-lost`: what is sent arrives, what comes back does not. */
    hasSignal(now: typeof signal) {
      signal = now
    },
    /** Whether the citizen says yes when asked. */
    saysYes(yes: boolean) {
      confirms = yes
    },
  }
}

/** A phone. */
export type Phone = ReturnType<typeof startPhone>

interface WxRequest {
  url: string
  method?: string
  header?: Record<string, string>
  data?: unknown
  dataType?: string
  success(answer: { statusCode: number; header: Record<string, string>; data: unknown }): void
  fail(error: { errMsg: string }): void
}
