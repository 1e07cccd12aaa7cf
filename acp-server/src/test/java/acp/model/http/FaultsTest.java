package acp.model.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.net.http.HttpHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link Faults}: what each way to fail is called, and what is never said. */
@Timeout(5)
class FaultsTest {
  private static final String KEY = "my-private-key-0815";

  @Test
  void theErrorObjectOfTheDialectIsQuoted() {
    AcpException fault =
        refused(400, "{\"error\":{\"message\":\"No such\\nmodel\",\"type\":\"x\",\"code\":null}}");

    assertEquals("The model server at host:1 answered 400: No such model", fault.getMessage());
    assertEquals(Map.of("provider", "openai", "kind", "request", "status", 400), fault.data());
    assertEquals(ErrorCode.INTERNAL_ERROR, fault.code());
  }

  @Test
  void otherShapesAreQuotedToo() {
    assertTrue(message("{\"error\":\"out of memory\"}").endsWith("500: out of memory"));
    assertTrue(message("{\"detail\":\"not now\"}").endsWith("500: not now"));
    assertTrue(message("{\"object\":\"error\",\"message\":\"bad\"}").endsWith("500: bad"));
    assertTrue(message("upstream died").endsWith("500: upstream died"));
    assertTrue(message("<html>nginx</html>").endsWith("answered 500"));
    assertTrue(message("").endsWith("answered 500"));
    assertTrue(message("{\"error\":{\"mess").endsWith("500: {\"error\":{\"mess"));
  }

  @Test
  void statusAndCodeDecideTheKind() {
    assertEquals("auth", kind(401, "{}"));
    assertEquals("auth", kind(403, "{}"));
    assertEquals("rate_limit", kind(429, "{}"));
    assertEquals("server", kind(503, "{}"));
    assertEquals("request", kind(404, "{}"));
    assertEquals("quota", kind(429, "{\"error\":{\"code\":\"insufficient_quota\"}}"));
    assertEquals("context", kind(400, "{\"error\":{\"code\":\"context_length_exceeded\"}}"));
    assertEquals(
        "context", kind(500, "{\"error\":{\"code\":500,\"type\":\"exceed_context_size_error\"}}"));
    assertEquals(
        "context",
        kind(400, "{\"message\":\"This model's maximum context length is 4096 tokens.\"}"));
  }

  @Test
  void onlyAMissingKeyAsksForALogin() {
    AcpException without = faults(null).refused(401, headers(), "{}".getBytes(UTF_8));
    AcpException with = faults(KEY).refused(401, headers(), "{}".getBytes(UTF_8));

    assertEquals(ErrorCode.AUTH_REQUIRED, without.code());
    assertTrue(String.valueOf(without.getMessage()).contains("set OPENAI_API_KEY"));
    assertEquals(ErrorCode.INTERNAL_ERROR, with.code());
  }

  @Test
  void keysAreNeverQuoted() {
    String body =
        "{\"error\":{\"message\":\"wrong: "
            + KEY
            + " and sk-proj-abcdef123 and Bearer abc.def and AIzaSyA12345678\"}}";

    AcpException fault = faults(KEY).refused(401, headers(), body.getBytes(UTF_8));

    assertTrue(
        String.valueOf(fault.getMessage()).endsWith("401: wrong: *** and *** and *** and ***"));
  }

  @Test
  void aLongMessageIsCutWithoutSplittingAPair() {
    String message = message("{\"error\":\"" + "x".repeat(399) + "😀😀\"}");

    assertTrue(message.endsWith("xxx…"), message);
  }

  @Test
  void anErrorInMidStreamHasTheStatusThatItsCodeNames() {
    AcpException numbered = said("{\"error\":{\"message\":\"busy\",\"code\":502}}");
    AcpException named =
        said("{\"error\":{\"message\":\"slow\",\"code\":\"rate_limit_exceeded\"}}");

    assertEquals("The model server at host:1 reports an error: busy", numbered.getMessage());
    assertEquals(502, numbered.data().get("status"));
    assertEquals("server", numbered.data().get("kind"));
    assertEquals("rate_limit", named.data().get("kind"));
    assertNull(named.data().get("status"));
  }

  @Test
  void googlesErrorsAreUnderstoodToo() {
    String quota =
        """
        [{"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED","details":[
          {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaValue":"5"}]},
          {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"33.6s"}]}}]
        """;

    AcpException limited = refused(429, quota);

    assertEquals("The model server at host:1 answered 429: Quota exceeded", limited.getMessage());
    assertEquals("rate_limit", limited.data().get("kind"));
    assertEquals(34L, limited.data().get("retryAfterSeconds"));
    assertEquals(
        "auth", kind(400, "{\"error\":{\"code\":400,\"message\":\"API key not valid. Sorry.\"}}"));
    assertEquals(
        "context",
        kind(
            400,
            "{\"error\":{\"message\":\"The input token count (9) exceeds the maximum number of"
                + " tokens allowed (8).\"}}"));
  }

  @Test
  void aServerThatRefusesStrangersAsksForALogin() {
    AcpException without = faults(null).refused(403, headers(), "{}".getBytes(UTF_8));

    assertEquals(ErrorCode.AUTH_REQUIRED, without.code());
  }

  private static String message(String body) {
    return String.valueOf(refused(500, body).getMessage());
  }

  private static @Nullable Object kind(int status, String body) {
    return refused(status, body).data().get("kind");
  }

  private static AcpException refused(int status, String body) {
    return faults(KEY).refused(status, headers(), body.getBytes(UTF_8));
  }

  private static AcpException said(String json) {
    return faults(null).said(json.getBytes(UTF_8), 0, json.length());
  }

  private static Faults faults(@Nullable String key) {
    return new Faults("openai", "OPENAI_API_KEY", key, "host:1");
  }

  private static HttpHeaders headers() {
    return HttpHeaders.of(Map.of(), (name, value) -> true);
  }
}
