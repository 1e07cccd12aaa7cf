package acp.transfer;

import static java.util.Objects.requireNonNull;

import acp.event.SessionId;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one session of an import, or of a file in which none was found.
 *
 * @param format the form of the file; empty if it is of none
 * @param name what the file calls the session; empty if nothing
 * @param session its id here; null if it could not be read
 * @param events how many it has
 * @param losses what could not be carried over, in words, and how often
 * @param problem why it was refused or passed over, in words for people; else empty
 */
public record Imported(
    Path file,
    String format,
    String name,
    @Nullable SessionId session,
    @Nullable String title,
    Status status,
    long events,
    Map<String, Long> losses,
    String problem) {

  public Imported {
    requireNonNull(file, "file");
    requireNonNull(status, "status");
    losses = Map.copyOf(losses);
  }

  /** What became of it. */
  public enum Status {
    /** It is here now; or would be, if it was only to be tried. */
    IMPORTED,
    /** It was here before, the same. */
    ALREADY_THERE,
    /** It was here before, and has gone on here since. */
    GONE_ON,
    /** It is none of the user's own, or nothing; not imported. */
    PASSED_OVER,
    /** It is not here, or not so; nothing was changed. */
    REFUSED
  }
}
