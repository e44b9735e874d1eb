"""What a journal holds: its tables, and the version of them."""

VERSION = 2
"""The version of the schema, which the file itself holds; 0 is a journal of before there were versions."""

SCHEMA = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE line (part INTEGER, number INTEGER, cells TEXT NOT NULL, PRIMARY KEY (part, number)) WITHOUT ROWID;
CREATE TABLE problem (
    number INTEGER PRIMARY KEY, part INTEGER NOT NULL, source TEXT NOT NULL, lines TEXT NOT NULL,
    raw TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE record (
    number INTEGER PRIMARY KEY, part INTEGER NOT NULL, id TEXT NOT NULL, source TEXT NOT NULL, lines TEXT NOT NULL,
    raw TEXT NOT NULL, beside TEXT NOT NULL, payload TEXT, creditor INTEGER NOT NULL REFERENCES creditor
);
CREATE TABLE creditor (number INTEGER PRIMARY KEY, payload TEXT NOT NULL UNIQUE);
CREATE TABLE message (
    number INTEGER PRIMARY KEY, record INTEGER NOT NULL REFERENCES record, id TEXT NOT NULL, step TEXT NOT NULL,
    template TEXT NOT NULL, channel TEXT NOT NULL, file TEXT COLLATE NOCASE UNIQUE, place TEXT NOT NULL,
    sent TEXT NOT NULL, status TEXT NOT NULL, error TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '', size INTEGER NOT NULL DEFAULT 0, measures TEXT NOT NULL DEFAULT '{}',
    warnings TEXT NOT NULL DEFAULT '[]', sidecars TEXT NOT NULL DEFAULT '{}', recipient TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL DEFAULT '', seconds REAL NOT NULL DEFAULT 0,
    UNIQUE (id, step, channel)
);
CREATE INDEX waiting ON message (channel, number) WHERE status = 'todo';
CREATE INDEX by_record ON message (record);
"""
