/** How a token is had, what stands in it, and whose data it opens. */
import { html } from 'hono/html'
import { type Role, roleNames, roles, type Scope, scopes, seen } from '../../../../calls/access.ts'
import { nameOf, type Route } from '../../../../calls/route.ts'
import { longestTokenSeconds } from '../../../../http/deployed.ts'
import { type Block, code, drawn, h2, json, ol, p, type Row, table, ul } from '../blocks.ts'
import { rolesInEnglish, scopesInEnglish } from '../english.ts'
import type { Language } from '../language.ts'
import type { Page } from '../page.ts'
import { both, coded, type Html } from '../words.ts'

/** What a token of a role must name, and what it may beside. */
const claims: Readonly<Record<Role, { needs: string; may?: string; zh: string; en: string }>> = {
  citizen: { needs: 'psn_no', zh: '人员编号', en: 'the person’s number' },
  clerk: {
    needs: 'admdvs',
    may: 'staff_no',
    zh: '统筹区（省级的只能查看）；工号',
    en: 'pooling area (a province’s may only look); staff number',
  },
  supervisor: { needs: 'admdvs', may: 'staff_no', zh: '统筹区；工号', en: 'pooling area; staff number' },
  agent: { needs: 'point_no, agent_no', zh: '网点编号，帮办员编号', en: 'the point’s number, the agent’s number' },
  expert: { needs: 'expert_no', zh: '评审专家编号', en: 'the expert’s number' },
  employer: { needs: 'emp_no', zh: '单位编号', en: 'the employer’s number' },
  institution: { needs: 'fixmedins_code', zh: '定点医药机构编号', en: 'the institution’s code' },
  operator: {
    needs: '',
    may: 'staff_no',
    zh: '工号；要两个人的事按它分辨',
    en: 'staff number: what takes two persons goes by it',
  },
  partner: {
    needs: 'source',
    zh: '登记的来源，例如 `urn:partner:tax-13`',
    en: 'the registered source, such as `urn:partner:tax-13`',
  },
}

/** A claim's name, or nothing where there is none. */
const inCode = (name: string) => () => (name === '' ? html`` : coded(name))

const hours = longestTokenSeconds / 3600

const real: readonly Block[] = [
  p(
    '令牌是签名的 JWT，放在 `Authorization: Bearer`。本系统不发令牌，只核对：由当地的统一身份认证（签发方）发给登录的人或系统。',
    'A token is a signed JWT in `Authorization: Bearer`. This system issues none and checks all: the bureau’s identity service (the issuer) gives them to whoever signs in.',
  ),
  table(
    ['核对什么', 'What is checked'],
    [
      ['项', 'Claim'],
      ['要求', 'Rule'],
    ],
    [
      ['iss', '等于环境的设置 `jwt.issuer`', 'is the stage’s setting `jwt.issuer`'],
      ['aud', '等于 `jwt.audience`', 'is `jwt.audience`'],
      [
        'exp',
        `必须有；从签发到到期不超过 ${hours} 小时，建议两小时以内`,
        `must be there; at most ${hours} hours after issue, better two`,
      ],
      ['iat', '不晚于现在；允许两边时钟差 30 秒', 'not after now; clocks may differ by 30 seconds'],
      [
        'alg',
        '`RS256`（HTTP 网关只认它），或 `PS256`、`ES256`、`ES384`',
        '`RS256` (all that the HTTP gateway takes), else `PS256`, `ES256`, `ES384`',
      ],
      [
        'kid',
        '公钥在 `jwt.jwksUrl` 的 JWKS 里；换钥匙时新旧两把同时放着，用不着通知本系统',
        'its key is in the JWKS at `jwt.jwksUrl`; keys are changed by showing both for a while, nobody need be told',
      ],
      [
        'sub',
        '可以没有；请求编号、频率和审计按它认人',
        'may be left out; idempotency keys, rates and the trail go by it',
      ],
    ].map(([name = '', zh = '', en = '']): Row => ({ cells: [() => coded(name), both(zh, en)] })),
  ),
  table(
    ['各身份还要写明什么', 'What each role must name beside'],
    [
      ['身份 `role`', 'Role `role`'],
      ['必须', 'Must'],
      ['可以', 'May'],
      ['是什么', 'What it is'],
    ],
    roles.map((role) => {
      const { needs, may = '', zh, en } = claims[role]
      return {
        entry: {
          id: `role-${role}`,
          name: both(`role ${role}`, `role ${role}`),
          about: both(roleNames[role], rolesInEnglish[role]),
        },
        cells: [
          (language) => html`${coded(role)} ${language === 'zh' ? roleNames[role] : rolesInEnglish[role]}`,
          inCode(needs),
          inCode(may),
          both(zh, en),
        ],
      }
    }),
  ),
  json(
    {
      iss: 'https://id.example.gov.cn',
      aud: 'mianshen',
      sub: 'u-8f14e45f',
      role: 'citizen',
      psn_no: '13010000000000000001',
      iat: 1772413200,
      exp: 1772420400,
    },
    both('令牌的内容', 'What is in a token'),
  ),
  ul(
    [
      '没有令牌、过期、签名不对：401。身份不能用这个接口：403。不是您的：404，和不存在一样。',
      'No token, expired, wrongly signed: 401. A role that may not call: 403. Not yours: 404, as if it did not exist.',
    ],
    [
      '钥匙撤销以后，它签的令牌最多再用十分钟左右；要立即停一个人，请签发方缩短有效期。',
      'Once a key is withdrawn its tokens are good for some ten minutes more; to stop one person at once, the issuer keeps lives short.',
    ],
  ),
]

const mini: readonly Block[] = [
  p(
    '小程序的登录不是令牌。`wx.login()` 给一个五分钟内用一次的 `code`，由医保局自己的登录服务换成令牌：',
    'What a mini-program signs in with is no token. `wx.login()` gives a `code`, good once within five minutes; a sign-in function of the bureau turns it into a token:',
  ),
  ol(
    [
      '小程序：`wx.login()` 得到 `code`，交给登录服务。',
      'Mini-program: `wx.login()` gives `code`; it goes to the sign-in function.',
    ],
    [
      '登录服务：用 `code` 和小程序的密钥问微信（`jscode2session`），得到 `openid`。密钥和 `session_key` 从不离开服务器。',
      'Sign-in: asks WeChat (`jscode2session`) with `code` and the program’s secret for the `openid`. Secret and `session_key` never leave the server.',
    ],
    [
      '没有绑定过的：转去做实名核验（国家网络身份认证，或国家医保信息平台的电子凭证），核验的是证件号码和姓名，结果绑定到 `openid`。',
      'Not bound yet: the person proves who they are (the national network identity, or the electronic certificate of the medical insurance platform) by identity number and name; the result is bound to the `openid`.',
    ],
    [
      '绑定过的：由参保登记查得人员编号 `psn_no`，签一个两小时的令牌：`role` 是 `citizen`。',
      'Bound: the register says the person’s number `psn_no`, and a token of two hours is signed: `role` is `citizen`.',
    ],
    [
      '小程序存下令牌；401 时重新登录，客户端会自己做（`login`）。',
      'The mini-program keeps the token; at a 401 it signs in anew, which the client does by itself (`login`).',
    ],
  ),
  p(
    '仓库的 `infra/sign-in` 是一个可以照着改的登录函数：微信、实名核验、查编号各是一个接口，换成当地的即可；签名用 `jose`，公钥由它自己的 JWKS 给出。它不随本系统部署。',
    '`infra/sign-in` of the repository is a sign-in function to start from: WeChat, the real-name check and the register are an interface each, to be filled in; it signs with `jose` and shows its keys as a JWKS. It is not deployed with this system.',
  ),
]

const local: readonly Block[] = [
  p(
    '只在本机环境：`POST /dev/token`，写上身份和它必须写明的那一项。有效期按业务时钟算，`ttl_s` 可以给长些，因为时钟会往前拨。',
    'In the local stack alone: `POST /dev/token` with the role and what it must name. Expiry goes by the business clock; give a longer `ttl_s` if you move the clock.',
  ),
  code(
    `curl -s $API/dev/token -d '{"role":"citizen","psn_no":"13999900000000000001","ttl_s":86400}'
curl -s $API/dev/token -d '{"role":"clerk","admdvs":"130100","staff_no":"C1"}'
curl -s $API/dev/token -d '{"role":"partner","source":"urn:partner:tax-13"}'`,
  ),
]

/** Tokens and who sees whose. */
export const tokensPage: Page = {
  slug: 'tokens',
  part: 'begin',
  title: both('令牌和登录', 'Tokens and signing in'),
  about: both(
    '真的令牌怎样取得、里面写什么，小程序的登录怎样变成令牌，谁能看到谁的。',
    'How a real token is had and what stands in it, how a mini-program’s sign-in becomes one, and who sees whose data.',
  ),
  blocks: (routes) => [
    h2('real', '真的令牌', 'A real token'),
    ...real,
    h2('mini-program', '小程序怎样登录', 'How a mini-program signs in'),
    ...mini,
    h2('local', '本机环境的令牌', 'A token of the local stack'),
    ...local,
    h2('access', '谁能用、能看到谁的', 'Who may call, and whose data they see'),
    p(
      '没有列出的接口不用令牌；空格表示不能用。经办负责人另外能用经办人员的全部接口。',
      'Calls not listed need no token; a blank means no. A supervisor may beside make all calls of a clerk.',
    ),
    drawn((language) => accessTable(routes, language)),
  ],
}

function accessTable(routes: readonly Route[], language: Language): Html {
  const title = language === 'zh' ? '接口和身份' : 'Calls and roles'
  const nameIn = (role: Role) => (language === 'zh' ? roleNames[role] : rolesInEnglish[role])
  const sight = (scope: Scope | undefined) =>
    scope === undefined ? '' : language === 'zh' ? scopes[scope] : scopesInEnglish[scope]
  return html`<div class="wide" tabindex="0" role="group" aria-label="${title}"><table><caption>${title}</caption><thead><tr><th scope="col">${
    language === 'zh' ? '接口' : 'Call'
  }</th>${roles.map((role) => html`<th scope="col">${nameIn(role)}</th>`)}</tr></thead><tbody>
${routes
  .filter(({ access }) => access !== 'none')
  .map((route) => {
    const sees = new Map(seen(route.access))
    return html`<tr><th scope="row">${coded(nameOf(route))}</th>${roles.map((role) => html`<td>${sight(sees.get(role))}</td>`)}</tr>
`
  })}</tbody></table></div>
`
}
