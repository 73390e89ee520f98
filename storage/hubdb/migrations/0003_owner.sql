-- The hub whose key signed the receipts in here, as its public identifier.
CREATE TABLE owner (
    id  BIGINT PRIMARY KEY,
    hub TEXT NOT NULL
);
