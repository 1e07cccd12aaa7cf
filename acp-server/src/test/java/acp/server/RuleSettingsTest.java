package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.permission.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of the settings are read, or refused with the place of the fault. */
@Timeout(30)
class RuleSettingsTest {
  @TempDir Path folder;

  private List<Rule> read(String toml) throws Exception {
    Path file = Files.writeString(folder.resolve("config.toml"), toml);
    return RuleSettings.read(new Values(Map.of(), Map.of(), ConfigFile.read(file)));
  }

  @Test
  void rulesAreReadInTheOrderOfTheFile() throws Exception {
    List<Rule> rules =
        read(
            """
            [[permissions.rules]]
            tool = "run_command"
            match = "git status*"
            effect = "allow"

            [[permissions.rules]]
            tool = "*"
            path = "**/.env"
            effect = "deny"
            """);

    assertEquals(
        List.of(
            new Rule(
                "config-1",
                "run_command",
                "git status*",
                "",
                false,
                Rule.Effect.ALLOW,
                Rule.Scope.USER,
                null),
            new Rule(
                "config-2", "*", "", "**/.env", false, Rule.Effect.DENY, Rule.Scope.USER, null)),
        rules);
  }

  @Test
  void whereThereAreNoneThereAreNone() throws Exception {
    assertEquals(List.of(), read(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "effect = \"allow\"                               | permissions.rules[1].tool is missing",
        "tool = \"x\"                                     | permissions.rules[1].effect is missing",
        "tool = \"x\"\\neffect = \"perhaps\"               | permissions.rules[1].effect must be allow, ask or deny",
        "tool = \"x\"\\neffect = \"ask\"\\nmatch = \"a 'b\"   | permissions.rules[1].match is not a pattern of words",
        "tool = \"x\"\\neffect = \"ask\"\\npath = \"a[\"      | permissions.rules[1].path is not a pattern of files",
      })
  void whatCannotBeUsedIsRefusedWithItsPlace(String body, String fault) {
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> read("[[permissions.rules]]\n" + body.replace("\\n", "\n")));

    assertTrue(String.valueOf(refused.getMessage()).contains(fault), refused.getMessage());
  }
}
