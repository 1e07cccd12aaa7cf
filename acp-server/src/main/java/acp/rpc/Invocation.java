package acp.rpc;

import acp.protocol.AcpException;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.googlecode.jsonrpc4j.ErrorResolver.JsonError;
import com.googlecode.jsonrpc4j.InvocationListener;
import com.googlecode.jsonrpc4j.JsonRpcBasicServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What jsonrpc4j does for us: finds the method of a name, binds the params to its parameter, calls
 * it, and tells whose fault a failure is. Its messages, ids and errors are not used: ids belong to
 * the peer, and its errors carry class names.
 *
 * <p>The params go in as a list of one, so that they bind as a whole; by name the library would
 * want an annotated Java parameter for each member. The returned Mono comes out through the
 * library's result tree, as an embedded object.
 */
final class Invocation extends JsonRpcBasicServer {
  // Held, since the settings of a logger go with it: the library logs whole prompts, and at its
  // loading an error about an optional class that we leave out on purpose.
  private static final Logger SILENCED = Logger.getLogger("com.googlecode.jsonrpc4j");

  static {
    SILENCED.setLevel(Level.OFF);
  }

  private final Function<JsonProcessingException, AcpException> faults;

  /** What went wrong in the call that runs on this thread; the library tells it in passing only. */
  @SuppressWarnings("ThreadLocalUsage") // emptied after each call; static would be shared state
  private final ThreadLocal<Throwable> failure = new ThreadLocal<>();

  Invocation(
      Class<?> api,
      Object target,
      ObjectMapper mapper,
      Function<JsonProcessingException, AcpException> faults) {
    super(binding(mapper), target, api);
    this.faults = faults;
    setBackwardsCompatible(false);
    setShouldLogInvocationErrors(false);
    setErrorResolver((thrown, method, arguments) -> JsonError.INTERNAL_ERROR);
    setInvocationListener(new Listener());
  }

  /**
   * Calls a method known to exist.
   *
   * @return what it returned; or a Mono that fails with what it threw
   * @throws AcpException if the params do not fit
   */
  Mono<?> invoke(String method, JsonNode params) {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put(JSONRPC, VERSION).put(ID, 0).put(METHOD, method).putArray(PARAMS).add(params);
    try {
      JsonNode response = handleJsonNodeRequest(call).getResponse();
      Throwable thrown = failure.get();
      if (thrown instanceof InvocationTargetException wrapped) {
        return Mono.error(wrapped.getTargetException());
      }
      if (thrown instanceof JsonProcessingException misfit) {
        throw faults.apply(misfit);
      }
      if (thrown != null) {
        return Mono.error(thrown);
      }
      if (response.get(RESULT) instanceof POJONode result
          && result.getPojo() instanceof Mono<?> mono) {
        return mono;
      }
      return Mono.error(new IllegalStateException(method + " returned no Mono"));
    } catch (JsonProcessingException misfit) {
      throw faults.apply(misfit);
    } finally {
      failure.remove();
    }
  }

  private static ObjectMapper binding(ObjectMapper mapper) {
    ObjectMapper copy = mapper.copy();
    copy.registerModule(new SimpleModule("mono").addSerializer(Mono.class, new Embedding()));
    // The library asks for single values to be taken as lists; the protocol does not.
    copy.configOverride(Collection.class)
        .setFormat(
            JsonFormat.Value.empty()
                .withoutFeature(JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY));
    return copy;
  }

  /** Lets a Mono pass through a tree as it is. */
  @SuppressWarnings("rawtypes")
  private static final class Embedding extends JsonSerializer<Mono> {
    @Override
    public void serialize(Mono value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeEmbeddedObject(value);
    }
  }

  private final class Listener implements InvocationListener {
    @Override
    public void willInvoke(Method method, List<JsonNode> arguments) {}

    @Override
    public void didInvoke(
        Method method,
        List<JsonNode> arguments,
        @Nullable Object result,
        @Nullable Throwable thrown,
        long millis) {
      if (thrown != null) {
        failure.set(thrown);
      }
    }
  }
}
