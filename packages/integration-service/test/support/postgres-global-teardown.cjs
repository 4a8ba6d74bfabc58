module.exports = async () => require('./postgres-setup.ts').teardown();
