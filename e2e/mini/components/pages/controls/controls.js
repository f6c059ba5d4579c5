const { note } = require('../../note')
Page({ data: { two: false }, note })
