package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
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
  @JsonDeserialize
  record Text(@JsonValue String value) implements ElicitationContentValue {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Text {
      requireNonNull(value, "value");
    }
  }

  /**
   * A whole number.
   *
   * @param value the number
   */
  @JsonDeserialize
  record Whole(@JsonValue long value) implements ElicitationContentValue {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Whole {}
  }

  /**
   * Any other number.
   *
   * @param value the number
   */
  @JsonDeserialize
  record Decimal(@JsonValue double value) implements ElicitationContentValue {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Decimal {}
  }

  /**
   * Yes or no.
   *
   * @param value whether it is yes
   */
  @JsonDeserialize
  record Flag(@JsonValue boolean value) implements ElicitationContentValue {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Flag {}
  }

  /**
   * Several choices.
   *
   * @param values the choices
   */
  @JsonDeserialize
  record Texts(@JsonValue List<String> values) implements ElicitationContentValue {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Texts {
      values = List.copyOf(requireNonNull(values, "values"));
    }
  }

  /** Tells them apart by the kind of JSON. */
  final class Reader extends Untagged<ElicitationContentValue> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(ElicitationContentValue.class);
    }

    @Override
    Class<? extends ElicitationContentValue> choose(JsonNode json) {
      if (json.isArray()) {
        return Texts.class;
      }
      if (json.isBoolean()) {
        return Flag.class;
      }
      if (json.isNumber()) {
        return json.isIntegralNumber() && json.canConvertToLong() ? Whole.class : Decimal.class;
      }
      return Text.class;
    }
  }
}
