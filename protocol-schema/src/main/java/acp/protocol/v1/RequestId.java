package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Violation;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request, as the side that asked chose it. {@code 1} and {@code "1"} are two ids.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/cancellation">Cancellation</a>
 */
@JsonDeserialize(using = RequestId.Reader.class)
public sealed interface RequestId {
  /**
   * A whole number.
   *
   * @param value the number
   */
  record Whole(@JsonValue long value) implements RequestId {}

  /**
   * A text.
   *
   * @param value the text
   */
  record Text(@JsonValue String value) implements RequestId {
    public Text {
      requireNonNull(value, "value");
    }
  }

  /** An explicit null: allowed, and better avoided. */
  record Null() implements RequestId {
    /** Java's null is what is written as null. */
    @JsonValue
    @Nullable Object value() {
      return null;
    }
  }

  /** Reads the id as it stands, without turning one kind into another. */
  final class Reader extends StdDeserializer<RequestId> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(RequestId.class);
    }

    @Override
    public RequestId deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_NUMBER_INT -> new Whole(parser.getLongValue());
        case VALUE_STRING -> new Text(parser.getText());
        default -> throw new Violation(parser, "must be a whole number, a string or null");
      };
    }

    @Override
    public RequestId getNullValue(DeserializationContext context) {
      return new Null();
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
      return null;
    }
  }
}
