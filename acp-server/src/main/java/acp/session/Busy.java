package acp.session;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Another process is at work in the session; nothing of the refused append was written. */
public final class Busy extends JournalException {
  private static final long serialVersionUID = 1;

  private final transient Owner owner;

  /** Refused because of {@code owner}, which lives and has a turn running in the session. */
  public Busy(Owner owner) {
    super(where(owner) + "; wait until it is done there, or cancel it there", null);
    this.owner = owner;
  }

  /** Who is at work. */
  public Owner owner() {
    return owner;
  }

  /** The same as clients are told. */
  public AcpException told() {
    return new AcpException(
        ErrorCode.INVALID_REQUEST,
        String.valueOf(getMessage()),
        Map.of(
            "kind", "busy",
            "pid", owner.pid(),
            "host", owner.host(),
            "since", owner.since().toString()),
        this);
  }

  /** Says in a sentence, without its end, where the session is worked in. */
  static String where(Owner owner) {
    boolean today = Duration.between(owner.since(), Instant.now()).abs().toHours() < 12;
    String since =
        DateTimeFormatter.ofPattern(today ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault())
            .format(owner.since());
    return "This session is working in another process (pid "
        + owner.pid()
        + " on host "
        + owner.host()
        + ", since "
        + since
        + ")";
  }
}
