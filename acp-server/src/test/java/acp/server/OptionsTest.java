package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.model.Credentials;
import acp.model.ModelSettings;
import acp.model.Models;
import acp.model.ProviderSettings;
import acp.model.ProxySettings;
import acp.model.Timeouts;
import acp.permission.Mode;
import acp.protocol.AcpException;
import acp.session.ConfigOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What there is to choose in a session. */
@Timeout(5)
class OptionsTest {
  @TempDir Path folder;

  private Options options(Mode mode, String... models) {
    Models all =
        new Models(
            new ModelSettings(
                null,
                List.of(models),
                Map.of("openai", ProviderSettings.at("http://localhost/v1")),
                Map.of(),
                false,
                Timeouts.USUAL,
                ProxySettings.NONE),
            new Credentials(Map.of(), folder.resolve("credentials.toml")));
    return new Options(mode, () -> all);
  }

  private static List<String> ids(List<ConfigOption> options) {
    return options.stream().map(ConfigOption::id).toList();
  }

  private static List<String> values(ConfigOption option) {
    return option.choices().stream().map(ConfigOption.Choice::value).toList();
  }

  @Test
  void aModelThatThinksCanBeToldHowLong() {
    Options options = options(Mode.ASK, "openai/o4-mini");

    assertEquals(
        List.of("mode", "model", "thought_level", "editor_terminal"), ids(options.of(Map.of())));
    assertEquals(
        List.of("mode", "model", "editor_terminal"),
        ids(options.of(Map.of("model", "scripted/terse"))));
    ConfigOption level = options.find(Map.of("model", "openai/o4-mini"), "thought_level");
    assertEquals(List.of("low", "medium", "high"), values(level));
  }

  @Test
  void anotherModelTakesALevelAwayThatItDoesNotKnow() {
    Options options = options(Mode.ASK, "openai/o4-mini");
    Map<String, String> config = Map.of("model", "scripted/default", "thought_level", "off");

    assertEquals(
        Map.of("model", "openai/o4-mini", "thought_level", "medium"),
        options.change(config, "model", "openai/o4-mini"));
    assertEquals(
        Map.of("model", "scripted/terse"), options.change(config, "model", "scripted/terse"));
    assertEquals(Map.of(), options.change(config, "model", "scripted/default"));
  }

  @Test
  void theModeOfNewSessionsIsTheOneThatWasSet() {
    ConfigOption mode = options(Mode.ACCEPT_EDITS).of(Map.of()).getFirst();

    assertEquals("accept_edits", mode.initial());
    assertEquals("mode", mode.category());
  }

  @Test
  void aSessionKeepsAModelThatIsNotOfferedAnyMore() {
    ConfigOption model = options(Mode.ASK).find(Map.of("model", "openai/gone"), "model");

    assertEquals(List.of("scripted/default", "scripted/terse", "openai/gone"), values(model));
    assertEquals("openai/gone", model.value(Map.of("model", "openai/gone")));
  }

  @Test
  void credentialsThatMustNotBeUsedStopANewSessionAndNoOldOne() throws IOException {
    Path file = folder.resolve("credentials.toml");
    Files.writeString(file, "OPENAI_API_KEY = \"k\"");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    Options options = options(Mode.ASK);

    assertThrows(AcpException.class, () -> options.of(Map.of()));
    assertEquals(
        List.of("scripted/terse"),
        values(options.find(Map.of("model", "scripted/terse"), "model")));
  }
}
