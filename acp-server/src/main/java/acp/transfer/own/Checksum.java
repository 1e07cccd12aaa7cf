package acp.transfer.own;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over lines, each with the line feed behind it. */
final class Checksum {
  private final MessageDigest digest;

  Checksum() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void line(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    line(bytes, bytes.length);
  }

  void line(byte[] bytes, int length) {
    digest.update(bytes, 0, length);
    digest.update((byte) '\n');
  }

  /** What it comes to, in hex; afterwards it is new. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
