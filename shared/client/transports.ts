/** Ways a request can go: `wx.request` of mini-programs, and `fetch` of everything else. */
import type { Signal } from './signals.ts'

/** A request, ready to be sent. */
export interface WireRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string
  /** Set off when the answer is no longer wanted. */
  signal: Signal
}

/** An answer as it came; `header` finds a header by its name in lower case. */
export interface WireResponse {
  status: number
  header(name: string): string | undefined
  text: string
}

/** Sends a request; rejects if no answer came. */
export type Transport = (request: WireRequest) => Promise<WireResponse>

/** As much of `fetch` as is needed. */
export type Fetch = (
  url: string,
  // `never`: whatever a fetch takes as its signal, it is made by the AbortController that stands beside it.
  init: { method: string; headers: Record<string, string>; body?: string; signal?: never },
) => Promise<{ status: number; headers: { get(name: string): string | null }; text(): Promise<string> }>

/** By `fetch`; ended requests are cut where the runtime can do that. */
export function fetchTransport(fetch: Fetch): Transport {
  return async ({ url, signal, ...init }) => {
    const response = await fetch(url, { ...init, ...cutBy(signal) })
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      text: await response.text(),
    }
  }
}

function cutBy(signal: Signal): { signal?: never } {
  if (typeof AbortController === 'undefined') return {}
  const controller = new AbortController()
  signal.addEventListener('abort', () => controller.abort())
  return { signal: controller.signal as never }
}

/** As much of `wx` as is needed. */
export interface Wx {
  /** Answers the request's task, with `abort()`. */
  request(options: {
    url: string
    method: 'GET' | 'POST' | 'PUT' | 'DELETE'
    header: Record<string, string>
    data?: string
    dataType: string
    success(result: WxAnswer): void
    fail(error: { errMsg: string }): void
  }): unknown
}

interface WxAnswer {
  statusCode: number
  header?: Record<string, unknown>
  data?: unknown
}

/** By `wx.request`. */
export function wxTransport(wx: Wx): Transport {
  return ({ method, url, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const task = wx.request({
        method,
        url,
        header: headers,
        ...(body === undefined ? {} : { data: body }),
        // Anything but `json` leaves the answer as text: problem details are read like any other answer.
        dataType: 'text',
        success: (answer) => resolve(Promise.resolve(answer).then(wireOf)),
        fail: reject,
      })
      signal.addEventListener('abort', () => (task as { abort?(): void } | undefined)?.abort?.())
    })
}

const wireOf = ({ statusCode, header = {}, data = '' }: WxAnswer): WireResponse => ({
  status: statusCode,
  header(name) {
    const key = Object.keys(header).find((one) => one.toLowerCase() === name)
    return key === undefined ? undefined : String(header[key])
  },
  text: typeof data === 'string' ? data : JSON.stringify(data),
})
