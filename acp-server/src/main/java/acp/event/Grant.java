package acp.event;

import static java.util.Objects.requireNonNull;

/**
 * What the user has allowed for the rest of a session.
 *
 * @param tool the tool's name
 * @param subject exactly what may be done without asking again, such as one command line; empty for
 *     all that the tool does
 */
public record Grant(String tool, String subject) {

  public Grant {
    requireNonNull(tool, "tool");
    requireNonNull(subject, "subject");
  }
}
