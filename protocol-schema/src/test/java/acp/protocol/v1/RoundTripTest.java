package acp.protocol.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.ProtocolMapper;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read is written again as it was: every type, every variant, every field. */
@Timeout(60)
class RoundTripTest {
  /** For these an explicit null clears, so that it must come out again. */
  private static final Set<String> PATCHES =
      Set.of(
          "SessionInfoUpdate.title",
          "SessionInfoUpdate.updatedAt",
          "CompactionUpdate.summary",
          "CompactionUpdate.error");

  private static final JsonMapper MAPPER = ProtocolMapper.create();
  private static final Facts FACTS = Facts.load();
  private static final Samples SAMPLES = new Samples(FACTS, MAPPER);

  static List<Samples.Shape> shapes() {
    return SAMPLES.shapes();
  }

  static Stream<Facts.Def> values() {
    return FACTS.defs().stream()
        .filter(def -> !Set.of("object", "union", "objects", "codes").contains(def.kind()));
  }

  static Stream<Facts.Def> unions() {
    return FACTS.defs().stream()
        .filter(Facts.Def::isUnion)
        .filter(def -> FACTS.variants(def).stream().noneMatch(v -> v.name().endsWith(":*")));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatIsRequiredIsEnough(Samples.Shape shape) throws JsonProcessingException {
    ObjectNode sent = SAMPLES.minimal(shape);

    JsonNode again = roundTrip(sent, shape.type());

    assertEquals(SAMPLES.withDefaults(shape, sent), again);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyFieldIsKept(Samples.Shape shape) throws JsonProcessingException {
    ObjectNode sent = SAMPLES.maximal(shape);

    JsonNode again = roundTrip(sent, shape.type());

    assertEquals(SAMPLES.withDefaults(shape, sent), again);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theTagIsWrittenFirst(Samples.Shape shape) throws JsonProcessingException {
    ObjectNode sent = SAMPLES.maximal(shape);

    JsonNode again = roundTrip(sent, shape.type());

    shape.tag().fieldNames().forEachRemaining(t -> assertEquals(t, again.fieldNames().next()));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aFieldThatIsNotKnownIsPassedOver(Samples.Shape shape) throws JsonProcessingException {
    ObjectNode sent = SAMPLES.maximal(shape);
    ObjectNode more = sent.deepCopy();
    more.putObject("ofALaterVersion").put("x", 1);

    JsonNode again = roundTrip(more, shape.type());

    assertEquals(SAMPLES.withDefaults(shape, sent), again);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aNullIsAnAbsence(Samples.Shape shape) throws JsonProcessingException {
    for (Facts.Field field : shape.fields()) {
      if (!field.required()
          && (field.nullable() || field.lenient())
          && !field.type().equals("any")) {
        ObjectNode sent = SAMPLES.maximal(shape);
        ObjectNode without = sent.deepCopy();
        sent.putNull(field.name());
        without.remove(field.name());

        JsonNode again = roundTrip(sent, shape.type());

        boolean clears = PATCHES.contains(field.def() + "." + field.name());
        assertEquals(clears ? sent : SAMPLES.withDefaults(shape, without), again, field.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyValueIsKept(Facts.Def def) throws JsonProcessingException {
    List<JsonNode> sent = SAMPLES.values(def.name(), true);

    var again = new ArrayList<JsonNode>();
    for (JsonNode value : sent) {
      again.add(roundTrip(value, Facts.javaType(def.name())));
    }

    assertEquals(sent, again);
  }

  @ParameterizedTest
  @MethodSource("unions")
  void aVariantThatIsNotKnownIsKeptWhole(Facts.Def union) throws JsonProcessingException {
    String tag = union.detail().getFirst();
    JsonNode sent =
        SAMPLES.json(
            "{\"" + tag + "\":\"later\",\"a\":null,\"b\":[1.50,{\"c\":\"d\"}],\"_meta\":7}");

    Object read = MAPPER.treeToValue(sent, Facts.javaType(union.name()));

    assertEquals(sent, MAPPER.valueToTree(read));
    assertEquals("Unknown", read.getClass().getSimpleName());
    assertEquals(read, MAPPER.treeToValue(sent, Facts.javaType(union.name())));
  }

  @Test
  void allDefinitionsAreCovered() {
    Stream<String> shapes = shapes().stream().map(Samples.Shape::name);

    long objects = shapes.map(name -> name.replaceAll("[:+].*", "")).distinct().count();

    long payloads = FACTS.defs().stream().filter(d -> !FACTS.variantsOf(d).isEmpty()).count();
    assertEquals(178, objects + payloads + values().count() + 1); // and ErrorCode, within Error
  }

  @Test
  void aToolCallUpdateStandsWithoutTagInAPermissionRequest() throws JsonProcessingException {
    var request =
        new RequestPermissionRequest(
            new SessionId("s"),
            ToolCallUpdate.of(new ToolCallId("t")).withStatus(ToolCallStatus.IN_PROGRESS),
            List.of(),
            null);

    String line = MAPPER.writeValueAsString(request);

    assertEquals(
        "{\"sessionId\":\"s\",\"toolCall\":{\"toolCallId\":\"t\",\"status\":\"in_progress\"},"
            + "\"options\":[]}",
        line);
    assertEquals(request, MAPPER.readValue(line, RequestPermissionRequest.class));
  }

  @Test
  void anIdKeepsItsKind() throws JsonProcessingException {
    RequestId number = MAPPER.readValue("1", RequestId.class);
    RequestId text = MAPPER.readValue("\"1\"", RequestId.class);

    assertNotEquals(number, text);
    assertEquals("1", MAPPER.writeValueAsString(number));
    assertEquals("\"1\"", MAPPER.writeValueAsString(text));
    assertEquals("null", MAPPER.writeValueAsString(new RequestId.Null()));
  }

  @Test
  void absentAndEmptyListsDiffer() throws JsonProcessingException {
    var absent = MAPPER.readValue("{\"cwd\":\"/\",\"mcpServers\":[]}", NewSessionRequest.class);
    var empty =
        MAPPER.readValue(
            "{\"cwd\":\"/\",\"mcpServers\":[],\"additionalDirectories\":[]}",
            NewSessionRequest.class);

    assertNotEquals(absent, empty);
    assertTrue(MAPPER.writeValueAsString(empty).contains("additionalDirectories"));
  }

  private static JsonNode roundTrip(JsonNode sent, Class<?> type) throws JsonProcessingException {
    Object read = MAPPER.readValue(MAPPER.writeValueAsString(sent), type);
    return MAPPER.readTree(MAPPER.writeValueAsString(read));
  }
}
