package acp.protocol.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.ProtocolMapper;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The written schema takes what is well-formed and refuses what is not. */
@Timeout(60)
class WrittenSchemaTest {
  /** A malformed variant of these still fits another one of the same union. */
  private static final Set<String> FORGIVING =
      Set.of("AuthMethod:terminal", "SetSessionConfigOptionRequest:boolean");

  private static final JsonMapper MAPPER = ProtocolMapper.create();
  private static final Facts FACTS = Facts.load();
  private static final Samples SAMPLES = new Samples(FACTS, MAPPER);
  private static final Malformed MALFORMED = new Malformed(FACTS);
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  static List<Samples.Shape> shapes() {
    return SAMPLES.shapes();
  }

  static Stream<Facts.Def> values() {
    return FACTS.defs().stream().filter(def -> !def.kind().equals("object"));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theLeastAndTheMostAreTaken(Samples.Shape shape) throws IOException {
    JsonNode least = SAMPLES.minimal(shape);
    JsonNode most = SAMPLES.maximal(shape);

    assertEquals(List.of(), schema(shape).validate(least));
    assertEquals(List.of(), schema(shape).validate(most));
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyValueIsTaken(Facts.Def def) throws IOException {
    for (JsonNode value : SAMPLES.values(def.name(), true)) {
      assertEquals(List.of(), schema(def.name()).validate(value));
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aFieldThatIsNotKnownIsTaken(Samples.Shape shape) throws IOException {
    ObjectNode more = SAMPLES.maximal(shape).put("ofALaterVersion", 1);

    assertEquals(List.of(), schema(shape).validate(more));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aNullIsTakenWhereItMayBe(Samples.Shape shape) throws IOException {
    for (Facts.Field field : shape.fields()) {
      if (field.nullable()) {
        ObjectNode json = SAMPLES.maximal(shape).putNull(field.name());

        assertEquals(List.of(), schema(shape).validate(json), field.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatLacksARequiredFieldIsRefused(Samples.Shape shape) throws IOException {
    for (Facts.Field field : shape.fields()) {
      if (field.required()) {
        ObjectNode json = SAMPLES.maximal(shape);
        json.remove(field.name());

        assertFalse(schema(shape).validate(json).isEmpty(), field.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aMalformedFieldIsRefused(Samples.Shape shape) throws IOException {
    for (Facts.Field field : shape.fields()) {
      for (String malformed : MALFORMED.values(field.type())) {
        ObjectNode json = SAMPLES.maximal(shape);
        json.set(field.name(), SAMPLES.json(malformed));

        boolean refused = !schema(shape).validate(json).isEmpty();

        assertTrue(refused || FORGIVING.contains(shape.name()), field.name() + " " + malformed);
      }
    }
  }

  @Test
  void theRootTakesMessagesOfEitherSideAndOfBoth() throws IOException {
    Schema root = WrittenSchema.load().root();

    for (String message :
        List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logout\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"m\"}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancel_request\",\"params\":{\"requestId\":1}}")) {
      assertEquals(List.of(), root.validate(SAMPLES.json(message)), message);
    }
    assertFalse(root.validate(SAMPLES.json("{\"id\":1,\"method\":\"logout\"}")).isEmpty());
    assertFalse(root.validate(SAMPLES.json("[]")).isEmpty());
  }

  @Test
  void theSchemaClosesNoObject() throws IOException {
    ObjectNode schema = WrittenSchema.load().json();

    assertFalse(schema.toString().contains("\"additionalProperties\":false"));
    assertEquals(178, schema.get("$defs").size());
    assertEquals("https://json-schema.org/draft/2020-12/schema", schema.get("$schema").asText());
  }

  private static Schema schema(Samples.Shape shape) throws IOException {
    return schema(shape.name().replaceAll("[:+].*", ""));
  }

  private static Schema schema(String def) throws IOException {
    Schema known = SCHEMAS.get(def);
    if (known == null) {
      known = WrittenSchema.load().of(def);
      SCHEMAS.put(def, known);
    }
    return known;
  }
}
