package acp.mcp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * How the model knows a server's tool: {@code server__tool}, in the letters that every provider
 * takes; and how the user calls a server's prompt: {@code server:prompt}. A name that had to be
 * changed for that ends with a digest of both names, so it is the same in every session, and no two
 * are alike: in an unchanged one the first two underscores in a row, or the colon, part the two.
 */
final class ToolNames {
  private static final int LONGEST = 64;
  private static final int DIGEST = 8;
  private static final int LONGEST_PART = 48;
  private static final Pattern SERVER = Pattern.compile("[a-zA-Z0-9-]+(_[a-zA-Z0-9-]+)*");
  private static final Pattern TOOL = Pattern.compile("[a-zA-Z0-9_-]+");

  private static final Pattern PROMPT = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}");
  private static final Pattern PROMPT_SERVER = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}");
  private static final Pattern OTHERS = Pattern.compile("[^a-zA-Z0-9_-]+");

  private ToolNames() {}

  /** The name of a tool for the model. */
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

  /** The name of a prompt for the user, without the slash. */
  static String ofPrompt(String server, String prompt) {
    if (PROMPT_SERVER.matcher(server).matches() && PROMPT.matcher(prompt).matches()) {
      return server + ":" + prompt;
    }
    return plain(server) + ":" + plain(prompt) + "_" + digest(server, prompt);
  }

  private static String plain(String name) {
    String clean = OTHERS.matcher(name).replaceAll("_").replaceFirst("^[_-]+", "");
    return clean.isEmpty() ? "x" : clean.substring(0, Math.min(clean.length(), LONGEST_PART));
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
