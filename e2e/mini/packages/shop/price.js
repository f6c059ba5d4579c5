exports.price = (id) => id * 100
