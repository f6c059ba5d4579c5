const { note } = require('../../note')
Page({
  data: {
    lines: 'one\ntwo\n\nfour', percent: 25,
    html: '<div class="pressed" style="color: rgb(7, 8, 9)">a &lt;b&gt;</div><h2>x</h2><video src="x"></video><form>no</form>',
    nodes: [{ name: 'div', attrs: { style: 'line-height: 60px; color: rgb(1, 2, 3)', class: 'pressed' }, children: [{ type: 'text', text: 'Hello&nbsp;World' }, { name: 'script', children: [{ type: 'text', text: 'no' }] }] }],
  },
  note,
  more() { this.setData({ percent: 75 }) },
})
