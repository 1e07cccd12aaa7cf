package acp.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Objects;

/**
 * Something we tell the other end, rendered when its turn to be written comes: {@code params} must
 * not change after it is handed over.
 *
 * @param method the method's name
 * @param params what is rendered as its params; an object on the wire
 * @param weight what it counts against the outbox' bounds: about its size in bytes, at least 1
 */
public record Notification(String method, Object params, long weight) implements Outgoing {

  /** The weight where none is given: that of a message of a few short fields. */
  public static final long LIGHT = 512;

  public Notification {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(params, "params");
    if (weight < 1) {
      throw new IllegalArgumentException("weight must be positive");
    }
  }

  /** A light notification. */
  public Notification(String method, Object params) {
    this(method, params, LIGHT);
  }

  @Override
  public void write(JsonGenerator out, Mapping mapping) throws IOException {
    out.writeStringField("method", method);
    out.writeFieldName("params");
    mapping.write(params, out);
  }
}
