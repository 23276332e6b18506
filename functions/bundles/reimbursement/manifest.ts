/** The bundle `reimbursement`. */
import { NATION } from '../../../shared/codes/index.ts'
import { registeredGuardians } from '../../acts/guardians.ts'
import { clerkWorkingDays as accountDays } from '../../acts/payment/plan.ts'
import { paymentTaskKinds, provideBankAccount } from '../../acts/payment/tasks.ts'
import { daysInTurn, type Manifest, type Service, workingDays } from '../../manifest.ts'
import { birthCases, newbornBundle } from '../newborn/reference.ts'
import { choose } from './actions.ts'
import { reimbursementChain } from './chain.ts'
import { hears } from './events.ts'
import { reimbursementForm } from './form.ts'
import { reimbursementOutcome } from './outcome.ts'
import { claimDays, parameters } from './parameters.ts'
import { answerDays, reminderDays } from './steps/ask.ts'
import { queryDays } from './steps/query.ts'
import { recoverClaim, recoverDays, reviewClaim } from './tasks.ts'
import { notices } from './texts.ts'

const national = claimDays.rows.find(({ admdvs }) => admdvs === NATION)?.value ?? 0

const service: Service = {
  items: [{ name: 'claim', title: '自己垫付的医药费报销' }],
  application_needed: false,
  materials: [],
  time_limit: `申请以后${workingDays(national)}，当地另定期限的按当地的；小额的当场付`,
  guide:
    '没有直接结算、自己垫付的医药费，医院上传电子票据以后，系统算好能报多少，问您要不要报，点一下就行，不用交材料，不用跑。医院没有上传的，您填票据上的代码、号码和校验码也可以报。一张票据只能报一次；同一次就医有几张票据的，分几次报也一样，起付标准只扣一次。',
  happens: [
    '医院上传票据，系统算出能报多少，问您要不要报。',
    '您说没有别人该负责的，小额的当场付款；别的由工作人员核对。',
    '医院没有上传的，先查验票据，再由工作人员核定。',
    '付款以后在票据上做标记，免得再报；医疗救助自动接着算。',
  ],
  asks: [
    {
      who: '本人或监护人',
      what: '要不要报销，有没有别人该负责',
      within: `${answerDays}天内，第${daysInTurn(reminderDays)}天各提醒一次`,
    },
    { who: '财政电子票据系统', what: '医院没有上传的，查验票据', within: workingDays(queryDays) },
    { who: '经办人员', what: '不能当场付的，核对一下', within: `${workingDays(national)}，当地另定期限的按当地的` },
    { who: '本人或监护人', what: '没有银行账户时，填一个本人的账户', within: '随时，填了马上接着办' },
    { who: '经办人员', what: '银行退票的，换一个账户重新付', within: workingDays(accountDays) },
    { who: '经办人员', what: '付款以后票据作废的、已经直接结算的，追回', within: workingDays(recoverDays) },
  ],
}

export const reimbursement: Manifest = {
  chain: reimbursementChain,
  after: [newbornBundle.bundle],
  hears,
  tasks: [reviewClaim, recoverClaim, ...paymentTaskKinds],
  actions: [choose, provideBankAccount],
  notices,
  outcome: reimbursementOutcome,
  parameters,
  service,
  form: reimbursementForm,
  payees: (reads) => registeredGuardians(reads, birthCases).map(({ person }) => person),
}
