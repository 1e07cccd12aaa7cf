package acp.tool.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.AcpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses may be fetched, and what they are made into. */
@Timeout(10)
class TargetTest {

  @ParameterizedTest
  @CsvSource({
    "https://Example.COM, https://example.com/, example.com",
    "HTTP://example.com:8080/a?b=c#d, http://example.com:8080/a?b=c, example.com",
    "https://example.com./a b, https://example.com/a%20b, example.com",
    "https://example.com/ä, https://example.com/%C3%A4, example.com",
    "https://bücher.example/x, https://xn--bcher-kva.example/x, xn--bcher-kva.example",
    "https://bücher.example:81/x, https://xn--bcher-kva.example:81/x, xn--bcher-kva.example",
    "http://[::1]:80/, http://[::1]:80/, [::1]",
    "http://2130706433/, http://2130706433/, 2130706433"
  })
  void anAddressIsMadePlain(String url, String uri, String host) {
    Target target = Target.of(url);

    assertEquals(uri, target.uri().toString());
    assertEquals(host, target.host());
  }

  @ParameterizedTest
  @CsvSource({
    "file:///etc/passwd, is not an http or https address",
    "ftp://example.com, is not an http or https address",
    "example.com/a, is not an http or https address",
    "javascript:alert(1), is not an http or https address",
    "https:///a, names no host",
    "https:example.com, names no host",
    "https://a_b.example/, names no host that can be asked",
    "https://example.com:99999/, names no host that can be asked",
    "https://exa<mple.com/, is not a URL"
  })
  void whatCannotBeFetchedIsRefused(String url, String why) {
    AcpException refusal = assertThrows(AcpException.class, () -> Target.of(url));

    assertEquals("The address \"" + url + "\" " + why + ".", refusal.getMessage());
  }

  @Test
  void credentialsAreRefusedAndNotRepeated() {
    AcpException refusal =
        assertThrows(AcpException.class, () -> Target.of("https://me:secret@example.com/"));

    assertEquals(
        "The address holds a user name or password, which are never sent.", refusal.getMessage());
  }

  @Test
  void aRedirectIsCoveredWhileItStaysWithTheHost() {
    Target from = Target.of("https://example.com/a/b?c");

    assertEquals("https://example.com/a/d", from.at("d").uri().toString());
    assertTrue(from.covers(from.at("/x y")));
    assertTrue(from.covers(from.at("https://www.example.com/")));
    assertTrue(Target.of("http://example.com").covers(from));
    assertFalse(from.covers(from.at("//example.org/")));
    assertFalse(from.covers(from.at("http://example.com/")));
    assertThrows(AcpException.class, () -> from.at("file:///etc/passwd"));
    assertThrows(AcpException.class, () -> from.at("https://me@example.com/"));
  }
}
