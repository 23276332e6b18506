/** Ten minutes: three ways in, each a handful of commands on the local stack. */
import { catalogue } from '../../../../bundles/catalogue.ts'
import type { Route } from '../../../../calls/route.ts'
import { type Block, code, fold, h2, h3, ol, p, ul } from '../blocks.ts'
import type { Page } from '../page.ts'
import { both } from '../words.ts'
import { codeTable, reasonTable } from './errors.ts'
import { eventList } from './events.ts'
import { matterList } from './matters.ts'
import { reading, receipts } from './queues.ts'
import { signing } from './signing.ts'

const stack = [
  p(
    '全部都在自己的机器上跑，不用账号，也不用配置。需要 Node 20 以上、npm 和 Java 17。先取得本仓库的代码，在它的目录里执行：',
    'Everything runs on your own machine, without an account and with nothing to configure. You need Node 20 or later, npm and Java 17. In a copy of this repository:',
  ),
  code(
    `npm ci
npm run serve -- --ready-file /tmp/ready.json --now 2026-03-02T09:00:00+08:00 &
until [ -f /tmp/ready.json ]; do sleep 1; done
API=$(node -p 'require("/tmp/ready.json").api')
echo $API/docs`,
  ),
  p(
    '本机环境有接口、队列、模拟的税务和银行，还有一座可以向前拨的业务时钟（这里从 2026 年 3 月 2 日走起）。换一个终端时，再执行一次 `API=` 那一行。',
    'The local stack has the API, the queues, a made-up tax office and bank, and a business clock that can be moved on (here it starts on 2 March 2026). In another terminal run the line with `API=` once more.',
  ),
  p(
    '令牌在本机向 `POST /dev/token` 要，想是谁就是谁；真的环境怎样取得见[令牌](/docs/tokens)。',
    'On this machine `POST /dev/token` gives a token of whoever you want to be; how a real one is had: [tokens](/docs/tokens).',
  ),
  code(
    `token() { curl -s $API/dev/token -H 'content-type: application/json' -d "$1" | node -p 'JSON.parse(require("fs").readFileSync(0)).token'; }
call() { curl -s -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' "$@"; echo; }`,
  ),
]

const partner: readonly Block[] = [
  p(
    '一个合作方系统（医院、税务、银行、参保登记……）上报事件。先写一个事件，看收件箱会怎么说：',
    'A partner’s system (a hospital, tax office, bank, register …) reports events. Write one, and see what the inbox would say:',
  ),
  code(
    `cat > /tmp/event.json <<'END'
{ "specversion": "1.0", "id": "START-1", "source": "urn:partner:registry-13",
  "type": "mianshen.person.registered.v1", "time": "2026-03-02T09:00:00+08:00",
  "data": { "psn_no": "13999900000000000001", "psn_cert_type": "01", "certno": "999999199001011238",
            "psn_name": "测试一", "gend": "1", "brdy": "1990-01-01" } }
END
npm run --silent event -- validate /tmp/event.json`,
  ),
  p(
    '送出去：用 HTTPS，逐个回答收下没有；再问它后来怎样。',
    'Send it over HTTPS, which answers event by event; then ask what became of it.',
  ),
  code(
    `TOKEN=$(token '{"role":"partner","source":"urn:partner:registry-13"}')
call $API/v1/events -d @/tmp/event.json
call $API/v1/events/START-1`,
  ),
  p(
    '同一个事件再送一次，什么都不会变；改了内容再送，是 `id-reused`。也可以放进队列，大批量时用它：',
    'Send the same again and nothing changes; with other content it is `id-reused`. Large numbers go by the queue:',
  ),
  code('npm run --silent event -- send /tmp/event.json --ready-file /tmp/ready.json'),
  p(
    '接着看：[怎样读队列、回执](/docs/queues)、[签名](/docs/signing)、[全部事件](/docs/events)、[被拒的原因和处理办法](/docs/errors#reasons)。',
    'Next: [reading a queue, receipts](/docs/queues), [signing](/docs/signing), [all events](/docs/events), [reasons and remedies](/docs/errors#reasons).',
  ),
]

const frontEnd: readonly Block[] = [
  p(
    '先让一个情景发生，里面的人和办件就都有了；它会说出人员编号和办件编号：',
    'Let a scenario happen first, so that there are people and cases; it says their numbers:',
  ),
  code(
    `npm run --silent event -- scenario list
npm run --silent event -- scenario retirement --ready-file /tmp/ready.json`,
  ),
  p('然后作为那个人来看（把编号换成它说的）：', 'Then look as that person (put in the number it said):'),
  code(
    `TOKEN=$(token '{"role":"citizen","psn_no":"13999900000000000001"}')
call $API/v1/me
call $API/v1/cases
call $API/v1/me/notices`,
  ),
  p(
    '小程序和网页用 `shared/client` 里带类型的客户端：重试、换令牌、翻页都在里面。页面要显示的名称，一次取全：',
    'Mini-programs and pages use the typed client in `shared/client`: it retries, renews tokens and pages. The names to be shown come in one answer:',
  ),
  code('curl -s $API/v1/codes | head -c 600; curl -s "$API/v1/areas?province=130000" | head -c 300'),
  p(
    '接着看：[参保人的前端](/docs/citizen)、[全部接口](/docs/calls)、[小程序怎样登录](/docs/tokens#mini-program)。',
    'Next: [a citizen’s front end](/docs/citizen), [all calls](/docs/calls), [how a mini-program signs in](/docs/tokens#mini-program).',
  ),
]

const operator: readonly Block[] = [
  p(
    '看账本平不平，有没有没收下的事件，有什么等着人：',
    'Is the ledger balanced, was an event not taken, does anything wait for somebody:',
  ),
  code(
    `TOKEN=$(token '{"role":"operator"}')
call $API/v1/ledger/check
call $API/v1/rejected-events
call "$API/v1/tasks?status=open"`,
  ),
  p(
    '当地还要录入什么；把付款暂停，再放行；一件事为什么办成这样：',
    'What an area still has to say; hold payments and let them go; why a case came out as it did:',
  ),
  code(
    `npm run --silent policies -- --admdvs 130100 --ready-file /tmp/ready.json
call -X PUT $API/v1/holds/payments -d '{"reason":"试一试"}'
call -X DELETE $API/v1/holds/payments
curl -s $API/dev/clock -d '{"advance":"P1D"}'`,
  ),
  p(
    '接着看：[运行人员](/docs/operator)、[环境和限额](/docs/limits)；上线一个省的步骤在仓库的 `infra/DEPLOY.md`，出了事照 `infra/runbooks` 做。',
    'Next: [the operator](/docs/operator), [environments and limits](/docs/limits); how a province goes live is in `infra/DEPLOY.md` of the repository, what to do at night in `infra/runbooks`.',
  ),
]

const blocks: readonly Block[] = [
  h2('stack', '先把它跑起来', 'First, run it'),
  ...stack,
  h2('partner', '我是合作方', 'I am a partner'),
  ...partner,
  h2('front-end', '我做前端', 'I build a front end'),
  ...frontEnd,
  h2('operator', '我管运行', 'I run it'),
  ...operator,
  h2('whole', '整个系统的一天', 'A day of the whole'),
  p(
    '想看全貌：让一个省过一天，几分钟后有小结，环境留着可以接着看。',
    'To see all of it: let a province live through a day; in a few minutes there is a summary, and the stack stays for you to look at.',
  ),
  code('npm start'),
  h3('parts', '系统由什么组成', 'What it consists of'),
  ol(
    [
      '合作方把事件放进队列 `inbox`，或者用 `POST /v1/events` 送来。',
      'Partners put events into the queue `inbox`, or send them to `POST /v1/events`.',
    ],
    [
      '每件事是一串步骤，条件具备时自己往前走；步骤只看本人的档案。',
      'Every matter is a chain of steps that goes on by itself as soon as it can; a step looks at the person’s file alone.',
    ],
    [
      '要付的钱、要发的通知、要告诉别家的事，从队列里出去。',
      'Payments, notices and what others must know leave by queues.',
    ],
    [
      '只有人才能决定的，变成参保人的选择或经办人员的待办。',
      'What only people can decide becomes a citizen’s choice or a clerk’s task.',
    ],
  ),
  ul(
    ['每个人看什么、做什么：目录里“按身份”各有一页。', 'What each sees and does: a page for each under “By role”.'],
    [
      '什么会变、什么不会变：[版本和变更](/docs/changes)。',
      'What may change and what may not: [versions and changes](/docs/changes).',
    ],
  ),
]

/** What partners look for most, on the first page too. */
const lookedUp = (routes: readonly Route[]): readonly Block[] => [
  h2('looked-up', '最常查的', 'Looked up most'),
  fold(['怎样读队列', 'How to read a queue'], reading),
  fold(['事件后来怎样：回执', 'What became of an event: receipts'], receipts),
  fold(['签名，连同测试向量', 'Signing, with a test vector'], signing),
  fold(['事件被拒的原因和处理办法', 'Reasons for which events are not taken, and remedies'], [reasonTable()]),
  fold(['接口的错误编号和处理办法', 'Error codes of calls, and remedies'], [codeTable(routes)]),
  fold(['全部事件', 'All events'], [eventList(['全部事件', 'All events'], catalogue)]),
  fold(['全部事项', 'All matters'], [matterList()]),
]

/** The first page. */
export const startPage: Page = {
  slug: '',
  part: 'begin',
  title: both('十分钟上手', 'Start in ten minutes'),
  about: both(
    '医保里的事，条件具备时系统自动办。合作方、前端、运行方各有一条路，命令照抄就能用。',
    'Matters of medical insurance that are done by themselves as soon as they can be. A way in for partners, front ends and operators, with commands that work as written.',
  ),
  blocks: (routes) => [...blocks, ...lookedUp(routes)],
}
