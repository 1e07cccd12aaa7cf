package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.protocol.ProtocolMapper;
import acp.protocol.v1.ClientCapabilities;
import acp.protocol.v1.InitializeRequest;
import acp.rpc.Json;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client offers is read by hand as the types read it. */
@Timeout(20)
class OffersTest {
  private final ObjectMapper types = ProtocolMapper.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "7",
        "[true]",
        "{'fs':{'readTextFile':true,'writeTextFile':true},'terminal':true}",
        "{'fs':{'readTextFile':true}}",
        "{'fs':{'writeTextFile':true,'readTextFile':false}}",
        "{'fs':true,'terminal':'true'}",
        "{'fs':{'readTextFile':1,'writeTextFile':'yes'},'terminal':1}",
        "{'fs':null,'terminal':null,'session':null}",
        "{'fs':[{'readTextFile':true}],'terminal':[true]}",
        "{'session':{'notices':{}}}",
        "{'session':{'notices':null,'compaction':{}}}",
        "{'session':{'notices':true}}",
        "{'session':{'notices':[]}}",
        "{'session':[],'terminal':true}",
        "{'other':{'fs':{'readTextFile':true},'terminal':true},'_meta':{'terminal':true}}",
        "{'fs':{'deep':{'readTextFile':true},'readTextFile':true},'terminal':true}",
        "{'terminal':true,'terminal':false}",
        "{'fs':{'readTextFile':'\\u0041'},'terminal':true,'session':{'notices':{'a':{'b':[]}}}}",
      })
  void asTheTypesReadIt(String capabilities) throws Exception {
    String params =
        "{'protocolVersion':1,'clientCapabilities':%s,'clientInfo':{'name':'a','version':'1'}}"
            .formatted(capabilities)
            .replace('\'', '"');
    ClientCapabilities typed =
        types.readValue(params, InitializeRequest.class).clientCapabilities();

    Offers offers = Offers.of(Json.of(params));

    var session = typed.session();
    assertEquals(
        new Offers(
            typed.fs().readTextFile(),
            typed.fs().writeTextFile(),
            typed.terminal(),
            session != null && session.notices() != null),
        offers);
  }
}
