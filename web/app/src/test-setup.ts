// Tests run with the time zone of the examples in them, wherever they run.
process.env.TZ = 'Asia/Jakarta'
