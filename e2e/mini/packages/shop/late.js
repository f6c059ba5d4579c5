Component({ properties: { name: String }, lifetimes: { ready() { this.setData({ done: true }) } } })
