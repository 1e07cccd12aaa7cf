package acp.surface.extension;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.protocol.Fault;
import acp.protocol.ProtocolMapper;
import acp.rpc.Handlers;
import acp.rpc.Json;
import acp.rpc.MethodTable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * All methods of our own. Nothing of them is made before the first is called: to read annotations
 * takes longer than a start may. Thread-safe.
 */
public final class Extensions implements Handlers {
  private final Supplier<List<Group<?>>> groups;
  private @Nullable List<MethodTable> tables;

  /**
   * Some methods that belong together.
   *
   * @param <T> the interface
   * @param api annotated as {@link MethodTable} wants it
   * @param target does it
   */
  public record Group<T>(Class<T> api, T target) {}

  /**
   * @param groups asked for once, when the first method is called; no two have one of the same name
   */
  public Extensions(Supplier<List<Group<?>>> groups) {
    this.groups = groups;
  }

  @Override
  public Mono<?> call(String method, Json params) {
    for (MethodTable table : tables()) {
      if (table.offers(method)) {
        return table.call(method, params);
      }
    }
    throw new AcpException(
        ErrorCode.METHOD_NOT_FOUND, ErrorCode.METHOD_NOT_FOUND.message(), Map.of("method", method));
  }

  private synchronized List<MethodTable> tables() {
    if (tables == null) {
      ObjectMapper mapper = ProtocolMapper.create();
      List<MethodTable> made = new ArrayList<>();
      for (Group<?> group : groups.get()) {
        made.add(table(group, mapper));
      }
      tables = List.copyOf(made);
    }
    return tables;
  }

  private static <T> MethodTable table(Group<T> group, ObjectMapper mapper) {
    return new MethodTable(group.api, group.target, mapper, Extensions::fault);
  }

  private static AcpException fault(JsonProcessingException failure) {
    Fault fault = Fault.of(failure);
    return AcpException.invalidParams(fault.path(), fault.message());
  }
}
