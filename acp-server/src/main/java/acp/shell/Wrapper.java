package acp.shell;

import acp.shell.Options.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs another.
 *
 * @param inner what it runs; empty if that is a script, or nothing
 * @param script the script that it runs; null if it runs a program, or nothing
 * @param mere true if it does no more than to run it
 * @param hidden true if it runs something that is not known before the line runs
 */
record Wrapper(List<SimpleCommand> inner, @Nullable String script, boolean mere, boolean hidden) {
  /** Shells that read a line as it is read here. */
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash");

  /** Shells that read it in another way. */
  private static final Set<String> OTHER_SHELLS =
      Set.of("zsh", "ksh", "mksh", "fish", "csh", "tcsh", "nu", "pwsh");

  private static final Pattern ASSIGNMENT =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);
  private static final Set<String> FINDS = Set.of("-exec", "-execdir", "-ok", "-okdir");

  /** What stands before the program that they run: their options, and how many words more. */
  private record Form(Options options, int words, boolean plain) {}

  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          form("sudo", "AbBEeHiKklnPSsVv", "CDghpRrTtUu", "preserve-env", "user group", 0, false),
          form("doas", "Lns", "aCu", "", "", 0, false),
          form("pkexec", "", "", "", "user", 0, false),
          form("nice", "", "n", "", "adjustment", 0, true),
          form("time", "pv", "", "", "", 0, true),
          form("nohup", "", "", "", "", 0, true),
          form("setsid", "cfw", "", "fork wait ctty", "", 0, true),
          form("stdbuf", "", "ioe", "", "input output error", 0, true),
          form(
              "timeout",
              "v",
              "ks",
              "foreground preserve-status verbose",
              "kill-after signal",
              1,
              true),
          form("ionice", "t", "cn", "", "class classdata", 0, true),
          form("command", "p", "", "", "", 0, true),
          form("builtin", "", "", "", "", 0, true),
          form("exec", "cl", "a", "", "", 0, true),
          form("busybox", "", "", "", "", 0, false),
          form("toybox", "", "", "", "", 0, false),
          form("chroot", "", "", "", "userspec groups", 1, false),
          form(
              "xargs",
              "0rtpx",
              "nPILdEs",
              "null no-run-if-empty verbose",
              "max-args max-procs replace delimiter max-lines",
              0,
              false));

  /** How {@code command} runs another; null if it does not. */
  static @Nullable Wrapper of(SimpleCommand command) {
    String program = lastName(command.program());
    return switch (program) {
      case "eval" -> eval(command);
      case "find" -> find(command);
      case "env" -> env(command);
      default ->
          SHELLS.contains(program)
              ? shell(command)
              : OTHER_SHELLS.contains(program)
                  ? unknown()
                  : FORMS.containsKey(program)
                      ? formed(command, program, FORMS.get(program))
                      : null;
    };
  }

  /** The name of a program without its folder. */
  static String lastName(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }

  private static Wrapper unknown() {
    return new Wrapper(List.of(), null, false, true);
  }

  private static Wrapper eval(SimpleCommand command) {
    List<String> words = fixed(command.arguments());
    return words == null ? unknown() : new Wrapper(List.of(), String.join(" ", words), true, false);
  }

  /** {@code sh -c}; a script in a file, or from the input, is the file's affair. */
  private static @Nullable Wrapper shell(SimpleCommand command) {
    List<Word> arguments = command.arguments();
    boolean mere = true;
    for (int i = 0; i < arguments.size(); i++) {
      Word word = arguments.get(i);
      String text = word.text();
      if (!word.fixed() || text.matches("--(rcfile|init-file).*|[-+]\\w*[oO]\\w+")) {
        return unknown();
      }
      if (!text.startsWith("-") && !text.startsWith("+")) {
        return null;
      }
      if (text.matches("-\\w*c\\w*")) {
        return script(arguments.subList(i + 1, arguments.size()), mere && text.matches("-[ceux]+"));
      }
      mere &= text.matches("-[eux]+o?");
      i += text.matches("[-+]\\w*[oO]") ? 1 : 0;
    }
    return null;
  }

  /** What looks like an option behind {@code -c} is one, and the script comes later. */
  private static Wrapper script(List<Word> words, boolean mere) {
    return words.isEmpty() || !words.getFirst().fixed() || words.getFirst().text().matches("[-+].*")
        ? unknown()
        : new Wrapper(List.of(), words.getFirst().text(), mere, false);
  }

  private static @Nullable Wrapper find(SimpleCommand command) {
    List<SimpleCommand> inner = new ArrayList<>();
    List<Word> words = null;
    for (Word word : command.arguments()) {
      if (FINDS.contains(word.text())) {
        words = new ArrayList<>();
      } else if (words != null && (word.text().equals(";") || word.text().equals("+"))) {
        inner.addAll(program(words, command));
        words = null;
      } else if (words != null) {
        words.add(word.text().contains("{}") ? Word.unknown(word.source()) : word);
      }
    }
    boolean open = words != null;
    return inner.isEmpty() && !open ? null : new Wrapper(inner, null, false, open);
  }

  private static Wrapper env(SimpleCommand command) {
    List<Word> assignments = new ArrayList<>();
    List<Word> words = command.arguments();
    int at = 0;
    while (at < words.size() && (isEmptying(words.get(at)) || isAssignment(words.get(at)))) {
      if (isAssignment(words.get(at))) {
        assignments.add(words.get(at));
      }
      at++;
    }
    List<Word> rest = words.subList(at, words.size());
    if (!rest.isEmpty() && (!rest.getFirst().fixed() || rest.getFirst().text().startsWith("-"))) {
      return unknown();
    }
    SimpleCommand inner = new SimpleCommand(assignments, rest, List.of(), command.piped());
    return new Wrapper(rest.isEmpty() ? List.of() : List.of(inner), null, !rest.isEmpty(), false);
  }

  private static boolean isEmptying(Word word) {
    return word.isPlainly("-i") || word.isPlainly("-");
  }

  private static boolean isAssignment(Word word) {
    return ASSIGNMENT.matcher(word.text()).matches();
  }

  private static Wrapper formed(SimpleCommand command, String program, Form form) {
    List<Word> words = command.arguments();
    List<String> texts = words.stream().map(word -> word.fixed() ? word.text() : "?").toList();
    if (program.equals("command") && !texts.isEmpty() && texts.getFirst().matches("-[vV]")) {
      return new Wrapper(List.of(), null, true, false);
    }
    Arguments sorted = form.options().sort(texts, true);
    if (sorted == null) {
      return unknown();
    }
    int from = words.size() - sorted.operands().size() + form.words();
    List<Word> inner = new ArrayList<>(words.subList(Math.min(from, words.size()), words.size()));
    while (!form.plain() && !inner.isEmpty() && isAssignment(inner.getFirst())) {
      inner.removeFirst();
    }
    if (program.equals("xargs") && !inner.isEmpty()) {
      inner.add(Word.unknown("..."));
    }
    boolean mere =
        form.plain() && !inner.isEmpty() && words.subList(0, from).stream().allMatch(Word::fixed);
    return new Wrapper(program(inner, command), null, mere, false);
  }

  private static List<SimpleCommand> program(List<Word> words, SimpleCommand command) {
    return words.isEmpty()
        ? List.of()
        : List.of(new SimpleCommand(List.of(), words, List.of(), command.piped()));
  }

  private static @Nullable List<String> fixed(List<Word> words) {
    return words.stream().allMatch(Word::fixed) ? words.stream().map(Word::text).toList() : null;
  }

  private static Map.Entry<String, Form> form(
      String program,
      String flags,
      String valued,
      String names,
      String valuedNames,
      int words,
      boolean plain) {
    return Map.entry(
        program, new Form(Options.of(flags, valued, names, valuedNames), words, plain));
  }
}
