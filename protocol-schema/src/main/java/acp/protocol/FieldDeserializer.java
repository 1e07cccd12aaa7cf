package acp.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.util.AccessPattern;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one field by its {@link FieldRules}, leaving the value itself to Jackson: the one place
 * where the protocol's leniency lives. A lenient value is read from a copy of its tokens, so that
 * the parser stands behind it however the reading ended; JSON that cannot be tokenised still fails.
 */
final class FieldDeserializer extends JsonDeserializer<Object> implements ContextualDeserializer {
  private final FieldRules rules;
  private final @Nullable BeanProperty property;
  private final @Nullable JavaType type;
  private final @Nullable JsonDeserializer<Object> value;
  private final @Nullable JsonDeserializer<Object> item;

  FieldDeserializer(FieldRules rules) {
    this(rules, null, null, null, null);
  }

  private FieldDeserializer(
      FieldRules rules,
      @Nullable BeanProperty property,
      @Nullable JavaType type,
      @Nullable JsonDeserializer<Object> value,
      @Nullable JsonDeserializer<Object> item) {
    this.rules = rules;
    this.property = property;
    this.type = type;
    this.value = value;
    this.item = item;
  }

  @Override
  public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property)
      throws JsonMappingException {
    JavaType type = rules.patch() ? property.getType().containedType(0) : property.getType();
    boolean byItem = rules.lenient() && type.isCollectionLikeType();
    return new FieldDeserializer(
        rules,
        property,
        type,
        context.findContextualValueDeserializer(type, property),
        byItem ? context.findRootValueDeserializer(type.getContentType()) : null);
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    return read(parser, context, null);
  }

  @Override
  public @Nullable Object deserializeWithType(
      JsonParser parser, DeserializationContext context, TypeDeserializer union)
      throws IOException {
    return read(parser, context, union);
  }

  private @Nullable Object read(
      JsonParser parser, DeserializationContext context, @Nullable TypeDeserializer union)
      throws IOException {
    if (!rules.lenient()) {
      return present(strictly(parser, context, union));
    }
    if (item != null) {
      return items(parser, context, item);
    }
    try (TokenBuffer copy = context.bufferAsCopyOfValue(parser);
        JsonParser again = copy.asParserOnFirstToken()) {
      return present(strictly(again, context, union));
    } catch (JsonProcessingException malformed) {
      return forgiven(context);
    }
  }

  private Object strictly(
      JsonParser parser, DeserializationContext context, @Nullable TypeDeserializer union)
      throws IOException {
    JsonDeserializer<Object> reader = Objects.requireNonNull(value);
    Object read =
        union == null
            ? reader.deserialize(parser, context)
            : reader.deserializeWithType(parser, context, union);
    check(read, context);
    return read;
  }

  private @Nullable Object items(
      JsonParser parser, DeserializationContext context, JsonDeserializer<Object> reader)
      throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      parser.skipChildren();
      return forgiven(context);
    }
    List<Object> good = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      try (TokenBuffer copy = context.bufferAsCopyOfValue(parser)) {
        addIfGood(copy, context, reader, good);
      }
    }
    return present(good);
  }

  private static void addIfGood(
      TokenBuffer item,
      DeserializationContext context,
      JsonDeserializer<Object> reader,
      List<Object> good)
      throws IOException {
    try (JsonParser parser = item.asParserOnFirstToken()) {
      if (!parser.hasToken(JsonToken.VALUE_NULL)) {
        good.add(reader.deserialize(parser, context));
      }
    } catch (JsonProcessingException malformed) {
      // The item is dropped, as the protocol asks.
    }
  }

  private void check(Object read, DeserializationContext context) throws JsonMappingException {
    if (rules.bits() > 0 && !inRange(((Number) read).longValue())) {
      throw new Violation(context.getParser(), "must be a whole number " + range());
    }
    if (rules.nonEmpty() && ((String) read).isEmpty()) {
      throw new Violation(context.getParser(), "must not be empty");
    }
  }

  private boolean inRange(long number) {
    return number >= 0 && (rules.bits() == 64 || number >>> rules.bits() == 0);
  }

  private String range() {
    return rules.bits() == 64 ? "from 0" : "from 0 to " + ((1L << rules.bits()) - 1);
  }

  private Object present(Object read) {
    return rules.patch() ? Patch.set(read) : read;
  }

  @Override
  public @Nullable Object getNullValue(DeserializationContext context) throws JsonMappingException {
    if (rules.patch()) {
      return Patch.clear();
    }
    if (rules.nullAsEmpty()) {
      return Objects.requireNonNull(type).isMapLikeType() ? Map.of() : List.of();
    }
    if (rules.nullAllowed()) {
      return Objects.requireNonNull(value).getNullValue(context);
    }
    if (rules.lenient() || rules.nullable()) {
      return forgiven(context);
    }
    throw missing(context);
  }

  @Override
  public @Nullable Object getAbsentValue(DeserializationContext context)
      throws JsonMappingException {
    if (rules.required()) {
      throw missing(context);
    }
    return forgiven(context);
  }

  /** What a lenient field holds instead of a malformed value, and an optional one when absent. */
  private @Nullable Object forgiven(DeserializationContext context) throws JsonMappingException {
    if (rules.patch()) {
      return Patch.keep();
    }
    if (rules.fallback() != null) {
      return meant(rules.fallback(), context);
    }
    return rules.nullable() ? null : List.of();
  }

  private JsonMappingException missing(DeserializationContext context) {
    BeanProperty field = Objects.requireNonNull(property);
    return InvalidNullException.from(context, field.getFullName(), field.getType());
  }

  /** Reads what absence means from its JSON; small, and only for the few fields that have it. */
  private Object meant(String json, DeserializationContext context) throws JsonMappingException {
    try (JsonParser parser = context.getParser().getCodec().getFactory().createParser(json)) {
      parser.nextToken();
      return Objects.requireNonNull(value).deserialize(parser, context);
    } catch (IOException broken) {
      throw JsonMappingException.fromUnexpectedIOE(broken);
    }
  }

  @Override
  public AccessPattern getNullAccessPattern() {
    return AccessPattern.DYNAMIC;
  }
}
