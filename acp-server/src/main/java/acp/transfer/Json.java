package acp.transfer;

import acp.store.Trees;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON of files: as deep as the journal takes it, no text longer than a line may be, and no more
 * values in one piece than there is memory for.
 */
public final class Json {
  private static final int MAX_DEPTH = 2_010;

  /** Digits: to read them takes time with their square. */
  private static final int LONGEST_NUMBER = 10_000;

  /** Values, names, and what begins or ends a list or an object, in one piece. */
  static final int MOST_TOKENS = 2_000_000;

  /** Makes parsers and generators with these bounds. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Lines.LONGEST)
                  .maxNameLength(Lines.LONGEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxNestingDepth(MAX_DEPTH)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private Json() {}

  /** What is said of a piece that is beyond these bounds. */
  static String excess(StreamConstraintsException beyond) {
    return String.valueOf(beyond.getMessage()).contains("nesting depth")
        ? "is nested too deep"
        : "has too many values, or one that is too long";
  }

  /** Fails when one piece has too many values. */
  static final class Counted extends JsonParserDelegate {
    private int tokens;

    Counted(JsonParser json) {
      super(json);
    }

    /** Another piece begins. */
    void restart() {
      tokens = 0;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
      if (++tokens > MOST_TOKENS) {
        throw new StreamConstraintsException("more than " + MOST_TOKENS + " tokens");
      }
      return super.nextToken();
    }
  }

  /**
   * The object that the current line is.
   *
   * @throws TransferException with the line, if it is none
   */
  public static ObjectNode object(Lines lines) {
    try (JsonParser json = new Counted(FACTORY.createParser(lines.bytes(), 0, lines.length()))) {
      if (json.nextToken() != null
          && Trees.read(json) instanceof ObjectNode line
          && json.nextToken() == null) {
        return line;
      }
    } catch (StreamConstraintsException e) {
      throw TransferException.at(lines.number(), excess(e));
    } catch (IOException e) {
      throw TransferException.at(lines.number(), "is not well-formed JSON");
    }
    throw TransferException.at(lines.number(), "is not one JSON object");
  }

  /** The value that the text is; null if it is none, or more than one. */
  public static @Nullable JsonNode value(String text) {
    try (JsonParser json = new Counted(FACTORY.createParser(text))) {
      if (json.nextToken() == null) {
        return null;
      }
      JsonNode value = Trees.read(json);
      return json.nextToken() == null ? value : null;
    } catch (IOException e) {
      return null;
    }
  }
}
