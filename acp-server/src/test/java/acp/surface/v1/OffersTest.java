package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.protocol.ProtocolMapper;
import acp.protocol.v1.ClientCapabilities;
import acp.protocol.v1.ClientSessionCapabilities;
import acp.protocol.v1.InitializeRequest;
import acp.rpc.Json;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by hand of a client's capabilities is what the types read of them. */
@Timeout(5)
class OffersTest {
  private static final ObjectMapper MAPPER = ProtocolMapper.create();

  private static Json params(String capabilities) {
    String text = "{'protocolVersion':1,'clientCapabilities':" + capabilities + ",'x':{'fs':1}}";
    return Json.of(text.replace('\'', '"'));
  }

  private static Offers byTypes(String capabilities) throws Exception {
    InitializeRequest request =
        MAPPER.readValue(params(capabilities).toString(), InitializeRequest.class);
    ClientCapabilities offered = request.clientCapabilities();
    ClientSessionCapabilities session = offered.session();
    return new Offers(
        offered.fs().readTextFile(),
        offered.fs().writeTextFile(),
        offered.terminal(),
        session != null && session.notices() != null);
  }

  @Test
  void allThatIsOfferedIsHeard() {
    assertEquals(
        new Offers(true, true, true, true),
        Offers.of(
            params(
                "{'fs':{'readTextFile':true,'writeTextFile':true},'terminal':true,"
                    + "'session':{'notices':{}}}")));
  }

  @Test
  void aClientThatDoesNotSayOffersNothing() {
    assertEquals(Offers.NOTHING, Offers.of(Json.of("{\"protocolVersion\":1}")));
    assertEquals(Offers.NOTHING, Offers.of(Json.of("{}")));
    assertEquals(Offers.NOTHING, Offers.of(Json.of("[]")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "[]",
        "'all'",
        "{'fs':{'readTextFile':true}}",
        "{'fs':{'writeTextFile':true,'readTextFile':false}}",
        "{'terminal':true,'fs':null}",
        "{'fs':{'readTextFile':true},'fs':{'writeTextFile':true}}",
        "{'session':{'notices':{}},'session':{}}",
        "{'fs':[],'terminal':true}",
        "{'fs':'all','terminal':true}",
        "{'fs':{'readTextFile':'true','writeTextFile':true}}",
        "{'fs':{'readTextFile':1,'writeTextFile':null},'terminal':'true'}",
        "{'fs':{'readTextFile':{'x':true},'writeTextFile':[true]}}",
        "{'fs':{'_meta':{'readTextFile':true}},'_meta':{'terminal':true}}",
        "{'session':{'notices':{'_meta':{'a':1}}}}",
        "{'session':{'notices':null}}",
        "{'session':{'notices':true}}",
        "{'session':{'notices':[]}}",
        "{'session':[],'terminal':true}",
        "{'session':{'compaction':{},'configOptions':{'boolean':{}},'notices':{}}}",
        "{'auth':{'terminal':true},'elicitation':{'form':{}},'nes':{'fs':{'readTextFile':true}}}",
        "{'clientCapabilities':{'terminal':true},'fs':{'fs':{'readTextFile':true}}}"
      })
  void theHandReadsWhatTheTypesRead(String capabilities) throws Exception {
    assertEquals(byTypes(capabilities), Offers.of(params(capabilities)));
  }
}
