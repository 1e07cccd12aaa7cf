package acp.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.impl.AsPropertyTypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Picks the variant of a union by its tag, as Jackson does, but refuses a tag that is no string:
 * Jackson would take the number 5 for the tag {@code "5"}.
 */
final class TagReader extends AsPropertyTypeDeserializer {
  private static final long serialVersionUID = 1;

  private TagReader(AsPropertyTypeDeserializer plain, @Nullable BeanProperty property) {
    super(plain, property);
  }

  @Override
  public TypeDeserializer forProperty(@Nullable BeanProperty property) {
    return new TagReader(this, property);
  }

  @Override
  protected Object _deserializeTypedForId(
      JsonParser parser, DeserializationContext context, TokenBuffer before, String tag)
      throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      var violation = new Violation(parser, "must be a string");
      violation.prependPath(_baseType.getRawClass(), _typePropertyName);
      throw violation;
    }
    return super._deserializeTypedForId(parser, context, before, tag);
  }

  /** Puts the strict reader in the place of Jackson's. */
  static final class Builder extends StdTypeResolverBuilder {
    Builder(JsonTypeInfo.Value tag) {
      super(tag);
    }

    @Override
    public @Nullable TypeDeserializer buildTypeDeserializer(
        DeserializationConfig config, JavaType union, Collection<NamedType> variants) {
      TypeDeserializer plain = super.buildTypeDeserializer(config, union, variants);
      return plain instanceof AsPropertyTypeDeserializer tagged
          ? new TagReader(tagged, null)
          : plain;
    }
  }
}
