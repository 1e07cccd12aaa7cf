package acp.mcp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * How the model knows a server's tool: {@code server__tool}, in the letters that every provider
 * takes. A name that had to be changed for that ends with a digest of both names, so it is the same
 * in every session, and no two are alike: in an unchanged one the first two underscores in a row
 * part server and tool.
 */
final class ToolNames {
  private static final int LONGEST = 64;
  private static final int DIGEST = 8;
  private static final Pattern SERVER = Pattern.compile("[a-zA-Z0-9-]+(_[a-zA-Z0-9-]+)*");
  private static final Pattern TOOL = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final Pattern OTHERS = Pattern.compile("[^a-zA-Z0-9_-]+");

  private ToolNames() {}

  static String of(String server, String tool) {
    String plain = server + "__" + tool;
    if (plain.length() <= LONGEST
        && SERVER.matcher(server).matches()
        && TOOL.matcher(tool).matches()) {
      return plain;
    }
    String clean = OTHERS.matcher(plain).replaceAll("_");
    int room = LONGEST - DIGEST - 1;
    return clean.substring(0, Math.min(clean.length(), room)) + "_" + digest(server, tool);
  }

  private static String digest(String server, String tool) {
    try {
      byte[] both = (server + '\0' + tool).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(both);
      return HexFormat.of().formatHex(digest, 0, DIGEST / 2);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java has it
    }
  }
}
