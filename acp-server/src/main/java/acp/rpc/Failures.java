package acp.rpc;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.Map;

/** Turns what a handler threw into what the other end may see of it. */
final class Failures {

  private Failures() {}

  /** An AcpException as it is; anything else as an incident, of which only the id goes out. */
  static Outgoing.Failure of(RequestId id, String method, Throwable failure) {
    if (failure instanceof AcpException told) {
      return new Outgoing.Failure(
          id, told.code().code(), oneLine(String.valueOf(told.getMessage())), told.data());
    }
    String incident = Incidents.record(method, failure);
    return new Outgoing.Failure(
        id,
        ErrorCode.INTERNAL_ERROR.code(),
        ErrorCode.INTERNAL_ERROR.message(),
        Map.of("incident", incident));
  }

  /** The failure of that code, for a reason in our own words. */
  static Outgoing.Failure of(RequestId id, ErrorCode code, String reason) {
    return new Outgoing.Failure(id, code.code(), reason, Map.of());
  }

  private static String oneLine(String message) {
    return message.replace('\r', ' ').replace('\n', ' ');
  }
}
