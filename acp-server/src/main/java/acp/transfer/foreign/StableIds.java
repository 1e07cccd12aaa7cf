package acp.transfer.foreign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids that follow from what a session is called elsewhere, so that the same session has the same
 * ids whenever it is read: UUIDs of version 8, made of a SHA-256.
 */
final class StableIds {
  private final String seed;
  private int last;

  StableIds(String program, String session) {
    this.seed = program + "\n" + session;
  }

  /** The session's id. */
  String session() {
    return uuid("");
  }

  /** One for something within it; another each time. */
  String next() {
    return uuid("\n" + ++last);
  }

  private String uuid(String of) {
    byte[] hash;
    try {
      hash =
          MessageDigest.getInstance("SHA-256").digest((seed + of).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    hash[6] = (byte) ((hash[6] & 0x0F) | 0x80);
    hash[8] = (byte) ((hash[8] & 0x3F) | 0x80);
    String hex = HexFormat.of().formatHex(hash, 0, 16);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }
}
