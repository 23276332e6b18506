/** What a bureau changes before it publishes: this file, and the number of the mini-program in project.config.json. */

/** How a citizen signs in: by a number alone against the local stack, or by the bureau's own sign-in service. */
export type SignIn = { by: 'local' } | { by: 'service'; url: string }

/** Where the API is, which province this mini-program is for, and how one signs in. */
export interface Config {
  /** Without a slash at its end. Outside the tool it must be HTTPS and listed as a request domain of the mini-program. */
  baseUrl: string
  /** Six digits: whose pooling areas and hospitals are offered first. */
  province: string
  signIn: SignIn
  /** Whom to call when nothing else helps: 12393 is the medical insurance line of the whole country. */
  hotline: string
}

export const config: Config = {
  baseUrl: 'http://127.0.0.1:8080',
  province: '130000',
  signIn: { by: 'local' },
  hotline: '12393',
}
