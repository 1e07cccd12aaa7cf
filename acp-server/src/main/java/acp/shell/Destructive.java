package acp.shell;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What destroys more than a workspace's files, or what nobody can get back: a short list, of which
 * each is sure. Whoever means it can allow it.
 */
final class Destructive {
  private static final Set<String> RIGHTS = Set.of("sudo", "doas", "su", "pkexec", "run0");
  private static final Set<String> SYSTEM =
      Set.of(
          "shutdown",
          "reboot",
          "halt",
          "poweroff",
          "init",
          "fdisk",
          "parted",
          "wipefs",
          "mkswap",
          "shred");
  private static final Set<String> READ_SCRIPTS =
      Set.of(
          ".", "source", "sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "python", "python3",
          "perl", "ruby", "node", "php");
  private static final Pattern WHOLE =
      Pattern.compile(
          "/+|/[^/]*/?|~.*|\\.{1,2}/?|\\./\\*|\\*|(\\.\\./?)+.*|\\$\\{?HOME\\}?.*|.*\\.git/?");
  private static final Pattern FORCED =
      Pattern.compile("-[a-zA-Z]*f[a-zA-Z]*|--force.*|--mirror|--delete|-d|--prune|\\+.*|:.+");

  private Destructive() {}

  /** Why the command would destroy; empty if it is not known to. */
  static String why(SimpleCommand command, List<String> plainest, Folders folders) {
    String program = plainest.isEmpty() ? "" : plainest.getFirst();
    List<String> rest = plainest.subList(Math.min(1, plainest.size()), plainest.size());
    if (RIGHTS.contains(program)) {
      return "takes other rights";
    }
    if (SYSTEM.contains(program) || program.startsWith("mkfs")) {
      return "changes the machine";
    }
    if (program.equals("dd") && rest.stream().anyMatch(word -> word.startsWith("of=/dev/"))) {
      return "writes to a device";
    }
    boolean printed = rest.stream().anyMatch(word -> word.startsWith("<("));
    if (READ_SCRIPTS.contains(program) && (printed || (command.piped() && readsItsInput(rest)))) {
      return "runs what another command prints";
    }
    return switch (program) {
      case "rm" -> removesAll(rest, folders) ? "removes whole folders" : "";
      case "find" -> findsAll(rest) ? "removes all that it finds" : "";
      case "git" -> ofGit(rest);
      case "chmod", "chown", "chgrp" ->
          isRecursive(rest) && rest.stream().anyMatch(word -> isWhole(word, folders))
              ? "changes whole folders"
              : "";
      default -> "";
    };
  }

  /** True if what the program does is what it is fed. */
  static boolean isFed(List<String> plainest) {
    String program = plainest.isEmpty() ? "" : plainest.getFirst();
    return program.equals("xargs")
        || (READ_SCRIPTS.contains(program) && readsItsInput(plainest.subList(1, plainest.size())));
  }

  private static boolean readsItsInput(List<String> words) {
    return words.stream().allMatch(word -> word.startsWith("-") && !word.startsWith("-c"))
        || words.contains("-s")
        || words.contains("-");
  }

  /** What is not known may be anything. */
  private static boolean removesAll(List<String> words, Folders folders) {
    return isRecursive(words)
        && words.stream().anyMatch(word -> isWhole(word, folders) || word.matches("(?s).*[$`].*"));
  }

  private static boolean isRecursive(List<String> words) {
    return words.stream()
        .anyMatch(word -> word.matches("-[a-zA-Z]*[rR][a-zA-Z]*") || word.equals("--recursive"));
  }

  private static boolean isWhole(String word, Folders folders) {
    return WHOLE.matcher(word).matches() || folders.areIn(word);
  }

  private static boolean findsAll(List<String> words) {
    return words.contains("-delete")
        && words.stream().noneMatch(word -> word.matches("-i?(name|path|regex|wholename)"));
  }

  private static String ofGit(List<String> words) {
    String command = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.subList(Math.min(1, words.size()), words.size());
    return switch (command) {
      case "push" ->
          rest.stream().anyMatch(word -> FORCED.matcher(word).matches())
              ? "overwrites what others may have"
              : "";
      case "reset" -> rest.contains("--hard") ? "discards what is not committed" : "";
      case "clean" ->
          rest.stream().anyMatch(word -> word.matches("-[a-zA-Z]*f[a-zA-Z]*|--force"))
              ? "removes what is not committed"
              : "";
      default -> "";
    };
  }
}
