package acp.transfer.foreign;

import acp.transfer.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A file that is one session.
 *
 * @param name what its program calls it
 * @param passedOver why it is not to be imported; empty if it is
 * @param reading begins to read it
 */
public record OneFile(
    Path file, String name, String passedOver, Function<Path, Source.Reading> reading)
    implements Source, Source.Recording {

  @Override
  public List<Recording> recordings() {
    return List.of(this);
  }

  @Override
  public Reading read() {
    return reading.apply(file);
  }

  @Override
  public void close() {}
}
