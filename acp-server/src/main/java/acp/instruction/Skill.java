package acp.instruction;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A skill: a text that says how to do something, used when it is asked for.
 *
 * @param name lower case, as it stands behind a slash
 * @param description when to use it, on one line
 * @param file its {@code SKILL.md}, absolute; what belongs to it lies beside it
 */
public record Skill(String name, String description, Path file) {

  public Skill {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    requireNonNull(file, "file");
  }
}
