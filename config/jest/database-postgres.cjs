process.env.QIAOMEN_TEST_DATABASE = 'postgres'
