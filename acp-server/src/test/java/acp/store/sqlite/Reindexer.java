package acp.store.sqlite;

import acp.store.EventCodec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;

/** A process that makes the index anew, again and again, and says so after each step. */
final class Reindexer {
  private Reindexer() {}

  /** The argument is the folder of the store. */
  public static void main(String[] args) throws Exception {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + Path.of(args[0], Database.FILE))) {
      IndexStore store = new IndexStore(new Statements(connection), new EventCodec());
      while (true) {
        store.reset();
        do {
          System.out.println("step");
        } while (store.step(true));
      }
    }
  }
}
