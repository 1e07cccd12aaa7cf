package acp.store.sqlite;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * One step from a schema to the next.
 *
 * @param name what it brings, in a few words
 * @param sql its statements, each ended by a semicolon
 */
record Migration(String name, String sql) {

  /**
   * Tells this text from any other. A store remembers what was done to it by these, so a step that
   * was shipped is never changed.
   */
  long checksum() {
    CRC32 sum = new CRC32();
    sum.update(sql.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }
}
