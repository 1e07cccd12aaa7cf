package acp.protocol.v1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import java.io.IOException;

/** Reads a union whose variants carry no discriminator, by a look at the whole value. */
abstract class Untagged<T> extends StdDeserializer<T> {
  private static final long serialVersionUID = 1;

  Untagged(Class<T> union) {
    super(union);
  }

  /** The variant that {@code json} must be; one that does not fit then fails to be read as it. */
  abstract Class<? extends T> choose(JsonNode json);

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode json = context.readTree(parser);
    Class<? extends T> variant = choose(json);
    try (JsonParser again = json.traverse(parser.getCodec())) {
      again.nextToken();
      // Read without regard to a tag, which the choice has taken into account.
      return variant.cast(
          context
              .findContextualValueDeserializer(context.constructType(variant), null)
              .deserialize(again, context));
    }
  }

  /** The look at the value decides, where the union also names a discriminator. */
  @Override
  public Object deserializeWithType(
      JsonParser parser, DeserializationContext context, TypeDeserializer union)
      throws IOException {
    return deserialize(parser, context);
  }
}
