package acp.transfer;

import acp.store.Trees;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON of files: as deep as the journal takes it, and no text longer than a line may be. */
public final class Json {
  private static final int MAX_DEPTH = 2_010;

  /** Makes parsers and generators with these bounds. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Lines.LONGEST)
                  .maxNameLength(Lines.LONGEST)
                  .maxNumberLength(Lines.LONGEST)
                  .maxNestingDepth(MAX_DEPTH)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private Json() {}

  /**
   * The object that the current line is.
   *
   * @throws TransferException with the line, if it is none
   */
  public static ObjectNode object(Lines lines) {
    try (JsonParser json = FACTORY.createParser(lines.bytes(), 0, lines.length())) {
      if (json.nextToken() != null
          && Trees.read(json) instanceof ObjectNode line
          && json.nextToken() == null) {
        return line;
      }
    } catch (StreamConstraintsException e) {
      throw TransferException.at(lines.number(), "is nested too deep");
    } catch (IOException e) {
      throw TransferException.at(lines.number(), "is not well-formed JSON");
    }
    throw TransferException.at(lines.number(), "is not one JSON object");
  }

  /** The value that the text is; null if it is none, or more than one. */
  public static @Nullable JsonNode value(String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
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
