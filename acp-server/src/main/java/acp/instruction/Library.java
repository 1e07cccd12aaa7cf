package acp.instruction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All that the user's files say about how the agent shall work: read when it is asked for, from the
 * disk only where something has changed. Thread-safe; whoever asks must be able to wait.
 */
public final class Library {
  private final Guides guides;
  private final Skills skills;

  /**
   * A library; nothing is read yet.
   *
   * @param userFolder where the user's own files lie; it need not exist
   * @param budget how many bytes of instructions are given in all
   */
  public Library(Path userFolder, int budget) {
    this.guides = new Guides(userFolder, budget);
    this.skills = new Skills(userFolder);
  }

  /** The instructions that hold where a session works; never fails. */
  public Guidance guidance(Path cwd) {
    return guides.read(cwd);
  }

  /** The skills that there are where a session works; never fails. */
  public List<Skill> skills(Path cwd) {
    return skills.find(cwd);
  }

  /**
   * What a skill says.
   *
   * @throws IOException with a message for people if it cannot be read any more
   */
  public String text(Skill skill) throws IOException {
    return skills.text(skill);
  }
}
