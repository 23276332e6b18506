/** Ways a request can go: `wx.request` of mini-programs, and `fetch` of everything else. */

/** A request, ready to be sent. */
export interface WireRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string
}

/** An answer as it came; `header` finds a header whatever its case. */
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
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<{ status: number; headers: { get(name: string): string | null }; text(): Promise<string> }>

/** By `fetch`. */
export function fetchTransport(fetch: Fetch): Transport {
  return async ({ url, ...init }) => {
    const response = await fetch(url, init)
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      text: await response.text(),
    }
  }
}

/** As much of `wx` as is needed. */
export interface Wx {
  request(options: {
    url: string
    method: 'GET' | 'POST' | 'PUT' | 'DELETE'
    header: Record<string, string>
    data?: string
    dataType: string
    timeout: number
    success(result: { statusCode: number; header: Record<string, string>; data: unknown }): void
    fail(error: { errMsg: string }): void
  }): unknown
}

/** By `wx.request`; `timeoutMs` (15 seconds if left out) is how long an answer is waited for. */
export function wxTransport(wx: Wx, timeoutMs = 15_000): Transport {
  return ({ method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      wx.request({
        method,
        url,
        header: headers,
        ...(body === undefined ? {} : { data: body }),
        // Anything but `json` leaves the answer as text: problem details are read like any other answer.
        dataType: 'text',
        timeout: timeoutMs,
        success: ({ statusCode, header, data }) =>
          resolve({ status: statusCode, header: (name) => caseless(header, name), text: String(data ?? '') }),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      })
    })
}

function caseless(headers: Record<string, string>, name: string): string | undefined {
  const key = Object.keys(headers).find((one) => one.toLowerCase() === name)
  return key === undefined ? undefined : headers[key]
}
