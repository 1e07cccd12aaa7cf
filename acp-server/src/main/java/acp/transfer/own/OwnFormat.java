package acp.transfer.own;

import acp.transfer.Format;
import acp.transfer.Head;
import acp.transfer.Source;
import java.nio.file.Path;
import java.util.List;

/** Reads what {@link LinesWriter} and {@link DocumentWriter} write. */
public final class OwnFormat implements Format {

  @Override
  public String name() {
    return "acp-server";
  }

  @Override
  public boolean matches(Head head) {
    return head.text("format").equals(Words.FORMAT);
  }

  @Override
  public Source open(Path file) {
    return new OneSession(file, Head.of(file).has("events"));
  }

  private record OneSession(Path file, boolean document) implements Source, Source.Recording {

    @Override
    public List<Recording> recordings() {
      return List.of(this);
    }

    @Override
    public String name() {
      return "";
    }

    @Override
    public Reading read() {
      return document ? new DocumentReading(file) : new LinesReading(file);
    }

    @Override
    public void close() {}
  }
}
