/** Why an event is not taken, and what its sender can do about it: what documents, answers and operators read. */

/** A reason: what it means, what to do, and the field at fault where the reason says it. */
interface Reason {
  /** What it is called, where the meaning is too long for a name. */
  readonly name?: string
  readonly meaning: string
  readonly remedy: string
  readonly field?: string
  /** Meaning and remedy in English, for partners' programmers. */
  readonly en: { readonly meaning: string; readonly remedy: string }
}

const correct = '改正后用新的事件编号重发；被拒的编号没有占用，也可以沿用'
const correctEn = 'Correct it and send it with a new id; the id of a rejected event stays free and may be used again'
const parked = '缺的事件到了自动办理，不用重发；一小时后仍缺的列出来备查'
const parkedEn =
  'Taken up by itself when what is missing comes, no need to send again; listed after an hour if it is missing still'

/** All reasons, in the order in which an event is checked. */
export const reasons = {
  'not-json': {
    meaning: '消息不是合格的 JSON',
    remedy: correct,
    field: 'event',
    en: { meaning: 'The message is not well-formed JSON', remedy: correctEn },
  },
  'not-cloudevent': {
    name: '信封不合规范',
    meaning: '信封不合 CloudEvents 1.0，errors 里逐项说明',
    remedy: correct,
    en: { meaning: 'The envelope is not CloudEvents 1.0; errors names each fault', remedy: correctEn },
  },
  'unknown-type': {
    meaning: '没有这种事件，或不由合作方发送',
    remedy: '核对 type，见事件目录',
    field: 'type',
    en: {
      meaning: 'There is no such event, or partners do not send it',
      remedy: 'Check type against the catalogue of events',
    },
  },
  'bad-data': {
    name: '内容不合要求',
    meaning: '内容不合要求，errors 里逐项说明',
    remedy: correct,
    en: { meaning: 'The data is not as it must be; errors names each fault', remedy: correctEn },
  },
  'place-differs': {
    name: '地区和机构编号不符',
    meaning: '就医地或所在地和定点医药机构编号里的行政区划不在同一统筹区',
    remedy: correct,
    en: {
      meaning:
        'Place of treatment, or of the institution, and the area code in the institution number lie in different pooling areas',
      remedy: correctEn,
    },
  },
  'not-your-source': {
    meaning: '来源写的不是自己',
    remedy: 'source 写登记的来源；urn:mianshen: 开头的只由本系统使用',
    field: 'source',
    en: {
      meaning: 'The source named is not your own',
      remedy: 'Write the source you are registered with; what begins with urn:mianshen: is this system’s alone',
    },
  },
  'unknown-source': {
    meaning: '来源没有登记',
    remedy: '请运行方登记来源和公钥，再请其重放',
    field: 'source',
    en: {
      meaning: 'The source is not registered',
      remedy: 'Ask the operator to register source and public key, then to replay the event',
    },
  },
  'not-your-event': {
    meaning: '这种事件不由这一方发送',
    remedy: '确需发送的，请运行方改登记，再请其重放',
    field: 'type',
    en: {
      meaning: 'Events of this type are not yours to send',
      remedy: 'If they should be: ask the operator to change your registration, then to replay the event',
    },
  },
  unsigned: {
    meaning: '没有签名',
    remedy: '签名后重发',
    field: 'signature',
    en: { meaning: 'There is no signature', remedy: 'Sign it and send it again' },
  },
  'unknown-signtype': {
    meaning: '签名算法不是 SM2',
    remedy: 'signtype 写 SM2，重新签名后重发',
    field: 'signtype',
    en: {
      meaning: 'The algorithm of the signature is not SM2',
      remedy: 'Write SM2 in signtype, sign again, send again',
    },
  },
  'no-key': {
    meaning: '事件发生的时间没有有效的公钥，或者到得太晚',
    remedy: '请运行方登记公钥，再请其重放',
    field: 'signature',
    en: {
      meaning: 'No public key holds at the time of the event, or it came too late',
      remedy: 'Ask the operator to register the key, then to replay the event',
    },
  },
  'bad-signature': {
    meaning: '签名与内容不符',
    remedy: '按规范化文本重新签名后重发，可用测试向量核对',
    field: 'signature',
    en: {
      meaning: 'The signature does not fit the content',
      remedy: 'Sign the canonical text anew and send again; check yourself against the test vector',
    },
  },
  'not-your-area': {
    meaning: '涉及的统筹区或机构不由这一方代表',
    remedy: '确属本方的，请运行方改登记，再请其重放',
    en: {
      meaning: 'It concerns a pooling area or institution that you do not speak for',
      remedy: 'If it is yours: ask the operator to change your registration, then to replay the event',
    },
  },
  'time-in-future': {
    name: '时间晚于现在',
    meaning: '发生时间晚于现在，或内容里已经发生的事晚于发生时间，超过十分钟（日期超过一天）',
    remedy: '核对时钟和时区，改正后重发；到了那个时间的，可请运行方重放',
    en: {
      meaning:
        'The event’s time lies ahead of now, or what its data report as done lies after that time, by more than ten minutes (a date: a day)',
      remedy: 'Check clock and time zone, correct, send again; once that time has come the operator can replay it',
    },
  },
  'too-large': {
    meaning: '消息太长',
    remedy: '去掉目录里没有的字段后重发',
    field: 'event',
    en: { meaning: 'The message is too long', remedy: 'Leave out what the catalogue does not list and send again' },
  },
  'unknown-number': {
    meaning: '编号不是本系统发出的',
    remedy: '核对缴费单编号或付款编号后重发',
    field: 'data',
    en: {
      meaning: 'The number is not one that this system gave out',
      remedy: 'Check the number of the bill or payment and send again',
    },
  },
  'unknown-order': {
    meaning: '没有这笔清算划款指令',
    remedy: '核对清算编号和划款编号后重发',
    field: 'data.order_no',
    en: {
      meaning: 'There is no such transfer order of a clearing',
      remedy: 'Check clearing number and order number and send again',
    },
  },
  'id-reused': {
    meaning: '同一来源和编号的事件已经收过，内容不同',
    remedy: '新的事实、更正都要用新的编号；收过的那个不受影响',
    field: 'id',
    en: {
      meaning: 'An event with this source and id was taken before, with other content',
      remedy: 'A new fact or a correction needs a new id; the one taken before stands',
    },
  },
  'amount-differs': {
    meaning: '金额与付款指令或申请的不一致',
    remedy: '核对后按指令的金额重发',
    field: 'data.amt',
    en: {
      meaning: 'The sum is not that of the payment order',
      remedy: 'Check, and send again with the sum that was ordered',
    },
  },
  merged: {
    name: '两个编号已经合并',
    meaning: '这两个编号已经合并过，方向不同，或并到了另一个编号',
    remedy: '核对保留的是哪个编号；合并不能反向，也不能改并',
    en: {
      meaning: 'The two numbers are merged already, the other way round or into another number',
      remedy: 'Check which number is kept; a merger can be neither reversed nor redirected',
    },
  },
  'needs-person': {
    meaning: '还没有这个人的登记',
    remedy: parked,
    en: { meaning: 'This person is not registered yet', remedy: parkedEn },
  },
  'needs-enrolment': {
    meaning: '还没有这段参保',
    remedy: parked,
    en: { meaning: 'This enrolment is not known yet', remedy: parkedEn },
  },
  'needs-contribution': {
    meaning: '还没有要撤销的缴费月份',
    remedy: parked,
    en: { meaning: 'The months to be taken back are not known yet', remedy: parkedEn },
  },
  'needs-credit': {
    meaning: '账户里的钱还不够',
    remedy: parked,
    en: { meaning: 'There is not enough money in the account yet', remedy: parkedEn },
  },
  'needs-share': {
    meaning: '那一天使用人还没有和这个账户共济',
    remedy: parked,
    en: { meaning: 'The user had no share in this account on that day yet', remedy: parkedEn },
  },
  'needs-birth': {
    meaning: '还没有这份出生医学证明',
    remedy: parked,
    en: { meaning: 'This birth certificate is not known yet', remedy: parkedEn },
  },
  'needs-bill': {
    meaning: '还没有这张缴费单',
    remedy: parked,
    en: { meaning: 'This bill is not known yet', remedy: parkedEn },
  },
  'needs-payment': {
    meaning: '还没有这笔付款',
    remedy: parked,
    en: { meaning: 'This payment is not known yet', remedy: parkedEn },
  },
  'needs-death': {
    meaning: '还没有要撤销的死亡登记',
    remedy: parked,
    en: { meaning: 'The death to be taken back is not known yet', remedy: parkedEn },
  },
  'needs-delivery': {
    meaning: '还没有要撤销的生育结算',
    remedy: parked,
    en: { meaning: 'The delivery to be taken back is not known yet', remedy: parkedEn },
  },
  'needs-visit': {
    meaning: '还没有这次就诊',
    remedy: parked,
    en: { meaning: 'This visit is not known yet', remedy: parkedEn },
  },
  'needs-filing': {
    meaning: '还没有要撤销的转诊备案',
    remedy: parked,
    en: { meaning: 'The referral to be taken back is not known yet', remedy: parkedEn },
  },
  'too-many-waiting': {
    meaning: '这个人名下等待其他信息的事件太多',
    remedy: '先核对这个人的登记；缺的信息到了，请运行方重放',
    en: {
      meaning: 'Too many events wait with this person for others',
      remedy: 'Check how this person is registered; once what they wait for has come, ask the operator to replay it',
    },
  },
  'too-many-reports': {
    meaning: '这个人的参保、停保和撤销报告太多',
    remedy: '核对是不是发错了人；确需再报的，请联系运行方',
    en: {
      meaning: 'There are too many reports of enrolments, pauses and revocations of this person',
      remedy: 'Check that it is the right person; if another is needed, ask the operator',
    },
  },
} as const satisfies Record<string, Reason>

/** A reason. */
export type RejectionReason = keyof typeof reasons

/** What each is called. */
export const reasonNames = Object.fromEntries(
  (Object.entries(reasons) as [RejectionReason, Reason][]).map(([reason, { name, meaning }]) => [
    reason,
    name ?? meaning,
  ]),
) as Readonly<Record<RejectionReason, string>>

/** Why a message is no event of ours, by itself alone. */
export type RefusalReason = Extract<
  RejectionReason,
  'not-json' | 'not-cloudevent' | 'unknown-type' | 'bad-data' | 'place-differs'
>

/** A reason as the fault of a field, for those found by the whole event and not by a schema. */
export function faultOf(reason: RejectionReason): { field: string; message: string } {
  const { meaning, field = 'event' }: Reason = reasons[reason]
  return { field, message: meaning }
}
