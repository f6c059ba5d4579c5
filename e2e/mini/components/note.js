// What every page of this program does with an event: it says what it was, whose, and with what.
module.exports = {
  note({ type, currentTarget, detail }) {
    console.log(JSON.stringify({ type, id: currentTarget.id, detail }))
  },
}
