package acp.protocol.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.Fault;
import acp.protocol.ProtocolMapper;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is malformed is forgiven exactly where the schema says so, and fails everywhere else. */
@Timeout(60)
class LeniencyTest {
  private static final JsonMapper MAPPER = ProtocolMapper.create();
  private static final Facts FACTS = Facts.load();
  private static final Samples SAMPLES = new Samples(FACTS, MAPPER);
  private static final Malformed MALFORMED = new Malformed(FACTS);

  /** A field where it appears on the wire. */
  record Place(Samples.Shape shape, Facts.Field field) {
    @Override
    public String toString() {
      return shape.name() + "." + field.name() + " " + field.leniency();
    }

    /** A good message with {@code json} in this field. */
    ObjectNode with(String json) {
      ObjectNode message = SAMPLES.maximal(shape);
      message.set(field.name(), SAMPLES.json(json));
      return message;
    }

    ObjectNode without() {
      ObjectNode message = SAMPLES.maximal(shape);
      message.remove(field.name());
      return message;
    }

    JsonNode roundTrip(JsonNode message) throws JsonProcessingException {
      Object read = MAPPER.readValue(MAPPER.writeValueAsString(message), shape.type());
      return MAPPER.readTree(MAPPER.writeValueAsString(read));
    }

    Fault fault(JsonNode message) throws JsonProcessingException {
      String line = MAPPER.writeValueAsString(message);
      return Fault.of(
          assertThrows(
              JsonProcessingException.class,
              () -> MAPPER.readValue(line, shape.type()),
              () -> this + " took " + line));
    }

    /** What is read when the field is forgiven. */
    JsonNode forgiven() {
      ObjectNode absent = without();
      if (field.required()) {
        absent.putArray(field.name());
      }
      return SAMPLES.withDefaults(shape, absent);
    }
  }

  static Stream<Place> places() {
    return SAMPLES.shapes().stream()
        .flatMap(shape -> shape.fields().stream().map(field -> new Place(shape, field)));
  }

  static Stream<Place> lenient() {
    return places().filter(place -> place.field().lenient());
  }

  static Stream<Place> strict() {
    return places().filter(place -> !place.field().lenient());
  }

  static Stream<Place> required() {
    return places().filter(place -> place.field().required());
  }

  static Stream<Place> droppingItems() {
    return places().filter(place -> place.field().dropsItems());
  }

  static Stream<Place> strictLists() {
    return strict().filter(place -> place.field().isList());
  }

  static Stream<Place> nullAsEmpty() {
    return places().filter(place -> place.field().nullAsEmpty());
  }

  static Stream<Place> refusingNull() {
    return strict()
        .filter(place -> place.field().required() && !place.field().nullAsEmpty())
        .filter(place -> !place.field().type().equals("RequestId"))
        .filter(place -> !place.field().type().contains("|"));
  }

  @ParameterizedTest
  @MethodSource("lenient")
  void aMalformedLenientFieldIsReadAsAbsent(Place place) throws JsonProcessingException {
    for (String malformed : MALFORMED.values(place.field().type())) {
      JsonNode again = place.roundTrip(place.with(malformed));

      assertEquals(place.forgiven(), again, malformed);
    }
  }

  @ParameterizedTest
  @MethodSource("strict")
  void aMalformedStrictFieldFailsTheMessage(Place place) throws JsonProcessingException {
    for (String malformed : MALFORMED.values(place.field().type())) {
      Fault fault = place.fault(place.with(malformed));

      assertTrue(fault.path().startsWith(place.field().name()), () -> fault + " for " + malformed);
      assertOurWords(fault);
    }
  }

  @ParameterizedTest
  @MethodSource("droppingItems")
  void badItemsAreDroppedAndGoodOnesStay(Place place) throws JsonProcessingException {
    JsonNode good = SAMPLES.values(place.field().item(), true).getFirst();
    for (String bad : MALFORMED.items(place.field().item())) {
      ObjectNode mixed = place.with("[]");
      ((ArrayNode) mixed.get(place.field().name())).add(SAMPLES.json(bad)).add(good);
      ObjectNode clean = place.with("[]");
      ((ArrayNode) clean.get(place.field().name())).add(good);

      JsonNode again = place.roundTrip(mixed);

      assertEquals(SAMPLES.withDefaults(place.shape(), clean), again, bad);
    }
  }

  @ParameterizedTest
  @MethodSource("strictLists")
  void aBadItemOfAStrictListFailsTheMessage(Place place) throws JsonProcessingException {
    for (String bad : MALFORMED.items(place.field().item())) {
      Fault fault = place.fault(place.with("[" + bad + "]"));

      assertTrue(fault.path().startsWith(place.field().name() + "[0]"), fault::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("nullAsEmpty")
  void aNullIsReadAsEmpty(Place place) throws JsonProcessingException {
    JsonNode again = place.roundTrip(place.with("null"));

    JsonNode empty = again.get(place.field().name());
    assertTrue(empty.isContainerNode() && empty.isEmpty(), empty::toString);
  }

  @ParameterizedTest
  @MethodSource("required")
  void aMissingRequiredFieldIsNamed(Place place) throws JsonProcessingException {
    Fault fault = place.fault(place.without());

    boolean scope = place.shape().name().contains("+") && isScope(place.field());
    // Without its error a failure is taken for a success, which lacks a result.
    String named = place.field().name().equals("error") ? "result" : place.field().name();
    assertEquals(scope ? "" : named, fault.path());
    assertEquals(
        scope ? "The message must have either a sessionId or a requestId" : named + " is required",
        fault.message());
  }

  @ParameterizedTest
  @MethodSource("refusingNull")
  void aNullInTheStrictPlaceOfAValueIsNamed(Place place) throws JsonProcessingException {
    boolean scope = place.shape().name().contains("+") && isScope(place.field());

    Fault fault = place.fault(place.with("null"));

    assertEquals(scope ? "" : place.field().name(), fault.path());
  }

  private static boolean isScope(Facts.Field field) {
    return List.of("sessionId", "requestId").contains(field.name());
  }

  private static void assertOurWords(Fault fault) {
    assertFalse(fault.message().contains("\n"), fault::message);
    assertFalse(
        fault.message().matches(".*(acp\\.|java\\.|com\\.|Json|`|bogus).*"), fault::message);
    assertTrue(
        fault.message().startsWith(fault.path() + " must ")
            || fault.message().equals(fault.path() + " is required"),
        fault::message);
  }
}
