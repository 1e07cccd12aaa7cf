package acp.transfer;

import static java.util.Objects.requireNonNull;

import java.io.OutputStream;
import java.util.function.Function;

/**
 * A form that sessions are exported in.
 *
 * @param name what users call it; also how its files end
 * @param writer makes a writer of one session to a stream
 */
public record Target(String name, Function<OutputStream, SessionWriter> writer) {
  public Target {
    requireNonNull(name, "name");
    requireNonNull(writer, "writer");
  }
}
