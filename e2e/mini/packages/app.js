App({ shared: { count: 0 }, onLaunch() { console.log(JSON.stringify({ launched: true })) } })
