package acp.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message of ours before it is rendered. */
sealed interface Outgoing
    permits Notification,
        Outgoing.Response,
        Outgoing.Ready,
        Outgoing.Failure,
        Outgoing.Call,
        Outgoing.Withdrawal {

  /** Writes the members behind {@code jsonrpc}. */
  void write(JsonGenerator out, Mapping mapping) throws IOException;

  /** About how many bytes it will take; counted while it waits. */
  long weight();

  /** Answers a request. No result is the empty object: a null would break clients. */
  record Response(RequestId id, @Nullable Object result) implements Outgoing {
    @Override
    public void write(JsonGenerator out, Mapping mapping) throws IOException {
      out.writeFieldName("id");
      out.writeRawValue(id.token());
      out.writeFieldName("result");
      if (result == null) {
        out.writeStartObject();
        out.writeEndObject();
      } else {
        mapping.write(result, out);
      }
    }

    @Override
    public long weight() {
      return Notification.LIGHT;
    }
  }

  /** Answers a request with a result that is already rendered. */
  record Ready(RequestId id, String result) implements Outgoing {
    @Override
    public void write(JsonGenerator out, Mapping mapping) throws IOException {
      out.writeFieldName("id");
      out.writeRawValue(id.token());
      out.writeFieldName("result");
      out.writeRawValue(result);
    }

    @Override
    public long weight() {
      return result.length();
    }
  }

  /** Answers a request with an error. */
  record Failure(RequestId id, int code, String message, Map<String, Object> data)
      implements Outgoing {
    @Override
    public void write(JsonGenerator out, Mapping mapping) throws IOException {
      out.writeFieldName("id");
      out.writeRawValue(id.token());
      out.writeObjectFieldStart("error");
      out.writeNumberField("code", code);
      out.writeStringField("message", message);
      if (!data.isEmpty()) {
        out.writeFieldName("data");
        Facts.write(data, out);
      }
      out.writeEndObject();
    }

    @Override
    public long weight() {
      return Notification.LIGHT;
    }
  }

  /** Asks the other end. */
  record Call(RequestId id, String method, Object params) implements Outgoing {
    @Override
    public void write(JsonGenerator out, Mapping mapping) throws IOException {
      out.writeFieldName("id");
      out.writeRawValue(id.token());
      out.writeStringField("method", method);
      out.writeFieldName("params");
      mapping.write(params, out);
    }

    @Override
    public long weight() {
      return Notification.LIGHT;
    }
  }

  /** Withdraws what we asked under {@code id}. */
  record Withdrawal(RequestId id) implements Outgoing {
    @Override
    public void write(JsonGenerator out, Mapping mapping) throws IOException {
      out.writeStringField("method", Peer.CANCEL_REQUEST);
      out.writeObjectFieldStart("params");
      out.writeFieldName("requestId");
      out.writeRawValue(id.token());
      out.writeEndObject();
    }

    @Override
    public long weight() {
      return 64;
    }
  }
}
