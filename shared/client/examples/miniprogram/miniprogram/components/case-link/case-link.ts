/** A case of a list; a tap opens it. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: {
    /** A line of utils/matters.ts. */
    line: Object,
  },
  methods: {
    open() {
      void wx.navigateTo({ url: `/pages/case/case?case_id=${this.data.line?.case_id}` })
    },
  },
})
