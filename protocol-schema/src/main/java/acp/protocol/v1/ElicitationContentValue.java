package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Violation;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.List;

/**
 * What the user entered into a field.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/elicitation">Elicitation</a>
 */
@JsonDeserialize(using = ElicitationContentValue.Reader.class)
public sealed interface ElicitationContentValue {
  /**
   * A text, or a single choice.
   *
   * @param value the text
   */
  record Text(@JsonValue String value) implements ElicitationContentValue {
    public Text {
      requireNonNull(value, "value");
    }
  }

  /**
   * A whole number.
   *
   * @param value the number
   */
  record Whole(@JsonValue long value) implements ElicitationContentValue {}

  /**
   * Any other number.
   *
   * @param value the number
   */
  record Decimal(@JsonValue double value) implements ElicitationContentValue {
    public Decimal {
      Check.finite(value, "value");
    }
  }

  /**
   * Yes or no.
   *
   * @param value whether it is yes
   */
  record Flag(@JsonValue boolean value) implements ElicitationContentValue {}

  /**
   * Several choices.
   *
   * @param values the choices
   */
  record Texts(@JsonValue List<String> values) implements ElicitationContentValue {
    public Texts {
      values = List.copyOf(requireNonNull(values, "values"));
    }
  }

  /** Tells them apart by the kind of JSON. */
  final class Reader extends StdDeserializer<ElicitationContentValue> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(ElicitationContentValue.class);
    }

    @Override
    public ElicitationContentValue deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_STRING -> new Text(parser.getText());
        case VALUE_TRUE, VALUE_FALSE -> new Flag(parser.getBooleanValue());
        case VALUE_NUMBER_INT ->
            parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? decimal(parser)
                : new Whole(parser.getLongValue());
        case VALUE_NUMBER_FLOAT -> decimal(parser);
        case START_ARRAY -> new Texts(List.of(context.readValue(parser, String[].class)));
        default ->
            throw new Violation(parser, "must be a string, a number, true or false, or strings");
      };
    }

    private static Decimal decimal(JsonParser parser) throws IOException {
      if (!Double.isFinite(parser.getDoubleValue())) {
        throw new Violation(parser, "must be a number of 64 bits");
      }
      return new Decimal(parser.getDoubleValue());
    }
  }
}
