package acp.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A transport, with what the SDK's client does not do by itself: to withdraw a request that nobody
 * waits for any more, and to end all that are open when the server is lost, which would else wait
 * out their time. Both answer the request in the server's place. That lists have changed is not
 * passed on, because the client would read them without any bound. Thread-safe.
 */
final class Wire implements McpClientTransport {
  /** The code of errors that are ours; no server's. */
  static final int OURS = Integer.MIN_VALUE;

  /** What the SDK would answer by reading whole lists, or whatever the server names, again. */
  private static final Set<String> CHANGES =
      Set.of(
          "notifications/tools/list_changed",
          "notifications/prompts/list_changed",
          "notifications/resources/list_changed",
          "notifications/resources/updated");

  private final McpClientTransport transport;
  private final Owner owner;
  private final Set<Object> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler;

  Wire(McpClientTransport transport, Owner owner) {
    this.transport = transport;
    this.owner = owner;
  }

  /** Who is told what no request hears of. */
  interface Owner {
    /** The line could not be opened. */
    void unconnected(Throwable failure);

    /** A message could not be sent. */
    void unsent(Throwable failure);

    /** Something failed outside of a request. */
    void troubled(Throwable failure);

    /** The server says that it offers something else than before. */
    void changed();
  }

  /** Takes the id of the request that is sent in its Reactor context. */
  static final class Ticket {
    private volatile @Nullable Object request;
  }

  /** Tells the server that the request of {@code ticket} is withdrawn, if it was sent. */
  void withdraw(Ticket ticket) {
    Object request = ticket.request;
    if (request != null && open.contains(request)) {
      var notification =
          new JSONRPCNotification(
              "notifications/cancelled",
              Map.of("requestId", request, "reason", "It is not waited for any more"));
      transport.sendMessage(notification).onErrorComplete().subscribe();
      end(request, "It was withdrawn.");
    }
  }

  /** Ends all open requests with an error that says {@code why}. */
  void endAll(String why) {
    open.forEach(request -> end(request, why));
  }

  boolean isWaitedFor() {
    return !open.isEmpty();
  }

  private void end(Object request, String why) {
    var current = handler;
    if (current != null && open.remove(request)) {
      var error = new JSONRPCResponse.JSONRPCError(OURS, why);
      current.apply(Mono.just(JSONRPCResponse.error(request, error))).onErrorComplete().subscribe();
    }
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    this.handler = handler;
    return transport
        .connect(message -> handler.apply(message.filter(this::received)))
        .doOnError(owner::unconnected);
  }

  /** False for what is not for the SDK's client. */
  private boolean received(JSONRPCMessage message) {
    if (message instanceof JSONRPCResponse response) {
      open.remove(response.id());
    }
    boolean isChange =
        message instanceof JSONRPCNotification told && CHANGES.contains(told.method());
    if (isChange) {
      owner.changed();
    }
    return !isChange;
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    if (!(message instanceof JSONRPCRequest request)) {
      return transport.sendMessage(message).doOnError(owner::unsent);
    }
    return Mono.deferContextual(
        context -> {
          open.add(request.id());
          context
              .<Ticket>getOrEmpty(Ticket.class)
              .ifPresent(ticket -> ticket.request = request.id());
          return transport
              .sendMessage(message)
              .doOnError(
                  failure -> {
                    open.remove(request.id());
                    owner.unsent(failure);
                  });
        });
  }

  @Override
  public void setExceptionHandler(Consumer<Throwable> handler) {
    transport.setExceptionHandler(
        failure -> {
          handler.accept(failure);
          owner.troubled(failure);
        });
  }

  @Override
  public Mono<Void> closeGracefully() {
    return transport.closeGracefully();
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return transport.unmarshalFrom(data, type);
  }

  @Override
  public List<String> protocolVersions() {
    return transport.protocolVersions();
  }
}
