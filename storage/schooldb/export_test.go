package schooldb

// VerifyIn is VerifyChain inside a save, for tests that edit the database by SQL.
var VerifyIn = verifyChain
