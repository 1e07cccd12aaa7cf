package acp.command;

import acp.event.Event;
import acp.session.ConfigOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@code /permissions}: the mode, the rules, what was decided; and takes rules back. */
final class ShowPermissions implements Command {
  private static final int LOGGED = 20;
  private static final int MOST_LOGGED = 500;

  /** In code points; what is longer is in the session. */
  private static final int LONGEST = 160;

  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Means means;

  ShowPermissions(Means means) {
    this.means = means;
  }

  @Override
  public Mono<String> run(Call call) {
    String[] words = call.rest().split("\\s+", 2);
    String more = words.length == 2 ? words[1].strip() : "";
    return switch (words[0]) {
      case "" -> means.policy().rules(call.turn()).map(rules -> shown(call, rules));
      case "revoke" -> revoke(call, more);
      case "clear" -> clear(call);
      case "log" -> log(call, more);
      default ->
          Mono.just(
              "`/permissions` shows the rules, `/permissions revoke id` takes one back,"
                  + " `/permissions clear` all, and `/permissions log` shows what was decided.");
    };
  }

  private String shown(Call call, List<Means.Rule> rules) {
    StringBuilder text = new StringBuilder(mode(call.turn().state().config()));
    if (rules.isEmpty()) {
      return text + "There are no rules. What you always allow is listed here.";
    }
    for (Means.Rule rule : rules) {
      text.append("- ").append(line(rule)).append('\n');
    }
    boolean revocable = rules.stream().anyMatch(rule -> !rule.id().isEmpty());
    return text
        + "\nWhat denies counts before what asks, and that before what allows."
        + (revocable ? " Take one back with `/permissions revoke id`." : "");
  }

  private String mode(Map<String, String> config) {
    for (ConfigOption option : means.choices().of(config)) {
      if (option.id().equals(ConfigOption.MODE)) {
        ConfigOption.Choice choice = Choose.choice(option, option.value(config));
        String about = choice.description();
        return "Mode: **"
            + Markdown.text(choice.name())
            + "**"
            + (about == null ? "" : " – " + Markdown.text(about))
            + "\n\n";
      }
    }
    return "";
  }

  private static String line(Means.Rule rule) {
    String id = rule.id().isEmpty() ? "" : "**" + Markdown.text(rule.id()) + "** · ";
    return id
        + rule.effect()
        + " "
        + Markdown.code(shortened(rule.what()))
        + " · "
        + rule.scope()
        + " · "
        + rule.source()
        + (rule.since() == null ? "" : ", " + when(rule.since()));
  }

  private Mono<String> revoke(Call call, String id) {
    return means
        .policy()
        .rules(call.turn())
        .flatMap(
            rules -> {
              Means.Rule rule = find(rules, id);
              return rule == null
                  ? Mono.just(unknown(id))
                  : means.policy().revoke(call.turn(), id).thenReturn("Taken back: " + line(rule));
            });
  }

  private static Means.@Nullable Rule find(List<Means.Rule> rules, String id) {
    for (Means.Rule rule : rules) {
      if (!id.isEmpty() && rule.id().equals(id)) {
        return rule;
      }
    }
    return null;
  }

  private static String unknown(String id) {
    return (id.isEmpty()
            ? "Say which rule, by the id"
            : "There is no rule "
                + Markdown.quoted(id)
                + " that can be taken back here; see the ids")
        + " in front of it in the list of `/permissions`.";
  }

  private Mono<String> clear(Call call) {
    return means
        .policy()
        .clear(call.turn())
        .thenReturn(
            "All that you had always allowed in this project and this session is asked again."
                + " Rules of `config.toml` stay.");
  }

  private Mono<String> log(Call call, String number) {
    int limit = limit(number);
    return limit < 1
        ? Mono.just("`/permissions log` takes a number of lines from 1 to " + MOST_LOGGED + ".")
        : means
            .policy()
            .log(call.turn(), limit)
            .map(decisions -> decisions.isEmpty() ? "Nothing was decided yet." : log(decisions));
  }

  /** How many lines; 0 for what is no such number. */
  private static int limit(String number) {
    if (number.isEmpty()) {
      return LOGGED;
    }
    try {
      int limit = Integer.parseInt(number);
      return limit > MOST_LOGGED ? 0 : limit;
    } catch (NumberFormatException noNumber) {
      return 0;
    }
  }

  private static String log(List<Means.Decision> decisions) {
    StringBuilder text = new StringBuilder();
    for (Means.Decision each : decisions) {
      Event.PermissionDecided decided = each.decided();
      text.append("- ")
          .append(when(each.at()))
          .append(decided.allowed() ? " · allowed " : " · **denied** ");
      text.append(Markdown.code(decided.tool()));
      if (!decided.subject().isEmpty()) {
        text.append(' ').append(Markdown.code(shortened(decided.subject())));
      }
      text.append(" · ").append(why(decided)).append('\n');
    }
    return text.toString();
  }

  private static String why(Event.PermissionDecided decided) {
    String rule = decided.rule();
    return switch (decided.basis()) {
      case MODE -> "by the mode";
      case HARMLESS -> "known to be harmless";
      case GRANT -> "allowed for the session";
      case RULE -> "by the rule" + (rule == null ? "" : " " + Markdown.code(shortened(rule)));
      case USER -> "you answered";
      case NOBODY -> "nobody answered";
    };
  }

  private static String shortened(String text) {
    return Markdown.shortened(Markdown.line(text), LONGEST);
  }

  private static String when(Instant at) {
    return WHEN.format(at.atZone(ZoneId.systemDefault()));
  }
}
