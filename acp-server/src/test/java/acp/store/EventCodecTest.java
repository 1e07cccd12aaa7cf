package acp.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.CallStatus;
import acp.event.Event;
import acp.event.MessageId;
import acp.event.ToolKind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How events are written down. The files beside it are what older versions have written: a test
 * that no longer agrees with one has broken somebody's history, and the file is right.
 */
@Timeout(20)
class EventCodecTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final EventCodec codec = new EventCodec();
  private final List<String> log = new ArrayList<>();
  private final Logger logger = Logger.getLogger(EventCodec.class.getName());
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          log.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listenToTheLog() {
    logger.setUseParentHandlers(false);
    logger.addHandler(listener);
  }

  @AfterEach
  void leaveTheLogAlone() {
    logger.removeHandler(listener);
    logger.setUseParentHandlers(true);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyEventIsWrittenAsItsFileSays(String name) throws Exception {
    Event event = sample(name);

    String type = codec.type(event);
    String data = codec.data(event);

    assertEquals(typeOf(name), type);
    assertEquals(golden(name), data);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFileIsReadAsItsEvent(String name) throws Exception {
    Event event = codec.event(typeOf(name), golden(name));

    assertEquals(sample(name), event);
  }

  @Test
  void everyTypeOfEventHasAFileAndEveryFileAnEvent() throws Exception {
    Set<Class<?>> shown =
        Samples.all().values().stream().map(Object::getClass).collect(Collectors.toSet());

    Set<String> files;
    try (Stream<Path> all = Files.list(folder())) {
      files =
          all.map(file -> file.getFileName().toString().replace(".json", ""))
              .collect(Collectors.toCollection(TreeSet::new));
    }

    assertEquals(Set.copyOf(Arrays.asList(Event.class.getPermittedSubclasses())), shown);
    assertEquals(new TreeSet<>(Samples.all().keySet()), files);
  }

  @ParameterizedTest
  @MethodSource("names")
  void fieldsOfANewerVersionArePassedOver(String name) throws Exception {
    ObjectNode newer = (ObjectNode) MAPPER.readTree(golden(name));
    newer.putObject("added_later").put("x", 1);

    Event event = codec.event(typeOf(name), newer.toString());

    Event known = sample(name);
    assertEquals(
        known instanceof Event.Unknown ? new Event.Unknown(typeOf(name), newer) : known, event);
  }

  @ParameterizedTest
  @MethodSource("names")
  void whateverIsMissingOrWrongNothingFailsAndNothingIsLost(String name) throws Exception {
    JsonNode whole = MAPPER.readTree(golden(name));

    for (JsonNode broken : broken(whole)) {
      Event event = codec.event(typeOf(name), broken.toString());

      if (event instanceof Event.Unknown unknown) {
        assertEquals(new Event.Unknown(typeOf(name), broken), unknown);
        assertEquals(broken.toString(), codec.data(unknown));
      }
    }
  }

  @Test
  void aTypeOfANewerVersionIsKeptWhole() {
    String data =
        "{\"z\":1,\"a\":[0.1,1e400,1.00000000000000000001,12345678901234567890,null,{}],\"z2\":-0.0}";

    Event event = codec.event("weather_changed", data);

    assertInstanceOf(Event.Unknown.class, event);
    assertEquals("weather_changed", codec.type(event));
    assertEquals(data.replace("1e400", "1E+400"), codec.data(event));
  }

  @Test
  void textThatIsNoJsonIsKeptAsText() {
    for (String data : List.of("", "{", "{\"title\":\"x\"} {}", "nonsense", "{\"title\":\"")) {
      Event event = codec.event("title_changed", data);

      assertEquals(new Event.Unknown("title_changed", TextNode.valueOf(data)), event);
      assertEquals(event, codec.event(codec.type(event), codec.data(event)));
    }
  }

  @Test
  void whatCannotBeReadIsLoggedOnceWithoutItsContent() {
    codec.event("title_changed", "{\"title\":[\"secret\"]}");
    codec.event("title_changed", "secret");

    assertEquals(1, log.size());
    assertTrue(log.getFirst().startsWith("WARNING"), log::toString);
    assertTrue(log.getFirst().contains("title_changed"), log::toString);
    assertFalse(log.getFirst().contains("secret"), log::toString);
  }

  @Test
  void aToolKindOfANewerVersionIsOther() {
    String data =
        "{\"call\":\"c\",\"message\":\"m\",\"name\":\"n\",\"title\":\"t\",\"kind\":\"sing\"}";

    Event event = codec.event("tool_call_started", data);

    assertEquals(ToolKind.OTHER, assertInstanceOf(Event.ToolCallStarted.class, event).kind());
  }

  @Test
  void aCallThatEndedPendingIsUnreadableNotFatal() {
    String data = "{\"call\":\"c\",\"status\":\"pending\",\"shown\":[],\"told\":\"\"}";

    assertInstanceOf(Event.Unknown.class, codec.event("tool_call_ended", data));
  }

  @Test
  void aHalfSurrogatePairIsWrittenAsAReplacement() {
    Event half =
        new Event.MessageChunk(new MessageId("\udc00"), Event.Role.AGENT, "a\ud834b𝄞\ud834");
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("\ud800", "\udfff");

    assertEquals(
        new Event.MessageChunk(new MessageId("\ufffd"), Event.Role.AGENT, "a\ufffdb𝄞\ufffd"),
        codec.event("message_chunk", codec.data(half)));
    assertEquals("{\"\ufffd\":\"\ufffd\"}", codec.data(new Event.Unknown("x", data)));
    assertEquals("x\ufffd", codec.type(new Event.Unknown("x\ud800", data)));
  }

  @Test
  void inputThatIsNullIsNotInputThatIsAbsent() {
    Event event = new Event.MessageEnded(new MessageId("m"), JsonNodeFactory.instance.nullNode());

    assertEquals(event, codec.event("message_ended", codec.data(event)));
  }

  @Test
  void aTextOfManyMegabytesIsReadAgain() {
    String picture = "iVBORw0K".repeat(4 << 20);
    Event event = new Event.ToolOutput(new CallId("c"), picture);

    assertEquals(event, codec.event("tool_output", codec.data(event)));
  }

  @Test
  void inputAsDeepAsAFrameMayBeIsReadAgain() {
    ArrayNode deep = JsonNodeFactory.instance.arrayNode();
    ArrayNode innermost = deep;
    for (int i = 0; i < 1_000; i++) {
      innermost = innermost.addArray();
    }
    Event event = new Event.MessageEnded(new MessageId("m"), deep);

    assertEquals(codec.data(event), codec.data(codec.event("message_ended", codec.data(event))));
  }

  @Test
  void inputThatNobodyCouldReadAgainIsRefused() {
    ArrayNode deep = JsonNodeFactory.instance.arrayNode();
    ArrayNode innermost = deep;
    for (int i = 0; i < 3_000; i++) {
      innermost = innermost.addArray();
    }
    Event event = new Event.MessageEnded(new MessageId("m"), deep);

    assertThrows(UncheckedIOException.class, () -> codec.data(event));
  }

  @Test
  void everyWordIsReadAsTheConstantItWasWrittenFor() {
    for (CallStatus status : CallStatus.values()) {
      Event event = new Event.ToolCallChanged(new CallId("c"), status, null);
      assertEquals(event, codec.event(codec.type(event), codec.data(event)));
    }
    for (ToolKind kind : ToolKind.values()) {
      assertEquals(kind, Words.find(ToolKind.values(), Words::of, Words.of(kind)));
    }
  }

  @Test
  void typesAreNeverRenamed() {
    Set<String> types =
        Samples.all().values().stream().map(codec::type).collect(Collectors.toSet());

    assertTrue(types.stream().allMatch(type -> type.matches("[a-z]+(_[a-z]+)*")), types::toString);
    assertEquals(Event.class.getPermittedSubclasses().length, types.size());
  }

  static Set<String> names() {
    return Samples.all().keySet();
  }

  /** The value with each of its fields, at whatever depth, once left out and once wrong. */
  private static List<JsonNode> broken(JsonNode whole) {
    return paths("", whole)
        .flatMap(
            path -> {
              JsonNode without = whole.deepCopy();
              int slash = path.lastIndexOf('/');
              JsonNode parent = without.at(path.substring(0, slash));
              if (!(parent instanceof ObjectNode object)) {
                return Stream.of();
              }
              object.remove(path.substring(slash + 1));
              JsonNode wrong = without.deepCopy();
              ((ObjectNode) wrong.at(path.substring(0, slash)))
                  .putArray(path.substring(slash + 1))
                  .add(-0.5);
              return Stream.of(without, wrong);
            })
        .toList();
  }

  private static Stream<String> paths(String at, JsonNode node) {
    Stream<String> here = at.isEmpty() ? Stream.of() : Stream.of(at);
    if (node.isObject()) {
      return Stream.concat(
          here,
          node.properties().stream()
              .flatMap(field -> paths(at + "/" + field.getKey(), field.getValue())));
    }
    if (node.isArray()) {
      return Stream.concat(
          here,
          Stream.iterate(0, i -> i < node.size(), i -> i + 1)
              .flatMap(i -> paths(at + "/" + i, node.get(i))));
    }
    return here;
  }

  private static Event sample(String name) {
    return Objects.requireNonNull(Samples.all().get(name));
  }

  private static String typeOf(String name) {
    return name.equals("unknown") ? "weather_changed" : name.replaceFirst("\\..*", "");
  }

  private static String golden(String name) throws Exception {
    return Files.readString(folder().resolve(name + ".json")).strip();
  }

  private static Path folder() throws URISyntaxException {
    URL here = Objects.requireNonNull(EventCodecTest.class.getResource("events"));
    return Path.of(here.toURI());
  }
}
