const STORED = 'trips'
const MOST = 50

/** What this device knows the keys of, the last first. */
function remembered() {
  return wx.getStorageSync(STORED) || []
}

function remember({ key, name }) {
  const others = remembered().filter((trip) => trip.key !== key)
  wx.setStorageSync(STORED, [{ key, name }, ...others].slice(0, MOST))
}

module.exports = { remembered, remember }
