/** What went wrong with reading, and the ways out of it: again, sign in, call somebody. */
import { config } from '../../config'

Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** A trouble of utils/api.ts. */
    trouble: Object,
  },
  data: { hotline: config.hotline },
  methods: {
    again() {
      this.triggerEvent('again')
    },
    signIn() {
      void wx.reLaunch({ url: '/pages/sign-in/sign-in' })
    },
    dial() {
      void wx.makePhoneCall({ phoneNumber: config.hotline })
    },
  },
})
