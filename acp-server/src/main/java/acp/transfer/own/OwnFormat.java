package acp.transfer.own;

import acp.transfer.Format;
import acp.transfer.Head;
import acp.transfer.Json;
import acp.transfer.Source;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
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
    return new OneSession(file, isDocument(file, Head.of(file)));
  }

  /** What stands before the events may be longer than a head. */
  private static boolean isDocument(Path file, Head head) {
    if (head.has("events") || head.isLines()) {
      return head.has("events");
    }
    try (JsonParser json = Json.FACTORY.createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        if (json.currentName().equals("events")) {
          return true;
        }
        json.nextToken();
        json.skipChildren();
      }
      return false;
    } catch (IOException unreadable) {
      return false;
    }
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
