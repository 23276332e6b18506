/** A page for each role: what it is there for, its calls and whose data they see, its events. */
import type { PartnerKind } from '../../../../../events/define.ts'
import { catalogue } from '../../../../bundles/catalogue.ts'
import { type Role, roleNames, type Scope, scopes, seen } from '../../../../calls/access.ts'
import { nameOf, type Route } from '../../../../calls/route.ts'
import { type Block, h2, p, type Row, table, ul } from '../blocks.ts'
import { rolesInEnglish, scopesInEnglish } from '../english.ts'
import type { Page } from '../page.ts'
import { type Both, both } from '../words.ts'
import { addressOfCall, summaryOf } from './calls.ts'
import { eventList } from './events.ts'

/** What is said of a role. */
interface Said {
  readonly about: Both
  readonly tells: readonly Block[]
  /** The partners whose events are this role's affair; undefined: no events. */
  readonly kinds?: readonly PartnerKind[] | 'all'
}

const said: Readonly<Record<Role, Said>> = {
  citizen: {
    about: both(
      '小程序和网页：参保人看到自己的事办到哪一步，只被问到别人答不了的。',
      'Mini-programs and pages: people see how far their matters are, and are asked only what nobody else can answer.',
    ),
    tells: [
      ul(
        [
          '首页分三段就够：`status` 为 `waiting` 且 `waiting_for.actor` 是 `citizen` 的“等您”，其余 `running`、`waiting` 的“在办”，`done`、`rejected`、`withdrawn` 的“办好了”。',
          'Three parts make a home page: *needs you* (`status` `waiting`, `waiting_for.actor` `citizen`), *under way* (other `running` and `waiting`), *done* (`done`, `rejected`, `withdrawn`).',
        ],
        [
          '按钮从 `actions` 来，不要自己推断；做完得到新的办件，直接显示。不再提供的操作是 409 `action-not-offered`：重新读一遍。',
          'Buttons come from `actions`, never from guesses; an action answers the case as it then is. One no longer offered is 409 `action-not-offered`: read again.',
        ],
        [
          '`timeline` 的 `text`、错误的 `title` 和 `detail` 可以直接显示；代码用[代码表](/docs/codes)换成名称。',
          '`text` of the `timeline`, `title` and `detail` of errors may be shown as they are; codes are named by the [code tables](/docs/codes).',
        ],
        [
          '表单先取 `GET /v1/forms/{bundle}`：`prefilled` 里有的不用再问。',
          'For a form ask `GET /v1/forms/{bundle}` first: what is in `prefilled` need not be asked.',
        ],
        [
          '能看到所监护的孩子的事；孩子成年或换了监护人，就看不到了。',
          'Guardians see their children’s matters, until the child is grown or has other guardians.',
        ],
      ),
    ],
  },
  clerk: {
    about: both(
      '经办机构的工作台：只有真要人看的才成为待办。',
      'The desk of an office: only what really needs somebody becomes a task.',
    ),
    tells: [
      ul(
        [
          '`GET /v1/tasks` 按到期先后；`facts` 里是作决定要看的。不同意要写理由，本人看得到。',
          '`GET /v1/tasks`, soonest due first; `facts` holds what the decision takes. A rejection needs a reason, which the person reads.',
        ],
        [
          '省级（`admdvs` 写 `130000`）看全省，不作决定（403）。',
          'A province’s clerk (`admdvs` `130000`) sees all its areas and decides nothing (403).',
        ],
        [
          '凭任何编号找人：`POST /v1/search`，只找得到涉及本统筹区的；看了谁，审计里有。',
          'Find anybody by any number: `POST /v1/search`, within what concerns the area; who was looked at is in the trail.',
        ],
        ['工号写在令牌的 `staff_no` 里，审计按它记人。', 'The token’s `staff_no` is who the trail names.'],
      ),
    ],
  },
  supervisor: {
    about: both(
      '经办负责人：能做经办人员的全部，另外查本统筹区谁看过谁。',
      'A supervisor may all that a clerk may, and sees who of the area looked at whom.',
    ),
    tells: [
      p(
        '令牌的 `role` 写 `supervisor`，其余和经办人员一样；同一个人用同一个 `staff_no`。',
        'The token says `supervisor`, else as a clerk’s; the same person keeps the same `staff_no`.',
      ),
    ],
  },
  agent: {
    about: both(
      '帮办员：在一个网点，凭当事人的同意替人办一件事；上门看望没参保的人。',
      'An agent works at one point: does one matter for a person who consents, and visits those not insured.',
    ),
    tells: [
      p(
        '令牌写 `point_no` 和 `agent_no`。没有在办的委托时，除了本网点的待办，谁的信息都看不到。',
        'The token names `point_no` and `agent_no`. Without an errand in force an agent sees the tasks of the point, and otherwise nobody.',
      ),
    ],
  },
  expert: {
    about: both(
      '评审专家：评审抽中自己的门诊慢特病，看得到病情，看不到是谁。',
      'An expert reviews the chronic diseases drawn for them: sees the illness, never whose it is.',
    ),
    tells: [
      p(
        '令牌写 `expert_no`，和 `expert.registered` 里的一样。只有待办的几个接口能用；到期没有评审的，另抽一位。',
        'The token names `expert_no` as in `expert.registered`. Only the calls on tasks are open; what is not answered in time is drawn anew.',
      ),
    ],
  },
  employer: {
    about: both(
      '用人单位：核实职工的信息，例如生育津贴的分娩。',
      'An employer verifies what concerns its staff, such as a delivery for the maternity allowance.',
    ),
    tells: [
      p(
        '待办只有本单位职工的。单位不核实，到期由经办人员处理，职工不会一直等。单位缴费基数由税务部门用事件报来，不用单位另填。',
        'It sees tasks of its own staff alone. If it does not answer in time a clerk does: nobody waits for ever. Its base comes from the tax office by event.',
      ),
    ],
  },
  institution: {
    about: both(
      '医院和药店：就诊时毫秒级得到能不能直接结算；出生、就诊、结算用事件报来。',
      'Hospitals and pharmacies: at the desk they learn in milliseconds whether a visit settles; births, visits and settlements they report by event.',
    ),
    tells: [
      ul(
        [
          '`POST /v1/filing-decisions`：内容就是 `visit.admitted` 的内容，回答按什么待遇结算；同样的就诊再问，回答一样；信息不同的是 409 `visit-known`。',
          '`POST /v1/filing-decisions` takes the data of `visit.admitted` and answers at which rates it settles; asked again it answers the same; with other facts it is 409 `visit-known`.',
        ],
        [
          '新生儿凭出生医学证明编号：`GET /v1/cardless/{birth_cert_no}`。',
          'A newborn by the number of the birth certificate: `GET /v1/cardless/{birth_cert_no}`.',
        ],
        ['同一机构的人合在一起算频率。', 'All who call for one institution share its rate.'],
        [
          '上报事件的是机构的系统，用合作方的身份，见[合作方系统](/docs/partner)。',
          'Events are reported by the institution’s system, as a [partner](/docs/partner).',
        ],
      ),
    ],
    kinds: ['medins', 'health'],
  },
  operator: {
    about: both(
      '运行人员：参数、被拒事件、清算、暂停、开关；看了什么、改了什么都留痕。',
      'The operator: parameters, rejected events, clearings, holds, switches; all that is seen and changed is in the trail.',
    ),
    tells: [
      ul(
        [
          '每天：`GET /v1/ledger/check` 平不平，`GET /v1/rejected-events` 有没有解释不了的，`GET /v1/tasks` 有什么等着自己。',
          'Every day: is `GET /v1/ledger/check` balanced, is all of `GET /v1/rejected-events` explained, does a task wait (`GET /v1/tasks`).',
        ],
        [
          '出了事先 `PUT /v1/holds/payments`：钱不出去，办件照常办；放行后按先后补发，每条一次。',
          'When something is wrong hold payments first (`PUT /v1/holds/payments`): no money leaves, cases go on; released, each goes once, in order.',
        ],
        [
          '改参数先试算（`POST /v1/policy-trials`）；要两个人的环境由另一个人发布。',
          'Try a parameter before it holds (`POST /v1/policy-trials`); where two are asked for, another releases it.',
        ],
        [
          '一件事为什么这样：`GET /v1/cases/{case_id}/why`；命令行 `npm run why -- CASE_ID` 还说它发了什么、没发什么。',
          'Why a case is so: `GET /v1/cases/{case_id}/why`; `npm run why -- CASE_ID` beside says what it sent and has not.',
        ],
        [
          '告警来了照仓库的 `infra/runbooks` 做，每种告警一页。',
          'For an alarm follow `infra/runbooks` of the repository, a page for each.',
        ],
      ),
    ],
  },
  partner: {
    about: both(
      '合作方系统：税务、银行、医院、登记机关的程序；送来事件、收取消息，自己知道每个事件后来怎样。',
      'A partner’s system: programs of tax offices, banks, hospitals and registers; they send events, read messages, and learn by themselves what became of each.',
    ),
    tells: [
      ul(
        [
          '向运行方登记：来源 `source`、要发的事件、要收的消息、代表的统筹区或机构、公钥、平常每分钟多少条。',
          'Register with the operator: your `source`, the events you send and read, the areas or institutions you speak for, your public key, and how many a minute are usual.',
        ],
        [
          '两条路：放进自己的收件队列，或用 `POST /v1/events`。核对、留存、办理都一样，同一来源和编号走哪条路都只办一次。',
          'Two ways: your inbound queue, or `POST /v1/events`. Checked, kept and handled alike; one source and id is handled once whichever way it comes.',
        ],
        [
          '代表范围以外的是 `not-your-area`，没登记要发的是 `not-your-event`。',
          'What concerns others is `not-your-area`, what you are not registered for is `not-your-event`.',
        ],
        [
          '先在本机把事件调对（`npm run event -- validate`），再连测试环境。',
          'Get events right on your own machine first (`npm run event -- validate`), then connect to the test stage.',
        ],
      ),
      p(
        '接着看：[队列和回执](/docs/queues)、[签名](/docs/signing)、[全部事件](/docs/events)。',
        'Next: [queues and receipts](/docs/queues), [signing](/docs/signing), [all events](/docs/events).',
      ),
    ],
    kinds: 'all',
  },
}

/** The pages of all roles. */
export const rolePages: readonly Page[] = (Object.keys(said) as Role[]).map((role) => ({
  slug: role,
  part: 'roles',
  title: both(roleNames[role], rolesInEnglish[role]),
  about: said[role].about,
  blocks: (routes) => [
    h2('what', '要知道的', 'What to know'),
    ...said[role].tells,
    p(
      `令牌：\`role\` 写 \`${role}\`，还要写明什么见[各身份](/docs/tokens#role-${role})。`,
      `The token says \`role\` \`${role}\`; what else it names: [by role](/docs/tokens#role-${role}).`,
    ),
    h2('calls', '能用的接口', 'Its calls'),
    callsOf(role, routes),
    ...eventsOf(said[role]),
  ],
}))

function callsOf(role: Role, routes: readonly Route[]): Block {
  const sees = (route: Route, of: Role) => seen(route.access).find(([one]) => one === of)?.[1]
  const mine = (route: Route) => sees(route, role) ?? (role === 'supervisor' ? sees(route, 'clerk') : undefined)
  const rows = routes.flatMap((route): Row[] => {
    const scope = mine(route)
    return scope === undefined ? [] : [callRow(route, scope)]
  })
  return table(
    ['接口，能看到谁的', 'Calls, and whose data they see'],
    [
      ['接口', 'Call'],
      ['做什么', 'What it does'],
      ['能看到', 'Sees'],
    ],
    rows,
  )
}

const callRow = (route: Route, scope: Scope): Row => {
  const link = `[\`${nameOf(route)}\`](${addressOfCall(route)})`
  return { cells: [both(link, link), summaryOf(route), both(scopes[scope], scopesInEnglish[scope])] }
}

function eventsOf({ kinds }: Said): Block[] {
  if (kinds === undefined)
    return [
      h2('events', '事件', 'Events'),
      p(
        '这个身份不直接收发事件：事情的变化从接口里看。',
        'This role neither sends nor reads events: it sees by calls how things stand.',
      ),
    ]
  const isMine = (from: readonly PartnerKind[]) => kinds === 'all' || from.some((kind) => kinds.includes(kind))
  const sent = catalogue.filter((one) => one.direction === 'inbound' && isMine(one.from))
  const read = catalogue.filter(
    (one) => one.direction === 'outbound' && (kinds === 'all' || kinds.some((kind) => kind === one.queue)),
  )
  return [
    h2('events', '事件', 'Events'),
    eventList(['送来的', 'Sent'], sent),
    ...(read.length > 0 ? [eventList(['收取的', 'Read'], read)] : []),
  ]
}
