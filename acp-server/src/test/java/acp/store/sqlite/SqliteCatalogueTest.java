package acp.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.SessionId;
import acp.event.TurnId;
import acp.session.Change;
import acp.session.Filter;
import acp.session.Filter.State;
import acp.session.Journal;
import acp.session.Journal.Append;
import acp.session.Journal.Lease;
import acp.session.SessionSummary;
import acp.session.SessionType;
import acp.session.Stale;
import acp.store.CatalogueContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue on disk keeps the contract, and leaves nothing behind. */
class SqliteCatalogueTest extends CatalogueContract {
  @TempDir Path folder;

  @Override
  protected Journal open() {
    return new SqliteJournal(folder);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
  }

  private long ask(String question) throws Exception {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(question)) {
      return row.getLong(1);
    }
  }

  private void prompted(SessionId session, long after) {
    Event prompt = new Event.PromptAccepted(new TurnId("t"), new MessageId("m"), List.of());
    done(
        journal.append(
            session,
            new Append(
                after, List.of(new Entry(after + 1, T0, prompt)), List.of(), null, Lease.TAKEN)));
  }

  @Test
  void aSessionGetsANameOfItsOwnWithItsFirstPrompt() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      SessionId id = new SessionId((i % 2 == 0 ? "Aa" : "BB") + i / 2); // alike to a hash
      done(journal.create(summary(id.value(), "/", i, 1), entries(1, 1)));
      assertEquals(null, get(id.value()).alias());
      prompted(id, 1);
      names.add(String.valueOf(get(id.value()).alias()));
    }

    assertEquals(30, names.size(), names.toString());
    names.forEach(name -> assertTrue(name.matches("[a-z]+-[a-z]+(-[0-9]+)?"), name));
    String name = String.valueOf(get("Aa0").alias());
    prompted(new SessionId("Aa0"), 2);
    assertEquals(name, get("Aa0").alias());
    assertEquals(
        List.of(new SessionId("Aa0")), journal.catalogue().named(name, false, 9).block(LIMIT));
  }

  @Test
  void ofWhatIsPurgedNothingIsLeftButTheId() throws Exception {
    created("other", 2);
    String large = "x\u00e9".repeat(80_000);
    done(journal.create(summary("s", "/secret", 0, 2), List.of(entry(1), entry(2, large))));
    prompted(S, 2);
    Event decided =
        new Event.PermissionDecided(
            new acp.event.CallId("c"), "t", "secret", true, acp.event.Basis.USER, null);
    done(
        journal.append(
            S,
            new Append(
                3, List.of(new Entry(4, T0, decided)), List.of(), "secret", Lease.GIVEN_BACK)));
    journal.catalogue().update(S, Change.NONE.tags(List.of("secret"), List.of())).block(LIMIT);
    assertEquals(1, ask("SELECT count(*) FROM blob"));
    ask(
        "UPDATE session SET parent_id = 'secret', metadata = '{}', git_branch = 'secret',"
            + " git_commit = 'secret', client = 'secret', client_version = 'secret',"
            + " model = 'secret', mode = 'secret' WHERE id = 's' RETURNING no");

    done(journal.catalogue().purge(S));

    assertEquals(2, ask("SELECT count(*) FROM event"));
    for (String table :
        List.of(
            "piece",
            "blob",
            "session_tag",
            "session_data",
            "lease",
            "permission_audit",
            "damage")) {
      assertEquals(0, ask("SELECT count(*) FROM " + table), table);
    }
    assertEquals(
        1,
        ask(
            "SELECT count(*) FROM session WHERE id = 's' AND purged_at IS NOT NULL AND cwd = ''"
                + " AND coalesce(title, alias, parent_id, metadata, git_branch, git_commit, client,"
                + " client_version, model, mode) IS NULL"));
  }

  @Test
  void whatIsPurgedIsOverwritten() throws Exception {
    String word = "Donaudampfschiff";
    done(
        journal.create(
            new SessionSummary(S, "/" + word, word, T0, T0, 2),
            List.of(
                new Entry(1, T0, new Event.TitleChanged(word, Event.TitleSource.USER)),
                new Entry(
                    2, T0, new Event.TitleChanged(word.repeat(40), Event.TitleSource.USER)))));
    created("other", 3);
    done(journal.delete(S));
    done(journal.catalogue().purge(S));
    journal.close();

    String file = Files.readString(folder.resolve(Database.FILE), StandardCharsets.ISO_8859_1);

    assertFalse(file.contains(word));
  }

  @Test
  void aLongSessionIsPurgedInSlices() throws Exception {
    int many = CatalogueWrites.SLICE_ROWS * 2 + 5;
    done(journal.create(summary("s", "/", 0, many), entries(1, many)));

    done(journal.catalogue().purge(S));

    assertEquals(0, ask("SELECT count(*) FROM event"));
    assertEquals(1, ask("SELECT purged_at IS NOT NULL FROM session"));
  }

  @Test
  void ofTwoProcessesThatChangeOneSessionTheSecondIsTold() {
    created("s", 1);
    try (SqliteJournal other = new SqliteJournal(folder)) {
      long seen = get("s").version();

      other.catalogue().update(S, Change.NONE.ifAt(seen).archived(true)).block(LIMIT);

      assertThrows(
          Stale.class,
          () ->
              journal
                  .catalogue()
                  .update(S, Change.NONE.ifAt(seen).tags(List.of("x"), List.of()))
                  .block(LIMIT));
      assertEquals(Set.of(), get("s").traits().tags());
    }
  }

  @Test
  void aDraftIsNoSessionAnywhere() throws Exception {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      created("s", 1);
      sql.executeUpdate(
          "INSERT INTO session (id, cwd, created_at, updated_at, last_seq, deleted_at)"
              + " VALUES ('draft:x', '', 0, 0, 0, 1)");
    }

    assertEquals(
        List.of(),
        journal.catalogue().query(Filter.of(State.TRASHED, Set.of()), null, 9).block(LIMIT));
    assertEquals(List.of(), journal.catalogue().named("draft", true, 9).block(LIMIT));
    assertTrue(journal.catalogue().get(new SessionId("draft:x")).blockOptional(LIMIT).isEmpty());
    refusal(journal.catalogue().restore(new SessionId("draft:x")));
    done(journal.catalogue().purge(new SessionId("draft:x")));
    assertEquals(2, ask("SELECT count(*) FROM session"));
  }

  @Test
  void titlesAndFoldersOfAnyKindAreFound() {
    String odd = "a'b\"c%_\\ \u0000 \ud83d\ude00";
    done(journal.create(new SessionSummary(S, odd, odd, T0, T0, 1), entries(1, 1)));
    Filter byCwd =
        new Filter(
            State.ACTIVE,
            Set.of(),
            odd,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            "C%_\\",
            null,
            null);

    assertEquals(
        1, journal.catalogue().query(byCwd, null, 9).blockOptional(LIMIT).orElseThrow().size());
  }

  /** The first page of what people look at comes from an index, in its order. */
  @Test
  void firstPagesAreReadFromAnIndex() throws Exception {
    created("s", 1);
    List<Filter> filters = new ArrayList<>();
    for (State state : State.values()) {
      filters.add(Filter.of(state, Set.of()));
      filters.add(Filter.of(state, Set.of(SessionType.values())));
      filters.add(
          new Filter(
              state, Set.of(), "/home", null, null, null, null, null, null, List.of(), null, null,
              null));
    }
    filters.add(Filter.of(State.ACTIVE, Set.of(SessionType.SCHEDULED)));
    for (Filter filter : filters) {
      CatalogueReads.Question question = CatalogueReads.question(filter, null, 20);
      String plan = plan(question);

      assertTrue(plan.contains("USING INDEX session_"), filter + ": " + plan);
      assertFalse(plan.contains("B-TREE FOR ORDER BY"), filter + ": " + plan);
    }
  }

  private String plan(CatalogueReads.Question question) throws Exception {
    StringBuilder plan = new StringBuilder();
    try (Connection connection = connect();
        var sql = connection.prepareStatement("EXPLAIN QUERY PLAN " + question.sql())) {
      for (int i = 0; i < question.values().size(); i++) {
        sql.setObject(i + 1, question.values().get(i));
      }
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          plan.append(row.getString("detail")).append('\n');
        }
      }
    }
    return plan.toString();
  }
}
