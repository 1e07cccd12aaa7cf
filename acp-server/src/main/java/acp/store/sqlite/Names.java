package acp.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Short names for sessions: two words, and a number where there are several of these. They follow
 * from the id, and are given when a session is first prompted, so that to make one costs nothing.
 * Of one connection, one thread at a time.
 */
final class Names {
  private static final String TAKEN = "SELECT EXISTS (SELECT 1 FROM session WHERE alias = ?)";
  private static final String SET = "UPDATE session SET alias = ? WHERE no = ? AND alias IS NULL";

  /** Of the same words; who comes after that has to do with his id. */
  private static final int MOST = 10_000;

  private final Statements statements;
  private final String[] first = Step5Catalogue.ADJECTIVES.split(" ");
  private final String[] second = Step5Catalogue.NOUNS.split(" ");

  Names(Statements statements) {
    this.statements = statements;
  }

  /** Loads what the first name is given with. */
  void warm() throws SQLException {
    statements.prepare(TAKEN);
    statements.prepare(SET);
  }

  /** Gives a session a name, if it has none. */
  void give(long no, String session) throws SQLException {
    int hash = (session.hashCode() * 0x9E3779B1) >>> 1;
    String words = first[hash % first.length] + "-" + second[hash / first.length % second.length];
    for (int n = 1; n <= MOST; n++) {
      String alias = n == 1 ? words : words + "-" + n;
      PreparedStatement taken = statements.prepare(TAKEN);
      taken.setString(1, alias);
      if (Statements.number(taken) == 0) {
        PreparedStatement set = statements.prepare(SET);
        set.setString(1, alias);
        set.setLong(2, no);
        set.executeUpdate();
        return;
      }
    }
  }
}
