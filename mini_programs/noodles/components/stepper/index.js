Component({
  properties: { count: { type: Number, value: 0 } },
  methods: {
    less() {
      this.triggerEvent('change', { count: this.data.count - 1 })
    },
    more() {
      this.triggerEvent('change', { count: this.data.count + 1 })
    },
  },
})
