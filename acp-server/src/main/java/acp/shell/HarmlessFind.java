package acp.shell;

import java.util.List;
import java.util.Set;

/** {@code find}, as long as it only finds. */
final class HarmlessFind {
  private static final Set<String> TESTS =
      Set.of(
          "-print",
          "-print0",
          "-ls",
          "-prune",
          "-quit",
          "-empty",
          "-depth",
          "-xdev",
          "-mount",
          "-not",
          "-o",
          "-or",
          "-a",
          "-and",
          "!",
          "(",
          ")",
          "-true",
          "-false",
          "-readable",
          "-writable",
          "-executable",
          "-daystart");
  private static final Set<String> TESTS_OF_A_VALUE =
      Set.of(
          "-name",
          "-iname",
          "-path",
          "-ipath",
          "-wholename",
          "-iwholename",
          "-regex",
          "-iregex",
          "-regextype",
          "-type",
          "-maxdepth",
          "-mindepth",
          "-size",
          "-mtime",
          "-mmin",
          "-atime",
          "-amin",
          "-ctime",
          "-cmin",
          "-perm",
          "-user",
          "-group",
          "-links",
          "-printf");

  private HarmlessFind() {}

  static boolean is(List<String> words, Folders folders) {
    int next = 0;
    while (next < words.size() && !isTest(words.get(next))) {
      if (!folders.hold(words.get(next++))) {
        return false;
      }
    }
    while (next < words.size()) {
      String test = words.get(next++);
      if (test.equals("-newer")) {
        if (next == words.size() || !folders.hold(words.get(next++))) {
          return false;
        }
      } else if (TESTS_OF_A_VALUE.contains(test)) {
        if (next++ == words.size()) {
          return false;
        }
      } else if (!TESTS.contains(test)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTest(String word) {
    return word.startsWith("-") || word.equals("(") || word.equals("!");
  }
}
