package acp.store.sqlite;

/**
 * What the catalogue says of sessions besides what happened in them, and what that adds up to.
 * Sessions that were there before get their figures from their events here, in one pass over these,
 * and those that were ever prompted get names.
 *
 * <p>Rows of events that are no JSON count for nothing. Figures are cut at 2^60, so that no sum of
 * two of them overflows.
 */
final class Step5Catalogue {
  /** First halves of the names of sessions: part of this step, and never changed. */
  static final String ADJECTIVES =
      """
      able airy amber apt azure bold brave brief bright brisk broad calm candid chief civic \
      clean clear clever cool cosy crisp curly deep deft dry eager early easy fair fast fine \
      firm fit fleet fond frank free fresh full gentle giant glad gold good grand great green \
      happy hardy hazel high honest huge humble ideal ivory jade jolly keen kind large late \
      lean level light lilac lively local long loud loyal lucid lucky lunar mellow merry mild \
      misty modern neat new nimble noble olive open pale plain polite prime proud pure quick \
      quiet rapid rare ready red rich ripe robust rosy round royal rural safe sandy sharp shiny \
      short silent silver simple sleek slim slow small smart smooth snowy soft solar solid spry \
      stable stark steady still stout sunny super sure swift tall tame teal tidy tiny topaz \
      true upbeat urban vast velvet vivid warm west white whole wide wild wise witty young \
      zesty\
      """;

  /** Second halves; never changed either. */
  static final String NOUNS =
      """
      acorn alder anchor apple arch aspen atlas badger bagel bamboo banjo barn basil bay beach \
      beacon bear beaver birch bison bloom boat bridge brook canoe canyon castle cedar cello \
      cherry chess cliff cloud clover coast comet coral crane creek cricket crow dawn deer \
      delta desert dove dune eagle echo elm ember falcon fern field finch fjord flame flute \
      forest fox frost garden gecko ginger glade glen goose grape grove gull harbor hawk \
      hazelnut heron hill holly honey iris island ivy jay juniper kayak kite koala lagoon lake \
      lark laurel leaf lemon lily lion llama lotus lynx magpie maple marble marsh meadow melon \
      mesa mint moon moose moss moth oak oasis ocean opal orbit orchid osprey otter owl panda \
      paper peach pearl pebble pepper pine planet plum pond poppy prairie puffin quail quartz \
      rabbit raven reef ridge river robin rocket rose sage sail salmon seal shell shore sky \
      sparrow spring spruce squid star stone stork stream summit sun swan thyme tiger trail \
      trout tulip tundra turtle valley violet walnut wave willow wind wolf wren yarrow zebra\
      """;

  /** The columns of what a session's events add up to, and these from its events; never changed. */
  static final String TALLY =
      """
      UPDATE session SET (messages, turns, tool_calls, requests, tokens_in, tokens_out,
        tokens_cached, tokens_written, cost, model, mode, title_source) = (SELECT
        count(CASE WHEN type IN ('prompt_accepted', 'message_ended') THEN 1 END),
        count(CASE WHEN type = 'prompt_accepted' THEN 1 END),
        count(CASE WHEN type = 'tool_call_started' THEN 1 END),
        count(CASE WHEN type = 'usage_reported' THEN 1 END),
        CAST(min(total(CASE WHEN type = 'usage_reported' THEN CASE WHEN json_valid(data) THEN
        min(max(CAST(json_extract(data, '$.input') AS INTEGER), 0), 1152921504606846976)
        END END), 1152921504606846976.0) AS INTEGER),
        CAST(min(total(CASE WHEN type = 'usage_reported' THEN CASE WHEN json_valid(data) THEN
        min(max(CAST(json_extract(data, '$.output') AS INTEGER), 0), 1152921504606846976)
        END END), 1152921504606846976.0) AS INTEGER),
        CAST(min(total(CASE WHEN type = 'usage_reported' THEN CASE WHEN json_valid(data) THEN
        min(max(CAST(json_extract(data, '$.cached') AS INTEGER), 0), 1152921504606846976)
        END END), 1152921504606846976.0) AS INTEGER),
        CAST(min(total(CASE WHEN type = 'usage_reported' THEN CASE WHEN json_valid(data) THEN
        min(max(CAST(json_extract(data, '$.written') AS INTEGER), 0), 1152921504606846976)
        END END), 1152921504606846976.0) AS INTEGER),
        CAST(min(total(CASE WHEN type = 'usage_reported' THEN CASE WHEN json_valid(data) THEN
        min(max(CAST(json_extract(data, '$.cost') AS INTEGER), 0), 1152921504606846976)
        END END), 1152921504606846976.0) AS INTEGER),
        coalesce(
        substr(max(CASE WHEN type = 'config_changed' THEN CASE WHEN json_valid(data) THEN
        printf('%010d', key & 4294967295) || json_extract(data, '$.values.model') END END), 11, 200),
        substr(min(CASE WHEN type = 'usage_reported' THEN CASE WHEN json_valid(data) THEN
        printf('%010d', key & 4294967295) || json_extract(data, '$.model') END END), 11, 200)),
        substr(max(CASE WHEN type = 'config_changed' THEN CASE WHEN json_valid(data) THEN
        printf('%010d', key & 4294967295) || json_extract(data, '$.values.mode') END END), 11, 200),
        nullif(substr(max(CASE WHEN type = 'title_changed' THEN CASE WHEN json_valid(data) THEN
        printf('%010d', key & 4294967295) || coalesce(json_extract(data, '$.source'), '') END END), 11, 200), '')
        FROM event WHERE key BETWEEN (session.no << 32) AND (session.no << 32 | 4294967295))\
      """;

  static final String SQL =
      """
      ALTER TABLE session ADD COLUMN alias TEXT;
      ALTER TABLE session ADD COLUMN type TEXT NOT NULL DEFAULT 'user';
      ALTER TABLE session ADD COLUMN title_source TEXT;
      ALTER TABLE session ADD COLUMN model TEXT;
      ALTER TABLE session ADD COLUMN mode TEXT;
      ALTER TABLE session ADD COLUMN git_branch TEXT;
      ALTER TABLE session ADD COLUMN git_commit TEXT;
      ALTER TABLE session ADD COLUMN client TEXT;
      ALTER TABLE session ADD COLUMN client_version TEXT;
      ALTER TABLE session ADD COLUMN metadata TEXT;
      ALTER TABLE session ADD COLUMN messages INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE session ADD COLUMN turns INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE session ADD COLUMN tool_calls INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE session ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE session ADD COLUMN tokens_in INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE session ADD COLUMN tokens_out INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE session ADD COLUMN tokens_cached INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE session ADD COLUMN tokens_written INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE session ADD COLUMN cost INTEGER NOT NULL DEFAULT 0; -- billionths of a dollar
      ALTER TABLE session ADD COLUMN archived_at INTEGER;
      ALTER TABLE session ADD COLUMN purged_at INTEGER; -- nothing but the id is left
      ALTER TABLE session ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
      DROP INDEX session_by_time;
      DROP INDEX session_by_cwd;
      CREATE INDEX session_by_time ON session (updated_at DESC, id, archived_at, type)
        WHERE deleted_at IS NULL;
      CREATE INDEX session_by_cwd ON session (cwd, updated_at DESC, id, archived_at, type)
        WHERE deleted_at IS NULL;
      CREATE INDEX session_archived ON session (updated_at DESC, id)
        WHERE deleted_at IS NULL AND archived_at IS NOT NULL;
      CREATE INDEX session_apart ON session (type, updated_at DESC, id)
        WHERE deleted_at IS NULL AND type <> 'user';
      CREATE INDEX session_trash ON session (updated_at DESC, id, deleted_at)
        WHERE deleted_at IS NOT NULL AND purged_at IS NULL;
      CREATE INDEX session_by_parent ON session (parent_id) WHERE parent_id IS NOT NULL;
      CREATE UNIQUE INDEX session_by_alias ON session (alias) WHERE alias IS NOT NULL;
      CREATE TABLE session_tag (
        tag TEXT NOT NULL,
        session INTEGER NOT NULL, -- session.no
        PRIMARY KEY (tag, session)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX session_tag_by_session ON session_tag (session);
      CREATE TABLE session_data (
        session INTEGER NOT NULL, -- session.no
        key TEXT NOT NULL,
        value TEXT NOT NULL,      -- JSON
        PRIMARY KEY (session, key)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE ephemeral (
        session INTEGER PRIMARY KEY, -- session.no; it goes with this process
        owner TEXT NOT NULL,
        host TEXT NOT NULL,
        pid_space TEXT NOT NULL,
        boot TEXT NOT NULL,
        pid INTEGER NOT NULL,
        started TEXT NOT NULL
      ) STRICT;
      """
          + TALLY
          + ";\n"
          + """
            UPDATE session SET alias = named.alias FROM (
              SELECT no, word || CASE n WHEN 1 THEN '' ELSE '-' || n END AS alias FROM (
                SELECT no, word, row_number() OVER (PARTITION BY word ORDER BY no) AS n FROM (
                  SELECT s.no AS no,
                    json_extract(w.first, '$[' || (s.no * 7919 % 154) || ']') || '-' ||
                    json_extract(w.second, '$[' || (s.no * 104729 / 154 % 175) || ']') AS word
                  FROM session s, (SELECT
                    '["' || replace('"""
          + ADJECTIVES
          + "', ' ', '\",\"') || '\"]' AS first, '[\"' || replace('"
          + NOUNS
          + """
            ', ' ', '","') || '"]' AS second) w
                  WHERE s.turns > 0))) AS named
              WHERE named.no = session.no;
            """;

  private Step5Catalogue() {}
}
