/**
 * The catalogue: what each bundle does for a citizen, in plain words. It is what `GET /v1/services` answers and what
 * the docs page shows; the sources of the rules are named in the rules files, not here. Time limits are quoted from the
 * constants that the bundles reckon with.
 */
import type { Bundle } from '../../shared/registers/rows.ts'
import { clerkWorkingDays as accountDays } from '../acts/payment/plan.ts'
import { waitDays as filingDays } from '../bundles/filing/await-filing.ts'
import { caseDays as allowanceDays, employerDays, reviewDays } from '../bundles/maternity-allowance/limits.ts'
import { clerkWorkingDays as newbornDays } from '../bundles/newborn/collect.ts'
import { cardlessDays, retrospectDays } from '../bundles/newborn/cover.ts'
import { sevenMatters } from '../bundles/newborn/guide.ts'
import { reminderDays } from '../bundles/newborn/reminders.ts'
import { reminderDays as choiceReminders, noChoiceDays } from '../bundles/retirement/choose.ts'
import { clerkWorkingDays as retirementDays } from '../bundles/retirement/find-place.ts'
import { retireWorkingDays } from '../bundles/retirement/retire.ts'
import { clerkWorkingDays as transferDays } from '../bundles/transfer/find-origin.ts'

/** Something that is asked of somebody, and how long that takes at most. */
export interface Asked {
  who: string
  what: string
  within: string
}

const working = (days: number) => `${days}个工作日`
const inTurn = (days: readonly number[]) => days.join('、')

/** A bundle as a citizen reads it. */
export interface Service {
  bundle: Bundle
  title: string
  /** What it consists of. */
  items: readonly { name: string; title: string }[]
  application_needed: boolean
  /** The call that starts it, where a citizen may. */
  start?: string
  /** What must be handed in; what the system knows is never asked for. */
  materials: readonly string[]
  time_limit: string
  guide: string
  /** What happens, in order. */
  happens: readonly string[]
  asks: readonly Asked[]
}

const bankAccountAsked = {
  who: '本人',
  what: '要退钱而没有银行账户时，填一个本人的账户',
  within: '随时，填了马上接着办',
}

const newborn: Service = {
  bundle: 'newborn',
  title: '出生一件事',
  items: [
    { name: 'enrolment', title: '参保登记' },
    { name: 'premium', title: '缴费' },
    { name: 'cardless', title: '无卡结算' },
    { name: 'identity', title: '上户口后换成身份证号' },
    { name: 'maternity-allowance', title: '妈妈的生育津贴' },
    { name: 'voucher', title: '孩子的医保码（挂在家长名下）' },
    { name: 'guide', title: '生育的其他事怎么办' },
  ],
  application_needed: false,
  start: 'POST /v1/cases',
  materials: [],
  time_limit: `从出生到${retrospectDays}天内缴费，从出生那天起报销；登记和开缴费单不到一分钟`,
  guide: `医院签发出生医学证明后，系统自动给孩子登记居民医保，您只要缴费。不用申请，不用先上户口，没有医保卡也能看病直接结算。医院没有上报的，监护人凭出生医学证明编号自己发起。${sevenMatters.map(({ title, text }) => `${title}：${text}`).join('')}`,
  happens: [
    '医院上报出生医学证明，孩子马上登记参保，并挂到家长名下。',
    '平时开出缴费单；集中缴费期内请家长自己申报缴费。',
    '缴费一到账，医保生效，告诉家长从哪天报销到哪天。',
    `出生后${cardlessDays}天内凭出生医学证明编号就能直接结算。`,
    '上户口后身份证号自动连上，以前的记录都在。',
  ],
  asks: [
    {
      who: '家长',
      what: '缴费',
      within: `出生${retrospectDays}天内缴，从出生那天起报销；第${inTurn(reminderDays)}天提醒`,
    },
    {
      who: '经办人员',
      what: '两份证明的出生日期或性别不一样，或缴的钱数不对时，核对一下',
      within: working(newbornDays),
    },
    bankAccountAsked,
  ],
}

const maternityAllowance: Service = {
  bundle: 'maternity-allowance',
  title: '生育津贴（免申即享）',
  items: [{ name: 'allowance', title: '生育津贴' }],
  application_needed: false,
  materials: [],
  time_limit: `出院后${working(allowanceDays)}`,
  guide:
    '参加职工医保的妈妈，生孩子的医药费在医院结算后，系统自动算好津贴的天数和钱数，单位核实一下就付款，不用申请，不用交材料。流产的也有。参加居民医保的没有这一项。',
  happens: [
    '医院结算生育医疗费，系统自动开始办。',
    '请单位核实（有的省不用）。',
    '按单位上年度的平均缴费基数和应休天数算出钱数。',
    '付给单位或本人，到账后告诉您天数、钱数和付给了谁。',
  ],
  asks: [
    { who: '单位', what: '核实生育情况；没有申报过缴费基数的，申报一下', within: working(employerDays) },
    { who: '经办人员', what: '单位没有答复、数额较大等情况时，核对一下', within: working(reviewDays) },
    { who: '本人', what: '津贴付给本人而没有银行账户时，填一个本人的账户', within: '随时，填了马上接着办' },
    { who: '经办人员', what: '银行退票的，换一个账户重新付', within: working(accountDays) },
  ],
}

const retirement: Service = {
  bundle: 'retirement',
  title: '医保退休免申即享',
  items: [
    { name: 'months', title: '缴费年限合并计算' },
    { name: 'retirement', title: '转为退休人员待遇' },
    { name: 'refund', title: '多缴的医保费退回' },
  ],
  application_needed: false,
  materials: [],
  time_limit: `年限够的，收到退休核准后${working(retireWorkingDays)}；不够的，您选的办法完成后${working(retireWorkingDays)}`,
  guide:
    '办了养老退休，医保退休跟着自动办。系统把省内各地的缴费月数和视同年限加在一起，够了就从退休的下个月起不用再缴费，按退休人员享受医保；多缴的退给您。不够的，告诉您差几个月、要多少钱，由您选怎么补。',
  happens: [
    '收到退休核准，查出医保关系在哪里；正在转移的等转完。',
    '合并计算缴费月数。',
    '够了：从退休的下个月起转为退休人员，多缴的退回。',
    '不够：告诉您差多少，请您选一次补齐、按月继续缴，或者改参加居民医保。',
  ],
  asks: [
    {
      who: '本人',
      what: '年限不够时，选一种补足的办法',
      within: `不限时；第${inTurn(choiceReminders)}天提醒，${noChoiceDays}天后工作人员联系您`,
    },
    bankAccountAsked,
    {
      who: '经办人员',
      what: '两份退休核准不一样，或医保、养老不在一个省时，核对一下',
      within: working(retirementDays),
    },
  ],
}

const transfer: Service = {
  bundle: 'transfer',
  title: '省内职工医保转移（免申转）',
  items: [
    { name: 'relation', title: '医保关系接续' },
    { name: 'account', title: '个人账户的钱转过来' },
  ],
  application_needed: false,
  materials: [],
  time_limit: `最快当天；个人账户有钱的，转出地${working(transferDays)}内确认`,
  guide:
    '在省内换了地方上班、参加了当地的职工医保，原来的医保关系自动接过来，缴费月数合在一起算，不用申请，不用交材料。个人账户里的钱经转出地确认后，一分不少地到新账户，马上能用。',
  happens: [
    '新地方参保，系统找到省内原来的医保；那边还没停保的，等它停。',
    '接续医保关系，告诉您看病报销有没有中断。',
    '个人账户有钱的，请转出地确认；确认后钱马上到新账户。',
    '两地之间的钱由系统定期结清，您不用等。',
  ],
  asks: [
    { who: '转出地经办人员', what: '确认个人账户转出', within: working(transferDays) },
    { who: '转入地经办人员', what: '以前的参保地不止一处、分不清时，选一下从哪里转', within: working(transferDays) },
    bankAccountAsked,
  ],
}

const filing: Service = {
  bundle: 'filing',
  title: '异地就医备案',
  items: [
    { name: 'automatic', title: '免备案和自动备案' },
    { name: 'self-service', title: '自助备案（承诺制）' },
  ],
  application_needed: false,
  start: 'POST /v1/filings',
  materials: [],
  time_limit: '马上',
  guide:
    '去外地看病，大多数情况不用备案，医院一问系统就知道能不能直接结算。要备案的，您在这里填去哪里、从哪天起，作个承诺就行，不用交材料，马上生效；出院结算前都可以补办。',
  happens: [
    '医院登记就诊，系统当场判定能不能直接结算、按什么待遇。',
    '要备案的，告诉您；出院前办好，这次就按备案结算。',
    '备案记录发给参保地和就医地。',
  ],
  asks: [
    {
      who: '本人',
      what: '要备案的，自助备案并作承诺',
      within: `出院结算前；${filingDays}天内没办的，凭票据回参保地报销`,
    },
  ],
}

/** All services, in the order of the contract. */
export const services: readonly Service[] = [newborn, maternityAllowance, retirement, transfer, filing]
