package acp.permission;

import acp.event.Basis;
import acp.event.Grant;
import acp.event.Risk;
import acp.permission.Ruling.Always;
import acp.permission.WordPattern.Fit;
import acp.shell.Boundary;
import acp.shell.Survey;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges one deed.
 *
 * <p>A grant is exact. For a deed with a subject it holds for that subject of that tool and for
 * nothing that merely begins like it, because {@code npm test && rm -rf .} begins like {@code npm
 * test}. Edits are granted together, whichever tool makes them: they stay inside the workspace and
 * are shown.
 */
final class Judge {
  /** A longer subject does not fit on a button, and what is not read is not allowed for ever. */
  private static final int LONGEST_NAME = 200;

  /** Not the name of a tool, which has only letters, digits, underscores and hyphens. */
  static final Grant EDITS = new Grant("*edit", "");

  private final Action action;
  private final Mode mode;
  private final Set<Grant> grants;
  private final Kept kept;
  private final Fitting fitting;
  private final @Nullable Survey survey;
  private final Path project;

  Judge(Action action, Site site, Path project, Mode mode, Set<Grant> grants, Kept kept) {
    this.action = action;
    this.mode = mode;
    this.grants = grants;
    this.kept = kept;
    this.project = project;
    Action.Command command = action.command();
    this.survey =
        command == null
            ? null
            : Survey.of(command.line(), command.folder(), new Boundary(site.folders()));
    this.fitting = new Fitting(action, survey, project);
  }

  Ruling ruling(List<Rule> rules) {
    Rule denying = first(rules, Rule.Effect.DENY, Fit.YES);
    if (denying != null) {
      return Ruling.by(denying, Decision.DENY);
    }
    boolean looks = looks();
    if (mode == Mode.PLAN && !looks && action.risk() != Risk.NETWORK) {
      return Ruling.of(Decision.DENY, Basis.MODE);
    }
    Rule asking = first(rules, Rule.Effect.ASK, Fit.MAYBE);
    Rule perhaps = asking == null ? first(rules, Rule.Effect.DENY, Fit.MAYBE) : asking;
    if (perhaps != null) {
      return Ruling.by(perhaps, Decision.ASK);
    }
    return looks ? Ruling.of(Decision.ALLOW, Basis.HARMLESS) : ofHarm(rules);
  }

  /** True if it surely only looks, and not at what lets one in elsewhere. */
  private boolean looks() {
    if (survey == null) {
      return action.risk() == Risk.NONE && action.paths().stream().noneMatch(kept::holds);
    }
    return survey.isHarmless() && survey.deeds().stream().noneMatch(kept::isTouchedBy);
  }

  private Ruling ofHarm(List<Rule> rules) {
    if (survey != null) {
      return new CommandJudge(action, survey, project, fitting, kept)
          .ruling(mode, isGranted(), rules);
    }
    boolean keeps = action.paths().stream().anyMatch(this::isKept);
    for (Rule rule : rules) {
      if (rule.effect() == Rule.Effect.ALLOW
          && !(keeps && rule.path().isEmpty())
          && fitting.allows(rule)) {
        return Ruling.by(rule, Decision.ALLOW);
      }
    }
    if (keeps) {
      return Ruling.ask(null);
    }
    if (isGranted()) {
      return Ruling.of(Decision.ALLOW, Basis.GRANT);
    }
    return isOfTheMode() ? Ruling.of(Decision.ALLOW, Basis.MODE) : Ruling.ask(session(action));
  }

  /** What a tool of others' does is not known to stay inside, so it is asked for in every mode. */
  private boolean isOfTheMode() {
    return switch (action.risk()) {
      case NONE -> true;
      case EDIT -> mode == Mode.ACCEPT_EDITS || mode == Mode.AUTO;
      case NETWORK -> mode == Mode.AUTO;
      case EXECUTE -> false;
    };
  }

  private boolean isGranted() {
    return grants.contains(grantFor(action));
  }

  /** What makes other programs run something is changed with the same care. */
  private boolean isKept(Path file) {
    return kept.holds(file) || (action.risk() == Risk.EDIT && Kept.isOfGit(file));
  }

  private @Nullable Rule first(List<Rule> rules, Rule.Effect effect, Fit atLeast) {
    for (Rule rule : rules) {
      if (rule.effect() == effect && fitting.fits(rule).compareTo(atLeast) >= 0) {
        return rule;
      }
    }
    return null;
  }

  /** What "always" may allow for the rest of the session; null where one line cannot name it. */
  static @Nullable Always session(Action action) {
    String name = name(action) + " in this session";
    return isNameable(action.subject()) ? new Always(name, grantFor(action), List.of()) : null;
  }

  private static Grant grantFor(Action action) {
    return action.risk() == Risk.EDIT ? EDITS : new Grant(action.tool(), action.subject());
  }

  private static String name(Action action) {
    if (action.risk() == Risk.EDIT) {
      return "edits";
    }
    return action.subject().isEmpty()
        ? "every use of `" + action.tool() + "`"
        : "`" + action.subject() + "`";
  }

  static boolean isNameable(String subject) {
    return subject.length() <= LONGEST_NAME && subject.codePoints().noneMatch(Judge::isUnseen);
  }

  /** Line breaks, and marks that turn or hide the text around them. */
  private static boolean isUnseen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
