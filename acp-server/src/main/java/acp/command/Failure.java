package acp.command;

import acp.event.Ids;
import acp.protocol.AcpException;
import acp.session.JournalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command that failed, in words: one that was to be expected, or an incident. */
final class Failure {
  private static final Logger log = LoggerFactory.getLogger(Failure.class);

  private Failure() {}

  /** What the user is told; what is ours to mend goes to the log. */
  static String sentence(String command, Throwable failure, Ids ids) {
    if (failure instanceof AcpException || failure instanceof JournalException) {
      String why = String.valueOf(failure.getMessage());
      String stop = why.matches("(?s).*\\p{Punct}") ? "" : ".";
      return why + stop + " Nothing more was done; try `/" + command + "` again.";
    }
    String incident = ids.next();
    log.error("The command {} failed, incident {}", command, incident, failure);
    return "`/" + command + "` failed (incident " + incident + "; the log says more).";
  }
}
