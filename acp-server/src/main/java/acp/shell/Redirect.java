package acp.shell;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Where a command's input comes from, or its output goes.
 *
 * @param descriptor the number before the operator; empty for the usual one
 * @param target a file, a descriptor, or what ends a here-document
 */
record Redirect(String descriptor, String operator, Word target) {
  /** Not files, though they stand among them. */
  private static final Set<String> NOWHERE =
      Set.of("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/stdin");

  Redirect {
    requireNonNull(descriptor, "descriptor");
    requireNonNull(operator, "operator");
    requireNonNull(target, "target");
  }

  /** True if it opens a file. */
  boolean opensFile() {
    return switch (operator) {
      case "<<", "<<-" -> false;
      case "<&", ">&" -> !(target.fixed() && target.text().matches("[0-9]+-?|-"));
      default -> !(target.fixed() && NOWHERE.contains(target.text()));
    };
  }

  /** True if it may change a file. */
  boolean writes() {
    return opensFile() && !operator.equals("<");
  }

  String canonical() {
    return descriptor + operator + target.canonical();
  }
}
