/** Every call of the API. Written by infra/generate/client-types.ts from the OpenAPI document; not by hand. */

import type {
  AccessLog,
  AccountPayment,
  Accounts,
  Agent,
  Answers,
  Areas,
  Article,
  Assistance,
  AuditLines,
  Cardless,
  Case,
  Cases,
  Clearing,
  Codes,
  Correction,
  Corrections,
  Credential,
  CredentialHolder,
  CredentialKeys,
  DoseAnswer,
  EnrolmentMap,
  Entitlements,
  Errand,
  ErrandCodeAsked,
  EventStatus,
  EventsTaken,
  Export,
  Filing,
  FilingDecision,
  Filings,
  Forecast,
  Form,
  Found,
  HandOver,
  Health,
  Holds,
  Institutions,
  LedgerCheck,
  Mandate,
  Mandates,
  Me,
  NationalAnswer,
  NoticeRead,
  Notices,
  OpenSurveys,
  Pack,
  Packs,
  Point,
  Points,
  Policies,
  Policy,
  PolicyNeeds,
  PolicyTrial,
  PolicyTrialBegun,
  Preferences,
  Problems,
  Rates,
  Rating,
  RejectedEvents,
  Replay,
  Replayed,
  Report,
  Resent,
  Screening,
  Services,
  Settings,
  Shadows,
  Share,
  Shares,
  SigningKeys,
  Statement,
  SurveyAnswered,
  Surveys,
  Task,
  TaskDecisions,
  Tasks,
  UnansweredQuestions,
  VolumeForecast,
  Why,
  Workload,
} from './answers.ts'
import type {
  CaseAction,
  CredentialCheck,
  DoseQuestion,
  EventsSent,
  Helpful,
  NationalMessage,
  NewAccountPayment,
  NewAgent,
  NewArticle,
  NewCase,
  NewClearing,
  NewCorrection,
  NewCredential,
  NewErrand,
  NewErrandCode,
  NewFeedback,
  NewFiling,
  NewHold,
  NewMandate,
  NewPack,
  NewPoint,
  NewPolicy,
  NewPolicyTrial,
  NewPreferences,
  NewQuestion,
  NewRating,
  NewScreening,
  NewSettings,
  NewShare,
  NewSharePremium,
  NewSurvey,
  Replays,
  Resend,
  Search,
  TaskDecision,
  TaskDecisionsSent,
  TaskExtension,
  Visit,
} from './bodies.ts'

/** Codes of problems. New ones may come. */
export type ProblemCode =
  | 'bad-request'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'not-active'
  | 'training-due'
  | 'key-in-progress'
  | 'too-large'
  | 'key-reused'
  | 'too-many-requests'
  | 'internal'
  | 'unavailable'
  | 'code-wrong'
  | 'own-matter'
  | 'not-this-point'
  | 'daily-limit'
  | 'person-unknown'
  | 'invalid-code'
  | 'expired'
  | 'used'
  | 'no-form'
  | 'already'
  | 'limit'
  | 'lapsed'
  | 'bundle-off'
  | 'not-insured'
  | 'disease-unknown'
  | 'already-entitled'
  | 'case-open'
  | 'case-exists'
  | 'already-enrolled'
  | 'too-many-unconfirmed'
  | 'already-claimed'
  | 'receipt-taken'
  | 'no-account'
  | 'out-of-scope'
  | 'bill-closed'
  | 'balance-short'
  | 'action-not-offered'
  | 'already-open'
  | 'not-settled'
  | 'already-answered'
  | 'too-late'
  | 'relation-not-shared'
  | 'user-not-insured'
  | 'already-shared'
  | 'too-many-users'
  | 'share-ended'
  | 'settlement-known'
  | 'not-rateable'
  | 'already-rated'
  | 'not-ended'
  | 'filing-overlaps'
  | 'too-many-filings'
  | 'no-relation'
  | 'already-retired'
  | 'visit-known'
  | 'task-closed'
  | 'claimed'
  | 'not-claimed'
  | 'already-extended'
  | 'overdue'
  | 'not-extendable'
  | 'second-person'
  | 'facts-changed'
  | 'closed-by-facts'
  | 'still-refused'
  | 'alone-only'
  | 'policies-to-confirm'
  | 'no-message'
  | 'message-closed'
  | 'trial-running'
  | 'trial-released'
  | 'correction-closed'
  | 'pack-released'
  | 'pack-not-released'
  | 'pack-past'
  | 'report-too-large'

/** Every call by its name: what it takes and what it answers. */
export interface Operations {
  /** 服务是否正常 */
  'GET /v1/health': { answer: Health }
  /** 统筹区：全国的，或一个省的，一次给全 */
  'GET /v1/areas': { query?: { province?: string }; answer: Areas }
  /** 发给合作方的事件用哪些公钥核对签名；没有开启签名的为空 */
  'GET /v1/signing-keys': { answer: SigningKeys }
  /** 定点医药机构：全国的，一个统筹区的，或一个省的（130000）；可按名称或编号里的字查找 */
  'GET /v1/institutions': {
    query?: { admdvs?: string; q?: string; limit?: number; cursor?: string }
    answer: Institutions
  }
  /** 设置一个帮办点：在哪里、什么时候开门、办什么、服务哪些社区；留痕 */
  'PUT /v1/points/{point_no}': { path: { point_no: string }; body: NewPoint; answer: Point }
  /** 登记一个帮办员：在岗还是暂停、哪天培训的；一人只在一个帮办点；留痕 */
  'PUT /v1/points/{point_no}/agents/{agent_no}': {
    path: { point_no: string; agent_no: string }
    body: NewAgent
    answer: Agent
  }
  /** 附近能办某件事的帮办点：给出位置的由近及远，否则列出所在地的；现在开不开门 */
  'GET /v1/points': {
    query: {
      matter:
        | 'newborn'
        | 'assistance'
        | 'chronic'
        | 'family-sharing'
        | 'feedback'
        | 'filing'
        | 'home-service'
        | 'maternity-allowance'
        | 'transfer'
        | 'retirement'
        | 'outreach'
        | 'reimbursement'
        | 'enrolment'
        | 'account'
        | 'mandate'
        | 'other'
      lng?: string
      lat?: string
      admdvs?: string
      limit?: number
      cursor?: string
    }
    answer: Points
  }
  /** 给来办事的人发六位验证码，本人说出来就是同意；有没有这个人，回答都一样 */
  'POST /v1/errand-codes': { body: NewErrandCode; answer: ErrandCodeAsked }
  /** 凭本人同意（医保码、验证码、纸质委托或证件）开一次委托，只管一件事 */
  'POST /v1/errands': { body: NewErrand; answer: Errand }
  /** 一次委托和办过的每一步 */
  'GET /v1/errands/{errand_id}': { path: { errand_id: string }; answer: Errand }
  /** 结束一次委托，马上生效；办过的不变 */
  'DELETE /v1/errands/{errand_id}': { path: { errand_id: string }; answer: Errand }
  /** 帮办点一个月办了多少、退回多少、上门多少，该付多少 */
  'GET /v1/points/{point_no}/statement': { path: { point_no: string }; query: { month: string }; answer: Statement }
  /** 全部接口，OpenAPI 3.1 */
  'GET /openapi.json': { answer: Record<string, unknown> }
  /** 全部事件，AsyncAPI 3.0 */
  'GET /asyncapi.json': { answer: Record<string, unknown> }
  /** 代码表：回答里的每个代码叫什么 */
  'GET /v1/codes': { answer: Codes }
  /** 服务目录：每件事包含什么、要不要申请、要什么材料、多久、怎么回事 */
  'GET /v1/services': { answer: Services }
  /** 一张表：要填什么（JSON Schema），系统已经替您填了什么 */
  'GET /v1/forms/{bundle}': { path: { bundle: string }; answer: Form }
  /** 问一个问题：由签发过的知识条目原文回答；没有合适的，请转人工。不记谁问的 */
  'POST /v1/questions': { body: NewQuestion; answer: Answers }
  /** 回答有没有帮助；没有的，请转人工 */
  'POST /v1/questions/{question_id}/helpful': { path: { question_id: string }; body: Helpful; answer: HandOver }
  /** 我的参保情况（今天） */
  'GET /v1/me': { answer: Me }
  /** 我的个人账户：能用的、已到位的、每一笔 */
  'GET /v1/me/accounts': { answer: Accounts }
  /** 我和家人的医保待遇 */
  'GET /v1/me/entitlements': { answer: Entitlements }
  /** 我和家人的消息，新的在前 */
  'GET /v1/me/notices': { query?: { limit?: number; cursor?: string }; answer: Notices }
  /** 看过一条消息；再说一次，还是第一次的时间 */
  'POST /v1/me/notices/{notice_id}/read': { path: { notice_id: string }; answer: NoticeRead }
  /** 我选定的通知和页面方式 */
  'GET /v1/me/preferences': { answer: Preferences }
  /** 选定通知和页面方式，整个替换；没写的项是最初的值 */
  'PUT /v1/me/preferences': { body: NewPreferences; answer: Preferences }
  /** 谁看过我和家人的信息、替我办过什么，新的在前 */
  'GET /v1/me/access': { query?: { limit?: number; cursor?: string }; answer: AccessLog }
  /** 请家人帮办，或者提出帮家人办：对方同意才生效 */
  'POST /v1/mandates': { body: NewMandate; answer: Mandate }
  /** 我的家人帮办授权，新的在前：我请的、请我的 */
  'GET /v1/mandates': { answer: Mandates }
  /** 同意对方提出的授权，当天生效 */
  'POST /v1/mandates/{mandate_id}/acceptance': { path: { mandate_id: string }; answer: Mandate }
  /** 结束一个授权，马上生效；还没有同意的，是撤回或者谢绝 */
  'DELETE /v1/mandates/{mandate_id}': { path: { mandate_id: string }; answer: Mandate }
  /** 出示医保码：自己的、所监护家人的，或者授权出示的家人的；一分钟一换 */
  'POST /v1/credentials': { body: NewCredential; answer: Credential }
  /** 核对医保码签名的公钥（JWKS）：签名的、将要签名的、停用不到一天的 */
  'GET /v1/credential-keys': { answer: CredentialKeys }
  /** 核对对方出示的医保码：是谁、参保情况；一个码用一次；留痕 */
  'POST /v1/credential-checks': { body: CredentialCheck; answer: CredentialHolder }
  /** 我的信息的副本：系统里有的全部内容，也可以替所监护的家人要；一页放不下的接着翻 */
  'GET /v1/me/export': { query?: { psn_no?: string; cursor?: string }; answer: Export }
  /** 办件列表，新的在前 */
  'GET /v1/cases': {
    query?: {
      bundle?:
        | 'newborn'
        | 'assistance'
        | 'chronic'
        | 'family-sharing'
        | 'feedback'
        | 'filing'
        | 'home-service'
        | 'maternity-allowance'
        | 'transfer'
        | 'retirement'
        | 'outreach'
        | 'reimbursement'
      status?: 'running' | 'waiting' | 'done' | 'rejected' | 'withdrawn'
      psn_no?: string
      limit?: number
      cursor?: string
    }
    answer: Cases
  }
  /** 自己发起办件：门诊慢特病、上门服务、出生一件事、零星报销 */
  'POST /v1/cases': { body: NewCase; answer: Case }
  /** 用我的个人账户替家人缴一张居民医保缴费单 */
  'POST /v1/share-premiums': { body: NewSharePremium; answer: Case }
  /** 一个办件，含经过 */
  'GET /v1/cases/{case_id}': { path: { case_id: string }; answer: Case }
  /** 在办件里做选择或补充信息 */
  'POST /v1/cases/{case_id}/actions': { path: { case_id: string }; body: CaseAction; answer: Case }
  /** 反映一件事：投诉、建议、办不成、咨询 */
  'POST /v1/feedback': { body: NewFeedback; answer: Case }
  /** 我和家人现在可以填的就诊满意度调查；填过的不再列出，也不说填了什么 */
  'GET /v1/me/surveys': { answer: OpenSurveys }
  /** 填一次就诊满意度调查；不记是谁填的，机构和经办只看到合计 */
  'POST /v1/visits/{mdtrt_id}/survey': { path: { mdtrt_id: string }; body: NewSurvey; answer: SurveyAnswered }
  /** 问题台账：几件反映是同一个原因的，从根上改；新的在前 */
  'GET /v1/problems': {
    query?: { status?: 'open' | 'closed' | 'none'; limit?: number; cursor?: string }
    answer: Problems
  }
  /** 办件为什么这样定：每一步说了什么，依据哪些政策参数，各自可信到什么程度 */
  'GET /v1/cases/{case_id}/why': { path: { case_id: string }; answer: Why }
  /** 一年的医疗救助：每次结算该给多少、各部门给了多少、还要付多少；家人的写 psn_no */
  'GET /v1/me/assistance': { query?: { year?: number; psn_no?: string }; answer: Assistance }
  /** 开药前问：同一种药手里还有多少天的量，这次多少天可以支付；不留下任何记录 */
  'POST /v1/dose-checks': { body: DoseQuestion; answer: DoseAnswer }
  /** 把我的个人账户给家人用：承诺亲属关系属实，马上生效 */
  'POST /v1/shares': { body: NewShare; answer: Share }
  /** 我给家人用的、家人给我和我所监护的家人用的个人账户；现在还可以给谁 */
  'GET /v1/shares': { answer: Shares }
  /** 结束一个共济：授权人、使用人（或其监护人）都可以，当天还能用 */
  'DELETE /v1/shares/{share_id}': { path: { share_id: string }; answer: Share }
  /** 医药机构收费：先用本人的个人账户，再用家人共济的；同一结算编号重发，回答一样，不多扣 */
  'POST /v1/account-payments': { body: NewAccountPayment; answer: AccountPayment }
  /** 退回一次收费：钱回到原来的账户；再退一次回答一样 */
  'DELETE /v1/account-payments/{setl_id}': {
    path: { setl_id: string }
    query: { psn_no: string }
    answer: AccountPayment
  }
  /** 办完以后评价：5 非常满意，4 满意，3 基本满意，2 不满意，1 非常不满意；可以匿名 */
  'POST /v1/cases/{case_id}/rating': { path: { case_id: string }; body: NewRating; answer: Rating }
  /** 一段时间里反映的事办得怎样，评价怎样：响应率、按时率、解决率、满意率、好评率 */
  'GET /v1/rates': { query: { admdvs?: string; from: string; to: string }; answer: Rates }
  /** 自助备案：作出承诺，马上生效，出院结算以后也可以补办；也可以替所监护的家人办 */
  'POST /v1/filings': { body: NewFiling; answer: Filing }
  /** 我和家人的自助备案，新的在前 */
  'GET /v1/filings': { query?: { limit?: number; cursor?: string }; answer: Filings }
  /** 结束一个备案：当天仍有效，已经判定的就诊不受影响 */
  'DELETE /v1/filings/{filing_id}': { path: { filing_id: string }; answer: Filing }
  /** 凭出生医学证明编号能否直接结算 */
  'GET /v1/cardless/{birth_cert_no}': { path: { birth_cert_no: string }; query?: { date?: string }; answer: Cardless }
  /** 什么时候到退休年龄，到时候缴费年限够不够 */
  'GET /v1/me/retirement-forecast': { answer: Forecast }
  /** 医疗机构询问：这次就诊能否直接结算、按哪个备案、按什么待遇 */
  'POST /v1/filing-decisions': { body: Visit; answer: FilingDecision }
  /** 我的待办，最急的在前；可以只看某类、某种缓急、我认领的或没有人认领的 */
  'GET /v1/tasks': {
    query?: {
      status?: 'open'
      kind?:
        | 'confirm-assistance'
        | 'recover-assistance'
        | 'payment-returned'
        | 'paid-twice'
        | 'review-chronic'
        | 'entitlement-doubtful'
        | 'handle-feedback'
        | 'review-feedback'
        | 'home-visit'
        | 'assign-home-service'
        | 'verify-birth'
        | 'review-allowance'
        | 'certificate-differs'
        | 'amount-differs'
        | 'visit-uninsured'
        | 'review-claim'
        | 'recover-claim'
        | 'other-province'
        | 'pension-differs'
        | 'no-choice'
        | 'approve-transfer-out'
        | 'approve-refund'
        | 'choose-origin'
        | 'older-relation'
        | 'reverse-by-hand'
        | 'rule-corrected'
        | 'identity-differs'
        | 'identity-taken'
        | 'spot-check'
        | 'check-errand'
        | 'policy-missing'
        | 'calendar-missing'
        | 'chain-stopped'
        | 'message-refused'
        | 'funds-differ'
        | 'visit-alert'
        | 'volume-alert'
        | 'approve-pack'
        | 'mend-problem'
      triage?: 'red' | 'blue' | 'green'
      claimed?: 'me' | 'none'
      limit?: number
      cursor?: string
    }
    answer: Tasks
  }
  /** 一个待办，办过的也看得到；留痕 */
  'GET /v1/tasks/{task_id}': { path: { task_id: string }; answer: Task }
  /** 认领待办：当天内别人不能办；负责人可以接过来 */
  'POST /v1/tasks/{task_id}/claim': { path: { task_id: string }; answer: Task }
  /** 放回认领的待办；负责人可以放回别人认领的 */
  'POST /v1/tasks/{task_id}/release': { path: { task_id: string }; answer: Task }
  /** 给待办延期，一次，写明理由；本人会被告知 */
  'POST /v1/tasks/{task_id}/extension': { path: { task_id: string }; body: TaskExtension; answer: Task }
  /** 对待办作出决定；不同意要写理由 */
  'POST /v1/tasks/{task_id}/decision': { path: { task_id: string }; body: TaskDecision; answer: Task }
  /** 一次办多个同类待办，每个和单独办一样，一个不成不影响别的 */
  'POST /v1/task-decisions': { body: TaskDecisionsSent; answer: TaskDecisions }
  /** 本地区的工作量：谁认领、办结、退回多少，每类待办有多少、多急 */
  'GET /v1/workload': { answer: Workload }
  /** 凭编号找人找事：证件号码、人员编号、办件、待办、出生医学证明、缴费单、付款、备案；经办人员只找得到在本统筹区参保、居住或有办件的人；留痕 */
  'POST /v1/search': { body: Search; answer: Found }
  /** 审计记录，新的在前：某一天的、关于某人的、某人做的；负责人只看得到本统筹区经办人员的；查看本身留痕 */
  'GET /v1/audit': {
    query?: { on?: string; psn_no?: string; by?: string; limit?: number; cursor?: string }
    answer: AuditLines
  }
  /** 统筹区的设置 */
  'GET /v1/regions/{admdvs}/settings': { path: { admdvs: string }; answer: Settings }
  /** 修改统筹区的设置；留痕 */
  'PUT /v1/regions/{admdvs}/settings': { path: { admdvs: string }; body: NewSettings; answer: Settings }
  /** 有日期的政策参数；给出日期时只列当日有效的，同时给出地区时取最近一级；给出地区和可信程度时，列出当地办件可能依据的各行，如待确认的 */
  'GET /v1/policies': {
    query?: { name?: string; admdvs?: string; on?: string; standing?: 'published' | 'to-confirm' | 'set' }
    answer: Policies
  }
  /** 设置或修改一个政策参数；留痕，等它的办件自动继续 */
  'PUT /v1/policies/{name}': { path: { name: string }; body: NewPolicy; answer: Policy }
  /** 清算一个省到某日为止的划转；同省同日只有一次 */
  'POST /v1/clearings': { body: NewClearing; answer: Clearing }
  /** 一次清算 */
  'GET /v1/clearings/{clearing_id}': { path: { clearing_id: string }; answer: Clearing }
  /** 没有收下的事件和等得太久的事件，新的在前 */
  'GET /v1/rejected-events': { query?: { limit?: number; cursor?: string }; answer: RejectedEvents }
  /** 再收一次 */
  'POST /v1/rejected-events/{id}/replay': { path: { id: string }; answer: Replay }
  /** 核对账本：上一次全面核对的结果，加上此后的每一笔 */
  'GET /v1/ledger/check': { answer: LedgerCheck }
  /** 一个统筹区办事要用的全部政策参数：录入了没有、可信到什么程度、有多少办件在等 */
  'GET /v1/policy-needs': { query: { admdvs: string; on?: string }; answer: PolicyNeeds }
  /** 送来一个事件，或者 1 至 100 个；和放进收件队列一样核对、留存、办理，逐个回答收下没有 */
  'POST /v1/events': { body: EventsSent; answer: EventsTaken }
  /** 自己送来的一个事件怎样了：收下了、还在等别的信息，或者没有收下；还没有读到的也是 404 */
  'GET /v1/events/{id}': { path: { id: string }; answer: EventStatus }
  /** 按《医疗保障信息平台定点医药机构接口规范》送来一个交易：1101 人员信息获取（应答）、2102 药店结算（应答）、2103 药店结算撤销、2201 门诊挂号、2202 门诊挂号撤销、2203 门诊就诊信息上传、2207 门诊结算（应答）、2208 门诊结算撤销、2304 住院结算（应答）、2305 住院结算撤销、2401 入院办理、2402 出院办理、2404 入院撤销、2501 转院备案、2502 转院备案撤销、4202 自费病人住院就诊和诊断信息上传、4205 自费病人门诊就医信息上传；办理和事件一样，应答的形状照规范 */
  'POST /v1/national/{infno}': { path: { infno: string }; body: NationalMessage; answer: NationalAnswer }
  /** 现在暂停发出的有哪些，各有多少条没发、共多少钱 */
  'GET /v1/holds': { answer: Holds }
  /** 暂停发出：payments 付款、funds 清算划款、notices 通知，或发往某个队列的全部；办件照常办，留痕 */
  'PUT /v1/holds/{what}': { path: { what: string }; body: NewHold; answer: Holds }
  /** 恢复发出：暂停期间的按先后补发，每条一次；留痕 */
  'DELETE /v1/holds/{what}': { path: { what: string }; answer: Holds }
  /** 把发给合作方的消息再发一次：编号、时间和内容都不变，重新签名；暂停发出的照样等着，已经作废或对方已经回报的不发；留痕 */
  'POST /v1/messages/resend': { body: Resend; answer: Resent }
  /** 一次重收多条：从最早的起，各条和单独重收一样；又没收下的留在原处，带着 cursor 接着做就不会再试；开始以后新列出的不算；逐条留痕 */
  'POST /v1/rejected-events/replay': { body: Replays; answer: Replayed }
  /** 试算一个政策参数：这个地区在办的和近期办结的事，用了它各会怎样；什么都不改，留痕 */
  'POST /v1/policy-trials': { body: NewPolicyTrial; answer: PolicyTrialBegun }
  /** 一次试算：进度、各有多少件、哪些会变；留痕 */
  'GET /v1/policy-trials/{trial_id}': { path: { trial_id: string }; answer: PolicyTrial }
  /** 发布试算过的参数：从此有效，等它的办件自动继续；要两个人的环境由另一个人发布；留痕 */
  'POST /v1/policy-trials/{trial_id}/release': { path: { trial_id: string }; answer: Policy }
  /** 提出一份更正：按收件箱的规则检查后存下，另一个人放行才生效；留痕 */
  'POST /v1/corrections': { body: NewCorrection; answer: Correction }
  /** 提出过的更正，新的在前；事件内容只在单份里给出 */
  'GET /v1/corrections': { query?: { limit?: number; cursor?: string }; answer: Corrections }
  /** 一份更正：内容、谁提出、谁放行、收下没有；留痕 */
  'GET /v1/corrections/{correction_id}': { path: { correction_id: string }; answer: Correction }
  /** 撤回或否决还没有放行的更正，什么都没有发生；留痕 */
  'DELETE /v1/corrections/{correction_id}': { path: { correction_id: string }; answer: Correction }
  /** 放行别人提出的更正：事件从此和合作方发来的一样办理；留痕 */
  'POST /v1/corrections/{correction_id}/release': { path: { correction_id: string }; answer: Correction }
  /** 写入或整条替换一条知识；负责人写本统筹区的，运行人员写任何地区的；留痕 */
  'PUT /v1/articles/{article_id}': { path: { article_id: string }; body: NewArticle; answer: Article }
  /** 没有答上、或者没帮上忙的问题，问得最多的在前；不写地区的：负责人看本统筹区的，运行人员看没说地区的 */
  'GET /v1/questions/unanswered': { query?: { admdvs?: string }; answer: UnansweredQuestions }
  /** 一个统筹区未来七天每天大约新开多少待办、办件或群众反映，要几个人；按同类日子的中位数，可以手工核对 */
  'GET /v1/forecast': { query: { admdvs: string; what: 'tasks' | 'cases' | 'feedback' }; answer: VolumeForecast }
  /** 写一个政策包，或者整个替换草稿；经办负责人只写本统筹区的 */
  'PUT /v1/packs/{pack_id}': { path: { pack_id: string }; body: NewPack; answer: Pack }
  /** 一个政策包，和发给了多少人；经办人员和帮办员看放行了的 */
  'GET /v1/packs/{pack_id}': { path: { pack_id: string }; answer: Pack }
  /** 政策包，按地区和编号排列 */
  'GET /v1/packs': {
    query?: { status?: 'draft' | 'to-approve' | 'released' | 'ended'; limit?: number; cursor?: string }
    answer: Packs
  }
  /** 放行政策包；人多的等另一个人同意；留痕 */
  'POST /v1/packs/{pack_id}/release': { path: { pack_id: string }; answer: Pack }
  /** 结束政策包：马上不再发，以后也不再发；留痕 */
  'POST /v1/packs/{pack_id}/end': { path: { pack_id: string }; answer: Pack }
  /** 一家机构一段时间里的就诊满意度调查；份数不够的只答份数 */
  'GET /v1/institutions/{fixmedins_code}/surveys': {
    path: { fixmedins_code: string }
    query: { from: string; to: string; dept?: string }
    answer: Surveys
  }
  /** 一个月的办理情况：当月开办、现在由这个地区负责的办件，各业务多少件、结果、用时、超期、金额 */
  'GET /v1/report': { query: { month: string; admdvs: string }; answer: Report }
  /** 筛查一个统筹区的居民参保情况：一天一次，当天再要，给出同一次；留痕 */
  'POST /v1/screenings': { body: NewScreening; answer: Screening }
  /** 一次筛查办完没有 */
  'GET /v1/screenings/{screening_id}': { path: { screening_id: string }; answer: Screening }
  /** 参保地图：一个统筹区、县区、街道或社区在一个时期的参保情况，和上一期、一年前比，以及下一级各地 */
  'GET /v1/enrolment-map': {
    query: { code: string; period?: 'day' | 'week' | 'month' | 'year'; on?: string }
    answer: EnrolmentMap
  }
  /** 试运行的业务会办成什么样：逐件，和各种结果有多少；只是推算，没有通知、没有办理、没有动钱；留痕 */
  'GET /v1/shadow': {
    query?: {
      bundle?:
        | 'newborn'
        | 'assistance'
        | 'chronic'
        | 'family-sharing'
        | 'feedback'
        | 'filing'
        | 'home-service'
        | 'maternity-allowance'
        | 'transfer'
        | 'retirement'
        | 'outreach'
        | 'reimbursement'
      admdvs?: string
      limit?: number
      cursor?: string
    }
    answer: Shadows
  }
}
