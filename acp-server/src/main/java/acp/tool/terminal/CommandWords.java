package acp.tool.terminal;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A command line as a program and its arguments. Editors show these, some run them by a shell of
 * their own and some run them as they are. So plain words are sent as plain words, which reads well
 * and means the same to both; everything else is sent as {@code /bin/sh -c <line>}.
 */
final class CommandWords {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./:@%+,-]+[A-Za-z0-9_./:@%+,=-]*");

  /** What only the shell itself knows how to do, or does differently. */
  private static final Set<String> OF_THE_SHELL =
      Set.of(
          ".",
          ":",
          "alias",
          "bg",
          "break",
          "case",
          "cd",
          "command",
          "continue",
          "do",
          "done",
          "elif",
          "else",
          "esac",
          "eval",
          "exec",
          "exit",
          "export",
          "fc",
          "fg",
          "fi",
          "for",
          "function",
          "getopts",
          "hash",
          "if",
          "in",
          "jobs",
          "local",
          "read",
          "readonly",
          "return",
          "set",
          "shift",
          "source",
          "then",
          "times",
          "trap",
          "type",
          "ulimit",
          "umask",
          "unalias",
          "unset",
          "until",
          "wait",
          "while");

  private CommandWords() {}

  static List<String> of(String line) {
    List<String> words = List.of(line.strip().split(" +"));
    boolean plain =
        words.stream().allMatch(word -> PLAIN.matcher(word).matches())
            && !words.getFirst().contains("=")
            && !OF_THE_SHELL.contains(words.getFirst());
    return plain ? words : List.of("/bin/sh", "-c", line);
  }
}
