package acp.agent;

import acp.event.Event;
import acp.session.ConfigOption;
import acp.session.SessionState;
import acp.tool.OneLine;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session once had and is not here, in words: its model, the key for that, its folder. */
final class Lacks {
  private Lacks() {}

  /** All of it; touches the disk. */
  static List<Event.NoticeRaised> of(ModelSource models, SessionState state, String cwd) {
    List<Event.NoticeRaised> all = new ArrayList<>();
    String name = state.config().get(ConfigOption.MODEL);
    if (name != null) {
      String problem = models.problem(name);
      if (problem != null) {
        all.add(
            notice(
                "The model of this session, " + OneLine.of(name) + ", cannot be used here",
                problem
                    + ". Prompts fail until then, or until another model is chosen; no other is"
                    + " taken by itself."));
      }
    }
    Event.NoticeRaised folder = folder(cwd);
    if (folder != null) {
      all.add(folder);
    }
    return all;
  }

  /** What to say of the folder; null if it is there. Touches the disk. */
  static Event.@Nullable NoticeRaised folder(String cwd) {
    return isThere(cwd)
        ? null
        : notice(
            "The folder of this session, " + OneLine.of(cwd) + ", is not there",
            "What tools would do in it fails. Make it again, or open the session with another"
                + " folder.");
  }

  private static boolean isThere(String cwd) {
    try {
      return Files.isDirectory(Path.of(cwd));
    } catch (InvalidPathException notHere) {
      return false;
    }
  }

  private static Event.NoticeRaised notice(String title, String text) {
    return new Event.NoticeRaised(Event.Severity.WARNING, title, text);
  }
}
