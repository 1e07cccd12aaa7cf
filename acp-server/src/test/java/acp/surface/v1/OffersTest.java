package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.protocol.ProtocolMapper;
import acp.protocol.v1.ClientCapabilities;
import acp.protocol.v1.ClientSessionCapabilities;
import acp.protocol.v1.ElicitationCapabilities;
import acp.protocol.v1.InitializeRequest;
import acp.protocol.v1.SessionConfigOptionsCapabilities;
import acp.rpc.Json;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Set;
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
    SessionConfigOptionsCapabilities options = session == null ? null : session.configOptions();
    ElicitationCapabilities elicitation = offered.elicitation();
    Set<String> places = new HashSet<>();
    add(places, "/fs/readTextFile", offered.fs().readTextFile());
    add(places, "/fs/writeTextFile", offered.fs().writeTextFile());
    add(places, "/terminal", offered.terminal());
    add(places, "/auth/terminal", offered.auth().terminal());
    add(places, "/session/notices", session != null && session.notices() != null);
    add(places, "/session/compaction", session != null && session.compaction() != null);
    add(
        places,
        "/session/configOptions/boolean",
        options != null && options.booleanOption() != null);
    add(places, "/elicitation/form", elicitation != null && elicitation.form() != null);
    add(places, "/elicitation/url", elicitation != null && elicitation.url() != null);
    return new Offers(places);
  }

  private static void add(Set<String> places, String place, boolean offered) {
    if (offered) {
      places.add(place);
    }
  }

  @Test
  void allThatIsOfferedIsHeard() {
    Offers offers =
        Offers.of(
            params(
                "{'fs':{'readTextFile':true,'writeTextFile':true},'terminal':true,"
                    + "'auth':{'terminal':true},'elicitation':{'form':{},'url':{}},"
                    + "'session':{'notices':{},'compaction':{},'configOptions':{'boolean':{}}}}"));

    assertTrue(offers.readTextFile() && offers.writeTextFile() && offers.terminal());
    assertTrue(offers.terminalLogin() && offers.forms() && offers.urls());
    assertTrue(offers.notices() && offers.compaction() && offers.booleanOptions());
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
        "{'session':{'configOptions':{'boolean':true}},'auth':{'terminal':{}}}",
        "{'session':{'configOptions':{'boolean':{}},'configOptions':{}},'elicitation':{}}",
        "{'elicitation':{'form':{'_meta':{}},'url':null},'auth':{'terminal':'true'}}",
        "{'elicitation':{'form':{}},'elicitation':{'url':{}},'authx':{'terminal':true}}",
        "{'auth':{'terminal':true},'elicitation':{'form':{}},'nes':{'fs':{'readTextFile':true}}}",
        "{'clientCapabilities':{'terminal':true},'fs':{'fs':{'readTextFile':true}}}"
      })
  void theHandReadsWhatTheTypesRead(String capabilities) throws Exception {
    assertEquals(byTypes(capabilities), Offers.of(params(capabilities)));
  }
}
