package acp.permission;

import static java.util.Objects.requireNonNull;

import acp.event.Basis;
import acp.event.Grant;
import acp.event.PermissionOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a deed, and why.
 *
 * @param basis what it rests upon; of no meaning where the user is asked
 * @param rule the rule in words, if it was one
 * @param always what an answer may allow from now on; null for nothing
 */
public record Ruling(
    Decision decision, Basis basis, @Nullable String rule, @Nullable Always always) {
  private static final String ALLOW_ONCE = "allow_once";
  private static final String ALLOW_ALWAYS = "allow_always";
  private static final String REJECT_ONCE = "reject_once";

  /**
   * What "always" would allow: one grant for the session, or rules for the project.
   *
   * @param name exactly what, on one line
   */
  record Always(String name, @Nullable Grant grant, List<Rule> rules) {
    Always {
      requireNonNull(name, "name");
      rules = List.copyOf(rules);
    }
  }

  /**
   * What an answer of the user's means.
   *
   * @param allowed true if the deed may be done
   * @param grant what is allowed for the rest of the session; null for nothing
   * @param rules what is allowed in the project from now on
   */
  public record Answer(boolean allowed, @Nullable Grant grant, List<Rule> rules) {
    public Answer {
      rules = List.copyOf(rules);
    }
  }

  public Ruling {
    requireNonNull(decision, "decision");
    requireNonNull(basis, "basis");
  }

  static Ruling of(Decision decision, Basis basis) {
    return new Ruling(decision, basis, null, null);
  }

  static Ruling by(Rule rule, Decision decision) {
    return new Ruling(decision, Basis.RULE, rule.words(), null);
  }

  static Ruling ask(@Nullable Always always) {
    return new Ruling(Decision.ASK, Basis.NOBODY, null, always);
  }

  /** What the user may answer; few, because editors show them as buttons. */
  public List<PermissionOption> options() {
    List<PermissionOption> options = new ArrayList<>();
    options.add(new PermissionOption(ALLOW_ONCE, "Allow", PermissionOption.Kind.ALLOW_ONCE));
    if (always != null) {
      options.add(
          new PermissionOption(
              ALLOW_ALWAYS, "Always allow " + always.name(), PermissionOption.Kind.ALLOW_ALWAYS));
    }
    options.add(new PermissionOption(REJECT_ONCE, "Reject", PermissionOption.Kind.REJECT_ONCE));
    return List.copyOf(options);
  }

  /** What an answer means. One that was not among the options allows nothing. */
  public Answer answer(@Nullable String optionId) {
    if (ALLOW_ALWAYS.equals(optionId) && always != null) {
      return new Answer(true, always.grant(), always.rules());
    }
    return new Answer(ALLOW_ONCE.equals(optionId), null, List.of());
  }
}
