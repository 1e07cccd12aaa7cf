package acp.transfer;

import acp.event.Entry;
import acp.session.SessionSummary;
import acp.session.Traits;
import java.io.IOException;

/**
 * Writes one session down in some form, as it comes, and keeps no more of it than it must. One
 * thread.
 */
public interface SessionWriter {

  /**
   * What the session is; called first.
   *
   * @param traits what its events do not say
   * @param redacted true if secrets will have been masked
   */
  void begin(SessionSummary session, Traits traits, boolean redacted) throws IOException;

  /** The next event. */
  void write(Entry entry) throws IOException;

  /**
   * All was written; the stream is flushed and stays open.
   *
   * @param masked how many secrets were masked
   */
  void end(long masked) throws IOException;
}
