package acp.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of line is taken for. */
@Timeout(20)
class CodecTest {
  private final Codec codec = new Codec();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"jsonrpc":"2.0","id":1,"method":"m","params":{"a":[1,{"b":"}"}]}} | request 1 m {"a":[1,{"b":"}"}]}
          {"jsonrpc":"2.0","id":1,"method":"m"} | request 1 m {}
          {"jsonrpc":"2.0","id":1,"method":"m","params":null} | request 1 m {}
          {"jsonrpc":"2.0","id":1,"method":"m","params":[]} | request 1 m {}
          {"jsonrpc":"2.0","id":1,"method":"m","params":[ ]} | request 1 m {}
          { "params" : {"a" : 1} , "method":"m\\/n", "id" : 1 , "jsonrpc" : "2.0" } | request 1 m/n {"a" : 1}
          {"jsonrpc":"2.0","id":1,"method":"m","more":{"a":[]},"_meta":1} | request 1 m {}
          {"jsonrpc":"2.0","method":"m","params":{"a":1}} | notification m {"a":1}
          {"jsonrpc":"2.0","method":"m","params":[]} | notification m {}
          {"jsonrpc":"2.0","method":"m","params":7} | ignored
          {"jsonrpc":"2.0","method":"m","params":[1]} | ignored
          {"jsonrpc":"2.0","id":1,"result":{"a":1}} | response 1 {"a":1}
          {"jsonrpc":"2.0","id":1,"result":null} | response 1 null
          {"jsonrpc":"2.0","id":1,"result":"x\\"y"} | response 1 "x\\"y"
          {"jsonrpc":"2.0","id":1,"result":-1.5e3} | response 1 -1.5e3
          {"jsonrpc":"2.0","id":1,"result":true} | response 1 true
          {"jsonrpc":"2.0","id":1,"error":{"code":1}} | error 1 {"code":1}
          {"jsonrpc":"2.0","id":1,"error":null,"result":{}} | response 1 {}
          {"jsonrpc":"2.0","id":1,"error":{"code":1},"result":null} | error 1 {"code":1}
          {"jsonrpc":"2.0","id":1,"error":null} | error 1 null
          {"id":1,"result":{}} | response 1 {}
          {"jsonrpc":"2.0","result":{}} | ignored
          {"jsonrpc":"2.0","id":{},"result":{}} | ignored
          {"jsonrpc":"2.0","error":{"code":-32700,"message":"?"}} | ignored
          {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"?"}} | error null {"code":-32700,"message":"?"}
          {"jsonrpc":"2.0","id":1,"id":2,"method":"a","method":"b","params":{},"params":{"c":3}} | request 2 b {"c":3}
          {"jsonrpc":"1.0","jsonrpc":"2.0","id":1,"method":"b"} | request 1 b {}
          {"jsonrpc":"2.0","id":{},"id":3,"method":"b"} | request 3 b {}
          """)
  void wellFormedLinesAreMessages(String line, String message) {
    assertEquals(message, told(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {bad | -32700 null
          {"jsonrpc":"2.0","id":1,"method":"m" | -32700 null
          {"jsonrpc":"2.0","id":1,"method":"m"}} | -32700 null
          {"jsonrpc":"2.0","id":1,"method":"m"} {} | -32700 null
          {"jsonrpc":"2.0","id":1,"method":"m"},1 | -32700 null
          {"jsonrpc":"2.0","id":1,"method":"m","params":{"a":01}} | -32700 null
          {"jsonrpc":"2.0","id":1,"method":"m","params":{"a":NaN}} | -32700 null
          {"jsonrpc":"2.0","id":1,"method":"m","params":{"a":'b'}} | -32700 null
          {"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1,}} | -32700 null
          {"jsonrpc":"2.0","id":1,"method":"m","params":{"a":"\\x"}} | -32700 null
          // comment | -32700 null
          hello | -32700 null
          [1,2 | -32700 null
          [] | -32600 null
          [{"jsonrpc":"2.0","id":1,"method":"m"}] | -32600 null
          3 | -32600 null
          "text" | -32600 null
          null | -32600 null
          true | -32600 null
          {} | -32600 null
          {"id":1,"method":"m"} | -32600 1
          {"method":"m"} | -32600 null
          {"jsonrpc":"1.0","id":"x","method":"m"} | -32600 "x"
          {"jsonrpc":2.0,"id":1,"method":"m"} | -32600 1
          {"jsonrpc":null,"id":1,"method":"m"} | -32600 1
          {"jsonrpc":"2.0","id":1} | -32600 1
          {"jsonrpc":"2.0","id":1,"method":7} | -32600 1
          {"jsonrpc":"2.0","id":1,"method":null} | -32600 1
          {"jsonrpc":"2.0","method":7} | -32600 null
          {"jsonrpc":"2.0","id":{},"method":"m"} | -32600 null
          {"jsonrpc":"2.0","id":[1],"method":"m"} | -32600 null
          {"jsonrpc":"2.0","id":true,"method":"m"} | -32600 null
          {"jsonrpc":"2.0","id":1,"method":"m","params":7} | -32602 1
          {"jsonrpc":"2.0","id":1,"method":"m","params":"x"} | -32602 1
          {"jsonrpc":"2.0","id":1,"method":"m","params":false} | -32602 1
          {"jsonrpc":"2.0","id":1,"method":"m","params":[1]} | -32602 1
          {"jsonrpc":"2.0","id":1,"method":"m","params":[[]]} | -32602 1
          """)
  void malformedLinesAreToBeAnswered(String line, String answer) {
    assertEquals(answer, told(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "0",
        "-1",
        "\"1\"",
        "1.0",
        "1.5",
        "1e3",
        "null",
        "\"\"",
        "\"ü\\n\\u0041\"",
        "12345678901234567890",
        "9223372036854775807",
        "\"6f1c-uuid\""
      })
  void anIdIsKeptAsItsToken(String token) {
    String line = "{\"jsonrpc\":\"2.0\",\"id\": " + token + " ,\"method\":\"m\"}";

    assertEquals("request " + token + " m {}", told(line));
  }

  @Test
  void idsOfDifferentKindsAreDifferent() {
    assertNotEquals(new RequestId("1"), new RequestId("\"1\""));
    assertNotEquals(new RequestId("1"), new RequestId("1.0"));
    assertEquals(new RequestId("1"), new RequestId("1"));
  }

  @Test
  void bytesThatAreNotUtf8AreAParseError() {
    byte[][] odd = {
      {'"', (byte) 0xFF, '"'},
      {'"', (byte) 0xC3, '"'},
      {'"', (byte) 0xC0, (byte) 0x80, '"'},
      {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
      {'"', (byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80, '"'},
      {'"', 0, '"'},
      {'"', (byte) 0xE2, (byte) 0x82},
      "{}".getBytes(StandardCharsets.UTF_16LE),
      "{}".getBytes(StandardCharsets.UTF_16BE),
      "{}".getBytes(StandardCharsets.UTF_16),
    };

    for (byte[] line : odd) {
      assertEquals("-32700 null", told(line), Arrays.toString(line));
    }
  }

  @Test
  void utf8IsJudgedAsTheJdkJudgesIt() {
    Random random = new Random(7);
    byte[] leads = {
      0x41, (byte) 0xC3, (byte) 0xE2, (byte) 0xED, (byte) 0xE0, (byte) 0xF0, (byte) 0xF4
    };

    for (int round = 0; round < 20_000; round++) {
      byte[] text = new byte[1 + random.nextInt(6)];
      random.nextBytes(text);
      text[0] = leads[random.nextInt(leads.length)];
      for (int i = 1; i < text.length; i++) {
        text[i] = random.nextInt(4) == 0 ? text[i] : (byte) (0x80 | (text[i] & 0x3F));
        text[i] = text[i] == 0 ? 1 : text[i];
      }

      assertEquals(isUtf8(text), Utf8.isValid(text, 0, text.length), Arrays.toString(text));
    }
  }

  @Test
  void nestingIsTakenToAThousandAndNoFurther() {
    String head = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"a\":";
    String fits = head + "[".repeat(998) + "]".repeat(998) + "}}";
    String tooDeep = head + "[".repeat(999) + "]".repeat(999) + "}}";

    assertInstanceOf(Message.Request.class, decode(fits.getBytes(StandardCharsets.UTF_8)));
    assertEquals("-32700 null", told(tooDeep));
    assertEquals("-32700 null", told("[".repeat(200_000)));
  }

  @Test
  void aStringOfTwentyMegabytesIsTaken() {
    String line =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":{\"a\":\""
            + "x".repeat(21_000_000)
            + "\"}}";

    assertInstanceOf(Message.Request.class, decode(line.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void noPrefixOfAFrameIsMoreThanAParseError() {
    byte[] line =
        "{\"jsonrpc\":\"2.0\",\"id\":\"ü\",\"method\":\"m\",\"params\":{\"a\":[1.5e-3,null,\"€\\u00e9\"]}}"
            .getBytes(StandardCharsets.UTF_8);

    for (int length = 0; length < line.length; length++) {
      assertEquals("-32700 null", told(Arrays.copyOf(line, length)), "length " + length);
    }
  }

  @Test
  void noInjuredFrameMakesItThrow() {
    byte[] line =
        "{\"jsonrpc\":\"2.0\",\"id\":\"ü\",\"method\":\"m\",\"params\":{\"a\":[1.5e-3,null,\"€\"]}}"
            .getBytes(StandardCharsets.UTF_8);

    for (int at = 0; at < line.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] injured = line.clone();
        injured[at] = (byte) value;

        assertInstanceOf(Message.class, decode(injured));
      }
    }
  }

  @Test
  void aSliceIsFoundAtItsPlaceInALargerBuffer() {
    byte[] line =
        "{\"jsonrpc\":\"2.0\",\"id\":\"ü\",\"method\":\"m\",\"params\":{\"a\":\"€\"}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] buffer = new byte[line.length + 20];
    Arrays.fill(buffer, (byte) '?');
    System.arraycopy(line, 0, buffer, 10, line.length);

    Message message = codec.decode(buffer, 10, line.length);

    assertEquals("request \"ü\" m {\"a\":\"€\"}", told(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"requestId":1} | 1
          {"x":{"requestId":2},"requestId":"1"} | "1"
          {"requestId":null} | null
          {"requestId":12345678901234567890,"y":[]} | 12345678901234567890
          """)
  void theIdToCancelIsReadAsItsToken(String params, String token) {
    RequestId id = codec.idIn(Json.of(params), "requestId");

    assertEquals(new RequestId(token), id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"requestId\":{}}", "{\"requestId\":true}", "{\"id\":1}"})
  void whereThereIsNoIdNoneIsRead(String params) {
    assertNull(codec.idIn(Json.of(params), "requestId"));
  }

  private static boolean isUtf8(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  private Message decode(byte[] line) {
    return codec.decode(line, 0, line.length);
  }

  private String told(String line) {
    return told(line.getBytes(StandardCharsets.UTF_8));
  }

  private String told(byte[] line) {
    return told(decode(line));
  }

  private static String told(Message message) {
    return switch (message) {
      case Message.Request it -> "request " + it.id() + " " + it.method() + " " + it.params();
      case Message.Notification it -> "notification " + it.method() + " " + it.params();
      case Message.Response it ->
          it.error() == null
              ? "response " + it.id() + " " + it.result()
              : "error " + it.id() + " " + it.error();
      case Message.Malformed it -> it.code().code() + " " + it.id();
      case Message.Ignored it -> "ignored";
    };
  }
}
