package acp.rpc;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.transport.FrameHandler;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What comes in: decodes a line, and sends it where it belongs. Holds the gate: before the
 * handshake has succeeded, requests are refused and notifications passed over. All on the reading
 * thread.
 */
final class Inbound implements FrameHandler, Message.Receiver {
  private final @Nullable Handshake handshake;
  private final Supplier<? extends Handlers> supplier;
  private final Outbox outbox;
  private final Servings servings;
  private final Asks asks;

  private boolean open;
  private @Nullable Codec codec;
  private @Nullable Handlers handlers;

  /**
   * @param handshake what opens the gate; null if it stands open
   */
  Inbound(
      @Nullable Handshake handshake,
      Supplier<? extends Handlers> handlers,
      Outbox outbox,
      Servings servings,
      Asks asks) {
    this.handshake = handshake;
    this.supplier = handlers;
    this.outbox = outbox;
    this.servings = servings;
    this.asks = asks;
    this.open = handshake == null;
  }

  @Override
  public void onFrame(byte[] buffer, int offset, int length) {
    outbox.awaitRoom();
    try {
      Message.Request plain = open ? null : Scan.request(buffer, offset, length);
      (plain != null ? plain : codec().decode(buffer, offset, length)).to(this);
    } catch (Throwable fault) {
      // Errors as well: nothing a message sets off may end the reading of the next.
      Incidents.record("reading", fault);
    }
  }

  @Override
  public void onOversized(long limit) {
    refuse(RequestId.NULL, ErrorCode.INVALID_REQUEST, "A line is longer than " + limit + " bytes");
  }

  @Override
  public void onEnd() {
    // Our open questions stay open: who asked shall be told to stop before it is told of a failure.
  }

  @Override
  public void request(Message.Request request) {
    if (handshake != null && request.method().equals(Peer.INITIALIZE)) {
      initialize(handshake, request);
    } else if (!open) {
      refuse(request.id(), ErrorCode.INVALID_REQUEST, "The first request must be initialize");
    } else {
      Handlers methods;
      try {
        methods = handlers();
      } catch (Throwable fault) {
        outbox.put(Failures.of(request.id(), request.method(), fault));
        return;
      }
      servings.serve(request, methods);
    }
  }

  @Override
  public void notification(Message.Notification notification) {
    if (!open) {
      return;
    }
    if (notification.method().equals(Peer.CANCEL_REQUEST)) {
      RequestId id = codec().idIn(notification.params(), "requestId");
      if (id != null) {
        servings.cancel(id);
      }
      return;
    }
    try {
      handlers()
          .call(notification.method(), notification.params())
          .subscribe(ignored -> {}, failure -> unheard(notification.method(), failure));
    } catch (Throwable failure) {
      // Errors as well, as for a request; a notification is never answered.
      unheard(notification.method(), failure);
    }
  }

  @Override
  public void response(Message.Response response) {
    if (open) { // else it is not ours: we ask nothing before
      asks.settle(response);
    }
  }

  @Override
  public void malformed(Message.Malformed malformed) {
    refuse(malformed.id(), malformed.code(), malformed.reason());
  }

  @Override
  public void ignored(Message.Ignored ignored) {
    if (open) {
      Incidents.passedOver(ignored.reason(), "malformed");
    }
  }

  private void initialize(Handshake opening, Message.Request request) {
    String result;
    try {
      result = new String(opening.answer(request.params()), StandardCharsets.UTF_8);
    } catch (Throwable refusal) {
      outbox.putFirst(Failures.of(request.id(), request.method(), refusal));
      return;
    }
    outbox.putFirst(new Outgoing.Ready(request.id(), result));
    if (!open) {
      open = true;
      try {
        opening.answered();
      } catch (RuntimeException fault) {
        Incidents.record("what follows the handshake", fault);
      }
    }
  }

  /** Made on first need: the first line can usually do without it. */
  private Codec codec() {
    if (codec == null) {
      codec = new Codec();
    }
    return codec;
  }

  /** The methods, made on first need and never before the first answer is out. */
  private Handlers handlers() {
    if (handlers == null) {
      handlers = supplier.get();
    }
    return handlers;
  }

  private void refuse(RequestId id, ErrorCode code, String reason) {
    outbox.putFirst(Failures.of(id, code, reason));
  }

  /** An unknown or refused notification is the client's affair; a fault in hearing one is ours. */
  private static void unheard(String method, Throwable failure) {
    if (failure instanceof AcpException refusal) {
      Incidents.passedOver(method, String.valueOf(refusal.getMessage()));
    } else {
      Incidents.record(method, failure);
    }
  }
}
