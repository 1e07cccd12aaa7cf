package acp.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the peer shall see: the only exception that crosses a room's wall. Its message is
 * one sentence for people, without class names, paths of this machine or secrets; its data holds
 * facts for programs.
 */
public final class AcpException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final String sentence;
  private final transient Map<String, Object> data;

  /**
   * @param code the number on the wire
   * @param message one sentence, no line break
   * @param data facts for programs: strings, numbers, booleans, lists and maps of these; empty when
   *     there are none
   */
  public AcpException(ErrorCode code, String message, Map<String, Object> data) {
    this(code, message, data, null);
  }

  /** As above, keeping {@code cause} for our own log; it never reaches the peer. */
  public AcpException(
      ErrorCode code, String message, Map<String, Object> data, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.sentence = message;
    this.code = Objects.requireNonNull(code, "code");
    this.data = new LinkedHashMap<>(data);
  }

  /** A failure without data. */
  public AcpException(ErrorCode code, String message) {
    this(code, message, Map.of());
  }

  /** Invalid params, naming the place of the fault, such as {@code prompt[0].text}. */
  public static AcpException invalidParams(String path, String message) {
    return new AcpException(ErrorCode.INVALID_PARAMS, message, Map.of("path", path));
  }

  /** The same, naming the place of the fault. */
  public AcpException at(String path) {
    Map<String, Object> placed = new LinkedHashMap<>();
    placed.put("path", path);
    placed.putAll(data);
    placed.put("path", path);
    return new AcpException(code, sentence, placed, getCause());
  }

  /** No session of that id is known, here or on disk. */
  public static AcpException unknownSession(String sessionId) {
    return new AcpException(
        ErrorCode.RESOURCE_NOT_FOUND, "Session not found", Map.of("sessionId", sessionId));
  }

  /** The sentence for people; never null. */
  @Override
  public String getMessage() {
    return sentence;
  }

  public ErrorCode code() {
    return code;
  }

  /** Facts for programs; empty when there are none, never null. */
  public Map<String, Object> data() {
    return data;
  }
}
