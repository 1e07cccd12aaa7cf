package acp.rpc;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * The methods one side offers, read once from an annotated interface: each method that carries a
 * {@link JsonRpcMethod} takes the params as one object and returns a {@link Mono}. Only the names
 * in the annotations can be called; a Java method's own name cannot. Thread-safe.
 */
public final class MethodTable implements Handlers {
  private final Set<String> names;
  private final ObjectMapper mapper;
  private final Invocation invocation;

  /**
   * @param <T> the interface
   * @param mapper reads params; it is copied, so later changes to it do not count
   * @param faults says what the client is told of params that do not fit: the place and our words
   * @throws IllegalArgumentException if a method of {@code api} has another shape than said above,
   *     or a name does not tell which method is meant
   */
  public <T> MethodTable(
      Class<T> api,
      T target,
      ObjectMapper mapper,
      Function<JsonProcessingException, AcpException> faults) {
    this.names = namesOf(api);
    this.mapper = mapper;
    this.invocation = new Invocation(api, target, mapper, faults);
  }

  /** True if there is a method of that name. */
  public boolean offers(String method) {
    return names.contains(method);
  }

  @Override
  public Mono<?> call(String method, Json params) {
    if (!names.contains(method)) {
      throw new AcpException(
          ErrorCode.METHOD_NOT_FOUND,
          ErrorCode.METHOD_NOT_FOUND.message(),
          Map.of("method", method));
    }
    return invocation.invoke(method, tree(params));
  }

  /** The params as a tree; read under our own limits, not those of the mapper's factory. */
  private JsonNode tree(Json params) {
    try (JsonParser parser = params.parser()) {
      return mapper.readTree(parser);
    } catch (JsonProcessingException outOfRange) {
      // Well-formed, so it is a limit that was crossed, such as a number of a thousand digits.
      throw new AcpException(
          ErrorCode.INVALID_PARAMS, "A value is out of range", Map.of("path", ""), outOfRange);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Set<String> namesOf(Class<?> api) {
    Set<String> names = new HashSet<>();
    Method[] methods = api.getMethods();
    for (Method method : methods) {
      JsonRpcMethod annotation = method.getAnnotation(JsonRpcMethod.class);
      if (annotation == null) {
        continue;
      }
      check(method.getParameterCount() == 1, method, "takes one object");
      check(Mono.class.isAssignableFrom(method.getReturnType()), method, "returns a Mono");
      check(names.add(annotation.value()), method, "has a name of its own");
      for (Method other : methods) {
        // The library's lookup goes by Java names as well; here they must not add a candidate.
        check(
            other.equals(method) || !other.getName().equals(annotation.value()),
            other,
            "is not named as the wire names another");
      }
    }
    return Set.copyOf(names);
  }

  private static void check(boolean holds, Method method, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("A remote method " + rule + ": " + method);
    }
  }
}
