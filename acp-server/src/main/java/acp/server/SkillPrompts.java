package acp.server;

import acp.command.Prompts;
import acp.event.Content;
import acp.event.SessionId;
import acp.instruction.Library;
import acp.instruction.Skill;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Place;
import acp.session.SlashCommand;
import acp.session.Turn;
import acp.tool.Blocking;
import acp.tool.Clip;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * Skills as prompts: what stands behind a skill's name goes to the model together with what the
 * skill says. They are looked for when a session is settled, behind its answer, and again when one
 * is called.
 */
final class SkillPrompts implements Prompts {
  /** In bytes: what a model can well take in at once. */
  private static final int MAX_TEXT = 64 * 1024;

  /** Where a skill wants what the user wrote behind its name. */
  private static final String ARGUMENTS = "$ARGUMENTS";

  private final Library library;
  private final Map<SessionId, List<SlashCommand>> known = new ConcurrentHashMap<>();
  private volatile Consumer<SessionId> changed = _ -> {};

  SkillPrompts(Library library) {
    this.library = library;
  }

  @Override
  public void settle(SessionId session, Place place) {
    Thread thread = new Thread(() -> look(session, place.cwd()), "skills");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void leave(SessionId session) {
    known.remove(session);
  }

  private void look(SessionId session, String cwd) {
    List<SlashCommand> found =
        find(cwd).stream()
            .map(skill -> new SlashCommand(skill.name(), described(skill), "what to do"))
            .toList();
    List<SlashCommand> before = found.isEmpty() ? known.remove(session) : known.put(session, found);
    if (!found.equals(before == null ? List.of() : before)) {
      changed.accept(session);
    }
  }

  private List<Skill> find(String cwd) {
    try {
      return library.skills(Path.of(cwd));
    } catch (InvalidPathException noPlaceHere) {
      return List.of();
    }
  }

  private static String described(Skill skill) {
    return skill.description().isEmpty()
        ? "A skill of this project"
        : skill.description().replaceFirst("\\.$", "");
  }

  @Override
  public List<SlashCommand> of(SessionId session) {
    return known.getOrDefault(session, List.of());
  }

  @Override
  public Mono<List<Content>> expand(Turn turn, String name, String rest) {
    return Blocking.call(
            () -> {
              Optional<Skill> skill =
                  find(turn.cwd()).stream().filter(each -> each.name().equals(name)).findFirst();
              return skill.isEmpty()
                  ? Optional.<List<Content>>empty()
                  : Optional.of(content(skill.get(), rest, turn.prompt()));
            })
        .flatMap(Mono::justOrEmpty);
  }

  private List<Content> content(Skill skill, String rest, List<Content> prompt) {
    String text;
    try {
      text = Clip.middle(library.text(skill), MAX_TEXT);
    } catch (IOException gone) {
      throw new AcpException(ErrorCode.INTERNAL_ERROR, gone.getMessage() + ".");
    }
    boolean placed = text.contains(ARGUMENTS);
    List<Content> content = new ArrayList<>();
    content.add(
        new Content.Text(
            "Do this by the skill "
                + skill.name()
                + " ("
                + skill.file()
                + "), which says:\n\n<skill>\n"
                + (placed ? text.replace(ARGUMENTS, rest) : text)
                + "\n</skill>\n"
                + (placed || rest.isEmpty() ? "" : "\n" + rest)));
    prompt.stream().filter(piece -> !(piece instanceof Content.Text)).forEach(content::add);
    return content;
  }

  @Override
  public void onChange(Consumer<SessionId> told) {
    changed = told;
  }
}
