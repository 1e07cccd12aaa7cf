package acp.session;

import static java.util.Objects.requireNonNull;

import acp.event.Content;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that names one of the agent's commands, whether or not there is such a command.
 *
 * @param name what stands behind the slash; two names with a colon between for what others offer
 * @param rest what follows the name, trimmed; a file that is mentioned there by its name
 */
public record CommandLine(String name, String rest) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "/([a-z][a-z0-9_-]{0,63}|[A-Za-z0-9][\\w-]{0,63}:[A-Za-z0-9][\\w.-]{0,63})(?:\\s(.*))?",
          Pattern.DOTALL);

  public CommandLine {
    requireNonNull(name, "name");
    requireNonNull(rest, "rest");
  }

  /** True if it names something that others offer, and not the agent. */
  public boolean isForeign() {
    return name.indexOf(':') >= 0;
  }

  /**
   * The command that a prompt names: its first text begins with a slash and a name, and a blank or
   * nothing behind it. Null for all others: {@code /usr/bin is broken} is plain text.
   */
  public static @Nullable CommandLine of(List<Content> prompt) {
    for (int i = 0; i < prompt.size(); i++) {
      if (prompt.get(i) instanceof Content.Text text) {
        Matcher line = SHAPE.matcher(text.text());
        return line.matches()
            ? new CommandLine(
                line.group(1), rest(line.group(2), prompt.subList(i + 1, prompt.size())))
            : null;
      }
    }
    return null;
  }

  private static String rest(@Nullable String first, List<Content> others) {
    StringBuilder rest = new StringBuilder(first == null ? "" : first);
    for (Content piece : others) {
      switch (piece) {
        case Content.Text text -> rest.append(text.text());
        case Content.Link link -> rest.append(link.name());
        case Content.Resource _, Content.Image _ -> {}
      }
    }
    return rest.toString().strip();
  }
}
