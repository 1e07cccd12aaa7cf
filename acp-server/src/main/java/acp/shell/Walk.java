package acp.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Goes through a command line as it would be done, and writes down each program that it runs. */
final class Walk {
  private static final int MOST_DEEDS = 200;

  /** What changes the meaning of the commands behind it. */
  private static final Set<String> OF_THE_SHELL =
      Set.of(
          ".",
          "source",
          "export",
          "readonly",
          "local",
          "declare",
          "typeset",
          "unset",
          "set",
          "shopt",
          "umask",
          "ulimit",
          "read",
          "mapfile",
          "readarray",
          "getopts",
          "shift",
          "return",
          "break",
          "continue",
          "wait",
          "jobs",
          "pushd",
          "popd",
          "cd",
          "exec",
          "trap",
          "alias",
          "unalias",
          "enable",
          "hash",
          "let",
          "bind",
          "fc",
          "eval");

  /** What makes shells run other programs than those that are named. */
  private static final Set<String> TREACHEROUS =
      Set.of("alias", "trap", "enable", "hash", "let", "bind", "fc", "pushd", "popd");

  /** What they run is run by the shell that runs them. */
  private static final Set<String> SAME_SHELL = Set.of("eval", "command", "builtin", "exec");

  private static final Pattern HARMLESS_SETTING =
      Pattern.compile(
          "(LC_[A-Z]+|LANG|LANGUAGE|NO_COLOR|FORCE_COLOR|CLICOLOR|TERM|CI|COLUMNS|GIT_OPTIONAL_LOCKS"
              + "|GIT_TERMINAL_PROMPT)=[A-Za-z0-9_.@-]*|(GIT_)?PAGER=cat");

  private static final Pattern OUTSIDE = Pattern.compile("(^|=|:)(~|\\$\\{?HOME\\b).*");
  private static final Pattern GLUED = Pattern.compile("-[A-Za-z](/.*|\\.\\./.*)");
  private static final Set<String> NOWHERE =
      Set.of("/dev/null", "/dev/stdin", "/dev/stdout", "/dev/stderr");
  private static final Pattern PROGRAMS =
      Pattern.compile("/(usr/)?(local/)?s?bin/[^/]+|/opt/homebrew/bin/[^/]+");

  private final Folders folders;
  private final List<Deed> deeds = new ArrayList<>();
  private boolean understood = true;
  private boolean turns;

  Walk(Path folder, Boundary boundary) {
    this.folders = new Folders(folder, boundary);
  }

  List<Deed> deeds() {
    return deeds;
  }

  /** False if it is not understood for sure, in whole. */
  boolean goThrough(String line) {
    try {
      script(line, 0, -1);
    } catch (Unreadable notUnderstood) {
      return false;
    }
    return understood;
  }

  private void script(String line, int depth, int host) {
    Script script = Script.read(line, depth);
    turns |= script.turns();
    for (Step step : script.steps()) {
      switch (step) {
        case Step.Run run -> run(run.command(), depth, host);
        case Step.Link link -> folders.linked(link.onlyIfDone());
        case Step.Open _ -> folders.opened();
        case Step.Close _ -> folders.closed();
      }
    }
  }

  private void run(SimpleCommand command, int depth, int host) {
    if (command.words().isEmpty()
        && command.assignments().isEmpty()
        && command.redirects().isEmpty()) {
      return;
    }
    if (deeds.size() >= MOST_DEEDS || depth > Script.DEEPEST) {
      throw new Unreadable("too many commands");
    }
    String program = command.program();
    boolean named = command.words().isEmpty() || !program.isEmpty();
    understood &= named && !TREACHEROUS.contains(program);
    Wrapper wrapper = program.isEmpty() ? null : Wrapper.of(command);
    int index = deeds.size();
    deeds.add(deed(command, wrapper, host));
    if (program.equals("cd")) {
      // What follows a cd may be done from there, or not, or again.
      understood &= !turns;
    }
    if (wrapper != null) {
      unwrap(wrapper, program, depth, index);
    }
  }

  private void unwrap(Wrapper wrapper, String program, int depth, int index) {
    understood &= !wrapper.hidden();
    boolean sameShell = SAME_SHELL.contains(program);
    if (!sameShell) {
      folders.opened();
    }
    wrapper.inner().forEach(inner -> run(inner, depth + 1, index));
    if (wrapper.script() != null) {
      script(wrapper.script(), depth + 1, index);
    }
    if (!sameShell) {
      folders.closed();
    }
  }

  private Deed deed(SimpleCommand command, @Nullable Wrapper wrapper, int host) {
    List<@Nullable String> words = new ArrayList<>();
    command.words().forEach(word -> words.add(word.fixed() ? word.text() : null));
    boolean plain = isPlain(command);
    boolean leaves = leaves(command);
    Path folder = folders.only();
    List<String> texts = command.words().stream().map(Word::text).toList();
    List<Integer> places = Plainest.of(texts);
    List<@Nullable String> plainest = new ArrayList<>();
    places.forEach(place -> plainest.add(words.get(place)));
    if (!plainest.isEmpty() && plainest.getFirst() != null) {
      plainest.set(0, Wrapper.lastName(command.program()));
    }
    List<String> known = new ArrayList<>(places.stream().map(texts::get).toList());
    if (!known.isEmpty()) {
      known.set(0, Wrapper.lastName(known.getFirst()));
    }
    String destructive = Destructive.why(command, known, folders);
    boolean harmless = isHarmless(command, wrapper, plain);
    boolean moves = command.program().equals("cd") && !harmless;
    boolean nameable = isAllSaid(command) && destructive.isEmpty() && !Destructive.isFed(known);
    return new Deed(
        words,
        plainest,
        command.canonical(),
        folder,
        host,
        harmless,
        nameable,
        plain,
        touched(command),
        leaves || moves,
        destructive);
  }

  private static boolean isAllSaid(SimpleCommand command) {
    return command.isFixed()
        && !command.words().isEmpty()
        && !command.piped()
        && !OF_THE_SHELL.contains(command.program())
        && command.redirects().stream().noneMatch(redirect -> redirect.operator().startsWith("<<"));
  }

  private static List<String> touched(SimpleCommand command) {
    List<String> names = new ArrayList<>();
    command.words().stream().filter(Word::fixed).forEach(word -> names.add(path(word.text())));
    command.redirects().stream()
        .filter(Redirect::opensFile)
        .map(Redirect::target)
        .filter(Word::fixed)
        .forEach(word -> names.add(word.text()));
    return names;
  }

  /** The part of a word that may be a path: behind an option's letter, or behind an equals sign. */
  private static String path(String text) {
    if (GLUED.matcher(text).matches()) {
      return text.substring(2);
    }
    return text.startsWith("/") ? text : text.substring(text.indexOf('=') + 1);
  }

  /** Whether it only looks. A {@code cd} that stays inside is done here. */
  private boolean isHarmless(SimpleCommand command, @Nullable Wrapper wrapper, boolean plain) {
    String program = command.program();
    if (program.equals("cd")) {
      List<Word> to = command.arguments();
      boolean known =
          plain
              && command.isFixed()
              && to.size() == 1
              && !to.getFirst().text().startsWith("-")
              && !command.piped();
      if (!known || to.getFirst().text().isEmpty()) {
        folders.lose();
        return false;
      }
      return folders.moved(to.getFirst().text());
    }
    if (!plain || !command.isFixed() || program.isEmpty()) {
      // A subshell's redirections stand alone, and may be harmless on their own.
      return plain && command.words().isEmpty() && command.assignments().isEmpty();
    }
    if (wrapper != null && program.indexOf('/') < 0 && wrapper.mere()) {
      return true;
    }
    List<String> arguments = command.arguments().stream().map(Word::text).toList();
    return (wrapper == null) && Harmless.is(program, arguments, folders);
  }

  /** True if only its words matter. */
  private boolean isPlain(SimpleCommand command) {
    boolean settings =
        command.assignments().stream()
            .allMatch(
                word ->
                    word.fixed()
                        && !command.words().isEmpty()
                        && HARMLESS_SETTING.matcher(word.text()).matches());
    return settings
        && command.redirects().stream()
            .allMatch(
                redirect ->
                    !redirect.opensFile()
                        || (!redirect.writes()
                            && redirect.target().fixed()
                            && folders.hold(redirect.target().text())));
  }

  private boolean leaves(SimpleCommand command) {
    String program = command.program();
    boolean elsewhere =
        program.indexOf('/') >= 0 && !PROGRAMS.matcher(program).matches() && !folders.hold(program);
    return elsewhere
        || folders.areLost()
        || command.arguments().stream().anyMatch(this::leaves)
        || command.assignments().stream().anyMatch(word -> OUTSIDE.matcher(word.text()).find())
        || command.redirects().stream()
            .anyMatch(redirect -> redirect.opensFile() && leaves(redirect.target()));
  }

  /** True if the word is, or holds, a path that leads outside, or one that cannot be told. */
  private boolean leaves(Word word) {
    String text = word.text();
    if (!word.fixed()) {
      return OUTSIDE.matcher(text).find() || text.startsWith("/") || text.contains("../");
    }
    if (NOWHERE.contains(text)) {
      return false;
    }
    return !folders.hold(path(text));
  }
}
