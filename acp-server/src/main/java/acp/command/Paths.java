package acp.command;

/** Paths of files as people read them. */
final class Paths {
  private Paths() {}

  /** As code, and from the session's folder on where it is below that. */
  static String shown(String path, String cwd) {
    return Markdown.code(plain(path, cwd));
  }

  static String plain(String path, String cwd) {
    String folder = cwd.endsWith("/") ? cwd : cwd + "/";
    return path.startsWith(folder) ? path.substring(folder.length()) : path;
  }

  /** A turn by what the user had said to begin it. */
  static String turn(String prompt) {
    String line = Markdown.shortened(Markdown.line(prompt), 64);
    return line.isEmpty() ? "the turn" : "the turn “" + Markdown.text(line) + "”";
  }
}
