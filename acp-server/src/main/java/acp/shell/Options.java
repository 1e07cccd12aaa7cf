package acp.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which options of a program are known, and so what of its arguments is an option and what is not.
 *
 * @param flags letters of options that take no value
 * @param valued letters of options that take one
 * @param names long options that take no value
 * @param valuedNames long options that take one
 * @param numbers true if {@code -20} is an option
 */
record Options(
    String flags, String valued, Set<String> names, Set<String> valuedNames, boolean numbers) {

  /**
   * What the arguments are.
   *
   * @param given the options, each as {@code -x} or {@code --name}
   * @param values what the options are passed
   * @param operands all else
   */
  record Arguments(List<String> given, List<String> values, List<String> operands) {
    boolean has(String... options) {
      for (String option : options) {
        if (given.contains(option)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Options by their letters and names, which are parted by blanks. */
  static Options of(String flags, String valued, String names, String valuedNames) {
    return new Options(flags, valued, set(names), set(valuedNames), false);
  }

  Options withNumbers() {
    return new Options(flags, valued, names, valuedNames, true);
  }

  private static Set<String> set(String names) {
    return names.isEmpty() ? Set.of() : Set.of(names.split(" "));
  }

  /** Sorts the arguments out; null if an option among them is not known. */
  @Nullable Arguments sort(List<String> words) {
    return sort(words, false);
  }

  /**
   * As the other.
   *
   * @param leading true if options stand only before the first operand
   */
  @Nullable Arguments sort(List<String> words, boolean leading) {
    Arguments sorted = new Arguments(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int next = 0;
    while (next < words.size()) {
      String word = words.get(next++);
      boolean operandsOnly = leading && !sorted.operands.isEmpty();
      if (word.equals("--") && !operandsOnly) {
        sorted.operands.addAll(words.subList(next, words.size()));
        return sorted;
      }
      if (operandsOnly || !word.startsWith("-") || word.equals("-")) {
        sorted.operands.add(word);
        continue;
      }
      int more = word.startsWith("--") ? name(word, sorted) : letters(word, sorted);
      if (more < 0 || next + more > words.size()) {
        return null;
      }
      if (more > 0) {
        sorted.values.add(words.get(next++));
      }
    }
    return sorted;
  }

  /** How many words its value takes: 0 or 1; -1 if it is not known. */
  private int name(String word, Arguments sorted) {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    sorted.given.add("--" + name);
    if (equals >= 0) {
      sorted.values.add(word.substring(equals + 1));
      return valuedNames.contains(name) ? 0 : -1;
    }
    return names.contains(name) ? 0 : valuedNames.contains(name) ? 1 : -1;
  }

  private int letters(String word, Arguments sorted) {
    if (numbers && word.chars().skip(1).allMatch(c -> c >= '0' && c <= '9')) {
      sorted.given.add("-#");
      return 0;
    }
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      sorted.given.add("-" + letter);
      if (valued.indexOf(letter) >= 0) {
        if (i + 1 < word.length()) {
          sorted.values.add(word.substring(i + 1));
          return 0;
        }
        return 1;
      }
      if (flags.indexOf(letter) < 0) {
        return -1;
      }
    }
    return 0;
  }
}
