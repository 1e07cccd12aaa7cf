package acp.shell;

import acp.shell.Options.Arguments;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Programs that only look, with the options that keep them so. What is not in the lists is not
 * known to be harmless. Left out on purpose: options that write, that run something, that follow
 * links, or that read a list of files from a file; and programs that a project's own files can make
 * run something, even if only asked for their version.
 */
final class Harmless {
  private static final Set<String> WITH_NUMBERS = Set.of("head", "tail", "grep", "egrep", "fgrep");
  private static final Set<String> SEARCHES = Set.of("grep", "egrep", "fgrep", "rg");
  private static final Set<String> WITHOUT_OPERANDS = Set.of("whoami", "uname", "pwd");

  /** Those of the shell itself that leave nothing behind. */
  private static final Set<String> NOTHING = Set.of(":", "true", "false");

  private static final Set<String> TELL_THEIR_VERSION =
      Set.of("git", "node", "python", "python3", "java", "javac", "gcc", "make", "docker", "rg");
  private static final Set<String> VERSION = Set.of("--version", "-version");

  private static final Pattern LINES = Pattern.compile("[0-9]+(,([0-9]+|\\$))?p");
  private static final Pattern DATE =
      Pattern.compile("\\+.*|-u|-R|-I[a-z]*|--utc|--iso-8601(=[a-z]+)?");

  private Harmless() {}

  /** True if the program surely only looks, and only at what {@code folders} hold. */
  static boolean is(String program, List<String> words, Folders folders) {
    if (words.size() == 1 && VERSION.contains(words.getFirst())) {
      return TELL_THEIR_VERSION.contains(program);
    }
    return switch (program) {
      case "git" -> HarmlessGit.is(words, folders);
      case "find" -> HarmlessFind.is(words, folders);
      case "sed" -> prints(words, folders);
      case "echo" -> true;
      case "printf" -> !words.isEmpty() && !words.getFirst().startsWith("-");
      case "date" -> words.stream().allMatch(word -> DATE.matcher(word).matches());
      case "test" -> compares(words, folders);
      case "[" ->
          !words.isEmpty()
              && words.getLast().equals("]")
              && compares(words.subList(0, words.size() - 1), folders);
      case "hostname" -> words.isEmpty();
      case "exit" -> words.stream().allMatch(word -> word.matches("[0-9]{1,3}"));
      default -> NOTHING.contains(program) || listed(program, words, folders);
    };
  }

  private static boolean listed(String program, List<String> words, Folders folders) {
    Options options = Lookers.OPTIONS.get(program);
    Arguments arguments =
        options == null
            ? null
            : (WITH_NUMBERS.contains(program) ? options.withNumbers() : options).sort(words);
    if (arguments == null
        || (WITHOUT_OPERANDS.contains(program) && !arguments.operands().isEmpty())) {
      return false;
    }
    // What uniq is named second it writes.
    if (program.equals("uniq") && arguments.operands().size() > 1) {
      return false;
    }
    boolean search = SEARCHES.contains(program);
    boolean textFirst =
        program.equals("tr")
            || (search && !arguments.has("-e", "--regexp", "--files", "--type-list"));
    int from = textFirst && !arguments.operands().isEmpty() ? 1 : 0;
    return hold(program.equals("tr") ? List.of() : arguments.operands(), from, folders)
        && (search ? patternsAside(arguments) : arguments.values())
            .stream().allMatch(folders::hold);
  }

  /** What a search is passed with its options may look like a path and be none. */
  private static List<String> patternsAside(Arguments arguments) {
    return arguments.has("-e", "--regexp") ? List.of() : arguments.values();
  }

  static boolean hold(List<String> paths, int from, Folders folders) {
    return paths.stream().skip(from).allMatch(folders::hold);
  }

  /** {@code sed -n 5,10p} and nothing else of sed, which can write and run. */
  private static boolean prints(List<String> words, Folders folders) {
    return words.size() >= 2
        && words.getFirst().equals("-n")
        && LINES.matcher(words.get(1)).matches()
        && words.stream().skip(2).noneMatch(word -> word.startsWith("-"))
        && hold(words, 2, folders);
  }

  /** Where a name has an index, shells run what stands in it. */
  private static boolean compares(List<String> words, Folders folders) {
    Predicate<String> plain =
        word ->
            !word.equals("-v")
                && !word.equals("-R")
                && word.chars().noneMatch(c -> "[$`".indexOf(c) >= 0);
    return words.stream().allMatch(plain.and(folders::hold));
  }
}
