package acp.transfer;

import static java.util.Objects.requireNonNull;

import java.io.OutputStream;
import java.util.function.Function;

/**
 * A form that sessions are exported in.
 *
 * @param name what users call it; also how its files end
 * @param writer makes a writer of one session to a stream
 * @param whole false for people, who are not told what a rewind took back
 */
public record Target(String name, Function<OutputStream, SessionWriter> writer, boolean whole) {

  /** One that loses nothing. */
  public Target(String name, Function<OutputStream, SessionWriter> writer) {
    this(name, writer, true);
  }

  public Target {
    requireNonNull(name, "name");
    requireNonNull(writer, "writer");
  }
}
