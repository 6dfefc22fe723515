process.env.QIAOMEN_TEST_DATABASE = 'citus'
