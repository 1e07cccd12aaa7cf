package acp.server;

import acp.permission.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules of {@code [[permissions.rules]]} in {@code config.toml}. */
final class RuleSettings {
  private static final String KEY = "permissions.rules";

  private RuleSettings() {}

  /**
   * The rules in the order of the file; nothing of them is loaded where there are none.
   *
   * @throws SettingsException if one cannot be used
   */
  static List<Rule> read(Values values) {
    List<Rule> rules = new ArrayList<>();
    for (Table table : values.file().tables(KEY)) {
      rules.add(rule(table, rules.size() + 1));
    }
    return rules;
  }

  private static Rule rule(Table table, int number) {
    String effect = table.need("effect");
    Rule.Effect known = Rule.Effect.of(effect);
    if (known == null) {
      throw new SettingsException(table.where() + ".effect must be allow, ask or deny");
    }
    Rule rule =
        new Rule(
            "config-" + number,
            table.need("tool"),
            text(table.text("match")),
            text(table.text("path")),
            false,
            known,
            Rule.Scope.USER,
            null);
    String fault = rule.fault();
    if (fault != null) {
      throw new SettingsException(table.where() + "." + fault);
    }
    return rule;
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "").strip();
  }
}
