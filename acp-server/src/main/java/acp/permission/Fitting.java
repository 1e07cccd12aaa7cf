package acp.permission;

import acp.permission.WordPattern.Fit;
import acp.shell.Deed;
import acp.shell.Survey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which rules fit a deed. What denies or asks fits where it may concern any part of the deed; what
 * allows fits only where it surely concerns all of the part in question.
 */
final class Fitting {
  private final Action action;
  private final @Nullable Survey survey;
  private final Path project;

  Fitting(Action action, @Nullable Survey survey, Path project) {
    this.action = action;
    this.survey = survey;
    this.project = project;
  }

  /** Whether a rule that denies or asks concerns the deed. */
  Fit fits(Rule rule) {
    if (!isOfTool(rule)) {
      return Fit.NO;
    }
    if (rule.match().isEmpty() && rule.path().isEmpty()) {
      return Fit.YES;
    }
    return survey == null ? ofFiles(rule) : ofCommand(rule, survey);
  }

  private Fit ofFiles(Rule rule) {
    boolean path = rule.path().isEmpty();
    for (Path file : action.paths()) {
      path |= !path && PathPattern.of(rule.path()).mayFit(file, project);
    }
    return path && isOfSubject(rule) ? Fit.YES : Fit.NO;
  }

  private Fit ofCommand(Rule rule, Survey known) {
    Fit best = known.understood() ? Fit.NO : Fit.MAYBE;
    for (Deed deed : known.deeds()) {
      Fit fit = least(ofWords(rule, deed), ofPlaces(rule, deed));
      best = fit.compareTo(best) > 0 ? fit : best;
    }
    return best;
  }

  private static Fit ofWords(Rule rule, Deed deed) {
    if (rule.exact()) {
      return rule.match().equals(deed.canonical()) ? Fit.YES : Fit.NO;
    }
    if (rule.match().isEmpty()) {
      return Fit.YES;
    }
    WordPattern pattern = WordPattern.of(rule.match());
    return most(pattern.fits(deed.words()), pattern.fits(deed.plainest()));
  }

  /** Whether it is run in such a folder, or names such a file. */
  private Fit ofPlaces(Rule rule, Deed deed) {
    if (rule.path().isEmpty()) {
      return Fit.YES;
    }
    Path folder = deed.folder();
    if (folder == null) {
      return Fit.MAYBE;
    }
    if (rule.exact()) {
      return folder.toString().equals(rule.path()) ? Fit.YES : Fit.NO;
    }
    PathPattern pattern = PathPattern.of(rule.path());
    if (pattern.mayFit(folder, project)
        || deed.touched().stream().anyMatch(name -> isAt(pattern, folder, name))) {
      return Fit.YES;
    }
    return deed.words().contains(null) ? Fit.MAYBE : Fit.NO;
  }

  private boolean isAt(PathPattern pattern, Path folder, String name) {
    try {
      return pattern.mayFit(folder.resolve(name).normalize(), project);
    } catch (InvalidPathException noName) {
      return false;
    }
  }

  /** Whether a rule allows a deed that runs no command, or all commands of a deed. */
  boolean allows(Rule rule) {
    if (!isOfTool(rule) || rule.exact() || (survey != null && !rule.match().isEmpty())) {
      return false;
    }
    if (rule.path().isEmpty()) {
      return isOfSubject(rule);
    }
    List<Path> files = action.paths();
    PathPattern pattern = PathPattern.of(rule.path());
    return survey == null
        && isOfSubject(rule)
        && !files.isEmpty()
        && files.stream().allMatch(file -> pattern.surelyFits(file, project));
  }

  /** Whether a rule allows one command of a deed. */
  boolean allows(Rule rule, Deed deed) {
    Path folder = deed.folder();
    if (!isOfTool(rule) || folder == null) {
      return false;
    }
    if (rule.exact()) {
      return deed.nameable()
          && rule.match().equals(deed.canonical())
          && rule.path().equals(folder.toString());
    }
    return deed.plain()
        && !deed.words().isEmpty()
        && !deed.words().contains(null)
        && (rule.match().isEmpty() || WordPattern.of(rule.match()).fits(deed.words()) == Fit.YES)
        && (rule.path().isEmpty() || PathPattern.of(rule.path()).surelyFits(folder, project));
  }

  private boolean isOfTool(Rule rule) {
    return glob(rule.tool()).matcher(action.tool()).matches();
  }

  private boolean isOfSubject(Rule rule) {
    return rule.match().isEmpty() || glob(rule.match()).matcher(action.subject()).matches();
  }

  private static Pattern glob(String text) {
    return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
  }

  private static Fit least(Fit one, Fit other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Fit most(Fit one, Fit other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
