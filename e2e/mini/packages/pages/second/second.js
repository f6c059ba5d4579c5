Page({ onTabItemTap({ index, text }) { console.log(JSON.stringify({ tab: index, text })) } })
