package acp.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;

/**
 * A process that packs old rows, and says so before each step; what it has done it does not end.
 */
final class Repacker {
  private Repacker() {}

  /** The argument is the folder of the store. */
  public static void main(String[] args) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + Path.of(args[0], Database.FILE));
        OldRows rows = new OldRows(connection)) {
      do {
        System.out.println("step");
      } while (rows.step());
      System.in.read(); // to be killed
    }
  }
}
