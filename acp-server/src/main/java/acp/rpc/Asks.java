package acp.rpc;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/** The requests we have sent and not seen answered. Thread-safe. */
final class Asks {
  private final ConcurrentHashMap<RequestId, Ask<?>> table = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private final Outbox outbox;
  private final Mapping mapping;
  private volatile boolean closed;

  Asks(Outbox outbox, Mapping mapping) {
    this.outbox = outbox;
    this.mapping = mapping;
  }

  /** One question, and who waits for its answer. */
  private record Ask<T>(RequestId id, String method, Class<T> type, MonoSink<T> sink) {}

  <T> Mono<T> ask(String method, Object params, Class<T> type) {
    return Mono.<T>create(sink -> send(method, params, type, sink))
        .publishOn(Schedulers.parallel()); // the reader must not do what comes after an answer
  }

  <T> Mono<T> ask(String method, Object params, Class<T> type, Duration limit) {
    return ask(method, params, type)
        .timeout(
            limit,
            Mono.error(
                () ->
                    new AcpException(
                        ErrorCode.REQUEST_CANCELLED,
                        method + " was not answered in time",
                        Map.of("limitMillis", limit.toMillis()),
                        new TimeoutException())));
  }

  private <T> void send(String method, Object params, Class<T> type, MonoSink<T> sink) {
    RequestId id = new RequestId(Long.toString(lastId.incrementAndGet()));
    table.put(id, new Ask<>(id, method, type, sink));
    outbox.put(new Outgoing.Call(id, method, params));
    sink.onCancel(() -> withdraw(id)); // behind the question, even if it is cancelled by now
    if (closed) {
      fail(id, gone());
    }
  }

  private void withdraw(RequestId id) {
    if (table.remove(id) != null) {
      outbox.put(new Outgoing.Withdrawal(id));
    }
  }

  /** Takes an answer. On the reading thread. */
  void settle(Message.Response response) {
    Ask<?> ask = table.remove(response.id());
    if (ask == null) {
      Incidents.passedOver("a response nobody waits for", response.id());
    } else {
      settle(ask, response);
    }
  }

  private <T> void settle(Ask<T> ask, Message.Response response) {
    try {
      if (response.error() != null) {
        ask.sink.error(refusal(response.error()));
      } else if (ask.type == Void.class) {
        ask.sink.success();
      } else {
        Json result = response.result();
        ask.sink.success(
            mapping.read(result == null || result.isNull() ? Json.EMPTY_OBJECT : result, ask.type));
      }
    } catch (IOException | RuntimeException fault) {
      ask.sink.error(
          new AcpException(
              ErrorCode.INTERNAL_ERROR,
              "The client's answer to " + ask.method + " cannot be read",
              Map.of(),
              fault));
    }
  }

  /**
   * The client's error as ours: its code where we know it, its message, and the details it gave.
   */
  private AcpException refusal(Json error) throws IOException {
    JsonNode node = mapping.read(error, JsonNode.class);
    int number = node.path("code").asInt();
    ErrorCode code = ErrorCode.INTERNAL_ERROR;
    for (ErrorCode known : ErrorCode.values()) {
      if (known.code() == number) {
        code = known;
      }
    }
    Map<String, Object> data = new LinkedHashMap<>();
    if (code.code() != number) {
      data.put("code", number);
    }
    JsonNode details = node.path("data").isTextual() ? node.path("data") : node.at("/data/details");
    if (details.isTextual()) {
      data.put("details", details.asText());
    }
    String message = node.path("message").asText();
    return new AcpException(code, message.isBlank() ? code.message() : message, data);
  }

  /** Fails the question of that id, if it is still open. */
  void fail(RequestId id, AcpException failure) {
    Ask<?> ask = table.remove(id);
    if (ask != null) {
      ask.sink.error(failure);
    }
  }

  /** Nobody will answer any more: fails what is open, and what is asked from now on. */
  void close() {
    closed = true;
    for (RequestId id : table.keySet()) {
      fail(id, gone());
    }
  }

  private static AcpException gone() {
    return new AcpException(ErrorCode.INTERNAL_ERROR, "The client is gone");
  }
}
