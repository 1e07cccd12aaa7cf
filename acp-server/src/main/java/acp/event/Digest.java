package acp.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** By what a text is known again, as {@link Event.FileChanged} has it. */
public final class Digest {
  /** What stands for no file. */
  public static final String NO_FILE = "";

  private Digest() {}

  /** SHA-256 of a text as UTF-8, in hex; {@link #NO_FILE} for null. */
  public static String of(@Nullable String text) {
    if (text == null) {
      return NO_FILE;
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }
}
