package acp.transfer.foreign;

import acp.transfer.Json;
import acp.transfer.Lines;
import acp.transfer.TransferException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A reading of a file in which each line is a JSON object. The last line may be broken: a program
 * that was killed, or is at work, leaves it so.
 */
public abstract class LinePull extends Pull {
  private final Lines lines;

  protected LinePull(Telling telling, Path file) {
    super(telling);
    this.lines = new Lines(file);
  }

  /** Tells a line. */
  protected abstract void take(ObjectNode line, Telling telling);

  /** Tells what is left when there are no more lines. */
  protected void finish(Telling telling) {}

  @Override
  protected final boolean advance(Telling telling) {
    ObjectNode line = lines.next() ? object(telling) : null;
    if (line == null) {
      finish(telling);
      return false;
    }
    take(line, telling);
    return true;
  }

  private @Nullable ObjectNode object(Telling telling) {
    try {
      return Json.object(lines);
    } catch (TransferException broken) {
      if (lines.next()) {
        throw broken;
      }
      telling.lost("an unfinished last line");
      return null;
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
