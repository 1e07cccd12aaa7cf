package acp.store.sqlite;

/**
 * What can be found, and figures. All of it is made of the events ({@link Indexer}); sessions that
 * were there before are gone through later, from the newest back. The index of words itself is made
 * when the first are put into it.
 */
final class Step6Search {
  static final String SQL =
      """
      CREATE TABLE search_mark (
        no INTEGER PRIMARY KEY -- session.no of one that has something new
      ) STRICT;
      CREATE TABLE search_gone (
        no INTEGER PRIMARY KEY -- what was session.no of one whose rows are gone
      ) STRICT;
      CREATE TABLE search_session (
        no INTEGER PRIMARY KEY,   -- session.no
        seq INTEGER NOT NULL,     -- up to here its events were gone through
        counted INTEGER NOT NULL, -- behind this one they count; before it, where it was branched from
        turn INTEGER NOT NULL,    -- the seq of its last turn; 0 for none
        model TEXT,
        mode TEXT,
        first_doc INTEGER,
        last_doc INTEGER
      ) STRICT;
      CREATE TABLE search_passage (
        doc INTEGER PRIMARY KEY, -- the newer the greater
        event INTEGER NOT NULL,  -- event.key of its first event
        last INTEGER             -- and of its last, if that is another
      ) STRICT;
      CREATE TABLE turn_fact (
        event INTEGER PRIMARY KEY, -- event.key of its prompt
        at INTEGER NOT NULL,
        model TEXT,
        mode TEXT,
        command INTEGER NOT NULL,
        first INTEGER, -- milliseconds
        took INTEGER,  -- milliseconds
        outcome TEXT,
        compactions INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE use_fact (
        turn INTEGER NOT NULL, -- turn_fact.event
        model TEXT NOT NULL,
        requests INTEGER NOT NULL,
        input INTEGER NOT NULL,
        output INTEGER NOT NULL,
        cached INTEGER NOT NULL,
        written INTEGER NOT NULL,
        cost INTEGER NOT NULL,
        PRIMARY KEY (turn, model)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE tool_fact (
        event INTEGER PRIMARY KEY, -- event.key of its beginning
        turn INTEGER NOT NULL,     -- turn_fact.event
        at INTEGER NOT NULL,
        tool TEXT NOT NULL,
        call TEXT,                 -- its id while it is open
        began INTEGER,
        took INTEGER,              -- milliseconds
        failed INTEGER NOT NULL,
        refused INTEGER NOT NULL
      ) STRICT;
      INSERT INTO upkeep (name, value)
        SELECT 'search.backlog', CAST(max(no) AS TEXT) FROM session HAVING count(*) > 0;
      """;

  private Step6Search() {}
}
