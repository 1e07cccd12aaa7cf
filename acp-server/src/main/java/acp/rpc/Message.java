package acp.rpc;

import acp.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a line turned out to be. Dispatch is by {@link #to}, not by a pattern switch: exhaustive as
 * well, and cheap in a process that has just started.
 */
sealed interface Message {

  /** Calls the method of {@code receiver} that belongs to this kind of message. */
  void to(Receiver receiver);

  /**
   * Asks for an answer under {@code id}; {@code params} is an object, empty where none was sent.
   */
  record Request(RequestId id, String method, Json params) implements Message {
    @Override
    public void to(Receiver receiver) {
      receiver.request(this);
    }
  }

  /** Tells something and expects no answer. */
  record Notification(String method, Json params) implements Message {
    @Override
    public void to(Receiver receiver) {
      receiver.notification(this);
    }
  }

  /** Answers a request of ours: failed if there is an {@code error}, with {@code result} if not. */
  record Response(RequestId id, @Nullable Json result, @Nullable Json error) implements Message {
    @Override
    public void to(Receiver receiver) {
      receiver.response(this);
    }
  }

  /** Is no message, but must be answered; the id is null where it could not be read. */
  record Malformed(RequestId id, ErrorCode code, String reason) implements Message {
    @Override
    public void to(Receiver receiver) {
      receiver.malformed(this);
    }
  }

  /** Is to be passed over in silence: a notification or a response that is not well-formed. */
  record Ignored(String reason) implements Message {
    @Override
    public void to(Receiver receiver) {
      receiver.ignored(this);
    }
  }

  /** Takes each kind of message. */
  interface Receiver {
    void request(Request request);

    void notification(Notification notification);

    void response(Response response);

    void malformed(Malformed malformed);

    void ignored(Ignored ignored);
  }
}
