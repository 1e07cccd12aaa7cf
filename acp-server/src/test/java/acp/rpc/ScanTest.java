package acp.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is read without the parser is read as the parser reads it; what is not plain is left to the
 * parser.
 */
@Timeout(20)
class ScanTest {
  private static final String PLAIN =
      "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":1,"
          + "\"clientCapabilities\":{\"fs\":{\"readTextFile\":true},\"x\":[1,-2,null,{}]}}}";

  private final Codec codec = new Codec();

  private static Message.@Nullable Request scan(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return Scan.request(bytes, 0, bytes.length);
  }

  private Message decode(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return codec.decode(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAIN,
        "{\"method\":\"m\",\"params\":{},\"id\":\"a-b\",\"jsonrpc\":\"2.0\"}",
        " { \"jsonrpc\" : \"2.0\" , \"id\" : -7 , \"method\" : \"m\" , \"params\" : { \"a\" : [ ] } } ",
      })
  void aPlainRequestIsReadAsTheCodecReadsIt(String line) {
    Message.Request scanned = scan(line);

    assertNotNull(scanned);
    Message.Request decoded = assertInstanceOf(Message.Request.class, decode(line));
    assertEquals(decoded.id(), scanned.id());
    assertEquals(decoded.method(), scanned.method());
    assertEquals(decoded.params().toString(), scanned.params().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "3",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{}}",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"m\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":01,\"method\":\"m\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"m\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7,\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[]}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{},}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"a\":tru}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"a\":1 2}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{}}x",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\\u0041\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"\u00fc\",\"method\":\"m\",\"params\":{}}",
      })
  void whatIsNotAPlainRequestIsLeftToTheCodec(String line) {
    assertNull(scan(line));
  }

  @Test
  void whateverIsDoneToALineItIsReadAsTheCodecReadsItOrLeft() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      char[] line = PLAIN.toCharArray();
      for (int change = 1 + random.nextInt(3); change > 0; change--) {
        line[random.nextInt(line.length)] = PLAIN.charAt(random.nextInt(PLAIN.length()));
      }
      String mutant = new String(line);
      Message.Request scanned = scan(mutant);
      if (scanned != null) {
        Message.Request decoded = assertInstanceOf(Message.Request.class, decode(mutant), mutant);
        assertEquals(decoded.id(), scanned.id(), mutant);
        assertEquals(decoded.method(), scanned.method(), mutant);
        assertEquals(decoded.params().toString(), scanned.params().toString(), mutant);
      }
    }
  }

  @Test
  void everyPrefixIsLeftToTheCodec() {
    for (int length = 0; length < PLAIN.length(); length++) {
      assertNull(scan(PLAIN.substring(0, length)));
    }
  }

  @Test
  void aMemberIsFoundInPlainAndInOtherObjects() throws IOException {
    assertEquals("1", String.valueOf(Json.of("{\"a\":[2],\"b\":1}").member("b")));
    assertEquals("3", String.valueOf(Json.of("{\"b\":1,\"\\u0062\":3}").member("b")));
    assertEquals("{ }", String.valueOf(Json.of("{\"x\":\"\u00fc\",\"b\": { } }").member("b")));
    assertNull(Json.of("{}").member("b"));
    assertNull(Json.of("{\"c\":\"\u00fc\"}").member("b"));
  }
}
