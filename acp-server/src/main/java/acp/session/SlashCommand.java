package acp.session;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Something the agent does itself when a prompt begins with its name behind a slash.
 *
 * @param name lower case, without the slash
 * @param description one sentence for people
 * @param hint what may follow the name; null if nothing does
 */
public record SlashCommand(String name, String description, @Nullable String hint) {

  public SlashCommand {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
  }
}
