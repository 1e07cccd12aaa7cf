package acp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import acp.session.ToolServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept out of logs, errors and results. */
@Timeout(10)
class MaskTest {
  private final Mask program =
      new Mask(
          new Configured(
              new ToolServer.Stdio(
                  "fs",
                  "run",
                  List.of("--verbose", "--key=t0ken-in-an-argument"),
                  Map.of("API_TOKEN", "t0ken-of-theirs", "ROOT", "/srv/files", "ON", "yes")),
              null,
              null,
              true,
              Map.of("HOME", "/home/me", "MY_KEY", "argument")));

  private final Mask web =
      new Mask(
          Configured.of(
              new ToolServer.Http(
                  "web",
                  "https://h/mcp?key=t0ken-in-an-address&x=1",
                  Map.of("Authorization", "Bearer t0ken-of-theirs", "Accept", "text/html"))));

  @Test
  void errorsShowNothingItWasStartedOrCalledWith() {
    assertEquals(
        "yes *** *** *** *** *** ↵ ***",
        program.of(
            "yes t0ken-of-theirs /srv/files --key=t0ken-in-an-argument t0ken-in-an-argument"
                + " /home/me \n argument"));
    assertEquals(
        "*** wants *** as *** from *** or ***",
        web.of(
            "https://h/mcp?key=t0ken-in-an-address&x=1 wants t0ken-of-theirs as Bearer"
                + " t0ken-of-theirs from text/html or t0ken-in-an-address"));
  }

  @Test
  void resultsKeepWhatIsNoSecret() {
    assertEquals(
        "yes\n*** /srv/files /home/me ***",
        program.secrets("yes\nt0ken-of-theirs /srv/files /home/me argument"));
    assertEquals("*** text/html", web.secrets("Bearer t0ken-of-theirs text/html"));
    assertEquals("***!", web.secrets("t0ken-of-theirs!"));
  }
}
