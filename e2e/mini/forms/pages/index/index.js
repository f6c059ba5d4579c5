const say = (what) => console.log(JSON.stringify(what))
Page({
  data: { echo: '', late: '', upper: '', model: 'm', html: '<p style="color: rgb(0, 128, 0)" onclick="alert(1)">rich <b>text</b><script>alert(1)</script><a href="https://example.org/">link</a><img src="https://example.org/x.png" onerror="alert(1)"></p>' },
  note(event) { say({ type: event.type, name: event.currentTarget.dataset.name, target: event.target.dataset.name, mark: event.mark, x: typeof event.detail.x }) },
  echoed(event) { this.setData({ echo: event.detail.value }) },
  lateEchoed(event) { const value = event.detail.value; Promise.resolve().then(() => this.setData({ late: value })) },
  uppered(event) { return event.detail.value.toUpperCase() },
  submitted(event) { say({ type: event.type, value: event.detail.value }) },
  changed(event) { say({ type: event.type, value: event.detail.value, code: event.detail.code }) },
  onShareAppMessage({ from, target }) { return { title: `shared by ${from} ${target && target.id}`, path: '/pages/index/index?shared=1' } },
})
