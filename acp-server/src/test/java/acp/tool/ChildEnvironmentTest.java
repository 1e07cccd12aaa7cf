package acp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What children see of our environment. */
@Timeout(5)
class ChildEnvironmentTest {
  @Test
  void keysAndWhatIsNotKnownStayOut() {
    Map<String, String> ours =
        Map.of(
            "PATH", "/bin",
            "LC_ALL", "C.UTF-8",
            "XDG_DATA_HOME", "/data",
            "OPENAI_API_KEY", "secret",
            "GITHUB_TOKEN", "secret",
            "LD_PRELOAD", "/lib/x.so");

    assertEquals(
        Map.of("PATH", "/bin", "LC_ALL", "C.UTF-8", "XDG_DATA_HOME", "/data"),
        ChildEnvironment.of(ours));
  }

  @Test
  void aProxyIsPassedOnlyWithoutAPassword() {
    Map<String, String> ours =
        Map.of("http_proxy", "http://proxy:3128", "HTTPS_PROXY", "http://me:secret@proxy:3128");

    assertEquals(Map.of("http_proxy", "http://proxy:3128"), ChildEnvironment.of(ours));
  }

  @Test
  void commandsAreToldThatNobodySitsThere() {
    assertEquals(
        Map.of(
            "TERM", "dumb",
            "NO_COLOR", "1",
            "PAGER", "cat",
            "GIT_PAGER", "cat",
            "GIT_TERMINAL_PROMPT", "0"),
        ChildEnvironment.ofCommand(Map.of("TERM", "xterm-256color", "PAGER", "less")));
  }
}
