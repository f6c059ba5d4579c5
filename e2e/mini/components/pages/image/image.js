const { note } = require('../../note')
Page({ data: { modes: ['scaleToFill', 'aspectFit', 'aspectFill', 'center', 'top', 'bottom', 'left'] }, note })
