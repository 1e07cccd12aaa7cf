package acp.permission;

import static java.util.Objects.requireNonNull;

import acp.event.Risk;

/**
 * A deed that is to be judged.
 *
 * @param tool the tool's name
 * @param risk what it can harm
 * @param subject exactly what "always allow" would allow, such as a command line; empty for all
 *     that the tool does
 */
public record Action(String tool, Risk risk, String subject) {

  public Action {
    requireNonNull(tool, "tool");
    requireNonNull(risk, "risk");
    requireNonNull(subject, "subject");
  }
}
