package acp.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Lookup, binding, invocation and what becomes of failures. */
@Timeout(20)
class MethodTableTest {

  /** The params of every method here. */
  public record Greeting(@JsonProperty String name, @JsonProperty @Nullable List<Nested> list) {
    public Greeting {
      Objects.requireNonNull(name, "name");
    }
  }

  /** Something to be wrong inside. */
  public record Nested(@JsonProperty int n) {}

  /** The methods. */
  public interface Api {
    @JsonRpcMethod("x/greet")
    Mono<Map<String, Object>> greet(Greeting greeting);

    @JsonRpcMethod("x/any")
    Mono<Void> any(Map<String, Object> params);

    @JsonRpcMethod("x/refuse")
    Mono<Void> refuse(Map<String, Object> params);

    @JsonRpcMethod("x/crash")
    Mono<Void> crash(Map<String, Object> params) throws IOException;

    @JsonRpcMethod("x/overflow")
    Mono<Void> overflow(Map<String, Object> params);

    @JsonRpcMethod("x/nothing")
    @Nullable Mono<Void> nothing(Map<String, Object> params);

    /** Not offered. */
    default String hidden(Map<String, Object> params) {
      return "secret";
    }
  }

  /** Does what the names say. */
  public static final class Target implements Api {
    @Override
    public Mono<Map<String, Object>> greet(Greeting greeting) {
      int items = greeting.list() == null ? 0 : greeting.list().size();
      return Mono.just(Map.of("hello", greeting.name(), "items", items));
    }

    @Override
    public Mono<Void> any(Map<String, Object> params) {
      return Mono.empty();
    }

    @Override
    public Mono<Void> refuse(Map<String, Object> params) {
      throw AcpException.unknownSession("s1");
    }

    @Override
    public Mono<Void> crash(Map<String, Object> params) throws IOException {
      throw new JsonMappingException(null, "the handler's own");
    }

    @Override
    public Mono<Void> overflow(Map<String, Object> params) {
      return params.isEmpty() ? overflow(params).then() : Mono.empty();
    }

    @Override
    public @Nullable Mono<Void> nothing(Map<String, Object> params) {
      return null;
    }
  }

  private final ObjectMapper mapper =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private final MethodTable table =
      new MethodTable(Api.class, new Target(), mapper, MethodTableTest::fault);

  @Test
  void paramsAreOneObject() {
    Mono<?> result = call("x/greet", "{\"name\":\"Ada\",\"list\":[{\"n\":1},{\"n\":2}]}");

    assertEquals(Map.of("hello", "Ada", "items", 2), result.block());
  }

  @Test
  void membersWeDoNotKnowArePassedOver() {
    Mono<?> result = call("x/greet", "{\"name\":\"Ada\",\"_meta\":{},\"more\":[1]}");

    assertEquals(Map.of("hello", "Ada", "items", 0), result.block());
  }

  @Test
  void noParamsAreTheEmptyObject() {
    Mono<?> result = call("x/any", "{}");

    assertEquals(null, result.block());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "greet",
        "any",
        "hidden",
        "hashCode",
        "getClass",
        "toString",
        "notify",
        "wait",
        "x/none",
        "",
        "X/GREET",
        "rpc.discover"
      })
  void onlyTheNamesOfTheInterfaceCanBeCalled(String method) {
    AcpException refusal = assertThrows(AcpException.class, () -> call(method, "{}"));

    assertEquals(ErrorCode.METHOD_NOT_FOUND, refusal.code());
    assertEquals(Map.of("method", method), refusal.data());
  }

  @Test
  void unknownNamesLeaveNothingBehind() throws ReflectiveOperationException {
    call("x/any", "{}").block();
    int before = cached();

    for (int i = 0; i < 1_000; i++) {
      String method = "x/unknown" + i;
      assertThrows(AcpException.class, () -> call(method, "{}"));
    }

    assertEquals(before, cached());
  }

  @Test
  void aMissingMemberIsInvalidParams() {
    AcpException refusal = assertThrows(AcpException.class, () -> call("x/greet", "{}"));

    assertEquals(ErrorCode.INVALID_PARAMS, refusal.code());
  }

  @Test
  void aWrongMemberIsInvalidParamsWithItsPlace() {
    AcpException refusal =
        assertThrows(
            AcpException.class,
            () -> call("x/greet", "{\"name\":\"Ada\",\"list\":[{\"n\":1},{\"n\":\"x\"}]}"));

    assertEquals(ErrorCode.INVALID_PARAMS, refusal.code());
    assertEquals(Map.of("path", "list[1].n"), refusal.data());
  }

  @Test
  void aSingleValueIsNotTakenForAList() {
    AcpException refusal =
        assertThrows(
            AcpException.class, () -> call("x/greet", "{\"name\":\"Ada\",\"list\":{\"n\":1}}"));

    assertEquals(Map.of("path", "list"), refusal.data());
  }

  @Test
  void aNumberOutOfRangeIsInvalidParams() {
    String params = "{\"name\":\"Ada\",\"list\":[{\"n\":" + "9".repeat(2_000) + "}]}";

    AcpException refusal = assertThrows(AcpException.class, () -> call("x/greet", params));

    assertEquals(ErrorCode.INVALID_PARAMS, refusal.code());
  }

  @Test
  void aRefusalThrownIsARefusal() {
    AcpException refusal = assertThrows(AcpException.class, () -> call("x/refuse", "{}").block());

    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, refusal.code());
    assertEquals(Map.of("sessionId", "s1"), refusal.data());
  }

  @Test
  void aHandlersOwnMappingFaultIsNotTheClients() {
    Throwable failure =
        call("x/crash", "{}")
            .<Throwable>map(value -> new AssertionError())
            .onErrorResume(Mono::just)
            .block();

    assertTrue(failure instanceof JsonMappingException, String.valueOf(failure));
  }

  @Test
  void anErrorInAHandlerIsItsFailureAndTheNextCallIsClean() {
    Throwable failure =
        call("x/overflow", "{}")
            .<Throwable>map(value -> new AssertionError())
            .onErrorResume(Mono::just)
            .block();

    assertTrue(failure instanceof StackOverflowError, String.valueOf(failure));
    assertNotNull(call("x/greet", "{\"name\":\"Ada\"}").block());
  }

  @Test
  void aHandlerThatReturnsNothingFails() {
    assertThrows(IllegalStateException.class, () -> call("x/nothing", "{}").block());
  }

  @Test
  void theLibraryKeepsQuiet() {
    assertEquals(Level.OFF, Logger.getLogger("com.googlecode.jsonrpc4j").getLevel());
    assertFalse(Logger.getLogger("com.googlecode.jsonrpc4j.X").isLoggable(Level.SEVERE));
  }

  /** A method that returns no Mono. */
  public interface Blocking {
    @JsonRpcMethod("a")
    String a(Map<String, Object> params);
  }

  /** A method with two parameters. */
  public interface Positional {
    @JsonRpcMethod("a")
    Mono<Void> a(String one, String two);
  }

  /** Two methods of one name. */
  public interface Twice {
    @JsonRpcMethod("a")
    Mono<Void> one(Map<String, Object> params);

    @JsonRpcMethod("a")
    Mono<Void> two(Map<String, Object> params);
  }

  /** A method named in Java as another on the wire. */
  public interface Crossed {
    @JsonRpcMethod("close")
    Mono<Void> end(Map<String, Object> params);

    @JsonRpcMethod("session/close")
    Mono<Void> close(Map<String, Object> params);
  }

  @ParameterizedTest
  @ValueSource(classes = {Blocking.class, Positional.class, Twice.class, Crossed.class})
  void anInterfaceOfAnotherShapeIsRefused(Class<?> api) {
    assertThrows(IllegalArgumentException.class, () -> tableOf(api));
  }

  private <T> void tableOf(Class<T> api) {
    Object target =
        Proxy.newProxyInstance(
            api.getClassLoader(), new Class<?>[] {api}, (proxy, method, arguments) -> null);
    var _ = new MethodTable(api, api.cast(target), mapper, MethodTableTest::fault);
  }

  private Mono<?> call(String method, String params) {
    return table.call(method, Json.of(params));
  }

  private static AcpException fault(JsonProcessingException misfit) {
    StringBuilder path = new StringBuilder();
    if (misfit instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        if (step.getFieldName() == null) {
          path.append('[').append(step.getIndex()).append(']');
        } else {
          path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
        }
      }
    }
    return AcpException.invalidParams(path.toString(), "Invalid");
  }

  /** How many names the library's static caches hold. */
  private static int cached() throws ReflectiveOperationException {
    int count = 0;
    for (Field field :
        Class.forName("com.googlecode.jsonrpc4j.ReflectionUtil").getDeclaredFields()) {
      field.setAccessible(true);
      Object cache = field.get(null);
      count += cache instanceof Map<?, ?> map ? map.size() : 0;
      count += cache instanceof Collection<?> set ? set.size() : 0;
    }
    return count;
  }
}
