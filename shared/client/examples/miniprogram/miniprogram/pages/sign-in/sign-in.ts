/** Signing in. Against the local stack one says who one is; a bureau's own service knows it from WeChat. */
import { config } from '../../config'
import { signIn } from '../../utils/session'
import { look } from '../../utils/show'

Page({
  data: { ...look(), local: config.signIn.by === 'local', psn_no: '', busy: false, fault: '' },

  onShow() {
    this.setData(look())
  },

  type(event: WechatMiniprogram.Input) {
    this.setData({ psn_no: event.detail.value, fault: '' })
  },

  async enter() {
    const { local, psn_no, busy } = this.data
    if (busy) return
    if (local && psn_no.trim() === '') return this.setData({ fault: '请填写人员编号' })
    this.setData({ busy: true, fault: '' })
    const isIn = await signIn(psn_no.trim())
    this.setData({ busy: false, fault: isIn ? '' : '没有登录成功，请再试一次' })
    if (isIn) void wx.switchTab({ url: '/pages/index/index' })
  },
})
