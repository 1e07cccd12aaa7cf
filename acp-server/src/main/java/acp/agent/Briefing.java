package acp.agent;

import acp.instruction.Guidance;
import acp.instruction.Library;
import acp.instruction.Repository;
import acp.instruction.Skill;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model is told of the place that it works in: gathered once for each turn, so that the
 * requests of a turn begin alike.
 *
 * @param branch what is checked out; null if there is no repository
 */
record Briefing(Guidance guidance, List<Skill> skills, @Nullable String branch, LocalDate today) {

  Briefing {
    skills = List.copyOf(skills);
  }

  /** Reads it. Touches the disk; never fails. */
  static Briefing of(Library library, String cwd) {
    LocalDate today = LocalDate.now(ZoneId.systemDefault());
    try {
      Path folder = Path.of(cwd);
      return new Briefing(
          library.guidance(folder), library.skills(folder), Repository.of(folder).branch(), today);
    } catch (InvalidPathException noPlaceHere) {
      return new Briefing(Guidance.NONE, List.of(), null, today);
    }
  }
}
