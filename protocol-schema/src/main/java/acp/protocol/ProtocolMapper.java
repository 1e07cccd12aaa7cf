package acp.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * Makes the mapper that reads and writes wire types. It forgives what the protocol says is to be
 * forgiven ({@link Lenient}, {@link NullAsEmpty}, unknown fields) and nothing else: no value is
 * turned into another type, and absent fields are not written.
 */
public final class ProtocolMapper {
  /** Base64 images make long strings; how long a line may be is the transport's to say. */
  private static final int MAX_STRING_LENGTH = 128 << 20;

  private static final int MAX_NESTING_DEPTH = 1000;

  private ProtocolMapper() {}

  /**
   * A new mapper, safe for use by all threads. It reads and writes UTF-8, refuses what follows a
   * complete value, takes the last of several fields of one name, and keeps numbers of free JSON as
   * they were written.
   */
  public static JsonMapper create() {
    JsonFactory json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(MAX_STRING_LENGTH)
                    .maxNestingDepth(MAX_NESTING_DEPTH)
                    .build())
            .build();
    return strict(JsonMapper.builder(json))
        .annotationIntrospector(new WireAnnotations())
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .withConfigOverride(
            Patch.class,
            patch ->
                patch.setInclude(
                    JsonInclude.Value.construct(
                        JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)))
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .build();
  }

  private static JsonMapper.Builder strict(JsonMapper.Builder mapper) {
    return mapper
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(MapperFeature.REQUIRE_TYPE_ID_FOR_SUBTYPES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .withCoercionConfigDefaults(
            any -> {
              any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
              any.setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
            })
        .withCoercionConfig(
            LogicalType.Textual,
            text -> {
              text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
              text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
              text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              text.setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert);
            });
  }
}
