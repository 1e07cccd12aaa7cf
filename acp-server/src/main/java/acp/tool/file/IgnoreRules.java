package acp.tool.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** What the {@code .gitignore} of one folder says about the files below it. */
final class IgnoreRules {
  private static final int LARGEST = 256 * 1024;

  private final Path folder;
  private final List<Rule> rules;
  private final Deadline deadline;

  private IgnoreRules(Path folder, List<Rule> rules, Deadline deadline) {
    this.folder = folder;
    this.rules = rules;
    this.deadline = deadline;
  }

  /**
   * The rules of {@code folder}; none where there is no such file or it cannot be read.
   *
   * @param deadline when to stop, since a pattern may be one that takes for ever
   */
  static IgnoreRules of(Path folder, Deadline deadline) {
    List<Rule> rules = new ArrayList<>();
    Path file = folder.resolve(".gitignore");
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST) {
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> add(line, rules));
      }
    } catch (IOException unreadable) {
      // Then it says nothing.
    }
    return new IgnoreRules(folder, rules, deadline);
  }

  /** What {@code chain}, from the outermost folder to the innermost, says: the innermost wins. */
  static boolean ignore(List<IgnoreRules> chain, Path path, boolean isFolder) {
    for (IgnoreRules rules : chain.reversed()) {
      Verdict verdict = rules.judge(path, isFolder);
      if (verdict != Verdict.SILENT) {
        return verdict == Verdict.IGNORED;
      }
    }
    return false;
  }

  private Verdict judge(Path path, boolean isFolder) {
    String relative = folder.relativize(path).toString();
    for (Rule rule : rules.reversed()) { // the last one that matches counts
      if ((isFolder || !rule.foldersOnly) && rule.glob.matches(deadline.watch(relative))) {
        return rule.keeps ? Verdict.KEPT : Verdict.IGNORED;
      }
    }
    return Verdict.SILENT;
  }

  private static void add(String line, List<Rule> rules) {
    String glob = line.stripTrailing();
    if (glob.isEmpty() || glob.startsWith("#")) {
      return;
    }
    boolean keeps = glob.startsWith("!");
    glob = keeps ? glob.substring(1) : glob;
    boolean foldersOnly = glob.endsWith("/");
    glob = foldersOnly ? glob.substring(0, glob.length() - 1) : glob;
    try {
      rules.add(new Rule(Glob.of(glob, false), keeps, foldersOnly));
    } catch (PatternSyntaxException malformed) {
      // Git passes over what it cannot read, too.
    }
  }

  private record Rule(Glob glob, boolean keeps, boolean foldersOnly) {}

  private enum Verdict {
    IGNORED,
    KEPT,
    SILENT
  }
}
