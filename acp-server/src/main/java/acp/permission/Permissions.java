package acp.permission;

import static java.util.Objects.requireNonNull;

import acp.event.Grant;
import acp.event.PermissionOption;
import acp.event.Risk;
import acp.session.ConfigOption;
import acp.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the session's mode and by what the user has allowed before. Immutable and thread-safe:
 * what it knows of a session comes with the session's state.
 *
 * <p>A grant is exact. For a deed with a subject it holds for that subject of that tool and for
 * nothing that merely begins like it, because {@code npm test && rm -rf .} begins like {@code npm
 * test}. Edits are granted together, whichever tool makes them: they stay inside the workspace and
 * are shown.
 */
public final class Permissions {
  private static final String ALLOW_ONCE = "allow_once";
  private static final String ALLOW_ALWAYS = "allow_always";
  private static final String REJECT_ONCE = "reject_once";

  /** A longer subject does not fit on a button, and what is not read is not allowed for ever. */
  private static final int LONGEST_NAMED_SUBJECT = 200;

  /** Not the name of a tool, which has only letters, digits, underscores and hyphens. */
  private static final Grant EDITS = new Grant("*edit", "");

  private final Mode standard;

  /**
   * @param standard the mode of sessions that never chose one
   */
  public Permissions(Mode standard) {
    this.standard = requireNonNull(standard, "standard");
  }

  /**
   * The mode that a session is in. One that was stored by a newer version and is unknown here
   * counts as {@link Mode#ASK}, the strictest.
   */
  public Mode mode(SessionState state) {
    Mode mode = Mode.of(state.setting(ConfigOption.MODE, standard.id()));
    return mode == null ? Mode.ASK : mode;
  }

  /** What becomes of {@code action} in a session that stands so. */
  public Decision decide(Action action, SessionState state) {
    if (state.grants().contains(grantFor(action))) {
      return Decision.ALLOW;
    }
    return switch (action.risk()) {
      case NONE -> Decision.ALLOW;
      case EDIT ->
          switch (mode(state)) {
            case ASK -> Decision.ASK;
            case ACCEPT_EDITS -> Decision.ALLOW;
          };
      case NETWORK, EXECUTE -> Decision.ASK;
    };
  }

  /**
   * What the user may answer when asked about {@code action}: to allow or reject it once, always,
   * and to allow it for the rest of the session, where one line can name exactly what that is.
   */
  public List<PermissionOption> options(Action action) {
    List<PermissionOption> options = new ArrayList<>();
    options.add(new PermissionOption(ALLOW_ONCE, "Allow", PermissionOption.Kind.ALLOW_ONCE));
    if (isNameable(action.subject())) {
      options.add(
          new PermissionOption(
              ALLOW_ALWAYS,
              "Always allow " + name(action) + " in this session",
              PermissionOption.Kind.ALLOW_ALWAYS));
    }
    options.add(new PermissionOption(REJECT_ONCE, "Reject", PermissionOption.Kind.REJECT_ONCE));
    return List.copyOf(options);
  }

  /** True if the answer approves the deed. An id that was not among the options never does. */
  public boolean allows(Action action, @Nullable String optionId) {
    return options(action).stream()
        .anyMatch(option -> option.id().equals(optionId) && option.kind().allows());
  }

  /** What the answer allows from now on; null for nothing, also when the id is unknown. */
  public @Nullable Grant grant(Action action, @Nullable String optionId) {
    return ALLOW_ALWAYS.equals(optionId) && isNameable(action.subject()) ? grantFor(action) : null;
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

  private static boolean isNameable(String subject) {
    return subject.length() <= LONGEST_NAMED_SUBJECT
        && subject.codePoints().noneMatch(Permissions::isUnseen);
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
