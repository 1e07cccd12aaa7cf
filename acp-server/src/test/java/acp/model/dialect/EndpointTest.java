package acp.model.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.protocol.AcpException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Base URLs as users write them. */
@Timeout(5)
class EndpointTest {
  private static Endpoint at(String baseUrl) {
    return Endpoint.of(baseUrl, "/v1/messages", "LAB_BASE_URL", "https://lab.example");
  }

  @ParameterizedTest
  @CsvSource({
    "https://lab.example, https://lab.example/v1/messages, lab.example",
    "' https://lab.example/ ', https://lab.example/v1/messages, lab.example",
    "https://lab.example/x//, https://lab.example/x/v1/messages, lab.example",
    "https://lab.example/v1/messages, https://lab.example/v1/messages, lab.example",
    "http://localhost:80/a?b=c, http://localhost:80/a/v1/messages?b=c, localhost:80",
    "https://me:secret@lab.example, https://lab.example/v1/messages, lab.example",
  })
  void thePathIsPutBehindTheBase(String base, String uri, String host) {
    assertEquals(new Endpoint(URI.create(uri), host), at(base));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lab.example", "ftp://lab.example", "http://", "https://me:secret@[x"})
  void whatIsNoAddressIsRefusedWithoutQuotingIt(String base) {
    AcpException refused = assertThrows(AcpException.class, () -> at(base));

    assertEquals(
        "LAB_BASE_URL is not an address such as https://lab.example", refused.getMessage());
  }

  @Test
  void aHostMayHaveAPort() {
    assertEquals("lab.example:8443", at("https://lab.example:8443").host());
  }
}
