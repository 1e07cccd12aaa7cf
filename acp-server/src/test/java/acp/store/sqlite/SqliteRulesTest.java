package acp.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.event.Basis;
import acp.event.SessionId;
import acp.permission.Rule;
import acp.store.RuleStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SqliteRulesTest extends RuleStoreContract {
  private static final Path HERE = Path.of("/project");

  private final List<SqliteJournal> opened = new ArrayList<>();

  @Override
  protected Kept open() {
    SqliteJournal journal = new SqliteJournal(folder);
    opened.add(journal);
    return new Kept(journal, journal.rules());
  }

  @AfterEach
  void close() {
    opened.forEach(SqliteJournal::close);
  }

  @Test
  void nothingIsOpenedBeforeARuleIsAskedFor() throws Exception {
    open();

    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void whatOneProcessLearnsTheOtherKnows() {
    Kept one = open();
    Kept other = open();
    assertEquals(List.of(), other.rules().rules(HERE).block(Duration.ofSeconds(20)));

    done(one.rules().add(HERE, rule("npm test", Rule.Scope.PROJECT)));

    assertEquals(
        1, Objects.requireNonNull(other.rules().rules(HERE).block(Duration.ofSeconds(20))).size());
  }

  @Test
  void aRuleOfAnUnknownEffectAsks() throws Exception {
    Kept kept = open();
    done(kept.rules().add(HERE, rule("npm test", Rule.Scope.PROJECT)));

    sql("UPDATE permission_rule SET effect = 'whatever'");

    assertEquals(
        Rule.Effect.ASK,
        Objects.requireNonNull(kept.rules().rules(HERE).block(Duration.ofSeconds(20)))
            .getFirst()
            .effect());
  }

  @Test
  void theOldestDecisionsAreForgottenWhereThereAreTooMany() throws Exception {
    Kept kept = open();
    SessionId session = new SessionId("session-1");
    session(kept.journal(), session, HERE);
    sql(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
        INSERT INTO permission_audit
          (at, project, session_id, call_id, tool, subject, allowed, basis)
        SELECT i, '/project', 's', 'c', 't', 'old', 1, 'mode' FROM n\
        """
            .formatted(PermitWrites.KEPT));

    decide(kept.journal(), session, 99, "new", true, Basis.USER);

    assertEquals(PermitWrites.KEPT, count("SELECT count(*) FROM permission_audit"));
    assertEquals(1, count("SELECT count(*) FROM permission_audit WHERE subject = 'new'"));
    assertEquals(0, count("SELECT count(*) FROM permission_audit WHERE at = 1"));
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private int count(String question) throws Exception {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(question)) {
      return row.getInt(1);
    }
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
  }
}
