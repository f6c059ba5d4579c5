Component({
  options: { multipleSlots: true },
  properties: { kind: String },
  observers: { kind(kind) { this.setData({ loud: kind.toUpperCase() }) } },
  methods: { pick() { this.triggerEvent('pick', { color: 'blue' }) } },
})
